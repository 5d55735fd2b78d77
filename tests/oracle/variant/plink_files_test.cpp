// SPDX-License-Identifier: MIT
// Genotypes read from PLINK 2, PLINK 1 and BGEN files against those that plink2 writes as VCF.
#include "test_support.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace genostrat {
namespace {

/// Writes homozygous calls one way: a pgen does not say of them whether they are phased.
void drop_phase_of_homozygotes(std::string& cells) {
    for (std::size_t at = cells.find('|'); at != std::string::npos; at = cells.find('|', at + 1)) {
        const std::size_t tab = cells.rfind('\t', at);
        const std::size_t begin = tab == std::string::npos ? 0 : tab + 1;
        const std::size_t end = std::min(cells.find('\t', at), cells.size());
        if (cells.compare(begin, at - begin, cells, at + 1, end - at - 1) == 0)
            cells[at] = '/';
    }
}

/// Sample columns and alleles of a VCF, by genostrat itself or as the peer has written them.
std::vector<std::string> rows_of(const std::string& vcf, bool drops_phase) {
    std::vector<std::string> rows;
    for (std::string line : test::lines_of(vcf)) {
        if (line.starts_with('#'))
            continue;
        std::size_t at = 0;
        std::string row;
        for (int column = 0; column < 5; ++column) {
            const std::size_t end = line.find('\t', at);
            if (column != 2)
                row += line.substr(at, end - at) + ' ';
            at = end + 1;
        }
        for (int column = 0; column < 4; ++column)
            at = line.find('\t', at) + 1;
        std::string cells = line.substr(at);
        drop_phase_of_homozygotes(cells);
        row += cells;
        if (drops_phase)
            std::ranges::replace(row, '|', '/');
        rows.push_back(row);
    }
    return rows;
}

class PlinkFiles : public testing::Test {
protected:
    void SetUp() override {
        if (!test::have_program("plink2"))
            GTEST_SKIP() << "plink2 is not installed";
    }

    void plink2(const std::string& arguments) const {
        const auto run = test::run_command(
            fmt::format("cd {} && plink2 --threads 1 {}", folder_.path().string(), arguments));
        ASSERT_EQ(run.exit_code, 0) << run.out << run.err;
    }

    void expect_same(const std::string& own, const std::string& peer, bool drops_phase) {
        const auto run = test::genostrat(fmt::format("view --quiet {}", (folder_ / own).string()));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        const auto rows = rows_of(run.out, drops_phase);
        ASSERT_FALSE(rows.empty());
        const auto expected = rows_of(test::read_file(folder_ / peer), drops_phase);
        ASSERT_EQ(rows.size(), expected.size());
        for (std::size_t row = 0; row < rows.size(); ++row)
            ASSERT_EQ(rows[row], expected[row]);
    }

    test::TempDir folder_;
};

/// plink2 stores a variant as the one before it with a few differences, or as its inverse with a
/// few: pairs of both kinds, and neighbours of all shares of missing calls.
TEST_F(PlinkFiles, neighbours_alike_or_opposite_are_read_as_plink2_reads_them) {
    constexpr int n_samples = 90;
    std::string vcf = "##fileformat=VCFv4.3\n##contig=<ID=1,length=248956422>\n"
                      "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    for (int sample = 0; sample < n_samples; ++sample)
        vcf += fmt::format("\ts{}", sample);
    std::uint64_t state = 11;
    const auto next = [&state](std::uint64_t below) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return (state >> 33) % below;
    };
    const char* const calls[] = {"0/0", "0/1", "1/1", "./."};
    std::vector<std::size_t> base(n_samples);
    for (int variant = 0; variant < 200; ++variant) {
        const std::uint64_t share = next(100);
        for (std::size_t& call : base)
            if (variant % 5 == 0)
                call = next(100) < share ? 3 : next(3);
        vcf += fmt::format("\n1\t{}\tv{}\tA\tC\t.\t.\t.\tGT", 100 + variant, variant);
        for (const std::size_t call : base) {
            const std::size_t turned = variant % 2 == 1 && call < 3 ? 2 - call : call;
            vcf += fmt::format("\t{}", calls[next(20) == 0 ? next(4) : turned]);
        }
    }
    test::write_file(folder_ / "in.vcf", vcf + '\n');
    plink2("--vcf in.vcf --make-pgen --out p");
    plink2("--pfile p --export vcf --out p");
    expect_same("p.pgen", "p.vcf", true);
}

TEST_F(PlinkFiles, a_panel_of_3202_samples_is_read_as_plink2_reads_it) {
    const auto vcf = test::shared("data/pgs/tiny1000G.3202s.vcf.gz");
    GENOSTRAT_NEEDS(vcf);
    plink2(fmt::format("--vcf {} --chr 1-22 --make-pgen --out p", vcf.string()));
    plink2("--pfile p --export vcf --out p");
    expect_same("p.pgen", "p.vcf", true);
    plink2("--pfile p --max-alleles 2 --make-bed --out b");
    plink2("--bfile b --export vcf --out b");
    expect_same("b.bed", "b.vcf", true);
    for (const std::string bits : {"8", "16"}) {
        plink2(fmt::format("--bfile b --export bgen-1.2 ref-first bits={} --out g{}", bits, bits));
        const auto run = test::genostrat(fmt::format(
            "query -f '[%GT ]\\n' {}", (folder_ / fmt::format("g{}.bgen", bits)).string()));
        const auto peer =
            test::genostrat(fmt::format("query -f '[%GT ]\\n' {}", (folder_ / "b.bed").string()));
        EXPECT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(run.out, peer.out);
    }
}

TEST_F(PlinkFiles, phase_and_several_alts_are_read_as_plink2_reads_them) {
    const auto bcf = test::shared("data/vcf/1kgphc.grch38.pgx57genes.3202s.bcf");
    GENOSTRAT_NEEDS(bcf);
    plink2(
        fmt::format("--bcf {} --chr 22 --vcf-half-call missing --make-pgen --out p", bcf.string()));
    plink2("--pfile p --export vcf --out p");
    expect_same("p.pgen", "p.vcf", false);
}

/// 300 rows of 700 samples, from common alleles to rare ones; with dosages, or with several ALTs
/// (plink2 2.00a3.5 cannot import both at once).
std::string made_up_rows(bool with_dosages) {
    std::string vcf = "##fileformat=VCFv4.3\n##contig=<ID=1>\n"
                      "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"G\">\n"
                      "##FORMAT=<ID=DS,Number=A,Type=Float,Description=\"D\">\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    for (int sample = 0; sample < 700; ++sample)
        vcf += "\ts" + std::to_string(sample);
    std::uint32_t state = 1;
    const auto random = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8) % below;
    };
    for (int row = 0; row < 300; ++row) {
        // Phased rows only: of unphased ones with several ALTs plink2 2.00a3.5 prints some as
        // phased.
        const int n_alts = row % 14 == 0 && !with_dosages ? 1 + row % 5 : 1;
        vcf += "\n1\t" + std::to_string(row + 1) + "\t.\tA\tAC";
        for (int alt = 1; alt < n_alts; ++alt)
            vcf += ",A" + std::string(static_cast<std::size_t>(alt), 'T');
        const bool has_dosages = with_dosages && row % 3 == 0;
        vcf += has_dosages ? "\t.\t.\t.\tGT:DS" : "\t.\t.\t.\tGT";
        const std::uint32_t rarity = 1U << (row % 11);
        for (int sample = 0; sample < 700; ++sample) {
            int alleles[2];
            for (int& allele : alleles)
                allele = random(rarity) == 0
                             ? 1 + static_cast<int>(random(static_cast<std::uint32_t>(n_alts)))
                             : 0;
            if (row % 4 == 1)
                for (int& allele : alleles)
                    allele = n_alts == 1 ? 1 - allele : allele;
            const bool missing = random(rarity) == 1;
            vcf += missing ? "\t./."
                           : "\t" + std::to_string(alleles[0]) + (row % 2 == 0 ? "|" : "/") +
                                 std::to_string(alleles[1]);
            if (has_dosages)
                vcf += missing ? ":."
                               : fmt::format(
                                     ":{}",
                                     alleles[0] + alleles[1] == 1 ? 1.0 + 0.25 * (random(2) == 1)
                                                                  : alleles[0] + alleles[1]);
        }
    }
    return vcf + "\n";
}

TEST_F(PlinkFiles, made_up_genotypes_of_any_rarity_are_read_as_plink2_reads_them) {
    test::write_file(folder_ / "in.vcf", made_up_rows(false));
    plink2("--vcf in.vcf --make-pgen --out h");
    plink2("--pfile h --export vcf --out h");
    expect_same("h.pgen", "h.vcf", false);
}

TEST_F(PlinkFiles, genotypes_beside_dosages_are_read_as_plink2_reads_them) {
    test::write_file(folder_ / "in.vcf", made_up_rows(true));
    plink2("--vcf in.vcf dosage=DS --make-pgen --out p");
    plink2("--pfile p --export vcf vcf-dosage=DS --out p");
    const auto run =
        test::genostrat(fmt::format("query -f '%POS[ %GT]\\n' {}", (folder_ / "p.pgen").string()));
    const auto peer =
        test::genostrat(fmt::format("query -f '%POS[ %GT]\\n' {}", (folder_ / "p.vcf").string()));
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::string own = run.out;
    std::string expected = peer.out;
    std::ranges::replace(own, '|', '/');
    std::ranges::replace(expected, '|', '/');
    EXPECT_EQ(own, expected);
}

}  // namespace
}  // namespace genostrat
