// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <genostrat/core/text.hpp>

namespace genostrat {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

/// position -> value of an INFO key, of the rows that have it
std::map<std::string, std::string> column(std::string_view vcf, std::string_view key) {
    std::map<std::string, std::string> out;
    for (const std::string& line : test::lines_of(vcf)) {
        if (line.starts_with('#'))
            continue;
        const auto columns = split(line, '\t');
        for_each_piece(columns[7], ';', [&](std::string_view entry) {
            if (entry.starts_with(std::string{key} + "="))
                out[std::string{columns[1]}] = entry.substr(key.size() + 1);
        });
    }
    return out;
}

// bcftools 1.16: `bcftools +mendelian -t HG004,HG003,HG002 -m c`.
TEST(Inherit, counts_the_mendelian_errors_of_the_ashkenazim_trio) {
    const auto vcf = test::shared("data/vcf/giab_ashk_trio.b37.vcf.gz");
    const auto ped = test::shared("data/standards/slivar/ashk-trio.ped");
    GENOSTRAT_NEEDS(vcf);
    const test::TempDir folder;
    const std::string table = (folder / "mendel.tsv").string();
    const auto result = test::genostrat(
        "inherit --quiet --ped " + ped.string() + " --mendel " + table + " -o /dev/null " +
        vcf.string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(test::read_file(table), HasSubstr("HG002\tHG004\tHG003\t9833\t91\t16\t"));
}

// Worked by hand with slivar's rule (one variant of each parent, or one inherited and one de novo;
// a variant that both parents carry, two de novo and two of one parent do not count); the file's
// own INFO/expect says the same. Its read counts are filler, so genotypes alone are judged.
//   geneA 65797 father, 65799 mother: a pair        geneD both of the father: none
//   geneB both de novo: none                        geneE 65806 father; 65807, 65808 mother: two
//   pairs geneC 65802 de novo, 65803 father: a pair       geneF 65810 father, 65811 mother: a pair;
//                                                         65812 of both parents: none
TEST(Inherit, pairs_compound_heterozygotes_as_slivar_does) {
    const auto vcf = test::shared("data/standards/slivar/comphet.vcf");
    const auto ped = test::shared("data/standards/slivar/ashk-trio.ped");
    GENOSTRAT_NEEDS(vcf);
    const auto result = test::genostrat(
        "inherit --quiet --no-quality --compound-hets --ped " + ped.string() + " " + vcf.string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto pairs = column(result.out, "COMPOUND_HET");
    std::set<std::string> places;
    for (const auto& [place, pair] : pairs)
        places.insert(place);
    EXPECT_THAT(
        places,
        ElementsAre(
            "65797", "65799", "65802", "65803", "65806", "65807", "65808", "65810", "65811"));
    EXPECT_EQ(pairs.at("65797"), "HG002/geneA/1/65799/T/C");
    EXPECT_EQ(pairs.at("65806"), "HG002/geneE/1/65807/T/C,HG002/geneE/1/65808/T/C");
}

// SID_3 and SID_4 are het at both places; the father SID_2 carries the first, the mother SID_1 the
// second (reads 12,14 and 13,13; GQ 99): a pair in both children, with all quality rules.
TEST(Inherit, pairs_compound_heterozygotes_of_two_children) {
    const auto vcf = test::shared("data/standards/slivar/comphet-test-case.vcf");
    GENOSTRAT_NEEDS(vcf);
    const auto result = test::genostrat(
        "inherit --quiet --compound-hets --ped " +
        test::shared("data/standards/slivar/comphet-test-case.ped").string() + " " + vcf.string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto pairs = column(result.out, "COMPOUND_HET");
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_THAT(pairs.at("68559353"), HasSubstr("SID_3/"));
    EXPECT_THAT(pairs.at("68559353"), HasSubstr("SID_4/"));
}

// All three variants of UDN810123 come from the mother (the father is 0/0): no pair.
TEST(Inherit, finds_no_pair_where_all_comes_from_one_parent) {
    const auto vcf = test::shared("data/standards/slivar/comphet.csq.vcf");
    GENOSTRAT_NEEDS(vcf);
    const auto result = test::genostrat(
        "inherit --quiet --no-quality --compound-hets --ped " +
        test::shared("data/standards/slivar/comphet.csq.ped").string() + " " + vcf.string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(column(result.out, "COMPOUND_HET").empty());
}

/// A simulated family: an affected boy and girl, healthy parents, and an affected father's line.
struct Simulation {
    std::string vcf{};
    std::map<std::string, std::set<std::string>> planted{};  ///< INFO key -> positions
};

Simulation simulate() {
    Simulation out;
    out.vcf = "##fileformat=VCFv4.2\n"
              "##contig=<ID=1,length=249250621>\n##contig=<ID=X,length=155270560>\n"
              "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|SYMBOL\">\n"
              "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
              "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
              "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"
              "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tson\tdaughter\tmom\tdad\t"
              "grandpa\tgrandma\taunt\n";
    std::mt19937 random{20260101};
    int position = 100'000;
    const auto cell = [&](int alts) {
        const int depth = 20 + static_cast<int>(random() % 30);
        const int reads = alts == 0 ? 0 : alts == 2 ? depth : depth / 2;
        const char* const text = alts == 0 ? "0/0" : alts == 1 ? "0/1" : "1/1";
        return "\t" + std::string{text} + ":" + std::to_string(depth - reads) + "," +
               std::to_string(reads) + ":" + std::to_string(30 + random() % 60);
    };
    // Genotypes in the order of the header; the second family is grandpa, grandma and aunt.
    const auto add =
        [&](std::string_view contig, std::string_view gene, const std::vector<int>& alts) {
            position += 1'000;
            out.vcf += std::string{contig} + "\t" + std::to_string(position) +
                       "\t.\tA\tG\t50\tPASS\tCSQ=G|" + std::string{gene} + "\tGT:AD:GQ";
            for (const int count : alts)
                out.vcf += cell(count);
            out.vcf += "\n";
            return std::to_string(position);
        };
    const auto plant = [&](std::string_view key, const std::string& place) {
        out.planted[std::string{key}].insert(place);
    };
    for (int round = 0; round < 40; ++round) {
        const std::string gene = "G" + std::to_string(round);
        const std::string quiet = "Q" + std::to_string(round);
        plant("DE_NOVO", add("1", quiet, {1, 0, 0, 0, 0, 0, 0}));
        plant("AUTOSOMAL_RECESSIVE", add("1", quiet, {2, 1, 1, 1, 0, 0, 0}));
        plant("AUTOSOMAL_DOMINANT", add("1", quiet, {0, 0, 0, 0, 1, 0, 1}));
        const std::string first = add("1", gene, {1, 0, 1, 0, 0, 0, 0});
        const std::string second = add("1", gene, {1, 0, 0, 1, 0, 0, 0});
        plant("COMPOUND_HET", first);
        plant("COMPOUND_HET", second);
        // Nothing: carried by both parents, healthy carriers, two variants of one parent.
        add("1", quiet, {1, 1, 1, 1, 0, 0, 0});
        add("1", quiet, {0, 2, 1, 2, 0, 0, 0});
        add("1", "S" + gene, {0, 1, 1, 0, 0, 0, 0});
        add("1", "S" + gene, {0, 1, 1, 0, 0, 0, 0});
    }
    position = 5'000'000;  // outside the pseudo-autosomal regions
    for (int round = 0; round < 20; ++round) {
        plant("X_DE_NOVO", add("X", "X1", {2, 0, 0, 0, 0, 0, 0}));
        plant("X_RECESSIVE", add("X", "X1", {2, 0, 1, 0, 0, 0, 0}));
        plant("X_RECESSIVE", add("X", "X1", {0, 2, 1, 2, 0, 0, 0}));
        plant("X_DOMINANT", add("X", "X1", {0, 0, 0, 0, 2, 0, 1}));
        add("X", "X1", {0, 1, 0, 2, 0, 0, 0});
    }
    return out;
}

TEST(Inherit, finds_every_planted_event_and_no_other) {
    const Simulation simulation = simulate();
    const test::TempDir folder;
    test::write_file(folder / "family.vcf", simulation.vcf);
    test::write_file(
        folder / "family.ped",
        "F1\tson\tdad\tmom\t1\t2\nF1\tdaughter\tdad\tmom\t2\t2\nF1\tmom\t0\t0\t2\t1\n"
        "F1\tdad\t0\t0\t1\t1\nF2\tgrandpa\t0\t0\t1\t2\nF2\tgrandma\t0\t0\t2\t1\n"
        "F2\taunt\tgrandpa\tgrandma\t2\t2\n");
    const auto result = test::genostrat(
        "inherit --quiet --compound-hets --threads 2 --ped " + (folder / "family.ped").string() +
        " " + (folder / "family.vcf").string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    std::size_t n_planted = 0;
    for (const auto& [key, places] : simulation.planted) {
        std::set<std::string> found;
        for (const auto& [place, samples] : column(result.out, key))
            found.insert(place);
        EXPECT_EQ(found, places) << key;
        n_planted += places.size();
    }
    EXPECT_GE(n_planted, 200U);
}

/// Positions of the rows with one ALT that bcftools keeps.
std::set<std::string> kept_by_bcftools(const std::string& expression, const std::string& vcf) {
    const auto result = test::run_command(
        "bcftools query -f '%POS\\n' -i '" + expression + " && N_ALT=1' " + vcf + " 2>/dev/null");
    const auto lines = test::lines_of(result.out);
    return {lines.begin(), lines.end()};
}

// The patterns of genotypes as bcftools expressions; the child is the second sample.
TEST(Inherit, finds_the_genotype_patterns_of_a_clinical_trio) {
    const std::string vcf = test::shared("data/clinical/scout_demo_trio.snv.vep.vcf.gz").string();
    GENOSTRAT_NEEDS(vcf);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const auto result = test::genostrat(
        "inherit --quiet --no-quality --matching-only --ped " +
        test::shared("data/clinical/scout_demo_trio.ped").string() + " " + vcf);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto found = [&](std::string_view key) {
        std::string single;
        for (const std::string& line : test::lines_of(result.out))
            if (line.starts_with('#') || split(line, '\t')[4].find(',') == std::string_view::npos)
                single += line + "\n";
        std::set<std::string> places;
        for (const auto& [place, samples] : column(single, key))
            places.insert(place);
        return places;
    };
    const std::string autosome = " && CHROM!=\"X\" && CHROM!=\"Y\" && CHROM!=\"MT\"";
    const auto de_novo = found("DE_NOVO");
    EXPECT_GE(de_novo.size(), 10U);
    EXPECT_EQ(
        de_novo, kept_by_bcftools("GT[1]=\"het\" && GT[0]=\"RR\" && GT[2]=\"RR\"" + autosome, vcf));
    EXPECT_EQ(
        found("AUTOSOMAL_RECESSIVE"),
        kept_by_bcftools("GT[1]=\"AA\" && GT[0]=\"het\" && GT[2]=\"het\"" + autosome, vcf));
}

// Worked by hand: a son with healthy parents, a daughter with healthy parents, a son whose father
// is not in the file (no trio: no de novo, no recessive, no Mendelian count) and a child nobody
// knows.
//   1:1000    only the first son has it                         de novo
//   1:2000    son 1/1 of two carriers; daughter 0/1 of 0/0, 0/0  recessive; de novo
//   1:3000    a parent is missing in both trios                  nothing; consistent
//   X:60500   in PAR1 (GRCh37: 60,001 to 2,699,520)              autosomal recessive; the
//   daughter's
//             1/1 of a 0/0 mother breaks Mendel's rules
//   X:5000000 son has his carrier mother's copy; daughter 1/1 of a carrier and a father with it
//   X:5000100 the son's copy is not his mother's                 de novo on X
//   Y:5000000 the son's is not his father's                      Mendelian error only
//   MT:50     the son's is not his mother's                      Mendelian error only
// Consistent for the son: 2000, 3000, 60500, 5000000; broken: 1000, 5000100, Y, MT. For the
// daughter: 1000, 3000, 5000000, MT; broken: 2000, 60500; without two copies on X: 5000100, Y.
TEST(Inherit, judges_each_family_of_a_pedigree_by_itself) {
    std::string vcf = "##fileformat=VCFv4.2\n##contig=<ID=1,length=249250621>\n"
                      "##contig=<ID=X,length=155270560>\n##contig=<ID=Y,length=59373566>\n"
                      "##contig=<ID=MT,length=16569>\n"
                      "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
                      "son\tmom\tdad\tgirl\tmom2\tdad2\tson3\tmom3\n";
    const auto row = [&](std::string_view place, std::string_view genotypes) {
        const auto at = split(place, ':');
        vcf += std::string{at[0]} + "\t" + std::string{at[1]} + "\t.\tA\tG\t50\tPASS\t.\tGT";
        for (const std::string_view genotype : split(genotypes, ' '))
            vcf += "\t" + std::string{genotype};
        vcf += "\n";
    };
    row("1:1000", "0/1 0/0 0/0 0/0 0/0 0/0 0/1 0/0");
    row("1:2000", "1/1 0/1 0/1 0/1 0/0 0/0 1/1 0/1");
    row("1:3000", "0/1 ./. 0/0 0/1 0/0 ./. 0/1 0/0");
    row("X:60500", "1/1 0/1 0/1 1/1 0/0 0/0 0/0 0/0");
    row("X:5000000", "1 0/1 0 1/1 0/1 1 1 0/1");
    row("X:5000100", "1 0/0 0 1 0/0 0 1 0/0");
    row("Y:5000000", "1 . 0 . . 1 1 .");
    row("MT:50", "1 0 1 0 0 1 1 0");
    const test::TempDir folder;
    test::write_file(folder / "in.vcf", vcf);
    test::write_file(
        folder / "in.ped",
        "F1\tson\tdad\tmom\t1\t2\nF1\tmom\t0\t0\t2\t1\nF1\tdad\t0\t0\t1\t1\n"
        "F2\tgirl\tdad2\tmom2\t2\t2\nF2\tmom2\t0\t0\t2\t1\nF2\tdad2\t0\t0\t1\t1\n"
        "F3\tson3\t0\tmom3\t1\t2\nF3\tmom3\t0\t0\t2\t1\nF4\tnobody\tx\ty\t1\t2\n");
    const auto result = test::genostrat(
        "inherit --quiet --no-quality --ped " + (folder / "in.ped").string() + " --mendel " +
        (folder / "m.tsv").string() + " " + (folder / "in.vcf").string());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    using Found = std::map<std::string, std::string>;
    EXPECT_EQ(column(result.out, "DE_NOVO"), (Found{{"1000", "son"}, {"2000", "girl"}}));
    EXPECT_EQ(
        column(result.out, "AUTOSOMAL_RECESSIVE"), (Found{{"2000", "son"}, {"60500", "son"}}));
    EXPECT_EQ(column(result.out, "X_RECESSIVE"), (Found{{"5000000", "son,girl"}}));
    EXPECT_EQ(column(result.out, "X_DE_NOVO").at("5000100"), "son");
    EXPECT_THAT(
        test::read_file(folder / "m.tsv"),
        testing::AllOf(
            HasSubstr("son\tmom\tdad\t4\t4\t0\t"), HasSubstr("girl\tmom2\tdad2\t4\t2\t2\t")));
}

TEST(Inherit, names_the_line_of_a_wrong_pedigree) {
    const test::TempDir folder;
    test::write_file(
        folder / "a.vcf",
        "##fileformat=VCFv4.2\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tkid\tmom\tdad\n");
    const auto complaint = [&](std::string_view pedigree) {
        test::write_file(folder / "a.ped", pedigree);
        const auto result = test::genostrat(
            "inherit --ped " + (folder / "a.ped").string() + " " + (folder / "a.vcf").string());
        EXPECT_EQ(result.exit_code, 4) << pedigree;
        return result.err;
    };
    EXPECT_THAT(complaint("F\tkid\tdad\tmom\t1\n"), HasSubstr("a.ped:1: the line has 5 columns"));
    EXPECT_THAT(
        complaint("F\tmom\t0\t0\t2\t1\nF\tmom\t0\t0\t2\t1\n"),
        HasSubstr("a.ped:2: 'mom' is listed twice"));
    EXPECT_THAT(complaint("F\tkid\tkid\tmom\t1\t2\n"), HasSubstr("its own parent"));
    EXPECT_THAT(complaint("F\tkid\tmom\tdad\t1\t2\nF\tmom\t0\t0\t2\t1\n"), HasSubstr("is female"));
}

TEST(Inherit, says_what_is_missing) {
    const test::TempDir folder;
    test::write_file(
        folder / "a.vcf",
        "##fileformat=VCFv4.2\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tkid\tmom\n");
    test::write_file(folder / "a.ped", "F\tkid\tdad\tmom\t1\t2\nF\tmom\t0\t0\t2\t1\n");
    test::write_file(folder / "b.ped", "F\tsomebody\t0\t0\t1\t2\n");
    const std::string vcf = (folder / "a.vcf").string();
    const auto no_trio =
        test::genostrat("inherit --ped " + (folder / "a.ped").string() + " " + vcf);
    EXPECT_EQ(no_trio.exit_code, 3);
    EXPECT_THAT(no_trio.err, HasSubstr("with both parents"));
    const auto nobody = test::genostrat("inherit --ped " + (folder / "b.ped").string() + " " + vcf);
    EXPECT_EQ(nobody.exit_code, 3);
    EXPECT_THAT(nobody.err, HasSubstr("nobody of the pedigree"));
}

}  // namespace

}  // namespace genostrat
