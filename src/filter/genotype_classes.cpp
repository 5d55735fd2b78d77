// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/genotype_classes.hpp>

namespace genostrat::filter {

namespace {

constexpr std::uint8_t unknown_yet = 2;
constexpr std::int8_t filling_byte = -127;

[[nodiscard]] std::int32_t widened(std::int8_t call) noexcept {
    return call == filling_byte ? Genotypes::filling : call == -128 ? 0 : call;
}

[[nodiscard]] bool is_packed_diploid(const Genotypes& genotypes) noexcept {
    return genotypes.width == Genotypes::Width::int8 && genotypes.ploidy == 2;
}

[[nodiscard]] std::uint16_t pair_at(const Genotypes& genotypes, std::size_t sample) noexcept {
    std::uint16_t pair = 0;
    std::memcpy(&pair, static_cast<const char*>(genotypes.data) + sample * 2, sizeof pair);
    return pair;
}

}  // namespace

std::optional<GenotypeClass> genotype_class(std::string_view keyword) noexcept {
    using enum GenotypeClass;
    if (keyword == "aA" || keyword == "Aa")
        return alt_other_alt;
    constexpr std::array<std::pair<std::string_view, GenotypeClass>, 12> keywords{
        {{"hom", homozygous},
         {"het", heterozygous},
         {"hap", haploid},
         {"ref", reference},
         {"alt", alternate},
         {"mis", missing},
         {"rr", ref_ref},
         {"ra", ref_alt},
         {"ar", ref_alt},
         {"aa", alt_alt},
         {"r", haploid_ref},
         {"a", haploid_alt}}};
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    };
    for (const auto& [text, value] : keywords)
        if (std::ranges::equal(keyword, text, {}, lower))
            return value;
    return std::nullopt;
}

bool is_of_class(std::span<const std::int32_t> calls, GenotypeClass genotype_class) noexcept {
    const auto is_missing = [](std::int32_t call) { return Genotypes::allele_of(call) < 0; };
    const bool missing = std::ranges::any_of(calls, is_missing);
    if (missing || genotype_class == GenotypeClass::missing)
        return missing && genotype_class == GenotypeClass::missing;
    const std::int32_t first = Genotypes::allele_of(calls.front());
    bool same = true;
    bool any_ref = false;
    bool any_alt = false;
    for (const std::int32_t call : calls) {
        const std::int32_t allele = Genotypes::allele_of(call);
        same = same && allele == first;
        any_ref = any_ref || allele == 0;
        any_alt = any_alt || allele > 0;
    }
    const bool haploid = calls.size() == 1;
    switch (genotype_class) {
    case GenotypeClass::homozygous:
        return !haploid && same;
    case GenotypeClass::heterozygous:
        return !same;
    case GenotypeClass::haploid:
        return haploid;
    case GenotypeClass::reference:
        return !any_alt;
    case GenotypeClass::alternate:
        return any_alt;
    case GenotypeClass::ref_ref:
        return !haploid && !any_alt;
    case GenotypeClass::ref_alt:
        return any_ref && any_alt;
    case GenotypeClass::alt_alt:
        return !haploid && same && any_alt;
    case GenotypeClass::alt_other_alt:
        return !same && !any_ref;
    case GenotypeClass::haploid_ref:
        return haploid && any_ref;
    case GenotypeClass::haploid_alt:
        return haploid && any_alt;
    case GenotypeClass::missing:
        break;
    }
    return false;
}

void append_genotype(std::string& out, std::span<const std::int32_t> calls) {
    if (calls.empty())
        out += '.';
    for (std::size_t copy = 0; copy < calls.size(); ++copy) {
        if (copy > 0)
            out += Genotypes::is_phased(calls[copy]) ? '|' : '/';
        const std::int32_t allele = Genotypes::allele_of(calls[copy]);
        if (allele < 0)
            out += '.';
        else
            append_number(out, static_cast<std::int64_t>(allele));
    }
}

GenotypeTest::GenotypeTest(std::string_view constant, Operator op)
    : op_{op}, pairs_(std::size_t{1} << 16U, unknown_yet) {
    if (op == Operator::like || op == Operator::not_like) {
        pattern_.emplace(constant);
        return;
    }
    class_ = genotype_class(constant);
    if (!class_)
        for (const std::string_view literal : split(constant, ','))
            literals_.emplace_back(literal);
}

bool GenotypeTest::test(std::span<const std::int32_t> calls) {
    if (class_) {
        const bool is_missing_sample = calls.empty();
        const bool is_member =
            is_missing_sample ? *class_ == GenotypeClass::missing : is_of_class(calls, *class_);
        return is_member == (op_ == Operator::equal);
    }
    text_.clear();
    append_genotype(text_, calls);
    if (pattern_)
        return pattern_->found_in(text_) == (op_ == Operator::like);
    return std::ranges::any_of(literals_, [&](const std::string& literal) {
        return (literal == text_) == (op_ == Operator::equal);
    });
}

bool GenotypeTest::test_sample(const Genotypes& genotypes, std::size_t sample) {
    calls_.clear();
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
        const std::int32_t call = genotypes.at(sample, copy);
        if (Genotypes::is_filling(call))
            break;
        calls_.push_back(call);
    }
    return test(calls_);
}

std::uint8_t GenotypeTest::fill(std::uint16_t pair) {
    std::array<std::int8_t, 2> bytes{};
    std::memcpy(bytes.data(), &pair, sizeof pair);
    std::array<std::int32_t, 2> calls{widened(bytes[0]), widened(bytes[1])};
    std::size_t ploidy = 0;
    while (ploidy < 2 && !Genotypes::is_filling(calls.at(ploidy)))
        ++ploidy;
    const bool passes = test(std::span{calls}.first(ploidy));
    pairs_[pair] = passes ? 1 : 0;
    return pairs_[pair];
}

bool GenotypeTest::run(
    const Genotypes& genotypes,
    std::span<const std::uint8_t> selected,
    std::span<std::uint8_t> passing) {
    if (genotypes.empty()) {
        // No GT column: every sample is without a value, and only `!=` and `!~` hold.
        const bool passes = op_ == Operator::not_equal || op_ == Operator::not_like;
        std::ranges::fill(passing, static_cast<std::uint8_t>(passes ? 1 : 0));
    } else if (is_packed_diploid(genotypes)) {
        for (std::size_t sample = 0; sample < passing.size(); ++sample) {
            const std::uint16_t pair = pair_at(genotypes, sample);
            const std::uint8_t known = pairs_[pair];
            passing[sample] = known != unknown_yet ? known : fill(pair);
        }
    } else {
        for (std::size_t sample = 0; sample < passing.size(); ++sample)
            passing[sample] = test_sample(genotypes, sample) ? 1 : 0;
    }
    std::uint8_t any = 0;
    for (std::size_t sample = 0; sample < passing.size(); ++sample) {
        if (!selected.empty())
            passing[sample] &= selected[sample];
        any |= passing[sample];
    }
    return any != 0;
}

bool GenotypeTest::any(const Genotypes& genotypes, std::span<const std::uint8_t> selected) {
    const bool is_packed = is_packed_diploid(genotypes);
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
        if (!selected.empty() && selected[sample] == 0)
            continue;
        if (is_packed) {
            const std::uint16_t pair = pair_at(genotypes, sample);
            const std::uint8_t known = pairs_[pair];
            if ((known != unknown_yet ? known : fill(pair)) != 0)
                return true;
        } else if (test_sample(genotypes, sample)) {
            return true;
        }
    }
    return false;
}

std::int64_t count_alleles(const Genotypes& genotypes, std::span<std::int64_t> counts) noexcept {
    std::ranges::fill(counts, 0);
    std::int64_t called = 0;
    const std::size_t n_values = genotypes.n_samples * genotypes.ploidy;
    if (genotypes.width == Genotypes::Width::int8) {
        // One pass an allele over bytes vectorises; a histogram would not.
        const std::span calls{static_cast<const std::int8_t*>(genotypes.data), n_values};
        for (const std::int8_t call : calls)
            called += call > 1 ? 1 : 0;
        for (std::size_t allele = 0; allele < counts.size() && allele < 63; ++allele) {
            const auto wanted = static_cast<std::int8_t>(allele + 1);
            std::int64_t count = 0;
            for (const std::int8_t call : calls)
                count += (call >> 1) == wanted ? 1 : 0;
            counts[allele] = count;
        }
        return called;
    }
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample)
        for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
            const std::int32_t allele = Genotypes::allele_of(genotypes.at(sample, copy));
            if (allele < 0)
                continue;
            ++called;
            if (static_cast<std::size_t>(allele) < counts.size())
                ++counts[static_cast<std::size_t>(allele)];
        }
    return called;
}

std::int64_t count_missing_genotypes(const Genotypes& genotypes, bool phased_counts) noexcept {
    std::int64_t n_missing = 0;
    for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
        bool missing = Genotypes::is_filling(genotypes.at(sample, 0));
        for (std::size_t copy = 0; copy < genotypes.ploidy && !missing; ++copy) {
            const std::int32_t call = genotypes.at(sample, copy);
            missing = !Genotypes::is_filling(call) && (phased_counts ? call < 2 : call == 0);
        }
        n_missing += missing ? 1 : 0;
    }
    return n_missing;
}

}  // namespace genostrat::filter
