// SPDX-License-Identifier: MIT
#include "score/batch_matcher.hpp"

#include "score/row_genotypes.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/contigs.hpp>

namespace genostrat::score {

namespace {

using evidence::KnownBy;
using evidence::ReferenceSide;
using evidence::RowKind;
using evidence::Side;

class BatchMatcher {
public:
    BatchMatcher(const RecordBatch& batch, const MatchContext& context)
        : batch_{batch}, context_{context}, weights_{*context.weights}, genotypes_{batch, context} {
    }

    std::shared_ptr<const MatchedBatch> run() {
        out_ = std::make_shared<MatchedBatch>();
        for (const RowId row : batch_.rows())
            if (!context_.extract || is_extracted(row))
                match(row);
        return out_;
    }

private:
    [[nodiscard]] bool is_extracted(RowId row) const {
        bool found = false;
        for_each_piece(batch_.id(row), ';', [&](std::string_view id) {
            found = found || context_.extract->contains(id);
        });
        return found;
    }

    void match(RowId row) {
        ++out_->n_variants;
        contig_ = contig_of(row);
        out_->last_contig = contig_;
        out_->last_pos = batch_.pos(row);
        columns_.clear();
        if (contig_ >= 0) {
            // Most rows of most inputs meet no weight: ALT is not looked at before that is known.
            Interval covers{batch_.pos(row), batch_.pos(row) + 1};
            if (context_.inference.blocks && context_.reference_rows.has_blocks())
                covers = covers_of(row, kind_of(row));
            const auto placed = weights_.within(contig_, covers, hint_);
            if (!placed.empty()) {
                const RowKind kind = kind_of(row);
                match_placed(row, placed, kind, covers_of(row, kind));
            }
        }
        if (weights_.has_ids())
            match_ids(row);
    }

    std::int32_t contig_of(RowId row) {
        const ContigId id = batch_.contig(row);
        if (id >= 0 && static_cast<std::size_t>(id) < context_.contigs.size())
            return context_.contigs[static_cast<std::size_t>(id)];
        const std::string_view name = batch_.contig_name(row);
        if (name != last_name_) {
            last_name_ = name;
            last_contig_ = weight_contig(weights_, name);
        }
        return last_contig_;
    }

    /// What the row says about other alleles; `closed` where nothing is to be inferred from it.
    [[nodiscard]] RowKind kind_of(RowId row) const {
        return context_.inference.blocks ? evidence::row_kind(batch_.alts(row)) : RowKind::closed;
    }

    [[nodiscard]] Interval covers_of(RowId row, RowKind kind) const {
        return kind == RowKind::closed ? Interval{batch_.pos(row), batch_.pos(row) + 1}
                                       : context_.reference_rows.covers(batch_, row, kind);
    }

    void begin_variant(RowId row, std::int32_t contig) {
        variant_ = {
            .contig = contig,
            .pos = batch_.pos(row),
            .first_candidate = static_cast<std::uint32_t>(out_->candidates.size()),
            .n_candidates = 0};
    }

    void end_variant() {
        variant_.n_candidates =
            static_cast<std::uint32_t>(out_->candidates.size()) - variant_.first_candidate;
        if (variant_.n_candidates == 0)
            return;
        out_->variants.push_back(variant_);
    }

    void
    match_placed(RowId row, std::span<const WeightRow> rows, RowKind kind, const Interval& covers) {
        const bool infers = kind != RowKind::closed || context_.unseen.knows_any();
        const bool is_well_imputed = has_quality(row);
        out_->agreement.n_low_quality += is_well_imputed ? 0 : 1;
        check_ref(row);
        begin_variant(row, contig_);
        const WeightRow* last = nullptr;
        sites::AlleleMatch found;
        bool fits = false;
        for (const WeightRow& weight : rows) {
            const bool is_here = weight.pos == variant_.pos;
            if (!is_well_imputed) {
                if (is_here)
                    out_->low_quality.push_back(index_of(weight));
                continue;
            }
            if (!is_here) {
                infer(row, weight, kind, covers);
                continue;
            }
            if (last == nullptr || weight.effect != last->effect || weight.other != last->other)
                found = compare(row, weight);
            last = &weight;
            fits = fits || found.matched();
            if (found.matched())
                add(row, weight, found);
            else if (infers)
                infer(row, weight, kind, covers);
        }
        if (kind != RowKind::block && is_well_imputed) {
            ++out_->agreement.n_places;
            out_->agreement.n_matched += fits ? 1 : 0;
        }
        end_variant();
    }

    void match_ids(RowId row) {
        const std::string_view ids = batch_.id(row);
        if (ids == ".")
            return;
        begin_variant(row, -1);
        const bool is_well_imputed = has_quality(row);
        for_each_piece(ids, ';', [&](std::string_view id) {
            for (const std::uint32_t index : weights_.with_id(id)) {
                const WeightRow& weight = weights_.rows()[index];
                const sites::AlleleMatch found = compare(row, weight);
                if (!is_well_imputed)
                    out_->low_quality.push_back(index);
                else if (found.matched())
                    add(row, weight, found);
            }
        });
        end_variant();
    }

    [[nodiscard]] sites::AlleleMatch compare(RowId row, const WeightRow& weight) const {
        return sites::match_alleles(
            weights_.allele(weight.effect),
            weights_.allele(weight.other),
            batch_.ref(row),
            batch_.alts(row),
            context_.strands);
    }

    [[nodiscard]] std::uint32_t index_of(const WeightRow& weight) const {
        return static_cast<std::uint32_t>(weights_.index_of(weight));
    }

    void add(RowId row, const WeightRow& weight, const sites::AlleleMatch& found) {
        const std::int32_t column = column_of(row, {found.effect_allele, Counting::called});
        if (column >= 0)
            out_->candidates.push_back(
                {.row = index_of(weight),
                 .match = found,
                 .column = static_cast<std::uint32_t>(column),
                 .is_named = names_variant(row, weight, found)});
    }

    /// True if the id of the weights is that of the row, or spells its REF and ALT. Asked for
    /// indels only: other alleles tell the variant by themselves.
    [[nodiscard]] bool
    names_variant(RowId row, const WeightRow& weight, const sites::AlleleMatch& found) const {
        const std::string_view ref = batch_.ref(row);
        if (found.alt < 1 || weight.id == 0)
            return false;
        const std::string_view alt = batch_.alts(row)[static_cast<std::size_t>(found.alt - 1)];
        if (ref.size() == alt.size())
            return false;
        const std::string_view id = weights_.id(weight);
        bool is_own = false;
        for_each_piece(
            batch_.id(row), ';', [&](std::string_view piece) { is_own = is_own || piece == id; });
        const VariantId spelled = parse_variant_id(id);
        return is_own || (spelled.first == ref && spelled.second == alt);
    }

    /// True unless the row's imputation quality is known and too low.
    [[nodiscard]] bool has_quality(RowId row) const {
        for (const InfoId id : context_.imputation_quality) {
            const std::span<const float> values = batch_.info_floats(row, id);
            if (!values.empty() && !is_missing(values[0]))
                return static_cast<double>(values[0]) >= context_.least_imputation_quality;
        }
        return true;
    }

    void check_ref(RowId row) {
        if (!context_.reference)
            return;
        const std::string_view ref = batch_.ref(row);
        const std::string_view bases =
            context_.reference->at(batch_.contig_name(row), batch_.pos(row), ref.size(), room_);
        if (bases.empty())
            return;
        ++out_->agreement.n_refs;
        const bool agrees = std::ranges::equal(ref, bases, [](char one, char other) {
            const char upper = one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
            return upper == other || upper == 'N' || other == 'N';
        });
        if (agrees)
            return;
        ++out_->agreement.n_refs_differ;
        if (out_->agreement.differs_at.empty())
            out_->agreement.differs_at =
                fmt::format("{}:{}", batch_.contig_name(row), batch_.pos(row) + 1);
    }

    /// Which allele of the weights is the reference, by the FASTA, else by the row's own REF.
    ReferenceSide side_of(RowId row, const WeightRow& weight) {
        const std::string_view effect = weights_.allele(weight.effect);
        const std::string_view other = weights_.allele(weight.other);
        const bool is_named = weight.reference != Side::unknown;
        std::string_view bases;
        if (context_.reference) {
            bases = context_.reference->at(
                batch_.contig_name(row), weight.pos, std::max(effect.size(), other.size()), room_);
        } else {
            const auto offset = static_cast<std::size_t>(weight.pos - batch_.pos(row));
            const std::string_view ref = batch_.ref(row);
            bases = offset < ref.size() ? ref.substr(offset) : std::string_view{};
        }
        if (is_named)
            return evidence::check_reference_side(
                weight.reference,
                effect,
                other,
                context_.inference.trusts_table ? std::string_view{} : bases);
        return evidence::reference_side(effect, other, bases, context_.strands);
    }

    /// Genotypes of a site whose alleles the row does not name.
    void infer(RowId row, const WeightRow& weight, RowKind kind, const Interval& covers) {
        const ReferenceSide side = side_of(row, weight);
        if (!side.is_known()) {
            if (side.side == Side::neither)
                out_->ref_mismatches.push_back(index_of(weight));
            else
                ++out_->agreement.n_unknown_side;
            return;
        }
        const std::int64_t end = weight.pos + static_cast<std::int64_t>(side.length);
        const bool is_inside = weight.pos != batch_.pos(row);
        const KnownBy known_by =
            kind == RowKind::closed
                ? context_.unseen.known_by(batch_.contig_name(row), {weight.pos, end})
                : KnownBy::block;
        if (known_by == KnownBy::nothing || (kind != RowKind::closed && end > covers.end))
            return;
        const bool is_ref = side.side == Side::effect;
        const std::int32_t column = column_of(
            row,
            {is_ref ? 0 : -1,
             is_inside && kind != RowKind::block ? Counting::beyond : Counting::inferred});
        if (column >= 0)
            out_->inferred.push_back(
                {.contig = contig_,
                 .pos = weight.pos,
                 .candidate = {
                     .row = index_of(weight),
                     .match = {.effect_allele = is_ref ? 0 : -1, .ambiguous = side.ambiguous},
                     .column = static_cast<std::uint32_t>(column),
                     .known_by = known_by}});
    }

    /// What a column of genotypes stands for.
    enum class Counting : std::uint8_t {
        called,    // copies of an allele of the row
        inferred,  // copies of REF, or of an allele that the row does not name
        beyond     // the same behind the row's first base, where any ALT may change the bases
    };

    struct ColumnKey {
        std::int32_t allele{};
        Counting counting{};

        friend bool operator==(const ColumnKey&, const ColumnKey&) = default;
    };

    /// Index of the column with this allele's copies; -1 if the row has no genotypes.
    std::int32_t column_of(RowId row, ColumnKey key) {
        for (const auto& [known, column] : columns_)
            if (known == key)
                return column;
        std::optional<GenotypeColumn> column = key.counting == Counting::called
                                                   ? read_called(row, key.allele)
                                                   : read_inferred(row, key);
        const auto index = column ? static_cast<std::int32_t>(out_->columns.size()) : -1;
        if (column) {
            if (key.counting == Counting::called)
                add_frequencies(row, key.allele, *column);
            out_->columns.push_back(*column);
        }
        columns_.emplace_back(key, index);
        return index;
    }

    /// Frequency in the reference population; the spread of all alleles where there are several.
    void add_frequencies(RowId row, std::int32_t allele, GenotypeColumn& column) {
        const std::span<const std::string_view> alts = batch_.alts(row);
        const bool has_table = !context_.frequencies.empty();
        const bool needs_variance = context_.needs_variance && alts.size() > 1;
        if (!has_table && !needs_variance)
            return;
        frequencies_.assign(alts.size() + 1, 0.0);
        if (has_table) {
            frequencies_[0] = 1.0;
            for (std::size_t alt = 0; alt < alts.size(); ++alt) {
                frequencies_[alt + 1] = context_.frequencies.find(
                    batch_.contig_name(row),
                    batch_.pos(row),
                    batch_.id(row),
                    batch_.ref(row),
                    alts[alt]);
                frequencies_[0] -= frequencies_[alt + 1];
            }
            column.frequency = frequencies_[static_cast<std::size_t>(allele)];
        } else {
            count_alleles(row);
        }
        if (!needs_variance)
            return;
        column.variance = 0.0;
        for (const double p : frequencies_)
            column.variance += p * (1.0 - p);
    }

    void count_alleles(RowId row) {
        const Genotypes genotypes = genotypes_.of(row);
        double n_called = 0.0;
        for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample)
            for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
                const std::int32_t allele = Genotypes::allele_of(genotypes.at(sample, copy));
                if (allele < 0 || static_cast<std::size_t>(allele) >= frequencies_.size())
                    continue;
                frequencies_[static_cast<std::size_t>(allele)] += 1.0;
                n_called += 1.0;
            }
        for (double& frequency : frequencies_)
            frequency /= n_called;
    }

    std::optional<GenotypeColumn> read_called(RowId row, std::int32_t allele) {
        std::optional<GenotypeColumn> column = genotypes_.read(row, allele, *out_);
        if (!column || context_.least_genotype_quality <= 0)
            return column;
        low_.resize(batch_.n_samples());
        if (context_.reference_rows.mark_low_quality(
                batch_, row, context_.least_genotype_quality, low_))
            mask_genotypes(*column, low_, *out_);
        return column;
    }

    /// Copies of REF (allele 0) or of an allele that is not there (-1), where quality allows.
    std::optional<GenotypeColumn> read_inferred(RowId row, ColumnKey key) {
        const Genotypes genotypes = genotypes_.of(row);
        if (genotypes.empty())
            return std::nullopt;
        const bool is_block = evidence::row_kind(batch_.alts(row)) == RowKind::block;
        const std::int32_t least =
            std::max(context_.inference.block_quality, context_.least_genotype_quality);
        low_.assign(batch_.n_samples(), 0);
        const bool has_quality =
            least <= 0 || context_.reference_rows.mark_low_quality(batch_, row, least, low_);
        if (!has_quality && is_block)
            std::ranges::fill(low_, std::uint8_t{1});
        std::vector<AlleleCall> calls(genotypes.n_samples);
        for (std::size_t sample = 0; sample < calls.size(); ++sample)
            calls[sample] = inferred_call(row, genotypes, sample, key);
        GenotypeColumn column = read_calls(
            std::move(calls),
            key.allele == 0,
            genotypes_.contig_kind_of(row),
            context_.ploidy,
            *out_);
        mask_genotypes(column, low_, *out_);
        return column;
    }

    [[nodiscard]] AlleleCall
    inferred_call(RowId row, const Genotypes& genotypes, std::size_t sample, ColumnKey key) const {
        const std::span<const std::string_view> alts = batch_.alts(row);
        AlleleCall call{0.0F, static_cast<std::uint8_t>(genotypes.ploidy_of(sample))};
        bool is_known = call.ploidy > 0;
        for (std::size_t copy = 0; copy < call.ploidy; ++copy) {
            const std::int32_t allele = Genotypes::allele_of(genotypes.at(sample, copy));
            if (allele == 0) {
                call.copies += key.allele == 0 ? 1.0F : 0.0F;
                continue;
            }
            const auto alt = static_cast<std::size_t>(allele) - 1;
            is_known = is_known && allele > 0 && key.counting != Counting::beyond &&
                       alt < alts.size() && !evidence::is_any_allele(alts[alt]) && alts[alt] != "*";
        }
        if (!is_known)
            call.copies = std::numeric_limits<float>::quiet_NaN();
        return call;
    }

    const RecordBatch& batch_;
    const MatchContext& context_;
    const WeightTable& weights_;
    RowGenotypes genotypes_;
    std::shared_ptr<MatchedBatch> out_;
    MatchedVariant variant_;
    std::vector<std::pair<ColumnKey, std::int32_t>> columns_;
    std::vector<std::uint8_t> low_;
    std::vector<double> frequencies_;
    std::size_t hint_{};
    std::string room_;
    std::int32_t contig_{-1};
    std::string last_name_;
    std::int32_t last_contig_{-1};
};

}  // namespace

std::int32_t weight_contig(const WeightTable& weights, std::string_view name) {
    std::string_view canonical = canonical_contig(name);
    if (canonical == "23")
        canonical = "X";
    else if (canonical == "24")
        canonical = "Y";
    else if (canonical == "26")
        canonical = "MT";
    return weights.contigs().find(canonical);
}

std::shared_ptr<const MatchedBatch>
match_batch(const RecordBatch& batch, const MatchContext& context) {
    return BatchMatcher{batch, context}.run();
}

}  // namespace genostrat::score
