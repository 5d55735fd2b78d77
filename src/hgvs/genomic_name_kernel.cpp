// SPDX-License-Identifier: MIT
#include <genostrat/core/text.hpp>
#include <genostrat/genes/codon.hpp>
#include <genostrat/hgvs/change_kind.hpp>
#include <genostrat/hgvs/genomic_name.hpp>
#include <genostrat/hgvs/shift.hpp>

namespace genostrat::hgvs {
namespace {

struct Named {
    ChangeKind kind{};
    Interval span{};  // empty: between two bases
    std::string_view ref{};
    std::string_view alt{};
};

class GenomicNamer {
public:
    GenomicNamer(const genes::GenomeView& genome, genes::ContigPlace place, GenomicScratch& scratch)
        : genome_{genome}, place_{place}, scratch_{scratch} {}

    [[nodiscard]] Named name(const GenomicChange& change);

private:
    void move_right(Named& named, std::int64_t flank);
    void name_insertion(Named& named);

    const genes::GenomeView& genome_;
    genes::ContigPlace place_;
    GenomicScratch& scratch_;
};

void GenomicNamer::move_right(Named& named, std::int64_t flank) {
    const bool insertion = named.span.empty();
    const std::string_view moving = insertion ? named.alt : named.ref;
    const std::int64_t limit = flank - static_cast<std::int64_t>(moving.size()) + 1;
    const std::int64_t moved =
        count_right_shift(genome_, place_, named.span, moving, limit, scratch_.window);
    scratch_.rotated.clear();
    append_rotated(moving, moved, scratch_.rotated);
    (insertion ? named.alt : named.ref) = scratch_.rotated;
    named.span.begin += moved;
    named.span.end += moved;
}

void GenomicNamer::name_insertion(Named& named) {
    const auto length = static_cast<std::int64_t>(named.alt.size());
    const std::int64_t at = named.span.begin;
    named.kind = ChangeKind::insertion;
    for (const Interval same : {Interval{at, at + length}, Interval{at - length, at}})
        if (genome_.fetch(place_, same, scratch_.window) == same && scratch_.window == named.alt) {
            named.kind = ChangeKind::duplication;
            named.span = same;
            return;
        }
}

// A delins loses what both ends share; what is left may be of another kind.
void clip(Named& named, bool dash_for_deleted_base) {
    const std::string_view whole_ref = named.ref;
    const std::int64_t n_prefix = clip_common(named.ref, named.alt);
    const std::string_view prefix = whole_ref.substr(0, static_cast<std::size_t>(n_prefix));
    named.span.begin += n_prefix;
    named.span.end = named.span.begin + static_cast<std::int64_t>(named.ref.size());
    if (named.ref.empty() && named.alt.empty()) {
        named.kind = ChangeKind::none;
    } else if (named.ref.empty()) {
        if (prefix.ends_with(named.alt)) {
            named.kind = ChangeKind::duplication;
            named.span.begin -= static_cast<std::int64_t>(named.alt.size());
        } else {
            named.kind = ChangeKind::insertion;
        }
    } else if (named.alt.empty()) {
        named.kind = ChangeKind::deletion;
        if (dash_for_deleted_base && named.ref.size() == 1) {
            named.kind = ChangeKind::substitution;
            named.alt = "-";
        }
    } else if (named.ref.size() == 1 && named.alt.size() == 1) {
        named.kind = ChangeKind::substitution;
    }
}

Named GenomicNamer::name(const GenomicChange& change) {
    Named named{.span = change.span, .ref = change.ref, .alt = change.alt};
    const std::string_view untrimmed = change.alt;
    if (change.untrimmed) {
        named.span.begin += clip_common(named.ref, named.alt);
        named.span.end = named.span.begin + static_cast<std::int64_t>(named.ref.size());
    }
    const bool insertion = named.ref.empty();
    const bool deletion = named.alt.empty();
    if (insertion && deletion) {
        named.kind = ChangeKind::none;
        return named;
    }
    if (insertion || deletion)
        move_right(named, change.flank);
    else if (change.untrimmed)
        named.alt = untrimmed;
    if (insertion) {
        name_insertion(named);
        return named;
    }
    named.kind = kind_of_replacement(named.ref, named.alt);
    if (named.kind == ChangeKind::deletion_insertion)
        clip(named, change.dash_for_deleted_base);
    return named;
}

void append_span(const Interval& span, bool insertion, std::string& out) {
    append_number(out, insertion ? span.begin : span.begin + 1);
    const std::int64_t last = insertion ? span.begin + 1 : span.end;
    if (insertion || last != span.begin + 1) {
        out += '_';
        append_number(out, last);
    }
}

}  // namespace

bool append_genomic_name(
    const genes::GenomeView& genome,
    genes::ContigPlace place,
    const GenomicChange& change,
    GenomicScratch& scratch,
    std::string& out) {
    if (!genes::is_plain_dna(change.ref) || !genes::is_plain_dna(change.alt))
        return false;
    const Named named = GenomicNamer{genome, place, scratch}.name(change);
    out += change.contig;
    out += change.mitochondrial ? ":m." : ":g.";
    append_span(named.span, named.kind == ChangeKind::insertion, out);
    append_change(named.kind, named.ref, named.alt, out);
    return true;
}

}  // namespace genostrat::hgvs
