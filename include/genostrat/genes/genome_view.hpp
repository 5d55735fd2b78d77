// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::genes {

/// A contig by its ids in the gene model and in the FASTA; unknown_contig where one lacks it.
struct ContigPlace {
    ContigId model{unknown_contig};
    ContigId fasta{unknown_contig};
};

/// Views the genome: what the gene model stores, else a FASTA where there is one. Safe to share
/// between threads.
class GenomeView {
public:
    /// @param fasta  may be null. Both must outlive the view.
    explicit GenomeView(const GeneModel& model, const io::Fasta* fasta = nullptr) noexcept
        : model_{&model}, fasta_{fasta} {}

    /// The ids of a contig by its name or an alias of it.
    [[nodiscard]] ContigPlace find(std::string_view contig) const;

    /// Puts bases (forward strand, upper case) into `out` (cleared before). Positions outside the
    /// contig, or that neither model nor FASTA has, are left out at both ends.
    /// @return the stretch that `out` holds
    Interval fetch(ContigPlace contig, Interval where, std::string& out) const;

    [[nodiscard]] const GeneModel& model() const noexcept { return *model_; }

private:
    const GeneModel* model_;
    const io::Fasta* fasta_;
};

}  // namespace genostrat::genes
