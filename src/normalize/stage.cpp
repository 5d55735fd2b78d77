// SPDX-License-Identifier: MIT
#include "normalize/duplicates.hpp"
#include "normalize/tags.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include <genostrat/core/error.hpp>
#include <genostrat/normalize/join.hpp>
#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

struct RemoveDuplicates::Impl {
    DuplicateFinder finder;
    std::shared_ptr<NormalizeCounts> counts;
};

RemoveDuplicates::RemoveDuplicates(Duplicates kind, std::shared_ptr<NormalizeCounts> counts)
    : impl_{std::make_unique<Impl>(
          Impl{.finder = DuplicateFinder{kind}, .counts = std::move(counts)})} {
}

RemoveDuplicates::~RemoveDuplicates() = default;
RemoveDuplicates::RemoveDuplicates(RemoveDuplicates&&) noexcept = default;
RemoveDuplicates& RemoveDuplicates::operator=(RemoveDuplicates&&) noexcept = default;

void RemoveDuplicates::process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
    const std::size_t n_before = batch->rows().size();
    batch->keep_if([&](RowId row) { return !impl_->finder.repeats(*batch, row); });
    impl_->counts->duplicates += static_cast<std::int64_t>(n_before - batch->rows().size());
    ready.push_back(std::move(batch));
}

struct NormalizeOrder::Impl {
    NormalizeOptions options;
    std::shared_ptr<NormalizeCounts> counts;
    JoinOptions join_options{};
    DuplicateFinder finder;
    std::deque<std::unique_ptr<RecordBatch>> held{};  ///< sorted, in order

    /// Sorts each stretch of one contig by itself.
    static void sort(RecordBatch& batch) {
        const auto in_order = [&batch](RowId one, RowId other) {
            return batch.pos(one) < batch.pos(other);
        };
        std::vector<RowId> rows;
        for_each_contig(batch, [&](std::span<const RowId> stretch) {
            if (rows.empty() && std::ranges::is_sorted(stretch, in_order))
                return;
            if (rows.empty())
                rows.assign(batch.rows().begin(), batch.rows().end());
            const auto begin = rows.begin() + (stretch.data() - batch.rows().data());
            std::stable_sort(begin, begin + static_cast<std::ptrdiff_t>(stretch.size()), in_order);
        });
        if (!rows.empty())
            batch.set_order(std::move(rows));
    }

    template <typename Visit>
    static void for_each_contig(const RecordBatch& batch, Visit visit) {
        const std::span<const RowId> rows = batch.rows();
        for (std::size_t begin = 0; begin < rows.size();) {
            std::size_t end = begin + 1;
            while (end < rows.size() && same_contig(batch, rows[end], rows[begin]))
                ++end;
            visit(rows.subspan(begin, end - begin));
            begin = end;
        }
    }

    static bool same_contig(const RecordBatch& batch, RowId one, RowId other) {
        const ContigId contig = batch.contig(one);
        return contig == batch.contig(other) &&
               (contig != unknown_contig || batch.contig_name(one) == batch.contig_name(other));
    }

    /// Gives the rows of the held batches that have to stand behind, or at the place of, a row of
    /// the new one, which is sorted, to it. @return true if there were any
    [[nodiscard]] bool hand_over_tails(RecordBatch& next) const {
        if (next.rows().empty())
            return false;
        const std::string contig{next.contig_name(next.rows().front())};
        const std::int64_t least = next.pos(next.rows().front());
        bool has_any = false;
        for (auto batch = held.rbegin(); batch != held.rend(); ++batch) {
            const std::span<const RowId> rows = (*batch)->rows();
            std::size_t keep = rows.size();
            while (keep > 0 && (*batch)->pos(rows[keep - 1]) >= least &&
                   (*batch)->contig_name(rows[keep - 1]) == contig)
                --keep;
            const std::vector<RowId> tail{
                rows.begin() + static_cast<std::ptrdiff_t>(keep), rows.end()};
            if (!tail.empty())
                (*batch)->hand_over(tail, next);
            has_any = has_any || !tail.empty();
            if (keep > 0)
                break;
        }
        return has_any;
    }

    /// True if rows that come behind `newest` may belong into the held batch.
    [[nodiscard]] bool is_within_window(const RecordBatch& batch, const RecordBatch& newest) const {
        if (batch.rows().empty() || newest.rows().empty())
            return !batch.rows().empty();
        const RowId last = batch.rows().back();
        const RowId new_last = newest.rows().back();
        return batch.contig_name(last) == newest.contig_name(new_last) &&
               newest.pos(new_last) - batch.pos(last) < options.site_window;
    }

    void release_front(Batches<RecordBatch>& ready) {
        RecordBatch& batch = *held.front();
        if (options.duplicates != Duplicates::keep) {
            const std::size_t n_before = batch.rows().size();
            batch.keep_if([&](RowId row) { return !finder.repeats(batch, row); });
            counts->duplicates += static_cast<std::int64_t>(n_before - batch.rows().size());
        }
        if (options.multiallelics == Multiallelics::join)
            join_places(batch);
        ready.push_back(std::move(held.front()));
        held.pop_front();
    }

    /// Calls `visit(rows)` for the rows of each place.
    template <typename Visit>
    static void for_each_place(const RecordBatch& batch, Visit visit) {
        for_each_contig(batch, [&](std::span<const RowId> rows) {
            for (std::size_t begin = 0; begin < rows.size();) {
                std::size_t end = begin + 1;
                while (end < rows.size() && batch.pos(rows[end]) == batch.pos(rows[begin]))
                    ++end;
                visit(rows.subspan(begin, end - begin));
                begin = end;
            }
        });
    }

    /// Joins the rows of each place: SNPs by themselves, the others by themselves, unless all are
    /// to be joined. Rows of types that are not joined stand before the joined ones.
    void join_places(RecordBatch& batch) {
        std::vector<RowId> order;
        for_each_place(batch, [&](std::span<const RowId> rows) {
            std::vector<RowId> snps;
            std::vector<RowId> others;
            for (const RowId row : rows) {
                const std::uint8_t types = row_types(batch.ref(row), batch.alts(row));
                const bool is_chosen = options.row_types == RowTypes::any ||
                                       options.row_types == RowTypes::both ||
                                       (types & wanted_types(options.row_types)) != 0;
                if (!is_chosen)
                    order.push_back(row);
                else if (
                    options.row_types == RowTypes::any || types == 0 ||
                    (types & bits(AlleleType::snp)) != 0)
                    snps.push_back(row);
                else
                    others.push_back(row);
            }
            const bool is_lone_reference =
                snps.size() == 1 && row_types(batch.ref(snps[0]), batch.alts(snps[0])) == 0;
            if (is_lone_reference && !others.empty()) {
                others.push_back(snps.front());
                snps.clear();
            }
            for (const std::vector<RowId>* group : {&snps, &others})
                if (!group->empty())
                    order.push_back(join(batch, *group));
        });
        batch.set_order(std::move(order));
    }

    [[nodiscard]] RowId join(RecordBatch& batch, const std::vector<RowId>& rows) {
        if (rows.size() == 1)
            return rows.front();
        std::vector<std::string> lines(rows.size());
        std::vector<RowText> texts;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            batch.append_line(rows[row], lines[row]);
            texts.push_back(RowText::parse(lines[row]));
        }
        counts->joined += static_cast<std::int64_t>(rows.size());
        return batch.add_line(join_rows(texts, join_options));
    }
};

NormalizeOrder::NormalizeOrder(NormalizeOptions options, std::shared_ptr<NormalizeCounts> counts)
    : impl_{std::make_unique<Impl>(Impl{
          .options = options,
          .counts = std::move(counts),
          .finder = DuplicateFinder{options.duplicates}})} {
}

NormalizeOrder::~NormalizeOrder() = default;
NormalizeOrder::NormalizeOrder(NormalizeOrder&&) noexcept = default;
NormalizeOrder& NormalizeOrder::operator=(NormalizeOrder&&) noexcept = default;

void NormalizeOrder::bind(Schema& schema) {
    TagTypes tags = tags_of(schema);
    impl_->join_options = {
        .kinds = std::move(tags.kinds),
        .text_info = std::move(tags.text_info),
        .text_format = std::move(tags.text_format),
        .strict_filter = impl_->options.strict_filter};
}

void NormalizeOrder::process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
    Impl::sort(*batch);
    if (impl_->hand_over_tails(*batch))
        Impl::sort(*batch);
    while (!impl_->held.empty() && !impl_->is_within_window(*impl_->held.front(), *batch))
        impl_->release_front(ready);
    impl_->held.push_back(std::move(batch));
}

void NormalizeOrder::finish(Batches<RecordBatch>& ready) {
    while (!impl_->held.empty())
        impl_->release_front(ready);
}

std::vector<AnyStage<RecordBatch>>
make_stages(const NormalizeOptions& options, std::shared_ptr<NormalizeCounts> counts) {
    const bool removes = options.duplicates != Duplicates::keep;
    if (options.multiallelics == Multiallelics::split && removes)
        throw Error{
            ErrorKind::usage,
            "rows cannot be split and rid of duplicates in one run",
            {},
            "run normalize twice, with a pipe between"};
    std::vector<AnyStage<RecordBatch>> stages;
    if (options.atomizes)
        stages.emplace_back(AtomizeRows{options, counts});
    if (removes && options.reference)
        stages.emplace_back(RemoveDuplicates{options.duplicates, counts});
    stages.emplace_back(NormalizeRows{options, counts});
    stages.emplace_back(NormalizeOrder{options, std::move(counts)});
    return stages;
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "normalize",
        .summary = "check REF, left-align, trim, split or join rows with several ALTs",
        .effect = StageEffect::keeps_rows,
        .options =
            {{"fasta", OptionType::path, "reference; without it nothing is left-aligned"},
             {"split", OptionType::boolean, "one row for each ALT", "true"},
             {"join", OptionType::boolean, "one row for each place (with split: false)", "false"},
             {"types",
              OptionType::text,
              "which rows are split or joined: snps, indels, both, any",
              "both"},
             {"atomize", OptionType::boolean, "take complex ALTs apart first", "false"},
             {"atom_overlaps",
              OptionType::text,
              "what stands for another allele in an atom's place: * or .",
              "*"},
             {"rm_dup",
              OptionType::text,
              "remove duplicates (with split: false): snps, indels, both, all, exact"},
             {"check_ref",
              OptionType::text,
              "REF is not the reference: e error, w warn, x leave out, s set it",
              "e"}},
        .make = [](const StageOptions& given) {
            const bool splits = given.boolean("split");
            const bool joins = given.boolean("join");
            if (splits && joins)
                throw Error{
                    ErrorKind::usage,
                    "rows can be split or joined, not both",
                    given.where(),
                    "say 'split: false' beside 'join: true'"};
            NormalizeOptions options{
                .check_reference = CheckReference::parse(given.text("check_ref")),
                .multiallelics = splits  ? Multiallelics::split
                                 : joins ? Multiallelics::join
                                         : Multiallelics::keep,
                .row_types = parse_row_types(given.text("types")),
                .duplicates =
                    given.has("rm_dup") ? parse_duplicates(given.text("rm_dup")) : Duplicates::keep,
                .atomizes = given.boolean("atomize"),
                .atom_overlaps = parse_atom_overlaps(given.text("atom_overlaps"))};
            if (given.has("fasta"))
                options.reference = std::make_shared<const io::Fasta>(given.text("fasta"));
            return make_stages(options, std::make_shared<NormalizeCounts>());
        }};
}

}  // namespace genostrat::normalize
