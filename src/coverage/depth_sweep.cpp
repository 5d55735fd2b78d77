// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/coverage/depth_kernel.hpp>
#include <genostrat/coverage/depth_sweep.hpp>

namespace genostrat::coverage {

std::unique_ptr<Page> PagePool::take() {
    {
        const std::lock_guard lock{mutex_};
        if (!pages_.empty()) {
            std::unique_ptr<Page> page = std::move(pages_.back());
            pages_.pop_back();
            return page;
        }
    }
    return std::make_unique<Page>();
}

void PagePool::give_back(std::unique_ptr<Page> page) {
    page->fill(0);
    const std::lock_guard lock{mutex_};
    pages_.push_back(std::move(page));
}

DepthSweep::DepthSweep(
    const alignment::Header& header,
    std::vector<bool> selected,
    Rules rules,
    std::shared_ptr<PagePool> pool)
    : header_{&header}, selected_{std::move(selected)}, rules_{rules}, pool_{std::move(pool)} {
}

void DepthSweep::fail(const std::string& what, std::int64_t pos, std::string help) const {
    throw Error{
        ErrorKind::bad_data,
        what,
        {.file = header_->path,
         .contig = contig_ < 0 ? std::string{} : std::string{header_->contigs.name(contig_)},
         .pos = pos},
        std::move(help)};
}

void DepthSweep::add(const ReadSpans& reads, std::vector<DepthPiece>& pieces) {
    for (const ContigReads& part : reads.contigs) {
        if (part.contig < contig_)
            fail(
                "the contigs' reads are not in the header's order",
                -1,
                "sort the file: `samtools sort --write-index`");
        if (part.contig > contig_) {
            end_contig(pieces);
            skip_to(part.contig, pieces);
            begin_contig(part.contig, pieces);
        }
        if (selected_[static_cast<std::size_t>(part.contig)])
            add_contig(reads, part, pieces);
    }
}

void DepthSweep::finish(std::vector<DepthPiece>& pieces) {
    end_contig(pieces);
    skip_to(static_cast<std::int32_t>(selected_.size()), pieces);
}

void DepthSweep::skip_to(std::int32_t contig, std::vector<DepthPiece>& pieces) {
    for (; next_contig_ < contig; ++next_contig_)
        if (selected_[static_cast<std::size_t>(next_contig_)])
            pieces.push_back(
                {.contig = next_contig_,
                 .end = static_cast<std::int32_t>(header_->contigs.length(next_contig_)),
                 .absent = true,
                 .last = true});
}

void DepthSweep::begin_contig(std::int32_t contig, std::vector<DepthPiece>&) {
    contig_ = contig;
    next_contig_ = contig + 1;
    length_ = static_cast<std::int32_t>(header_->contigs.length(contig));
    base_ = begin_ = carry_ = last_pos_ = 0;
    n_records_ = 0;
    next_release_ = page_positions;
    mates_.clear();
}

void DepthSweep::end_contig(std::vector<DepthPiece>& pieces) {
    if (contig_ < 0 || !selected_[static_cast<std::size_t>(contig_)])
        return;
    const auto contig = static_cast<std::size_t>(contig_);
    if (contig < header_->index_counts.size() && header_->index_counts[contig] &&
        header_->index_counts[contig]->total() != n_records_)
        fail(
            fmt::format(
                "{} reads were found where the index counts {}",
                n_records_,
                header_->index_counts[contig]->total()),
            -1,
            "the index belongs to another file or an older one: `samtools index`");
    release(length_, pieces);
    if (begin_ < length_ || pieces.empty() || pieces.back().contig != contig_)
        emit(length_, nullptr, pieces);
    pieces.back().last = true;
    for (std::unique_ptr<Page>& page : pages_)
        if (page != nullptr)
            pool_->give_back(std::move(page));
    pages_.clear();
}

void DepthSweep::add_contig(
    const ReadSpans& reads, const ContigReads& part, std::vector<DepthPiece>& pieces) {
    if (part.first_pos < last_pos_)
        fail(
            "the reads are not sorted by position",
            part.first_pos,
            "sort the file: `samtools sort --write-index`");
    last_pos_ = part.last_pos;
    n_records_ += part.n_records;
    for (std::uint32_t index = 0; index < part.n_reads; ++index) {
        const PlacedRead& read = reads.reads[part.first_read + index];
        const std::span<const Span> spans = reads.spans_of(read);
        if (read.pos >= length_) {
            if (rules_ == Rules::mosdepth)
                continue;  // a query of the contig does not give it
            fail(
                fmt::format("a read begins behind the contig's end ({})", length_),
                read.pos,
                "the header belongs to another reference");
        }
        if (read.pos >= next_release_) {
            release(read.pos, pieces);
            next_release_ = (std::int64_t{read.pos} / page_positions + 1) * page_positions;
        }
        if (!spans.empty() && spans.back().end > length_)
            fail(
                fmt::format(
                    "a {} ends at {}, behind the contig's end ({})",
                    read.end > length_ ? "read" : "fragment",
                    spans.back().end,
                    length_),
                read.pos,
                read.end > length_ ? "the header belongs to another reference"
                                   : "the template length (TLEN) of the read is wrong");
        add_read(read, spans);
    }
}

void DepthSweep::change(std::int32_t pos, std::int32_t by) {
    const std::size_t offset = static_cast<std::uint32_t>(pos - base_);
    const std::size_t index = offset / page_positions;
    if (index >= pages_.size())
        pages_.resize(index + 1);
    if (pages_[index] == nullptr)
        pages_[index] = pool_->take();
    (*pages_[index])[offset % page_positions] += by;
}

void DepthSweep::subtract_overlap(const PlacedRead& read, std::span<const Span> spans) {
    const RememberedRead* const mate = mates_.take(read);
    if (mate == nullptr)
        return;
    if (rules_ == Rules::mosdepth && read.one_operation && mate->one_operation) {
        change(read.pos, -1);
        change(mate->end, 1);
        return;
    }
    // Once less wherever both have a base: the intersection of two sorted lists of spans.
    std::size_t own = 0;
    std::size_t other = 0;
    while (own < spans.size() && other < mate->spans.size()) {
        const std::int32_t begin = std::max(spans[own].begin, mate->spans[other].begin);
        const std::int32_t end = std::min(spans[own].end, mate->spans[other].end);
        if (begin < end) {
            change(begin, -1);
            change(end, 1);
        }
        ++(spans[own].end < mate->spans[other].end ? own : other);
    }
}

void DepthSweep::add_read(const PlacedRead& read, std::span<const Span> spans) {
    switch (read.role) {
    case MateRole::none:
        break;
    case MateRole::remember:
        mates_.remember(read, spans);
        break;
    case MateRole::remember_unless_seen:
        if (mates_.contains(read))
            subtract_overlap(read, spans);
        else
            mates_.remember(read, spans);
        break;
    case MateRole::take:
        subtract_overlap(read, spans);
        break;
    }
    for (const Span& span : spans) {
        change(span.begin, 1);
        change(span.end, -1);
    }
}

void DepthSweep::emit(
    std::int32_t end, std::unique_ptr<Page> page, std::vector<DepthPiece>& pieces) {
    const std::int32_t carry = carry_;
    if (page != nullptr)
        carry_ += sum_of(*page);
    pieces.push_back(
        {.contig = contig_,
         .begin = begin_,
         .end = end,
         .carry = carry,
         .differences = std::move(page)});
    begin_ = end;
}

void DepthSweep::release(std::int32_t before, std::vector<DepthPiece>& pieces) {
    const bool at_end = before == length_;
    if (rules_ == Rules::mosdepth && !at_end)
        before = std::min(before, mates_.smallest_end());
    while (base_ < before && (at_end || before - base_ >= page_positions)) {
        if (pages_.empty()) {  // nothing up to `before`: the next page begins at its own border
            base_ = before / page_positions * page_positions;
            break;
        }
        std::unique_ptr<Page> page = std::move(pages_.front());
        pages_.erase(pages_.begin());
        const std::int32_t end =
            length_ - base_ > page_positions ? base_ + page_positions : length_;
        if (page != nullptr) {
            if (begin_ < base_)
                emit(base_, nullptr, pieces);
            emit(end, std::move(page), pieces);
        }
        if (end == length_) {
            base_ = end;
            break;
        }
        base_ = end;
    }
}

}  // namespace genostrat::coverage
