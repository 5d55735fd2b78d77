// SPDX-License-Identifier: MIT
#include "lift_case.hpp"

#include <genostrat/liftover/chain.hpp>

namespace genostrat::liftover {
namespace {

using testing::HasSubstr;

ChainMap read(std::string_view text) {
    const test::TempDir folder;
    test::write_file(folder / "a.chain", text);
    return ChainMap::read(folder / "a.chain");
}

std::string text_of(const ChainMap& map, const Lifted& lifted) {
    return std::string{map.targets().name(lifted.contig)} + ":" +
           std::to_string(lifted.where.begin) + "-" + std::to_string(lifted.where.end) +
           (lifted.reverse ? " reverse" : "");
}

std::string lift(const ChainMap& map, Interval where) {
    const LiftResult result = map.lift(0, where);
    switch (result.status) {
    case LiftStatus::whole:
        return text_of(map, result.lifted);
    case LiftStatus::gapped:
        return text_of(map, result.lifted) + " gapped";
    case LiftStatus::partial:
        return "partial";
    case LiftStatus::unmapped:
        return "unmapped";
    }
    return "";
}

// Worked by hand from the chains of lift_case.hpp.
TEST(ChainMap, lifts_by_the_best_chain) {
    const ChainMap map = read(chain_text);
    EXPECT_EQ(map.sources().length(map.sources().find("1")), 40);
    EXPECT_EQ(map.targets().names(), (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(lift(map, {3, 4}), "A:8-9");
    EXPECT_EQ(lift(map, {10, 20}), "A:13-23");
    EXPECT_EQ(lift(map, {20, 21}), "B:25-26 reverse");
    EXPECT_EQ(lift(map, {22, 24}), "B:22-24 reverse");
    EXPECT_EQ(lift(map, {39, 40}), "A:36-37");
}

TEST(ChainMap, tells_gaps_and_ends) {
    const ChainMap map = read(chain_text);
    EXPECT_EQ(lift(map, {7, 11}), "A:12-14 gapped");
    EXPECT_EQ(lift(map, {8, 9}), "unmapped");
    EXPECT_EQ(lift(map, {6, 9}), "partial");
    EXPECT_EQ(lift(map, {18, 22}), "partial");
    EXPECT_EQ(lift(map, {39, 41}), "partial");
    EXPECT_EQ(lift(map, {40, 41}), "unmapped");
    EXPECT_EQ(lift(map, {-1, 1}), "unmapped");
}

TEST(ChainMap, finds_what_lies_between_neighbours) {
    const ChainMap map = read(chain_text);
    const auto between = [&](Interval where) {
        const auto lifted = map.lift_between(0, where);
        return lifted ? text_of(map, *lifted) : "nothing";
    };
    EXPECT_EQ(between({7, 10}), "A:12-13");
    EXPECT_EQ(between({34, 35}), "A:29-32");
    EXPECT_EQ(between({22, 24}), "B:22-24 reverse");
    EXPECT_EQ(between({7, 9}), "nothing");
    EXPECT_EQ(between({39, 40}), "nothing");
}

TEST(ChainMap, names_the_line_that_is_wrong) {
    const auto refuses = [](std::string_view text, std::string_view what) {
        EXPECT_ERROR(read(text), ErrorKind::bad_data, HasSubstr(std::string{what}));
    };
    refuses("", "no chain");
    refuses("5 1 1\n", "a.chain:1: a chain is expected, not '5'");
    refuses("chain 1 1 40 + 0 5 A 50 + 0\n", "12 or 13 fields, not 11");
    refuses("chain x 1 40 + 0 5 A 50 + 0 5 1\n5\n", "score is 'x'");
    refuses("chain 1 1 40 - 0 5 A 50 + 0 5 1\n5\n", "tStrand is '-'");
    refuses("chain 1 1 40 + 0 5 A 50 ? 0 5 1\n5\n", "qStrand is '?'");
    refuses("chain 1 1 40 + 0 41 A 50 + 0 41 1\n41\n", "tStart 0 and tEnd 41");
    refuses("chain 1 1 40 + 0 5 A 50 + 9 5 1\n5\n", "qStart 9 and qEnd 5");
    refuses("chain 1 1 40 + 0 5 A 50 + 0 5 1\n", "ends within a chain");
    refuses("chain 1 1 40 + 0 5 A 50 + 0 5 1\n4\n", "a.chain:2: the blocks end at 4 and 4");
    refuses("chain 1 1 40 + 0 5 A 50 + 0 5 1\n6\n", "reach beyond");
    refuses("chain 1 1 40 + 0 5 A 50 + 0 5 1\n2 1\n", "1 or 3 fields, not 2");
    refuses("chain 1 1 40 + 0 5 A 50 + 0 5 1\n-5\n", "size is '-5'");
    refuses(
        "chain 1 1 40 + 0 5 A 50 + 0 5 1\n5\nchain 1 1 41 + 0 5 A 50 + 0 5 1\n5\n",
        "contig 1 has 41 bases here but 40 before");
    refuses("chain 1 1 40 + 0 5 A 50 + 0 5 1\n99999999999999999999\n", "must be a whole number");
}

}  // namespace
}  // namespace genostrat::liftover
