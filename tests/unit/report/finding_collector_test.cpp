// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

#include <genostrat/report/finding_collector.hpp>

namespace genostrat::report {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

test::VcfRows rows(std::string_view body) {
    test::VcfRows vcf{std::string{test::small_header} + std::string{body}};
    vcf.schema().adds_info(
        {.id = "CSQ",
         .number = ".",
         .description = "Format: Consequence|SYMBOL|ALLELE_NUM|HGVSp|CANONICAL"});
    vcf.schema().adds_info({.id = "CLNSIG", .number = ".", .description = "significance"});
    return vcf;
}

Findings collect(test::VcfRows& vcf, FindingRules rules = {}) {
    FindingCollector collector{std::move(rules)};
    collector.bind(vcf.schema());
    collector.merge(collector.collect(vcf.batch()));
    return collector.findings();
}

TEST(FindingCollector, keeps_carried_alleles_that_are_pathogenic_or_rare_and_damaging) {
    test::VcfRows vcf =
        rows("1~1~.~A~C~.~.~AF=0.3;CLNSIG=Pathogenic;CSQ=intron_variant|G1|1||~GT~0/1~0/0\n"
             "1~2~.~A~C~.~.~AF=0.001;CSQ=stop_gained|G2|1|p.X|~GT~0/0~1|1\n"
             "1~3~.~A~C~.~.~AF=0.3;CSQ=stop_gained|G3|1||~GT~0/1~0/1\n"
             "1~4~.~A~C~.~.~CLNSIG=Benign;CSQ=stop_gained|G4|1||~GT~0/1~0/1\n"
             "1~5~.~A~C~.~.~CSQ=synonymous_variant|G5|1||~GT~0/1~0/1\n");
    const Findings findings = collect(vcf);
    EXPECT_THAT(findings.of_sample[0], ElementsAre(Field(&Finding::gene, "G1")));
    ASSERT_THAT(findings.of_sample[1], ElementsAre(Field(&Finding::gene, "G2")));
    EXPECT_EQ(findings.of_sample[1][0].genotype, "1|1");
    EXPECT_EQ(findings.of_sample[1][0].hgvs_p, "p.X");
    EXPECT_TRUE(findings.has_significance);
}

TEST(FindingCollector, looks_at_each_allele_and_its_worst_transcript) {
    test::VcfRows vcf =
        rows("1~2~.~A~C,G~.~.~AF=0.5,0.0001;CSQ=missense_variant|A|1||,missense_variant|B|2||,"
             "missense_variant|C|2||YES,intron_variant|D|2||YES~GT~0/1~0/2\n");
    const Findings findings = collect(vcf);
    EXPECT_THAT(findings.of_sample[0], IsEmpty());  // frequent
    ASSERT_EQ(findings.of_sample[1].size(), 1U);
    EXPECT_EQ(findings.of_sample[1][0].gene, "C");
    EXPECT_EQ(findings.of_sample[1][0].alt, "G");
}

TEST(FindingCollector, keeps_the_best_and_counts_all) {
    std::string body;
    for (int row = 0; row < 9; ++row)
        body +=
            "1~" + std::to_string(row + 1) + "~.~A~C~.~.~CSQ=missense_variant|M|1||~GT~0/1~0/0\n";
    body += "1~50~.~A~C~.~.~CSQ=stop_gained|S|1||~GT~0/1~0/0\n";
    test::VcfRows vcf = rows(body);
    const Findings findings = collect(vcf, {.n_kept = 3});
    EXPECT_EQ(findings.of_sample[0].size(), 3U);
    EXPECT_EQ(findings.of_sample[0][0].gene, "S");
    EXPECT_EQ(findings.n_in_all[0], 10);
}

}  // namespace
}  // namespace genostrat::report
