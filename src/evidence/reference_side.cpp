// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/evidence/reference_side.hpp>

namespace genostrat::evidence {

namespace {

enum class Fit : std::uint8_t { no, yes, cut };  // cut: fits as far as bases are known

char upper(char base) noexcept {
    return base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
}

Fit fit(std::string_view allele, std::string_view bases, bool flipped) noexcept {
    const std::size_t n_known = std::min(allele.size(), bases.size());
    for (std::size_t at = 0; at < n_known; ++at) {
        const char base = flipped ? sites::complement(allele[at]) : allele[at];
        if (upper(base) != upper(bases[at]))
            return Fit::no;
    }
    return n_known < allele.size() ? Fit::cut : Fit::yes;
}

ReferenceSide
on_strand(std::string_view effect, std::string_view other, std::string_view bases, bool flipped) {
    const Fit of_effect = fit(effect, bases, flipped);
    const Fit of_other = fit(other, bases, flipped);
    if (of_effect == Fit::no && of_other == Fit::no)
        return {.side = Side::neither};
    if (of_effect != Fit::no && of_other != Fit::no)
        return {};
    const bool is_effect = of_effect != Fit::no;
    if ((is_effect ? of_effect : of_other) == Fit::cut)
        return {};
    return {
        .side = is_effect ? Side::effect : Side::other,
        .flipped = flipped,
        .length = is_effect ? effect.size() : other.size()};
}

ReferenceSide
single(std::string_view effect, std::string_view bases, sites::Strands strands) noexcept {
    switch (fit(effect, bases, false)) {
    case Fit::yes:
        return {.side = Side::effect, .length = effect.size()};
    case Fit::cut:
        return {};
    case Fit::no:
        break;
    }
    if (strands == sites::Strands::both && fit(effect, bases, true) != Fit::no)
        return {};  // an alternate allele, or the reference of the other strand
    return {.side = Side::other, .length = 1};
}

}  // namespace

ReferenceSide reference_side(
    std::string_view effect,
    std::string_view other,
    std::string_view bases,
    sites::Strands strands) noexcept {
    if (effect.empty() || bases.empty())
        return {};
    if (other.empty())
        return single(effect, bases, strands);
    ReferenceSide found = on_strand(effect, other, bases, false);
    if (found.side == Side::neither && strands == sites::Strands::both)
        found = on_strand(effect, other, bases, true);
    found.ambiguous = found.is_known() && sites::is_ambiguous(effect, other);
    return found;
}

ReferenceSide check_reference_side(
    Side named, std::string_view effect, std::string_view other, std::string_view bases) noexcept {
    const std::string_view allele = named == Side::effect ? effect : other;
    if (fit(allele, bases, false) == Fit::no)
        return {.side = Side::neither};
    return {.side = named, .length = allele.size()};
}

}  // namespace genostrat::evidence
