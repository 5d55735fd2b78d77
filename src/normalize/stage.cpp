// SPDX-License-Identifier: MIT
#include "normalize/tags.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/normalize/join.hpp>
#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

struct NormalizeOrder::Impl {
    NormalizeOptions options;
    std::shared_ptr<NormalizeCounts> counts;
    JoinOptions join_options{};
    std::unique_ptr<RecordBatch> held{};

    /// Gives the rows of the held batch that may have to stand behind a row of the new one, which
    /// is sorted, to it. @return true if there were any
    [[nodiscard]] bool hand_over_tail(RecordBatch& next) const {
        if (next.rows().empty() || held->rows().empty())
            return false;
        const std::span<const RowId> rows = held->rows();
        const std::string contig{next.contig_name(next.rows().front())};
        const std::int64_t least = next.pos(next.rows().front());
        std::size_t keep = rows.size();
        while (keep > 0 && held->contig_name(rows[keep - 1]) == contig &&
               held->pos(rows[keep - 1]) >= least)
            --keep;
        if (keep == rows.size())
            return false;
        const std::vector<RowId> tail{rows.begin() + static_cast<std::ptrdiff_t>(keep), rows.end()};
        held->hand_over(tail, next);
        return true;
    }

    void release(Batches<RecordBatch>& ready) {
        if (options.duplicates != Duplicates::keep)
            remove_duplicates();
        if (options.multiallelics == Multiallelics::join)
            join_places();
        ready.push_back(std::move(held));
    }

    /// Calls `visit(rows)` for the rows of each place.
    template <typename Visit>
    void for_each_place(Visit visit) const {
        const std::span<const RowId> rows = held->rows();
        for (std::size_t begin = 0; begin < rows.size();) {
            std::size_t end = begin + 1;
            while (end < rows.size() && held->pos(rows[end]) == held->pos(rows[begin]) &&
                   held->contig_name(rows[end]) == held->contig_name(rows[begin]))
                ++end;
            visit(rows.subspan(begin, end - begin));
            begin = end;
        }
    }

    /// REF and the ALTs in an order of their own.
    [[nodiscard]] std::string alleles_of(RowId row) const {
        std::vector<std::string_view> alts{held->alts(row).begin(), held->alts(row).end()};
        std::ranges::sort(alts);
        std::string text{held->ref(row)};
        for (const std::string_view alt : alts)
            text += ',' + std::string{alt};
        return text;
    }

    void remove_duplicates() {
        constexpr std::uint8_t substitution = bits(AlleleType::snp) | bits(AlleleType::mnp);
        constexpr std::uint8_t indel = bits(AlleleType::indel);
        std::vector<RowId> kept;
        for_each_place([&](std::span<const RowId> rows) {
            std::uint8_t seen = 0;
            std::vector<std::string> alleles;
            for (const RowId row : rows) {
                const std::uint8_t types = row_types(held->ref(row), held->alts(row));
                const auto repeats = [&](std::uint8_t kind) {
                    return (types & kind) != 0 && (seen & kind) != 0;
                };
                bool is_duplicate = false;
                switch (options.duplicates) {
                case Duplicates::snps:
                    is_duplicate = repeats(substitution);
                    break;
                case Duplicates::indels:
                    is_duplicate = repeats(indel);
                    break;
                case Duplicates::both:
                    is_duplicate = repeats(substitution) || repeats(indel);
                    break;
                case Duplicates::all:
                    is_duplicate = row != rows.front();
                    break;
                case Duplicates::exact:
                    alleles.push_back(alleles_of(row));
                    is_duplicate = std::ranges::count(alleles, alleles.back()) > 1;
                    break;
                case Duplicates::keep:
                    break;
                }
                seen = static_cast<std::uint8_t>(seen | types);
                if (!is_duplicate)
                    kept.push_back(row);
            }
        });
        counts->duplicates += static_cast<std::int64_t>(held->rows().size() - kept.size());
        held->set_order(std::move(kept));
    }

    /// Joins the rows of each place: SNPs by themselves, the others by themselves, unless all are
    /// to be joined. Rows of types that are not joined stand before the joined ones.
    void join_places() {
        std::vector<RowId> order;
        for_each_place([&](std::span<const RowId> rows) {
            std::vector<RowId> snps;
            std::vector<RowId> others;
            for (const RowId row : rows) {
                const std::uint8_t types = row_types(held->ref(row), held->alts(row));
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
                snps.size() == 1 && row_types(held->ref(snps[0]), held->alts(snps[0])) == 0;
            if (is_lone_reference && !others.empty()) {
                others.push_back(snps.front());
                snps.clear();
            }
            for (const std::vector<RowId>* group : {&snps, &others})
                if (!group->empty())
                    order.push_back(join(*group));
        });
        held->set_order(std::move(order));
    }

    [[nodiscard]] RowId join(const std::vector<RowId>& rows) {
        if (rows.size() == 1)
            return rows.front();
        std::vector<std::string> lines(rows.size());
        std::vector<RowText> texts;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            held->append_line(rows[row], lines[row]);
            texts.push_back(RowText::parse(lines[row]));
        }
        counts->joined += static_cast<std::int64_t>(rows.size());
        return held->add_line(join_rows(texts, join_options));
    }
};

NormalizeOrder::NormalizeOrder(NormalizeOptions options, std::shared_ptr<NormalizeCounts> counts)
    : impl_{std::make_unique<Impl>(
          Impl{.options = std::move(options), .counts = std::move(counts)})} {
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
    batch->sort_rows();
    if (impl_->held) {
        if (impl_->hand_over_tail(*batch))
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
              "REF is not the reference: e error, w warn, x leave out",
              "e"}},
        .make = [](const StageOptions& given) {
            NormalizeOptions options{
                .check_reference = CheckReference::parse(given.text("check_ref")),
                .multiallelics =
                    given.boolean("split") ? Multiallelics::split : Multiallelics::keep};
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
