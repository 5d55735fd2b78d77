// SPDX-License-Identifier: MIT
// Any bytes as the inflated content of a BAM, through the reader and the sums of `depth`. Only an
// Error may come out; pieces cover contigs without gaps.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/core/buffer.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/coverage/depth_sweep.hpp>
#include <genostrat/io/bgzf.hpp>

namespace {

using genostrat::alignment::AlignmentBatch;
using genostrat::alignment::AlignmentSource;
using genostrat::alignment::Header;
namespace coverage = genostrat::coverage;

void check(const std::vector<coverage::DepthPiece>& pieces) {
    std::int32_t contig = -1;
    std::int32_t end = 0;
    for (const coverage::DepthPiece& piece : pieces) {
        if (piece.contig != contig)
            end = 0;
        contig = piece.contig;
        if (piece.begin != end || piece.end < piece.begin)
            std::abort();
        end = piece.end;
    }
}

void sum_up(const std::string& path, coverage::DepthMode mode, coverage::Rules rules) {
    AlignmentSource source{{.path = path}};
    const Header header = source.open();
    source.start(header);
    coverage::DepthSweep sweep{
        header,
        std::vector<bool>(header.contigs.size(), true),
        rules,
        std::make_shared<coverage::PagePool>()};
    AlignmentBatch batch;
    coverage::ReadSpans spans;
    std::vector<coverage::DepthPiece> pieces;
    for (batch.clear(); source.fetch(batch); batch.clear()) {
        source.inflate(batch);
        source.frame(batch);
        source.prepare(batch);
        coverage::collect_spans(batch, {}, mode, spans);
        sweep.add(spans, pieces);
    }
    sweep.finish(pieces);
    check(pieces);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    genostrat::Buffer packed;
    const genostrat::io::Deflater deflater{1};
    std::string_view bytes{reinterpret_cast<const char*>(data), size};
    while (!bytes.empty()) {
        const std::string_view block = bytes.substr(0, genostrat::io::bgzf_block_bytes);
        deflater.deflate(block, packed);
        bytes.remove_prefix(block.size());
    }
    packed.append(genostrat::io::bgzf_end_of_file);
    const genostrat::fuzz::MemoryFile file{
        reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()};
    using coverage::DepthMode;
    using coverage::Rules;
    for (const DepthMode mode : {DepthMode::bases, DepthMode::fast, DepthMode::fragment})
        for (const Rules rules : {Rules::genostrat, Rules::mosdepth})
            try {
                sum_up(file.path(), mode, rules);
            } catch (const genostrat::Error&) {
            }
    return 0;
}
