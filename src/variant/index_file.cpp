// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/index_check.hpp>
#include <genostrat/io/packed_reader.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/index_file.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat {

namespace {

struct TabixDelete {
    void operator()(tbx_t* index) const noexcept { tbx_destroy(index); }

    void operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }
};

/// Accumulator: an error if rows are not grouped by contig and sorted by position.
class CheckOrder {
public:
    struct Stretch {
        std::string contig;
        std::int64_t first;
        std::int64_t last;
    };

    using Partial = std::vector<Stretch>;

    [[nodiscard]] std::string_view name() const noexcept { return "check_order"; }

    void bind(const Schema& schema) { file_ = schema.file(); }

    [[nodiscard]] Partial summarize(RecordBatch& batch) const {
        Partial stretches;
        for (const RowId row : batch.rows()) {
            const std::int64_t pos = batch.pos(row);
            const std::string_view contig = batch.contig_name(row);
            if (stretches.empty() || stretches.back().contig != contig)
                stretches.push_back({std::string{contig}, pos, pos});
            else if (pos < stretches.back().last)
                throw_unsorted(stretches.back().contig, pos);
            stretches.back().last = pos;
        }
        return stretches;
    }

    void merge(const Partial& stretches) {
        for (const Stretch& next : stretches) {
            const bool goes_on = next.contig == contig_;
            if (goes_on ? next.first < last_ : !seen_.emplace(next.contig, 0).second)
                throw_unsorted(next.contig, next.first);
            contig_ = next.contig;
            last_ = next.last;
        }
    }

    void finish(Results&) const {}

private:
    [[noreturn]] void throw_unsorted(const std::string& contig, std::int64_t pos) const {
        throw Error{
            ErrorKind::bad_data,
            "the rows are not sorted by contig and position, as an index needs it",
            {.file = file_, .contig = contig, .pos = pos},
            "sort them first, for instance with 'bcftools sort'"};
    }

    std::string file_;
    std::string contig_;
    std::int64_t last_{};
    TextMap<int> seen_;
};

bool is_bcf(const std::string& path) {
    VcfSource source{path};
    static_cast<void>(source.open());
    return source.is_bcf();
}

template <typename Names>
std::vector<ContigCount> count_rows(hts_idx_t* index, const Schema& schema, Names name_of) {
    std::vector<ContigCount> counts;
    for (int tid = 0; tid < hts_idx_nseq(index); ++tid) {
        std::uint64_t n_mapped = 0;
        std::uint64_t n_unmapped = 0;
        if (hts_idx_get_stat(index, tid, &n_mapped, &n_unmapped) < 0)
            n_mapped = 0;  // the index knows no row there
        ContigCount count{.name = name_of(tid), .n_rows = n_mapped};
        if (const ContigId contig = schema.contigs().find(count.name); contig != unknown_contig)
            count.length = schema.contigs().length(contig);
        counts.push_back(std::move(count));
    }
    return counts;
}

[[noreturn]] void throw_no_index(const std::string& path) {
    throw Error{
        ErrorKind::missing_input,
        "there is no index (.csi or .tbi)",
        {.file = path},
        "make one with 'genostrat index'"};
}

}  // namespace

void write_index(
    const std::string& path, const std::string& index_path, const IndexOptions& options) {
    std::error_code failed;
    if (path == "-" || std::filesystem::is_fifo(path, failed))
        throw Error{
            ErrorKind::usage,
            "an index is made of a file, not of a pipe",
            {.file = path},
            "write the file first, for instance with 'genostrat view -O z --write-index -o FILE'"};
    if (io::PackedReader{path}.compression() != io::Compression::bgzf)
        throw Error{
            ErrorKind::unsupported,
            "only a file compressed with bgzip can be indexed",
            {.file = path},
            "write it with 'genostrat view -O z --write-index'"};
    const bool bcf = is_bcf(path);
    if (bcf && options.format == IndexFormat::tbi)
        throw Error{ErrorKind::usage, "BCF has a CSI index, not TBI", {.file = path}};
    // HTSlib passes over a cut-off end and does not name a row out of order: this pass does.
    static_cast<void>((Pipeline{VcfSource{path}} | CheckOrder{}).run({.threads = options.threads}));
    io::AtomicFile file{index_path};
    const int min_shift = options.format == IndexFormat::tbi ? 0 : options.min_shift;
    const int helpers =
        options.threads > 1 ? options.threads : 0;  // beside this thread, which waits
    const char* const to = file.current_path().c_str();
    const int status = bcf ? bcf_index_build3(path.c_str(), to, min_shift, helpers)
                           : tbx_index_build3(path.c_str(), to, min_shift, helpers, &tbx_conf_vcf);
    if (status != 0)
        throw Error{
            ErrorKind::bad_data,
            "HTSlib cannot index the file",
            {.file = path},
            "a position beyond 512 Mb needs CSI (--csi)"};
    file.close();
    file.commit();
}

std::vector<ContigCount> count_indexed_rows(const std::string& path, const std::string& index) {
    VcfSource source{path};
    const Schema schema = source.open();
    io::check_index_of(path, index);
    const char* const given = index.empty() ? nullptr : index.c_str();
    if (source.is_bcf()) {
        const std::unique_ptr<hts_idx_t, TabixDelete> loaded{
            bcf_index_load3(path.c_str(), given, HTS_IDX_SILENT_FAIL)};
        if (!loaded)
            throw_no_index(path);
        return count_rows(loaded.get(), schema, [&](int tid) {
            return std::string{bcf_hdr_id2name(schema.hts_header().get(), tid)};
        });
    }
    const std::unique_ptr<tbx_t, TabixDelete> loaded{
        tbx_index_load3(path.c_str(), given, HTS_IDX_SILENT_FAIL)};
    if (!loaded)
        throw_no_index(path);
    int n_names = 0;
    const std::unique_ptr<const char*, decltype(&std::free)> names{
        tbx_seqnames(loaded.get(), &n_names), &std::free};
    return count_rows(loaded->idx, schema, [&](int tid) {
        return std::string{tid < n_names ? names.get()[tid] : ""};
    });
}

}  // namespace genostrat
