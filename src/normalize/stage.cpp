// SPDX-License-Identifier: MIT
#include "normalize/tags.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/normalize/stage.hpp>

namespace genostrat::normalize {

struct NormalizeOrder::Impl {
    NormalizeOptions options;
    std::shared_ptr<NormalizeCounts> counts;
    TagTypes tags{};
    std::unique_ptr<RecordBatch> held{};

    /// Gives the rows of the held batch that may have to stand behind a row of the new one to it.
    void hand_over_tail(RecordBatch& next) const {
        if (next.rows().empty() || held->rows().empty())
            return;
        const std::span<const RowId> rows = held->rows();
        const std::string contig{next.contig_name(next.rows().front())};
        std::int64_t least = next.pos(next.rows().front());
        for (const RowId row : next.rows()) {
            if (next.contig_name(row) != contig)
                break;
            least = std::min(least, next.pos(row));
        }
        std::size_t keep = rows.size();
        while (keep > 0 && held->contig_name(rows[keep - 1]) == contig &&
               held->pos(rows[keep - 1]) >= least)
            --keep;
        if (keep == rows.size())
            return;
        const std::vector<RowId> tail{rows.begin() + static_cast<std::ptrdiff_t>(keep), rows.end()};
        held->hand_over(tail, next);
    }

    void release(Batches<RecordBatch>& ready) { ready.push_back(std::move(held)); }
};

NormalizeOrder::NormalizeOrder(NormalizeOptions options, std::shared_ptr<NormalizeCounts> counts)
    : impl_{std::make_unique<Impl>(
          Impl{.options = std::move(options), .counts = std::move(counts)})} {
}

NormalizeOrder::~NormalizeOrder() = default;
NormalizeOrder::NormalizeOrder(NormalizeOrder&&) noexcept = default;
NormalizeOrder& NormalizeOrder::operator=(NormalizeOrder&&) noexcept = default;

void NormalizeOrder::bind(Schema& schema) {
    impl_->tags = tags_of(schema);
}

void NormalizeOrder::process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
    batch->sort_rows();
    if (impl_->held) {
        impl_->hand_over_tail(*batch);
        batch->sort_rows();
        impl_->release(ready);
    }
    impl_->held = std::move(batch);
}

void NormalizeOrder::finish(Batches<RecordBatch>& ready) {
    if (impl_->held)
        impl_->release(ready);
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "normalize",
        .summary = "check REF, left-align, trim, split rows with several ALTs",
        .effect = StageEffect::keeps_rows,
        .options =
            {{"fasta", OptionType::path, "reference; without it nothing is left-aligned"},
             {"split", OptionType::boolean, "one row for each ALT", "true"},
             {"check_ref",
              OptionType::text,
              "REF is not the reference: e error, w warn, x leave out, s set",
              "e"},
             {"atomize",
              OptionType::boolean,
              "split MNVs and complex alleles into their parts",
              "false"}},
        .make = [](const StageOptions& given) {
            NormalizeOptions options{
                .check_reference = CheckReference::parse(given.text("check_ref")),
                .multiallelics =
                    given.boolean("split") ? Multiallelics::split : Multiallelics::keep,
                .atomizes = given.boolean("atomize")};
            if (given.has("fasta"))
                options.reference = std::make_shared<const io::Fasta>(given.text("fasta"));
            NormalizeRows rows{options};
            NormalizeOrder order{options, rows.counts()};
            StageFactory<RecordBatch>::Stages stages;
            stages.emplace_back(std::move(rows));
            stages.emplace_back(std::move(order));
            return stages;
        }};
}

}  // namespace genostrat::normalize
