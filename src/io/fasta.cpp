// SPDX-License-Identifier: MIT
#include "io/fasta_index.hpp"
#include "io/fasta_kernel.hpp"
#include "io/fasta_text.hpp"
#include "io/input_file.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::io {

namespace {

std::vector<FastaEntry> make_index(const FastaText& text, const std::string& path) {
    constexpr std::int64_t piece_bytes = 1 << 20;
    FastaIndexer indexer{path};
    std::string piece(piece_bytes, '\0');
    for (std::int64_t offset = 0; offset < text.size(); offset += piece_bytes) {
        const std::int64_t n_bytes = std::min(piece_bytes, text.size() - offset);
        text.copy(offset, n_bytes, piece.data());
        indexer.take(std::string_view{piece}.substr(0, static_cast<std::size_t>(n_bytes)));
        if (offset % (16 * piece_bytes) == 0)
            text.release();
    }
    text.release();
    return indexer.finish();
}

/// The end of the text before a sequence's first base: its header line, or the end of a long one.
std::string text_before(const FastaText& text, std::int64_t offset) {
    constexpr std::int64_t most = 4096;
    std::string before(static_cast<std::size_t>(std::min(offset, most)), '\0');
    text.copy(
        offset - static_cast<std::int64_t>(before.size()),
        static_cast<std::int64_t>(before.size()),
        before.data());
    if (before.ends_with('\n'))
        before.pop_back();
    else
        return {};
    const std::size_t line = before.rfind('\n');
    return line == std::string::npos ? before : before.substr(line + 1);
}

/// Whether an entry points behind a header line of its name.
bool fits(const FastaEntry& entry, const FastaText& text) {
    if (entry.length != 0 && entry.offset_of(entry.length - 1) >= text.size())
        return false;
    if (entry.offset > text.size())
        return false;
    if (entry.length == 0)
        return true;
    const std::string header = text_before(text, entry.offset);
    if (header.size() >= 4095)
        return true;  // a header line longer than we look back
    if (!header.starts_with('>') || header.compare(1, entry.name.size(), entry.name) != 0)
        return false;
    const std::size_t after = entry.name.size() + 1;
    return header.size() == after || header[after] == ' ' || header[after] == '\t' ||
           header[after] == '\r';
}

/// Whether both find the same bases. Sequences without bases are not compared: samtools 1.16 leaves
/// them out of its index.
bool same_places(std::vector<FastaEntry> one, std::vector<FastaEntry> other) {
    for (std::vector<FastaEntry>* const entries : {&one, &other})
        std::erase_if(*entries, [](const FastaEntry& entry) { return entry.length == 0; });
    return std::equal(
        one.begin(),
        one.end(),
        other.begin(),
        other.end(),
        [](const FastaEntry& left, const FastaEntry& right) { return left.same_place(right); });
}

std::vector<FastaEntry> find_index(const FastaText& text, const std::string& path) {
    const std::string index_path = path + ".fai";
    std::error_code ignored;
    if (!std::filesystem::exists(index_path, ignored))
        return make_index(text, path);
    const std::int64_t index_modified = InputFile{index_path}.modified();
    std::vector<FastaEntry> entries = read_fasta_index(index_path);
    const bool is_good = index_modified >= text.modified()
                             ? std::all_of(
                                   entries.begin(),
                                   entries.end(),
                                   [&text](const FastaEntry& entry) { return fits(entry, text); })
                             : same_places(entries, make_index(text, path));
    if (!is_good || entries.empty())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("does not belong to {}: it names other places or lengths", path),
            {.file = index_path},
            fmt::format("make the index again: samtools faidx {}", path)};
    return entries;
}

}  // namespace

struct Fasta::Impl {
    explicit Impl(std::string given_path)
        : path{std::move(given_path)}, text{open_fasta_text(path)}, data{text->data()},
          entries{find_index(*text, path)} {
        for (const FastaEntry& entry : entries)
            contigs.add(entry.name, entry.length);
        if (contigs.size() != entries.size())
            throw Error{
                ErrorKind::bad_data,
                "a sequence is there twice",
                {.file = path + ".fai"},
                fmt::format("make the index again: samtools faidx {}", path)};
    }

    /// Pages of a mapped file count as memory of the program, so a walk through a genome would seem
    /// to take all of it: after each 32 MB they are given back.
    void note_places(std::int64_t first, std::int64_t last) const noexcept {
        constexpr std::int64_t stretch_bytes = 1 << 20;
        constexpr std::int64_t n_kept = 32;
        const std::int64_t stretch = last / stretch_bytes;
        if (stretch == last_stretch.load(std::memory_order_relaxed))
            return;
        last_stretch.store(stretch, std::memory_order_relaxed);
        const std::int64_t n_more = stretch - first / stretch_bytes + 1;
        if (n_stretches.fetch_add(n_more, std::memory_order_relaxed) % n_kept + n_more >= n_kept)
            text->release();
    }

    void copy(std::int64_t offset, std::int64_t n_bytes, char* out) const {
        if (data != nullptr)
            copy_upper_case(data + offset, static_cast<std::size_t>(n_bytes), out);
        else
            text->copy(offset, n_bytes, out);
    }

    std::string path;
    std::unique_ptr<FastaText> text;
    const char* data;  // the plain text; null for BGZF
    std::vector<FastaEntry> entries;
    Contigs contigs{};
    mutable std::atomic<std::int64_t> last_stretch{-1};
    mutable std::atomic<std::int64_t> n_stretches{0};
};

Fasta::Fasta(const std::string& path) : impl_{std::make_unique<Impl>(path)} {
}

Fasta::~Fasta() = default;
Fasta::Fasta(Fasta&&) noexcept = default;
Fasta& Fasta::operator=(Fasta&&) noexcept = default;

const Contigs& Fasta::contigs() const noexcept {
    return impl_->contigs;
}

const std::string& Fasta::path() const noexcept {
    return impl_->path;
}

std::string Fasta::fetch(ContigId contig, Interval where) const {
    std::string bases;
    fetch(contig, where, bases);
    return bases;
}

void Fasta::fetch(ContigId contig, Interval where, std::string& out) const {
    const FastaEntry& entry = impl_->entries[static_cast<std::size_t>(contig)];
    const Interval inside = where.intersection({0, entry.length});
    if (inside.empty()) {
        out.clear();
        return;
    }
    out.resize(static_cast<std::size_t>(inside.length()));
    char* to = out.data();
    std::int64_t in_line = inside.begin % entry.line_bases;
    std::int64_t offset = entry.offset_of(inside.begin);
    impl_->note_places(offset, entry.offset_of(inside.end - 1));
    for (std::int64_t left = inside.length(); left > 0;) {
        const std::int64_t count = std::min(left, entry.line_bases - in_line);
        impl_->copy(offset, count, to);
        to += count;
        left -= count;
        offset += count + entry.line_bytes - entry.line_bases;
        in_line = 0;
    }
    if (impl_->data == nullptr)
        copy_upper_case(out.data(), out.size(), out.data());
}

}  // namespace genostrat::io
