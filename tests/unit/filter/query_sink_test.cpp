// SPDX-License-Identifier: MIT
#include "filter_case.hpp"

#include <genostrat/filter/query_sink.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat {

namespace {

using ::testing::HasSubstr;

std::string run(QueryOptions options, int threads = 1) {
    const test::TempDir folder;
    test::write_file(
        folder / "case.vcf", std::string{filter::test::header} + std::string{filter::test::rows});
    const std::string out = (folder / "out.txt").string();
    auto pipeline =
        Pipeline{VcfSource{(folder / "case.vcf").string()}} | QuerySink{out, std::move(options)};
    static_cast<void>(std::move(pipeline).run({.threads = threads}));
    return test::read_file(out);
}

// Expected texts: bcftools 1.16 query -f … -i/-e … on the same rows.
TEST(QuerySink, prints_passing_samples) {
    EXPECT_EQ(
        run({.format = "[%POS %SAMPLE %GT\\n]", .filter = {.expression = "GT=\"het\""}}),
        "1 A 0/1\n3 A 0/1\n3 B 1|2\n6 A 0/1/1\n");
    EXPECT_EQ(
        run(
            {.format = "%POS[ %SAMPLE]\\n",
             .filter = {.expression = "GT=\"het\"", .exclude = true}}),
        "1 B C\n2 A B C\n3 C\n4 A B C\n5 A B C\n6 B C\n");
    EXPECT_EQ(
        run({.format = "%POS\\n", .filter = {.expression = "GT=\"het\"", .exclude = true}}),
        "2\n4\n5\n");
    EXPECT_EQ(run({.format = "%POS[ %GT]\\n", .filter = {.expression = "QUAL>25"}}), "4 . . .\n");
}

TEST(QuerySink, prints_a_header_and_the_same_for_any_number_of_threads) {
    const QueryOptions options{.format = "%POS\\n", .prints_header = true};
    EXPECT_EQ(run(options), "# [1]POS\n1\n2\n3\n4\n5\n6\n");
    EXPECT_EQ(run(options, 4), run(options));
}

TEST(QuerySink, fails_before_it_writes) {
    EXPECT_ERROR(run({.format = "%NOPE"}), ErrorKind::usage, HasSubstr("'NOPE'"));
    EXPECT_ERROR(
        run({.format = "%POS", .filter = {.expression = "NOPE>1"}}),
        ErrorKind::usage,
        HasSubstr("'NOPE'"));
}

}  // namespace

}  // namespace genostrat
