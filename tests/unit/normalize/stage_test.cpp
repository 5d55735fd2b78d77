// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/normalize/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::normalize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view header = "##fileformat=VCFv4.3\n"
                                    "##contig=<ID=1,length=40>\n"
                                    "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n"
                                    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
                                    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";

//                                 1234567890123456789012345678901234567890
constexpr std::string_view bases = "GGCACACACTTTTTTGATTACAGGGCATGCATTTAGCCAT";

/// Runs both stages over rows; gives the rows that come out.
std::vector<std::string>
run(const std::vector<std::string>& rows, NormalizeOptions options, bool with_reference = true) {
    const test::TempDir folder;
    std::string text{header};
    for (const std::string& row : rows)
        text += row + "\n";
    test::write_file(folder / "in.vcf", text);
    test::write_file(folder / "ref.fa", ">1\n" + std::string{bases} + "\n");
    if (with_reference)
        options.reference = std::make_shared<io::Fasta>(folder / "ref.fa");
    Pipeline pipeline{VcfSource{folder / "in.vcf"}};
    for (AnyStage<RecordBatch>& stage : make_stages(options, std::make_shared<NormalizeCounts>()))
        pipeline = std::move(pipeline) | std::move(stage);
    pipeline = std::move(pipeline) | VcfSink{folder / "out.vcf", {.parts = VcfParts::only_rows}};
    std::move(pipeline).run({.threads = 2});
    return test::lines_of(test::read_file(folder / "out.vcf"));
}

TEST(Normalize, left_aligns_and_sorts) {
    EXPECT_THAT(
        run({"1\t5\t.\tC\tG\t.\t.\t.\tGT\t0/1", "1\t7\t.\tCAC\tC\t.\t.\tAC=1\tGT\t0/1"}, {}),
        ElementsAre("1\t2\t.\tGCA\tG\t.\t.\tAC=1\tGT\t0/1", "1\t5\t.\tC\tG\t.\t.\t.\tGT\t0/1"));
}

TEST(Normalize, splits_then_aligns_each_part) {
    EXPECT_THAT(
        run({"1\t9\t.\tCT\tC,CTT\t.\t.\tAC=1,2\tGT\t1/2"}, {.multiallelics = Multiallelics::split}),
        ElementsAre("1\t9\t.\tCT\tC\t.\t.\tAC=1\tGT\t1/0", "1\t9\t.\tC\tCT\t.\t.\tAC=2\tGT\t0/1"));
}

TEST(Normalize, tells_where_a_row_came_from) {
    EXPECT_THAT(
        run({"1\t7\t.\tCAC\tC,CTC\t.\t.\tAC=1,2\tGT\t1/2"},
            {.multiallelics = Multiallelics::split, .old_record_tag = "OLD"}),
        ElementsAre(
            "1\t2\t.\tGCA\tG\t.\t.\tAC=1;OLD=1|7|CAC|C,CTC|1\tGT\t1/0",
            "1\t8\t.\tA\tT\t.\t.\tAC=2;OLD=1|7|CAC|C,CTC|2\tGT\t0/1"));
}

TEST(Normalize, leaves_symbols_and_breakends_in_peace) {
    const std::vector<std::string> rows{
        "1\t5\t.\tC\t<DEL>\t.\t.\t.\tGT\t0/1",
        "1\t6\t.\tA\tA[1:20[\t.\t.\t.\tGT\t0/1",
        "1\t7\t.\tC\t*\t.\t.\t.\tGT\t0/1"};
    EXPECT_EQ(run(rows, {}), rows);
}

TEST(Normalize, refuses_a_wrong_reference_allele) {
    const std::vector<std::string> wrong{"1\t5\t.\tT\tG\t.\t.\t.\tGT\t0/1"};
    EXPECT_ERROR(run(wrong, {}), ErrorKind::bad_data, HasSubstr("1:5: REF is not what"));
    EXPECT_EQ(run(wrong, {.check_reference = {.warns = true}}), wrong);
    EXPECT_THAT(run(wrong, {.check_reference = {.excludes = true}}), ElementsAre());
}

std::vector<std::string> ids_after(Duplicates duplicates) {
    const std::vector<std::string> alleles{
        "a\tA\tC",
        "b\tA\tC",
        "c\tA\tG",
        "d\tA\tAT",
        "e\tA\tAT",
        "f\tA\tATT",
        "g\tAT\tCG",
        "h\tA\t<DEL>",
        "i\tA\tC,G",
        "j\tA\tG,C",
        "k\tA\t.",
        "l\tA\t<DEL>"};
    std::vector<std::string> rows;
    for (const std::string& columns : alleles)
        rows.push_back("1\t10\t" + columns + "\t.\t.\t.\tGT\t0/1");
    std::string ids;
    for (const std::string& row : run(rows, {.duplicates = duplicates}, false))
        ids += row.substr(5, 1);
    return {ids};
}

// Expected: bcftools 1.16, norm -d, on the same rows.
TEST(Normalize, removes_duplicates_by_kind) {
    EXPECT_THAT(ids_after(Duplicates::snps), ElementsAre("adefhkl"));
    EXPECT_THAT(ids_after(Duplicates::indels), ElementsAre("abcdghijkl"));
    EXPECT_THAT(ids_after(Duplicates::both), ElementsAre("adhkl"));
    EXPECT_THAT(ids_after(Duplicates::all), ElementsAre("a"));
    EXPECT_THAT(ids_after(Duplicates::exact), ElementsAre("acdfghik"));
}

// What is left out says nothing about what comes behind it (bcftools 1.16 on the same rows).
TEST(Normalize, judges_duplicates_by_the_kept_rows) {
    EXPECT_THAT(
        run({"1\t5\ta\tC\tG\t.\t.\t.\tGT\t0/1",
             "1\t5\tb\tC\tG,CC\t.\t.\t.\tGT\t0/1",
             "1\t5\tc\tC\tCT\t.\t.\t.\tGT\t0/1"},
            {.duplicates = Duplicates::both},
            false),
        ElementsAre("1\t5\ta\tC\tG\t.\t.\t.\tGT\t0/1", "1\t5\tc\tC\tCT\t.\t.\t.\tGT\t0/1"));
}

// Deletions of one place are duplicates before they move apart (bcftools 1.16).
TEST(Normalize, finds_duplicates_where_rows_came_in) {
    const std::vector<std::string> rows{
        "1\t14\t.\tTT\tT\t.\t.\t.\tGT\t0/1", "1\t14\t.\tTTGATTA\tTTA\t.\t.\t.\tGT\t0/1"};
    EXPECT_EQ(run(rows, {}).size(), 2U);
    EXPECT_THAT(
        run(rows, {.duplicates = Duplicates::indels}),
        ElementsAre("1\t9\t.\tCT\tC\t.\t.\t.\tGT\t0/1"));
}

TEST(Normalize, atomizes_before_it_splits) {
    EXPECT_THAT(
        run({"1\t5\t.\tCA\tGT,GA\t.\t.\tAC=1,2\tGT\t1/2"},
            {.multiallelics = Multiallelics::split, .atomizes = true}),
        ElementsAre(
            "1\t5\t.\tC\tG\t.\t.\tAC=1\tGT\t1/1",
            "1\t5\t.\tC\t*\t.\t.\tAC=.\tGT\t0/0",
            "1\t6\t.\tA\tT\t.\t.\tAC=1\tGT\t1/0"));
}

TEST(Normalize, sets_the_reference_allele) {
    const NormalizeOptions sets{.check_reference = {.sets = true}};
    EXPECT_THAT(
        run({"1\t5\t.\tG\tC\t.\t.\tAC=1\tGT\t0|1",
             "1\t6\t.\tG\tT\t.\t.\t.\tGT\t0|1",
             "1\t7\t.\tC\tC,T\t.\t.\tAC=1,1\tGT\t1|2"},
            sets),
        ElementsAre(
            "1\t5\t.\tC\tG\t.\t.\tAC=.\tGT\t1|0",
            "1\t6\t.\tA\tT\t.\t.\t.\tGT\t0|1",
            "1\t7\t.\tC\tT\t.\t.\tAC=1\tGT\t0|1"));
}

TEST(Normalize, moves_the_end_along) {
    EXPECT_THAT(
        run({"1\t7\t.\tCAC\tC\t.\t.\tEND=9\tGT\t0/1"}, {}),
        ElementsAre("1\t2\t.\tGCA\tG\t.\t.\tEND=4\tGT\t0/1"));
}

TEST(Normalize, joins_snps_and_others_apart) {
    EXPECT_THAT(
        run({"1\t5\t.\tC\tCT\t.\t.\tAC=1\tGT\t0/1",
             "1\t5\t.\tC\tG\t.\t.\tAC=2\tGT\t0/1",
             "1\t5\t.\tCA\tC\t.\t.\tAC=3\tGT\t0/1",
             "1\t5\t.\tC\tT\t.\t.\tAC=4\tGT\t0/1"},
            {.multiallelics = Multiallelics::join},
            false),
        ElementsAre(
            "1\t5\t.\tC\tG,T\t.\t.\tAC=2,4\tGT\t2/1", "1\t5\t.\tCA\tCTA,C\t.\t.\tAC=1,3\tGT\t2/1"));
}

TEST(Normalize, names_a_contig_that_the_reference_lacks) {
    EXPECT_ERROR(
        run({"7\t5\t.\tT\tG\t.\t.\t.\tGT\t0/1"}, {}),
        ErrorKind::bad_data,
        HasSubstr("no contig 7"));
}

TEST(CheckReference, reads_bcftools_letters) {
    EXPECT_TRUE(CheckReference::parse("e").fails());
    EXPECT_TRUE(CheckReference::parse("wx").warns);
    EXPECT_TRUE(CheckReference::parse("wx").excludes);
    EXPECT_TRUE(CheckReference::parse("x").excludes);
    EXPECT_TRUE(CheckReference::parse("ws").sets);
    EXPECT_TRUE(CheckReference::parse("we").fails());
    EXPECT_ERROR(CheckReference::parse("q"), ErrorKind::usage, HasSubstr("'q'"));
}

}  // namespace
}  // namespace genostrat::normalize
