// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/consequence/row_variant.hpp>
#include <genostrat/hgvs/change_kind.hpp>

namespace genostrat::consequence {
namespace {

bool is_lower(char letter) noexcept {
    return letter >= 'a' && letter <= 'z';
}

RowClass
class_of(std::string_view ref, std::span<const RowAllele> alleles, bool has_other) noexcept {
    if (has_other)
        return RowClass::other;
    const auto all = [&](auto test) {
        return std::all_of(alleles.begin(), alleles.end(), [&](const RowAllele& allele) {
            return test(allele.text);
        });
    };
    if (ref.empty())
        return all([](std::string_view alt) { return !alt.empty(); }) ? RowClass::insertion
                                                                      : RowClass::other;
    if (alleles.size() == 1 && alleles.front().text.empty())
        return RowClass::deletion;
    if (!all([](std::string_view alt) { return !alt.empty(); }))
        return RowClass::other;
    if (!all([&](std::string_view alt) { return alt.size() == ref.size(); }))
        return RowClass::indel;
    return ref.size() == 1 ? RowClass::snp : RowClass::substitution;
}

}  // namespace

AlleleKind allele_kind(std::string_view alt) noexcept {
    if (alt == "*")
        return AlleleKind::overlapped;
    if (alt.empty() || alt == "." || alt == "<*>" || alt == "<NON_REF>" || alt == "<X>")
        return AlleleKind::missing;
    if (alt.front() == '<')
        return AlleleKind::symbolic;
    if (alt.find_first_of("[]") != std::string_view::npos || alt.front() == '.' ||
        alt.back() == '.')
        return AlleleKind::breakend;
    return AlleleKind::sequence;
}

std::string_view RowSplitter::upper(std::string_view text) {
    if (std::none_of(text.begin(), text.end(), is_lower))
        return text;
    const std::size_t before = upper_.size();
    for (const char letter : text)
        upper_ += is_lower(letter) ? static_cast<char>(letter - 32) : letter;
    return std::string_view{upper_}.substr(before);
}

std::span<const RowVariant> RowSplitter::split(
    ContigId contig,
    std::int64_t pos0,
    std::string_view ref,
    std::span<const std::string_view> alts,
    const Rules& rules) {
    variants_.clear();
    alleles_.clear();
    others_.clear();
    upper_.clear();
    std::size_t n_letters = ref.size();
    for (const std::string_view alt : alts)
        n_letters += alt.size();
    upper_.reserve(n_letters);
    RowVariant row;
    row.contig = contig;
    row.span = {pos0, pos0 + static_cast<std::int64_t>(ref.size())};
    row.ref = upper(ref);
    row.single = alts.size() == 1;
    for (std::size_t alt = 0; alt < alts.size(); ++alt) {
        const AlleleKind kind = allele_kind(alts[alt]);
        const auto number = static_cast<std::int32_t>(alt + 1);
        if (kind == AlleleKind::sequence)
            alleles_.push_back({upper(alts[alt]), number, kind});
        else
            others_.push_back({alts[alt], number, kind});
    }
    if (alleles_.empty())
        return {};
    if (rules.shared_span && !row.single)
        split_shared(row);
    else
        split_alone(row, rules);
    return variants_;
}

// Drops the first base where any length differs and all sequence alleles begin with it.
void RowSplitter::split_shared(RowVariant row) {
    bool is_indel = false;
    bool same_first = true;
    for (const RowAllele& allele : alleles_) {
        is_indel = is_indel || allele.text.size() != row.ref.size();
        same_first = same_first && allele.text.front() == row.ref.front();
    }
    for (const RowAllele& other : others_)
        is_indel = is_indel || other.text.size() != row.ref.size();
    if (is_indel && same_first) {
        ++row.span.begin;
        row.ref.remove_prefix(1);
        for (RowAllele& allele : alleles_)
            allele.text.remove_prefix(1);
    }
    row.alleles = alleles_;
    row.row_class = class_of(row.ref, alleles_, !others_.empty());
    variants_.push_back(row);
}

// Alleles are trimmed wholly, prefix first; what is the same as REF is left as it is.
void RowSplitter::split_alone(const RowVariant& row, const Rules& rules) {
    for (RowAllele& allele : alleles_) {
        RowVariant one = row;
        one.single = true;
        const bool is_block = allele.text.size() == one.ref.size();
        if (!is_block || (!rules.untrimmed_block && allele.text != one.ref)) {
            one.span.begin += hgvs::clip_common(one.ref, allele.text);
            one.span.end = one.span.begin + static_cast<std::int64_t>(one.ref.size());
        }
        one.alleles = {&allele, 1};
        one.row_class = class_of(one.ref, one.alleles, false);
        variants_.push_back(one);
    }
}

}  // namespace genostrat::consequence
