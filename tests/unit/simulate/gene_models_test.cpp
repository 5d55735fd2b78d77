// SPDX-License-Identifier: MIT
#include "simulate/gene_models.hpp"
#include "test_support.hpp"

#include <algorithm>

namespace genostrat::simulate {
namespace {

class Genes : public ::testing::Test {
protected:
    GenomeContig contig_ = make_contig("chr1", 2'002'000, Random{1});
    std::vector<Gene> genes_ = make_genes(contig_, 100, 1, Random{2});
};

TEST_F(Genes, read_from_start_to_stop_without_a_stop_between) {
    int n_coding = 0;
    for (const Gene& gene : genes_) {
        for (const Transcript& transcript : gene.transcripts) {
            if (!transcript.is_coding())
                continue;
            ++n_coding;
            std::string protein;
            std::string codon;
            for (const std::int64_t pos : coding_positions(gene, transcript)) {
                codon += base_on_strand(contig_, gene, pos);
                if (codon.size() == 3) {
                    protein += translate(codon);
                    codon.clear();
                }
            }
            EXPECT_TRUE(codon.empty()) << transcript.id;
            EXPECT_EQ(protein.front(), 'M') << transcript.id;
            EXPECT_EQ(protein.find('*'), protein.size() - 1) << transcript.id;
        }
    }
    EXPECT_GT(n_coding, 80);
}

TEST_F(Genes, have_introns_from_gt_to_ag) {
    int n_introns = 0;
    for (const Gene& gene : genes_) {
        for (const Transcript& transcript : gene.transcripts) {
            for (std::size_t exon = 1; exon < transcript.exons.size(); ++exon) {
                std::string intron =
                    contig_.stretch(transcript.exons[exon - 1].end, transcript.exons[exon].begin);
                if (gene.strand == '-')
                    intron = reverse_complement(intron);
                EXPECT_TRUE(intron.starts_with("GT") && intron.ends_with("AG")) << transcript.id;
                ++n_introns;
            }
        }
    }
    EXPECT_GT(n_introns, 300);
}

TEST_F(Genes, stand_apart_on_both_strands_and_are_of_many_kinds) {
    for (std::size_t gene = 1; gene < genes_.size(); ++gene)
        EXPECT_LE(genes_[gene - 1].where().end, genes_[gene].where().begin);
    const auto count = [this](auto test) {
        return std::count_if(genes_.begin(), genes_.end(), test);
    };
    EXPECT_GT(count([](const Gene& gene) { return gene.strand == '-'; }), 30);
    EXPECT_GT(count([](const Gene& gene) { return gene.transcripts.size() > 1; }), 20);
    EXPECT_GT(count([](const Gene& gene) { return gene.biotype == "lncRNA"; }), 4);
    EXPECT_GT(
        count([](const Gene& gene) {
            return gene.is_coding() && gene.transcripts[0].exons.size() == 1;
        }),
        0);
}

TEST(Translate, follows_the_standard_code) {
    EXPECT_EQ(translate("ATG"), 'M');
    EXPECT_EQ(translate("TGG"), 'W');
    EXPECT_EQ(translate("TAA"), '*');
    EXPECT_EQ(translate("GGG"), 'G');
    EXPECT_EQ(translate("AGC"), 'S');
    EXPECT_EQ(translate("ANG"), 'X');
}

}  // namespace
}  // namespace genostrat::simulate
