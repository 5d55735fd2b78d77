// SPDX-License-Identifier: MIT
#include "normalize/reference.hpp"

#include <utility>

#include <genostrat/core/error.hpp>

namespace genostrat::normalize {

RowReference::RowReference(std::shared_ptr<const io::Fasta> fasta, const Contigs& contigs)
    : fasta_{std::move(fasta)} {
    for (std::size_t contig = 0; contig < contigs.size(); ++contig)
        contigs_.push_back(
            fasta_->contigs().find_alias(contigs.name(static_cast<ContigId>(contig))));
}

ContigId RowReference::contig_of(const RecordBatch& batch, RowId row) const {
    const ContigId own = batch.contig(row);
    const ContigId contig = own >= 0 ? contigs_[static_cast<std::size_t>(own)]
                                     : fasta_->contigs().find_alias(batch.contig_name(row));
    if (contig == unknown_contig)
        throw Error{
            ErrorKind::bad_data,
            "the reference " + fasta_->path() + " has no contig " +
                std::string{batch.contig_name(row)},
            batch.where(row),
            "give the FASTA of the build that the input was made with"};
    return contig;
}

void RowReference::fetch(
    const RecordBatch& batch, RowId row, Interval where, std::string& bases) const {
    fasta_->fetch(contig_of(batch, row), where, bases);
    for (char& base : bases)
        if (base != 'A' && base != 'C' && base != 'G' && base != 'T')
            base = 'N';
}

FetchBases RowReference::of_row(const RecordBatch& batch, RowId row) const {
    const ContigId contig = contig_of(batch, row);
    return [this, contig](Interval where, std::string& bases) {
        fasta_->fetch(contig, where, bases);
        for (char& base : bases)
            if (base != 'A' && base != 'C' && base != 'G' && base != 'T')
                base = 'N';
    };
}

}  // namespace genostrat::normalize
