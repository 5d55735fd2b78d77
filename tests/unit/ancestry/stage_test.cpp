// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/ancestry/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::ancestry {
namespace {

using testing::HasSubstr;

/// A cohort of two groups, 200 SNVs on chromosome 1, and its labels.
class AncestryStages : public testing::Test {
protected:
    AncestryStages() {
        std::string vcf = "##fileformat=VCFv4.3\n##contig=<ID=1,length=249250621>\n"
                          "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"GT\">\n"
                          "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
        std::string labels = "#IID\tSEX\tSuperPop\n";
        for (int sample = 0; sample < n_samples; ++sample) {
            vcf += "\ts" + std::to_string(sample);
            labels +=
                "s" + std::to_string(sample) + (sample % 2 == 0 ? "\t1\tEUR\n" : "\t2\tAFR\n");
        }
        std::uint32_t state = 1;
        const auto below_100 = [&] {
            state = state * 1664525U + 1013904223U;
            return (state >> 8U) % 100U;
        };
        for (int variant = 0; variant < 200; ++variant) {
            vcf += "\n1\t" + std::to_string(1000 + variant * 1000000) + "\t.\tA\tG\t.\t.\t.\tGT";
            for (int sample = 0; sample < n_samples; ++sample) {
                const unsigned limit = sample % 2 == 0 ? 30 : 70;
                const bool one = below_100() < limit;
                const bool other = below_100() < limit;
                vcf += std::string{one ? "\t1" : "\t0"} + (other ? "/1" : "/0");
            }
        }
        test::write_file(folder / "cohort.vcf", vcf + "\n");
        test::write_file(folder / "labels.psam", labels);
    }

    Panel build() {
        RunResult result = (Pipeline{VcfSource{(folder / "cohort.vcf").string()}} |
                            BuildPanel{
                                {.name = "small",
                                 .labels = (folder / "labels.psam").string(),
                                 .n_pcs = 2,
                                 .ld_limit = 0.9,
                                 .kinship_limit = 0.4}})
                               .run({});
        return *result.results.find<Panel>();
    }

    static constexpr int n_samples = 40;
    test::TempDir folder;
};

TEST_F(AncestryStages, samples_land_in_their_group) {
    const Panel panel = build();
    EXPECT_EQ(panel.samples.size(), 40U);
    EXPECT_GT(panel.variants.size(), 150U);
    panel.write((folder / "small.gsp").string());
    RunResult result = (Pipeline{VcfSource{(folder / "cohort.vcf").string()}} |
                        Ancestry{{.panel = (folder / "small.gsp").string()}})
                           .run({});
    const auto& table = *result.results.find<AncestryTable>();
    ASSERT_EQ(table.people.size(), 40U);
    for (std::size_t sample = 0; sample < 40; ++sample) {
        const PersonAncestry& person = table.people[sample];
        EXPECT_EQ(table.groups[person.group], sample % 2 == 0 ? "EUR" : "AFR") << sample;
        EXPECT_EQ(person.matched_share, 1);
    }
    EXPECT_EQ(table.find("s3"), &table.people[3]);
}

TEST_F(AncestryStages, contigs_need_not_be_declared) {
    std::string vcf = test::read_file(folder / "cohort.vcf");
    const std::string line = "##contig=<ID=1,length=249250621>\n";
    vcf.erase(vcf.find(line), line.size());
    test::write_file(folder / "cohort.vcf", vcf);
    const Panel panel = build();
    EXPECT_GT(panel.variants.size(), 150U);
    panel.write((folder / "small.gsp").string());
    RunResult result = (Pipeline{VcfSource{(folder / "cohort.vcf").string()}} |
                        Ancestry{{.panel = (folder / "small.gsp").string()}})
                           .run({});
    EXPECT_EQ(result.results.find<AncestryTable>()->people[0].matched_share, 1);
}

TEST_F(AncestryStages, too_few_variants_are_an_error) {
    build().write((folder / "small.gsp").string());
    std::string vcf = test::read_file(folder / "cohort.vcf");
    vcf.resize(vcf.find("\n1\t20001000") + 1);
    test::write_file(folder / "part.vcf", vcf);
    EXPECT_ERROR(
        (Pipeline{VcfSource{(folder / "part.vcf").string()}} |
         Ancestry{{.panel = (folder / "small.gsp").string()}})
            .run({}),
        ErrorKind::bad_data,
        HasSubstr("--assume-ref"));
}

TEST(AncestryWords, says_plainly_when_somebody_is_between_groups) {
    const AncestryTable table{.panel = "p", .groups = {"EUR", "AMR", "AFR"}};
    PersonAncestry person{.probabilities = {0.40, 0.12, 0.48}, .group = 2, .is_between = true};
    EXPECT_EQ(ancestry_words(table, person), "between AFR (48 %) and EUR (40 %)");
    person.is_between = false;
    EXPECT_EQ(ancestry_words(table, person), "AFR");
}

}  // namespace
}  // namespace genostrat::ancestry
