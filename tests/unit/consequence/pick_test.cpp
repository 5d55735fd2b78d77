// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <genostrat/consequence/pick.hpp>

// Cases by VEP's documentation of --pick_order
// (https://www.ensembl.org/info/docs/tools/vep/script/vep_other.html#pick).
namespace genostrat::consequence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Four transcripts of two genes on the same bases: a (long, TSL 5), b (canonical), c (MANE Select,
// short), d (gene 2, not coding).
std::string gff() {
    const auto transcript = [](std::string_view id, std::string_view gene, std::string_view more) {
        const std::string place = "\t.\t+\t.\t";
        return "1\tx\ttranscript\t1\t60" + place + "ID=" + std::string{id} +
               ";Parent=" + std::string{gene} + ";" + std::string{more} + "\n1\tx\texon\t1\t60" +
               place + "Parent=" + std::string{id} + "\n";
    };
    return "1\tx\tgene\t1\t60\t.\t+\t.\tID=g1;Name=ONE\n1\tx\tgene\t1\t60\t.\t+\t.\tID=g2;Name="
           "TWO\n" +
           transcript("a", "g1", "biotype=protein_coding;transcript_support_level=5") +
           transcript(
               "b", "g1", "biotype=protein_coding;tag=Ensembl_canonical,appris_principal_2") +
           transcript("c", "g1", "biotype=protein_coding;tag=MANE_Select;ccdsid=C1") +
           transcript("d", "g2", "biotype=lncRNA") +
           "1\tx\tCDS\t1\t60\t.\t+\t0\tParent=a\n1\tx\tCDS\t1\t30\t.\t+\t0\tParent=b\n"
           "1\tx\tCDS\t1\t9\t.\t+\t0\tParent=c\n";
}

std::vector<std::string> picked(PickSettings settings) {
    const test::SmallModel small{gff(), ">1\nATG" + std::string(97, 'C') + "\n"};
    const genes::GeneModel model = small.open();
    const genes::GenomeView genome{model};
    Judge judge{genome, {}, {}};
    RowSplitter splitter;
    const std::vector<std::string_view> alts{"G", "T"};
    const Picker picker{model, std::move(settings)};
    std::vector<Picker::Candidate> candidates;
    std::vector<std::string> texts;
    // Base 20: missense in a and b, after the CDS of c, exonic in d.
    for (const RowVariant& variant : splitter.split(0, 19, "C", alts, false))
        for (const Effect& effect : judge.judge(variant, genome.find("1")))
            if (picker.passes(effect)) {
                candidates.push_back(picker.candidate(effect, 0, 0));
                texts.push_back(
                    std::string{model.text(model.transcript(effect.transcript).id)} +
                    std::to_string(effect.allele->number));
            }
    picker.pick(candidates);
    std::vector<std::string> result;
    for (std::size_t at = 0; at < candidates.size(); ++at)
        if (candidates[at].picked)
            result.push_back(texts[at]);
    return result;
}

TEST(Picker, follows_vep_s_default_order) {
    EXPECT_THAT(picked({.mode = PickMode::one}), ElementsAre("c1"));
    EXPECT_THAT(picked({.mode = PickMode::per_allele}), ElementsAre("c1", "c2"));
    EXPECT_THAT(picked({.mode = PickMode::per_gene}), ElementsAre("c1", "d1"));
    EXPECT_THAT(picked({.flag_only = true}), ElementsAre("c1"));
}

TEST(Picker, takes_another_order) {
    const auto by = [](std::string_view names) {
        return picked({.mode = PickMode::one, .order = parse_pick_order(names)});
    };
    EXPECT_THAT(by("canonical"), ElementsAre("b1"));
    EXPECT_THAT(by("appris"), ElementsAre("b1"));
    EXPECT_THAT(by("tsl"), ElementsAre("a1"));
    EXPECT_THAT(by("ccds"), ElementsAre("c1"));
    EXPECT_THAT(by("rank"), ElementsAre("a1"));
    EXPECT_THAT(by("rank,canonical"), ElementsAre("b1"));
    EXPECT_THAT(by("length"), ElementsAre("a1"));
    EXPECT_ERROR(parse_pick_order("lenght"), ErrorKind::usage, HasSubstr("'length'"));
}

TEST(Picker, keeps_the_most_severe_of_each_allele) {
    EXPECT_THAT(picked({.mode = PickMode::most_severe}), ElementsAre("a1", "b1", "a2", "b2"));
}

TEST(Picker, filters_transcripts) {
    EXPECT_THAT(picked({.mane_only = true}), ElementsAre("c1", "c2"));
    EXPECT_THAT(picked({.canonical_only = true}), ElementsAre("b1", "b2"));
    EXPECT_THAT(picked({.biotypes = {"lncRNA"}}), ElementsAre("d1", "d2"));
    EXPECT_THAT(picked({.mode = PickMode::one, .genes = {"TWO"}}), ElementsAre("d1"));
}

}  // namespace
}  // namespace genostrat::consequence
