// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/qc/king.hpp>

namespace genostrat::qc {

/// How two people are related, closest first.
enum class Relation : std::uint8_t {
    duplicate,     ///< the same person, or identical twins
    parent_child,  ///<
    siblings,      ///< full ones
    second_degree,
    third_degree,
    unrelated
};

/// `duplicate`, `parent_child`, `siblings`, `second_degree`, `third_degree`, `unrelated`.
[[nodiscard]] std::string_view to_string(Relation relation) noexcept;

/// The relation that genotypes show. Degrees by kinship with KING's limits (0.354, 0.177, 0.0884,
/// 0.0442). A parent and a child share an allele at every site, siblings at 3 of 4 only: with pairs
/// of the first degree, the share of opposite homozygotes is compared with that expected of
/// unrelated people (see `opposite_share`); less than a tenth is parent and child.
/// @param opposite_share  IBS0 of the pair divided by the mean IBS0 of all pairs of the file;
///                        NaN where it is not known: then IBS0 below 0.001 is parent and child
[[nodiscard]] Relation relation_of(const KingCounts& counts, double opposite_share) noexcept;

/// A pair worth naming: related by its genotypes, or declared to be.
struct RelatedPair {
    std::size_t first{};  ///< sample that stands behind `second` in the input
    std::size_t second{};
    KingCounts counts{};
    Relation inferred{Relation::unrelated};
    Relation declared{Relation::unrelated};  ///< `unrelated` where nothing is declared
    bool has_declaration{};  ///< both have a row in the table of declared relations, or one's row
                             ///< names the other
    bool is_judged{true};    ///< false: too few sites are called in both
};

/// Declared relations of first degree between the samples of a file: parents, children and full
/// siblings (two people with the same two parents).
class DeclaredRelations {
public:
    DeclaredRelations() = default;
    DeclaredRelations(const cohort::SampleTable& table, std::span<const std::string> samples);

    [[nodiscard]] bool empty() const noexcept { return parents_.empty(); }

    /// True if the sample is in the table.
    [[nodiscard]] bool knows(std::size_t sample) const noexcept {
        return sample < known_.size() && known_[sample];
    }

    [[nodiscard]] Relation of(std::size_t first, std::size_t second) const noexcept;

private:
    struct Parents {
        std::int64_t father{-1};  ///< index of a sample, -1 if not in the file
        std::int64_t mother{-1};
        std::string names{};  ///< father and mother as declared; empty unless both are
    };

    std::vector<Parents> parents_;  // by sample
    std::vector<bool> known_;
};

/// True if genotypes and declaration do not fit: a declared parent, child or sibling is none, or
/// people are duplicates or of first degree and not declared to be.
[[nodiscard]] bool contradicts(const RelatedPair& pair) noexcept;

/// Names the related pairs while KingSites::for_each_row compares all pairs. Memory is bounded by
/// `most_pairs`: few sites make many pairs of a large cohort look related.
class RelativeFinder {
public:
    /// @param least_kinship  pairs below are named only if they are declared to be related
    /// @param least_sites    pairs that share fewer are not judged, and named only if declared
    /// @param most_pairs     that are named: those declared, then those of the highest kinship
    RelativeFinder(
        std::size_t n_samples,
        DeclaredRelations declared,
        double least_kinship,
        std::int64_t least_sites = 0,
        std::size_t most_pairs = 1'000'000);

    void visit(std::size_t first, std::span<const KingCounts> counts);
    void done(std::size_t begin, std::size_t end);

    /// All named pairs with their relations, in the order of the comparison. To be called once.
    [[nodiscard]] std::vector<RelatedPair> finish();

    /// Pairs that were left out because there were too many.
    [[nodiscard]] std::int64_t n_left_out() const noexcept { return n_left_out_; }

private:
    void keep_closest();

    struct Row {
        std::vector<RelatedPair> pairs{};
        KingCounts all{};
    };

    DeclaredRelations declared_;
    double least_kinship_;
    std::int64_t least_sites_;
    std::size_t most_pairs_;
    std::int64_t n_left_out_{};
    std::vector<Row> rows_;  // by first sample, until `done`
    std::vector<RelatedPair> pairs_;
    KingCounts all_{};
    std::int64_t n_pairs_{};
};

}  // namespace genostrat::qc
