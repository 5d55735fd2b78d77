// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <genostrat/filter/genotype_classes.hpp>
#include <genostrat/filter/number_kernels.hpp>
#include <genostrat/filter/program.hpp>

namespace genostrat::filter {

namespace {

double number_of(int raw) {
    return raw % 7 == 0 ? missing_number : raw * 0.25;
}

Operator comparison_of(unsigned raw) {
    return static_cast<Operator>(static_cast<unsigned>(Operator::equal) + raw % 6);
}

RC_GTEST_PROP(
    CompareGroups,
    equals_the_comparison_of_each_pair,
    (const std::vector<int>& raw, int constant, unsigned op)) {
    std::vector<double> values;
    for (const int value : raw)
        values.push_back(number_of(value));
    const std::vector<double> right{number_of(constant)};
    std::vector<std::uint8_t> passing(values.size());
    const bool any = compare_groups(values, 1, right, comparison_of(op), passing);
    bool expected_any = false;
    for (std::size_t at = 0; at < values.size(); ++at) {
        const bool expected = compare(values[at], right[0], comparison_of(op));
        RC_ASSERT(passing[at] == (expected ? 1 : 0));
        expected_any = expected_any || expected;
    }
    RC_ASSERT(any == expected_any);
}

RC_GTEST_PROP(
    GenotypeTest, packed_and_wide_genotypes_agree, (const std::vector<std::uint8_t>& raw)) {
    std::vector<std::int8_t> narrow;
    std::vector<std::int32_t> wide;
    for (const std::uint8_t value : raw) {
        // Diploid: alleles 0 .. 3 or missing, phased or not; sometimes haploid.
        const int first = (value & 7) % 5 * 2;
        const int second = (value >> 3) % 5 * 2 + (value >> 7);
        const bool is_haploid = (value >> 4) % 5 == 0;
        narrow.push_back(static_cast<std::int8_t>(first));
        narrow.push_back(is_haploid ? std::int8_t{-127} : static_cast<std::int8_t>(second));
        wide.push_back(first);
        wide.push_back(is_haploid ? -2147483647 : second);
    }
    const Genotypes packed{
        .data = narrow.data(),
        .n_samples = raw.size(),
        .ploidy = 2,
        .width = Genotypes::Width::int8};
    const Genotypes unpacked{
        .data = wide.data(),
        .n_samples = raw.size(),
        .ploidy = 2,
        .width = Genotypes::Width::int32};
    for (const std::string constant : {"het", "mis", "aA", "0/1", "hap"}) {
        GenotypeTest test{constant, Operator::equal};
        std::vector<std::uint8_t> left(raw.size());
        std::vector<std::uint8_t> right(raw.size());
        RC_ASSERT(test.run(packed, {}, left) == test.run(unpacked, {}, right));
        RC_ASSERT(left == right);
    }
    std::vector<std::int64_t> left(5);
    std::vector<std::int64_t> right(5);
    RC_ASSERT(count_alleles(packed, left) == count_alleles(unpacked, right));
    RC_ASSERT(left == right);
    RC_ASSERT(count_missing_genotypes(packed, true) == count_missing_genotypes(unpacked, true));
}

RC_GTEST_PROP(Parse, gives_a_tree_or_a_usage_error, (const std::string& text)) {
    for (const Rules rules : {Rules::manual, Rules::bcftools}) {
        try {
            const Syntax syntax = parse(text, rules_of(rules));
            RC_ASSERT(syntax.root < syntax.nodes.size());
        } catch (const Error& error) {
            RC_ASSERT(error.kind() == ErrorKind::usage);
        }
    }
}

}  // namespace

}  // namespace genostrat::filter
