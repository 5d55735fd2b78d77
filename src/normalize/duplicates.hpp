// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::normalize {

/// Tells which rows repeat an earlier one of their place. Rows come in order; one object for all.
class DuplicateFinder {
public:
    explicit DuplicateFinder(Duplicates kind) : kind_{kind} {}

    /// True if the row is a duplicate of one that this object has seen and not called a duplicate.
    [[nodiscard]] bool repeats(const RecordBatch& batch, RowId row);

private:
    struct Alleles {
        std::string ref{};
        std::vector<std::string> alts{};
    };

    [[nodiscard]] static bool same(const Alleles& known, const Alleles& own);

    Duplicates kind_;
    std::string contig_;
    std::int64_t pos_{-2};
    bool has_row_{};
    std::uint8_t types_{};            ///< of the kept rows of the place
    std::vector<Alleles> alleles_{};  ///< likewise, for Duplicates::exact
};

}  // namespace genostrat::normalize
