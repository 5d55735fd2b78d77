// SPDX-License-Identifier: MIT
#include "annotate/archive_file.hpp"
#include "annotate/block_reader.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <genostrat/annotate/archive.hpp>

namespace genostrat::annotate {

Archive::Archive(const std::string& path) : impl_{std::make_unique<Impl>(path)} {
}

Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

const ArchiveInfo& Archive::info() const noexcept {
    return impl_->info;
}

const std::string& Archive::path() const noexcept {
    return impl_->file.path();
}

ContigId Archive::find_contig(std::string_view name) const noexcept {
    return impl_->contigs.find_alias(name);
}

void Archive::check() const {
    ArchiveCursor cursor{*this};
    std::string text;
    std::string alt;
    for (bool more = cursor.first(); more; more = cursor.next()) {
        if (info().keys != ArchiveKeys::intervals)
            cursor.alleles(text, alt);
        for (std::size_t column = 0; column < info().columns.size(); ++column) {
            text.clear();
            cursor.append_value(column, text);
        }
    }
}

struct ArchiveCursor::Impl {
    explicit Impl(const Archive::Impl& from) : archive{&from}, reader{from} {}

    void load(std::size_t wanted) {
        reader.load(wanted);
        site = 0;
    }

    /// The first block that may hold a place: the first whose last position is not before it.
    [[nodiscard]] std::size_t find_block(std::uint32_t contig, std::uint32_t pos) const {
        const auto& blocks = archive->blocks;
        const auto is_before = [&](const BlockEntry& candidate) {
            return std::tie(candidate.contig, candidate.last_pos) < std::tie(contig, pos);
        };
        if (const std::size_t block = reader.block(); block != BlockReader::no_block) {
            // Mostly the same block, or the next.
            for (std::size_t near = block; near < std::min(block + 2, blocks.size()); ++near)
                if (!is_before(blocks[near]) && (near == 0 || is_before(blocks[near - 1])))
                    return near;
        }
        return static_cast<std::size_t>(
            std::partition_point(blocks.begin(), blocks.end(), is_before) - blocks.begin());
    }

    [[nodiscard]] bool matches(AlleleCode code, std::string_view ref, std::string_view alt) const {
        const AlleleCode own = reader.keys().codes[site];
        if (code != long_allele_code)
            return own == code;
        if (own < long_allele_code)
            return false;
        const std::string_view text = reader.keys().long_alleles[own - long_allele_code];
        return text.size() == ref.size() + 1 + alt.size() && text.starts_with(ref) &&
               text[ref.size()] == '\t' && text.ends_with(alt);
    }

    /// Sets `site` to the first one of the block at or after a place.
    void seek(std::uint32_t pos) {
        const std::vector<std::uint32_t>& positions = reader.keys().positions;
        const auto begin = positions.begin();
        const bool is_ahead = site < positions.size() && positions[site] <= pos &&
                              (site == 0 || positions[site - 1] < pos);
        auto from = is_ahead ? begin + static_cast<std::ptrdiff_t>(site) : begin;
        // Ascending look-ups: gallop from the last site.
        std::ptrdiff_t step = 4;
        while (positions.end() - from > step && *(from + step) < pos) {
            from += step;
            step *= 2;
        }
        const auto to = positions.end() - from > step ? from + step + 1 : positions.end();
        site = static_cast<std::size_t>(std::lower_bound(from, to, pos) - begin);
    }

    const Archive::Impl* archive;
    BlockReader reader;
    std::size_t site{};
};

ArchiveCursor::ArchiveCursor(const Archive& archive)
    : impl_{std::make_unique<Impl>(*archive.impl_)} {
}

ArchiveCursor::~ArchiveCursor() = default;
ArchiveCursor::ArchiveCursor(ArchiveCursor&&) noexcept = default;
ArchiveCursor& ArchiveCursor::operator=(ArchiveCursor&&) noexcept = default;

bool ArchiveCursor::find(const AlleleKey& key) {
    if (key.contig < 0 || key.pos < 0 || key.pos > 0xFFFFFFFFLL)
        return false;
    Impl& impl = *impl_;
    const auto contig = static_cast<std::uint32_t>(key.contig);
    const auto pos = static_cast<std::uint32_t>(key.pos);
    const AlleleCode code = encode_alleles(key.ref, key.alt);
    // Sites of one place may go on in the next block.
    for (std::size_t block = impl.find_block(contig, pos); block < impl.archive->blocks.size();
         ++block) {
        const BlockEntry& entry = impl.archive->blocks[block];
        if (entry.contig != contig || entry.first_pos > pos)
            return false;
        if (impl.reader.block() != block)
            impl.load(block);
        const std::vector<std::uint32_t>& positions = impl.reader.keys().positions;
        for (impl.seek(pos); impl.site < positions.size() && positions[impl.site] == pos;
             ++impl.site)
            if (impl.matches(code, key.ref, key.alt))
                return true;
        if (impl.site < positions.size())
            return false;
    }
    return false;
}

bool ArchiveCursor::first() {
    if (impl_->archive->blocks.empty())
        return false;
    impl_->load(0);
    return true;
}

bool ArchiveCursor::first_of(ContigId contig) {
    const auto& blocks = impl_->archive->blocks;
    const auto found =
        std::ranges::find(blocks, static_cast<std::uint32_t>(contig), &BlockEntry::contig);
    if (found == blocks.end())
        return false;
    impl_->load(static_cast<std::size_t>(found - blocks.begin()));
    return true;
}

bool ArchiveCursor::next() {
    if (++impl_->site < impl_->reader.keys().positions.size())
        return true;
    if (impl_->reader.block() + 1 >= impl_->archive->blocks.size())
        return false;
    impl_->load(impl_->reader.block() + 1);
    return true;
}

ContigId ArchiveCursor::contig() const noexcept {
    return static_cast<ContigId>(impl_->reader.entry().contig);
}

std::int64_t ArchiveCursor::pos() const noexcept {
    return impl_->reader.keys().positions[impl_->site];
}

std::int64_t ArchiveCursor::end() const noexcept {
    return pos() + impl_->reader.keys().codes[impl_->site];
}

void ArchiveCursor::alleles(std::string& ref, std::string& alt) const {
    impl_->reader.alleles(impl_->site, ref, alt);
}

ArchiveCursor::Value ArchiveCursor::append_value(std::size_t column, std::string& out) {
    return impl_->reader.append_value(column, impl_->site, out);
}

}  // namespace genostrat::annotate
