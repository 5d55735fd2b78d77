// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string>
#include <tuple>

#include <genostrat/core/text.hpp>
#include <genostrat/report/findings.hpp>

namespace genostrat::report {

namespace {

struct KnownTerm {
    std::string_view term;
    Significance significance;
};

constexpr std::array<KnownTerm, 16> known_terms{{
    {"pathogenic", Significance::pathogenic},
    {"pathogenic low penetrance", Significance::pathogenic},
    {"likely pathogenic", Significance::likely_pathogenic},
    {"likely pathogenic low penetrance", Significance::likely_pathogenic},
    {"drug response", Significance::affects_care},
    {"risk factor", Significance::affects_care},
    {"established risk allele", Significance::affects_care},
    {"likely risk allele", Significance::affects_care},
    {"association", Significance::affects_care},
    {"affects", Significance::affects_care},
    {"protective", Significance::affects_care},
    {"uncertain significance", Significance::uncertain},
    {"uncertain risk allele", Significance::uncertain},
    {"likely benign", Significance::likely_benign},
    {"benign", Significance::benign},
    {"conflicting", Significance::conflicting},
}};

constexpr std::array<std::string_view, 10> high_impact{
    "transcript_ablation",
    "splice_acceptor_variant",
    "splice_donor_variant",
    "stop_gained",
    "frameshift_variant",
    "stop_lost",
    "start_lost",
    "transcript_amplification",
    "feature_elongation",
    "feature_truncation"};

constexpr std::array<std::string_view, 4> moderate_impact{
    "inframe_insertion", "inframe_deletion", "missense_variant", "protein_altering_variant"};

constexpr std::array<std::string_view, 8> low_impact{
    "splice_donor_5th_base_variant",
    "splice_region_variant",
    "splice_donor_region_variant",
    "splice_polypyrimidine_tract_variant",
    "incomplete_terminal_codon_variant",
    "start_retained_variant",
    "stop_retained_variant",
    "synonymous_variant"};

bool has(std::span<const std::string_view> terms, std::string_view term) noexcept {
    return std::find(terms.begin(), terms.end(), term) != terms.end();
}

/// Lower case, blanks for underscores.
std::string plain(std::string_view text) {
    std::string words;
    for (const char character : trim_blanks(text))
        words.push_back(
            character == '_'
                ? ' '
                : static_cast<char>(std::tolower(static_cast<unsigned char>(character))));
    return std::string{trim_blanks(words)};
}

/// VEP calls a lost splice site of a transcript without protein "high", too; to a reader it comes
/// behind what changes a protein.
int rank_of(std::string_view consequence) noexcept {
    constexpr int low = 2;
    const bool has_protein = consequence.find("non_coding_transcript") == std::string_view::npos;
    return has_protein ? impact_of(consequence) : std::max(low, impact_of(consequence));
}

auto order_key(const Finding& finding) {
    return std::tuple{
        significance_of(finding.clinical_significance),
        rank_of(finding.consequence),
        finding.frequency.value_or(0.0)};
}

}  // namespace

Significance significance_of(std::string_view text) noexcept {
    Significance worst = Significance::none;
    bool is_known = false;
    while (!text.empty()) {
        const std::size_t at = text.find_first_of("|/,&;");
        const std::string term = plain(text.substr(0, at));
        if (term.starts_with("conflicting"))
            return Significance::conflicting;
        for (const KnownTerm& known : known_terms)
            if (known.term == term) {
                worst = is_known ? std::min(worst, known.significance) : known.significance;
                is_known = true;
            }
        if (at == std::string_view::npos)
            break;
        text.remove_prefix(at + 1);
    }
    return worst;
}

int impact_of(std::string_view consequence) noexcept {
    int worst = 3;
    for_each_piece(consequence, '&', [&](std::string_view term) {
        const int impact = has(high_impact, term)       ? 0
                           : has(moderate_impact, term) ? 1
                           : has(low_impact, term)      ? 2
                                                        : 3;
        worst = std::min(worst, impact);
    });
    return worst;
}

void rank_findings(std::vector<Finding>& findings, std::size_t n_kept) {
    std::stable_sort(
        findings.begin(), findings.end(), [](const Finding& one, const Finding& other) {
            return order_key(one) < order_key(other);
        });
    if (findings.size() > n_kept)
        findings.resize(n_kept);
}

}  // namespace genostrat::report
