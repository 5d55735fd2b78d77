// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <string>
#include <string_view>

#include <genostrat/genes/build.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::test {

/// A gene model built from literals, in a folder of its own.
class SmallModel {
public:
    SmallModel(std::string_view gff, std::string_view fasta, bool strict = false) {
        write_file(folder_ / "genes.gff3", gff);
        write_file(folder_ / "genome.fa", fasta);
        report = genes::build_gene_model(
            {.annotations = {{.path = (folder_ / "genes.gff3").string(), .label = "small"}},
             .fasta = (folder_ / "genome.fa").string(),
             .output = path(),
             .strict = strict});
    }

    [[nodiscard]] std::string path() const { return (folder_ / "small.gsg").string(); }

    [[nodiscard]] std::string fasta() const { return (folder_ / "genome.fa").string(); }

    [[nodiscard]] genes::GeneModel open() const { return genes::GeneModel{path()}; }

    genes::BuildReport report;

private:
    TempDir folder_;
};

}  // namespace genostrat::test
