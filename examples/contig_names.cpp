// SPDX-License-Identifier: MIT
// One contig has many names; a table of contigs finds it by any of them.
#include <iostream>

#include <genostrat/core/contigs.hpp>

int main() {
    genostrat::Contigs contigs;
    contigs.add("chr1", 248'956'422);
    contigs.add("chr21", 46'709'983);

    for (const char* const name : {"chr21", "21", "NC_000021.9", "chr22"}) {
        const genostrat::ContigId id = contigs.find_alias(name);
        std::cout << name << ": "
                  << (id == genostrat::unknown_contig ? "not in this file" : contigs.name(id))
                  << '\n';
    }
    std::cout << "build: " << genostrat::build_of(contigs).value_or("unknown") << '\n';
}
