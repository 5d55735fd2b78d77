// SPDX-License-Identifier: MIT
#include "coverage/depth_rows.hpp"

#include <genostrat/coverage/depth_output.hpp>

namespace genostrat::coverage {

DepthAssembler::DepthAssembler(std::shared_ptr<const DepthPlan> plan) : plan_{std::move(plan)} {
}

void DepthAssembler::append_run(
    const Run& run, std::int32_t end, std::int32_t contig, Output output, BedRows& out) {
    if (end <= run.begin)
        return;
    const bool has_row = output == Output::per_base ? run.depth != -1 : run.depth >= 0;
    if (!has_row)
        return;
    const std::size_t from = out.text.size();
    out.text.append(plan_->header.contigs.name(contig));
    out.text.append("\t");
    append_decimal(out.text, run.begin);
    out.text.append("\t");
    append_decimal(out.text, end);
    out.text.append("\t");
    if (output == Output::per_base)
        append_decimal(out.text, run.depth);
    else
        out.text.append(plan_->labels[static_cast<std::size_t>(run.depth)]);
    out.text.append("\n");
    out.mark(contig, run.begin, end, from);
}

void DepthAssembler::join(
    Joiner& joiner, RunRows& rows, const PieceRows& piece, Output output, BedRows& out) {
    if (!rows.ends.empty()) {
        const Run& first = rows.ends.front();
        if (!joiner.pending)
            joiner.pending = first;
        if (joiner.pending->depth != first.depth) {
            append_run(*joiner.pending, first.begin, piece.contig, output, out);
            joiner.pending = first;
        }
        if (rows.ends.size() > 1) {
            append_run(*joiner.pending, rows.second_begin, piece.contig, output, out);
            if (out.empty())
                out = std::move(rows.between);
            else
                out.append(rows.between);
            joiner.pending = rows.ends.back();
        }
    }
    if (piece.last && joiner.pending) {
        append_run(*joiner.pending, piece.end, piece.contig, output, out);
        joiner.pending.reset();
    }
}

void DepthAssembler::add_regions(PieceRows& piece, DepthRows& out) {
    for (RegionRows& waiting : queue_) {
        if (waiting.open == nullptr)
            continue;
        continue_region(*plan_, piece, *waiting.open, region_histogram_);
        if (!piece.last && waiting.open->region().end > piece.end)
            continue;
        const std::unique_ptr<RegionTally> complete = std::move(waiting.open);
        finish_region(*plan_, piece, *complete, waiting, region_histogram_, region_stat_);
    }
    for (RegionRows& rows : piece.regions)
        queue_.push_back(std::move(rows));
    while (!queue_.empty() && queue_.front().open == nullptr) {
        out.regions.append(queue_.front().regions);
        out.thresholds.append(queue_.front().thresholds);
        queue_.pop_front();
    }
}

void DepthAssembler::add(PieceRows piece, DepthRows& out) {
    join(per_base_, piece.per_base, piece, Output::per_base, out.per_base);
    const bool lowest_is_zero = !plan_->labels.empty() && plan_->options.quantize.front() == 0;
    if (!piece.absent)
        join(quantized_, piece.quantized, piece, Output::quantized, out.quantized);
    else if (lowest_is_zero)
        append_run({0, 0}, piece.end, piece.contig, Output::quantized, out.quantized);
    add_regions(piece, out);
    if (piece.absent)
        return;
    histogram_.add(piece.histogram);
    region_histogram_.add(piece.region_histogram);
    stat_.add(piece.stat);
    region_stat_.add(piece.region_stat);
    if (piece.last)
        end_contig(piece.contig);
}

void DepthAssembler::end_contig(std::int32_t contig) {
    const int precision = plan_->options.precision;
    const std::string name{plan_->header.contigs.name(contig)};
    stat_.append_row(summary_, name, precision);
    histogram_.append_rows(distribution_, name, precision);
    total_histogram_.add(histogram_);
    total_.add(stat_);
    if (plan_->with_regions()) {
        DepthStat shown = region_stat_;
        // mosdepth 0.3.3 begins its first comparison at 0.
        if (plan_->options.rules == Rules::mosdepth && first_summary_row_)
            shown.min = 0;
        shown.append_row(summary_, name + "_region", precision);
        region_histogram_.append_rows(region_distribution_, name, precision);
        total_region_histogram_.add(region_histogram_);
        total_region_.add(region_stat_);
    }
    first_summary_row_ = false;
    histogram_.clear();
    region_histogram_.clear();
    stat_ = region_stat_ = {};
}

std::string DepthAssembler::summary() const {
    std::string out = "chrom\tlength\tbases\tmean\tmin\tmax\n" + summary_;
    DepthStat total = total_;
    DepthStat total_region = total_region_;
    if (plan_->options.rules == Rules::mosdepth)
        total.min = total_region.min = 0;
    total.append_row(out, "total", plan_->options.precision);
    if (plan_->with_regions())
        total_region.append_row(out, "total_region", plan_->options.precision);
    return out;
}

std::string DepthAssembler::global_distribution() const {
    std::string out = distribution_;
    total_histogram_.append_rows(out, "total", plan_->options.precision);
    return out;
}

std::string DepthAssembler::region_distribution() const {
    std::string out = region_distribution_;
    total_region_histogram_.append_rows(out, "total", plan_->options.precision);
    return out;
}

}  // namespace genostrat::coverage
