// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"
#include "annotate/block_codec.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <genostrat/annotate/archive_writer.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/container.hpp>

#include <libdeflate.h>

namespace genostrat::annotate {

namespace {

constexpr std::size_t section_bytes = std::size_t{1} << 20;
constexpr std::size_t max_section_bytes = std::size_t{1} << 31;
constexpr std::uint32_t max_quotient_count = 0xFFFFFF00;
constexpr std::int64_t largest_end = 0x7FFFFFFF;
constexpr std::uint32_t absent_length = std::numeric_limits<std::uint32_t>::max();

/// A site that waits for its block; its texts are in the pool.
struct PendingSite {
    std::uint32_t pos{};
    std::uint32_t length{};  // of an interval
    std::uint32_t ref_length{};
    std::uint32_t alt_length{};
    std::size_t text{};    // REF, then ALT
    std::size_t values{};  // index of the first value
};

struct PendingValue {
    std::size_t text{};
    std::uint32_t length{absent_length};
};

/// AF -> AC and AN, AF_nfe -> AC_nfe and AN_nfe, AF_hom -> AC_hom and AN.
std::string count_name(std::string_view frequency_name, std::string_view count) {
    const std::size_t at = frequency_name.find("AF");
    if (at == std::string_view::npos)
        return {};
    std::string name{frequency_name};
    return name.replace(at, 2, count);
}

}  // namespace

struct ArchiveWriter::Impl {
    Impl(std::string given_path, ArchiveInfo about, ArchiveWriterOptions given_options)
        : path{given_path}, info{std::move(about)}, options{given_options},
          file{std::move(given_path), archive_kind, archive_version},
          quotients(info.columns.size()) {
        info.contigs.clear();
        info.n_sites = 0;
        info.n_duplicates = 0;
        find_quotients();
    }

    // --- rows come in ---

    void start_contig(std::string_view contig) {
        flush(true);
        if (contigs.find(contig) != unknown_contig)
            throw Error{
                ErrorKind::bad_data,
                "rows of contig " + std::string{contig} + " come in two places",
                {.contig = std::string{contig}},
                "sort the source, or build one archive a file and join them with 'archive merge'"};
        contigs.add(contig);
        info.contigs.emplace_back(contig);
        last_row_pos = -1;
        first_free_pos = 0;
    }

    void add_row(
        std::string_view contig,
        std::int64_t row_pos,
        std::int64_t key_pos,
        std::uint32_t length,
        std::string_view ref,
        std::string_view alt,
        std::span<const std::string_view> row) {
        if (info.contigs.empty() || info.contigs.back() != contig)
            start_contig(contig);
        if (row_pos < last_row_pos)
            throw Error{
                ErrorKind::bad_data,
                "rows are not sorted: this one comes after position " +
                    std::to_string(last_row_pos + 1),
                {.contig = std::string{contig}, .pos = row_pos},
                "sort the source by position"};
        last_row_pos = row_pos;
        if (sites.size() >= next_flush)
            flush(false);
        add_site(key_pos, length, ref, alt, row);
    }

    void add_site(
        std::int64_t key_pos,
        std::uint32_t length,
        std::string_view ref,
        std::string_view alt,
        std::span<const std::string_view> row) {
        if (key_pos < first_free_pos || key_pos > 0xFFFFFFFELL)
            throw Error{
                ErrorKind::bad_data,
                "a row's place comes before rows that are already written",
                {.contig = info.contigs.back(), .pos = key_pos},
                "sort the source by position"};
        sites.push_back(
            {.pos = static_cast<std::uint32_t>(key_pos),
             .length = length,
             .ref_length = static_cast<std::uint32_t>(ref.size()),
             .alt_length = static_cast<std::uint32_t>(alt.size()),
             .text = pool.size(),
             .values = values.size()});
        pool += ref;
        pool += alt;
        for (std::size_t column = 0; column < row.size(); ++column) {
            std::string_view value = row[column];
            if (is_absent(value)) {
                values.push_back({});
                continue;
            }
            if (value.empty())
                value = ".";
            const std::size_t begin = pool.size();
            if (info.columns[column].significant_digits > 0)
                pool += rounded(info.columns[column], value);
            else
                pool += value;
            values.push_back({begin, static_cast<std::uint32_t>(pool.size() - begin)});
        }
    }

    static std::string rounded(ArchiveColumn& column, std::string_view value) {
        std::string text = round_decimal(value, column.significant_digits);
        const auto exact = parse_number<double>(value);
        const auto kept = parse_number<double>(text);
        if (exact && kept && *exact != 0)
            column.max_relative_error =
                std::max(column.max_relative_error, std::abs((*kept - *exact) / *exact));
        return text;
    }

    // --- blocks go out ---

    [[nodiscard]] std::string_view ref_of(const PendingSite& site) const {
        return std::string_view{pool}.substr(site.text, site.ref_length);
    }

    [[nodiscard]] std::string_view alt_of(const PendingSite& site) const {
        return std::string_view{pool}.substr(site.text + site.ref_length, site.alt_length);
    }

    [[nodiscard]] bool is_before(const PendingSite& one, const PendingSite& other) const {
        if (one.pos != other.pos)
            return one.pos < other.pos;
        if (info.keys == ArchiveKeys::intervals)
            return one.length < other.length;
        const int refs = ref_of(one).compare(ref_of(other));
        return refs != 0 ? refs < 0 : alt_of(one) < alt_of(other);
    }

    void sort_sites() {
        const auto before = [this](const PendingSite& one, const PendingSite& other) {
            return is_before(one, other);
        };
        if (!std::is_sorted(sites.begin(), sites.end(), before))
            std::stable_sort(sites.begin(), sites.end(), before);
        if (info.keys == ArchiveKeys::alleles)
            remove_duplicates();
    }

    void remove_duplicates() {
        std::size_t n_kept = 0;
        for (const PendingSite& site : sites) {
            const bool is_duplicate = n_kept > 0 && !is_before(sites[n_kept - 1], site);
            if (!is_duplicate) {
                sites[n_kept++] = site;
                continue;
            }
            if (options.on_duplicate == OnDuplicate::fail)
                throw Error{
                    ErrorKind::bad_data,
                    "the allele " + std::string{ref_of(site)} + ">" + std::string{alt_of(site)} +
                        " comes twice",
                    {.contig = info.contigs.back(), .pos = site.pos},
                    "keep one with --duplicates first or last"};
            ++info.n_duplicates;
            if (options.on_duplicate == OnDuplicate::last)
                sites[n_kept - 1] = site;
        }
        sites.resize(n_kept);
    }

    /// Writes whole blocks of sites that no later row can precede; all sites at a contig's end.
    void flush(bool is_end) {
        sort_sites();
        const std::int64_t safe = last_row_pos - options.sort_window;
        std::size_t n_safe = sites.size();
        while (!is_end && n_safe > 0 && sites[n_safe - 1].pos >= safe)
            --n_safe;
        std::size_t done = 0;
        while (n_safe - done >= sites_per_block || (is_end && done < n_safe)) {
            const std::size_t n = std::min(sites_per_block, n_safe - done);
            write_block(std::span{sites}.subspan(done, n));
            first_free_pos = sites[done + n - 1].pos;
            done += n;
        }
        keep_from(done);
        next_flush = sites.size() + 2 * sites_per_block;
    }

    /// Drops the first sites; texts of the others move to a new pool.
    void keep_from(std::size_t done) {
        if (done == sites.size()) {
            sites.clear();
            values.clear();
            pool.clear();
            return;
        }
        std::string kept_pool;
        std::vector<PendingValue> kept_values;
        for (std::size_t from = done; from < sites.size(); ++from) {
            PendingSite site = sites[from];
            const std::size_t text = kept_pool.size();
            kept_pool.append(pool, site.text, site.ref_length + site.alt_length);
            const std::size_t first_value = kept_values.size();
            for (std::size_t column = 0; column < info.columns.size(); ++column) {
                PendingValue value = values[site.values + column];
                if (value.length != absent_length) {
                    const std::size_t begin = kept_pool.size();
                    kept_pool.append(pool, value.text, value.length);
                    value.text = begin;
                }
                kept_values.push_back(value);
            }
            site.text = text;
            site.values = first_value;
            sites[from - done] = site;
        }
        sites.resize(sites.size() - done);
        pool.swap(kept_pool);
        values.swap(kept_values);
    }

    void write_block(std::span<const PendingSite> block) {
        std::vector<std::string> chunks{encode_keys(keys_of(block))};
        std::vector<std::vector<std::string_view>> texts(info.columns.size());
        for (std::size_t column = 0; column < texts.size(); ++column)
            texts[column] = texts_of(block, column);
        for (std::size_t column = 0; column < texts.size(); ++column)
            chunks.push_back(encode(column, texts));

        std::string packed(chunks.size() * sizeof(ChunkEntry), '\0');
        std::vector<ChunkEntry> entries;
        for (const std::string& chunk : chunks) {
            const std::size_t begin = packed.size();
            codec.deflate(chunk, options.level, packed);
            entries.push_back(
                {static_cast<std::uint32_t>(packed.size() - begin),
                 static_cast<std::uint32_t>(chunk.size())});
        }
        ByteWriter head;
        for (const ChunkEntry& entry : entries)
            head.put(entry);
        packed.replace(0, head.bytes().size(), head.bytes());
        if (packed.size() > max_section_bytes)
            throw Error{
                ErrorKind::unsupported,
                "the texts of " + std::to_string(block.size()) + " sites take more than 2 GiB"};
        if (!section.empty() && section.size() + packed.size() > section_bytes)
            end_section();
        index.push_back(
            {.contig = static_cast<std::uint32_t>(info.contigs.size() - 1),
             .n_sites = static_cast<std::uint32_t>(block.size()),
             .first_pos = block.front().pos,
             .last_pos = block.back().pos,
             .section = static_cast<std::uint32_t>(n_sections),
             .offset = static_cast<std::uint32_t>(section.size()),
             .n_bytes = static_cast<std::uint32_t>(packed.size()),
             .checksum = libdeflate_crc32(0, packed.data(), packed.size())});
        section += packed;
        info.n_sites += block.size();
        if (info.keys == ArchiveKeys::intervals) {
            std::uint32_t end = 0;
            for (const PendingSite& site : block)
                end = std::max(end, site.pos + site.length);
            reach.push_back(end);
        }
    }

    void end_section() {
        if (section.empty())
            return;
        file.add("blocks." + std::to_string(n_sections), std::span<const char>{section});
        ++n_sections;
        section.clear();
    }

    [[nodiscard]] BlockKeys keys_of(std::span<const PendingSite> block) const {
        BlockKeys keys;
        for (const PendingSite& site : block) {
            AlleleCode code = info.keys == ArchiveKeys::intervals
                                  ? site.length
                                  : encode_alleles(ref_of(site), alt_of(site));
            if (code == long_allele_code) {
                code |= static_cast<AlleleCode>(keys.long_alleles.size());
                keys.long_alleles.push_back(std::string{ref_of(site)} + '\t');
                keys.long_alleles.back() += alt_of(site);
            }
            keys.positions.push_back(site.pos);
            keys.codes.push_back(code);
        }
        return keys;
    }

    [[nodiscard]] std::vector<std::string_view>
    texts_of(std::span<const PendingSite> block, std::size_t column) const {
        std::vector<std::string_view> texts;
        texts.reserve(block.size());
        for (const PendingSite& site : block) {
            const PendingValue& value = values[site.values + column];
            texts.push_back(
                value.length == absent_length
                    ? absent_value
                    : std::string_view{pool}.substr(value.text, value.length));
        }
        return texts;
    }

    // --- frequencies that are quotients of counts ---

    struct Candidate {
        bool is_candidate{};
        bool has_format{};
        QuotientOf quotient{};
    };

    [[nodiscard]] std::optional<std::size_t> find_source(std::string_view name) const {
        for (std::size_t column = 0; column < info.columns.size(); ++column)
            if (info.columns[column].type == ColumnType::integer &&
                info.columns[column].source == name)
                return column;
        return std::nullopt;
    }

    void find_quotients() {
        for (std::size_t column = 0; column < info.columns.size(); ++column) {
            const ArchiveColumn& own = info.columns[column];
            if (own.type != ColumnType::floating || own.significant_digits > 0)
                continue;
            const auto numerator = find_source(count_name(own.source, "AC"));
            auto denominator = find_source(count_name(own.source, "AN"));
            if (!denominator)
                denominator = find_source("AN");
            if (numerator && denominator)
                quotients[column] = {true, false, {*numerator, *denominator, {}}};
        }
    }

    [[nodiscard]] std::string
    encode(std::size_t column, const std::vector<std::vector<std::string_view>>& texts) {
        Candidate& candidate = quotients[column];
        if (!candidate.is_candidate)
            return encode_column(texts[column]);
        const auto& numerators = texts[candidate.quotient.numerator];
        const auto& denominators = texts[candidate.quotient.denominator];
        if (!candidate.has_format)
            find_format(candidate, texts[column], numerators, denominators);
        // A quotient is printed from integer chunks; where those are none, it stays as it is.
        std::uint32_t count{};
        const auto is_count = [&](std::string_view text) {
            return is_absent(text) || text == "." ||
                   (parse_count(text, count) && count <= max_quotient_count);
        };
        const bool counts = candidate.has_format && std::ranges::all_of(numerators, is_count) &&
                            std::ranges::all_of(denominators, is_count);
        return encode_column(
            texts[column], counts ? &candidate.quotient : nullptr, numerators, denominators);
    }

    static void find_format(
        Candidate& candidate,
        std::span<const std::string_view> texts,
        std::span<const std::string_view> numerators,
        std::span<const std::string_view> denominators) {
        constexpr std::size_t n_tries = 16;
        std::size_t n_tried = 0;
        std::size_t longest = 0;
        for (std::size_t site = 0; site < texts.size() && n_tried < n_tries; ++site) {
            std::uint32_t numerator{};
            std::uint32_t denominator{};
            if (is_absent(texts[site]) || !parse_count(numerators[site], numerator) ||
                !parse_count(denominators[site], denominator) || numerator == 0 || denominator == 0)
                continue;
            ++n_tried;
            if (texts[site].size() <= longest)
                continue;
            const auto format = find_quotient_format(numerator, denominator, texts[site]);
            if (!format)
                continue;
            candidate.quotient.format = *format;
            candidate.has_format = true;
            longest = texts[site].size();
        }
    }

    std::string path;
    ArchiveInfo info;
    ArchiveWriterOptions options;
    io::ContainerWriter file;
    std::vector<Candidate> quotients;
    Contigs contigs{};
    std::int64_t last_row_pos{-1};
    std::int64_t first_free_pos{};  // everything before it is written
    std::size_t next_flush{2 * sites_per_block};
    std::vector<PendingSite> sites{};
    std::vector<PendingValue> values{};
    std::string pool{};
    std::string section{};
    std::size_t n_sections{};
    std::vector<BlockEntry> index{};
    std::vector<std::uint32_t> reach{};
    ChunkCodec codec{};
};

ArchiveWriter::ArchiveWriter(std::string path, ArchiveInfo about, ArchiveWriterOptions options)
    : impl_{std::make_unique<Impl>(std::move(path), std::move(about), options)} {
}

ArchiveWriter::~ArchiveWriter() = default;
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;

void ArchiveWriter::add(
    std::string_view contig,
    std::int64_t row_pos,
    std::int64_t key_pos,
    std::string_view ref,
    std::string_view alt,
    std::span<const std::string_view> values) {
    impl_->add_row(contig, row_pos, key_pos, 0, ref, alt, values);
}

void ArchiveWriter::add_interval(
    std::string_view contig,
    std::int64_t row_pos,
    Interval where,
    std::span<const std::string_view> values) {
    if (where.empty() || where.begin < 0 || where.end > largest_end)
        throw Error{
            ErrorKind::bad_data,
            "an interval of 0-based " + std::to_string(where.begin) + " to " +
                std::to_string(where.end) + " holds no base, or reaches too far",
            {.contig = std::string{contig}, .pos = where.begin},
            "correct the source"};
    const auto length = static_cast<std::uint32_t>(where.length());
    impl_->add_row(contig, row_pos, where.begin, length, {}, {}, values);
}

void ArchiveWriter::add_gene(std::string_view gene, std::span<const std::string_view> values) {
    const std::int64_t place = impl_->last_row_pos + 1;
    impl_->add_row("genes", place, place, 0, gene, {}, values);
}

void ArchiveWriter::set_shape(std::size_t column, ColumnType type, std::string number) {
    impl_->info.columns[column].type = type;
    impl_->info.columns[column].number = std::move(number);
}

void ArchiveWriter::count_duplicates(std::uint64_t n) {
    impl_->info.n_duplicates += n;
}

ArchiveInfo ArchiveWriter::commit() {
    Impl& impl = *impl_;
    impl.flush(true);
    impl.end_section();
    impl.file.add("index", std::span<const BlockEntry>{impl.index});
    if (impl.info.keys == ArchiveKeys::intervals)
        impl.file.add("reach", std::span<const std::uint32_t>{impl.reach});
    impl.file.add("about", std::span<const char>{about_text(impl.info)});
    impl.file.commit();
    impl.info.n_blocks = impl.index.size();
    return impl.info;
}

}  // namespace genostrat::annotate
