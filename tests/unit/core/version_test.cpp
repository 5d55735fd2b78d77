// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/core/version.hpp>

namespace genostrat {
namespace {

TEST(VersionLine, names_the_libraries_on_one_line) {
    EXPECT_THAT(
        version_line(), testing::MatchesRegex("genostrat .+ \\(HTSlib .+, libdeflate .+\\)"));
    EXPECT_EQ(version_line().find('\n'), std::string::npos);
}

}  // namespace
}  // namespace genostrat
