// SPDX-License-Identifier: MIT
// Made-up cohorts against plink2: autosomes, X, Y and MT, indels, missing calls, frequencies of
// another cohort, scaling, ranges of p, names of columns; from VCF, pgen and BGEN.
#include "test_support.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/data_table.hpp>

namespace genostrat {
namespace {

class MadeUpCohort : public testing::Test {
protected:
    void SetUp() override {
        if (!test::have_program("plink2"))
            GTEST_SKIP() << "plink2 is not installed";
    }

    std::uint64_t next(std::uint64_t below) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return (state_ >> 33) % below;
    }

    struct Recipe {
        std::uint64_t seed{};
        std::uint64_t missing_percent{3};
        bool only_autosome{};
        bool may_be_phased{};
    };

    /// Writes in.vcf, s.psam and w.tsv, and p.pgen, which plink2 makes of them.
    void make(const Recipe& recipe) {
        state_ = recipe.seed;
        std::string vcf = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n"
                          "##contig=<ID=chrX,length=156040895>\n"
                          "##contig=<ID=chrY,length=57227415>\n##contig=<ID=chrM,length=16569>\n"
                          "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
                          "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
        std::string psam = "#IID\tSEX\n";
        std::string weights = "ID\tA1\tBETA\tP\n";
        variants_.clear();
        is_male_.clear();
        for (int sample = 0; sample < n_samples; ++sample) {
            is_male_.push_back(next(2) == 0);
            vcf += fmt::format("\ts{}", sample);
            psam += fmt::format("s{}\t{}\n", sample, is_male_.back() ? 1 : 2);
        }
        for (int variant = 0; variant < (recipe.only_autosome ? 60 : 120); ++variant) {
            Variant& own = variants_.emplace_back();
            own.contig = variant < 60    ? "chr1"
                         : variant < 80  ? "chrX"
                         : variant < 100 ? "chrY"
                                         : "chrM";
            const std::string ref{"AG"[next(2)]};
            const std::string alt = next(5) == 0 ? ref + "T" : "C";
            vcf += fmt::format(
                "\n{}\t{}\tv{}\t{}\t{}\t.\t.\t.\tGT{}",
                own.contig,
                (variant < 100 ? 3'000'000 : 100) + 7 * variant,
                variant,
                ref,
                alt,
                made_genotypes(recipe, own));
            own.counts_alt = next(2) == 0;
            own.weight = 1 + static_cast<int>(next(9999));
            weights += fmt::format(
                "v{}\t{}\t0.{:04}\t0.{:03}\n",
                variant,
                own.counts_alt ? alt : ref,
                own.weight,
                next(1000));
        }
        test::write_file(folder_ / "in.vcf", vcf + '\n');
        test::write_file(folder_ / "s.psam", psam);
        test::write_file(folder_ / "w.tsv", weights);
        plink2("--vcf in.vcf --psam s.psam --make-pgen --out p");
    }

    void plink2(const std::string& arguments) const {
        const auto run = test::run_command(
            fmt::format("cd {} && plink2 --threads 1 {}", folder_.path().string(), arguments));
        ASSERT_EQ(run.exit_code, 0) << run.out << run.err;
    }

    std::map<std::string, double>
    column(const std::string& file, const std::string& id, const std::string& name) const {
        const io::DataTable table = io::DataTable::read((folder_ / file).string());
        std::map<std::string, double> out;
        for (std::size_t row = 0; row < table.n_rows(); ++row)
            out.emplace(
                table.text(row, table.column(id)),
                table.number(row, table.column(name)).value_or(std::nan("")));
        return out;
    }

    void expect_same(const std::string& input, const std::string& own, const std::string& peer) {
        SCOPED_TRACE(input + ' ' + own + " | " + peer);
        plink2(fmt::format(
            "--pfile p --score w.tsv 1 2 3 header-read cols=+scoresums,+denom {} --out peer",
            peer));
        const auto run = test::genostrat(fmt::format(
            "score --quiet --keep-ambiguous --weights {0}/w.tsv {0}/{1} --psam {0}/s.psam {2} -o "
            "{0}/own.tsv",
            folder_.path().string(),
            input,
            own));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        for (const auto& [mine, theirs] : {std::pair{"SUM", "BETA_SUM"}, {"DENOM", "DENOM"}}) {
            const auto sums = column("own.tsv", "sample", mine);
            const auto wanted = column("peer.sscore", "IID", theirs);
            ASSERT_EQ(sums.size(), wanted.size());
            for (const auto& [sample, value] : wanted)  // six digits are printed
                EXPECT_NEAR(sums.at(sample), value, 1e-5 * std::max(1.0, std::abs(value)))
                    << sample << ' ' << mine;
        }
    }

    static constexpr int n_samples = 60;

    struct Variant {
        std::string contig{};
        bool counts_alt{};
        int weight{};  // in units of 0.0001
        bool has_phase{};
        std::vector<int> unphased_hets{};  // samples
    };

    std::string made_genotypes(const Recipe& recipe, Variant& variant) {
        std::string out;
        const std::uint64_t share = 5 + next(85);
        const auto allele = [&] { return next(100) < share ? 1 : 0; };
        for (int sample = 0; sample < n_samples; ++sample) {
            const bool male = is_male_[static_cast<std::size_t>(sample)];
            const bool is_single = variant.contig != "chr1" && (variant.contig != "chrX" || male);
            if (next(100) < recipe.missing_percent || (variant.contig == "chrY" && !male)) {
                out += is_single ? "\t." : "\t./.";
                continue;
            }
            const int first = allele();
            if (is_single) {
                out += fmt::format("\t{}", first);
                continue;
            }
            const int second = allele();
            const bool is_phased = recipe.may_be_phased && next(2) == 0;
            out += fmt::format("\t{}{}{}", first, is_phased ? '|' : '/', second);
            if (first != second && is_phased)
                variant.has_phase = true;
            else if (first != second)
                variant.unphased_hets.push_back(sample);
        }
        return out;
    }

    test::TempDir folder_;
    std::uint64_t state_{};
    std::vector<Variant> variants_;
    std::vector<bool> is_male_;
};

TEST_F(MadeUpCohort, of_all_kinds_of_contigs_has_plink2_s_sums) {
    for (const std::uint64_t seed : {1U, 2U}) {
        make({.seed = seed});
        for (const char* const input : {"in.vcf", "p.pgen"}) {
            expect_same(input, "", "--xchr-model 1");
            expect_same(input, "--missing skip", "no-mean-imputation --xchr-model 1");
            expect_same(input, "--haploid-x doubled", "--xchr-model 2");
        }
    }
}

/// Where a call is missing, plink2 subtracts no mean when it scales: no call is missing here.
TEST_F(MadeUpCohort, is_scored_by_another_s_frequencies) {
    make({.seed = 3});
    std::string some = "#IID\n";
    for (int sample = 0; sample < 40; ++sample)
        some += fmt::format("s{}\n", sample);
    test::write_file(folder_ / "some.txt", some);
    const auto frequencies_of_some = [this](const std::string& kind) {
        plink2("--pfile p --keep some.txt --freq " + kind + " --out some");
        return "--freq " + (folder_ / "some.afreq").string() + (kind == "zs" ? ".zst" : "");
    };
    const std::string model = " --xchr-model 1";
    expect_same(
        "p.pgen", frequencies_of_some("zs"), "--read-freq some.afreq.zst --bad-freqs" + model);
    expect_same(
        "in.vcf", frequencies_of_some("cols=+pos"), "--read-freq some.afreq --bad-freqs" + model);
    make({.seed = 4, .missing_percent = 0, .only_autosome = true});
    const std::string frequencies = frequencies_of_some("");
    for (const std::string scaling : {"center", "variance-standardize"})
        expect_same(
            "p.pgen",
            frequencies + " --scaling " + scaling,
            scaling + " --read-freq some.afreq --bad-freqs");
}

TEST_F(MadeUpCohort, is_scored_by_ranges_of_p) {
    make({.seed = 5, .only_autosome = true});
    test::write_file(folder_ / "ranges.txt", "low 0 0.25\nall 0 1\nhigh 0.5 0.9\n");
    test::write_file(folder_ / "p.txt", [this] {
        std::string out;
        for (const std::string& line : test::lines_of(test::read_file(folder_ / "w.tsv")))
            out += line.substr(0, line.find('\t')) + line.substr(line.rfind('\t')) + '\n';
        return out;
    }());
    plink2("--pfile p --score w.tsv 1 2 3 header-read cols=+scoresums --q-score-range ranges.txt "
           "p.txt header --out peer");
    const auto run = test::genostrat(fmt::format(
        "score --quiet --keep-ambiguous --weights {0}/w.tsv {0}/p.pgen --p-ranges low=0:0.25,"
        "all=0:1,high=0.5:0.9 --columns p_value=P -o {0}/own.tsv",
        folder_.path().string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    for (const std::string range : {"low", "all", "high"}) {
        const auto wanted = column("peer." + range + ".sscore", "IID", "BETA_SUM");
        std::map<std::string, double> own;
        for (const std::string& line : test::lines_of(test::read_file(folder_ / "own.tsv"))) {
            const auto cells = split(line, '\t');
            if (cells[1] == "w_" + range)
                own.emplace(cells[0], parse_number<double>(cells[2]).value());
        }
        ASSERT_EQ(own.size(), wanted.size()) << range;
        for (const auto& [sample, value] : wanted)
            EXPECT_NEAR(own.at(sample), value, 1e-5 * std::max(1.0, std::abs(value)))
                << sample << ' ' << range;
    }
}

/// The names that peers give the same three columns.
TEST_F(MadeUpCohort, is_scored_by_tables_of_other_headers) {
    make({.seed = 6, .only_autosome = true});
    plink2("--pfile p --score w.tsv 1 2 3 header-read cols=+scoresums --out peer");
    const auto wanted = column("peer.sscore", "IID", "BETA_SUM");
    const std::string table = test::read_file(folder_ / "w.tsv");
    const std::string rows = table.substr(table.find('\n'));
    for (const std::string header :
         {"#ID\tA1\tBETA\tP",
          "rsid\teffect_allele\teffect_weight\tP",
          "SNP\tA1\tBETA\tP",
          "snp\tALLELE\tSCORE\tP",
          "rsID\tEA\tweight\tp_value"}) {
        test::write_file(folder_ / "h.tsv", header + rows);
        const auto run = test::genostrat(fmt::format(
            "score --quiet --keep-ambiguous --weights {0}/h.tsv {0}/in.vcf -o {0}/own.tsv",
            folder_.path().string()));
        ASSERT_EQ(run.exit_code, 0) << header << run.err;
        const auto sums = column("own.tsv", "sample", "SUM");
        for (const auto& [sample, value] : wanted)
            EXPECT_NEAR(sums.at(sample), value, 1e-5 * std::max(1.0, std::abs(value))) << header;
    }
}

TEST_F(MadeUpCohort, in_bgen_has_plink2_s_sums) {
    make({.seed = 7, .only_autosome = true});
    for (const std::string bits : {"8", "16"}) {
        plink2("--pfile p --export bgen-1.2 bits=" + bits + " --out b" + bits);
        expect_same("b" + bits + ".bgen", "", "");
        expect_same("b" + bits + ".bgen", "--missing skip", "no-mean-imputation");
    }
}

/// One phased genotype makes all of a BGEN variant phased: an unphased heterozygote then is twice
/// the probability 128/255 (32768/65535 in 16 bits), whose sum plink2 rounds to 16448/16384 (1).
TEST_F(MadeUpCohort, in_bgen_keeps_what_plink2_rounds) {
    make({.seed = 8, .only_autosome = true, .may_be_phased = true});
    for (const auto& [bits, gained] :
         {std::pair{"8", 256.0 / 255.0 - 16448.0 / 16384.0}, {"16", 65536.0 / 65535.0 - 1.0}}) {
        const std::string name = std::string{"b"} + bits;
        plink2(fmt::format("--pfile p --export bgen-1.2 bits={} --out {}", bits, name));
        plink2(fmt::format(
            "--bgen {0}.bgen ref-first --sample {0}.sample --score w.tsv 1 2 3 header-read "
            "no-mean-imputation cols=+scoresums --out peer",
            name));
        auto wanted = column("peer.sscore", "IID", "BETA_SUM");
        for (const Variant& variant : variants_)
            for (const int sample : variant.unphased_hets)
                if (variant.has_phase)
                    wanted.at(fmt::format("s{}", sample)) +=
                        gained * 1e-4 * (variant.counts_alt ? variant.weight : -variant.weight);
        const auto run = test::genostrat(fmt::format(
            "score --quiet --keep-ambiguous --missing skip --weights {0}/w.tsv {0}/{1}.bgen -o "
            "{0}/own.tsv",
            folder_.path().string(),
            name));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        const auto sums = column("own.tsv", "sample", "SUM");
        for (const auto& [sample, value] : wanted)
            EXPECT_NEAR(sums.at(sample), value, 6e-6 * std::max(1.0, std::abs(value)))
                << sample << ' ' << bits;
    }
}

}  // namespace
}  // namespace genostrat
