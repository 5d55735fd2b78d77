// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <fstream>
#include <numeric>

#include <genostrat/io/container.hpp>
#include <genostrat/io/mapped_pages.hpp>

#include <sys/mman.h>
#include <unistd.h>

namespace genostrat::io {
namespace {

/// Pages of a range that are in this process's memory, by /proc/self/pagemap.
std::size_t pages_in_memory(std::span<const std::byte> bytes) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    std::ifstream map{"/proc/self/pagemap", std::ios::binary};
    const auto first = std::bit_cast<std::uintptr_t>(bytes.data()) / page;
    map.seekg(static_cast<std::streamoff>(first * sizeof(std::uint64_t)));
    std::size_t n = 0;
    for (std::size_t at = 0; at < bytes.size() / page; ++at) {
        std::uint64_t entry = 0;
        map.read(reinterpret_cast<char*>(&entry), sizeof entry);  // NOLINT(*-cast)
        n += entry >> 63;
    }
    return n;
}

TEST(ReleasePages, gives_memory_back_and_keeps_the_bytes) {
    const test::TempDir folder;
    const std::string path = (folder / "x.bin").string();
    std::vector<std::int64_t> values(1 << 20);
    std::iota(values.begin(), values.end(), 0);
    ContainerWriter writer{path, "test", 1};
    writer.add("values", std::span<const std::int64_t>{values});
    writer.commit();
    const Container file{path, "test", 1};
    const std::span<const std::int64_t> mapped = file.array<std::int64_t>("values");
    ASSERT_EQ(
        std::accumulate(mapped.begin(), mapped.end(), std::int64_t{0}),
        (1LL << 19) * ((1 << 20) - 1));
    const std::size_t before = pages_in_memory(std::as_bytes(mapped));
    release_pages(std::as_bytes(mapped));
    EXPECT_LT(pages_in_memory(std::as_bytes(mapped)), before / 10 + 1);
    EXPECT_TRUE(std::ranges::equal(mapped, values));
}

TEST(ReleasePages, leaves_what_is_smaller_than_a_page) {
    release_pages({});
    const std::array<std::byte, 8> own{std::byte{7}};
    release_pages(own);
    EXPECT_EQ(own[0], std::byte{7});
}

}  // namespace
}  // namespace genostrat::io
