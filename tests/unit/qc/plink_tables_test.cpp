// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/qc/hardy_weinberg.hpp>
#include <genostrat/qc/plink_tables.hpp>
#include <genostrat/qc/six_digits.hpp>

namespace genostrat::qc {
namespace {

TEST(HardyWeinberg, is_the_sum_of_chances_of_what_is_as_rare) {
    // Two copies among two people: both homozygous with chance 1/3, both heterozygous with 2/3.
    EXPECT_DOUBLE_EQ(hardy_weinberg_p(2, 0, 0), 1);
    EXPECT_DOUBLE_EQ(hardy_weinberg_p(0, 1, 1), 1.0 / 3.0);
    // Wigginton et al. 2005, table 1: 100 people, 21 copies of the rare allele.
    EXPECT_NEAR(hardy_weinberg_p(13, 4, 83), 0.010293, 1e-6);
    EXPECT_EQ(hardy_weinberg_p(0, 0, 0), 1);
    EXPECT_EQ(hardy_weinberg_p(0, 5000, 5000), 0);  // below the smallest normal double
}

TEST(SixDigits, are_laid_out_as_by_printf_and_ties_go_to_even) {
    const auto text = [](double value) {
        std::string out;
        append_six_digits(value, out);
        return out;
    };
    EXPECT_EQ(text(0), "0");
    EXPECT_EQ(text(1), "1");
    EXPECT_EQ(text(0.5), "0.5");
    EXPECT_EQ(text(-1.053125), "-1.05312");
    EXPECT_EQ(text(-1.009375), "-1.00938");
    EXPECT_EQ(text(1.0 / 3.0), "0.333333");
    EXPECT_EQ(text(0.000399361022), "0.000399361");
    EXPECT_EQ(text(7.5609812e-06), "7.56098e-06");
    EXPECT_EQ(text(75619.512), "75619.5");
    EXPECT_EQ(text(0.99999996), "1");
    EXPECT_EQ(text(9.9999996), "10");
    EXPECT_EQ(text(1234567), "1.23457e+06");
    EXPECT_EQ(text(1e-300), "1e-300");
    EXPECT_EQ(text(std::numeric_limits<double>::quiet_NaN()), "nan");
}

// Rows of plink2 2.00a3.5 for these genotypes.
TEST(PlinkRows, are_those_of_plink2) {
    SiteGenotypes site;
    site.has_genotypes = true;
    site.diploid = 2504;
    site.alleles = {{2051, 411, 0, 0}, {37, 404, 0, 0}, {0, 17, 0, 0}};
    PlinkRows rows;
    const std::vector<std::string_view> alts{"C", "G"};
    rows.add("chr22", cohort::GenomePart::autosome, "rs62224611", "A", alts, site);
    EXPECT_EQ(
        rows.hardy,
        "22\trs62224611\tA\tC,G\t2051\t411\t42\t0.164137\t0.178144\t0.000274776\n"
        "22\trs62224611\tC\tA,G\t37\t404\t2063\t0.161342\t0.172674\t0.00235833\n"
        "22\trs62224611\tG\tA,C\t0\t17\t2487\t0.00678914\t0.00676609\t1\n");
    EXPECT_EQ(rows.frequency, "22\trs62224611\tA\tC,G\t0.0954473,0.00339457\t5008\n");
    EXPECT_EQ(rows.missing, "22\trs62224611\t0\t2504\t0\n");
}

// plink2 2.00a3.5 where nobody is called: O(HET) is nan, E(HET) is 0.
TEST(PlinkRows, expect_nothing_where_nobody_is_called) {
    SiteGenotypes site;
    site.has_genotypes = true;
    site.missing = 3;
    site.alleles = {{}, {}};
    PlinkRows rows;
    const std::vector<std::string_view> alts{"C"};
    rows.add("1", cohort::GenomePart::autosome, ".", "A", alts, site);
    EXPECT_EQ(rows.hardy, "1\t.\tA\tC\t0\t0\t0\tnan\t0\t1\n");
}

// plink2 2.00a3.5, which knows no sexes from a VCF: nobody counts on Y.
TEST(PlinkRows, count_nobody_on_y) {
    SiteGenotypes site;
    site.has_genotypes = true;
    site.haploid = 2;
    site.missing = 1;
    site.alleles = {{0, 0, 1, 0}, {0, 0, 1, 0}};
    PlinkRows rows;
    const std::vector<std::string_view> alts{"<DEL>"};
    rows.add("chrY", cohort::GenomePart::y, "d1", "N", alts, site);
    EXPECT_EQ(rows.missing, "Y\td1\t0\t0\tnan\n");
    EXPECT_EQ(rows.frequency, "Y\td1\tN\t<DEL>\tnan\t0\n");
    EXPECT_EQ(rows.hardy, "");
}

}  // namespace
}  // namespace genostrat::qc
