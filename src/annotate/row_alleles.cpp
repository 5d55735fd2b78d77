// SPDX-License-Identifier: MIT
#include "annotate/row_alleles.hpp"

#include <algorithm>

namespace genostrat::annotate {

namespace {

constexpr bool is_upper_case(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z';
}

bool has_lower_case(std::string_view text) {
    return std::ranges::any_of(text, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

std::string_view upper_case(std::string_view text, std::string& buffer) {
    if (!is_sequence(text) || !has_lower_case(text))
        return text;
    buffer.assign(text);
    for (char& letter : buffer)
        letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    return buffer;
}

}  // namespace

TrimmedAllele KeyMaker::make(
    std::string_view contig, std::int64_t pos, std::string_view ref, std::string_view alt) {
    if (ref.size() == 1 && alt.size() == 1 && is_upper_case(ref.front()) &&
        is_upper_case(alt.front()))
        return {pos, ref, alt};  // most of all rows
    ref = upper_case(ref, ref_);
    alt = upper_case(alt, alt_);
    const TrimmedAllele key = trim_allele(pos, ref, alt);
    // Only an insertion or deletion that ends in a shared base can move left.
    const bool can_move = reference_ && key.ref.size() != key.alt.size() && !key.ref.empty() &&
                          !key.alt.empty() && key.ref.back() == key.alt.back() &&
                          is_sequence(key.alt) && is_sequence(key.ref);
    if (!can_move)
        return key;
    if (contig != contig_name_) {
        contig_name_ = contig;
        contig_ = reference_->contigs().find_alias(contig);
    }
    if (contig_ == unknown_contig)
        return key;
    const std::string_view one[]{key.alt};
    set_.assign(key.pos, key.ref, one);
    left_align(set_, [this](Interval where, std::string& bases) {
        reference_->fetch(contig_, where, bases);
    });
    return {set_.pos, set_.alleles[0], set_.alleles[1]};
}

}  // namespace genostrat::annotate
