// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>

#include <genostrat/cohort/genome_part.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::cohort {

namespace {

GenomePart part_of(std::string_view contig) noexcept {
    const std::string_view name = canonical_contig(contig);
    if (name == "X")
        return GenomePart::x;
    if (name == "Y")
        return GenomePart::y;
    if (name == "MT")
        return GenomePart::mitochondrion;
    const std::optional<int> number = parse_number<int>(name);
    return number && *number >= 1 && *number <= 22 ? GenomePart::autosome : GenomePart::other;
}

/// Genome Reference Consortium; 1-based, both ends included.
struct PseudoAutosome {
    std::string_view build;
    GenomePart contig;
    std::int64_t first, last;
};

constexpr PseudoAutosome pseudo_autosomes[] = {
    {"GRCh37", GenomePart::x, 60001, 2699520},
    {"GRCh37", GenomePart::x, 154931044, 155260560},
    {"GRCh37", GenomePart::y, 10001, 2649520},
    {"GRCh37", GenomePart::y, 59034050, 59363566},
    {"GRCh38", GenomePart::x, 10001, 2781479},
    {"GRCh38", GenomePart::x, 155701383, 156030895},
    {"GRCh38", GenomePart::y, 10001, 2781479},
    {"GRCh38", GenomePart::y, 56887903, 57217415}};

}  // namespace

GenomeParts::GenomeParts(const Contigs& contigs) : build_{build_of(contigs).value_or("")} {
    for (const std::string& contig : contigs.names())
        parts_.push_back(part_of(contig));
}

GenomePart GenomeParts::of(ContigId contig, std::string_view name) const noexcept {
    return contig >= 0 && static_cast<std::size_t>(contig) < parts_.size()
               ? parts_[static_cast<std::size_t>(contig)]
               : part_of(name);
}

GenomePart
GenomeParts::at(ContigId contig, std::string_view name, std::int64_t pos) const noexcept {
    const GenomePart part = of(contig, name);
    if (part != GenomePart::x && part != GenomePart::y)
        return part;
    const bool both = std::ranges::any_of(pseudo_autosomes, [&](const PseudoAutosome& region) {
        return region.contig == part && region.build == build_ && region.first <= pos + 1 &&
               pos + 1 <= region.last;
    });
    return both ? GenomePart::pseudo_autosome : part;
}

}  // namespace genostrat::cohort
