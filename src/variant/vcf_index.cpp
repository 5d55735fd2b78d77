// SPDX-License-Identifier: MIT
#include "vcf_index.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/index_check.hpp>

namespace genostrat::detail {

namespace {

struct IndexDelete {
    void operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }

    void operator()(tbx_t* index) const noexcept { tbx_destroy(index); }

    void operator()(hts_itr_t* iterator) const noexcept { hts_itr_destroy(iterator); }
};

using HtsIndex = std::unique_ptr<hts_idx_t, IndexDelete>;
using TabixIndex = std::unique_ptr<tbx_t, IndexDelete>;
using HtsIterator = std::unique_ptr<hts_itr_t, IndexDelete>;

/// An index of either kind, asked by contig name.
class VariantIndex {
public:
    VariantIndex(const std::string& path, const std::string& given, bool is_bcf) {
        io::check_index_of(path, given);
        const char* const index = given.empty() ? nullptr : given.c_str();
        if (is_bcf)
            binary_.reset(bcf_index_load3(path.c_str(), index, HTS_IDX_SILENT_FAIL));
        else
            text_.reset(tbx_index_load3(path.c_str(), index, HTS_IDX_SILENT_FAIL));
        if (!binary_ && !text_)
            throw Error{
                ErrorKind::missing_input,
                "there is no index (.csi or .tbi) for the regions",
                {.file = path},
                "make one with 'genostrat index', or use -t, which reads the whole file"};
    }

    void append_chunks(
        const std::string& contig,
        const Schema& schema,
        Interval interval,
        std::vector<io::PackedReader::Chunk>& chunks) const {
        const int tid = find(contig, schema);
        if (tid < 0)
            return;
        const std::int64_t end = std::min<std::int64_t>(interval.end, HTS_POS_MAX);
        const HtsIterator iterator{
            binary_ ? bcf_itr_queryi(binary_.get(), tid, interval.begin, end)
                    : tbx_itr_queryi(text_.get(), tid, interval.begin, end)};
        if (!iterator)
            return;
        for (int part = 0; part < iterator->n_off; ++part)
            chunks.emplace_back(iterator->off[part].u, iterator->off[part].v);
    }

private:
    [[nodiscard]] int find(const std::string& contig, const Schema& schema) const {
        if (text_)
            return tbx_name2id(text_.get(), contig.c_str());
        return bcf_hdr_name2id(schema.hts_header().get(), contig.c_str());
    }

    HtsIndex binary_;
    TabixIndex text_;
};

}  // namespace

std::vector<io::PackedReader::Chunk> find_chunks(
    const std::string& path,
    const std::string& given,
    const Regions& regions,
    const Schema& schema,
    bool is_bcf) {
    const VariantIndex index{path, given, is_bcf};
    std::vector<io::PackedReader::Chunk> chunks;
    for (const std::string& name : regions.contigs()) {
        // The file may call the contig by another name of it.
        const ContigId contig = schema.contigs().find_alias(name);
        const std::string own{contig == unknown_contig ? name : schema.contigs().name(contig)};
        for (const Interval& interval : regions.of(name))
            index.append_chunks(own, schema, interval, chunks);
    }
    std::ranges::sort(chunks);
    std::vector<io::PackedReader::Chunk> merged;
    for (const io::PackedReader::Chunk& chunk : chunks) {
        if (!merged.empty() && chunk.first <= merged.back().second)
            merged.back().second = std::max(merged.back().second, chunk.second);
        else
            merged.push_back(chunk);
    }
    return merged;
}

}  // namespace genostrat::detail
