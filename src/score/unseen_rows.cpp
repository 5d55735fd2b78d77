// SPDX-License-Identifier: MIT
#include "score/unseen_rows.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace genostrat::score {

namespace {

using evidence::KnownBy;
using evidence::ReferenceSide;
using evidence::Side;

class UnseenRows {
public:
    UnseenRows(const MatchContext& context, std::size_t n_samples)
        : context_{context}, weights_{*context.weights}, n_samples_{n_samples} {
        for (auto& kind : columns_)
            kind.fill(-1);
    }

    std::shared_ptr<const MatchedBatch> run(const Collector& collector) {
        const std::span<const WeightRow> rows = weights_.rows();
        for (std::size_t index = 0; index < rows.size() && rows[index].contig >= 0; ++index)
            if (collector.status(index) == RowStatus::missing)
                infer(rows[index]);
        return out_;
    }

private:
    void infer(const WeightRow& weight) {
        const std::string_view contig = weights_.contigs().name(weight.contig);
        const ReferenceSide side = side_of(weight, contig);
        if (side.side == Side::neither)
            out_->ref_mismatches.push_back(index_of(weight));
        if (!side.is_known())
            return;
        const KnownBy known = context_.unseen.known_by(
            contig, {weight.pos, weight.pos + static_cast<std::int64_t>(side.length)});
        if (known == KnownBy::nothing)
            return;
        const bool is_ref = side.side == Side::effect;
        out_->inferred.push_back(
            {.contig = weight.contig,
             .pos = weight.pos,
             .candidate = {
                 .row = index_of(weight),
                 .match = {.effect_allele = is_ref ? 0 : -1, .ambiguous = side.ambiguous},
                 .column = column_of(contig, weight.pos, is_ref),
                 .known_by = known}});
    }

    ReferenceSide side_of(const WeightRow& weight, std::string_view contig) {
        const std::string_view effect = weights_.allele(weight.effect);
        const std::string_view other = weights_.allele(weight.other);
        std::string_view bases;
        if (context_.reference && !context_.inference.trusts_table)
            bases = context_.reference->at(
                contig, weight.pos, std::max(effect.size(), other.size()), room_);
        return weight.reference != Side::unknown
                   ? evidence::check_reference_side(weight.reference, effect, other, bases)
                   : evidence::reference_side(effect, other, bases, context_.strands);
    }

    [[nodiscard]] std::uint32_t index_of(const WeightRow& weight) const {
        return static_cast<std::uint32_t>(weights_.index_of(weight));
    }

    /// The column of homozygous reference genotypes; one a kind of contig and counted allele.
    std::uint32_t column_of(std::string_view contig, std::int64_t pos, bool is_ref) {
        ContigKind kind = contig_kind(contig);
        if (kind == ContigKind::x && is_pseudo_autosomal(context_.build, pos))
            kind = ContigKind::autosome;
        std::int32_t& column = columns_[static_cast<std::size_t>(kind)][is_ref ? 1 : 0];
        if (column < 0) {
            column = static_cast<std::int32_t>(out_->columns.size());
            out_->columns.push_back(
                read_calls(calls(kind, is_ref), is_ref, kind, context_.ploidy, *out_));
        }
        return static_cast<std::uint32_t>(column);
    }

    [[nodiscard]] std::vector<AlleleCall> calls(ContigKind kind, bool is_ref) const {
        const bool is_haploid = kind == ContigKind::y || kind == ContigKind::mitochondrion;
        const std::uint8_t ploidy = is_haploid ? 1 : 2;
        const float copies = is_ref ? ploidy : 0;
        std::vector<AlleleCall> out(n_samples_, {copies, ploidy});
        if (kind != ContigKind::y)
            return out;
        for (std::size_t sample = 0; sample < out.size(); ++sample)
            if (!context_.ploidy.has_sexes || context_.ploidy.sexes[sample] != cohort::Sex::male)
                out[sample].copies = std::numeric_limits<float>::quiet_NaN();
        return out;
    }

    const MatchContext& context_;
    const WeightTable& weights_;
    std::size_t n_samples_;
    std::shared_ptr<MatchedBatch> out_{std::make_shared<MatchedBatch>()};
    std::array<std::array<std::int32_t, 2>, 4> columns_{};  // [ContigKind][is REF counted]
    std::string room_;
};

}  // namespace

std::shared_ptr<const MatchedBatch>
infer_unseen_rows(const MatchContext& context, const Collector& collector, std::size_t n_samples) {
    return UnseenRows{context, n_samples}.run(collector);
}

}  // namespace genostrat::score
