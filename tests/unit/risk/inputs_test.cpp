// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cmath>

#include <genostrat/risk/inputs.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

TEST(InputReader, reads_numbers_and_levels_by_any_of_their_columns) {
    const std::vector<InputRule> rules{
        {.name = "sbp", .unit = "mmHg", .columns = {"pressure"}},
        {.name = "smoker", .levels = {{"no", 0}, {"yes", 1}}},
        {.name = "bmi", .assumed = 27}};
    const io::DataTable table =
        io::DataTable::parse("sample,pressure,smoker\na,120.5,YES\nb,NA,\nc,1,maybe\n", "p.csv");
    const InputReader reader{rules, table};
    EXPECT_DOUBLE_EQ(reader.read(0)[0], 120.5);
    EXPECT_DOUBLE_EQ(reader.read(0)[1], 1);
    EXPECT_TRUE(std::isnan(reader.read(0)[2]));
    EXPECT_TRUE(std::isnan(reader.read(1)[0]) && std::isnan(reader.read(1)[1]));
    EXPECT_ERROR(
        reader.read(2), ErrorKind::bad_data, HasSubstr("p.csv:4: column smoker: 'maybe' is no"));
    EXPECT_EQ(rules[0].words(120.5), "120.5 mmHg");
    EXPECT_EQ(rules[1].words(0), "no");
}

TEST(InputReader, names_the_absent_column_of_an_input_that_is_needed) {
    const std::vector<InputRule> rules{{.name = "age"}};
    const io::DataTable table = io::DataTable::parse("id,agee\na,1\n", "p.csv");
    EXPECT_ERROR(
        (InputReader{rules, table}), ErrorKind::missing_input, HasSubstr("did you mean 'agee'"));
    EXPECT_EQ(sample_column(table), 0U);
}

}  // namespace
}  // namespace genostrat::risk
