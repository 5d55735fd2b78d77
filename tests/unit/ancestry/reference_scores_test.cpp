// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/ancestry/reference_scores.hpp>

namespace genostrat::ancestry {
namespace {

using testing::HasSubstr;

class ReferenceScores : public testing::Test {
protected:
    SumTable read(std::string_view text) const {
        test::write_file(folder_ / "sums.tsv", text);
        return SumTable::read((folder_ / "sums.tsv").string());
    }

    const std::vector<std::string> samples_{"a", "b", "c", "d"};
    const std::vector<double> pcs_{-1, 9, -1, 8, 1, 7, 1, 9};  // two components each
    const std::vector<std::size_t> groups_{0, 0, 1, 1};
    const ReferencePeople people_{samples_, pcs_, 2, groups_, 3};

private:
    test::TempDir folder_;
};

TEST_F(ReferenceScores, are_read_from_the_table_of_genostrat_score) {
    const SumTable sums = read("sample\tscore\tSUM\na\tP1\t0.5\na\tP2\t1\nb\tP1\tNA\n");
    EXPECT_EQ(sums.scores, (std::vector<std::string>{"P1", "P2"}));
    ASSERT_NE(sums.find("P1"), nullptr);
    EXPECT_EQ(sums.find("P1")->size(), 1U);
    EXPECT_EQ(sums.find("P1")->at("a"), 0.5);
    EXPECT_EQ(sums.find("P3"), nullptr);
    EXPECT_ERROR(
        read("IID\tPGS\tSUM\na\tP1\t1\na\tP1\t2\n"),
        ErrorKind::bad_data,
        HasSubstr("has two sums of P1"));
    EXPECT_ERROR(read("IID\tPGS\tTOTAL\n"), ErrorKind::missing_input, HasSubstr("SUM"));
}

TEST_F(ReferenceScores, teach_mean_and_spread_by_ancestry) {
    const SumTable sums = read("IID\tPGS\tSUM\na\tP\t0\nb\tP\t2\nc\tP\t4\nd\tP\t6\nx\tP\t99\n");
    const ScoreAdjustment own = learn_adjustment(people_, 1, sums, "P");
    // The component predicts 1 and 5; residuals are 1 or -1 everywhere.
    const std::array<double, 1> there{1};
    const std::array<double, 1> between{0};
    EXPECT_NEAR(own.normaliser.z1(there, 7), 2, 1e-12);
    EXPECT_NEAR(own.normaliser.z1(between, 7), 4, 1e-12);
    EXPECT_NEAR(own.normaliser.z2(there, 7), 2, 1e-6);
    ASSERT_TRUE(own.groups[1]);
    EXPECT_DOUBLE_EQ(own.groups[1]->z(7), 2);
    EXPECT_DOUBLE_EQ(own.groups[1]->percentile(5), 50);
    EXPECT_FALSE(own.groups[2]);
    EXPECT_ERROR(
        static_cast<void>(learn_adjustment(people_, 1, sums, "Q")),
        ErrorKind::bad_data,
        HasSubstr("no reference sample has a sum of Q"));
}

}  // namespace
}  // namespace genostrat::ancestry
