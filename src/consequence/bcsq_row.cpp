// SPDX-License-Identifier: MIT
#include <utility>

#include <genostrat/consequence/bcsq_row.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

bool has(BcsqTerms terms, BcsqTerms some) noexcept {
    return (terms & some) != 0;
}

}  // namespace

bool BcsqRow::joins_upstream(Stored& known, const Stored& added) {
    // One row of two that lose a start or stop together tells it: what the place alone told is
    // replaced. (csq replaces what another allele, haplotype or transcript does as well.)
    if (has(added.terms, bcsq::start_or_stop) && has(known.terms, bcsq::start_or_stop) &&
        known.change.empty() && known.transcript == added.transcript &&
        known.allele == added.allele) {
        known = added;
        return true;
    }
    return has(known.terms, bcsq::printed_upstream) && known.told_in == added.told_in;
}

bool BcsqRow::joins_compound(Stored& known, const Stored& added) {
    if (added.transcript != known.transcript &&
        has(added.terms | known.terms, bcsq::with_transcript))
        return false;
    if (added.biotype != known.biotype || added.gene != known.gene ||
        added.allele != known.allele || has(added.terms ^ known.terms, bcsq::upstream_stop))
        return false;
    if (added.change.empty() != known.change.empty()) {
        // A start or stop that was seen by its place is told with the residues.
        if (!has(added.terms, bcsq::start_or_stop) || !has(known.terms, bcsq::start_or_stop))
            return false;
        known.terms |= added.terms;
        if (has(known.terms, bcsq::stop_retained))
            known.terms &= ~(bcsq::stop_lost | bcsq::synonymous);
        if (known.change.empty())
            known.change = added.change;
        return true;
    }
    if (added.change != known.change)
        return false;
    known.terms |= added.terms;
    return true;
}

bool BcsqRow::joins_plain(Stored& known, const Stored& added) {
    if ((added.transcript != known.transcript &&
         has(added.terms | known.terms, bcsq::with_transcript)) ||
        added.biotype != known.biotype)
        return false;
    // What other haplotypes or alleles do is not joined (csq joins it where it has the terms).
    const bool other_change =
        !known.change.empty() &&
        (added.change.empty() ? added.allele != 0 && added.allele != known.allele
                              : added.change != known.change);
    const bool same_change = !added.change.empty() && added.change == known.change;
    if (!has(known.terms, bcsq::compound) || same_change) {
        known.terms |= added.terms;
        return true;
    }
    return !other_change && (added.terms & ~known.terms) == 0;
}

BcsqRow::Pushed BcsqRow::push(BcsqEntry entry) {
    const BcsqTranscript& transcript = *entry.transcript;
    Stored added{
        .terms = entry.terms,
        .transcript = transcript.id,
        .gene = transcript.gene,
        .biotype = transcript.biotype,
        .name = transcript.name,
        .gene_name = transcript.gene_name,
        .forward = transcript.forward,
        .allele = entry.allele,
        .told_at = entry.told_at,
        .told_in = entry.told_in,
        .change = std::move(entry.change)};
    if (has(added.terms, bcsq::splice_donor | bcsq::splice_acceptor))
        added.terms &= ~bcsq::splice_region;
    const auto joins = has(added.terms, bcsq::printed_upstream) ? joins_upstream
                       : has(added.terms, bcsq::compound)       ? joins_compound
                                                                : joins_plain;
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        const Stored& known = entries_[index];
        const bool by_place = known.change.empty() && known.told_at < 0;
        if (joins(entries_[index], added))
            return {
                .index = index,
                .completes = by_place && (!known.change.empty() || known.told_at >= 0)};
    }
    entries_.push_back(std::move(added));
    return {.index = entries_.size() - 1, .is_new = true};
}

void BcsqRow::append_to(std::string& out) const {
    bool is_first = true;
    for (const Stored& one : entries_) {
        if (!is_first)
            out += ',';
        is_first = false;
        BcsqTerms terms = one.terms;
        // Starts and stops of a CDS that is not whole are told only if there is nothing else.
        constexpr BcsqTerms unsure =
            bcsq::start_or_stop | bcsq::incomplete_cds | bcsq::upstream_stop;
        if (has(terms, bcsq::incomplete_cds) && has(terms, ~unsure))
            terms &= ~(bcsq::start_or_stop | bcsq::incomplete_cds);
        if (has(terms, bcsq::start_or_stop))
            terms &= ~bcsq::missense;
        if (has(terms, bcsq::printed_upstream) && one.told_at >= 0) {
            out += '@';
            append_number(out, one.told_at + 1);
            continue;
        }
        append_bcsq_terms(terms, out);
        if (one.biotype.nmd && has(terms, bcsq::with_transcript))
            out += "&NMD_transcript";
        out += '|';
        out += one.gene_name;
        out += '|';
        if (has(terms, bcsq::with_transcript))
            out += one.name;
        out += '|';
        out += one.biotype.name;
        if ((has(terms, bcsq::compound) && !has(terms, bcsq::splice)) || !one.change.empty())
            out += one.forward ? "|+" : "|-";
        out += one.change;
    }
}

}  // namespace genostrat::consequence
