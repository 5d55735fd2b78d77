// SPDX-License-Identifier: MIT
#include <cstddef>

#include <genostrat/genes/codon.hpp>
#include <genostrat/hgvs/change_kind.hpp>

namespace genostrat::hgvs {
namespace {

bool is_reverse_complement(std::string_view ref, std::string_view alt) noexcept {
    for (std::size_t at = 0; at < ref.size(); ++at)
        if (genes::complement(ref[at]) != alt[alt.size() - 1 - at])
            return false;
    return true;
}

}  // namespace

ChangeKind kind_of_replacement(std::string_view ref, std::string_view alt) noexcept {
    if (ref == alt)
        return ChangeKind::none;
    if (alt.empty())
        return ChangeKind::deletion;
    if (ref.size() == alt.size()) {
        if (ref.size() == 1)
            return ChangeKind::substitution;
        return is_reverse_complement(ref, alt) ? ChangeKind::inversion
                                               : ChangeKind::deletion_insertion;
    }
    if (alt.size() == 2 * ref.size() && alt.substr(0, ref.size()) == ref &&
        alt.substr(ref.size()) == ref)
        return ChangeKind::duplication;
    return ChangeKind::deletion_insertion;
}

std::int64_t clip_common(std::string_view& ref, std::string_view& alt) noexcept {
    std::int64_t n_prefix = 0;
    while (!ref.empty() && !alt.empty() && ref.front() == alt.front()) {
        ref.remove_prefix(1);
        alt.remove_prefix(1);
        ++n_prefix;
    }
    while (!ref.empty() && !alt.empty() && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
    }
    return n_prefix;
}

void append_change(ChangeKind kind, std::string_view ref, std::string_view alt, std::string& out) {
    switch (kind) {
    case ChangeKind::substitution:
        out += ref;
        out += '>';
        out += alt;
        break;
    case ChangeKind::deletion:
        out += "del";
        break;
    case ChangeKind::duplication:
        out += "dup";
        break;
    case ChangeKind::inversion:
        out += "inv";
        break;
    case ChangeKind::none:
        out += '=';
        break;
    case ChangeKind::insertion:
        out += "ins";
        out += alt;
        break;
    case ChangeKind::deletion_insertion:
        out += "delins";
        out += alt;
        break;
    }
}

}  // namespace genostrat::hgvs
