// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cstdlib>

#include <genostrat/report/provenance.hpp>

namespace genostrat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class ReportTime : public ::testing::Test {
protected:
    void TearDown() override { ::unsetenv("SOURCE_DATE_EPOCH"); }
};

TEST_F(ReportTime, is_that_of_source_date_epoch) {
    ::setenv("SOURCE_DATE_EPOCH", "951782400", 1);  // date -u -d @951782400
    EXPECT_EQ(report_time(), "2000-02-29T00:00:00Z");
}

TEST_F(ReportTime, is_now_where_nothing_is_set) {
    EXPECT_THAT(report_time(), MatchesRegex("20[0-9][0-9]-[01][0-9]-[0-3][0-9]T..:..:..Z"));
}

TEST_F(ReportTime, refuses_what_is_no_number) {
    ::setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
    EXPECT_ERROR(report_time(), ErrorKind::usage, HasSubstr("'yesterday'"));
}

TEST(DescribeInput, gives_size_and_sha256) {
    const genostrat::test::TempDir folder;
    genostrat::test::write_file(folder / "in.txt", "abc");
    const InputFile input = describe_input("variants", folder / "in.txt");
    EXPECT_EQ(input.role, "variants");
    EXPECT_EQ(input.bytes, 3);
    EXPECT_EQ(input.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(DescribeInput, leaves_streams_unread) {
    const InputFile input = describe_input("variants", "-");
    EXPECT_FALSE(input.bytes);
    EXPECT_EQ(input.sha256, "");
}

TEST(DescribeInput, names_the_file_that_is_not_there) {
    EXPECT_ERROR(
        describe_input("variants", "/no/such.vcf"),
        ErrorKind::missing_input,
        HasSubstr("/no/such.vcf"));
}

TEST(StartProvenance, knows_program_and_library) {
    const Provenance provenance = start_provenance();
    EXPECT_EQ(provenance.program, "genostrat");
    EXPECT_THAT(provenance.version, MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
    ASSERT_EQ(provenance.libraries.size(), 1U);
    EXPECT_EQ(provenance.libraries[0].first, "HTSlib");
}

}  // namespace
}  // namespace genostrat::report
