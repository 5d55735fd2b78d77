// SPDX-License-Identifier: MIT
#include "genes/feature_types.hpp"

#include <algorithm>
#include <array>

namespace genostrat::genes {
namespace {

using namespace std::string_view_literals;

// What VEP 115's GFF reader keeps.
constexpr std::array transcript_types{
    "mRNA"sv,
    "transcript"sv,
    "lnc_RNA"sv,
    "lincRNA"sv,
    "miRNA"sv,
    "ncRNA"sv,
    "rRNA"sv,
    "snRNA"sv,
    "snoRNA"sv,
    "tRNA"sv,
    "RNA"sv,
    "NMD_transcript_variant"sv,
    "processed_transcript"sv,
    "processed_pseudogene"sv,
    "aberrant_processed_transcript"sv,
    "pseudogenic_transcript"sv,
    "nc_primary_transcript"sv,
    "primary_transcript"sv,
    "supercontig"sv,
    "C_gene_segment"sv,
    "D_gene_segment"sv,
    "J_gene_segment"sv,
    "V_gene_segment"sv,
    "VD_gene_segment"sv};

// Types of Ensembl, GENCODE and RefSeq releases that it drops.
constexpr std::array other_transcript_types{
    "lncRNA"sv,
    "antisense_RNA"sv,
    "scRNA"sv,
    "SRP_RNA"sv,
    "RNase_P_RNA"sv,
    "RNase_MRP_RNA"sv,
    "telomerase_RNA"sv,
    "Y_RNA"sv,
    "vault_RNA"sv,
    "guide_RNA"sv,
    "pre_miRNA"sv,
    "scaRNA"sv,
    "sRNA"sv,
    "pseudogenic_tRNA"sv,
    "pseudogenic_rRNA"sv,
    "unconfirmed_transcript"sv,
    "three_prime_overlapping_ncrna"sv,
    "vaultRNA_primary_transcript"sv};

template <typename List>
bool holds(const List& list, std::string_view type) noexcept {
    return std::find(list.begin(), list.end(), type) != list.end();
}

}  // namespace

FeatureClass classify_feature(std::string_view type) noexcept {
    if (type == "exon")
        return FeatureClass::exon;
    if (type == "CDS")
        return FeatureClass::cds;
    if (type == "stop_codon")
        return FeatureClass::stop_codon;
    if (type == "Selenocysteine" || type == "stop_codon_redefined_as_selenocysteine")
        return FeatureClass::selenocysteine;
    if (type == "five_prime_UTR" || type == "three_prime_UTR" || type == "UTR" ||
        type == "five_prime_utr" || type == "three_prime_utr")
        return FeatureClass::utr;
    if (holds(transcript_types, type))
        return FeatureClass::transcript;
    if (type == "gene" || type == "pseudogene" || type == "protein_coding_gene" ||
        type.ends_with("_gene"))
        return FeatureClass::gene;
    if (holds(other_transcript_types, type))
        return FeatureClass::transcript_not_in_vep;
    return FeatureClass::ignored;
}

bool is_gene_record(std::string_view type) noexcept {
    return type.find("gene") != std::string_view::npos || type == "processed_transcript" ||
           type == "RNA";
}

}  // namespace genostrat::genes
