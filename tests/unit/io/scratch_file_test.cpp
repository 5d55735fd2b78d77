// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <genostrat/io/mapped_pages.hpp>
#include <genostrat/io/scratch_file.hpp>

namespace genostrat::io {
namespace {

TEST(ScratchFile, gives_back_what_was_appended_and_leaves_no_name) {
    const test::TempDir folder;
    ScratchFile file{folder.path().string()};
    std::vector<std::int64_t> values(100'000);
    for (std::size_t at = 0; at < values.size(); ++at)
        values[at] = static_cast<std::int64_t>(at * at);
    const auto bytes = std::as_bytes(std::span{values});
    file.append(bytes.first(12'345));
    file.append(bytes.subspan(12'345));
    EXPECT_EQ(file.size(), bytes.size());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    const std::span<const std::byte> mapped = file.map();
    EXPECT_TRUE(std::ranges::equal(mapped, bytes));
    release_pages(mapped);
    EXPECT_TRUE(std::ranges::equal(mapped, bytes));
}

TEST(ScratchFile, without_bytes_is_empty) {
    EXPECT_TRUE(ScratchFile{}.map().empty());
}

TEST(ScratchFile, names_the_folder_that_takes_no_file) {
    const test::TempDir folder;
    ScratchFile file{(folder.path() / "absent").string()};
    const std::vector<std::byte> bytes(10);
    EXPECT_ERROR(file.append(bytes), ErrorKind::system, testing::HasSubstr("temporary file"));
}

}  // namespace
}  // namespace genostrat::io
