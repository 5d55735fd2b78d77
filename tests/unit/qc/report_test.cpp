// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include <genostrat/qc/read_depths.hpp>
#include <genostrat/qc/report.hpp>
#include <genostrat/qc/sex.hpp>
#include <genostrat/qc/variant_qc.hpp>

namespace genostrat::qc {
namespace {

using cohort::GenomePart;
using cohort::Sex;

VariantQc cohort_of(std::size_t n_samples) {
    VariantQc qc;
    qc.sites.bins = FrequencyBins{n_samples};
    for (std::size_t sample = 0; sample < n_samples; ++sample)
        qc.samples.push_back("s" + std::to_string(sample));
    return qc;
}

PartCounts& part(VariantQc& qc, GenomePart which) {
    PartCounts& counts = qc.parts[static_cast<std::size_t>(which)];
    counts.samples.resize(qc.samples.size());
    return counts;
}

TEST(EstimateSex, takes_haploid_genotypes_for_male) {
    VariantQc qc = cohort_of(3);
    PartCounts& x = part(qc, GenomePart::x);
    x.samples[0].haploid_reference = 30;
    x.samples[1].reference = 30;
    x.samples[2].reference = 5;
    EXPECT_EQ(estimate_sex(qc, 0).sex, Sex::male);
    EXPECT_EQ(estimate_sex(qc, 1).sex, Sex::female);
    EXPECT_EQ(estimate_sex(qc, 2).sex, Sex::unknown);  // too few
}

TEST(EstimateSex, uses_f_in_cohorts_and_the_share_of_hets_elsewhere) {
    VariantQc qc = cohort_of(20);
    PartCounts& x = part(qc, GenomePart::x);
    x.n_polymorphic = 100;
    x.expected_homozygosity = 60;
    x.samples[0].heterozygous = 0;
    x.samples[0].reference = 100;
    x.samples[1].heterozygous = 40;
    x.samples[1].reference = 60;
    x.samples[2].heterozygous = 20;  // F 0.5
    x.samples[2].reference = 80;
    EXPECT_EQ(estimate_sex(qc, 0).sex, Sex::male);
    EXPECT_EQ(estimate_sex(qc, 1).sex, Sex::female);
    EXPECT_EQ(estimate_sex(qc, 2).sex, Sex::unknown);
    VariantQc single = cohort_of(1);
    SampleCounts& own = part(single, GenomePart::x).samples[0];
    own.heterozygous = 60;
    own.homozygous = 40;
    EXPECT_EQ(estimate_sex(single, 0).sex, Sex::female);
    own.heterozygous = 5;
    EXPECT_EQ(estimate_sex(single, 0).sex, Sex::male);
}

/// Packed 0/1, 1/1 and 0/0 genotypes.
TEST(CountDepths, shares_of_reads_and_charr) {
    const std::array<std::int8_t, 6> calls{2, 4, 4, 4, 2, 2};
    const Genotypes genotypes{calls.data(), 3, 2, Genotypes::Width::int8};
    const std::array<std::int32_t, 6> allele_depths{15, 5, 2, 38, 30, 0};
    const std::array<std::int32_t, 3> qualities{99, 50, 10};
    const RowDepths row{{}, 0, allele_depths, 2, qualities, 1};
    Site site;
    site.assign("A", std::vector<std::string_view>{"G"});
    std::vector<SampleDepths> samples(3);
    SiteCounters counters;
    count_depths(row, genotypes, site, 0.5, samples, counters);
    EXPECT_DOUBLE_EQ(samples[0].mean_balance(), 0.25);
    EXPECT_EQ(samples[0].n_skewed, 0);
    EXPECT_DOUBLE_EQ(samples[0].mean_depth(), 20);  // FORMAT/DP is not there: the sum of AD
    EXPECT_DOUBLE_EQ(samples[1].charr(), 2.0 / 40 / 0.5);
    EXPECT_TRUE(std::isnan(samples[2].charr()));
    EXPECT_EQ(counters.balances[5], 1);
    EXPECT_EQ(counters.genotype_depths[depth_bin(20)], 1);
    EXPECT_EQ(counters.genotype_qualities[99], 1);
}

TEST(CountDepths, leaves_out_what_charr_leaves_out) {
    const std::array<std::int8_t, 2> calls{4, 4};
    const Genotypes genotypes{calls.data(), 1, 2, Genotypes::Width::int8};
    Site site;
    site.assign("A", std::vector<std::string_view>{"G"});
    const auto counted = [&](std::int32_t ref, std::int32_t alt, std::int32_t quality) {
        const std::array<std::int32_t, 2> depths{ref, alt};
        const std::array<std::int32_t, 1> qualities{quality};
        std::vector<SampleDepths> samples(1);
        SiteCounters counters;
        count_depths({{}, 0, depths, 2, qualities, 1}, genotypes, site, 0.5, samples, counters);
        return samples[0].n_charr;
    };
    EXPECT_EQ(counted(1, 20, 30), 1);
    EXPECT_EQ(counted(1, 5, 30), 0);    // too few reads
    EXPECT_EQ(counted(1, 150, 30), 0);  // too many
    EXPECT_EQ(counted(1, 20, 5), 0);    // an unsure genotype
}

TEST(PartCounts, have_f_of_observed_and_expected_homozygotes) {
    VariantQc qc = cohort_of(1);
    PartCounts& autosomes = part(qc, GenomePart::autosome);
    autosomes.n_polymorphic = 10;
    autosomes.expected_homozygosity = 6;
    autosomes.samples[0].heterozygous = 3;
    autosomes.samples[0].missing_polymorphic = 2;
    autosomes.samples[0].missing_expected_hom = 1;
    // 8 genotypes, 5 homozygous, 5 expected: (5 - 5) / (8 - 5)
    EXPECT_DOUBLE_EQ(autosomes.inbreeding(0), 0);
    autosomes.samples[0].heterozygous = 0;
    EXPECT_DOUBLE_EQ(autosomes.inbreeding(0), 1);
}

TEST(Report, judges_by_the_stated_limits) {
    VariantQc qc = cohort_of(3);
    PartCounts& autosomes = part(qc, GenomePart::autosome);
    autosomes.n_rows = 1000;
    autosomes.samples[0].reference = 1000;
    autosomes.samples[1].reference = 970;
    autosomes.samples[2].reference = 900;
    qc.sites.counters.rows = 1000;
    const QcReport report = make_report(qc, {}, nullptr);
    EXPECT_EQ(report.samples[0].verdict, Verdict::pass);
    EXPECT_EQ(report.samples[1].verdict, Verdict::warn);
    EXPECT_EQ(report.samples[2].verdict, Verdict::fail);
    const auto json = nlohmann::json::parse(report_json(report));
    EXPECT_EQ(json["samples"][2]["checks"][0]["name"], "call_rate");
    EXPECT_EQ(json["samples"][2]["checks"][0]["verdict"], "fail");
    EXPECT_TRUE(json["samples"][2]["values"]["mean_depth"].is_null());
    const auto multiqc = nlohmann::json::parse(report_multiqc(report));
    EXPECT_EQ(multiqc["data"]["s1"]["verdict"], "warn");
    EXPECT_EQ(test::lines_of(samples_table(report)).size(), 4U);
}

TEST(Report, does_not_pass_a_file_without_rows) {
    const QcReport report = make_report(cohort_of(1), {}, nullptr);
    EXPECT_EQ(report.samples[0].verdict, Verdict::fail);
    EXPECT_EQ(report.samples[0].checks[0].finding, "there are no rows to look at");
}

TEST(Report, fails_people_who_are_not_who_they_are_said_to_be) {
    const test::TempDir folder;
    test::write_file(
        folder / "p.psam", "#IID\tPAT\tMAT\tSEX\ns0\t0\t0\t2\ns1\ts0\t0\t1\ns2\t0\t0\t1\n");
    const auto people = cohort::SampleTable::read((folder / "p.psam").string());
    VariantQc qc = cohort_of(3);
    PartCounts& x = part(qc, GenomePart::x);
    x.n_rows = 30;
    for (SampleCounts& own : x.samples)
        own.haploid_reference = 30;  // all are male
    RelatedPair twins{2, 1, {100, 40, 0, 40, 40}, Relation::duplicate, Relation::unrelated, true};
    RelatedPair apart{1, 0, {100, 9, 9, 40, 40}, Relation::unrelated, Relation::parent_child, true};
    const std::vector<RelatedPair> pairs{apart, twins};
    const QcReport report = make_report(qc, people, &pairs);
    EXPECT_EQ(report.samples[0].verdict, Verdict::fail);  // sex, and no parent of s1
    EXPECT_THAT(report.samples[0].checks[1].finding, testing::HasSubstr("declared female"));
    EXPECT_THAT(
        report.samples[1].checks.back().finding,
        testing::HasSubstr("s0: declared parent_child, found unrelated"));
    EXPECT_THAT(
        report.samples[2].checks.back().finding, testing::HasSubstr("s1: declared unrelated"));
    EXPECT_EQ(
        test::lines_of(relatives_table(report))[2],
        "s2\ts1\t100\t0.5000\t0.000000\tduplicate\tunrelated\tyes");
}

}  // namespace
}  // namespace genostrat::qc
