// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::pgx {

/// What a recommendation is looked up by: for each gene a phenotype or activity score, or a
/// number of copies of each allele.
struct LookupKey {
    std::map<std::string, std::string> phenotypes{};              ///< gene -> key
    std::map<std::string, std::map<std::string, int>> alleles{};  ///< gene -> allele -> copies
};

/// One row of a guideline.
struct Recommendation {
    std::string id{};
    std::string population{};
    std::string classification{};
    std::string html{};  ///< the text as the guideline's publisher writes it
    std::vector<std::string> implications{};
    std::vector<std::string> drugs{};  ///< none: all drugs of the guideline
    std::vector<LookupKey> keys{};
    bool has_dosing_information{};
    bool has_alternate_drug{};
    bool has_other_guidance{};
};

/// A guideline for one or more drugs and genes.
struct Guideline {
    std::string id{};
    std::string name{};
    std::string source{};  ///< CPIC, DPWG, FDA
    std::string version{};
    std::string url{};
    std::vector<std::string> drugs{};
    std::vector<std::string> genes{};
    std::vector<Recommendation> recommendations{};
};

/// Reads JSON text with one guideline, or with a list of them (PharmCAT's
/// `prescribing_guidance.json`). Errors as parse_definition.
[[nodiscard]] std::vector<Guideline>
parse_guidelines(std::string_view json, const std::string& file);

/// The licence of a publisher's texts, or an empty text if it is not known here.
[[nodiscard]] std::string_view licence_of(std::string_view source) noexcept;

}  // namespace genostrat::pgx
