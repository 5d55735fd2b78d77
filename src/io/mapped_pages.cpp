// SPDX-License-Identifier: MIT
#include <bit>
#include <cstdint>

#include <genostrat/io/mapped_pages.hpp>

#include <sys/mman.h>
#include <unistd.h>

namespace genostrat::io {

void release_pages(std::span<const std::byte> mapped) noexcept {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = std::bit_cast<std::uintptr_t>(mapped.data());
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t last = (begin + mapped.size()) / page * page;
    if (first < last)
        // A hint: where it is refused, the pages stay in memory and nothing else happens.
        static_cast<void>(::madvise(std::bit_cast<void*>(first), last - first, MADV_DONTNEED));
}

}  // namespace genostrat::io
