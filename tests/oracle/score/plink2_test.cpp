// SPDX-License-Identifier: MIT
// Sums against plink2 on real data: a recorded answer, and plink2 itself where it is installed.
#include "test_support.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

using testing::HasSubstr;
using Table = std::map<std::string, std::map<std::string, std::string>>;

/// Rows by their first column, cells by their header.
Table read_table(const std::filesystem::path& path) {
    Table table;
    std::vector<std::string> header;
    for (const std::string& line : test::lines_of(test::read_file(path))) {
        const auto cells = split(line, '\t');
        if (header.empty()) {
            header.assign(cells.begin(), cells.end());
            continue;
        }
        for (std::size_t at = 0; at < cells.size(); ++at)
            table[std::string{cells[0]}][header[at]] = std::string{cells[at]};
    }
    return table;
}

/// plink2 prints six significant digits.
void expect_printed_equal(const std::string& own, const std::string& printed) {
    const double value = std::strtod(own.c_str(), nullptr);
    const double peer = std::strtod(printed.c_str(), nullptr);
    ASSERT_LE(std::fabs(value - peer), 5.1e-6 * std::fabs(peer)) << own << " against " << printed;
}

TEST(Plink2, sums_of_the_synthetic_cohort_are_equal) {
    const auto golden =
        test::shared("data/risk/pgsc_calc/cineca_PGS001229_22_plink2_golden.sscore");
    const auto weights = test::shared("data/risk/pgsc_calc/examples/scorefiles/scorefile.txt");
    const auto vcf = test::shared("data/pgs/cineca_synth.2504s.vcf.gz");
    GENOSTRAT_NEEDS(golden);
    GENOSTRAT_NEEDS(weights);
    GENOSTRAT_NEEDS(vcf);
    const test::TempDir folder;
    const auto out = folder / "own.sscore";
    const auto run = test::genostrat(fmt::format(
        "score --keep-ambiguous --format sscore --weights {} {} -o {}",
        weights.string(),
        vcf.string(),
        out.string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr("829 of 835 rows match (99.0 % of the weight)"));
    EXPECT_THAT(run.err, HasSubstr("does not tell the genome build"));
    const Table own = read_table(out);
    const Table peer = read_table(golden);
    ASSERT_EQ(own.size(), 2504U);
    for (const auto& [sample, row] : peer) {
        EXPECT_EQ(own.at(sample).at("ALLELE_CT"), row.at("ALLELE_CT"));
        expect_printed_equal(own.at(sample).at("PGS001229_22_SUM"), row.at("PGS001229_22_SUM"));
        expect_printed_equal(own.at(sample).at("PGS001229_22_AVG"), row.at("PGS001229_22_AVG"));
    }
}

/// The file is called GRCh38 and says GRCh37 by the lengths of its contigs; so do its positions.
TEST(WrongBuild, is_refused_on_the_word_of_contig_lengths) {
    const auto vcf = test::shared("data/pgs/tgp_50s_10k.grch38.vcf.gz");
    const auto weights = test::shared("data/pgs/PGS000001_hmPOS_GRCh38.txt.gz");
    GENOSTRAT_NEEDS(vcf);
    GENOSTRAT_NEEDS(weights);
    const test::TempDir folder;
    const auto out = folder / "own.tsv";
    const auto run = test::genostrat(
        fmt::format("score --weights {} {} -o {}", weights.string(), vcf.string(), out.string()));
    EXPECT_EQ(run.exit_code, 4);
    EXPECT_THAT(run.err, HasSubstr("PGS000001 are on GRCh38, the genomes on GRCh37"));
    EXPECT_THAT(run.err, HasSubstr("genostrat liftover"));
    EXPECT_FALSE(std::filesystem::exists(out));
}

/// The weights as plink2 reads them: a row under each of the two ids that a variant can have.
/// @param contig_prefix  of the ids, `chr` or nothing
void write_plink_weights(
    const std::filesystem::path& weights,
    std::string_view contig_prefix,
    const std::filesystem::path& table) {
    const auto run = test::run_command(fmt::format(
        "zcat {} | awk -F'\\t' 'NR > 1 {{id = \"{}\" $1 \":\" $2 \":\"; "
        "print id $3 \":\" $4 \"\\t\" $3 \"\\t\" $5; "
        "print id $4 \":\" $3 \"\\t\" $3 \"\\t\" $5}}' > {}",
        weights.string(),
        contig_prefix,
        table.string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
}

TEST(Plink2, sums_of_the_thousand_genomes_panel_are_equal_in_both_models_of_x) {
    const auto weights = test::shared("data/pgs/PGS001229_hmPOS_GRCh38.txt.gz");
    const auto vcf = test::shared("data/pgs/tiny1000G.3202s.vcf.gz");
    const auto psam = test::shared("data/risk/pgs_ancestry/ref.psam");
    GENOSTRAT_NEEDS(weights);
    GENOSTRAT_NEEDS(vcf);
    GENOSTRAT_NEEDS(psam);
    if (!test::have_program("plink2"))
        GTEST_SKIP() << "plink2 is not installed";
    const test::TempDir folder;
    const auto table = folder / "w.tsv";
    write_plink_weights(weights, "", table);
    for (const auto& [model, haploid_x] :
         {std::pair{1, std::string{"single"}}, {2, std::string{"doubled"}}}) {
        const auto own_path = folder / "own.sscore";
        const auto run = test::genostrat(fmt::format(
            "score --keep-ambiguous --no-flips --haploid-x {} --psam {} --format sscore "
            "--weights {} {} -o {}",
            haploid_x,
            psam.string(),
            weights.string(),
            vcf.string(),
            own_path.string()));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        EXPECT_THAT(run.err, HasSubstr("983 of 51209 rows match (1.9 % of the weight)"));
        EXPECT_THAT(run.err, HasSubstr("NOT USABLE"));
        const auto peer_path = (folder / "peer").string();
        ASSERT_EQ(
            test::run_command(
                fmt::format(
                    "plink2 --threads 1 --vcf {} --psam {} --set-all-var-ids '@:#:$r:$a' "
                    "--split-par b38 --xchr-model {} --score {} 1 2 3 ignore-dup-ids "
                    "cols=+scoresums,+denom --out {}",
                    vcf.string(),
                    psam.string(),
                    model,
                    table.string(),
                    peer_path))
                .exit_code,
            0);
        const Table own = read_table(own_path);
        const Table peer = read_table(peer_path + ".sscore");
        ASSERT_EQ(peer.size(), 3202U);
        for (const auto& [sample, row] : peer) {
            EXPECT_EQ(own.at(sample).at("DENOM"), row.at("DENOM")) << sample;
            expect_printed_equal(own.at(sample).at("PGS001229_SUM"), row.at("SCORE1_SUM"));
        }
    }
}

TEST(Plink2, sums_of_a_large_cohort_are_equal_with_and_without_mean_imputation) {
    const auto weights = test::shared("data/pgs/PGS001229_hmPOS_GRCh38.txt.gz");
    const auto bcf = test::shared("data/vcf/1kgphc.grch38.pgx57genes.3202s.bcf");
    const auto psam = test::shared("data/risk/pgs_ancestry/ref.psam");
    GENOSTRAT_NEEDS(weights);
    GENOSTRAT_NEEDS(bcf);
    GENOSTRAT_NEEDS(psam);
    if (!test::have_program("plink2"))
        GTEST_SKIP() << "plink2 is not installed";
    const test::TempDir folder;
    write_plink_weights(weights, "chr", folder / "w.tsv");
    for (const auto& [missing, modifier] :
         {std::pair{std::string{"mean"}, std::string{}}, {"skip", "no-mean-imputation"}}) {
        const auto own_path = folder / "own.sscore";
        const auto run = test::genostrat(fmt::format(
            "score --keep-ambiguous --no-flips --missing {} --psam {} --format sscore "
            "--weights {} {} -o {}",
            missing,
            psam.string(),
            weights.string(),
            bcf.string(),
            own_path.string()));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        EXPECT_THAT(run.err, HasSubstr("81 of 51209 rows match"));
        const auto peer_path = (folder / "peer").string();
        const auto peer_run = test::run_command(fmt::format(
            "plink2 --threads 1 --bcf {} --psam {} --set-all-var-ids '@:#:$r:$a' "
            "--new-id-max-allele-len 500 truncate --output-chr chrM --split-par b38 "
            "--xchr-model 1 --score {} 1 2 3 ignore-dup-ids {} cols=+scoresums,+denom --out {}",
            bcf.string(),
            psam.string(),
            (folder / "w.tsv").string(),
            modifier,
            peer_path));
        ASSERT_EQ(peer_run.exit_code, 0) << peer_run.out << peer_run.err;
        const Table own = read_table(own_path);
        const Table peer = read_table(peer_path + ".sscore");
        ASSERT_EQ(peer.size(), 3202U);
        for (const auto& [sample, row] : peer) {
            EXPECT_EQ(own.at(sample).at("DENOM"), row.at("DENOM")) << sample;
            expect_printed_equal(own.at(sample).at("PGS001229_SUM"), row.at("SCORE1_SUM"));
        }
    }
}

TEST(ExactSums, are_reached_to_twelve_digits) {
    const auto weights = test::shared("data/pgs/PGS001229_hmPOS_GRCh38.txt.gz");
    const auto vcf = test::shared("data/pgs/tiny1000G.3202s.vcf.gz");
    const auto psam = test::shared("data/risk/pgs_ancestry/ref.psam");
    GENOSTRAT_NEEDS(weights);
    GENOSTRAT_NEEDS(vcf);
    GENOSTRAT_NEEDS(psam);
    const test::TempDir folder;
    const auto table = folder / "own.tsv";
    const auto run = test::genostrat(fmt::format(
        "score --keep-ambiguous --no-flips --psam {} --weights {} {} -o {}",
        psam.string(),
        weights.string(),
        vcf.string(),
        table.string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto check = test::run_command(fmt::format(
        "python3 {} {} {} {} {}",
        (test::project() / "tests/oracle/score/exact_sums.py").string(),
        vcf.string(),
        weights.string(),
        psam.string(),
        table.string()));
    EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
}

}  // namespace
}  // namespace genostrat
