// SPDX-License-Identifier: MIT
#include "alignment/reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>

#include <fmt/core.h>
#include <htslib/hts_log.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/index_check.hpp>

#include <sys/stat.h>

namespace genostrat::alignment {

namespace {

constexpr std::string_view index_separator = "##idx##";
/// Copies made side by side may get their times in either order.
constexpr std::int64_t tolerated_seconds = 10;

std::string first_existing(const std::string& path, bool is_cram) {
    const std::string stem = path.substr(0, path.rfind('.'));
    const std::vector<std::string> candidates =
        is_cram
            ? std::vector<std::string>{path + ".crai", stem + ".crai"}
            : std::vector<std::string>{path + ".csi", path + ".bai", stem + ".csi", stem + ".bai"};
    for (const std::string& candidate : candidates)
        if (std::filesystem::exists(candidate))
            return candidate;
    return {};
}

void check_times(const std::string& path, const std::string& index, OldIndex old_index) {
    struct stat of_file {};

    struct stat of_index {};

    if (stat(path.c_str(), &of_file) != 0 || stat(index.c_str(), &of_index) != 0)
        return;
    if (of_index.st_mtime + tolerated_seconds >= of_file.st_mtime)
        return;
    const std::string what = fmt::format("the index {} is older than the file", index);
    if (old_index == OldIndex::warn) {
        log_warning(fmt::format("{}: {}", path, what));
        return;
    }
    throw Error{
        ErrorKind::bad_data,
        what,
        {.file = path},
        "make it again with `samtools index`, or `touch` it if only its time is wrong"};
}

}  // namespace

std::string path_without_index(const std::string& path) {
    return path.substr(0, path.find(index_separator));
}

HtsHandle<hts_idx_t>
load_index(htsFile& file, const SourceOptions& options, const std::string& path) {
    const bool is_cram = hts_get_format(&file)->format == cram;
    const std::size_t separator = options.path.find(index_separator);
    const std::string index_path = separator != std::string::npos
                                       ? options.path.substr(separator + index_separator.size())
                                       : first_existing(path, is_cram);
    if (index_path.empty() || !std::filesystem::exists(index_path))
        throw Error{
            ErrorKind::missing_input,
            "there is no index beside the file",
            {.file = path},
            fmt::format("make one with `samtools index {}`", path)};
    check_times(path, index_path, options.old_index);
    if (!is_cram)
        io::check_index(index_path);
    HtsHandle<hts_idx_t> index{
        sam_index_load3(&file, path.c_str(), index_path.c_str(), HTS_IDX_SILENT_FAIL)};
    if (index == nullptr)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "the index {} cannot be read: it is damaged or of another kind", index_path),
            {.file = path},
            "make it again with `samtools index`"};
    return index;
}

std::vector<std::optional<IndexCounts>>
index_counts(const hts_idx_t& index, std::size_t n_contigs) {
    std::vector<std::optional<IndexCounts>> counts(n_contigs);
    for (std::size_t contig = 0; contig < n_contigs; ++contig) {
        IndexCounts found;
        if (hts_idx_get_stat(&index, static_cast<int>(contig), &found.mapped, &found.unmapped) == 0)
            counts[contig] = found;
    }
    return counts;
}

std::vector<Region> resolve_regions(const SourceOptions& options, const Header& header) {
    std::vector<Region> regions;
    constexpr Interval whole{0, HTS_POS_MAX};
    if (options.all_placed) {
        for (std::size_t contig = 0; contig < header.contigs.size(); ++contig)
            regions.push_back({static_cast<ContigId>(contig), whole});
        return regions;
    }
    for (const NamedRegion& named : *options.regions) {
        const ContigId contig = header.contigs.find_alias(named.contig);
        if (contig == unknown_contig)
            throw Error{
                ErrorKind::usage,
                fmt::format("contig {} is not in the header", named.contig),
                {.file = header.path},
                suggest_name(named.contig, header.contigs.names())};
        regions.push_back({contig, named.where.empty() ? whole : named.where});
    }
    std::ranges::stable_sort(regions, [](const Region& one, const Region& other) {
        return std::pair{one.contig, one.where.begin} < std::pair{other.contig, other.where.begin};
    });
    return regions;
}

struct AlignmentSource::Impl {
    SourceOptions options;
    std::unique_ptr<Reader> reader{};
};

AlignmentSource::AlignmentSource(SourceOptions options)
    : impl_{std::make_unique<Impl>(Impl{std::move(options)})} {
}

AlignmentSource::~AlignmentSource() = default;
AlignmentSource::AlignmentSource(AlignmentSource&&) noexcept = default;
AlignmentSource& AlignmentSource::operator=(AlignmentSource&&) noexcept = default;

Header AlignmentSource::open() {
    const std::string path = path_without_index(impl_->options.path);
    if (path == "-") {
        impl_->reader = make_hts_reader(impl_->options);
        return impl_->reader->open();
    }
    if (!std::filesystem::exists(path))
        throw Error{ErrorKind::missing_input, "there is no such file", {.file = path}};
    if (std::filesystem::is_directory(path))
        throw Error{ErrorKind::missing_input, "this is a folder, not a file", {.file = path}};
    HtsHandle<htsFile> probe{hts_open(path.c_str(), "r")};
    if (probe == nullptr)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("this is no BAM, CRAM or SAM ({})", std::strerror(errno)),
            {.file = path}};
    const htsFormat& format = *hts_get_format(probe.get());
    if (format.format != bam && format.format != cram && format.format != sam)
        throw Error{ErrorKind::bad_data, "this is no BAM, CRAM or SAM", {.file = path}};
    const bool by_blocks = format.format == bam && format.compression == bgzf &&
                           std::filesystem::is_regular_file(path);
    probe.reset();
    impl_->reader = by_blocks ? make_bam_reader(impl_->options) : make_hts_reader(impl_->options);
    return impl_->reader->open();
}

void AlignmentSource::start(const Header&) {
}

bool AlignmentSource::fetch(AlignmentBatch& batch) {
    return impl_->reader->fetch(batch);
}

void AlignmentSource::inflate(AlignmentBatch& batch) const {
    impl_->reader->inflate(batch);
}

void AlignmentSource::frame(AlignmentBatch& batch) {
    impl_->reader->frame(batch);
}

void AlignmentSource::prepare(AlignmentBatch&) const {
}

double AlignmentSource::progress() const noexcept {
    return impl_->reader->progress();
}

}  // namespace genostrat::alignment
