// SPDX-License-Identifier: MIT
#include "made_row.hpp"
#include "pgen_index.hpp"
#include "pgen_record.hpp"
#include "pgen_slice.hpp"
#include "row_targets.hpp"
#include "variant_list.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/packed_genotypes.hpp>
#include <genostrat/variant/plink_source.hpp>

namespace genostrat {

namespace {

// A batch ends after so many bytes of genotypes as BCF has them, or so many variants.
constexpr std::size_t bytes_per_batch = std::size_t{1} << 20;
constexpr std::size_t variants_per_batch = 1024;
constexpr std::int32_t largest_int8_allele = 62;

/// What `fetch` leaves for `inflate`: transport.packed holds the lines of the variants, then the
/// record that the first variants may refer to, then the records.
struct PlinkSlice {
    std::size_t first_variant{};
    std::size_t n_variants{};
    std::size_t n_line_bytes{};
    std::size_t n_base_bytes{};
    detail::PgenType base_type{};
};

bool exists(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

/// The first of the files that is there.
std::string find_companion(
    const std::string& path, const std::vector<std::string>& endings, std::string_view what) {
    const std::string stem = std::filesystem::path{path}.replace_extension().string();
    for (const std::string& ending : endings)
        if (exists(stem + ending))
            return stem + ending;
    throw Error{
        ErrorKind::missing_input,
        fmt::format("the list of {} beside {} is not there", what, path),
        {.file = stem + endings.front()},
        "put it beside the genotypes under the same name, or name it (--pvar, --psam)"};
}

std::string header_text(
    const detail::VariantSummary& summary,
    const std::vector<std::string>& meta,
    const std::vector<std::string>& samples,
    bool has_dosages) {
    std::string out = "##fileformat=VCFv4.3\n";
    const auto has_line = [&](std::string_view begin) {
        return std::ranges::any_of(meta, [&](const std::string& line) {
            return line.starts_with(begin) &&
                   (line.size() == begin.size() || line[begin.size()] == ',' ||
                    line[begin.size()] == '>');
        });
    };
    for (const std::string& line : meta)
        if (!line.starts_with("##fileformat") && !line.starts_with("##FORMAT"))
            out += line + '\n';
    for (const std::string& name : summary.contigs.names())
        if (!has_line("##contig=<ID=" + name))
            out += fmt::format("##contig=<ID={}>\n", name);
    out += "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n";
    if (has_dosages)
        out += std::string{detail::dosage_line};
    out += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    for (const std::string& sample : samples)
        out += '\t' + sample;
    return out + '\n';
}

}  // namespace

struct PlinkSource::Impl {
    std::string path;
    VcfSourceOptions options;
    CompanionFiles companions;
    std::optional<io::InputFile> file{};
    std::optional<detail::PgenIndex> index{};
    std::optional<detail::VariantList> list{};
    std::vector<std::string> samples{};
    std::size_t n_variants{};
    std::size_t next{};
    std::size_t base{std::numeric_limits<std::size_t>::max()};  // last record not LD-compressed
    const Schema* schema{};
    bool leaves_packed{};
    std::optional<std::vector<std::string>> kept_info{};

    [[nodiscard]] std::size_t count_of_next_batch() const {
        const std::size_t genotype_bytes =
            leaves_packed ? 0 : 2 * samples.size() * (index->has_dosages() ? 3 : 1);
        const std::size_t row_bytes = genotype_bytes + 64;
        return std::min(
            {n_variants - next,
             variants_per_batch,
             std::max<std::size_t>(1, bytes_per_batch / row_bytes)});
    }

    void read_records(RecordBatch& batch, PlinkSlice& slice) {
        Buffer& packed = batch.transport.packed;
        const auto append = [&](std::size_t first, std::size_t last) {
            const std::uint64_t begin = index->offset(first);
            const auto n_bytes = static_cast<std::size_t>(index->offset(last) - begin);
            const std::size_t at = packed.size();
            packed.resize(at + n_bytes);
            detail::read_at(*file, begin, packed.data() + at, n_bytes);
            return n_bytes;
        };
        if (!index->is_bed() && index->type(next).is_ld_compressed() && base < next) {
            slice.base_type = index->type(base);
            slice.n_base_bytes = append(base, base + 1);
        }
        append(next, next + slice.n_variants);
        for (std::size_t variant = next; variant < next + slice.n_variants; ++variant)
            if (!index->type(variant).is_ld_compressed())
                base = variant;
    }

    void make_rows(const PlinkSlice& slice, RecordBatch& batch) const;
};

namespace {

/// Makes the rows of one batch.
class RowMaker {
public:
    RowMaker(const Schema& schema, const detail::PgenSlice& slice, std::size_t n_samples)
        : writer_{schema}, slice_{slice}, n_samples_{n_samples} {}

    void keep_info(std::span<const std::string> names) { writer_.keep_info(names); }

    enum class Genotypes : std::uint8_t { written, left_out };

    void
    add(const detail::ListedVariant& listed, std::size_t at, Genotypes genotypes, Buffer& out) {
        alleles_.assign(1, listed.ref);
        if (listed.alts != ".")
            for_each_piece(
                listed.alts, ',', [&](std::string_view alt) { alleles_.push_back(alt); });
        writer_.begin(
            {.contig = contig(listed.contig),
             .pos = listed.pos,
             .id = listed.id,
             .alleles = alleles_,
             .qual = listed.qual,
             .filter = listed.filter,
             .info = listed.info},
            static_cast<std::uint32_t>(n_samples_),
            out);
        if (genotypes == Genotypes::written) {
            slice_.decode(at, std::max<std::size_t>(1, alleles_.size() - 1), genotypes_);
            add_genotypes();
            if (!genotypes_.dosages.empty())
                writer_.add_dosages(genotypes_.dosages, 1);
        }
        writer_.end();
    }

private:
    std::int32_t contig(std::string_view name) {
        if (name != contig_name_ || contig_ < 0) {
            contig_name_ = name;
            contig_ = writer_.contig(name);
        }
        return contig_;
    }

    void add_genotypes() {
        const bool is_wide = std::ranges::any_of(genotypes_.patches, [](const auto& patch) {
            return patch.second > largest_int8_allele;
        });
        if (!is_wide) {
            detail::fill_genotypes(genotypes_, n_samples_, writer_.add_genotypes(2));
            return;
        }
        std::vector<detail::PgenGenotypes::Patch> patches;
        std::swap(patches, genotypes_.patches);
        std::vector<std::int8_t> narrow(2 * n_samples_);
        detail::fill_genotypes(genotypes_, n_samples_, narrow);
        std::vector<std::int16_t> wide{narrow.begin(), narrow.end()};
        for (const auto& patch : patches) {
            const bool swapped = std::ranges::binary_search(genotypes_.swapped, patch.sample);
            const bool phased = genotypes_.is_phased &&
                                !std::ranges::binary_search(genotypes_.unphased, patch.sample);
            const std::int32_t first = swapped ? patch.second : patch.first;
            const std::int32_t second = swapped ? patch.first : patch.second;
            const std::size_t at = std::size_t{2} * patch.sample;
            wide[at] = static_cast<std::int16_t>((first + 1) << 1);
            wide[at + 1] = static_cast<std::int16_t>((second + 1) << 1 | (phased ? 1 : 0));
        }
        writer_.add_wide_genotypes(wide, 2);
    }

    detail::MadeRowWriter writer_;
    const detail::PgenSlice& slice_;
    std::size_t n_samples_;
    std::string contig_name_;
    std::int32_t contig_{-1};
    detail::PgenGenotypes genotypes_;
    std::vector<std::string_view> alleles_;
};

}  // namespace

void PlinkSource::Impl::make_rows(const PlinkSlice& slice, RecordBatch& batch) const {
    std::string_view lines = batch.transport.packed.view().substr(0, slice.n_line_bytes);
    const auto records = std::make_shared<detail::PgenSlice>(
        *index,
        slice.first_variant,
        slice.n_variants,
        samples.size(),
        batch.transport.packed.view().substr(slice.n_line_bytes),
        slice.n_base_bytes,
        slice.base_type);
    RowMaker maker{*schema, *records, samples.size()};
    if (kept_info)
        maker.keep_info(*kept_info);
    Buffer& raw = batch.transport.raw;
    raw.clear();
    for (std::size_t at = 0; at < slice.n_variants; ++at) {
        const std::size_t variant = slice.first_variant + at;
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(line.size() + 1);
        Where where{.record = static_cast<std::int64_t>(variant)};
        try {
            const detail::ListedVariant listed = list->parse(line);
            const bool is_left = leaves_packed && listed.n_alts() < 2 && records->is_plain(at);
            records->leave(at, is_left);
            where.pos = listed.pos;
            maker.add(
                listed,
                at,
                is_left ? RowMaker::Genotypes::left_out : RowMaker::Genotypes::written,
                raw);
        } catch (Error& error) {
            where.file = path;
            if (where.pos >= 0)
                where.contig = std::string{list->parse(line).contig};
            error.add_where(where);
            throw;
        }
    }
    batch.transport.begin = 0;
    batch.transport.end = raw.size();
    batch.transport.first_record = static_cast<std::int64_t>(slice.first_variant);
    batch.transport.n_records = static_cast<std::int64_t>(slice.n_variants);
    if (leaves_packed)
        batch.attach(
            PackedGenotypes{[records, this](std::size_t row, std::span<std::uint64_t> words) {
                try {
                    return records->read_codes(row, words);
                } catch (Error& error) {
                    error.add_where(
                        {.file = path,
                         .record = static_cast<std::int64_t>(records->first_variant() + row)});
                    throw;
                }
            }});
}

PlinkSource::PlinkSource(std::string path, VcfSourceOptions options, CompanionFiles companions)
    : impl_{std::make_unique<Impl>(
          Impl{std::move(path), std::move(options), std::move(companions)})} {
}

PlinkSource::~PlinkSource() = default;
PlinkSource::PlinkSource(PlinkSource&&) noexcept = default;
PlinkSource& PlinkSource::operator=(PlinkSource&&) noexcept = default;

bool PlinkSource::recognises(std::string_view first_bytes) noexcept {
    return first_bytes.starts_with("\x6c\x1b");
}

CompanionFiles PlinkSource::find_companions(const std::string& path, CompanionFiles given) {
    const bool is_bed = path.ends_with(".bed");
    using Endings = std::vector<std::string>;
    if (given.variants.empty())
        given.variants = find_companion(
            path,
            is_bed ? Endings{".bim", ".bim.gz", ".pvar"}
                   : Endings{".pvar", ".pvar.zst", ".pvar.gz", ".bim"},
            "variants");
    if (given.samples.empty())
        given.samples = find_companion(
            path, is_bed ? Endings{".fam", ".psam"} : Endings{".psam", ".fam"}, "samples");
    return given;
}

void PlinkSource::leave_genotypes_packed() {
    impl_->leaves_packed = true;
}

void PlinkSource::keep_info(std::vector<std::string> names) {
    impl_->kept_info = std::move(names);
}

Schema PlinkSource::open() {
    Impl& own = *impl_;
    own.file.emplace(own.path);
    const CompanionFiles found = find_companions(own.path, own.companions);
    own.samples = detail::read_sample_ids(found.samples);
    const detail::VariantSummary summary = detail::summarise_variants(found.variants);
    own.n_variants = static_cast<std::size_t>(summary.n_variants);
    own.index.emplace(*own.file, summary.n_variants, own.samples.size());
    own.list.emplace(found.variants);
    return Schema::parse(
        header_text(summary, own.list->meta_lines(), own.samples, own.index->has_dosages()),
        own.path);
}

void PlinkSource::start(const Schema& schema) {
    impl_->schema = &schema;
    static_cast<void>(schema.hts_header());  // batches copy it: made before they run
}

bool PlinkSource::fetch(RecordBatch& batch) {
    Impl& own = *impl_;
    batch.bind(*own.schema, RecordBatch::Backing::bcf, own.options.on_bad_record);
    Buffer& packed = batch.transport.packed;
    packed.clear();
    PlinkSlice slice{.first_variant = own.next, .n_variants = own.count_of_next_batch()};
    for (std::size_t at = 0; at < slice.n_variants; ++at) {
        std::string_view line;
        if (!own.list->next(line))
            throw Error{
                ErrorKind::bad_data,
                "the list of variants became shorter while it was read",
                own.list->where()};
        packed.append(line);
        packed.append("\n");
    }
    slice.n_line_bytes = packed.size();
    if (slice.n_variants > 0)
        own.read_records(batch, slice);
    own.next += slice.n_variants;
    batch.transport.ends_input = own.next == own.n_variants;
    batch.attach(slice);
    return !batch.transport.ends_input;
}

void PlinkSource::inflate(RecordBatch& batch) const {
    impl_->make_rows(*batch.attached<PlinkSlice>(), batch);
}

void PlinkSource::frame(RecordBatch&) {
}

void PlinkSource::prepare(RecordBatch& batch) const {
    batch.index_rows();
    detail::keep_wanted_rows(batch, impl_->options);
}

double PlinkSource::progress() const noexcept {
    return impl_->n_variants == 0
               ? 1.0
               : static_cast<double>(impl_->next) / static_cast<double>(impl_->n_variants);
}

}  // namespace genostrat
