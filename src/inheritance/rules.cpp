// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include <genostrat/inheritance/rules.hpp>

namespace genostrat::inheritance {

namespace {

using Gender = cohort::Pedigree::Gender;
using Phenotype = cohort::Pedigree::Phenotype;
using enum Call::State;

[[nodiscard]] constexpr std::uint32_t bit(Mode mode) noexcept {
    return std::uint32_t{1} << static_cast<unsigned>(mode);
}

[[nodiscard]] bool is_good_het(const Call& call, const Thresholds& t, const Evidence& e) noexcept {
    return call.is(het) && is_good(call, t, e);
}

/// ALT reads of both parents; those of a missing column count as none.
[[nodiscard]] double parent_alt_reads(const Trio& trio) noexcept {
    return std::max(0.0, trio.mother.alt_reads) + std::max(0.0, trio.father.alt_reads);
}

[[nodiscard]] bool exceeds(const Call& call, double balance, const Evidence& evidence) noexcept {
    return !evidence.has_reads || call.balance() > balance;
}

}  // namespace

double Call::balance() const noexcept {
    if (alt_reads < 0 || ref_reads < 0 || alt_reads + ref_reads == 0)
        return -1;
    return alt_reads / (alt_reads + ref_reads);
}

bool is_good(const Call& call, const Thresholds& thresholds, const Evidence& evidence) noexcept {
    if (call.is(unknown) || (evidence.has_gq && call.gq < thresholds.min_gq))
        return false;
    if (!evidence.has_reads || thresholds.min_depth < 0)
        return true;
    if (call.ref_reads < 0 || call.alt_reads < 0 ||
        call.ref_reads + call.alt_reads < thresholds.min_depth)
        return false;
    const double balance = call.balance();
    switch (call.state) {
    case hom_ref:
        return balance < thresholds.max_ref_balance;
    case het:
        return balance >= thresholds.min_balance && balance <= 1 - thresholds.min_balance;
    default:
        return balance > thresholds.min_alt_balance;
    }
}

std::string_view to_string(Mode mode) noexcept {
    constexpr std::array<std::string_view, n_modes> names{
        "DE_NOVO",
        "AUTOSOMAL_RECESSIVE",
        "AUTOSOMAL_DOMINANT",
        "X_DE_NOVO",
        "X_RECESSIVE",
        "X_DOMINANT",
        "COMPOUND_HET_SIDE"};
    return names[static_cast<std::size_t>(mode)];
}

Region region_of(cohort::GenomePart part) noexcept {
    switch (part) {
    case cohort::GenomePart::x:
        return Region::x;
    case cohort::GenomePart::y:
        return Region::y;
    case cohort::GenomePart::mitochondrion:
        return Region::mitochondrion;
    default:
        return Region::autosome;
    }
}

std::uint32_t modes_of(
    const Trio& trio,
    Region region,
    const Thresholds& thresholds,
    const Evidence& evidence) noexcept {
    const auto& [child, mother, father, gender] = trio;
    if (region == Region::y || region == Region::mitochondrion || child.alts < 1)
        return 0;
    const bool all_good = is_good(child, thresholds, evidence) &&
                          is_good(mother, thresholds, evidence) &&
                          is_good(father, thresholds, evidence);
    std::uint32_t modes = 0;
    const bool parents_lack_it = mother.is(hom_ref) && father.is(hom_ref) && all_good &&
                                 parent_alt_reads(trio) <= thresholds.max_parent_alt_reads;
    const bool is_son_on_x = region == Region::x && gender == Gender::male;
    if (is_son_on_x) {
        if (parents_lack_it && exceeds(child, thresholds.min_x_de_novo_balance, evidence))
            modes |= bit(Mode::x_de_novo);
        if (mother.is(het) && father.is(hom_ref) && all_good &&
            exceeds(child, thresholds.min_x_recessive_balance, evidence))
            modes |= bit(Mode::x_recessive);
        return modes;
    }
    if (parents_lack_it && child.is(het))
        modes |= region == Region::x ? bit(Mode::x_de_novo) : bit(Mode::de_novo);
    if (child.is(hom_alt) && mother.is(het) && all_good) {
        // A father has one X: a carrier is called 1, 1/1, or wrongly 0/1.
        if (region == Region::autosome && father.is(het))
            modes |= bit(Mode::autosomal_recessive);
        if (region == Region::x && father.alts >= 1)
            modes |= bit(Mode::x_recessive);
    }
    const bool one_parent_has_it =
        is_good_het(mother, thresholds, evidence) != is_good_het(father, thresholds, evidence);
    if (region == Region::autosome && child.is(het) && one_parent_has_it && mother.alts != 2 &&
        father.alts != 2 && all_good)
        modes |= bit(Mode::compound_het_side);
    return modes;
}

bool segregates_dominantly(
    std::span<const Member> family,
    Region region,
    const Thresholds& thresholds,
    const Evidence& evidence) noexcept {
    if (region == Region::y || region == Region::mitochondrion)
        return false;
    const auto member = [&](int index) -> const Member* {
        return index < 0 ? nullptr : &family[static_cast<std::size_t>(index)];
    };
    const auto is_affected = [](const Member* person) {
        return person != nullptr && person->phenotype == Phenotype::affected;
    };
    bool is_handed_on = false;
    for (const Member& person : family) {
        if (person.phenotype == Phenotype::unknown)
            continue;
        if (!is_good(person.call, thresholds, evidence))
            return false;
        const bool is_male_on_x = region == Region::x && person.gender == Gender::male;
        const Member* const mother = member(person.mother);
        const Member* const father = member(person.father);
        if (person.phenotype == Phenotype::unaffected) {
            if (!person.call.is(hom_ref))
                return false;
            if (region == Region::x && person.gender == Gender::female && is_affected(father))
                return false;
            continue;
        }
        if (is_male_on_x ? person.call.alts < 1 : !person.call.is(het))
            return false;
        if (is_male_on_x && mother != nullptr && !is_affected(mother))
            return false;
        is_handed_on = is_handed_on || is_affected(mother) || is_affected(father);
    }
    return is_handed_on;
}

bool are_compound_het(const Side& left, const Side& right) noexcept {
    if (!left.child.is(het) || !right.child.is(het))
        return false;
    if (left.child.haplotype >= 0 && right.child.haplotype >= 0 &&
        left.child.phase_set == right.child.phase_set)
        return left.child.haplotype != right.child.haplotype;
    for (const Side* side : {&left, &right})
        if (side->mother.alts < 0 || side->father.alts < 0 ||
            side->mother.alts + side->father.alts > 1)
            return false;
    const int from_mother = left.mother.alts + right.mother.alts;
    const int from_father = left.father.alts + right.father.alts;
    // One from each parent, or one inherited and the other de novo.
    return (from_mother == 1 && from_father == 1) || from_mother + from_father == 1;
}

}  // namespace genostrat::inheritance
