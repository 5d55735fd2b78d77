// SPDX-License-Identifier: MIT
#include "bcf_encode.hpp"
#include "index_writer.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/variant/vcf_sink.hpp>

namespace genostrat {

namespace {

bool is_binary(VcfFormat format) {
    return format == VcfFormat::bcf || format == VcfFormat::bcf_uncompressed;
}

bool is_packed(VcfFormat format) {
    return format == VcfFormat::vcf_gz || format == VcfFormat::bcf;
}

/// The header of BCF with the lines that the output has as text; tags keep their numbers.
std::string bcf_header_bytes(const Schema& schema) {
    const HtsHeader header = copy_hts_header(*schema.hts_header());
    if (schema.text().find("\n##FORMAT=") == std::string::npos)
        bcf_hdr_remove(header.get(), BCF_HL_FMT, nullptr);
    kstring_t text{0, 0, nullptr};
    bcf_hdr_format(header.get(), 1, &text);
    const auto size = static_cast<std::uint32_t>(text.l + 1);
    std::string bytes{"BCF\2\2"};
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);  // NOLINT(*-cast)
    bytes.append(text.s, text.l + 1);
    ks_free(&text);
    return bytes;
}

std::int64_t longest_contig(const Contigs& contigs) {
    std::int64_t longest = 0;
    for (ContigId contig = 0; static_cast<std::size_t>(contig) < contigs.size(); ++contig)
        longest = std::max(longest, contigs.length(contig));
    return longest;
}

/// Appends the rows of a batch as text. Bytes that lie side by side unchanged are copied at once.
class TextAppender {
public:
    explicit TextAppender(VcfSink::Chunk& chunk) : chunk_{chunk} {}

    void append(const RecordBatch& batch, RowId row) {
        if (!batch.is_edited(row) && !batch.is_bcf(row)) {
            copy(batch.raw_bytes(row));
            return;
        }
        if (const auto parts = batch.insertion(row)) {
            copy(parts->before);
            flush();
            chunk_.lacks_line_end = false;  // the row goes on
            chunk_.bytes.append(parts->entries);
            copy(parts->after);
            return;
        }
        flush();
        line_.clear();
        batch.append_line(row, line_, FloatText::six_digits);
        line_ += '\n';
        put(line_);
    }

    void flush() {
        put(run_);
        run_ = {};
    }

    /// Bytes the chunk will have, those not yet flushed included.
    [[nodiscard]] std::size_t size() const noexcept { return chunk_.bytes.size() + run_.size(); }

private:
    void copy(std::string_view bytes) {
        if (bytes.data() != run_.data() + run_.size() || run_.empty()) {
            flush();
            run_ = bytes;
        } else {
            run_ = {run_.data(), run_.size() + bytes.size()};
        }
    }

    void put(std::string_view text) {
        if (text.empty())
            return;
        if (chunk_.lacks_line_end)
            chunk_.bytes.append("\n");
        chunk_.bytes.append(text);
        chunk_.lacks_line_end = text.back() != '\n';
    }

    VcfSink::Chunk& chunk_;
    std::string_view run_;
    std::string line_;
};

}  // namespace

VcfFormat format_of(std::string_view path) noexcept {
    if (path.ends_with(".vcf.gz") || path.ends_with(".vcf.bgz"))
        return VcfFormat::vcf_gz;
    return path.ends_with(".bcf") ? VcfFormat::bcf : VcfFormat::vcf;
}

struct VcfSink::Impl {
    std::string path;
    VcfSinkOptions options;
    std::optional<io::AtomicFile> file{};
    std::optional<io::AtomicFile> index_file{};
    std::optional<detail::IndexWriter> index{};
    std::string carry{};  ///< the bytes of the block that is not yet full
    bool lacks_line_end{};
    std::uint64_t n_cut{};  ///< inflated bytes of rows handed to `cut`
    std::uint64_t n_written{};

    void put(std::string_view bytes) {
        file->write(bytes);
        n_written += bytes.size();
    }

    void write_header(std::string_view header) {
        if (!is_packed(options.format)) {
            put(header);
            return;
        }
        const io::Deflater deflater{options.level};
        Buffer packed;
        for (; !header.empty(); header.remove_prefix(std::min(header.size(), io::bgzf_block_bytes)))
            deflater.deflate(header.substr(0, io::bgzf_block_bytes), packed);
        put(packed.view());
    }

    void start_index(const Schema& schema) {
        if (file->is_direct())
            throw Error{
                ErrorKind::usage,
                "a pipe or a device can have no index",
                {.file = path},
                "write to a file, or leave out --write-index"};
        using Kind = detail::IndexWriter::Kind;
        const bool binary = is_binary(options.format);
        const Kind kind = binary                              ? Kind::bcf_csi
                          : options.index == IndexFormat::tbi ? Kind::vcf_tbi
                                                              : Kind::vcf_csi;
        index.emplace(
            kind,
            n_written,
            longest_contig(schema.contigs()),
            binary ? schema.hts_header()->n[BCF_DT_CTG] : 0);
        index_file.emplace(path + (kind == Kind::vcf_tbi ? ".tbi" : ".csi"));
    }
};

VcfSink::VcfSink(std::string path, VcfSinkOptions options)
    : impl_{std::make_unique<Impl>(Impl{std::move(path), std::move(options)})} {
    const VcfSinkOptions& given = impl_->options;
    if (given.index == IndexFormat::none)
        return;
    if (impl_->path == "-" || !is_packed(given.format))
        throw Error{
            ErrorKind::usage,
            "only a compressed file (-O z or -O b, with -o FILE) can have an index",
            {.file = impl_->path}};
    if (given.index == IndexFormat::tbi && is_binary(given.format))
        throw Error{ErrorKind::usage, "BCF has a CSI index, not TBI", {.file = impl_->path}};
}

VcfSink::~VcfSink() = default;
VcfSink::VcfSink(VcfSink&&) noexcept = default;
VcfSink& VcfSink::operator=(VcfSink&&) noexcept = default;

void VcfSink::bind(Schema& schema) {
    if (!impl_->options.provenance.empty())
        schema.adds_line(impl_->options.provenance);
}

void VcfSink::start(const Schema& schema) {
    Impl& own = *impl_;
    own.file.emplace(own.path);
    const bool binary = is_binary(own.options.format);
    if (own.options.parts != VcfParts::only_rows)
        own.write_header(binary ? bcf_header_bytes(schema) : schema.text());
    if (own.options.index != IndexFormat::none)
        own.start_index(schema);
}

void VcfSink::encode(const RecordBatch& batch, Chunk& chunk) const {
    const Impl& own = *impl_;
    if (own.options.parts == VcfParts::only_header)
        return;
    // `cut` puts the bytes that the block before left over in front: no second copy of the rows.
    if (chunk.bytes.empty() && is_packed(own.options.format)) {
        chunk.bytes.resize(io::bgzf_block_bytes);
        chunk.begin = io::bgzf_block_bytes;
    }
    const bool with_marks = own.options.index != IndexFormat::none;
    const auto mark = [&](RowId row, std::int32_t tid, std::size_t bytes_end) {
        const Interval span = batch.span(row);
        chunk.marks.push_back(
            {batch.contig(row),
             std::string{batch.contig_name(row)},
             tid,
             std::max<std::int64_t>(span.begin, 0),
             std::max<std::int64_t>(span.end, 1),
             bytes_end - chunk.begin});
    };
    if (is_binary(own.options.format)) {
        static thread_local detail::BcfEncoder encoder;
        for (const RowId row : batch.rows()) {
            const std::int32_t tid = encoder.append(batch, row, chunk.bytes);
            if (with_marks)
                mark(row, tid, chunk.bytes.size());
        }
        return;
    }
    // Rows that were changed come one by one: a buffer that grew with them would be copied again
    // and again. Room for a quarter more than came in; what is not written to costs nothing.
    const std::size_t n_read = batch.transport.end - batch.transport.begin;
    chunk.bytes.reserve(chunk.begin + n_read + n_read / 4);
    TextAppender appender{chunk};
    for (const RowId row : batch.rows()) {
        appender.append(batch, row);
        if (with_marks) {
            appender.flush();
            mark(row, -1, chunk.bytes.size());
        }
    }
    appender.flush();
}

void VcfSink::cut(Chunk& chunk, bool last) {
    Impl& own = *impl_;
    if (own.lacks_line_end && chunk.bytes.size() > chunk.begin) {
        // A row follows the input's last line, which had no line end.
        chunk.begins_with_line_feed = true;
        own.carry += is_packed(own.options.format) ? "\n" : "";
        ++own.n_cut;
    }
    if (chunk.bytes.size() > chunk.begin)
        own.lacks_line_end = chunk.lacks_line_end;
    if (own.index)
        for (Mark& mark : chunk.marks)
            mark.bytes_end += own.n_cut;
    own.n_cut += chunk.bytes.size() - chunk.begin;
    if (!is_packed(own.options.format))
        return;
    if (chunk.bytes.empty()) {
        chunk.bytes.resize(io::bgzf_block_bytes);
        chunk.begin = io::bgzf_block_bytes;
    }
    chunk.begin -= own.carry.size();
    std::memcpy(chunk.bytes.data() + chunk.begin, own.carry.data(), own.carry.size());
    const std::size_t rest = last ? 0 : (chunk.bytes.size() - chunk.begin) % io::bgzf_block_bytes;
    own.carry.assign(chunk.bytes.data() + chunk.bytes.size() - rest, rest);
    chunk.bytes.resize(chunk.bytes.size() - rest);
}

void VcfSink::deflate(Chunk& chunk) const {
    if (!is_packed(impl_->options.format))
        return;
    static thread_local std::optional<io::Deflater> deflater;
    if (!deflater || deflater->level() != impl_->options.level)
        deflater.emplace(impl_->options.level);
    std::string_view rest = chunk.bytes.view().substr(chunk.begin);
    while (!rest.empty()) {
        const std::string_view block = rest.substr(0, io::bgzf_block_bytes);
        const std::size_t before = chunk.packed.size();
        deflater->deflate(block, chunk.packed);
        chunk.block_sizes.push_back(static_cast<std::uint32_t>(chunk.packed.size() - before));
        rest.remove_prefix(block.size());
    }
}

void VcfSink::write(Chunk& chunk) {
    Impl& own = *impl_;
    if (!is_packed(own.options.format)) {
        if (chunk.begins_with_line_feed)
            own.put("\n");
        own.put(chunk.bytes.view().substr(chunk.begin));
        return;
    }
    own.put(chunk.packed.view());
    if (!own.index)
        return;
    for (const Mark& mark : chunk.marks) {
        try {
            own.index->add(
                mark.tid >= 0 ? mark.tid : own.index->number_of(mark.contig_name),
                mark.begin,
                mark.end,
                mark.bytes_end);
        } catch (Error& error) {
            error.add_where({.file = own.path, .contig = mark.contig_name, .pos = mark.begin});
            throw;
        }
    }
    for (const std::uint32_t size : chunk.block_sizes)
        own.index->add_block(size);
}

void VcfSink::close() {
    Impl& own = *impl_;
    if (is_packed(own.options.format))
        own.put(io::bgzf_end_of_file);
    own.file->close();
    if (own.index) {
        own.index->save(own.index_file->current_path());
        own.index_file->close();
    }
}

void VcfSink::commit() {
    impl_->file->commit();
    if (impl_->index_file)
        impl_->index_file->commit();
}

}  // namespace genostrat
