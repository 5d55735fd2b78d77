// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/score/code_lists.hpp>

namespace genostrat::score {
namespace {

TEST(ListedCodes, list_columns_of_each_sample_in_ascending_order) {
    const std::vector<std::vector<std::size_t>> samples_of{{2, 0}, {}, {2}, {0, 1, 2}};
    ListedCodes listed;
    for (int turn = 0; turn < 2; ++turn) {  // recycled
        listed.list(samples_of.size(), 4, [&](std::size_t column, auto visit) {
            for (const std::size_t sample : samples_of[column])
                visit(sample, column * 10);
        });
        EXPECT_THAT(listed.lists().begins, testing::ElementsAre(0, 2, 3, 6, 6));
        EXPECT_THAT(listed.lists().entries, testing::ElementsAre(0, 30, 30, 0, 20, 30));
    }
}

}  // namespace
}  // namespace genostrat::score
