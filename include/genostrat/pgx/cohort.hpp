// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/io/bed.hpp>
#include <genostrat/pgx/bundle.hpp>
#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/phenotype.hpp>
#include <genostrat/pgx/realign.hpp>
#include <genostrat/pgx/record.hpp>

namespace genostrat::pgx {

using cohort::Sex;

/// How genotypes are read and what may be taken as reference.
struct CohortOptions {
    CallOptions call{};
    bool absent_to_reference{};       ///< no record of a position: reference, tagged `assumed`
    bool unspecified_to_reference{};  ///< `./.`: reference, tagged `assumed`
    /// Where a position without a record is reference, tagged `inferred`; null: nowhere.
    std::shared_ptr<const io::IntervalSet> callable{};
    std::map<std::string, Sex, std::less<>> sexes{};  ///< by sample; empty: inferred
};

/// One sample's genotype as a record has it, before it is known what its alleles mean.
struct RawGenotype {
    std::int16_t first{-1};
    std::int16_t second{-1};
    std::int8_t n_alleles{};
    std::int8_t n_alleles_with_reads{-1};
    bool is_phased{};
    bool is_filtered{};  ///< refused by FT, GQ, DP or allele balance; or no good reference block
    std::int32_t phase_set{no_phase_set};
};

/// What one record says of the loci it stands for.
struct RecordGenotypes {
    std::vector<GeneLocus> loci{};
    std::string ref{};
    std::vector<std::string> alts{};
    bool is_reference_block{};
    std::vector<RawGenotype> samples{};
};

/// The answer for one gene of one sample. Shared between samples of the same genotypes.
struct GeneResult {
    std::shared_ptr<const GeneCall> call{};
    std::shared_ptr<const std::vector<PhenotypeCall>> phenotypes{};
};

/// A whole cohort, called.
struct CohortCalls {
    std::shared_ptr<const Bundle> bundle{};
    CohortOptions options{};
    std::string input{};
    std::vector<std::string> samples{};
    std::vector<std::vector<GeneResult>> results{};  ///< [gene][sample]
    /// Genotypes that the calls rest on: [gene][sample * n_loci + locus].
    std::vector<std::vector<LocusCall>> genotypes{};
    std::vector<UndocumentedAlleles> undocumented{};  ///< [gene]
    std::vector<Sex> sexes{};                         ///< [sample]
    /// Calls of other programs, which go before ours: [sample] gene -> alternatives. Empty if none.
    std::vector<std::map<std::string, std::vector<PhenotypeCall>>> outside{};
    std::vector<std::string> warnings{};

    /// What the gene means for a sample: the outside call if there is one, else ours.
    [[nodiscard]] const std::vector<PhenotypeCall>&
    phenotypes_of(std::size_t gene, std::size_t sample) const;

    [[nodiscard]] std::span<const LocusCall> calls_of(std::size_t gene, std::size_t sample) const;
};

/// Gathers genotypes record by record and calls all genes of all samples.
///
/// Records may come in any order. Those of one locus that list different ALTs are a site split into
/// one record an ALT and are joined; one with the definition's REF goes before one written
/// otherwise, a genotype before a reference block. Only of two records that list the same ALT and
/// disagree does the first usable one count, as in PharmCAT.
class CohortCaller {
public:
    CohortCaller(
        std::shared_ptr<const Bundle> bundle,
        std::vector<std::string> samples,
        CohortOptions options);

    void add(const RecordGenotypes& record);

    /// Calls everything. @throws Error{bad_data} if REF of most records contradicts the
    /// definitions (another genome build), Error{missing_input} if sexes are given, but not that
    /// of every sample
    [[nodiscard]] CohortCalls finish();

private:
    struct LocusState {
        bool is_seen{};
        bool has_exact{};
        std::vector<std::string> listed{};  ///< ALTs of the records read
    };

    void add_block(const RecordGenotypes& record, const GeneLocus& place);
    void add_record(const RecordGenotypes& record, const GeneLocus& place);
    [[nodiscard]] LocusCall& at(const GeneLocus& place, std::size_t sample);
    void settle_sexes();
    void make_haploid(std::size_t gene, std::size_t sample);
    void fill_reference(std::size_t gene);
    [[nodiscard]] bool is_callable(std::size_t gene, std::size_t locus) const;
    void call_gene_of_all(std::size_t gene);

    CohortCalls calls_;
    std::vector<std::vector<LocusState>> states_;  ///< [gene][locus]
    std::int64_t n_records_{};
    std::int64_t n_contradictions_{};
};

}  // namespace genostrat::pgx
