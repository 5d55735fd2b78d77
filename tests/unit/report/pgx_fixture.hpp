// SPDX-License-Identifier: MIT
#pragma once

#include "pgx_data.hpp"

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::test {

/// Two samples: A is *2/*2 of GEN1, B *1/*2 with one position missing; neither has G6PD.
inline pgx::CohortCalls two_pgx_samples() {
    const TempDir folder;
    write_pgx_data(folder.path());
    pgx::CohortCaller caller{
        pgx::load_bundle(folder.path(), {.with_guidance = true}), {"A", "B<b>"}, {}};
    const auto genotype = [](std::int16_t first, std::int16_t second) {
        return pgx::RawGenotype{.first = first, .second = second, .n_alleles = 2};
    };
    caller.add(
        {.loci = {{.gene = 1, .locus = 0}},
         .ref = "C",
         .alts = {"T"},
         .samples = {genotype(1, 1), genotype(0, 1)}});
    caller.add(
        {.loci = {{.gene = 1, .locus = 1}},
         .ref = "CAT",
         .alts = {"C"},
         .samples = {genotype(0, 0), genotype(-1, -1)}});
    return caller.finish();
}

}  // namespace genostrat::test
