// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/core/clones.hpp>
#include <genostrat/score/sum_kernel.hpp>

namespace genostrat::score {

namespace {

struct ByteCounts {
    std::int64_t one{};
    std::int64_t two{};
    std::int64_t missing{};
    std::int64_t haploid{};
};

/// Diploid int8 calls: selects only, in blocks whose counts fit a byte, so that it vectorises.
GENOSTRAT_CLONES
ByteCounts code_diploid(
    const std::int8_t* calls,
    std::size_t n_samples,
    std::int8_t packed,
    std::uint8_t* codes) noexcept {
    constexpr std::size_t block = 128;
    ByteCounts counts;
    for (std::size_t begin = 0; begin < n_samples; begin += block) {
        const std::size_t end = std::min(begin + block, n_samples);
        std::uint8_t one = 0;
        std::uint8_t two = 0;
        std::uint8_t missing = 0;
        std::uint8_t haploid = 0;
        for (std::size_t sample = begin; sample < end; ++sample) {
            const auto first = static_cast<std::int8_t>(calls[2 * sample] >> 1);
            const auto second = static_cast<std::int8_t>(calls[2 * sample + 1] >> 1);
            const bool is_haploid = second == -64;  // its filling: -127 >> 1
            const bool is_missing = first <= 0 || (second <= 0 && !is_haploid);
            const auto count = static_cast<std::uint8_t>((first == packed) + (second == packed));
            const std::uint8_t code = is_missing ? missing_code : count;
            codes[sample] = code;
            one = static_cast<std::uint8_t>(one + (code == 1));
            two = static_cast<std::uint8_t>(two + (code == 2));
            missing = static_cast<std::uint8_t>(missing + (code == missing_code));
            haploid = static_cast<std::uint8_t>(haploid + is_haploid);
        }
        counts.one += one;
        counts.two += two;
        counts.missing += missing;
        counts.haploid += haploid;
    }
    return counts;
}

/// Any width and ploidy.
CodeCounts code_any(
    const Genotypes& genotypes,
    std::int32_t allele,
    std::span<std::uint8_t> codes,
    std::span<std::uint8_t> ploidies) noexcept {
    CodeCounts counts;
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
        std::size_t n_alleles = 0;
        std::size_t n_counted = 0;
        bool is_missing = false;
        for (; n_alleles < genotypes.ploidy; ++n_alleles) {
            const std::int32_t call = genotypes.at(sample, n_alleles);
            if (Genotypes::is_filling(call))
                break;
            const std::int32_t called = Genotypes::allele_of(call);
            is_missing = is_missing || called < 0;
            n_counted += called == allele ? 1 : 0;
        }
        is_missing = is_missing || n_alleles == 0;
        codes[sample] = is_missing ? missing_code
                                   : static_cast<std::uint8_t>(std::min<std::size_t>(n_counted, 2));
        ploidies[sample] = static_cast<std::uint8_t>(std::min<std::size_t>(n_alleles, 255));
        ++counts.n[codes[sample]];
        counts.n_not_diploid += n_alleles == 2 ? 0 : 1;
        counts.n_polyploid += n_alleles > 2 ? 1 : 0;
    }
    return counts;
}

GENOSTRAT_CLONES
void add_listed_clone(
    const std::uint32_t* begins,
    const std::uint16_t* entries,
    const double* tables,
    std::size_t n_samples,
    double* sums) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        double* const sum = sums + sample * tile_width;
        double own[tile_width];
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            own[lane] = sum[lane];
        for (std::uint32_t at = begins[sample]; at < begins[sample + 1]; ++at) {
            const double* const row = tables + std::size_t{entries[at]} * tile_width;
            for (std::size_t lane = 0; lane < tile_width; ++lane)
                own[lane] += row[lane];
        }
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            sum[lane] = own[lane];
    }
}

GENOSTRAT_CLONES
void add_values_clone(
    const double* values, std::size_t n_samples, const double* weights, double* sums) noexcept {
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        for (std::size_t lane = 0; lane < tile_width; ++lane)
            sums[sample * tile_width + lane] += values[sample] * weights[lane];
}

}  // namespace

CodeCounts code_genotypes(
    const Genotypes& genotypes,
    std::int32_t allele,
    std::span<std::uint8_t> codes,
    std::span<std::uint8_t> ploidies) noexcept {
    constexpr std::int32_t largest_int8_allele = 62;
    if (genotypes.width != Genotypes::Width::int8 || genotypes.ploidy != 2 ||
        allele > largest_int8_allele)
        return code_any(genotypes, allele, codes, ploidies);
    const ByteCounts found = code_diploid(
        static_cast<const std::int8_t*>(genotypes.data),
        genotypes.n_samples,
        static_cast<std::int8_t>(allele + 1),
        codes.data());
    if (found.haploid > 0)
        return code_any(genotypes, allele, codes, ploidies);
    const auto n_samples = static_cast<std::int64_t>(genotypes.n_samples);
    return {
        .n = {
            n_samples - found.one - found.two - found.missing,
            found.one,
            found.two,
            found.missing}};
}

void join_codes(
    std::span<const std::uint8_t> first,
    std::span<const std::uint8_t> second,
    std::span<const std::uint8_t> third,
    std::span<std::uint8_t> joined) noexcept {
    for (std::size_t sample = 0; sample < joined.size(); ++sample)
        joined[sample] =
            static_cast<std::uint8_t>(first[sample] | (second[sample] << 2) | (third[sample] << 4));
}

void fill_table(
    std::span<const double> values, std::size_t width, std::span<double> table) noexcept {
    const double* const first = values.data();
    const double* const second = first + 4 * width;
    const double* const third = second + 4 * width;
    for (std::size_t code = 0; code < codes_per_group; ++code) {
        const double* const one = first + (code & 3U) * width;
        const double* const two = second + ((code >> 2) & 3U) * width;
        const double* const three = third + (code >> 4) * width;
        double* const out = table.data() + code * width;
        for (std::size_t lane = 0; lane < width; ++lane)
            out[lane] = (one[lane] + two[lane]) + three[lane];
    }
}

void add_groups(
    std::span<const std::uint8_t> joined,
    std::span<const double> tables,
    std::span<double> sums) noexcept {
    const std::size_t n_samples = sums.size();
    const std::size_t n_groups = tables.size() / codes_per_group;
    std::size_t group = 0;
    for (; group + 4 <= n_groups; group += 4) {
        const std::uint8_t* const codes = joined.data() + group * n_samples;
        const double* const table = tables.data() + group * codes_per_group;
        for (std::size_t sample = 0; sample < n_samples; ++sample) {
            double sum = sums[sample];
            sum += table[codes[sample]];
            sum += table[codes_per_group + codes[n_samples + sample]];
            sum += table[2 * codes_per_group + codes[2 * n_samples + sample]];
            sum += table[3 * codes_per_group + codes[3 * n_samples + sample]];
            sums[sample] = sum;
        }
    }
    for (; group < n_groups; ++group) {
        const std::uint8_t* const codes = joined.data() + group * n_samples;
        const double* const table = tables.data() + group * codes_per_group;
        for (std::size_t sample = 0; sample < n_samples; ++sample)
            sums[sample] += table[codes[sample]];
    }
}

void list_codes(
    std::span<const std::uint8_t> joined,
    std::span<std::uint32_t> begins,
    std::span<std::uint16_t> entries) noexcept {
    const std::size_t n_samples = begins.size() - 1;
    const std::size_t n_groups = n_samples == 0 ? 0 : joined.size() / n_samples;
    std::uint32_t at = 0;
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        begins[sample] = at;
        for (std::size_t group = 0; group < n_groups; ++group) {
            const std::uint8_t code = joined[group * n_samples + sample];
            entries[at] = static_cast<std::uint16_t>((group << 6) | code);
            at += code != 0 ? 1U : 0U;
        }
    }
    begins[n_samples] = at;
}

void add_listed(
    std::span<const std::uint32_t> begins,
    std::span<const std::uint16_t> entries,
    std::span<const double> tables,
    std::size_t first,
    std::span<double> sums) noexcept {
    add_listed_clone(
        begins.data() + first,
        entries.data(),
        tables.data(),
        sums.size() / tile_width,
        sums.data());
}

void add_values(
    std::span<const double> values,
    std::span<const double> weights,
    std::span<double> sums) noexcept {
    if (weights.size() == tile_width) {
        add_values_clone(values.data(), values.size(), weights.data(), sums.data());
        return;
    }
    for (std::size_t sample = 0; sample < values.size(); ++sample)
        for (std::size_t lane = 0; lane < weights.size(); ++lane)
            sums[sample * weights.size() + lane] += values[sample] * weights[lane];
}

}  // namespace genostrat::score
