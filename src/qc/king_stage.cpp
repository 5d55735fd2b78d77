// SPDX-License-Identifier: MIT
#include <genostrat/qc/king_stage.hpp>

namespace genostrat::qc {

void KingStage::bind(const Schema& schema) {
    sites_ = KingSites{schema.samples()};
    genome_ = cohort::GenomeParts{schema.contigs()};
}

KingStage::Partial KingStage::summarize(RecordBatch& batch) const {
    Partial part = sites_.part();
    if (sites_.samples().empty())
        return part;
    for (const RowId row : batch.rows()) {
        if (genome_.of(batch.contig(row), batch.contig_name(row)) != cohort::GenomePart::autosome)
            continue;
        const Genotypes genotypes = batch.genotypes(row);
        if (!genotypes.empty())
            sites_.add(genotypes, part);
    }
    return part;
}

void KingStage::finish(Results& results) {
    sites_.finish(threads_);
    results.put(std::move(sites_));
}

}  // namespace genostrat::qc
