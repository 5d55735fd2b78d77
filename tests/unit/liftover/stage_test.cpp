// SPDX-License-Identifier: MIT
#include "lift_case.hpp"

#include <genostrat/liftover/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::liftover {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view header = "##fileformat=VCFv4.3\n"
                                    "##contig=<ID=1,length=40>\n"
                                    "##contig=<ID=B,length=999>\n"
                                    "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n"
                                    "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"x\">\n"
                                    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
                                    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                                    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
                                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";

struct Result {
    std::string lifted{};
    std::string rejected{};
    std::shared_ptr<LiftoverCounts> counts{std::make_shared<LiftoverCounts>()};
};

Result run(const std::string& rows, int threads = 2) {
    const test::TempDir folder;
    test::write_file(folder / "a.chain", chain_text);
    test::write_file(folder / "target.fa", target_text);
    test::write_file(folder / "in.vcf", std::string{header} + rows);
    Result result;
    const auto kept = std::make_shared<std::string>();
    auto pipeline =
        Pipeline{VcfSource{folder / "in.vcf"}} | KeepHeader{kept} |
        Liftover{
            {.chains = std::make_shared<const ChainMap>(ChainMap::read(folder / "a.chain")),
             .target = std::make_shared<const io::Fasta>(folder / "target.fa"),
             .source_tag = "WAS"},
            result.counts} |
        LiftoverOrder{} | VcfSink{folder / "out.vcf"} | RejectSink{folder / "rejected.vcf", kept};
    std::move(pipeline).run({.threads = threads});
    result.lifted = test::read_file(folder / "out.vcf");
    result.rejected = test::read_file(folder / "rejected.vcf");
    return result;
}

std::vector<std::string> rows_of(std::string_view text) {
    std::vector<std::string> lines = test::lines_of(text);
    std::erase_if(lines, [](const std::string& line) { return line.starts_with('#'); });
    return lines;
}

constexpr std::string_view rows = "1\t4\ta\tT\tC\t9\tPASS\tAC=1;AN=4\tGT:AD\t0|1:7,3\n"
                                  "1\t9\tb\tG\tA\t.\t.\t.\tGT\t0/1\n"
                                  "1\t22\tc\tT\tC\t.\t.\t.\tGT\t0/1\n"
                                  "1\t31\td\tC\tA\t.\t.\tEND=31\tGT\t0/1\n"
                                  "1\t2\te\tC\tG\t.\t.\tAC=.\tGT\t./1\n";

TEST(Liftover, writes_rows_in_the_order_of_the_target) {
    const Result result = run(std::string{rows});
    EXPECT_THAT(
        rows_of(result.lifted),
        ElementsAre(
            "B\t25\tc\tA\tG\t.\t.\tLIFT_FLIP;WAS=1|22|T|C\tGT\t0/1",
            "A\t7\te\tC\tG\t.\t.\tAC=.;WAS=1|2|C|G\tGT\t./1",
            "A\t9\ta\tC\tT\t9\tPASS\tAC=3;AN=4;LIFT_SWAP=1;WAS=1|4|T|C\tGT:AD\t1|0:3,7",
            "A\t26\td\tC\tA\t.\t.\tEND=26;WAS=1|31|C|A\tGT\t0/1"));
    EXPECT_EQ(result.counts->lifted.load(), 4);
    EXPECT_EQ(result.counts->swapped.load(), 1);
    EXPECT_EQ(result.counts->flipped.load(), 1);
    EXPECT_EQ(result.counts->n_rejected(), 1);
}

TEST(Liftover, gives_the_header_the_target_contigs) {
    const std::string text = run(std::string{rows}).lifted;
    EXPECT_THAT(text, HasSubstr("##contig=<ID=B,length=30>\n"));
    EXPECT_THAT(text, HasSubstr("##contig=<ID=A,length=50>\n"));
    EXPECT_THAT(text, testing::Not(HasSubstr("length=999")));
}

TEST(Liftover, writes_rejected_rows_with_their_reason) {
    const std::string text = run(std::string{rows}).rejected;
    EXPECT_THAT(rows_of(text), ElementsAre("1\t9\tb\tG\tA\t.\t.\tLIFT_REJECT=unmapped\tGT\t0/1"));
    EXPECT_THAT(text, HasSubstr("##contig=<ID=B,length=999>\n"));
    EXPECT_THAT(text, HasSubstr("##INFO=<ID=LIFT_REJECT,"));
}

TEST(Liftover, gives_the_same_bytes_for_any_number_of_threads) {
    std::string many;
    for (int row = 0; row < 20'000; ++row)
        many += "1\t" + std::to_string(1 + row % 40) + "\t" + std::to_string(row) +
                "\tA\tC\t.\t.\t.\tGT\t0/1\n";
    const Result one = run(many, 1);
    const Result two = run(many, 3);
    EXPECT_EQ(one.lifted, two.lifted);
    EXPECT_EQ(one.rejected, two.rejected);
    EXPECT_GT(one.counts->lifted.load(), 1000);
}

TEST(Liftover, passes_an_empty_file) {
    EXPECT_THAT(rows_of(run("").lifted), ElementsAre());
}

TEST(Liftover, refuses_a_chain_of_other_contigs) {
    const test::TempDir folder;
    test::write_file(folder / "a.chain", chain_text);
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=9,length=4>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    auto pipeline =
        Pipeline{VcfSource{folder / "in.vcf"}} |
        Liftover{
            {.chains = std::make_shared<const ChainMap>(ChainMap::read(folder / "a.chain"))},
            std::make_shared<LiftoverCounts>()} |
        VcfSink{folder / "out.vcf"};
    EXPECT_ERROR(
        std::move(pipeline).run({}), ErrorKind::usage, HasSubstr("no contig of the input"));
}

}  // namespace
}  // namespace genostrat::liftover
