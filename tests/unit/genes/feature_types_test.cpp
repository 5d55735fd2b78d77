// SPDX-License-Identifier: MIT
#include "genes/feature_types.hpp"
#include "test_support.hpp"

namespace genostrat::genes {
namespace {

TEST(ClassifyFeature, sorts_types_as_vep_does) {
    EXPECT_EQ(classify_feature("mRNA"), FeatureClass::transcript);
    EXPECT_EQ(classify_feature("V_gene_segment"), FeatureClass::transcript);
    EXPECT_EQ(classify_feature("lincRNA_gene"), FeatureClass::gene);
    EXPECT_EQ(classify_feature("antisense_RNA"), FeatureClass::transcript_not_in_vep);
    EXPECT_EQ(classify_feature("five_prime_UTR"), FeatureClass::utr);
    EXPECT_EQ(classify_feature("biological_region"), FeatureClass::ignored);
    EXPECT_EQ(classify_feature("stop_codon"), FeatureClass::stop_codon);
}

TEST(IsGeneRecord, takes_what_vep_takes_for_a_gene) {
    for (const char* type : {"gene", "pseudogene", "processed_transcript", "RNA", "mt_gene"})
        EXPECT_TRUE(is_gene_record(type)) << type;
    EXPECT_FALSE(is_gene_record("mRNA"));
}

}  // namespace
}  // namespace genostrat::genes
