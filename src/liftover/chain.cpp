// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/liftover/chain.hpp>

namespace genostrat::liftover {

namespace {

/// Longer contigs than this are no sequences; keeps sums of places far from overflow.
constexpr std::int64_t most_bases = std::int64_t{1} << 40;

struct Chain {
    double score{};
    std::int64_t span{};  ///< bases of the source from its first to its last block
    ContigId target{};
    bool reverse{};
};

/// Bases without a gap on either side.
struct Block {
    Interval source{};
    std::int64_t target_begin{};  ///< lowest base of the target, on its forward strand
    std::uint32_t chain{};

    [[nodiscard]] std::int64_t place_of(std::int64_t pos, bool reverse) const noexcept {
        return reverse ? target_begin + (source.end - 1 - pos)
                       : target_begin + (pos - source.begin);
    }
};

/// Blocks of one source contig, by their first base.
struct ContigBlocks {
    std::vector<Block> blocks{};
    std::vector<std::int64_t> furthest{};  ///< largest end of the blocks up to this one
};

struct Header {
    double score{};
    ContigId source{};
    std::int64_t source_size{};
    Interval source_range{};
    ContigId target{};
    std::int64_t target_size{};
    Interval target_range{};  ///< on the chain's strand
    bool reverse{};
};

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
        fields.push_back(line.substr(at, end - at));
        at = end;
    }
    return fields;
}

/// Reads the chains of a file, one after the other.
class ChainReader {
public:
    explicit ChainReader(const std::string& path) : lines_{path} {}

    /// Calls `take_chain(header)`, then `take_block(source, target)` for its blocks.
    template <typename TakeChain, typename TakeBlock>
    void read(Contigs& sources, Contigs& targets, TakeChain take_chain, TakeBlock take_block) {
        std::string_view line;
        bool has_any = false;
        while (next(line)) {
            const std::vector<std::string_view> fields = fields_of(line);
            if (fields.front() != "chain")
                fail(fmt::format("a chain is expected, not '{}'", fields.front()));
            const Header header = parse_header(fields, sources, targets);
            take_chain(header);
            read_blocks(header, take_block);
            has_any = true;
        }
        if (!has_any)
            fail("there is no chain in the file");
    }

private:
    bool next(std::string_view& line) {
        while (lines_.next(line)) {
            line = trim_blanks(line);
            if (!line.empty() && line.front() != '#')
                return true;
        }
        return false;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error{
            ErrorKind::bad_data,
            what,
            lines_.where(),
            "a chain file is as https://genome.ucsc.edu/goldenPath/help/chain.html says"};
    }

    [[nodiscard]] std::int64_t number(std::string_view text, std::string_view name) const {
        const auto value = parse_number<std::int64_t>(text);
        if (!value || *value < 0 || *value > most_bases)
            fail(fmt::format("{} is '{}' but must be a whole number, 0 or more", name, text));
        return *value;
    }

    [[nodiscard]] Interval
    range(std::string_view begin, std::string_view end, std::int64_t size, char side) const {
        const Interval where{
            number(begin, std::string{side} + "Start"), number(end, std::string{side} + "End")};
        if (where.begin > where.end || where.end > size)
            fail(fmt::format(
                "{}Start {} and {}End {} do not lie in order within the {} bases of the contig",
                side,
                where.begin,
                side,
                where.end,
                size));
        return where;
    }

    ContigId contig(Contigs& contigs, std::string_view name, std::int64_t size) const {
        const ContigId id = contigs.add(name, size);
        if (contigs.length(id) != size)
            fail(fmt::format(
                "contig {} has {} bases here but {} before", name, size, contigs.length(id)));
        return id;
    }

    Header parse_header(
        const std::vector<std::string_view>& fields, Contigs& sources, Contigs& targets) const {
        if (fields.size() != 12 && fields.size() != 13)
            fail(fmt::format("a chain line has 12 or 13 fields, not {}", fields.size()));
        const auto score = parse_number<double>(fields[1]);
        if (!score)
            fail(fmt::format("score is '{}' but must be a number", fields[1]));
        if (fields[4] != "+")
            fail(fmt::format("tStrand is '{}' but must be +", fields[4]));
        if (fields[9] != "+" && fields[9] != "-")
            fail(fmt::format("qStrand is '{}' but must be + or -", fields[9]));
        Header header{
            .score = *score,
            .source_size = number(fields[3], "tSize"),
            .target_size = number(fields[8], "qSize"),
            .reverse = fields[9] == "-"};
        header.source_range = range(fields[5], fields[6], header.source_size, 't');
        header.target_range = range(fields[10], fields[11], header.target_size, 'q');
        header.source = contig(sources, fields[2], header.source_size);
        header.target = contig(targets, fields[7], header.target_size);
        return header;
    }

    template <typename TakeBlock>
    void read_blocks(const Header& header, TakeBlock take_block) {
        std::int64_t source = header.source_range.begin;
        std::int64_t target = header.target_range.begin;
        std::string_view line;
        for (;;) {
            if (!next(line))
                fail("the file ends within a chain");
            const std::vector<std::string_view> fields = fields_of(line);
            if (fields.size() != 1 && fields.size() != 3)
                fail(fmt::format("a block line has 1 or 3 fields, not {}", fields.size()));
            const std::int64_t size = number(fields[0], "size");
            if (source + size > header.source_range.end || target + size > header.target_range.end)
                fail("the blocks reach beyond tEnd or qEnd of their chain");
            if (size > 0)
                take_block(Interval{source, source + size}, target);
            source += size;
            target += size;
            if (fields.size() == 1)
                break;
            source += number(fields[1], "dt");
            target += number(fields[2], "dq");
        }
        if (source != header.source_range.end || target != header.target_range.end)
            fail(fmt::format(
                "the blocks end at {} and {}, but tEnd is {} and qEnd {}",
                source,
                target,
                header.source_range.end,
                header.target_range.end));
    }

    io::LineReader lines_;
};

}  // namespace

struct ChainMap::Impl {
    Contigs sources{};
    Contigs targets{};
    std::vector<Chain> chains{};
    std::vector<ContigBlocks> contigs{};  ///< by source

    void sort() {
        for (ContigBlocks& contig : contigs) {
            std::ranges::stable_sort(
                contig.blocks, {}, [](const Block& block) { return block.source.begin; });
            std::int64_t furthest = 0;
            for (const Block& block : contig.blocks)
                contig.furthest.push_back(furthest = std::max(furthest, block.source.end));
        }
    }

    /// Calls `visit(block)` for the blocks that hold a base.
    template <typename Visit>
    void for_blocks_at(ContigId source, std::int64_t pos, Visit visit) const {
        if (source < 0)
            return;
        const ContigBlocks& contig = contigs[static_cast<std::size_t>(source)];
        const auto after = std::ranges::upper_bound(
            contig.blocks, pos, {}, [](const Block& block) { return block.source.begin; });
        for (auto index = static_cast<std::size_t>(after - contig.blocks.begin());
             index > 0 && contig.furthest[index - 1] > pos;
             --index)
            if (contig.blocks[index - 1].source.end > pos)
                visit(contig.blocks[index - 1]);
    }

    [[nodiscard]] const Block*
    find_in_chain(ContigId source, std::int64_t pos, std::uint32_t chain) const {
        const Block* found = nullptr;
        for_blocks_at(source, pos, [&](const Block& block) {
            if (block.chain == chain)
                found = &block;
        });
        return found;
    }

    /// The blocks that hold a base, the best chain first.
    [[nodiscard]] std::vector<const Block*> ranked(ContigId source, std::int64_t pos) const {
        std::vector<const Block*> blocks;
        for_blocks_at(source, pos, [&](const Block& block) { blocks.push_back(&block); });
        std::ranges::sort(blocks, {}, [this](const Block* block) {
            const Chain& chain = chains[block->chain];
            return std::tuple{-chain.score, -chain.span, block->chain};
        });
        return blocks;
    }

    /// From the place of the first base to that of the last.
    [[nodiscard]] Lifted
    between(const Block& first, std::int64_t first_pos, const Block& last, std::int64_t last_pos)
        const {
        const Chain& chain = chains[first.chain];
        const std::int64_t one = first.place_of(first_pos, chain.reverse);
        const std::int64_t other = last.place_of(last_pos, chain.reverse);
        return {chain.target, {std::min(one, other), std::max(one, other) + 1}, chain.reverse};
    }
};

ChainMap::ChainMap(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {
}

ChainMap::~ChainMap() = default;
ChainMap::ChainMap(ChainMap&&) noexcept = default;
ChainMap& ChainMap::operator=(ChainMap&&) noexcept = default;

ChainMap ChainMap::read(const std::string& path) {
    auto impl = std::make_unique<Impl>();
    Header header;
    ChainReader{path}.read(
        impl->sources,
        impl->targets,
        [&](const Header& next) {
            header = next;
            impl->chains.push_back(
                {.score = header.score,
                 .span = header.source_range.length(),
                 .target = header.target,
                 .reverse = header.reverse});
            impl->contigs.resize(impl->sources.size());
        },
        [&](Interval source, std::int64_t target) {
            impl->contigs[static_cast<std::size_t>(header.source)].blocks.push_back(
                {.source = source,
                 .target_begin =
                     header.reverse ? header.target_size - target - source.length() : target,
                 .chain = static_cast<std::uint32_t>(impl->chains.size() - 1)});
        });
    impl->sort();
    return ChainMap{std::move(impl)};
}

const Contigs& ChainMap::sources() const noexcept {
    return impl_->sources;
}

const Contigs& ChainMap::targets() const noexcept {
    return impl_->targets;
}

LiftResult ChainMap::lift(ContigId source, Interval where) const {
    const std::vector<const Block*> blocks = impl_->ranked(source, where.begin);
    const std::int64_t last_pos = where.end - 1;
    for (const Block* const block : blocks)
        if (block->source.end > last_pos)
            return {LiftStatus::whole, impl_->between(*block, where.begin, *block, last_pos)};
    for (const Block* const block : blocks)
        if (const Block* const last = impl_->find_in_chain(source, last_pos, block->chain))
            return {LiftStatus::gapped, impl_->between(*block, where.begin, *last, last_pos)};
    return {blocks.empty() ? LiftStatus::unmapped : LiftStatus::partial, {}};
}

std::optional<Lifted> ChainMap::lift_between(ContigId source, Interval where) const {
    for (const Block* const block : impl_->ranked(source, where.begin)) {
        const Block* const next = impl_->find_in_chain(source, where.end, block->chain);
        if (next == nullptr)
            continue;
        Lifted lifted = impl_->between(*block, where.begin, *next, where.end);
        if (lifted.reverse)
            ++lifted.where.begin;
        else
            --lifted.where.end;
        return lifted;
    }
    return std::nullopt;
}

}  // namespace genostrat::liftover
