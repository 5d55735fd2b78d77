// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <set>

#include <genostrat/catalog/catalog.hpp>

namespace genostrat {
namespace {

TEST(BuiltinStages, names_are_unique_and_everything_is_described) {
    std::set<std::string> names;
    for (const StageInfo<RecordBatch>& stage : builtin_stages().stages()) {
        EXPECT_TRUE(names.insert(stage.name).second) << stage.name;
        EXPECT_FALSE(stage.summary.empty()) << stage.name;
        std::set<std::string> options;
        for (const OptionInfo& option : stage.options) {
            EXPECT_TRUE(options.insert(option.name).second) << stage.name << "." << option.name;
            EXPECT_FALSE(option.help.empty()) << stage.name << "." << option.name;
        }
    }
}

}  // namespace
}  // namespace genostrat
