// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

#include <genostrat/filter/stage.hpp>

namespace genostrat {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view header = "##fileformat=VCFv4.2\n"
                                    "##contig=<ID=1,length=100000>\n"
                                    "##FILTER=<ID=q10,Description=\"x\">\n"
                                    "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n"
                                    "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"x\">\n"
                                    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                                    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"
                                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";

constexpr std::string_view rows = "1\t1\tr1\tA\tC\t10\tPASS\tAC=1;AN=4\tGT:GQ\t0/1:10\t0|0:30\n"
                                  "1\t2\t.\tA\tT\t30\t.\tAC=3;AN=4\tGT:GQ\t0/1:50\t1|1:30\n"
                                  "1\t3\t.\tA\tT\t30\tq10\t.\tGT:GQ\t0/1:5\t1:3\n"
                                  "1\t4\t.\tA\tT\t5\tq10\t.\tGT\t0/1\t1\n"
                                  "1\t5\t.\tA\tT\t5\t.\t.\tGT\t0/1\t1\n";

struct Result {
    std::string header{};
    std::vector<std::string> lines{};
    std::vector<std::string> filters{};
};

Result run(FilterOptions options) {
    Schema schema = Schema::parse(std::string{header}, "case.vcf");
    Filter stage{std::move(options)};
    stage.bind(schema);
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    std::vector<RowId> all;
    for (const std::string& line : test::lines_of(rows))
        all.push_back(batch.add_line(line));
    batch.set_order(all);
    stage.process(batch);
    Result out{.header = schema.text()};
    for (const RowId row : batch.rows()) {
        std::string line;
        batch.append_line(row, line);
        out.lines.push_back(line);
        out.filters.emplace_back(batch.filter(row));
    }
    return out;
}

TEST(Filter, leaves_rejected_rows_out_and_others_as_they_are) {
    const auto lines = test::lines_of(rows);
    EXPECT_THAT(
        run({.expression = "QUAL<20", .exclude = true}).lines, ElementsAre(lines[1], lines[2]));
    EXPECT_THAT(run({.expression = "QUAL<20"}).lines, ElementsAre(lines[0], lines[3], lines[4]));
}

// Expected FILTER columns and genotypes: bcftools 1.16 `filter -e … -s LQ [-m …]` and `-S`.
TEST(Filter, marks_rejected_rows_as_bcftools_does) {
    const FilterOptions soft{.expression = "QUAL<20", .exclude = true, .soft_filter = "LQ"};
    const Result marked = run(soft);
    EXPECT_THAT(marked.filters, ElementsAre("LQ", "PASS", "q10", "LQ", "LQ"));
    EXPECT_THAT(marked.header, HasSubstr("##FILTER=<ID=LQ,Description=\"Set if true: QUAL<20\">"));
    FilterOptions options = soft;
    options.appends = true;
    EXPECT_THAT(run(options).filters, ElementsAre("LQ", "PASS", "q10", "q10;LQ", "LQ"));
    options.resets = true;
    EXPECT_THAT(run(options).filters, ElementsAre("LQ", "PASS", "PASS", "q10;LQ", "LQ"));
    options.appends = false;
    EXPECT_THAT(run(options).filters, ElementsAre("LQ", "PASS", "PASS", "LQ", "LQ"));
    options.soft_filter = "+";
    EXPECT_THAT(run(options).header, HasSubstr("##FILTER=<ID=Filter1,"));
}

TEST(Filter, blanks_genotypes_of_rejected_samples_as_bcftools_does) {
    const Result low =
        run({.expression = "GQ<20", .exclude = true, .genotypes = RejectedGenotype::missing});
    ASSERT_EQ(low.lines.size(), 5U);
    EXPECT_THAT(low.lines[0], HasSubstr("AC=0;AN=2\tGT:GQ\t./.:10\t0|0:30"));
    EXPECT_THAT(low.lines[1], HasSubstr("AC=3;AN=4\tGT:GQ\t0/1:50\t1|1:30"));
    EXPECT_THAT(low.lines[2], HasSubstr("\tGT:GQ\t./.:5\t.:3"));
    EXPECT_THAT(low.lines[3], HasSubstr("\tGT\t0/1\t1"));
    const Result reference = run({.expression = "GQ>20", .genotypes = RejectedGenotype::reference});
    EXPECT_THAT(reference.lines[0], HasSubstr("AC=0;AN=4\tGT:GQ\t0/0:10\t0|0:30"));
    EXPECT_THAT(reference.lines[3], HasSubstr("\tGT\t0/0\t0"));
}

TEST(Filter, refuses_a_name_that_cannot_stand_in_filter) {
    EXPECT_ERROR(
        run({.expression = "QUAL<20", .soft_filter = "a;b"}), ErrorKind::usage, HasSubstr("a;b"));
}

}  // namespace

}  // namespace genostrat
