// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"
#include "annotate/block_codec.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <tuple>
#include <utility>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/container.hpp>

#include <libdeflate.h>

namespace genostrat::annotate {

struct Archive::Impl {
    explicit Impl(const std::string& path)
        : file{path, archive_kind, archive_version, io::Container::Check::never} {
        try {
            // Blocks have checksums of their own; the small sections are checked here.
            const io::Container checked{path, archive_kind, archive_version};
            info = parse_about(checked.text("about"));
            const auto entries = checked.array<BlockEntry>("index");
            blocks.assign(entries.begin(), entries.end());
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
        is_checked = std::vector<std::atomic<bool>>(blocks.size());
    }

    static std::string section_name(std::size_t section) {
        return "blocks." + std::to_string(section);
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error{
            ErrorKind::bad_data,
            what,
            {.file = file.path()},
            "build the archive again with 'genostrat archive build'"};
    }

    void check_index() const {
        const BlockEntry* last = nullptr;
        for (const BlockEntry& block : blocks) {
            const bool fits =
                block.section < sections.size() && block.offset <= sections[block.section].size() &&
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
    }

    [[nodiscard]] std::string block_name(std::size_t block) const {
        const BlockEntry& entry = blocks[block];
        return "block " + std::to_string(block + 1) + " of " + std::to_string(blocks.size()) +
               " (" + info.contigs[entry.contig] + ":" +
               std::to_string(std::int64_t{entry.first_pos} + 1) + "-" +
               std::to_string(std::int64_t{entry.last_pos} + 1) + ")";
    }

    /// The bytes of a block, compared with their checksum the first time.
    [[nodiscard]] std::string_view block_bytes(std::size_t block) const {
        const BlockEntry& entry = blocks[block];
        const std::string_view bytes = sections[entry.section].substr(entry.offset, entry.n_bytes);
        if (!is_checked[block].load(std::memory_order_relaxed)) {
            if (libdeflate_crc32(0, bytes.data(), bytes.size()) != entry.checksum)
                fail(block_name(block) + " does not agree with its checksum");
            is_checked[block].store(true, std::memory_order_relaxed);
        }
        return bytes;
    }

    io::Container file;
    ArchiveInfo info;
    Contigs contigs;
    std::vector<BlockEntry> blocks;
    std::vector<std::string_view> sections;
    mutable std::vector<std::atomic<bool>> is_checked;
};

Archive::Archive(const std::string& path) : impl_{std::make_unique<Impl>(path)} {
}

Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

const ArchiveInfo& Archive::info() const noexcept {
    return impl_->info;
}

ContigId Archive::find_contig(std::string_view name) const noexcept {
    return impl_->contigs.find_alias(name);
}

void Archive::check() const {
    ArchiveCursor cursor{*this};
    std::string text;
    for (bool more = cursor.first(); more; more = cursor.next()) {
        for (std::size_t column = 0; column < info().columns.size(); ++column) {
            text.clear();
            cursor.append_value(column, text);
        }
    }
}

struct ArchiveCursor::Impl {
    static constexpr std::size_t no_block = ~std::size_t{0};

    explicit Impl(const Archive::Impl& from)
        : archive{&from}, columns(from.info.columns.size()), is_decoded(columns.size()) {}

    [[nodiscard]] const BlockEntry& entry() const noexcept { return archive->blocks[block]; }

    void load(std::size_t wanted) {
        block = no_block;
        bytes = archive->block_bytes(wanted);
        try {
            ByteReader reader{bytes};
            chunks.resize(columns.size() + 1);
            for (ChunkEntry& chunk : chunks)
                chunk = reader.take<ChunkEntry>();
            begins.resize(chunks.size());
            std::size_t at = chunks.size() * sizeof(ChunkEntry);
            for (std::size_t chunk = 0; chunk < chunks.size(); ++chunk) {
                begins[chunk] = at;
                static_cast<void>(reader.take_text(chunks[chunk].packed_bytes));
                at += chunks[chunk].packed_bytes;
            }
            decode_keys(inflate(0), archive->blocks[wanted].n_sites, keys);
        } catch (const Error& error) {
            archive->fail(archive->block_name(wanted) + ": " + error.what());
        }
        std::fill(is_decoded.begin(), is_decoded.end(), false);
        block = wanted;
        site = 0;
    }

    [[nodiscard]] std::string_view inflate(std::size_t chunk) {
        return codec.inflate(
            bytes.substr(begins[chunk], chunks[chunk].packed_bytes), chunks[chunk].raw_bytes);
    }

    const BlockColumn& column(std::size_t index) {
        if (!is_decoded[index]) {
            try {
                columns[index].decode(inflate(index + 1), entry().n_sites, columns.size());
            } catch (const Error& error) {
                archive->fail(archive->block_name(block) + ": " + error.what());
            }
            is_decoded[index] = true;
        }
        return columns[index];
    }

    /// The first block that may hold a place: the first whose last position is not before it.
    [[nodiscard]] std::size_t find_block(std::uint32_t contig, std::uint32_t pos) const {
        const auto& blocks = archive->blocks;
        const auto is_before = [&](const BlockEntry& candidate) {
            return std::tie(candidate.contig, candidate.last_pos) < std::tie(contig, pos);
        };
        if (block != no_block) {  // mostly the same block, or the next
            for (std::size_t near = block; near < std::min(block + 2, blocks.size()); ++near)
                if (!is_before(blocks[near]) && (near == 0 || is_before(blocks[near - 1])))
                    return near;
        }
        return static_cast<std::size_t>(
            std::partition_point(blocks.begin(), blocks.end(), is_before) - blocks.begin());
    }

    [[nodiscard]] bool matches(AlleleCode code, std::string_view ref, std::string_view alt) const {
        const AlleleCode own = keys.codes[site];
        if (code != long_allele_code)
            return own == code;
        if (own < long_allele_code)
            return false;
        const std::string_view text = keys.long_alleles[own - long_allele_code];
        return text.size() == ref.size() + 1 + alt.size() && text.starts_with(ref) &&
               text[ref.size()] == '\t' && text.ends_with(alt);
    }

    /// Sets `site` to the first one of the block at or after a place.
    void seek(std::uint32_t pos) {
        const auto begin = keys.positions.begin();
        const bool is_ahead = site < keys.positions.size() && keys.positions[site] <= pos &&
                              (site == 0 || keys.positions[site - 1] < pos);
        auto from = is_ahead ? begin + static_cast<std::ptrdiff_t>(site) : begin;
        // Ascending look-ups: gallop from the last site.
        std::ptrdiff_t step = 4;
        while (keys.positions.end() - from > step && *(from + step) < pos) {
            from += step;
            step *= 2;
        }
        const auto to = keys.positions.end() - from > step ? from + step + 1 : keys.positions.end();
        site = static_cast<std::size_t>(std::lower_bound(from, to, pos) - begin);
    }

    const Archive::Impl* archive;
    std::size_t block{no_block};
    std::size_t site{};
    std::string_view bytes{};
    std::vector<ChunkEntry> chunks{};
    std::vector<std::size_t> begins{};
    BlockKeys keys{};
    std::vector<BlockColumn> columns;
    std::vector<bool> is_decoded;
    ChunkCodec codec{};
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
        if (impl.block != block)
            impl.load(block);
        for (impl.seek(pos);
             impl.site < impl.keys.positions.size() && impl.keys.positions[impl.site] == pos;
             ++impl.site)
            if (impl.matches(code, key.ref, key.alt))
                return true;
        if (impl.site < impl.keys.positions.size())
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

bool ArchiveCursor::next() {
    if (++impl_->site < impl_->keys.positions.size())
        return true;
    if (impl_->block + 1 >= impl_->archive->blocks.size())
        return false;
    impl_->load(impl_->block + 1);
    return true;
}

ContigId ArchiveCursor::contig() const noexcept {
    return static_cast<ContigId>(impl_->entry().contig);
}

std::int64_t ArchiveCursor::pos() const noexcept {
    return impl_->keys.positions[impl_->site];
}

void ArchiveCursor::alleles(std::string& ref, std::string& alt) const {
    const AlleleCode code = impl_->keys.codes[impl_->site];
    if (code >= long_allele_code) {
        const std::string& text = impl_->keys.long_alleles[code - long_allele_code];
        const std::size_t tab = text.find('\t');
        ref.assign(text, 0, tab);
        alt.assign(text, tab + 1);
        return;
    }
    if (!decode_alleles(code, ref, alt))
        impl_->archive->fail(
            impl_->archive->block_name(impl_->block) + " has an allele that means nothing");
}

ArchiveCursor::Value ArchiveCursor::append_value(std::size_t column, std::string& out) {
    Impl& impl = *impl_;
    const std::size_t site = impl.site;
    const BlockColumn& values = impl.column(column);
    if (values.encoding() != Encoding::quotients) {
        const BlockColumn::State state = values.state(site);
        if (state == BlockColumn::State::value)
            values.append_text(site, out);
        return static_cast<Value>(state);
    }
    std::string_view text;
    if (values.exception(site, text)) {
        if (is_absent(text))
            return Value::absent;
        if (text == ".")
            return Value::missing;
        out += text;
        return Value::present;
    }
    const QuotientOf quotient = values.quotient();
    std::uint32_t numerator{};
    std::uint32_t denominator{};
    if (!impl.column(quotient.numerator).integer(site, numerator) ||
        !impl.column(quotient.denominator).integer(site, denominator) || denominator == 0)
        impl.archive->fail(
            impl.archive->block_name(impl.block) + " has a quotient without its counts");
    append_quotient(numerator, denominator, quotient.format, out);
    return Value::present;
}

}  // namespace genostrat::annotate
