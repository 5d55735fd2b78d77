// SPDX-License-Identifier: MIT
#include "normalize/duplicates.hpp"

#include "normalize/bases.hpp"
#include "normalize/tags.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

// Two rows with one ALT are alike without regard to case; of more ALTs each must be among the known
// ones as it is written (bcftools 1.16).
bool DuplicateFinder::same(const Alleles& known, const Alleles& own) {
    if (own.alts.size() != known.alts.size() || !equals_ignoring_case(own.ref, known.ref))
        return false;
    if (own.alts.size() == 1)
        return equals_ignoring_case(own.alts.front(), known.alts.front());
    return std::ranges::all_of(own.alts, [&](const std::string& alt) {
        return std::ranges::find(known.alts, alt) != known.alts.end();
    });
}

bool DuplicateFinder::repeats(const RecordBatch& batch, RowId row) {
    constexpr std::uint8_t substitution = bits(AlleleType::snp) | bits(AlleleType::mnp);
    constexpr std::uint8_t indel = bits(AlleleType::indel);
    const bool is_known_place =
        has_row_ && batch.pos(row) == pos_ && batch.contig_name(row) == contig_;
    if (!is_known_place) {
        contig_ = batch.contig_name(row);
        pos_ = batch.pos(row);
        has_row_ = true;
        types_ = 0;
        alleles_.clear();
    }
    if (kind_ == Duplicates::exact) {
        Alleles own{.ref = std::string{batch.ref(row)}};
        for (const std::string_view alt : batch.alts(row))
            own.alts.emplace_back(alt);
        if (std::ranges::any_of(alleles_, [&](const Alleles& known) { return same(known, own); }))
            return true;
        alleles_.push_back(std::move(own));
        return false;
    }
    const std::uint8_t types = row_types(batch.ref(row), batch.alts(row));
    const auto repeats_kind = [&](std::uint8_t kind) {
        return (types & kind) != 0 && (types_ & kind) != 0;
    };
    const bool by_snps = kind_ == Duplicates::snps || kind_ == Duplicates::both;
    const bool by_indels = kind_ == Duplicates::indels || kind_ == Duplicates::both;
    if ((kind_ == Duplicates::all && is_known_place) || (by_snps && repeats_kind(substitution)) ||
        (by_indels && repeats_kind(indel)))
        return true;
    types_ = static_cast<std::uint8_t>(types_ | types);
    return false;
}

}  // namespace genostrat::normalize
