// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/core/text.hpp>
#include <genostrat/simulate/haplotype_cohort.hpp>

namespace genostrat::simulate {
namespace {

using testing::ElementsAre;
using testing::Not;

std::vector<HaplotypeGene> two_genes() {
    return {
        {.contig = "chrX",
         .sites = {{.pos0 = 9, .ref = "A", .alts = {"C"}}},
         .haplotypes = {{0}, {1}}},
        {.contig = "chr2",
         .sites =
             {{.pos0 = 99, .id = "rs1", .ref = "CAT", .alts = {"C"}},
              {.pos0 = 4, .ref = "G", .alts = {"T", "A"}}},
         .haplotypes = {{0, 0}, {1, 2}}}};
}

std::vector<std::vector<std::string>> rows_of(const HaplotypeCohortOptions& options) {
    const test::TempDir folder;
    const auto path = folder / "cohort.vcf";
    const auto genes = two_genes();
    write_haplotype_cohort(genes, options, path.string());
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : test::lines_of(test::read_file(path))) {
        if (line.starts_with('#'))
            continue;
        const auto columns = split(line, '\t');
        rows.emplace_back(columns.begin(), columns.end());
    }
    return rows;
}

TEST(HaplotypeCohort, gives_each_strand_a_whole_haplotype) {
    const auto rows =
        rows_of({.n_samples = 50, .is_phased = true, .reference_share = 0.3, .missing_share = 0});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0][0] + ":" + rows[0][1], "chr2:5");
    EXPECT_EQ(rows[1][2], "rs1");
    EXPECT_EQ(rows[2][0], "chrX");
    bool has_alt = false;
    for (std::size_t sample = 9; sample < rows[0].size(); ++sample) {
        // the second haplotype has ALT 2 of the first row where it has ALT 1 of the second
        for (const std::size_t strand : {0U, 2U}) {
            EXPECT_EQ(rows[0][sample][strand] == '2', rows[1][sample][strand] == '1');
            has_alt = has_alt || rows[1][sample][strand] == '1';
        }
        EXPECT_EQ(rows[2][sample].size(), sample % 2 == 0 ? 1U : 3U);  // the 2nd, 4th … is a man
    }
    EXPECT_TRUE(has_alt);
}

TEST(HaplotypeCohort, makes_as_many_sites_heterozygous_as_wanted) {
    const auto rows = rows_of({.n_samples = 20, .missing_share = 0, .n_heterozygous = 1});
    for (std::size_t sample = 9; sample < rows[0].size(); ++sample) {
        EXPECT_EQ((rows[0][sample] == "0/1") + (rows[1][sample] == "0/1"), 1);
        EXPECT_EQ(rows[2][sample], "0/1");
    }
}

TEST(HaplotypeCohort, depends_on_its_seed_alone) {
    EXPECT_EQ(rows_of({.n_samples = 20}), rows_of({.n_samples = 20}));
    EXPECT_THAT(rows_of({.seed = 2, .n_samples = 20}), Not(rows_of({.n_samples = 20})));
}

TEST(HaplotypeCohort, refuses_numbers_out_of_range) {
    EXPECT_ERROR(rows_of({.n_samples = 0}), ErrorKind::usage, testing::HasSubstr("at least one"));
    EXPECT_ERROR(
        rows_of({.missing_share = 1.5}),
        ErrorKind::usage,
        testing::HasSubstr("shares lie in 0..1"));
}

}  // namespace
}  // namespace genostrat::simulate
