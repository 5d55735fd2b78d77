// SPDX-License-Identifier: MIT
#include "pgen_slice.hpp"

#include <cstring>

#include <genostrat/variant/packed_codes.hpp>

namespace genostrat::detail {

PgenSlice::PgenSlice(
    const PgenIndex& index,
    std::size_t first_variant,
    std::size_t n_variants,
    std::size_t n_samples,
    std::string_view bytes,
    std::size_t n_base_bytes,
    PgenType base_type)
    : index_{index}, first_variant_{first_variant}, n_samples_{n_samples},
      base_record_{bytes.substr(0, n_base_bytes)}, records_{bytes.substr(n_base_bytes)},
      base_type_{base_type}, is_left_(n_variants), base_(n_variants) {
    std::uint32_t base = 0;
    for (std::size_t at = 0; at < n_variants && !index.is_bed(); ++at) {
        if (!type(at).is_ld_compressed())
            base = static_cast<std::uint32_t>(at + 1);
        base_[at] = base;
    }
}

PgenType PgenSlice::type(std::size_t at) const noexcept {
    return index_.type(first_variant_ + at);
}

std::string_view PgenSlice::record(std::size_t at) const noexcept {
    const std::uint64_t begin = index_.offset(first_variant_ + at);
    return records_.substr(
        static_cast<std::size_t>(begin - index_.offset(first_variant_)),
        static_cast<std::size_t>(index_.offset(first_variant_ + at + 1) - begin));
}

bool PgenSlice::is_plain(std::size_t at) const noexcept {
    return index_.is_bed() || (!type(at).has_more_alts() && !type(at).has_dosages());
}

std::span<const std::uint8_t> PgenSlice::base_of(std::size_t at) const {
    if (index_.is_bed() || !type(at).is_ld_compressed())
        return {};
    const std::size_t base = base_[at];
    if (base == 0 && base_record_.empty())
        return {};  // damaged: said where the record is decoded
    if (decoded_base_ != base) {
        decode_pgen_categories(
            base == 0 ? base_record_ : record(base - 1),
            base == 0 ? base_type_ : type(base - 1),
            n_samples_,
            {},
            base_categories_);
        decoded_base_ = base;
    }
    return base_categories_;
}

void PgenSlice::decode(std::size_t at, std::size_t n_alts, PgenGenotypes& out) const {
    if (index_.is_bed())
        decode_bed_record(record(at), n_samples_, out);
    else
        decode_pgen_record(record(at), type(at), n_samples_, n_alts, base_of(at), out);
}

bool PgenSlice::read_codes(std::size_t at, std::span<std::uint64_t> words) const {
    if (is_left_[at] == 0)
        return false;
    if (words.empty())
        return true;
    const PackedCategories* categories = &categories_;
    if (index_.is_bed())
        decode_bed_categories(record(at), n_samples_, categories_);
    else if (!type(at).is_ld_compressed() && decoded_base_ == at + 1)
        categories = &base_categories_;
    else
        decode_pgen_categories(record(at), type(at), n_samples_, base_of(at), categories_);
    words.back() = 0;
    std::memcpy(words.data(), categories->data(), categories->size());
    words.back() &= sample_bits(words.size() - 1, n_samples_);
    return true;
}

}  // namespace genostrat::detail
