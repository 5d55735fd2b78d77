// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace genostrat::consequence {

/// Where Ensembl VEP 115 (run with --gff) departs from the sequence or from the nomenclature, one
/// switch each. All off: the default rules, VEP's terms and style with the faults mended.
/// docs/consequence.md has an example of each.
struct Rules {
    /// Alleles of a multi-allelic row share one span: only a first base that all have is taken off.
    bool shared_span{false};
    /// Q1: the UTRs of minus-strand transcripts are read mirrored inside the transcript.
    bool mirrored_utr{false};
    /// Q2: in multi-allelic insertion rows the shifted state of one allele is used by the next.
    bool leaked_state{false};
    /// Q3: for HGVSp on the minus strand an inserted sequence that moves farther than its own
    /// length is not rotated.
    bool wrong_rotation{false};
    /// Q4: SNVs on transcripts that begin inside a codon are numbered 1-2 higher than other kinds.
    bool snv_numbering{false};
    /// Q5: of several changed runs or introns the last decides on splice_region.
    bool last_run_decides{false};
    /// Q6: HGVSg in multi-allelic rows pairs the trimmed REF with the untrimmed ALT, and a deleted
    /// single base of a block change is printed as `C>-`.
    bool untrimmed_hgvsg{false};
    /// Q7: an insertion near the end of the protein that adds one or two residues is stop_retained.
    bool near_end_stop_retained{false};
    /// Q8: any change of a first codon without an ATG afterwards is start_lost, even where there
    /// was none before.
    bool no_atg_is_start_lost{false};
    /// Q9: a variant that touches exons without having a number there gets a bare `-/total` as
    /// position.
    bool bare_total{false};
    /// Q10: a first residue that could be a start is read as Met.
    bool forced_methionine{false};
    /// Q11: unknown residues are printed as Ter.
    bool unknown_is_ter{false};
    /// Q13: positions after the stop codon may stand in the wrong order; an intron that touches the
    /// last coding base is numbered `*offset`; an insertion at the end of a minus-strand transcript
    /// is named.
    bool loose_utr_positions{false};
    /// Q14: proteins of the mitochondrion are translated by the standard table.
    bool standard_table_only{false};
    /// Q15: protein names that the nomenclature does not know (`p.Gly1_?0`, `p.SerTer270=`,
    /// `p.Ter153delextTer41`).
    bool raw_protein_names{false};
    /// Q16: incomplete CDS are not flagged, selenocysteines read as stops, and mature miRNAs and
    /// features of types that its GFF reader does not know are not seen.
    bool ignores_model_facts{false};
    /// Q17: whether and how HGVSp names an insertion or deletion is decided at the place where the
    /// row has it, not at the most 3' place, which HGVSc names: writings of one change get several
    /// names.
    bool protein_where_written{false};
    /// Q18: the 3' rule looks at 100 bases for HGVSg and at 1,000 for HGVSc and HGVSp; what lies in
    /// a longer repeat is named where that ends.
    bool short_window{false};
    /// Q19: a block (REF and ALT of one length) is judged with the bases that both share at their
    /// ends.
    bool untrimmed_block{false};

    /// Everything as VEP 115 does it.
    [[nodiscard]] static Rules vep115() noexcept;
};

/// The rules of a name: `default` or `vep115`, with single switches turned on or off behind it:
/// `vep115-mirrored_utr`, `default+shared_span+snv_numbering`. Nothing for another text.
[[nodiscard]] std::optional<Rules> find_rules(std::string_view name) noexcept;

/// Names of the switches, in the order of Rules.
[[nodiscard]] std::span<const std::string_view> rule_names() noexcept;

}  // namespace genostrat::consequence
