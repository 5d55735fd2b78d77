// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/regulatory.hpp>

// Terms by Ensembl VEP's rules for regulatory features: any overlap is regulatory_region_variant,
// a loss or gain of the whole feature regulatory_region_ablation or _amplification.
namespace genostrat::consequence {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string annotate(const std::string& rows, const std::string& name, const std::string& regions) {
    const test::ToyModel toy;
    const test::TempDir folder;
    test::write_file(folder / name, regions);
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.2\n##contig=<ID=c1,length=500>\n"
        "##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n" +
            rows);
    const test::CommandResult result = test::genostrat(
        "annotate --no-version --distance 0 --fields "
        "Allele,Consequence,IMPACT,Feature_type,Feature,BIOTYPE --regulatory " +
        (folder / name).string() + " --genes " + toy.files().path() + ' ' +
        (folder / "in.vcf").string());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
}

const std::string bed = "c1\t102\t110\tR1\tpromoter\nc1\t105\t120\tR2\t7\n";

TEST(Regulatory, tells_every_feature_that_is_touched) {
    const std::string out = annotate("c1\t106\t.\tA\tG\t.\t.\t.\n", "r.bed", bed);
    EXPECT_THAT(
        out,
        HasSubstr("CSQ=G|intergenic_variant|MODIFIER|||,"
                  "G|regulatory_region_variant|MODIFIER|RegulatoryFeature|R1|promoter,"
                  "G|regulatory_region_variant|MODIFIER|RegulatoryFeature|R2|regulatory_region"));
}

TEST(Regulatory, ablates_and_amplifies_whole_features) {
    const std::string regions = "c1\t102\t110\tR1\tpromoter\n";
    EXPECT_THAT(
        annotate("c1\t100\t.\tAAAAAAAAAAAA\tA\t.\t.\t.\n", "r.bed", regions),
        HasSubstr("-|regulatory_region_ablation|"));
    EXPECT_THAT(
        annotate("c1\t100\t.\tA\t<DEL>\t.\t.\tEND=120\n", "r.bed", regions),
        HasSubstr("deletion|regulatory_region_ablation|"));
    EXPECT_THAT(
        annotate("c1\t100\t.\tA\t<DUP>\t.\t.\tEND=120\n", "r.bed", regions),
        HasSubstr("duplication|regulatory_region_amplification|"));
    EXPECT_THAT(
        annotate("c1\t100\t.\tA\t<DEL>\t.\t.\tEND=108\n", "r.bed", regions),
        HasSubstr("deletion|regulatory_region_variant|"));
}

TEST(Regulatory, reads_gff3) {
    EXPECT_THAT(
        annotate(
            "c1\t106\t.\tA\tG\t.\t.\t.\n",
            "r.gff3",
            "c1\tx\tenhancer\t106\t106\t.\t.\t.\tID=enhancer:ENSR1;note=x\n"),
        HasSubstr("G|regulatory_region_variant|MODIFIER|RegulatoryFeature|ENSR1|enhancer"));
}

TEST(Regulatory, an_insertion_lies_between_two_bases_of_a_feature) {
    const std::string regions = "c1\t105\t110\tR\n";
    EXPECT_THAT(
        annotate("c1\t105\t.\tA\tAC\t.\t.\t.\n", "r.bed", regions), Not(HasSubstr("regulatory")));
    EXPECT_THAT(
        annotate("c1\t106\t.\tA\tAC\t.\t.\t.\n", "r.bed", regions), HasSubstr("regulatory"));
}

TEST(RegulatoryFeatures, finds_long_features_behind_short_ones) {
    RegulatoryFeatures features;
    features.add("chr1", {{0, 1000}, "long", "x"});
    features.add("1", {{10, 20}, "short", "x"});
    features.add("1", {{30, 40}, "other", "x"});
    features.sort();
    std::vector<const RegulatoryFeature*> found;
    features.find(features.find_contig("1"), {500, 501}, found);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]->id, "long");
    features.find(features.find_contig("2"), {500, 501}, found);
    EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace genostrat::consequence
