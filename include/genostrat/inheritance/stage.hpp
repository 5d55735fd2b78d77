// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/cohort/pedigree.hpp>
#include <genostrat/inheritance/rules.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

/// Two variants of a gene on different copies of a child's chromosome.
struct CompoundHet {
    std::string child{};
    std::string gene{};
    std::string first{};  ///< contig/pos/ref/alt, 1-based
    std::string second{};
};

/// What CompoundHetSearch publishes; pairs in input order of their second variant.
struct CompoundHetTable {
    std::vector<CompoundHet> pairs{};

    /// Tab-separated, with a header line.
    [[nodiscard]] std::string text() const;
};

struct InheritanceOptions {
    cohort::Pedigree pedigree{};
    inheritance::Thresholds thresholds{};
    bool affected_only{};  ///< only affected children, not every child with both parents
    bool matching_only{};  ///< leave out rows that fit no mode
    /// INFO field with the gene, `CSQ.SYMBOL`; empty: that of CSQ, ANN or BCSQ.
    std::string gene_field{};
};

/// Stage: adds INFO/DE_NOVO, AUTOSOMAL_RECESSIVE, AUTOSOMAL_DOMINANT, X_DE_NOVO, X_RECESSIVE,
/// X_DOMINANT and COMPOUND_HET_SIDE with the names of the children (of dominant ones: the affected)
/// they hold for, by slivar's rules; with a table of pairs also COMPOUND_HET.
class Inheritance {
public:
    /// @param pairs  of an earlier run of CompoundHetSearch on the same rows; may be empty
    explicit Inheritance(InheritanceOptions options, const CompoundHetTable& pairs = {});
    ~Inheritance();
    Inheritance(Inheritance&&) noexcept;
    Inheritance& operator=(Inheritance&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "inheritance"; }

    /// @throws Error{missing_input} if there is no GT, or no child of the pedigree is in the file
    ///         with both parents
    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Accumulator: finds pairs of heterozygous variants of one gene that lie on different copies, by
/// phase or by the parents, and publishes a CompoundHetTable.
class CompoundHetSearch {
public:
    /// Candidates of one batch.
    struct Candidate {
        std::uint32_t child{};
        std::string gene{};
        std::string place{};
        inheritance::Side side{};
    };

    using Partial = std::vector<Candidate>;

    explicit CompoundHetSearch(InheritanceOptions options);
    ~CompoundHetSearch();
    CompoundHetSearch(CompoundHetSearch&&) noexcept;
    CompoundHetSearch& operator=(CompoundHetSearch&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "compound_het_search"; }

    /// @throws Error{missing_input} as Inheritance, and if no INFO field with genes is found
    void bind(Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);
    void finish(Results& results);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Rows of one trio by Mendelian consistency.
struct MendelianCount {
    std::string child{};
    std::string mother{};
    std::string father{};
    std::int64_t consistent{};
    std::int64_t inconsistent{};
    std::int64_t not_assessed{};
};

struct MendelianTable {
    std::vector<MendelianCount> trios{};

    /// Tab-separated, with a header line and the error rate.
    [[nodiscard]] std::string text() const;
};

/// Accumulator: counts rows that break Mendel's rules in each trio and publishes a MendelianTable.
class MendelianErrors {
public:
    using Partial = std::vector<MendelianCount>;

    explicit MendelianErrors(cohort::Pedigree pedigree);
    ~MendelianErrors();
    MendelianErrors(MendelianErrors&&) noexcept;
    MendelianErrors& operator=(MendelianErrors&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "mendelian_errors"; }

    void bind(Schema& schema);
    [[nodiscard]] Partial summarize(RecordBatch& batch) const;
    void merge(Partial partial);
    void finish(Results& results);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

namespace inheritance {

/// The stage as plans name it: Inheritance, without compound heterozygotes.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace inheritance

}  // namespace genostrat
