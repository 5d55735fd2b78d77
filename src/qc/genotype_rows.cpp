// SPDX-License-Identifier: MIT
#include "genotype_bits.hpp"
#include "pair_kernel.hpp"

#include <algorithm>

#include <genostrat/qc/genotype_call.hpp>
#include <genostrat/qc/genotype_rows.hpp>

namespace genostrat::qc {

namespace {

void set(std::uint64_t* words, std::size_t sample) noexcept {
    words[sample / 64] |= std::uint64_t{1} << (sample % 64);
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from, std::size_t begin) {
    to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(begin), from.end());
}

/// Bits of one plane, by sample.
using Plane = std::span<const std::uint64_t> (GenotypeRows::*)(std::size_t) const noexcept;

std::vector<std::uint64_t> transpose_plane(
    const GenotypeRows& rows,
    std::size_t begin,
    std::size_t end,
    std::size_t n_words,
    Plane plane) {
    std::vector<std::uint64_t> out(rows.n_samples() * n_words);
    std::array<std::uint64_t, 64> square{};
    for (std::size_t site = begin; site < end; site += 64)
        for (std::size_t word = 0; word < rows.n_words(); ++word) {
            const std::size_t n_sites = std::min<std::size_t>(64, end - site);
            for (std::size_t at = 0; at < 64; ++at)
                square[at] = at < n_sites ? (rows.*plane)(site + at)[word] : 0;
            detail::transpose_bits(square);
            const std::size_t n = std::min<std::size_t>(64, rows.n_samples() - word * 64);
            for (std::size_t at = 0; at < n; ++at)
                out[(word * 64 + at) * n_words + (site - begin) / 64] = square[at];
        }
    return out;
}

}  // namespace

GenotypeRows::GenotypeRows(std::size_t n_samples)
    : n_samples_{n_samples}, n_words_{(n_samples + 63) / 64} {
}

void GenotypeRows::add(const Genotypes& genotypes) {
    const std::size_t at = heterozygous_.size();
    heterozygous_.resize(at + n_words_);
    alternate_.resize(at + n_words_);
    called_.resize(at + n_words_);
    std::uint64_t* const het = &heterozygous_[at];
    std::uint64_t* const alt = &alternate_[at];
    std::uint64_t* const called = &called_[at];
    if (genotypes.width == Genotypes::Width::int8 && genotypes.ploidy == 2) {
        detail::pack_pairs(
            static_cast<const std::uint8_t*>(genotypes.data), n_samples_, het, alt, called);
    } else {
        for (std::size_t sample = 0; sample < n_samples_; ++sample) {
            const GenotypeCall call = genotype_call(genotypes, sample);
            if (call.type == CallClass::missing)
                continue;
            set(called, sample);
            if (call.type == CallClass::ref_and_alt)
                set(het, sample);
            else if (call.first != 0)
                set(alt, sample);
        }
    }
    bool is_full = true;
    for (std::size_t word = 0; word < n_words_; ++word) {
        const std::size_t n = std::min<std::size_t>(64, n_samples_ - word * 64);
        is_full &= called[word] == ~std::uint64_t{0} >> (64 - n);
    }
    missing_.push_back(is_full ? 0 : 1);
}

void GenotypeRows::add(const GenotypeRows& others, std::size_t begin) {
    append(heterozygous_, others.heterozygous_, begin * n_words_);
    append(alternate_, others.alternate_, begin * n_words_);
    append(called_, others.called_, begin * n_words_);
    append(missing_, others.missing_, begin);
}

void GenotypeRows::drop_last() {
    const std::size_t size = heterozygous_.size() - n_words_;
    heterozygous_.resize(size);
    alternate_.resize(size);
    called_.resize(size);
    missing_.pop_back();
}

void GenotypeRows::clear() noexcept {
    heterozygous_.clear();
    alternate_.clear();
    called_.clear();
    missing_.clear();
}

GenotypeBits transpose(const GenotypeRows& rows, std::size_t begin, std::size_t end) {
    GenotypeBits bits;
    bits.n_sites = end - begin;
    constexpr std::size_t step = GenotypeBits::word_step;
    bits.n_words = ((bits.n_sites + 63) / 64 + step - 1) / step * step;
    bits.heterozygous =
        transpose_plane(rows, begin, end, bits.n_words, &GenotypeRows::heterozygous);
    bits.alternate = transpose_plane(rows, begin, end, bits.n_words, &GenotypeRows::alternate);
    bool has_missing = false;
    for (std::size_t site = begin; site < end; ++site)
        has_missing |= rows.has_missing(site);
    if (has_missing)
        bits.called = transpose_plane(rows, begin, end, bits.n_words, &GenotypeRows::called);
    for (std::size_t sample = 0; sample < rows.n_samples(); ++sample)
        bits.n_heterozygous.push_back(static_cast<std::int64_t>(
            detail::count_bits(&bits.heterozygous[sample * bits.n_words], bits.n_words)));
    return bits;
}

}  // namespace genostrat::qc
