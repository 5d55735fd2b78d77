// SPDX-License-Identifier: MIT
#include "score/frequency_table.hpp"
#include "test_support.hpp"

#include <cmath>

namespace genostrat::score {
namespace {

using testing::AllOf;
using testing::HasSubstr;

FrequencyTable read(std::string_view content) {
    const test::TempDir folder;
    test::write_file(folder / "f.afreq", content);
    return FrequencyTable{(folder / "f.afreq").string()};
}

TEST(FrequencyTable, finds_by_place_and_by_id) {
    const FrequencyTable table = read("#CHROM\tID\tREF\tALT\tALT_FREQS\tOBS_CT\n"
                                      "1\tchr1:5:A:G\tA\tG\t0.25\t10\n"
                                      "1\trs1\tG\tA,T\t0.2,0.4\t10\n");
    EXPECT_EQ(table.find("chr1", 4, "x", "A", "G"), 0.25);
    EXPECT_EQ(table.find("1", 99, "rs1", "G", "T"), 0.4);
    EXPECT_TRUE(std::isnan(table.find("1", 99, "rs1", "G", "C")));
}

TEST(FrequencyTable, names_what_is_wrong) {
    EXPECT_ERROR(read("#ID\tREF\tALT\n"), ErrorKind::missing_input, HasSubstr("ALT_FREQS"));
    EXPECT_ERROR(
        read("#ID\tREF\tALT\tALT_FREQS\nrs1\tA\tG\t1.5\n"),
        ErrorKind::bad_data,
        AllOf(HasSubstr(":2"), HasSubstr("1.5")));
}

}  // namespace
}  // namespace genostrat::score
