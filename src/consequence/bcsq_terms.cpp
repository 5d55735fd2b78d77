// SPDX-License-Identifier: MIT
#include <array>

#include <genostrat/consequence/bcsq_terms.hpp>

namespace genostrat::consequence {
namespace {

using namespace std::string_view_literals;

// By bit; empty: not printed.
constexpr std::array term_names{
    ""sv,
    "synonymous"sv,
    "missense"sv,
    "stop_lost"sv,
    "stop_gained"sv,
    "inframe_deletion"sv,
    "inframe_insertion"sv,
    "frameshift"sv,
    "splice_acceptor"sv,
    "splice_donor"sv,
    "start_lost"sv,
    "splice_region"sv,
    "stop_retained"sv,
    "5_prime_utr"sv,
    "3_prime_utr"sv,
    "non_coding"sv,
    "intron"sv,
    ""sv,
    "inframe_altering"sv,
    ""sv,
    ""sv,
    "coding_sequence"sv,
    "feature_elongation"sv,
    "start_retained"sv,
    "feature_truncation"sv};

struct Named {
    std::string_view prefix;  // of the name in the annotation
    std::string_view printed;
    bool coding;
};

// A name counts if it begins with the prefix; the longer of two that fit stands first.
constexpr Named biotypes[] = {
    {"protein_coding", "protein_coding", true},
    {"mRNA", "protein_coding", true},
    {"MRNA", "protein_coding", true},
    {"nonsense_mediated_decay", "NMD", true},
    {"NMD", "NMD", true},
    {"non_stop_decay", "non_stop_decay", true},
    {"polymorphic_pseudogene", "polymorphic_pseudogene", true},
    {"IG_pseudogene", "IG_pseudogene", false},
    {"IG_C_pseudogene", "IG_C_pseudogene", false},
    {"IG_J_pseudogene", "IG_J_pseudogene", false},
    {"IG_V_pseudogene", "IG_V_pseudogene", false},
    {"IG_C", "IG_C", true},
    {"IG_D", "IG_D", true},
    {"IG_J", "IG_J", true},
    {"IG_LV", "IG_LV", true},
    {"IG_V", "IG_V", true},
    {"TR_V_pseudogene", "TR_V_pseudogene", false},
    {"TR_J_pseudogene", "TR_J_pseudogene", false},
    {"TR_C", "TR_C", true},
    {"TR_D", "TR_D", true},
    {"TR_J", "TR_J", true},
    {"TR_V", "TR_V", true},
    {"Mt_tRNA_pseudogene", "MT_tRNA_pseudogene", false},
    {"Mt_tRNA", "MT_tRNA", false},
    {"Mt_rRNA", "MT_rRNA", false},
    {"lincRNA", "lincRNA", false},
    {"lncRNA", "lncRNA", false},
    {"miRNA_pseudogene", "miRNA_pseudogene", false},
    {"miRNA", "miRNA", false},
    {"misc_RNA_pseudogene", "misc_RNA_pseudogene", false},
    {"misc_RNA", "misc_RNA", false},
    {"rRNA", "rRNA", false},
    {"snRNA", "snRNA", false},
    {"snoRNA", "snoRNA", false},
    {"sRNA", "sRNA", false},
    {"scRNA", "scRNA", false},
    {"scaRNA", "scaRNA", false},
    {"processed_transcript", "processed_transcript", false},
    {"processed_pseudogene", "processed_pseudogene", false},
    {"pseudogene", "pseudogene", false},
    {"artifact", "artifact", false},
    {"antisense", "antisense", false},
    {"ambiguous_orf", "ambiguous_orf", false},
    {"macro_lncRNA", "macro_lncRNA", false},
    {"ribozyme", "ribozyme", false},
    {"retained_intron", "retained_intron", false},
    {"retrotransposed", "retrotransposed", false},
    {"sense_intronic", "sense_intronic", false},
    {"sense_overlapping", "sense_overlapping", false},
    {"tRNA_pseudogene", "Trna_pseudogene", false},
    {"transcribed_processed_pseudogene", "transcribed_processed_pseudogene", false},
    {"transcribed_unprocessed_pseudogene", "transcribed_unprocessed_pseudogene", false},
    {"transcribed_unitary_pseudogene", "transcribed_unitary_pseudogene", false},
    {"translated_unprocessed_pseudogene", "translated_unprocessed_pseudogene", false},
    {"translated_processed_pseudogene", "translated_processed_pseudogene", false},
    {"known_ncrna", "known_ncRNA", false},
    {"unitary_pseudogene", "unitary_pseudogene", false},
    {"unprocessed_pseudogene", "unprocessed_pseudogene", false},
    {"LRG_gene", "LRG_gene", false},
    {"3prime_overlapping_ncRNA", "3_prime_overlapping_ncRNA", false},
    {"3_prime_overlapping_ncRNA", "3_prime_overlapping_ncRNA", false},
    {"disrupted_domain", "disrupted_domain", false},
    {"vaultRNA", "vaultRNA", false},
    {"bidirectional_promoter_lncRNA", "bidirectional_promoter_lncRNA", false}};

}  // namespace

void append_bcsq_terms(BcsqTerms terms, std::string& out) {
    if ((terms & bcsq::upstream_stop) != 0)
        out += '*';
    bool is_first = true;
    for (std::size_t bit = 0; bit < term_names.size(); ++bit) {
        if (term_names[bit].empty() || (terms & (1U << bit)) == 0)
            continue;
        if (!is_first)
            out += '&';
        out += term_names[bit];
        is_first = false;
    }
}

std::optional<BcsqBiotype> find_bcsq_biotype(std::string_view name) noexcept {
    for (const Named& one : biotypes)
        if (name.starts_with(one.prefix))
            return BcsqBiotype{one.printed, one.coding, one.printed == "NMD"};
    return std::nullopt;
}

}  // namespace genostrat::consequence
