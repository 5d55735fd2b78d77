// SPDX-License-Identifier: MIT
#include "annotate/archive_file.hpp"
#include "annotate/block_reader.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <vector>

#include <genostrat/annotate/interval_cursor.hpp>

namespace genostrat::annotate {

// Intervals of a block stand in the order of their begin. Two bounds end a search: no begin at or
// after the stretch's end, and no end up to here (its running maximum) after the stretch's begin.

struct IntervalCursor::Impl {
    /// A decoded block and the running maximum of its ends.
    struct LoadedBlock {
        explicit LoadedBlock(const Archive::Impl& archive) : reader{archive} {}

        void load(std::size_t block) {
            reader.load(block);
            const BlockKeys& keys = reader.keys();
            reach.resize(keys.positions.size());
            std::uint32_t so_far = 0;
            for (std::size_t site = 0; site < reach.size(); ++site) {
                so_far = std::max(so_far, keys.positions[site] + keys.codes[site]);
                reach[site] = so_far;
            }
        }

        BlockReader reader;
        std::vector<std::uint32_t> reach{};
        std::uint64_t last_use{};
    };

    static constexpr std::size_t n_loaded = 4;

    explicit Impl(const Archive::Impl& from) : archive{&from} {
        for (std::size_t one = 0; one < n_loaded; ++one)
            loaded.emplace_back(from);
    }

    LoadedBlock& load(std::size_t wanted) {
        LoadedBlock* oldest = &loaded.front();
        for (LoadedBlock& one : loaded) {
            if (one.reader.block() == wanted) {
                one.last_use = ++clock;
                return one;
            }
            if (one.last_use < oldest->last_use)
                oldest = &one;
        }
        oldest->load(wanted);
        oldest->last_use = ++clock;
        return *oldest;
    }

    /// Goes on from (block, site); false at the end of the stretch.
    bool search() {
        const auto& blocks = archive->blocks;
        for (; block < blocks.size() && blocks[block].contig == contig &&
               blocks[block].first_pos < end;
             ++block, site = 0) {
            if (archive->reach[block] <= begin)
                continue;
            current = &load(block);
            const BlockKeys& keys = current->reader.keys();
            if (site == 0)
                site = static_cast<std::size_t>(
                    std::upper_bound(current->reach.begin(), current->reach.end(), begin) -
                    current->reach.begin());
            for (; site < keys.positions.size() && keys.positions[site] < end; ++site)
                if (keys.positions[site] + keys.codes[site] > begin)
                    return true;
        }
        return false;
    }

    const Archive::Impl* archive;
    std::deque<LoadedBlock> loaded{};
    std::uint64_t clock{};
    LoadedBlock* current{};
    std::uint32_t contig{};
    std::uint32_t begin{};
    std::uint32_t end{};
    std::size_t block{};
    std::size_t site{};
};

IntervalCursor::IntervalCursor(const Archive& archive)
    : impl_{std::make_unique<Impl>(*archive.impl_)} {
}

IntervalCursor::~IntervalCursor() = default;
IntervalCursor::IntervalCursor(IntervalCursor&&) noexcept = default;
IntervalCursor& IntervalCursor::operator=(IntervalCursor&&) noexcept = default;

bool IntervalCursor::find(ContigId contig, Interval where) {
    constexpr std::int64_t largest = std::numeric_limits<std::uint32_t>::max();
    if (contig < 0 || where.empty() || where.end <= 0 || where.begin >= largest)
        return false;
    Impl& impl = *impl_;
    impl.contig = static_cast<std::uint32_t>(contig);
    impl.begin = static_cast<std::uint32_t>(std::max<std::int64_t>(where.begin, 0));
    impl.end = static_cast<std::uint32_t>(std::min(where.end, largest));
    const auto& blocks = impl.archive->blocks;
    const auto first =
        std::partition_point(blocks.begin(), blocks.end(), [&](const BlockEntry& entry) {
            return entry.contig < impl.contig;
        });
    const auto last = std::partition_point(
        first, blocks.end(), [&](const BlockEntry& entry) { return entry.contig == impl.contig; });
    const auto reach = impl.archive->reach_so_far.begin();
    impl.block = static_cast<std::size_t>(
        std::upper_bound(
            reach + (first - blocks.begin()), reach + (last - blocks.begin()), impl.begin) -
        reach);
    impl.site = 0;
    return impl.search();
}

bool IntervalCursor::next() {
    ++impl_->site;
    return impl_->search();
}

Interval IntervalCursor::where() const noexcept {
    const BlockKeys& keys = impl_->current->reader.keys();
    const std::int64_t begin = keys.positions[impl_->site];
    return {begin, begin + keys.codes[impl_->site]};
}

ArchiveCursor::Value IntervalCursor::append_value(std::size_t column, std::string& out) {
    return impl_->current->reader.append_value(column, impl_->site, out);
}

}  // namespace genostrat::annotate
