// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/qc/verdict.hpp>

namespace genostrat::qc {

std::string_view to_string(Verdict verdict) noexcept {
    return verdict == Verdict::pass ? "pass" : verdict == Verdict::warn ? "warn" : "fail";
}

Verdict judge(double badness, double warn, double fail) noexcept {
    if (badness > fail)
        return Verdict::fail;
    return badness > warn ? Verdict::warn : Verdict::pass;
}

Verdict worst(const std::vector<QcCheck>& checks) noexcept {
    Verdict verdict = Verdict::pass;
    for (const QcCheck& check : checks)
        verdict = std::max(verdict, check.verdict);
    return verdict;
}

}  // namespace genostrat::qc
