// SPDX-License-Identifier: MIT
#include "simulate/planted.hpp"
#include "test_support.hpp"

namespace genostrat::simulate {
namespace {

/// The protein of a gene's canonical transcript, with a variant of one base put in.
std::string protein(const GenomeContig& contig, const Gene& gene, const PlantedVariant& variant) {
    GenomeContig changed = contig;
    if (variant.ref.size() == 1)
        changed.bases[static_cast<std::size_t>(variant.pos)] = variant.alt[0];
    std::string amino_acids;
    std::string codon;
    for (const std::int64_t pos : coding_positions(gene, gene.transcripts.front())) {
        codon += base_on_strand(changed, gene, pos);
        if (codon.size() == 3) {
            amino_acids += translate(codon);
            codon.clear();
        }
    }
    return amino_acids;
}

TEST(Plant, has_the_effect_it_names) {
    GenomeContig contig = make_contig("chr1", 1'002'000, Random{1});
    int n_planted = 0;
    for (const Gene& gene : make_genes(contig, 40, 1, Random{2})) {
        if (!gene.is_coding())
            continue;
        const std::string before = protein(contig, gene, {.ref = "AA"});
        const auto stop = plant(contig, gene, Effect::stop_gained, Random{3});
        if (stop) {
            EXPECT_LT(protein(contig, gene, *stop).find('*'), before.size() - 1);
            EXPECT_EQ(contig.base(stop->pos), stop->ref[0]);
            ++n_planted;
        }
        const auto missense = plant(contig, gene, Effect::missense, Random{3});
        if (missense) {
            const std::string after = protein(contig, gene, *missense);
            EXPECT_NE(after, before);
            EXPECT_EQ(after.find('*'), before.size() - 1);
        }
        const auto start = plant(contig, gene, Effect::start_lost, Random{3});
        ASSERT_TRUE(start);
        EXPECT_EQ(protein(contig, gene, *start)[0], 'T');  // ATG -> ACG
    }
    EXPECT_GT(n_planted, 20);
}

TEST(Plant, deletes_a_base_that_has_one_place_only) {
    GenomeContig contig = make_contig("chr1", 1'002'000, Random{1});
    for (const Gene& gene : make_genes(contig, 40, 1, Random{2})) {
        const auto variant =
            gene.is_coding() ? plant(contig, gene, Effect::frameshift, Random{4}) : std::nullopt;
        if (!variant)
            continue;
        EXPECT_EQ(variant->ref, contig.stretch(variant->pos, variant->pos + 2));
        EXPECT_EQ(variant->alt, variant->ref.substr(0, 1));
        EXPECT_NE(variant->ref[0], variant->ref[1]);
        EXPECT_NE(variant->ref[1], contig.base(variant->pos + 2));
    }
}

TEST(Plant, breaks_the_first_base_of_an_intron) {
    GenomeContig contig = make_contig("chr1", 1'002'000, Random{1});
    int n_planted = 0;
    for (const Gene& gene : make_genes(contig, 40, 1, Random{2})) {
        const auto variant =
            gene.is_coding() ? plant(contig, gene, Effect::splice_donor, Random{4}) : std::nullopt;
        if (!variant)
            continue;
        ++n_planted;
        EXPECT_EQ(base_on_strand(contig, gene, variant->pos), 'G');
        EXPECT_EQ(base_on_strand(contig, gene, variant->pos + (gene.strand == '+' ? 1 : -1)), 'T');
    }
    EXPECT_GT(n_planted, 10);
}

}  // namespace
}  // namespace genostrat::simulate
