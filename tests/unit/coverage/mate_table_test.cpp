// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <map>

#include <genostrat/coverage/mate_table.hpp>

namespace genostrat::coverage {
namespace {

PlacedRead read_of(std::string_view name, std::uint64_t hash, std::int32_t end) {
    return {.end = end, .name_hash = hash, .name = name, .one_operation = true};
}

TEST(MateTable, takes_a_read_once) {
    MateTable table;
    const std::vector<Span> spans{{1, 5}};
    table.remember(read_of("a", 7, 5), spans);
    EXPECT_TRUE(table.contains(read_of("a", 7, 0)));
    EXPECT_FALSE(table.contains(read_of("b", 7, 0)));  // same hash, another name
    const RememberedRead* const taken = table.take(read_of("a", 7, 0));
    ASSERT_NE(taken, nullptr);
    EXPECT_EQ(taken->spans, spans);
    EXPECT_EQ(table.take(read_of("a", 7, 0)), nullptr);
}

TEST(MateTable, replaces_a_read_of_the_same_name) {
    MateTable table;
    table.remember(read_of("a", 7, 5), {});
    table.remember(read_of("a", 7, 9), {});
    EXPECT_EQ(table.size(), 1U);
    EXPECT_EQ(table.take(read_of("a", 7, 0))->end, 9);
}

TEST(MateTable, agrees_with_a_map_under_colliding_hashes) {
    MateTable table;
    std::map<std::string, std::int32_t> expected;
    for (int step = 0; step < 20'000; ++step) {
        const int key = step * 7919 % 3001;
        const std::string name = "r" + std::to_string(key);
        const auto hash = static_cast<std::uint64_t>(key % 97);
        if (step % 3 != 0) {
            table.remember(read_of(name, hash, step), {});
            expected[name] = step;
        } else {
            const RememberedRead* const taken = table.take(read_of(name, hash, 0));
            const auto found = expected.find(name);
            ASSERT_EQ(taken != nullptr, found != expected.end()) << step;
            if (taken != nullptr) {
                EXPECT_EQ(taken->end, found->second);
                expected.erase(found);
            }
        }
        if (step == 10'000) {
            table.clear();
            expected.clear();
        }
    }
    EXPECT_EQ(table.size(), expected.size());
    std::int32_t smallest = INT32_MAX;
    for (const auto& [name, end] : expected)
        smallest = std::min(smallest, end);
    EXPECT_EQ(table.smallest_end(), smallest);
}

}  // namespace
}  // namespace genostrat::coverage
