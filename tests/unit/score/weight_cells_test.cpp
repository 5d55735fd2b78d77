// SPDX-License-Identifier: MIT
#include "score/weight_cells.hpp"
#include "test_support.hpp"

#include <cmath>

#include <genostrat/score/scoring_file.hpp>

namespace genostrat::score {
namespace {

using testing::HasSubstr;

const std::vector<std::string> names{"S1", "S2", "S3"};

TEST(ReadWeights, reads_plain_and_unusual_numbers_alike) {
    std::vector<double> weights;
    EXPECT_EQ(read_weights("-0.25\t 1e-300 \t+3", '\t', names, Scale::linear, weights), 3U);
    EXPECT_EQ(weights, (std::vector<double>{-0.25, 1e-300, 3.0}));
}

TEST(ReadWeights, marks_absent_cells) {
    std::vector<double> weights;
    EXPECT_EQ(read_weights("NA,,-", ',', names, Scale::linear, weights), 3U);
    for (const double weight : weights)
        EXPECT_TRUE(std::isnan(weight));
}

TEST(ReadWeights, tells_where_a_line_ends_early) {
    std::vector<double> weights;
    EXPECT_EQ(read_weights("1\t2", '\t', names, Scale::linear, weights), 2U);
    EXPECT_EQ(read_weights("1\t2\t3\tmore", '\t', names, Scale::linear, weights), 3U);
}

TEST(ReadWeights, takes_logarithms_of_ratios) {
    std::vector<double> weights;
    EXPECT_EQ(read_weights("1,2,0.5", ',', names, Scale::ratio, weights), 3U);
    EXPECT_EQ(weights, (std::vector<double>{0.0, std::log(2.0), std::log(0.5)}));
    EXPECT_ERROR(
        static_cast<void>(read_weights("1,0,1", ',', names, Scale::ratio, weights)),
        ErrorKind::bad_data,
        HasSubstr("S2 is 0, but a ratio is greater than 0"));
}

TEST(ReadWeights, names_the_column_of_what_is_no_number) {
    std::vector<double> weights;
    for (const char* const text : {"1\t2\t0.5x", "1\t2\t1.2.3", "1\t2\tinf", "1\t2\t1 2"})
        EXPECT_ERROR(
            static_cast<void>(read_weights(text, '\t', names, Scale::linear, weights)),
            ErrorKind::bad_data,
            HasSubstr("S3 is '"));
}

}  // namespace
}  // namespace genostrat::score
