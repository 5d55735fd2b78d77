// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/genes/genome_view.hpp>

namespace genostrat::genes {

ContigPlace GenomeView::find(std::string_view contig) const {
    return {
        .model = model_->contigs().find_alias(contig),
        .fasta = fasta_ == nullptr ? unknown_contig : fasta_->contigs().find_alias(contig)};
}

Interval GenomeView::fetch(ContigPlace contig, Interval where, std::string& out) const {
    out.clear();
    where.begin = std::max<std::int64_t>(where.begin, 0);
    Interval taken{where.begin, where.begin};
    if (contig.model != unknown_contig)
        taken = model_->append_bases(contig.model, where, out);
    if (taken.length() == where.length() || contig.fasta == unknown_contig)
        return taken;
    const std::int64_t length = fasta_->contigs().length(contig.fasta);
    where.end = std::min(where.end, length);
    if (where.empty()) {
        out.clear();
        return {where.begin, where.begin};
    }
    fasta_->fetch(contig.fasta, where, out);
    return where;
}

}  // namespace genostrat::genes
