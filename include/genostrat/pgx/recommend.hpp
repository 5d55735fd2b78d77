// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/cohort.hpp>
#include <genostrat/pgx/guideline.hpp>
#include <genostrat/pgx/phenotype.hpp>

namespace genostrat::pgx {

/// What one sample has in one gene, for guidelines.
struct GeneMeaning {
    std::string gene{};
    std::vector<PhenotypeCall> calls{};  ///< alternatives
    bool is_outside_call{};
};

/// One combination of the genes' diplotypes, and the recommendations for it.
struct GuidelineMatch {
    std::vector<PhenotypeCall> genotype{};  ///< one a gene of the guideline that is called
    std::vector<std::string> genes{};       ///< of each entry of `genotype`
    std::vector<const Recommendation*> recommendations{};  ///< of the guideline; borrowed
};

/// A guideline that has something to say about a sample.
struct GuidelineResult {
    const Guideline* guideline{};  ///< borrowed from the bundle
    std::vector<GuidelineMatch> matches{};
    /// CPIC's warfarin guideline is an algorithm, not a table: see its dosing figure.
    bool is_special_case{};

    [[nodiscard]] bool is_reportable() const noexcept;
};

/// The lookup key of HLA alleles: for each guideline allele, `*57:01 positive` or `negative`.
///
/// Recommendations whose key is made of alleles are looked for first; only where none fits, those
/// whose key is made of phenotypes or activity scores. Several alternatives of several genes are
/// crossed.
/// @param genes  of the sample; genes that are not called may be left out
/// @return one entry a guideline that names a gene of the sample, CPIC first, then by drug
[[nodiscard]] std::vector<GuidelineResult>
recommend(const std::vector<Guideline>& guidelines, const std::vector<GeneMeaning>& genes);

/// All genes of a sample as `recommend` wants them.
[[nodiscard]] std::vector<GeneMeaning> meanings_of(const CohortCalls& calls, std::size_t sample);

/// The data's messages that hold for a gene of a sample; of outside calls those about them.
/// @return borrowed from the bundle
[[nodiscard]] std::vector<const Message*>
gene_messages(const CohortCalls& calls, std::size_t gene, std::size_t sample);

/// The data's messages about an outside call: that there is no detail of positions, and that a
/// phenotype alone fits several activity scores. @return borrowed from the bundle
[[nodiscard]] std::vector<const Message*>
outside_messages(const CohortCalls& calls, const std::vector<PhenotypeCall>& meanings);

/// The data's messages about an answer of a guideline: that several possible genotypes of the
/// sample have the same recommendation. @return borrowed from the bundle
[[nodiscard]] std::vector<const Message*>
result_messages(const std::vector<Message>& messages, const GuidelineResult& result);

/// The data's messages beside guidance for a drug, those of the guideline's genes included.
/// @return borrowed from the bundle
[[nodiscard]] std::vector<const Message*> drug_messages(
    const CohortCalls& calls,
    const Guideline& guideline,
    std::string_view drug,
    std::size_t sample);

}  // namespace genostrat::pgx
