// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/coverage/regions.hpp>

namespace genostrat::coverage {
namespace {

alignment::Header header() {
    alignment::Header made;
    made.contigs.add("c1", 25);
    made.contigs.add("c2", 20);
    return made;
}

TEST(Regions, cuts_windows_up_to_the_contigs_end) {
    const Regions regions{header(), 10};
    EXPECT_EQ(regions.size(0), 3);
    EXPECT_EQ(regions.size(1), 2);  // no empty tail
    EXPECT_EQ(regions.get(0, 2).begin, 20);
    EXPECT_EQ(regions.get(0, 2).end, 25);
    EXPECT_EQ(regions.first_from(0, 11), 2);
}

TEST(Regions, sorts_by_begin_and_keeps_the_files_order) {
    const test::TempDir folder;
    test::write_file(
        folder / "r.bed", "#c\ntrack x\nc1\t9\t12\tb b\tx\nc1\t3\t5\r\nc1\t9\t10\n\nc2\t1\t2\n");
    const std::string path = (folder / "r.bed").string();
    const Regions regions{header(), path, Rules::genostrat, {}};
    ASSERT_EQ(regions.size(0), 3);
    EXPECT_EQ(regions.get(0, 0).begin, 3);
    EXPECT_EQ(regions.get(0, 1).name, "b b");
    EXPECT_EQ(regions.get(0, 2).name, "");
    EXPECT_EQ(regions.size(1), 1);
    // mosdepth 0.3.3 stops at an empty line.
    EXPECT_EQ((Regions{header(), path, Rules::mosdepth, {}}).size(1), 0);
}

TEST(Regions, names_the_line_that_is_wrong) {
    const test::TempDir folder;
    const std::string path = (folder / "r.bed").string();
    test::write_file(path, "c1\t1\t2\nc1\t5\t3\n");
    EXPECT_ERROR(
        (Regions{header(), path, Rules::genostrat, {}}),
        ErrorKind::bad_data,
        testing::HasSubstr("r.bed:2"));
    test::write_file(path, "c1\tx\t3\n");
    EXPECT_ERROR(
        (Regions{header(), path, Rules::genostrat, {}}),
        ErrorKind::bad_data,
        testing::HasSubstr("begin is 'x'"));
    test::write_file(path, "c1 1 2\n");
    EXPECT_ERROR(
        (Regions{header(), path, Rules::genostrat, {}}),
        ErrorKind::bad_data,
        testing::HasSubstr("tabs"));
    EXPECT_EQ((Regions{header(), path, Rules::mosdepth, {}}).size(0), 0);
}

}  // namespace
}  // namespace genostrat::coverage
