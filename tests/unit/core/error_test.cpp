// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/core/error.hpp>

namespace genostrat {
namespace {

TEST(Error, prints_place_message_and_help) {
    const Error error{
        ErrorKind::bad_data,
        "INFO/AF is 1.7 but must lie in 0..1",
        {.file = "cohort.vcf.gz", .contig = "chr7", .pos = 117'559'589},
        "check the header"};
    EXPECT_EQ(
        error.describe(),
        "cohort.vcf.gz: chr7:117559590: INFO/AF is 1.7 but must lie in 0..1\n"
        "help: check the header");
}

TEST(Error, prints_only_what_is_known) {
    EXPECT_EQ(Error(ErrorKind::usage, "no plan").describe(), "no plan");
    EXPECT_EQ((Where{.file = "a.vcf", .line = 12}.text()), "a.vcf:12");
    EXPECT_EQ((Where{.file = "a.bcf", .contig = "1", .record = 3}.text()), "a.bcf: record 3: 1");
}

TEST(Error, add_where_keeps_what_was_known) {
    Error error{ErrorKind::bad_data, "bad", {.line = 7}};
    error.add_where({.file = "a.vcf", .line = 9});
    EXPECT_EQ(error.where().file, "a.vcf");
    EXPECT_EQ(error.where().line, 7);
}

}  // namespace
}  // namespace genostrat
