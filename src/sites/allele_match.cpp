// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <genostrat/sites/allele_match.hpp>

namespace genostrat::sites {

namespace {

constexpr std::array<char, 256> make_complements() {
    std::array<char, 256> table{};
    for (std::size_t code = 0; code < table.size(); ++code)
        table[code] = static_cast<char>(code);
    constexpr std::string_view from = "ACGTURYSWKMBDHVNacgturyswkmbdhvn";
    constexpr std::string_view to = "TGCAAYRSWMKVHDBNtgcaayrswmkvhdbn";
    for (std::size_t at = 0; at < from.size(); ++at)
        table[static_cast<unsigned char>(from[at])] = to[at];
    return table;
}

constexpr std::array<char, 256> complements = make_complements();

char upper(char base) noexcept {
    return base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
}

enum class Strand : std::uint8_t { forward, reverse };

bool equal(std::string_view table, std::string_view variant, Strand strand) noexcept {
    if (table.size() != variant.size())
        return false;
    for (std::size_t at = 0; at < table.size(); ++at) {
        const char base = strand == Strand::forward ? table[at] : complement(table[at]);
        if (upper(base) != upper(variant[at]))
            return false;
    }
    return true;
}

struct Question {
    std::string_view effect;
    std::string_view other;
    std::string_view ref;
    std::span<const std::string_view> alts;
};

std::int32_t find_alt(const Question& question, std::string_view allele, Strand strand) noexcept {
    for (std::size_t alt = 0; alt < question.alts.size(); ++alt)
        if (equal(allele, question.alts[alt], strand))
            return static_cast<std::int32_t>(alt + 1);
    return -1;
}

AlleleMatch match_pair(const Question& question, Strand strand) noexcept {
    const bool forward = strand == Strand::forward;
    if (equal(question.effect, question.ref, strand)) {
        const std::int32_t alt = find_alt(question, question.other, strand);
        if (alt > 0)
            return {
                .kind = forward ? MatchKind::refalt : MatchKind::refalt_flip,
                .effect_allele = 0,
                .alt = alt};
    }
    if (equal(question.other, question.ref, strand)) {
        const std::int32_t alt = find_alt(question, question.effect, strand);
        if (alt > 0)
            return {
                .kind = forward ? MatchKind::altref : MatchKind::altref_flip,
                .effect_allele = alt,
                .alt = alt};
    }
    return {};
}

AlleleMatch match_single(const Question& question, Strand strand) noexcept {
    const bool forward = strand == Strand::forward;
    if (equal(question.effect, question.ref, strand))
        return {
            .kind = forward ? MatchKind::no_oa_ref : MatchKind::no_oa_ref_flip,
            .effect_allele = 0,
            .alt = question.alts.size() == 1 ? 1 : -1};
    const std::int32_t alt = find_alt(question, question.effect, strand);
    if (alt > 0)
        return {
            .kind = forward ? MatchKind::no_oa_alt : MatchKind::no_oa_alt_flip,
            .effect_allele = alt,
            .alt = alt};
    return {};
}

AlleleMatch match_on(const Question& question, Strand strand) noexcept {
    return question.other.empty() ? match_single(question, strand) : match_pair(question, strand);
}

}  // namespace

std::string_view to_string(MatchKind kind) noexcept {
    static constexpr std::array<std::string_view, 9> names{
        "refalt",
        "altref",
        "refalt_flip",
        "altref_flip",
        "no_oa_ref",
        "no_oa_alt",
        "no_oa_ref_flip",
        "no_oa_alt_flip",
        "none"};
    return names[static_cast<std::size_t>(kind)];
}

char complement(char base) noexcept {
    return complements[static_cast<unsigned char>(base)];
}

std::string complement(std::string_view allele) {
    std::string out{allele};
    for (char& base : out)
        base = complement(base);
    return out;
}

bool is_ambiguous(std::string_view one, std::string_view other) noexcept {
    return !one.empty() && equal(one, other, Strand::reverse);
}

bool is_dna(std::string_view allele) noexcept {
    return !allele.empty() && allele.find_first_not_of("ACGTNacgtn") == std::string_view::npos;
}

AlleleMatch match_alleles(
    std::string_view effect,
    std::string_view other,
    std::string_view ref,
    std::span<const std::string_view> alts,
    Strands strands) noexcept {
    const Question question{effect, other, ref, alts};
    if (effect.empty())
        return {};
    AlleleMatch match = match_on(question, Strand::forward);
    if (!match.matched() && strands == Strands::both)
        match = match_on(question, Strand::reverse);
    if (match.alt > 0)
        match.ambiguous = is_ambiguous(ref, alts[static_cast<std::size_t>(match.alt - 1)]);
    return match;
}

}  // namespace genostrat::sites
