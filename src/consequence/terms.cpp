// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <genostrat/consequence/terms.hpp>

namespace genostrat::consequence {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, n_terms> term_names{
    "transcript_ablation"sv,
    "splice_acceptor_variant"sv,
    "splice_donor_variant"sv,
    "stop_gained"sv,
    "frameshift_variant"sv,
    "stop_lost"sv,
    "start_lost"sv,
    "transcript_amplification"sv,
    "feature_elongation"sv,
    "feature_truncation"sv,
    "inframe_insertion"sv,
    "inframe_deletion"sv,
    "missense_variant"sv,
    "protein_altering_variant"sv,
    "splice_donor_5th_base_variant"sv,
    "splice_region_variant"sv,
    "splice_donor_region_variant"sv,
    "splice_polypyrimidine_tract_variant"sv,
    "incomplete_terminal_codon_variant"sv,
    "start_retained_variant"sv,
    "stop_retained_variant"sv,
    "synonymous_variant"sv,
    "coding_sequence_variant"sv,
    "mature_miRNA_variant"sv,
    "5_prime_UTR_variant"sv,
    "3_prime_UTR_variant"sv,
    "non_coding_transcript_exon_variant"sv,
    "intron_variant"sv,
    "NMD_transcript_variant"sv,
    "non_coding_transcript_variant"sv,
    "coding_transcript_variant"sv,
    "upstream_gene_variant"sv,
    "downstream_gene_variant"sv,
    "regulatory_region_ablation"sv,
    "regulatory_region_amplification"sv,
    "regulatory_region_variant"sv,
    "intergenic_variant"sv};

}  // namespace

std::string_view to_string(Term term) noexcept {
    return term_names[static_cast<std::size_t>(term)];
}

Impact impact_of(Term term) noexcept {
    if (term <= Term::feature_truncation)
        return Impact::high;
    if (term <= Term::protein_altering)
        return Impact::moderate;
    if (term <= Term::synonymous)
        return Impact::low;
    return Impact::modifier;
}

std::string_view to_string(Impact impact) noexcept {
    switch (impact) {
    case Impact::high:
        return "HIGH";
    case Impact::moderate:
        return "MODERATE";
    case Impact::low:
        return "LOW";
    case Impact::modifier:
        break;
    }
    return "MODIFIER";
}

std::optional<Term> parse_term(std::string_view name) noexcept {
    for (std::size_t term = 0; term < term_names.size(); ++term)
        if (term_names[term] == name)
            return static_cast<Term>(term);
    return std::nullopt;
}

}  // namespace genostrat::consequence
