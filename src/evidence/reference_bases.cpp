// SPDX-License-Identifier: MIT
#include <genostrat/evidence/reference_bases.hpp>

namespace genostrat::evidence {

std::string_view ReferenceBases::at(
    std::string_view contig, std::int64_t pos, std::size_t n_bases, std::string& room) const {
    room.clear();
    const ContigId id = fasta_.contigs().find_alias(contig);
    if (id == unknown_contig || pos < 0)
        return room;
    fasta_.fetch(id, {pos, pos + static_cast<std::int64_t>(n_bases)}, room);
    return room;
}

}  // namespace genostrat::evidence
