// SPDX-License-Identifier: MIT
#include "bcf_record.hpp"
#include "line_scan.hpp"
#include "row_targets.hpp"
#include "vcf_index.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/io/packed_reader.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat {

namespace {

constexpr std::string_view bcf_magic{"BCF\2\2", 5};
constexpr std::size_t bcf_preamble = 9;  // magic and l_text
constexpr std::size_t head_room = std::size_t{64} << 10;

/// Bytes of the text header that lie whole in `bytes`; 0 if its #CHROM line has not ended.
std::size_t text_header_size(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t end = bytes.find('\n', at);
        if (end == std::string_view::npos)
            return 0;
        const bool is_meta = bytes.substr(at).starts_with("##");
        at = end + 1;
        if (!is_meta)
            return at;
    }
    return 0;
}

std::string hts_header_text(const bcf_hdr_t& header) {
    kstring_t text{0, 0, nullptr};
    bcf_hdr_format(&header, 0, &text);
    std::string copy{text.s, text.l};
    ks_free(&text);
    return copy;
}

/// A misspelt contig in a region selects nothing: the user has to hear of it. Where the header
/// declares no contigs, nobody knows.
void warn_of_unknown_contigs(const Regions& regions, const Schema& schema) {
    if (schema.contigs().size() == 0)
        return;
    for (const std::string& name : regions.contigs())
        if (schema.contigs().find_alias(name) == unknown_contig)
            log_warning(fmt::format(
                "{}: the header has no contig '{}', which a region names", schema.file(), name));
}

}  // namespace

struct VcfSource::Impl {
    std::string path;
    VcfSourceOptions options;
    std::optional<io::PackedReader> reader{};
    RecordBatch::Backing backing{RecordBatch::Backing::text};
    const Schema* schema{};
    Buffer tail{};  ///< the partial record at the end of the last batch
    std::int64_t n_records{};
    std::int64_t n_header_lines{};
    std::int64_t n_tail_records{};  ///< whole records in the tail: after open() only

    /// Appends inflated bytes to the tail; false at the end of the input.
    bool inflate_more() {
        Buffer packed;
        Buffer raw;
        io::PackedReader::Slice slice;
        if (!reader->fetch(packed, slice))
            return false;
        const auto [begin, end] = io::inflate_slice(packed, slice, reader->compression(), 0, raw);
        tail.append(raw.view().substr(begin, end - begin));
        return true;
    }

    Schema open_text() {
        std::size_t size = text_header_size(tail.view());
        while (size == 0 && inflate_more())
            size = text_header_size(tail.view());
        if (size == 0)
            size = tail.size();  // a last line without line end
        Schema out = Schema::parse(tail.view().substr(0, size), path);
        n_header_lines = std::ranges::count(tail.view().substr(0, size), '\n');
        tail.drop_front(size);
        n_tail_records = detail::count_line_feeds(tail.data(), tail.size());
        return out;
    }

    Schema open_bcf() {
        const auto need = [this](std::size_t n) {
            while (tail.size() < n)
                if (!inflate_more())
                    throw Error{
                        ErrorKind::bad_data,
                        "the file ends within its header",
                        {.file = path},
                        "fetch or write the file again"};
        };
        need(bcf_preamble);
        const std::size_t size = detail::load<std::uint32_t>(tail.data() + bcf_magic.size());
        need(bcf_preamble + size);
        std::string_view text = tail.view().substr(bcf_preamble, size);
        text = text.substr(0, text.find('\0'));
        HtsHeader header = make_hts_header(text, path);
        Schema out = Schema::parse(hts_header_text(*header), path);
        out.set_bcf_header(std::move(header));
        tail.drop_front(bcf_preamble + size);
        return out;
    }

    /// False where a record goes on beyond this batch: its bytes are gathered in the tail, so that
    /// a record of any length costs linear time.
    [[nodiscard]] bool completes_a_record(const RecordBatch::Transport& transport) const {
        if (transport.ends_input || transport.n_records > 0 || n_tail_records > 0)
            return true;
        if (backing == RecordBatch::Backing::text)
            return false;
        if (tail.size() < detail::BcfRecord::length_bytes)
            return true;
        const std::size_t size = detail::BcfRecord::length_bytes +
                                 std::size_t{detail::load<std::uint32_t>(tail.data())} +
                                 detail::load<std::uint32_t>(tail.data() + 4);
        return tail.size() + (transport.end - transport.begin) >= size;
    }

    /// End of the last whole record in [begin, end).
    [[nodiscard]] std::size_t
    last_border(const RecordBatch::Transport& transport, std::int64_t& n_whole) const {
        const char* const data = transport.raw.data();
        if (backing == RecordBatch::Backing::text) {
            const void* const line_feed =
                ::memrchr(data + transport.begin, '\n', transport.end - transport.begin);
            return line_feed == nullptr
                       ? transport.begin
                       : static_cast<std::size_t>(static_cast<const char*>(line_feed) - data) + 1;
        }
        std::size_t at = transport.begin;
        while (transport.end - at >= detail::BcfRecord::length_bytes) {
            const std::size_t size = detail::BcfRecord::length_bytes +
                                     std::size_t{detail::load<std::uint32_t>(data + at)} +
                                     detail::load<std::uint32_t>(data + at + 4);
            if (size > transport.end - at)
                break;
            at += size;
            ++n_whole;
        }
        return at;
    }
};

VcfSource::VcfSource(std::string path, VcfSourceOptions options)
    : impl_{std::make_unique<Impl>(Impl{std::move(path), std::move(options)})} {
}

VcfSource::~VcfSource() = default;
VcfSource::VcfSource(VcfSource&&) noexcept = default;
VcfSource& VcfSource::operator=(VcfSource&&) noexcept = default;

Schema VcfSource::open() {
    impl_->reader.emplace(impl_->path);
    static_cast<void>(impl_->inflate_more());
    const std::string_view start = impl_->tail.view();
    const bool is_bcf = start.starts_with(bcf_magic);
    if (!is_bcf && !start.starts_with("##") && !start.starts_with("#CHROM\t"))
        throw Error{
            start.starts_with("BAM\1") || start.starts_with("CRAM") || start.starts_with("BCF")
                ? ErrorKind::unsupported
                : ErrorKind::bad_data,
            start.starts_with("BAM\1") || start.starts_with("CRAM")
                ? "this is a BAM or CRAM file, expected VCF or BCF"
            : start.starts_with("BCF")
                ? "this is BCF of an old version, expected BCF 2.2"
                : "this is neither VCF nor BCF: expected '##fileformat=VCF' in the first line",
            {.file = impl_->path},
            "check that this is the file you meant"};
    impl_->backing = is_bcf ? RecordBatch::Backing::bcf : RecordBatch::Backing::text;
    Schema schema = is_bcf ? impl_->open_bcf() : impl_->open_text();
    const Regions& regions = impl_->options.regions;
    warn_of_unknown_contigs(regions, schema);
    warn_of_unknown_contigs(impl_->options.targets, schema);
    if (!regions.empty()) {
        if (impl_->reader->compression() != io::Compression::bgzf)
            throw Error{
                ErrorKind::unsupported,
                "regions need a file compressed with bgzip, and its index",
                {.file = impl_->path},
                "compress it with 'genostrat view -O z --write-index', or use -t, which reads the "
                "whole file"};
        impl_->reader->restrict_to(
            detail::find_chunks(impl_->path, impl_->options.index, regions, schema, is_bcf));
        impl_->tail.clear();
    }
    return schema;
}

bool VcfSource::is_bcf() const noexcept {
    return impl_->backing == RecordBatch::Backing::bcf;
}

void VcfSource::start(const Schema& schema) {
    impl_->schema = &schema;
    if (impl_->backing == RecordBatch::Backing::bcf)
        static_cast<void>(schema.hts_header());  // batches copy it: made before they run
}

bool VcfSource::fetch(RecordBatch& batch) {
    batch.bind(*impl_->schema, impl_->backing, impl_->options.on_bad_record);
    if (impl_->reader->fetch(batch.transport.packed, batch.transport.slice))
        return true;
    batch.transport.ends_input = true;
    return false;
}

void VcfSource::inflate(RecordBatch& batch) const {
    RecordBatch::Transport& transport = batch.transport;
    try {
        std::tie(transport.begin, transport.end) = io::inflate_slice(
            transport.packed,
            transport.slice,
            impl_->reader->compression(),
            head_room,
            transport.raw);
    } catch (Error& error) {
        error.add_where({.file = impl_->path});
        throw;
    }
    if (impl_->backing == RecordBatch::Backing::text)
        transport.n_records = detail::count_line_feeds(
            transport.raw.data() + transport.begin, transport.end - transport.begin);
}

void VcfSource::frame(RecordBatch& batch) {
    RecordBatch::Transport& transport = batch.transport;
    Buffer& tail = impl_->tail;
    if (transport.slice.restarts)
        tail.clear();
    transport.first_record = impl_->n_records;
    transport.first_line =
        impl_->options.regions.empty() ? impl_->n_header_lines + impl_->n_records + 1 : 0;
    if (!impl_->completes_a_record(transport)) {
        tail.append(transport.raw.view().substr(transport.begin, transport.end - transport.begin));
        transport.end = transport.begin;
        return;
    }
    if (tail.size() <= transport.begin) {
        transport.begin -= tail.size();
        if (!tail.empty())
            std::memcpy(transport.raw.data() + transport.begin, tail.data(), tail.size());
    } else {  // more than the head room holds
        tail.append(transport.raw.view().substr(transport.begin, transport.end - transport.begin));
        std::swap(transport.raw, tail);
        transport.begin = 0;
        transport.end = transport.raw.size();
    }
    std::int64_t n_whole = transport.n_records + std::exchange(impl_->n_tail_records, 0);
    std::size_t border = impl_->last_border(transport, n_whole);
    if (transport.ends_input && border < transport.end) {
        if (impl_->backing == RecordBatch::Backing::bcf)
            throw Error{
                ErrorKind::bad_data,
                "the file ends within a record",
                {.file = impl_->path, .record = impl_->n_records + n_whole + 1},
                "fetch or write the file again"};
        border = transport.end;  // a last line without line end
        ++n_whole;
    }
    tail.clear();
    tail.append(transport.raw.view().substr(border, transport.end - border));
    transport.end = border;
    impl_->n_records += n_whole;
}

void VcfSource::prepare(RecordBatch& batch) const {
    batch.index_rows();
    detail::keep_wanted_rows(batch, impl_->options);
}

double VcfSource::progress() const noexcept {
    return impl_->reader->progress();
}

}  // namespace genostrat
