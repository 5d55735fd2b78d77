// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include <genostrat/pipeline/results.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// Names that rows use and the header does not declare.
struct UndeclaredNames {
    std::set<std::string> contigs{};
    std::set<std::string> filters{};
    std::map<std::string, bool> info{};  ///< true: always without a value, a flag
    std::set<std::string> formats{};
};

/// Accumulator: publishes the UndeclaredNames of text rows.
class FindUndeclared {
public:
    using Partial = UndeclaredNames;

    [[nodiscard]] std::string_view name() const noexcept { return "find_undeclared"; }

    void bind(const Schema& schema) { schema_ = &schema; }

    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);

    void finish(Results& results) const { results.put(names_); }

private:
    const Schema* schema_{};
    UndeclaredNames names_;
};

/// Stage: declares these names, tags as text of any number (`--declare-missing`).
class DeclareMissing {
public:
    explicit DeclareMissing(UndeclaredNames names) : names_{std::move(names)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "declare_missing"; }

    void bind(Schema& schema) const;

    void process(RecordBatch&) const {}

private:
    UndeclaredNames names_;
};

}  // namespace genostrat
