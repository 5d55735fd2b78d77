// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/liftover/variant.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::liftover {

namespace {

constexpr char complement(char base) noexcept {
    constexpr std::string_view letters = "ACGTMRWSYKVHDBNUacgtmrwsykvhdbnu";
    constexpr std::string_view others = "TGCAKYWSRMBDHVNAtgcakywsrmbdhvna";
    const std::size_t at = letters.find(base);
    return at == std::string_view::npos ? base : others[at];
}

std::string reverse_complement(std::string_view bases) {
    std::string text(bases.size(), '\0');
    std::transform(bases.rbegin(), bases.rend(), text.begin(), complement);
    return text;
}

bool same_bases(std::string_view one, std::string_view other) {
    const auto upper = [](char base) {
        return base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
    };
    return std::ranges::equal(one, other, {}, upper, upper);
}

bool is_breakend(std::string_view alt) {
    return alt.find_first_of("[]") != std::string_view::npos;
}

/// Stands for bases that are not named: a block without variants, or what an upstream deletion
/// took.
bool is_placeholder(std::string_view alt) {
    return alt == "*" || alt == "<*>" || alt == "<NON_REF>" || alt == "<X>";
}

LiftedVariant rejected(RejectReason reason) {
    LiftedVariant lifted;
    lifted.reject = reason;
    return lifted;
}

}  // namespace

std::string_view to_string(RejectReason reason) noexcept {
    switch (reason) {
    case RejectReason::unknown_contig:
        return "unknown_contig";
    case RejectReason::unmapped:
        return "unmapped";
    case RejectReason::crosses_gap:
        return "crosses_gap";
    case RejectReason::reference_differs:
        return "reference_differs";
    case RejectReason::no_target_sequence:
        return "no_target_sequence";
    case RejectReason::needs_reference:
        return "needs_reference";
    case RejectReason::end_unmapped:
        return "end_unmapped";
    case RejectReason::strand_of_symbol:
        return "strand_of_symbol";
    case RejectReason::mate_unmapped:
        return "mate_unmapped";
    case RejectReason::invalid_alleles:
        return "invalid_alleles";
    }
    return "";
}

struct VariantLifter::Row {
    const SourceVariant& variant;
    ContigId source;

    [[nodiscard]] Interval where() const noexcept {
        return {variant.pos, variant.pos + static_cast<std::int64_t>(variant.ref.size())};
    }
};

VariantLifter::VariantLifter(
    std::shared_ptr<const ChainMap> chains, std::shared_ptr<const io::Fasta> target)
    : chains_{std::move(chains)}, target_{std::move(target)} {
    for (const std::string& name : chains_->targets().names())
        fasta_contigs_.push_back(target_ ? target_->contigs().find_alias(name) : unknown_contig);
}

LiftedVariant VariantLifter::lift(const SourceVariant& variant) const {
    const Row row{variant, chains_->sources().find_alias(variant.contig)};
    if (row.source == unknown_contig)
        return rejected(RejectReason::unknown_contig);
    if (!is_sequence(variant.ref))
        return rejected(RejectReason::invalid_alleles);
    const bool has_symbol = std::ranges::any_of(variant.alts, [](std::string_view alt) {
        return !is_sequence(alt) && !is_placeholder(alt);
    });
    return has_symbol ? lift_symbol(row) : lift_sequences(row);
}

bool VariantLifter::fetch(ContigId contig, Interval where, std::string& bases) const {
    const ContigId own = fasta_contigs_[static_cast<std::size_t>(contig)];
    bases.clear();
    if (own != unknown_contig)
        target_->fetch(own, where, bases);
    return static_cast<std::int64_t>(bases.size()) == where.length();
}

LiftedVariant VariantLifter::lift_sequences(const Row& row) const {
    const LiftResult result = chains_->lift(row.source, row.where());
    if (result.status == LiftStatus::unmapped)
        return rejected(RejectReason::unmapped);
    std::optional<RejectReason> reason;
    std::optional<LiftedVariant> lifted;
    // Where the assemblies differ by an indel, what lies up to the base behind REF is longer or
    // shorter than REF: one of the ALTs, perhaps, even if the target has REF's bases as well.
    if (target_)
        if (const std::optional<Lifted> between = chains_->lift_between(row.source, row.where());
            between &&
            (result.status != LiftStatus::whole || between->where.length() != row.where().length()))
            lifted = match(row, *between, reason);
    if (!lifted && result.status == LiftStatus::whole)
        lifted = match(row, result.lifted, reason);
    if (!lifted)
        return rejected(reason.value_or(
            result.status == LiftStatus::whole ? RejectReason::reference_differs
                                               : RejectReason::crosses_gap));
    lift_end(row, *lifted);
    return *std::move(lifted);
}

/// The alleles where the target's bases at `place` are REF or an ALT. Without a FASTA they are
/// taken to be REF. @param reason  set where it cannot be told
std::optional<LiftedVariant> VariantLifter::match(
    const Row& row, const Lifted& place, std::optional<RejectReason>& reason) const {
    LiftedVariant lifted{
        .contig = place.contig, .pos = place.where.begin, .reverse = place.reverse};
    const auto add = [&](std::string_view allele) {
        lifted.alleles.push_back(
            place.reverse && is_sequence(allele) ? reverse_complement(allele)
                                                 : std::string{allele});
    };
    add(row.variant.ref);
    for (const std::string_view alt : row.variant.alts)
        add(alt);
    const auto has_length = [&](const std::string& allele) {
        return static_cast<std::int64_t>(allele.size()) == place.where.length();
    };
    if (target_) {
        if (!std::ranges::any_of(lifted.alleles, has_length))
            return std::nullopt;
        std::string bases;
        if (!fetch(place.contig, place.where, bases)) {
            reason = RejectReason::no_target_sequence;
            return std::nullopt;
        }
        const auto found = std::ranges::find_if(lifted.alleles, [&](const std::string& allele) {
            return is_sequence(allele) && same_bases(allele, bases);
        });
        if (found == lifted.alleles.end())
            return std::nullopt;
        lifted.swapped_with = static_cast<std::size_t>(found - lifted.alleles.begin());
        std::swap(lifted.alleles.front(), *found);
    }
    if (place.reverse && target_)
        shift_left(lifted);
    return lifted;
}

void VariantLifter::shift_left(LiftedVariant& lifted) const {
    AlleleSet set{.pos = lifted.pos};
    std::vector<std::size_t> places;
    for (std::size_t allele = 0; allele < lifted.alleles.size(); ++allele)
        if (is_sequence(lifted.alleles[allele])) {
            places.push_back(allele);
            set.alleles.push_back(lifted.alleles[allele]);
        }
    const bool changes_length = std::ranges::any_of(set.alleles, [&](const std::string& allele) {
        return allele.size() != set.alleles.front().size();
    });
    if (!changes_length)
        return;
    for (std::string& allele : set.alleles)
        std::ranges::transform(allele, allele.begin(), [](char base) {
            return base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
        });
    left_align(set, [&](Interval where, std::string& bases) {
        static_cast<void>(fetch(lifted.contig, where, bases));
    });
    lifted.pos = set.pos;
    for (std::size_t index = 0; index < places.size(); ++index)
        lifted.alleles[places[index]] = set.alleles[index];
}

/// A block without variants keeps its bases: its END is that of the last one.
void VariantLifter::lift_end(const Row& row, LiftedVariant& lifted) const {
    if (!row.variant.end || *row.variant.end <= row.variant.pos)
        return;
    if (*row.variant.end == row.where().end) {
        lifted.end = lifted.pos + static_cast<std::int64_t>(lifted.alleles.front().size());
        return;
    }
    const LiftResult whole = chains_->lift(row.source, {row.variant.pos, *row.variant.end});
    if ((whole.status != LiftStatus::whole && whole.status != LiftStatus::gapped) ||
        whole.lifted.contig != lifted.contig || whole.lifted.reverse != lifted.reverse) {
        lifted.reject = RejectReason::end_unmapped;
        return;
    }
    lifted.end = whole.lifted.where.end;
    if (!lifted.reverse)
        return;
    std::string first;
    lifted.pos = whole.lifted.where.begin;
    if (!target_)
        lifted.reject = RejectReason::needs_reference;
    else if (!fetch(lifted.contig, {lifted.pos, lifted.pos + 1}, first))
        lifted.reject = RejectReason::no_target_sequence;
    else if (std::ranges::any_of(row.variant.alts, is_sequence) || lifted.alleles[0].size() != 1)
        lifted.reject = RejectReason::strand_of_symbol;
    else
        lifted.alleles.front() = first;
}

LiftedVariant VariantLifter::lift_symbol(const Row& row) const {
    const LiftResult result = chains_->lift(row.source, row.where());
    if (result.status == LiftStatus::unmapped)
        return rejected(RejectReason::unmapped);
    if (result.status != LiftStatus::whole)
        return rejected(RejectReason::crosses_gap);
    if (result.lifted.reverse)
        return rejected(RejectReason::strand_of_symbol);
    LiftedVariant lifted{.contig = result.lifted.contig, .pos = result.lifted.where.begin};
    lifted.alleles.emplace_back(row.variant.ref);
    for (const std::string_view alt : row.variant.alts) {
        const std::optional<std::string> mate =
            is_breakend(alt) ? lift_mate(alt) : std::string{alt};
        if (!mate)
            return rejected(RejectReason::mate_unmapped);
        lifted.alleles.push_back(*mate);
    }
    if (target_) {
        std::string bases;
        if (!fetch(lifted.contig, result.lifted.where, bases))
            return rejected(RejectReason::no_target_sequence);
        if (!same_bases(bases, row.variant.ref))
            return rejected(RejectReason::reference_differs);
    }
    lift_end(row, lifted);
    return lifted;
}

/// `G]17:198982]` with the place of its other end; nothing if that has none on the same strand.
std::optional<std::string> VariantLifter::lift_mate(std::string_view alt) const {
    const std::size_t open = alt.find_first_of("[]");
    const std::size_t close = alt.find_last_of("[]");
    const std::string_view inside = alt.substr(open + 1, close - std::min(close, open + 1));
    const std::size_t colon = inside.rfind(':');
    if (open == close || colon == std::string_view::npos || inside.starts_with('<'))
        return std::nullopt;
    const auto pos = parse_number<std::int64_t>(inside.substr(colon + 1));
    const ContigId contig = chains_->sources().find_alias(inside.substr(0, colon));
    if (!pos || *pos < 1 || contig == unknown_contig)
        return std::nullopt;
    const LiftResult result = chains_->lift(contig, {*pos - 1, *pos});
    if (result.status != LiftStatus::whole || result.lifted.reverse)
        return std::nullopt;
    std::string text{alt.substr(0, open + 1)};
    const bool says_chr = inside.starts_with("chr");
    const std::string_view name = chains_->targets().name(result.lifted.contig);
    if (says_chr && !name.starts_with("chr"))
        text += "chr";
    text += says_chr || !name.starts_with("chr") ? name : name.substr(3);
    text += ':';
    append_number(text, result.lifted.where.begin + 1);
    text += alt.substr(close);
    return text;
}

}  // namespace genostrat::liftover
