// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <set>

#include <genostrat/annotate/allele_code.hpp>

namespace genostrat::annotate {
namespace {

TEST(AlleleCode, gives_back_every_pair) {
    std::set<AlleleCode> codes;
    const std::vector<std::pair<std::string, std::string>> pairs{
        {"A", "C"},
        {"C", "A"},
        {"T", "T"},
        {"A", "AA"},
        {"AA", "A"},
        {"A", "AC"},
        {"CA", "G"},
        {"ACGTACGTAC", "A"},
        {"A", "ACGTACGTAC"},
        {"ACG", "TTTT"},
        {"G", "AC"},
        {"GA", "C"}};
    for (const auto& [ref, alt] : pairs) {
        const AlleleCode code = encode_alleles(ref, alt);
        EXPECT_NE(code, long_allele_code) << ref << alt;
        EXPECT_TRUE(codes.insert(code).second) << "not unique: " << ref << ' ' << alt;
        std::string ref_back;
        std::string alt_back;
        ASSERT_TRUE(decode_alleles(code, ref_back, alt_back));
        EXPECT_EQ(ref_back, ref);
        EXPECT_EQ(alt_back, alt);
    }
}

TEST(AlleleCode, leaves_other_alleles_to_text) {
    EXPECT_EQ(encode_alleles("A", "N"), long_allele_code);
    EXPECT_EQ(encode_alleles("A", "<DEL>"), long_allele_code);
    EXPECT_EQ(encode_alleles("A", "*"), long_allele_code);
    EXPECT_EQ(encode_alleles("ACGTACGTACG", "A"), long_allele_code);
}

TEST(AlleleCode, refuses_codes_that_mean_nothing) {
    std::string ref;
    std::string alt;
    EXPECT_FALSE(decode_alleles(16, ref, alt));
    EXPECT_FALSE(decode_alleles(0x3FFFFFFF, ref, alt));
}

TEST(TrimAllele, keeps_what_differs) {
    const TrimmedAllele snp = trim_allele(10, "GACC", "GTCC");
    EXPECT_EQ(snp.pos, 11);
    EXPECT_EQ(snp.ref, "A");
    EXPECT_EQ(snp.alt, "T");
    const TrimmedAllele deletion = trim_allele(10, "CAAA", "CAA");
    EXPECT_EQ(deletion.pos, 10);
    EXPECT_EQ(deletion.ref, "CA");
    EXPECT_EQ(deletion.alt, "C");
    const TrimmedAllele symbol = trim_allele(10, "CA", "<DEL>");
    EXPECT_EQ(symbol.ref, "CA");
    EXPECT_EQ(symbol.alt, "<DEL>");
}

}  // namespace
}  // namespace genostrat::annotate
