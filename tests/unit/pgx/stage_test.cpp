// SPDX-License-Identifier: MIT
#include "pgx_data.hpp"

#include <genostrat/pgx/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class PgxStageTest : public testing::Test {
protected:
    void SetUp() override { test::write_pgx_data(folder_.path()); }

    CohortCalls call(
        const std::string& rows,
        CohortOptions options = {},
        GenotypeFilters filters = {},
        PgxInputs inputs = {}) {
        const auto path = folder_ / "in.vcf";
        test::write_file(path, test::pgx_vcf_header + rows);
        auto result =
            (Pipeline{VcfSource{path.string()}} |
             PgxStage{load_bundle(folder_.path()), std::move(options), filters, std::move(inputs)})
                .run({.threads = 1});
        return *result.results.find<CohortCalls>();
    }

    /// Diplotypes of GEN1 (second gene of the bundle) of sample A.
    static std::string first(const CohortCalls& calls) {
        const GeneCall& call = *calls.results.at(1).at(0).call;
        return call.diplotypes.empty() ? call.no_call_reason : call.diplotypes.front().text();
    }

    test::TempDir folder_{};
};

TEST_F(PgxStageTest, calls_samples_of_a_cohort) {
    const CohortCalls calls = call("chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t1/"
                                   "1\nchr1\t2000\t.\tCAT\tC\t.\t.\t.\tGT\t0/0\t0/0\n");
    EXPECT_EQ(first(calls), "*1/*2");
    EXPECT_EQ(calls.results[1][1].call->diplotypes.at(0).text(), "*2/*2");
    EXPECT_EQ(calls.results[1][1].phenotypes->at(0).phenotype, "Poor");
}

TEST_F(PgxStageTest, knows_contigs_by_other_names) {
    EXPECT_EQ(first(call("1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0\n")), "*1/*2");
}

TEST_F(PgxStageTest, never_takes_an_absent_position_as_reference) {
    const CohortCalls calls = call("chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0\n");
    EXPECT_THAT(calls.results[1][0].call->missing_loci, ElementsAre(1));
    EXPECT_THAT(calls.results[1][0].call->uncallable, ElementsAre(2));  // *3
    EXPECT_EQ(calls.results[0][0].call->no_call_reason, "no position of the gene is called");
}

TEST_F(PgxStageTest, assumes_reference_on_request_only) {
    const std::string row = "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t./.\n";
    const CohortCalls absent = call(row, {.absent_to_reference = true});
    EXPECT_THAT(absent.results[1][0].call->assumed_loci, ElementsAre(1));
    EXPECT_FALSE(absent.results[0][0].call->is_called());  // no record of G6PD at all
    const CohortCalls unspecified = call(row, {.unspecified_to_reference = true});
    EXPECT_THAT(unspecified.results[1][1].call->assumed_loci, ElementsAre(0));
}

TEST_F(PgxStageTest, infers_reference_from_blocks_that_cover_the_whole_position) {
    const std::string snv =
        "chr1\t1000\t.\tC\tT,<NON_REF>\t.\t.\t.\tGT:DP:GQ\t0/1:30:99\t0/0:30:99\n";
    const auto block = [&](const std::string& end, const std::string& sample) {
        return snv + "chr1\t1990\t.\tA\t<NON_REF>\t.\t.\tEND=" + end + "\tGT:DP:GQ\t" + sample +
               "\t0/0:30:99\n";
    };
    const CohortCalls covered = call(block("2002", "0/0:30:99"));
    EXPECT_THAT(covered.results[1][0].call->inferred_loci, ElementsAre(1));
    EXPECT_THAT(call(block("2001", "0/0:30:99")).results[1][0].call->missing_loci, ElementsAre(1));
    EXPECT_THAT(call(block("2002", "0/0:3:99")).results[1][0].call->missing_loci, ElementsAre(1));
    EXPECT_THAT(call(block("2002", "0/0:30:9")).results[1][0].call->missing_loci, ElementsAre(1));
    EXPECT_THAT(call(block("2002", "./.:30:99")).results[1][0].call->missing_loci, ElementsAre(1));
}

TEST_F(PgxStageTest, drops_genotypes_that_filters_refuse) {
    const std::string row =
        "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT:DP:GQ:FT\t0/1:8:15:LowQ\t0/0:30:99:PASS\n";
    EXPECT_EQ(first(call(row)), "*1/*2");
    EXPECT_EQ(first(call(row, {}, {.use_ft = true})), "no position of the gene is called");
    EXPECT_EQ(first(call(row, {}, {.min_gq = 20})), "no position of the gene is called");
    EXPECT_EQ(first(call(row, {}, {.min_dp = 10})), "no position of the gene is called");
    EXPECT_EQ(first(call(row, {}, {.min_dp = 8})), "*1/*2");
}

TEST_F(PgxStageTest, knows_phase_sets_that_are_texts_or_not_declared) {
    const auto phased = [&](const std::string& header, const std::string& sets) {
        const auto path = folder_ / "phase.vcf";
        test::write_file(
            path,
            "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n" + header +
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
                "# a remark\n"
                "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT:PS\t0|1:" +
                sets + "\nchr1\t2000\t.\tCAT\tC\t.\t.\t.\tGT:PS\t0|1:7\n");
        auto result =
            (Pipeline{VcfSource{path.string()}} | PgxStage{load_bundle(folder_.path()), {}, {}})
                .run({.threads = 1});
        return result.results.find<CohortCalls>()->results.at(1).at(0).call->is_effectively_phased;
    };
    const std::string text = "##FORMAT=<ID=PS,Number=1,Type=String,Description=\"p\">\n";
    for (const std::string& header : {std::string{}, text}) {
        EXPECT_TRUE(phased(header, "7"));
        EXPECT_FALSE(phased(header, "8"));
    }
    EXPECT_FALSE(phased(text, "PATMAT"));
}

TEST_F(PgxStageTest, filters_by_a_quality_that_is_no_integer) {
    const auto path = folder_ / "gq.vcf";
    test::write_file(
        path,
        "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n"
        "##FORMAT=<ID=GQ,Number=1,Type=Float,Description=\"q\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
        "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT:GQ\t0/1:15.5\n");
    const auto reason = [&](std::int32_t min_gq) {
        auto result = (Pipeline{VcfSource{path.string()}} |
                       PgxStage{load_bundle(folder_.path()), {}, {.min_gq = min_gq}})
                          .run({.threads = 1});
        return result.results.find<CohortCalls>()->results.at(1).at(0).call->no_call_reason;
    };
    EXPECT_EQ(reason(15), "");
    EXPECT_EQ(reason(16), "no position of the gene is called");
}

TEST_F(PgxStageTest, reads_genotypes_whose_last_fields_are_dropped) {
    EXPECT_EQ(first(call("chr1\t1000\t.\tC\tT\t.\t.\t.\tGT:PS\t0/1\t0|1:7\n")), "*1/*2");
}

TEST_F(PgxStageTest, reads_padded_records_as_those_of_their_locus) {
    const CohortCalls calls = call("chr1\t1998\t.\tGGCAT\tGGC\t.\t.\t.\tGT\t0/1\t1/1\n");
    EXPECT_EQ(first(calls), "*1/*3");
    EXPECT_EQ(calls.results[1][1].call->diplotypes.at(0).text(), "*3/*3");
}

TEST_F(PgxStageTest, aligns_to_the_left_with_a_fasta) {
    // position 2000 is the C of CATATAT
    const auto path = folder_ / "genome.fa";
    test::write_file(path, ">chr1\n" + std::string(1999, 'G') + "CATATATGGG\n");
    const std::string row = "chr1\t2004\t.\tTAT\tT\t.\t.\t.\tGT\t0/1\t1/1\n";
    EXPECT_EQ(first(call(row)), "no position of the gene is called");
    const CohortCalls calls =
        call(row, {}, {}, {.fasta = std::make_shared<const io::Fasta>(path.string())});
    EXPECT_EQ(first(calls), "*1/*3");
    EXPECT_EQ(calls.results[1][1].call->diplotypes.at(0).text(), "*3/*3");
}

TEST_F(PgxStageTest, reads_outside_calls_of_a_named_sample) {
    const auto path = folder_ / "outside.tsv";
    test::write_file(path, "GEN1\t*2/*2\n");
    const OutsideFile outside = read_outside_file("B=" + path.string());
    EXPECT_EQ(outside.sample, "B");
    const CohortCalls calls =
        call("chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0\n", {}, {}, {.outside = {outside}});
    EXPECT_EQ(calls.phenotypes_of(1, 0).at(0).diplotype(), "*1/*2");
    EXPECT_EQ(calls.phenotypes_of(1, 1).at(0).diplotype(), "*2/*2");
}

TEST_F(PgxStageTest, reads_sexes_from_a_table_with_a_header) {
    const auto path = folder_ / "samples.psam";
    test::write_file(path, "#IID\tSEX\nA\t1\nB\tF\nC\t0\n");
    const auto sexes = read_sexes(path.string());
    EXPECT_EQ(sexes.at("A"), Sex::male);
    EXPECT_EQ(sexes.at("B"), Sex::female);
    EXPECT_EQ(sexes.at("C"), Sex::unknown);
}

TEST_F(PgxStageTest, joins_a_site_split_into_two_records) {
    const CohortCalls calls = call(
        "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\t0/0\nchr1\t1000\t.\tC\tG\t.\t.\t.\tGT\t1/0\t0/1\n");
    EXPECT_EQ(first(calls), "*2/*4");
    EXPECT_EQ(calls.results[1][1].call->diplotypes.at(0).text(), "*1/*4");
}

TEST_F(PgxStageTest, calls_one_allele_of_a_man) {
    const std::string row = "chrX\t500\t.\tG\tA\t.\t.\t.\tGT\t1/1\t0/1\n";
    const CohortCalls given = call(row, {.sexes = {{"A", Sex::male}, {"B", Sex::female}}});
    EXPECT_EQ(given.results[0][0].call->diplotypes.at(0).text(), "A");
    EXPECT_EQ(given.results[0][1].call->diplotypes.at(0).text(), "A/B (reference)");
    const CohortCalls inferred = call("chrX\t500\t.\tG\tA\t.\t.\t.\tGT\t1\t0/1\n");
    EXPECT_EQ(inferred.sexes[0], Sex::male);
    EXPECT_EQ(inferred.sexes[1], Sex::female);
    EXPECT_EQ(inferred.results[0][0].call->diplotypes.at(0).text(), "A");
}

TEST_F(PgxStageTest, names_the_sample_without_a_sex) {
    EXPECT_ERROR(
        call("chrX\t500\t.\tG\tA\t.\t.\t.\tGT\t1/1\t0/1\n", {.sexes = {{"A", Sex::male}}}),
        ErrorKind::missing_input,
        HasSubstr("sample 'B' has no sex"));
}

TEST_F(PgxStageTest, warns_of_a_position_off_ref) {
    const CohortCalls calls = call("chr1\t1000\t.\tA\tT\t.\t.\t.\tGT\t0/1\t0/0\n");
    EXPECT_THAT(calls.warnings, ElementsAre(HasSubstr("chr1:1000: REF is A but GEN1")));
    EXPECT_FALSE(calls.results[1][0].call->is_called());
}

TEST_F(PgxStageTest, refuses_another_build) {
    const auto path = folder_ / "b37.vcf";
    test::write_file(
        path,
        "##fileformat=VCFv4.3\n##contig=<ID=1,length=249250621>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n");
    EXPECT_ERROR(
        (Pipeline{VcfSource{path.string()}} | PgxStage{load_bundle(folder_.path()), {}, {}})
            .run({}),
        ErrorKind::bad_data,
        HasSubstr("GRCh37"));
}

}  // namespace
}  // namespace genostrat::pgx
