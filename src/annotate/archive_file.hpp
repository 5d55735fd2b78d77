// SPDX-License-Identifier: MIT
#pragma once

#include "annotate/archive_format.hpp"

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/io/container.hpp>

namespace genostrat::annotate {

/// The mapped file and its index.
struct Archive::Impl {
    explicit Impl(const std::string& path);

    [[noreturn]] void fail(const std::string& what) const;

    /// `block 3 of 9 (chr1:100-200)`
    [[nodiscard]] std::string block_name(std::size_t block) const;

    /// The bytes of a block, compared with their checksum the first time.
    [[nodiscard]] std::string_view block_bytes(std::size_t block) const;

    io::Container file;
    ArchiveInfo info;
    Contigs contigs;
    std::vector<BlockEntry> blocks;
    /// Intervals only: the largest end in each block, and in all blocks of its contig up to it.
    std::vector<std::uint32_t> reach;
    std::vector<std::uint32_t> reach_so_far;
    std::vector<std::string_view> sections;
    mutable std::vector<std::atomic<bool>> is_checked;

private:
    void check_index() const;
    void read_reach();
};

}  // namespace genostrat::annotate
