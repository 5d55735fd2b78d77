// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <genostrat/report/words.hpp>

namespace genostrat::report {
namespace {

TEST(PercentileWords, has_the_right_ending_and_no_false_exactness_at_the_ends) {
    EXPECT_EQ(percentile_words(93.9), "94th percentile");
    EXPECT_EQ(percentile_words(1.0), "1st percentile");
    EXPECT_EQ(percentile_words(22), "22nd percentile");
    EXPECT_EQ(percentile_words(53.2), "53rd percentile");
    EXPECT_EQ(percentile_words(12), "12th percentile");
    EXPECT_EQ(percentile_words(0.3), "below the 1st percentile");
    EXPECT_EQ(percentile_words(99.7), "above the 99th percentile");
}

TEST(RiskSentence, is_the_given_one_or_says_what_is_known) {
    EXPECT_EQ(risk_sentence({.level = Level::high, .sentence = "As given."}), "As given.");
    EXPECT_EQ(
        risk_sentence({.level = Level::raised, .percentile = 93.9}),
        "Higher than about 94 of 100 people in the reference group.");
    EXPECT_EQ(
        risk_sentence({.level = Level::high, .percentile = 99.9}),
        "Among the highest 1 of 100 people in the reference group.");
    EXPECT_EQ(risk_sentence({.not_assessed_because = "no match"}), "Not assessed: no match.");
    EXPECT_EQ(risk_sentence({.level = Level::typical}), "");
}

TEST(Grouped, puts_a_comma_every_three_digits) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(46709983), "46,709,983");
    EXPECT_EQ(grouped(-999), "-999");
    EXPECT_EQ(grouped(-123456), "-123,456");
}

TEST(Rounded, keeps_significant_digits_and_drops_idle_zeros) {
    EXPECT_EQ(rounded(0.8123456, 6), "0.812346");
    EXPECT_EQ(rounded(1.5, 3), "1.5");
    EXPECT_EQ(rounded(-5.2, 3), "-5.2");
    EXPECT_EQ(rounded(1234.56, 3), "1235");
    EXPECT_EQ(rounded(100, 2), "100");
    EXPECT_EQ(rounded(0, 3), "0");
    EXPECT_EQ(rounded(0.00001234, 3), "1.23e-05");
}

TEST(Percent, never_rounds_to_nothing_or_to_all) {
    EXPECT_EQ(percent(0.0193), "1.93\u00A0%");
    EXPECT_EQ(percent(1), "100\u00A0%");
    EXPECT_EQ(percent(0), "0\u00A0%");
    EXPECT_EQ(percent(0.99999), "99.9\u00A0%");
    EXPECT_EQ(percent(0.00002), "<\u00A00.01\u00A0%");
}

TEST(FileSize, is_in_decimal_units) {
    EXPECT_EQ(file_size(999), "999 bytes");
    EXPECT_EQ(file_size(1000), "1 kB");
    EXPECT_EQ(file_size(52'123'456), "52.1 MB");
    EXPECT_EQ(file_size(999'999), "1 MB");
}

TEST(Copies, says_how_many_copies_of_the_allele) {
    EXPECT_EQ(copies("0/1"), "one copy");
    EXPECT_EQ(copies("1|0"), "one copy");
    EXPECT_EQ(copies("1|1"), "two copies");
    EXPECT_EQ(copies("1"), "one copy (single chromosome)");
    EXPECT_EQ(copies("1/2"), "one copy, with another variant");
    EXPECT_EQ(copies("./."), "no call");
    EXPECT_EQ(copies("0/0/1"), "0/0/1");
}

TEST(LevelName, is_what_report_json_has) {
    EXPECT_EQ(level_name(Level::not_assessed), "not_assessed");
    EXPECT_EQ(level_name(Level::high), "high");
}

}  // namespace
}  // namespace genostrat::report
