// SPDX-License-Identifier: MIT
#include "annotate/archive_file.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include <genostrat/core/error.hpp>

#include <libdeflate.h>

namespace genostrat::annotate {

namespace {

std::string section_name(std::size_t section) {
    return "blocks." + std::to_string(section);
}

}  // namespace

Archive::Impl::Impl(const std::string& path)
    : file{path, archive_kind, archive_version, io::Container::Check::never} {
    try {
        // Blocks have checksums of their own; the small sections are checked here.
        const io::Container checked{path, archive_kind, archive_version};
        info = parse_about(checked.text("about"));
        const auto entries = checked.array<BlockEntry>("index");
        blocks.assign(entries.begin(), entries.end());
        if (info.keys == ArchiveKeys::intervals) {
            const auto ends = checked.array<std::uint32_t>("reach");
            reach.assign(ends.begin(), ends.end());
        }
    } catch (Error& error) {
        error.add_where({.file = path});
        throw;
    }
    info.n_blocks = blocks.size();
    info.file_bytes = std::filesystem::file_size(path);
    for (const std::string& contig : info.contigs)
        contigs.add(contig);
    for (std::size_t section = 0; file.has(section_name(section)); ++section)
        sections.push_back(file.text(section_name(section)));
    check_index();
    read_reach();
    is_checked = std::vector<std::atomic<bool>>(blocks.size());
}

void Archive::Impl::fail(const std::string& what) const {
    throw Error{
        ErrorKind::bad_data,
        what,
        {.file = file.path()},
        "build the archive again with 'genostrat archive build'"};
}

void Archive::Impl::check_index() const {
    const BlockEntry* last = nullptr;
    for (const BlockEntry& block : blocks) {
        const bool fits = block.section < sections.size() &&
                          block.offset <= sections[block.section].size() &&
                          block.n_bytes <= sections[block.section].size() - block.offset &&
                          block.contig < info.contigs.size() && block.n_sites > 0 &&
                          block.n_sites <= 4 * sites_per_block && block.first_pos <= block.last_pos;
        const bool follows = last == nullptr || std::tie(last->contig, last->last_pos) <=
                                                    std::tie(block.contig, block.first_pos);
        if (!fits || !follows)
            fail("the archive's index is damaged");
        last = &block;
    }
    if (contigs.size() != info.contigs.size())
        fail("the archive names a contig twice");
    if (info.keys == ArchiveKeys::intervals && reach.size() != blocks.size())
        fail("the archive's index is damaged");
}

void Archive::Impl::read_reach() {
    for (std::size_t block = 0; block < reach.size(); ++block) {
        const bool goes_on = block > 0 && blocks[block].contig == blocks[block - 1].contig;
        reach_so_far.push_back(
            goes_on ? std::max(reach_so_far.back(), reach[block]) : reach[block]);
    }
}

std::string Archive::Impl::block_name(std::size_t block) const {
    const BlockEntry& entry = blocks[block];
    return "block " + std::to_string(block + 1) + " of " + std::to_string(blocks.size()) + " (" +
           info.contigs[entry.contig] + ":" + std::to_string(std::int64_t{entry.first_pos} + 1) +
           "-" + std::to_string(std::int64_t{entry.last_pos} + 1) + ")";
}

std::string_view Archive::Impl::block_bytes(std::size_t block) const {
    const BlockEntry& entry = blocks[block];
    const std::string_view bytes = sections[entry.section].substr(entry.offset, entry.n_bytes);
    if (!is_checked[block].load(std::memory_order_relaxed)) {
        if (libdeflate_crc32(0, bytes.data(), bytes.size()) != entry.checksum)
            fail(block_name(block) + " does not agree with its checksum");
        is_checked[block].store(true, std::memory_order_relaxed);
    }
    return bytes;
}

}  // namespace genostrat::annotate
