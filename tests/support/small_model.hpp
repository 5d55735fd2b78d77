// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <string>
#include <string_view>

#include <genostrat/genes/build.hpp>
#include <genostrat/genes/codon.hpp>
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

    genes::BuildReport report{};

private:
    TempDir folder_;
};

/// Contig c1 with the same 80-base gene twice: T1 at 11..90 on the plus strand, T2 at 201..280 on
/// the minus strand. Transcript, 5' to 3':
///
///     exon 1 (20)  CCCCC ATG GCT GAA AAA GGT                      5' UTR 5, M A E K G
///     intron (30)  GTAAGT CCCCCCCCCCCCCCTTTTTT CCAG
///     exon 2 (30)  CAT TGG CTG TAA CGCGCGCGCGCGCGCGCG             H W L *, 3' UTR 18
///
/// T3 is a non-coding transcript (one exon, 401..440), all A but for C at 420.
class ToyModel {
public:
    static constexpr std::string_view gene =
        "CCCCCATGGCTGAAAAAGGTGTAAGTCCCCCCCCCCCCCCTTTTTTCCAGCATTGGCTGTAACGCGCGCGCGCGCGCGCG";

    ToyModel() : small_{gff(), ">c1\n" + genome() + "\n"} {}

    [[nodiscard]] const genes::GeneModel& model() const { return model_; }

    [[nodiscard]] const SmallModel& files() const { return small_; }

    [[nodiscard]] static std::string genome() {
        std::string bases(10, 'T');
        bases += gene;
        bases.resize(200, 'A');
        genes::append_reverse_complement(gene, bases);
        bases.resize(500, 'A');
        bases[419] = 'C';
        return bases;
    }

    [[nodiscard]] static std::string gff() {
        std::string text;
        const auto add = [&](std::string_view type,
                             int begin,
                             int end,
                             char strand,
                             std::string_view phase,
                             std::string_view attributes) {
            text += "c1\tx\t" + std::string{type} + '\t' + std::to_string(begin) + '\t' +
                    std::to_string(end) + "\t.\t" + strand + '\t' + std::string{phase} + '\t' +
                    std::string{attributes} + '\n';
        };
        add("gene", 11, 90, '+', ".", "ID=gene:G1;Name=ONE;gene_id=G1");
        add("mRNA", 11, 90, '+', ".", "ID=transcript:T1;Parent=gene:G1;version=2");
        add("exon", 11, 30, '+', ".", "Parent=transcript:T1");
        add("exon", 61, 90, '+', ".", "Parent=transcript:T1");
        add("CDS", 16, 30, '+', "0", "Parent=transcript:T1;protein_id=P1");
        add("CDS", 61, 72, '+', "0", "Parent=transcript:T1;protein_id=P1");
        add("gene", 201, 280, '-', ".", "ID=gene:G2;Name=TWO;gene_id=G2");
        add("mRNA", 201, 280, '-', ".", "ID=transcript:T2;Parent=gene:G2;version=3");
        add("exon", 261, 280, '-', ".", "Parent=transcript:T2");
        add("exon", 201, 230, '-', ".", "Parent=transcript:T2");
        add("CDS", 261, 275, '-', "0", "Parent=transcript:T2;protein_id=P2");
        add("CDS", 219, 230, '-', "0", "Parent=transcript:T2;protein_id=P2");
        add("gene", 401, 440, '+', ".", "ID=gene:G3;Name=THREE;gene_id=G3");
        add("lnc_RNA", 401, 440, '+', ".", "ID=transcript:T3;Parent=gene:G3;biotype=lncRNA");
        add("exon", 401, 440, '+', ".", "Parent=transcript:T3");
        return text;
    }

private:
    SmallModel small_;
    genes::GeneModel model_{small_.open()};
};

}  // namespace genostrat::test
