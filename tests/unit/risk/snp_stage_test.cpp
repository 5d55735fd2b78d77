// SPDX-License-Identifier: MIT
// Genotypes of an iCARE model's SNPs from the variants of the run.
#include "test_support.hpp"

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/risk/snp_stage.hpp>
#include <genostrat/risk/stage.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

constexpr std::string_view vcf =
    "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
    "chr1\t100\trs1\tA\tG\t.\t.\t.\tGT\t0/1\t1/1\n"   // rs1 counts G
    "chr1\t200\trs2\tC\tT\t.\t.\t.\tGT\t0/0\t0/1\n"   // rs2 counts G: C of the other strand
    "chr1\t300\trs3\tA\tC\t.\t.\t.\tGT\t./.\t0/1\n"   // rs3 is missing in a
    "chr1\t400\trs4\tA\tT\t.\t.\t.\tGT\t0/1\t0/1\n";  // rs4: the strand cannot be told

constexpr std::string_view snps =
    "snp_name,snp_odds_ratio,snp_freq,contig,pos,effect_allele,other_allele\n"
    "rs1,2,0.5,1,100,G,A\nrs2,3,0.5,1,200,G,A\nrs3,1.5,0.5,1,300,C,A\nrs4,1.2,0.5,1,400,T,A\n"
    "rs5,1.1,0.5,1,500,T,C\n";

class SnpsOfVariants : public testing::Test {
protected:
    SnpsOfVariants() {
        test::write_file(folder_ / "in.vcf", vcf);
        std::string rates = "age,rate\n";
        for (int age = 40; age < 90; ++age)
            rates += std::to_string(age) + ",0.01\n";
        test::write_file(folder_ / "incidence.csv", rates);
        test::write_file(folder_ / "people.csv", "id,age\na,50\nb,50\n");
        use(snps);
    }

    void use(std::string_view table, const std::string& build = {}) {
        test::write_file(folder_ / "snps.csv", table);
        model_ = parse_risk_model(
            "risks:\n  - trait: t\n    horizons: [10]\n    incidence: incidence.csv\n"
            "    inputs: [{name: age}]\n    icare: {snps: snps.csv" +
                build + "}\n    tiers: [{name: all}]\n",
            (folder_ / "m.yaml").string());
    }

    RiskTable run(RiskOptions options = {}) const {
        options.model = model_;
        options.covariates = (folder_ / "people.csv").string();
        RunResult result =
            (Pipeline{VcfSource{(folder_ / "in.vcf").string()}} | Risk{options}).run();
        return *result.results.find<RiskTable>();
    }

    /// The same people with their copies in the table of covariates.
    RiskTable tabled(const std::string& people) const {
        const io::DataTable table = io::DataTable::parse(people, "people.csv");
        return assess(model_, {.covariates = &table});
    }

    test::TempDir folder_;
    RiskModel model_;
};

TEST_F(SnpsOfVariants, give_the_risk_of_the_same_copies_in_a_table) {
    const RiskTable table = run();
    const RiskTable same = tabled("id,age,rs1,rs2,rs3,rs4,rs5\na,50,1,2,,,\nb,50,2,1,1,,\n");
    ASSERT_EQ(table.samples, (std::vector<std::string>{"a", "b"}));
    for (const std::size_t person : {0U, 1U}) {
        const PersonRisk& own = table.risks[0].people[person];
        const PersonRisk& wanted = same.risks[0].people[person];
        EXPECT_EQ(own.horizons.at(0).risk, wanted.horizons.at(0).risk);
        EXPECT_EQ(own.linear_predictor, wanted.linear_predictor);
    }
    const PersonRisk& person = table.risks[0].people[1];
    ASSERT_EQ(person.missing.size(), 1U);
    EXPECT_EQ(person.missing[0].what, "SNPs rs4, rs5");
    EXPECT_LT(*person.missing[0].lowest_risk, *person.missing[0].highest_risk);
}

TEST_F(SnpsOfVariants, may_keep_ambiguous_pairs_and_take_absent_sites_for_reference) {
    RiskOptions options;
    options.matching.collecting.rules.ambiguous = score::AmbiguousPolicy::keep;
    const RiskTable kept = run(options);
    const RiskTable same = tabled("id,age,rs1,rs2,rs3,rs4,rs5\nb,50,2,1,1,1,\n");
    EXPECT_EQ(
        kept.risks[0].people[1].horizons.at(0).risk, same.risks[0].people[0].horizons.at(0).risk);
}

TEST_F(SnpsOfVariants, are_found_by_id_where_the_table_has_no_positions) {
    use("snp_name,snp_odds_ratio,snp_freq,effect_allele\nrs1,2,0.5,A\nrs9,2,0.5,C\n");
    const RiskTable table = run();
    const RiskTable same = tabled("id,age,rs1,rs9\na,50,1,\nb,50,0,\n");
    for (const std::size_t person : {0U, 1U})
        EXPECT_EQ(
            table.risks[0].people[person].horizons.at(0).risk,
            same.risks[0].people[person].horizons.at(0).risk);
}

TEST_F(SnpsOfVariants, yield_to_copies_in_the_table) {
    test::write_file(folder_ / "people.csv", "id,age,rs1\na,50,2\nb,50,\n");
    const RiskTable table = run();
    const RiskTable same = tabled("id,age,rs1,rs2,rs3,rs4,rs5\na,50,2,2,,,\nb,50,2,1,1,,\n");
    for (const std::size_t person : {0U, 1U})
        EXPECT_EQ(
            table.risks[0].people[person].horizons.at(0).risk,
            same.risks[0].people[person].horizons.at(0).risk);
}

TEST_F(SnpsOfVariants, may_all_be_absent_but_not_of_another_build) {
    use("snp_name,snp_odds_ratio,snp_freq,contig,pos,effect_allele\nrs1,2,0.5,1,7,G\n");
    const PersonRisk person = run().risks[0].people[0];
    const PersonRisk unknown = tabled("id,age\na,50\n").risks[0].people[0];
    EXPECT_EQ(person.horizons.at(0).risk, unknown.horizons.at(0).risk);
    ASSERT_EQ(person.missing.size(), 1U);
    EXPECT_EQ(person.missing[0].what, "SNP rs1");
    use(snps, ", genome_build: hg19");
    EXPECT_ERROR(run(), ErrorKind::bad_data, HasSubstr("on GRCh37, the genomes on GRCh38"));
    EXPECT_ERROR(use(snps, ", genome_build: hg"), ErrorKind::usage, HasSubstr("no genome build"));
}

TEST_F(SnpsOfVariants, need_alleles_in_the_table) {
    use("snp_name,snp_odds_ratio,snp_freq\nrs1,2,0.5\n");
    EXPECT_FALSE((SnpCollector{model_, {}}.is_needed()));
    use(snps);
    EXPECT_TRUE((SnpCollector{model_, {}}.is_needed()));
}

}  // namespace
}  // namespace genostrat::risk
