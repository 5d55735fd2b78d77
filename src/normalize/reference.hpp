// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <genostrat/io/fasta.hpp>
#include <genostrat/variant/alleles.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::normalize {

/// The reference under the contigs of a stream. Letters other than A, C, G, T read as N. Shared.
class RowReference {
public:
    RowReference(std::shared_ptr<const io::Fasta> fasta, const Contigs& contigs);

    /// Bases of the row's contig, cut at its end.
    /// @throws Error{bad_data} if the FASTA has no such contig
    void fetch(const RecordBatch& batch, RowId row, Interval where, std::string& bases) const;

    /// A view of `fetch` for one row; valid as long as batch and reference.
    [[nodiscard]] FetchBases of_row(const RecordBatch& batch, RowId row) const;

private:
    [[nodiscard]] ContigId contig_of(const RecordBatch& batch, RowId row) const;

    std::shared_ptr<const io::Fasta> fasta_;
    std::vector<ContigId> contigs_;  // FASTA contig of each contig of the header
};

}  // namespace genostrat::normalize
