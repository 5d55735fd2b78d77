// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>

#include <genostrat/variant/alleles.hpp>

namespace genostrat {

namespace {

/// Longest stretch that is fetched at once while an indel moves left.
constexpr std::int64_t max_padding = 4096;

constexpr char upper(char base) noexcept {
    return base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
}

constexpr std::array<std::uint8_t, 256> make_letter_table() {
    std::array<std::uint8_t, 256> table{};
    for (const char base : std::string_view{"ACGTNacgtn"})
        table[static_cast<unsigned char>(base)] = 2;
    for (const char base : std::string_view{"MRWSYKVHDBUmrwsykvhdbu"})
        table[static_cast<unsigned char>(base)] = 1;
    return table;
}

constexpr std::array<std::uint8_t, 256> letter_table = make_letter_table();

bool all_letters(std::string_view allele, std::uint8_t least) noexcept {
    return !allele.empty() && std::ranges::all_of(allele, [&](char base) {
        return letter_table[static_cast<unsigned char>(base)] >= least;
    });
}

AlleleClass classify_symbol(std::string_view alt) noexcept {
    const bool says_reference = alt == "<X>" || alt == "<*>" || alt == "<NON_REF>";
    return {says_reference ? AlleleType::ref : AlleleType::other, 0};
}

/// Both texts have at least one base and differ in their first.
AlleleClass classify_replaced(std::string_view ref, std::string_view alt) noexcept {
    std::size_t ref_last = ref.size() - 1;
    std::size_t alt_last = alt.size() - 1;
    while (ref_last > 0 && alt_last > 0 && upper(ref[ref_last]) == upper(alt[alt_last])) {
        --ref_last;
        --alt_last;
    }
    const auto removed = static_cast<std::int32_t>(ref_last);
    const auto added = static_cast<std::int32_t>(alt_last);
    const bool same_end = upper(ref[ref_last]) == upper(alt[alt_last]);
    if (added == 0 && removed == 0)
        return {AlleleType::snp, 1};
    if (added == 0)
        return {same_end ? AlleleType::indel : AlleleType::other, -removed};
    if (removed == 0)
        return {same_end ? AlleleType::indel : AlleleType::other, added};
    return {
        removed == added ? AlleleType::mnp : AlleleType::other,
        removed > added ? -(removed + 1) : added + 1};
}

bool share_last_base(const std::vector<std::string>& alleles) noexcept {
    const char last = alleles.front().back();
    return std::ranges::all_of(
        alleles, [&](const std::string& allele) { return allele.back() == last; });
}

std::size_t shortest(const std::vector<std::string>& alleles) noexcept {
    std::size_t length = alleles.front().size();
    for (const std::string& allele : alleles)
        length = std::min(length, allele.size());
    return length;
}

/// Cuts the shared bases on the left, all but one base of the shortest allele.
bool trim_left(AlleleSet& set) {
    const std::string& ref = set.alleles.front();
    std::size_t shared = shortest(set.alleles) - 1;
    for (const std::string& allele : set.alleles) {
        const auto [stop, other] = std::mismatch(
            ref.begin(), ref.begin() + static_cast<std::ptrdiff_t>(shared), allele.begin());
        shared = static_cast<std::size_t>(stop - ref.begin());
    }
    if (shared == 0)
        return false;
    for (std::string& allele : set.alleles)
        allele.erase(0, shared);
    set.pos += static_cast<std::int64_t>(shared);
    return true;
}

bool trim_right(AlleleSet& set) {
    bool changed = false;
    while (shortest(set.alleles) > 1 && share_last_base(set.alleles)) {
        for (std::string& allele : set.alleles)
            allele.pop_back();
        changed = true;
    }
    return changed;
}

}  // namespace

std::string_view to_string(AlleleType type) noexcept {
    switch (type) {
    case AlleleType::ref:
        return "REF";
    case AlleleType::snp:
        return "SNP";
    case AlleleType::mnp:
        return "MNP";
    case AlleleType::indel:
        return "INDEL";
    case AlleleType::other:
        return "OTHER";
    case AlleleType::bnd:
        return "BND";
    case AlleleType::overlap:
        return "OVERLAP";
    }
    return "OTHER";
}

AlleleClass classify_allele(std::string_view ref, std::string_view alt) noexcept {
    if (alt == "*")
        return {AlleleType::overlap, 0};
    if (ref.size() == 1 && alt.size() == 1) {
        const bool is_same = alt == "." || alt == "X" || alt == ref;
        return is_same ? AlleleClass{} : AlleleClass{AlleleType::snp, 1};
    }
    if (alt.empty() || alt == ".")
        return {};
    if (alt.front() == '<')
        return classify_symbol(alt);
    if (alt.front() == '[' || alt.front() == ']')
        return {AlleleType::bnd, 0};

    std::size_t shared = 0;
    while (shared < ref.size() && shared < alt.size() && upper(ref[shared]) == upper(alt[shared]))
        ++shared;
    const bool ref_ends = shared == ref.size();
    const bool alt_ends = shared == alt.size();
    if (ref_ends && alt_ends)
        return {};
    if (ref_ends && (alt[shared] == ']' || alt[shared] == '['))
        return {AlleleType::bnd, 0};
    if (ref_ends || alt_ends)
        return {
            AlleleType::indel,
            static_cast<std::int32_t>(alt.size()) - static_cast<std::int32_t>(ref.size())};
    return classify_replaced(ref.substr(shared), alt.substr(shared));
}

bool is_sequence(std::string_view allele) noexcept {
    return all_letters(allele, 1);
}

bool is_plain_sequence(std::string_view allele) noexcept {
    return all_letters(allele, 2);
}

void AlleleSet::assign(
    std::int64_t position, std::string_view ref, std::span<const std::string_view> alts) {
    pos = position;
    alleles.resize(alts.size() + 1);
    alleles.front().assign(ref);
    for (std::size_t alt = 0; alt < alts.size(); ++alt)
        alleles[alt + 1].assign(alts[alt]);
    for (std::string& allele : alleles)
        std::ranges::transform(allele, allele.begin(), upper);
}

bool trim(AlleleSet& set) {
    const bool right = trim_right(set);
    const bool left = trim_left(set);
    return right || left;
}

// Invariants of the loop: (1) every allele, put in the place of REF at `pos`, gives the same
// sequence as at the start; (2) no allele is empty where the loop's condition is tested. Each turn
// cuts one base off each allele; padding adds reference bases only where one became empty, so the
// place moves left until the last bases differ or the contig begins.
bool left_align(AlleleSet& set, const FetchBases& fetch) {
    const std::int64_t old_pos = set.pos;
    const std::size_t old_length = set.alleles.front().size();
    std::string padding;
    std::int64_t step = 16;
    while (share_last_base(set.alleles)) {
        const bool empties_one = shortest(set.alleles) == 1;
        if (empties_one && set.pos == 0)
            break;
        for (std::string& allele : set.alleles)
            allele.pop_back();
        if (!empties_one)
            continue;
        const std::int64_t begin = std::max<std::int64_t>(0, set.pos - step);
        fetch({begin, set.pos}, padding);
        for (std::string& allele : set.alleles)
            allele.insert(0, padding);
        set.pos = begin;
        step = std::min(2 * step, max_padding);
    }
    trim_left(set);
    return set.pos != old_pos || set.alleles.front().size() != old_length;
}

bool may_be_unnormalised(std::string_view ref, std::span<const std::string_view> alts) noexcept {
    if (ref.empty() || alts.empty())
        return false;
    bool same_last = true;
    bool same_first = ref.size() > 1;
    for (const std::string_view alt : alts) {
        if (alt.empty())
            return false;
        same_last = same_last && upper(alt.back()) == upper(ref.back());
        same_first = same_first && alt.size() > 1 && upper(alt.front()) == upper(ref.front());
    }
    return same_last || same_first;
}

}  // namespace genostrat
