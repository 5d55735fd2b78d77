// SPDX-License-Identifier: MIT
#include "bgen_record.hpp"
#include "made_row.hpp"
#include "pgen_index.hpp"
#include "row_targets.hpp"
#include "variant_list.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/bgen_source.hpp>

namespace genostrat {

namespace {

constexpr std::size_t window_bytes = std::size_t{1} << 20;
constexpr std::size_t head_bytes = 512;  // enough for the head of most variants
constexpr std::size_t bytes_per_batch = std::size_t{1} << 20;  // of GT and DS, as BCF has them
constexpr std::size_t packed_per_batch = std::size_t{4} << 20;
constexpr std::size_t variants_per_batch = 4096;
constexpr std::size_t largest_int8_allele = 62;

template <typename T>
T load(const char* bytes) noexcept {
    T value{};
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

struct BgenHeader {
    std::uint64_t first_variant{};
    std::uint64_t sample_block{};  // 0 where the file names no samples
    std::size_t n_variants{};
    std::size_t n_samples{};
    detail::BgenCompression compression{};
};

[[noreturn]] void throw_damaged(const io::InputFile& file, const std::string& what) {
    throw Error{
        ErrorKind::bad_data,
        what,
        {.file = file.name()},
        "fetch the file again, or make it again from its source"};
}

BgenHeader read_header(const io::InputFile& file) {
    std::array<char, 20> start{};
    detail::read_at(file, 0, start.data(), start.size());
    BgenHeader out{.first_variant = std::uint64_t{load<std::uint32_t>(start.data())} + 4};
    const std::size_t n_header = load<std::uint32_t>(start.data() + 4);
    out.n_variants = load<std::uint32_t>(start.data() + 8);
    out.n_samples = load<std::uint32_t>(start.data() + 12);
    if (n_header < 20 || n_header + 4 > out.first_variant)
        throw_damaged(file, fmt::format("the header has {} bytes", n_header));
    std::array<char, 4> flag_bytes{};
    detail::read_at(file, n_header, flag_bytes.data(), flag_bytes.size());
    const auto flags = load<std::uint32_t>(flag_bytes.data());
    const unsigned layout = (flags >> 2) & 15U;
    if (layout != 2)
        throw Error{
            ErrorKind::unsupported,
            fmt::format("this BGEN file is of layout {}, expected 2 (BGEN 1.2)", layout),
            {.file = file.name()},
            "write it with plink2 --export bgen-1.2, or qctool"};
    if ((flags & 3U) == 3)
        throw_damaged(file, "the compression is of no known kind");
    out.compression = static_cast<detail::BgenCompression>(flags & 3U);
    out.sample_block = (flags & 0x80000000U) != 0 ? n_header + 4 : 0;
    return out;
}

std::vector<std::string> read_samples(const io::InputFile& file, const BgenHeader& header) {
    const std::uint64_t end = header.first_variant;
    if (header.sample_block + 8 > end)
        throw_damaged(file, "the names of the samples are cut off");
    std::vector<char> block(static_cast<std::size_t>(end - header.sample_block));
    detail::read_at(file, header.sample_block, block.data(), block.size());
    if (load<std::uint32_t>(block.data() + 4) != header.n_samples)
        throw_damaged(file, "the names of the samples are not as many as the samples");
    std::vector<std::string> out;
    std::size_t at = 8;
    for (std::size_t sample = 0; sample < header.n_samples; ++sample) {
        if (block.size() - at < 2)
            throw_damaged(file, "the names of the samples are cut off");
        const std::size_t size = load<std::uint16_t>(block.data() + at);
        at += 2;
        if (block.size() - at < size)
            throw_damaged(file, "the names of the samples are cut off");
        out.emplace_back(block.data() + at, size);
        at += size;
    }
    return out;
}

std::string
header_text(const std::vector<std::string>& contigs, const std::vector<std::string>& samples) {
    std::string out = "##fileformat=VCFv4.3\n";
    for (const std::string& name : contigs)
        out += fmt::format("##contig=<ID={}>\n", name);
    out += "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n";
    out += detail::dosage_line;
    out += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    for (const std::string& sample : samples)
        out += '\t' + sample;
    return out + '\n';
}

}  // namespace

struct BgenSource::Impl {
    std::string path;
    VcfSourceOptions options;
    CompanionFiles companions;
    std::optional<io::InputFile> file{};
    BgenHeader header{};
    std::uint64_t size{};
    std::uint64_t at{};  // of the next variant in the file
    std::size_t next{};
    Buffer window{};  // bytes of the file from `window_begin` on
    std::uint64_t window_begin{};
    const Schema* schema{};

    [[nodiscard]] Error cut_off() const {
        return Error{
            ErrorKind::bad_data,
            fmt::format("the file is cut off within variant {} of {}", next + 1, header.n_variants),
            {.file = path, .record = static_cast<std::int64_t>(next)},
            "fetch or write the file again"};
    }

    /// The head of the variant at `at`, through a window of at least `n_bytes`.
    void read_site(detail::BgenSite& site, std::size_t n_bytes) {
        for (;; n_bytes *= 2) {
            const std::string_view bytes = view(n_bytes);
            if (detail::read_bgen_site(bytes, site))
                return;
            if (bytes.size() < n_bytes)
                throw cut_off();
        }
    }

    /// Up to `n_bytes` bytes from `at` on.
    std::string_view view(std::size_t n_bytes) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(n_bytes, size - at));
        const bool is_inside = at >= window_begin && at - window_begin + wanted <= window.size();
        if (!is_inside) {
            window.resize(static_cast<std::size_t>(
                std::min<std::uint64_t>(std::max(n_bytes, window_bytes_), size - at)));
            window_begin = at;
            detail::read_at(*file, at, window.data(), window.size());
        }
        return window.view().substr(static_cast<std::size_t>(at - window_begin), wanted);
    }

    std::vector<std::string> find_contigs() {
        std::vector<std::string> out;
        detail::BgenSite site;
        window_bytes_ = head_bytes;
        at = header.first_variant;
        for (next = 0; next < header.n_variants; ++next) {
            if (at >= size)
                throw cut_off();
            read_site(site, head_bytes);
            if (out.empty() || out.back() != site.contig)
                if (std::ranges::find(out, site.contig) == out.end())
                    out.emplace_back(site.contig);
            at += site.n_head_bytes + site.n_data_bytes;
            if (at > size)
                throw cut_off();
        }
        next = 0;
        at = header.first_variant;
        window.clear();
        window_bytes_ = window_bytes;
        return out;
    }

    std::vector<std::string> sample_names() {
        if (header.sample_block != 0)
            return read_samples(*file, header);
        const std::string beside =
            std::filesystem::path{path}.replace_extension(".sample").string();
        const std::string list = companions.samples.empty() ? beside : companions.samples;
        std::error_code ignored;
        if (!std::filesystem::exists(list, ignored))
            throw Error{
                ErrorKind::missing_input,
                "the BGEN file does not name its samples, and there is no .sample beside it",
                {.file = list},
                "name the list of samples (--sample)"};
        std::vector<std::string> out = detail::read_sample_ids(list);
        if (out.size() != header.n_samples)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "the list names {} samples, the BGEN file has {}",
                    out.size(),
                    header.n_samples),
                {.file = list},
                "are the files of one set?"};
        return out;
    }

    [[nodiscard]] std::size_t row_bytes() const { return 6 * header.n_samples + 64; }

    std::size_t window_bytes_{window_bytes};
};

BgenSource::BgenSource(std::string path, VcfSourceOptions options, CompanionFiles companions)
    : impl_{std::make_unique<Impl>(
          Impl{std::move(path), std::move(options), std::move(companions)})} {
}

BgenSource::~BgenSource() = default;
BgenSource::BgenSource(BgenSource&&) noexcept = default;
BgenSource& BgenSource::operator=(BgenSource&&) noexcept = default;

bool BgenSource::recognises(std::string_view first_bytes) noexcept {
    return first_bytes.size() >= 20 && first_bytes.substr(16, 4) == "bgen";
}

Schema BgenSource::open() {
    Impl& own = *impl_;
    own.file.emplace(own.path);
    own.size = static_cast<std::uint64_t>(own.file->size());
    own.header = read_header(*own.file);
    if (own.header.first_variant > own.size)
        throw_damaged(*own.file, "the file is cut off within its header");
    const std::vector<std::string> samples = own.sample_names();
    return Schema::parse(header_text(own.find_contigs(), samples), own.path);
}

void BgenSource::start(const Schema& schema) {
    impl_->schema = &schema;
    static_cast<void>(schema.hts_header());  // batches copy it: made before they run
}

bool BgenSource::fetch(RecordBatch& batch) {
    Impl& own = *impl_;
    batch.bind(*own.schema, RecordBatch::Backing::bcf, own.options.on_bad_record);
    RecordBatch::Transport& transport = batch.transport;
    transport.packed.clear();
    transport.first_record = static_cast<std::int64_t>(own.next);
    transport.n_records = 0;
    detail::BgenSite site;
    std::size_t n_bytes = 0;
    while (own.next < own.header.n_variants && n_bytes < bytes_per_batch &&
           transport.packed.size() < packed_per_batch &&
           transport.n_records < static_cast<std::int64_t>(variants_per_batch)) {
        own.read_site(site, head_bytes);
        const std::size_t whole = site.n_head_bytes + site.n_data_bytes;
        const std::string_view bytes = own.view(whole);
        if (bytes.size() < whole)
            throw own.cut_off();
        transport.packed.append(bytes);
        own.at += whole;
        n_bytes += own.row_bytes();
        ++own.next;
        ++transport.n_records;
    }
    transport.ends_input = own.next == own.header.n_variants;
    return !transport.ends_input;
}

void BgenSource::inflate(RecordBatch& batch) const {
    RecordBatch::Transport& transport = batch.transport;
    std::string_view rest = transport.packed.view();
    detail::MadeRowWriter writer{*impl_->schema};
    detail::BgenSite site;
    detail::BgenGenotypes genotypes;
    transport.raw.clear();
    for (std::int64_t row = 0; row < transport.n_records; ++row) {
        Where where{.file = impl_->path, .record = transport.first_record + row};
        try {
            static_cast<void>(detail::read_bgen_site(rest, site));
            where.contig = std::string{site.contig};
            where.pos = site.pos;
            detail::decode_bgen_genotypes(
                rest.substr(site.n_head_bytes, site.n_data_bytes),
                impl_->header.compression,
                impl_->header.n_samples,
                site.alleles.size(),
                genotypes);
        } catch (Error& error) {
            error.add_where(where);
            throw;
        }
        writer.begin(
            {.contig = writer.contig(site.contig),
             .pos = site.pos,
             .id = site.id.empty() ? std::string_view{"."} : site.id,
             .alleles = site.alleles},
            static_cast<std::uint32_t>(impl_->header.n_samples),
            transport.raw);
        if (site.alleles.size() > largest_int8_allele) {
            writer.add_wide_genotypes(genotypes.calls, genotypes.ploidy);
        } else {
            constexpr std::int16_t filling = -32767;
            const std::span<std::int8_t> calls = writer.add_genotypes(genotypes.ploidy);
            std::ranges::transform(genotypes.calls, calls.begin(), [](std::int16_t call) {
                return static_cast<std::int8_t>(call == filling ? -127 : call);
            });
        }
        writer.add_dosages(genotypes.dosages, static_cast<std::uint32_t>(site.alleles.size() - 1));
        writer.end();
        rest.remove_prefix(site.n_head_bytes + site.n_data_bytes);
    }
    transport.begin = 0;
    transport.end = transport.raw.size();
}

void BgenSource::frame(RecordBatch&) {
}

void BgenSource::prepare(RecordBatch& batch) const {
    batch.index_rows();
    detail::keep_wanted_rows(batch, impl_->options);
}

double BgenSource::progress() const noexcept {
    return impl_->header.n_variants == 0
               ? 1.0
               : static_cast<double>(impl_->next) / static_cast<double>(impl_->header.n_variants);
}

}  // namespace genostrat
