// SPDX-License-Identifier: MIT
#include "alignment/reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include <fmt/core.h>
#include <htslib/cram.h>
#include <htslib/hts_log.h>

#include <genostrat/core/error.hpp>

namespace genostrat::alignment {

namespace {

constexpr std::size_t records_a_batch = 2000;
constexpr std::uint32_t most_operations = 0xffff;

template <typename T>
void append(Buffer& out, T value) {
    const std::size_t at = out.size();
    out.resize(at + sizeof(T));
    std::memcpy(out.data() + at, &value, sizeof(T));
}

/// The record as BAM packs it.
void pack(const bam1_t& record, Buffer& out) {
    const bam1_core_t& core = record.core;
    const std::size_t start = out.size();
    const auto name_bytes = static_cast<std::uint32_t>(core.l_qname - core.l_extranul);
    const bool too_many = core.n_cigar > most_operations;
    append<std::uint32_t>(out, 0);
    append<std::int32_t>(out, core.tid);
    append<std::int32_t>(out, static_cast<std::int32_t>(core.pos));
    append<std::uint8_t>(out, static_cast<std::uint8_t>(name_bytes));
    append<std::uint8_t>(out, core.qual);
    append<std::uint16_t>(out, core.bin);
    append<std::uint16_t>(out, static_cast<std::uint16_t>(too_many ? 2 : core.n_cigar));
    append<std::uint16_t>(out, core.flag);
    append<std::int32_t>(out, core.l_qseq);
    append<std::int32_t>(out, core.mtid);
    append<std::int32_t>(out, static_cast<std::int32_t>(core.mpos));
    append<std::int32_t>(out, static_cast<std::int32_t>(core.isize));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): HTSlib stores bytes
    const std::string_view data{
        reinterpret_cast<const char*>(record.data), static_cast<std::size_t>(record.l_data)};
    out.append(data.substr(0, name_bytes));
    const std::string_view operations = data.substr(core.l_qname, std::size_t{core.n_cigar} * 4);
    const std::string_view rest = data.substr(core.l_qname + operations.size());
    if (!too_many) {
        out.append(operations);
        out.append(rest);
    } else {
        const auto length = static_cast<std::uint32_t>(bam_endpos(&record) - core.pos);
        append<std::uint32_t>(out, static_cast<std::uint32_t>(core.l_qseq) << 4 | BAM_CSOFT_CLIP);
        append<std::uint32_t>(out, length << 4 | BAM_CREF_SKIP);
        out.append(rest);
        out.append("CGBI");
        append<std::uint32_t>(out, core.n_cigar);
        out.append(operations);
    }
    const auto size = static_cast<std::uint32_t>(out.size() - start - 4);
    std::memcpy(out.data() + start, &size, 4);
}

/// CRAM, SAM and what comes through a pipe, decoded by HTSlib.
class HtsReader final : public Reader {
public:
    explicit HtsReader(SourceOptions options)
        : options_{std::move(options)}, path_{path_without_index(options_.path)} {}

    Header open() override {
        file_ = open_file();
        if (options_.threads > 1)
            hts_set_threads(file_.get(), options_.threads - 1);
        const bool is_cram = hts_get_format(file_.get())->format == cram;
        header_.reset(sam_hdr_read(file_.get()));
        if (header_ == nullptr)
            fail("the header is cut off or damaged");
        Header header = take_header();
        if (is_cram) {
            check_end_of_file();
            reduce_fields();
        }
        if (options_.regions || options_.all_placed) {
            if (!is_cram && hts_get_format(file_.get())->format != bam)
                throw Error{
                    ErrorKind::unsupported,
                    "a SAM file has no index",
                    {.file = path_},
                    "make a BAM of it: `samtools sort -o out.bam --write-index`"};
            index_ = load_index(*file_, options_, path_);
            if (!is_cram)
                header.index_counts = index_counts(*index_, header.contigs.size());
            regions_ = resolve_regions(options_, header);
            merge_regions();
            if (is_cram)
                check_reference(header);
        }
        return header;
    }

    bool fetch(AlignmentBatch& batch) override {
        if (at_end_)
            return false;
        batch.bytes.resize(batch.front);
        if (record_ == nullptr)
            record_.reset(bam_init1());
        while (batch.starts.size() < records_a_batch) {
            if (!next())
                break;
            batch.starts.push_back(static_cast<std::uint32_t>(batch.bytes.size()));
            pack(*record_, batch.bytes);
            const std::string_view fault = record_fault(
                batch.bytes.view().substr(batch.starts.back()), sam_hdr_nref(header_.get()));
            if (!fault.empty())
                fail(std::string{fault});
        }
        return true;
    }

    void inflate(AlignmentBatch&) const override {}

    void frame(AlignmentBatch&) override {}

    [[nodiscard]] double progress() const noexcept override {
        if (regions_.empty())
            return 0;
        return static_cast<double>(region_) / static_cast<double>(regions_.size());
    }

private:
    [[noreturn]] void fail(const std::string& what, std::string help = {}) const {
        throw Error{
            ErrorKind::bad_data, what, {.file = path_, .record = n_records_ + 1}, std::move(help)};
    }

    [[nodiscard]] HtsHandle<htsFile> open_file() const {
        HtsHandle<htsFile> file{hts_open(path_.c_str(), "r")};
        if (file == nullptr)
            throw Error{
                ErrorKind::system,
                fmt::format("cannot open the file: {}", std::strerror(errno)),
                {.file = path_}};
        const htsExactFormat format = hts_get_format(file.get())->format;
        if (format != bam && format != cram && format != sam)
            throw Error{ErrorKind::bad_data, "this is no BAM, CRAM or SAM", {.file = path_}};
        if (!options_.reference.empty() && format == cram &&
            hts_set_fai_filename(file.get(), options_.reference.c_str()) != 0)
            throw Error{
                ErrorKind::missing_input,
                "the reference cannot be read",
                {.file = options_.reference},
                "give the FASTA that the CRAM was made with"};
        return file;
    }

    Header take_header() const {
        Header header;
        header.path = path_;
        if (const char* const text = sam_hdr_str(header_.get()); text != nullptr)
            header.text = text;
        for (int contig = 0; contig < sam_hdr_nref(header_.get()); ++contig) {
            const hts_pos_t length = sam_hdr_tid2len(header_.get(), contig);
            if (length > std::numeric_limits<std::int32_t>::max())
                throw Error{
                    ErrorKind::unsupported,
                    fmt::format("a contig of {} bases: BAM's limit is 2147483647", length),
                    {.file = path_, .contig = sam_hdr_tid2name(header_.get(), contig)}};
            header.contigs.add(sam_hdr_tid2name(header_.get(), contig), length);
        }
        header.read_text();
        return header;
    }

    void check_end_of_file() const {
        if (path_ != "-" && hts_check_EOF(file_.get()) == 0)
            fail(
                "the file's end-of-file block is missing: it is truncated",
                "copy or make the file again");
    }

    void reduce_fields() {
        hts_set_opt(file_.get(), CRAM_OPT_DECODE_MD, options_.edit_distance ? 1 : 0);
        if (!options_.bases)
            hts_set_opt(
                file_.get(),
                CRAM_OPT_REQUIRED_FIELDS,
                SAM_QNAME | SAM_FLAG | SAM_RNAME | SAM_POS | SAM_MAPQ | SAM_CIGAR | SAM_RNEXT |
                    SAM_PNEXT | SAM_TLEN | SAM_AUX | SAM_RGAUX);
    }

    /// HTSlib compares a slice's checksum with the reference only when it decodes bases: decode the
    /// first read of each wanted contig in full, so that a wrong reference is an error even where
    /// the bases are not needed.
    void check_reference(const Header& header) const {
        if (options_.bases || options_.reference.empty())
            return;
        const HtsHandle<htsFile> file = open_file();
        const HtsHandle<sam_hdr_t> own_header{sam_hdr_read(file.get())};
        const HtsHandle<bam1_t> record{bam_init1()};
        const HtsHandle<hts_idx_t> index = load_index(*file, options_, path_);
        for (const Region& region : regions_) {
            const HtsHandle<hts_itr_t> iterator{
                sam_itr_queryi(index.get(), region.contig, region.where.begin, region.where.end)};
            if (iterator != nullptr && sam_itr_next(file.get(), iterator.get(), record.get()) < -1)
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format(
                        "the reads of contig {} cannot be decoded with reference {}",
                        header.contigs.name(region.contig),
                        options_.reference),
                    {.file = path_},
                    "give the FASTA that the CRAM was made with (its M5 checksums are in the "
                    "header: `samtools view -H`)"};
        }
    }

    /// Overlapping regions of a contig become one, so that no read comes twice.
    void merge_regions() {
        std::size_t kept = 0;
        for (const Region& region : regions_) {
            if (kept > 0 && regions_[kept - 1].contig == region.contig)
                regions_[kept - 1].where.end =
                    std::max(regions_[kept - 1].where.end, region.where.end);
            else
                regions_[kept++] = region;
        }
        regions_.resize(kept);
    }

    /// The next record into record_. @return false at the end
    bool next() {
        for (;;) {
            int status = -1;
            if (index_ == nullptr) {
                status = sam_read1(file_.get(), header_.get(), record_.get());
            } else if (iterator_ != nullptr) {
                status = sam_itr_next(file_.get(), iterator_.get(), record_.get());
            }
            if (status >= 0) {
                ++n_records_;
                return true;
            }
            if (status < -1)
                fail(
                    "the record cannot be decoded: the file is damaged or truncated, or its "
                    "reference is missing or another one",
                    "give the right FASTA with --fasta, or make the file again");
            if (region_ == regions_.size()) {
                at_end_ = true;
                return false;
            }
            const Region& region = regions_[region_++];
            iterator_.reset(
                sam_itr_queryi(index_.get(), region.contig, region.where.begin, region.where.end));
        }
    }

    SourceOptions options_;
    std::string path_;
    HtsHandle<htsFile> file_;
    HtsHandle<sam_hdr_t> header_;
    HtsHandle<hts_idx_t> index_;
    HtsHandle<hts_itr_t> iterator_;
    HtsHandle<bam1_t> record_;
    std::vector<Region> regions_;
    std::size_t region_{};
    bool at_end_{};
    std::int64_t n_records_{};
};

}  // namespace

std::unique_ptr<Reader> make_hts_reader(SourceOptions options) {
    return std::make_unique<HtsReader>(std::move(options));
}

}  // namespace genostrat::alignment
