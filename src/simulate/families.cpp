// SPDX-License-Identifier: MIT
#include "simulate/families.hpp"

#include <array>

#include <fmt/format.h>

namespace genostrat::simulate {

namespace {

constexpr std::size_t father = 0;
constexpr std::size_t mother = 1;
constexpr std::size_t proband = 2;

constexpr std::array<std::string_view, members_of_family> roles{
    "father", "mother", "proband", "sibling"};

struct Inherited {
    Transmission from_father{};
    Transmission from_mother{};
};

/// Puts a variant on the haplotype of a parent that the proband gets.
void give(
    Individual& parent, const Transmission& transmission, std::int32_t variant, std::int64_t pos) {
    const std::size_t copy = parent.is_haploid() ? 0 : transmission.source_at(pos);
    parent.haplotypes[copy].planted.push_back(variant);
}

void plant_in_parents(
    Family& family,
    const Inherited& proband_gets,
    std::span<const std::int32_t> events,
    std::span<const std::int64_t> planted_pos) {
    const auto pos_of = [planted_pos](std::int32_t event) {
        return planted_pos[static_cast<std::size_t>(event)];
    };
    const auto from_father = [&](std::int32_t event) {
        give(family.members[father], proband_gets.from_father, event, pos_of(event));
    };
    const auto from_mother = [&](std::int32_t event) {
        give(family.members[mother], proband_gets.from_mother, event, pos_of(event));
    };
    switch (family.mode) {
    case Inheritance::de_novo:
        break;  // no parent has it
    case Inheritance::autosomal_recessive:
        from_father(events[0]);
        from_mother(events[0]);
        break;
    case Inheritance::compound_heterozygous:
        from_father(events[0]);
        from_mother(events[1]);
        break;
    case Inheritance::x_linked_recessive:
        from_mother(events[0]);
        break;
    case Inheritance::autosomal_dominant:
        from_father(events[0]);
        break;
    }
}

void make_child(
    Individual& child,
    const Family& family,
    const GenomeContig& contig,
    const Inherited& gets,
    std::span<const std::int64_t> planted_pos) {
    const Haplotype maternal =
        transmit(family.members[mother], gets.from_mother, contig.length(), planted_pos);
    if (!contig.is_x()) {
        child.haplotypes = {
            transmit(family.members[father], gets.from_father, contig.length(), planted_pos),
            maternal};
    } else if (child.sex == Sex::male) {
        child.haplotypes = {maternal, Haplotype{}};
    } else {
        child.haplotypes = {family.members[father].haplotypes[0], maternal};
    }
}

int copies(const Individual& member, std::int32_t variant) {
    return (member.haplotypes[0].has_planted(variant) ? 1 : 0) +
           (member.haplotypes[1].has_planted(variant) ? 1 : 0);
}

}  // namespace

std::string_view to_string(Inheritance mode) noexcept {
    switch (mode) {
    case Inheritance::de_novo:
        return "de_novo";
    case Inheritance::autosomal_recessive:
        return "autosomal_recessive";
    case Inheritance::compound_heterozygous:
        return "compound_heterozygous";
    case Inheritance::x_linked_recessive:
        return "x_linked_recessive";
    case Inheritance::autosomal_dominant:
        return "autosomal_dominant";
    }
    return "";
}

Inheritance mode_of_family(int family, bool has_x) noexcept {
    static constexpr std::array<Inheritance, 5> order{
        Inheritance::de_novo,
        Inheritance::autosomal_recessive,
        Inheritance::compound_heterozygous,
        Inheritance::x_linked_recessive,
        Inheritance::autosomal_dominant};
    const Inheritance mode = order[static_cast<std::size_t>(family) % order.size()];
    return mode == Inheritance::x_linked_recessive && !has_x ? Inheritance::autosomal_recessive
                                                             : mode;
}

std::vector<std::string> member_names(int family) {
    std::vector<std::string> names;
    for (const std::string_view role : roles)
        names.push_back(fmt::format("F{}_{}", family + 1, role));
    return names;
}

Sex sex_of(int family, Inheritance mode, std::size_t member) noexcept {
    if (member == father || (member == proband && mode == Inheritance::x_linked_recessive))
        return Sex::male;
    if (member == mother)
        return Sex::female;
    return (static_cast<std::size_t>(family) + member) % 2 == 0 ? Sex::female : Sex::male;
}

Family make_family(
    int number,
    Inheritance mode,
    const GenomeContig& contig,
    std::span<const std::int32_t> events,
    std::span<const std::int64_t> planted_pos,
    Random random) {
    Family family{.number = number, .mode = mode};
    const std::vector<std::string> names = member_names(number);
    for (std::size_t member = 0; member < members_of_family; ++member)
        family.members.push_back(draw_individual(
            names[member], sex_of(number, mode, member), contig, random.stream("member", member)));
    for (std::size_t child = proband; child < members_of_family; ++child) {
        const Inherited gets{
            draw_transmission(contig.length(), random), draw_transmission(contig.length(), random)};
        if (child == proband && !events.empty())
            plant_in_parents(family, gets, events, planted_pos);
        make_child(family.members[child], family, contig, gets, planted_pos);
    }
    if (mode == Inheritance::de_novo && !events.empty())
        family.members[proband].haplotypes[0].planted.push_back(events[0]);
    return family;
}

bool is_affected(const Family& family, std::size_t member, std::span<const std::int32_t> events) {
    const Individual& person = family.members[member];
    switch (family.mode) {
    case Inheritance::autosomal_recessive:
        return copies(person, events[0]) == 2;
    case Inheritance::compound_heterozygous:
        return copies(person, events[0]) > 0 && copies(person, events[1]) > 0;
    case Inheritance::x_linked_recessive:
        return person.is_haploid() ? copies(person, events[0]) == 1
                                   : copies(person, events[0]) == 2;
    case Inheritance::de_novo:
    case Inheritance::autosomal_dominant:
        return copies(person, events[0]) > 0;
    }
    return false;
}

std::string planted_genotype(const Individual& member, std::int32_t variant) {
    const int n_copies = copies(member, variant);
    if (member.is_haploid())
        return n_copies == 1 ? "1" : "0";
    return n_copies == 0 ? "0/0" : n_copies == 1 ? "0/1" : "1/1";
}

std::string pedigree_rows(int family, Inheritance mode, std::span<const bool> affected) {
    const std::vector<std::string> names = member_names(family);
    std::string out;
    for (std::size_t member = 0; member < members_of_family; ++member) {
        const bool is_child = member >= proband;
        out += fmt::format(
            "F{}\t{}\t{}\t{}\t{}\t{}\n",
            family + 1,
            names[member],
            is_child ? names[father] : "0",
            is_child ? names[mother] : "0",
            static_cast<int>(sex_of(family, mode, member)),
            affected[member] ? 2 : 1);
    }
    return out;
}

}  // namespace genostrat::simulate
