// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/risk/rates.hpp>

namespace genostrat::risk {
namespace {

using testing::HasSubstr;

RateBook book(std::string_view text, const RateReading& reading = {.what = "incidence"}) {
    return RateBook::of_table(io::DataTable::parse(text, "rates.csv"), reading);
}

TEST(RateBook, reads_ages_and_bands) {
    const AgeRates ages = book("age,rate\n40,0.1\n41,0.2\n42,\n").at();
    EXPECT_EQ(ages.first_age, 40);
    EXPECT_EQ(ages.end_age(), 43);
    EXPECT_DOUBLE_EQ(ages.at(41), 0.2);
    EXPECT_ERROR(ages.at(42), ErrorKind::bad_data, HasSubstr("no incidence for age 42"));
    EXPECT_ERROR(ages.at(39), ErrorKind::bad_data, HasSubstr("covers the ages 40 to 42"));
    // iCARE's three columns: the rate of the band is shared out among its years.
    EXPECT_DOUBLE_EQ(book("start,end,rate\n40,44,0.5\n45,49,0.25\n").at().at(44), 0.1);
    EXPECT_DOUBLE_EQ(
        book("start_age,end_age,rate\n40,44,0.5\n", {.band = BandRate::yearly}).at().at(44), 0.5);
    EXPECT_DOUBLE_EQ(book("age,rate\n40,250\n", {.per = 100'000}).at().at(40), 0.0025);
}

TEST(RateBook, tells_sex_and_region_apart) {
    const RateBook rates = book("sex,region,age,rate\nmale,North,1,0.1\nF,North,1,0.2\n");
    EXPECT_DOUBLE_EQ(rates.at("M", "north").at(1), 0.1);
    EXPECT_DOUBLE_EQ(rates.at("2", "North").at(1), 0.2);
    EXPECT_EQ(rates.find("female", "South"), nullptr);
    EXPECT_ERROR(rates.at("female", "South"), ErrorKind::bad_data, HasSubstr("female in north"));
}

TEST(RateBook, names_the_line_of_what_is_wrong) {
    const auto refused = [](std::string_view text, const std::string& message) {
        EXPECT_ERROR(book(text), ErrorKind::bad_data, HasSubstr(message));
    };
    refused(
        "age,rate\n40,0.1\n43,0.1\n",
        "rates.csv:3: column age: '43' leaves a gap: the ages 41 to 42");
    refused("age,rate\n40,0.1\n40,0.1\n", "given twice");
    refused("age,rate\n40,1.5\n", "lies in 0..1");
    refused("age,rate\n40,-0.1\n", "lies in 0..1");
    refused("age,rate\n40,x\n", "is no number");
    refused("age,rate\n40.5,0.1\n", "whole age");
    refused("start,end,rate\n40,39,0.1\n", "before the start");
    refused("age,rate\n", "no rows");
    EXPECT_ERROR(book("age,rat\n1,1\n"), ErrorKind::missing_input, HasSubstr("mean 'rat'"));
}

}  // namespace
}  // namespace genostrat::risk
