// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/join_rule.hpp>

namespace genostrat::annotate {
namespace {

using testing::HasSubstr;

TEST(JoinRule, reads_every_rule) {
    EXPECT_EQ(JoinRule::parse("allele").kind, JoinRule::Kind::allele);
    EXPECT_EQ(JoinRule::parse("overlap").kind, JoinRule::Kind::overlap);
    EXPECT_EQ(JoinRule::parse("overlap=0.25").min_share, 0.25);
    EXPECT_EQ(JoinRule::parse("reciprocal=0.8").min_reciprocal, 0.8);
    const JoinRule sv = JoinRule::parse("sv=0.7:250");
    EXPECT_EQ(sv.kind, JoinRule::Kind::structural);
    EXPECT_EQ(sv.structural.min_reciprocal, 0.7);
    EXPECT_EQ(sv.structural.max_distance, 250);
    EXPECT_EQ(JoinRule::parse("sv").structural.min_reciprocal, 0.5);
    EXPECT_TRUE(JoinRule::parse("ends=20").structural.compares_ends);
}

TEST(JoinRule, refuses_other_words) {
    for (const char* const text :
         {"", "overlaps", "overlap=2", "reciprocal=x", "sv=0.5:-1", "ends", "ends=far", "allele=1"})
        EXPECT_ERROR(JoinRule::parse(text), ErrorKind::usage, HasSubstr("--match"));
}

TEST(JoinRule, measures_shares) {
    const Interval row{100, 200};
    EXPECT_TRUE(JoinRule::parse("overlap=0.5").takes(row, {150, 1000}));
    EXPECT_FALSE(JoinRule::parse("overlap=0.51").takes(row, {150, 1000}));
    EXPECT_FALSE(JoinRule::parse("reciprocal=0.5").takes(row, {150, 1000}));
    EXPECT_TRUE(JoinRule::parse("reciprocal=0.5").takes(row, {150, 250}));
    EXPECT_TRUE(JoinRule::parse("overlap").takes(row, {199, 1000}));
}

TEST(JoinField, is_source_name_and_operation) {
    const JoinField plain = JoinField::parse("AF");
    EXPECT_EQ(plain.source, "AF");
    EXPECT_EQ(plain.name, "AF");
    EXPECT_EQ(plain.operation, std::nullopt);
    const JoinField full = JoinField::parse("4:score:max");
    EXPECT_EQ(full.source, "4");
    EXPECT_EQ(full.name, "score");
    EXPECT_EQ(full.operation, Operation::max);
    const JoinField same_name = JoinField::parse("AF::mean");
    EXPECT_EQ(same_name.name, "AF");
    EXPECT_EQ(same_name.operation, Operation::mean);
    EXPECT_EQ(JoinField::parse_list("AF,AC:n:sum").size(), 2U);
}

TEST(JoinField, names_an_unknown_operation) {
    EXPECT_ERROR(
        JoinField::parse("AF:x:maen"), ErrorKind::usage, HasSubstr("did you mean 'mean'?"));
    EXPECT_ERROR(JoinField::parse("a:b:max:d"), ErrorKind::usage, HasSubstr("no field"));
    EXPECT_ERROR(JoinField::parse("4"), ErrorKind::usage, HasSubstr("INFO key"));
}

}  // namespace
}  // namespace genostrat::annotate
