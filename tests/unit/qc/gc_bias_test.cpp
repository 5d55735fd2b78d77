// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include <genostrat/qc/gc_bias.hpp>

namespace genostrat::qc {
namespace {

using testing::HasSubstr;

TEST(GcBias, a_window_counts_g_and_c_and_needs_96_known_bases) {
    EXPECT_EQ(window_gc(std::string(40, 'G') + std::string(60, 'A')), 40U);
    EXPECT_EQ(window_gc(std::string(30, 'C') + std::string(66, 'T') + "NNNN"), 30U);
    EXPECT_FALSE(window_gc(std::string(30, 'C') + std::string(65, 'T') + "NNNRY"));
    EXPECT_FALSE(window_gc(std::string(99, 'C')));
    EXPECT_EQ(window_gc(std::string(100, 'C')), 100U);
}

TEST(GcBias, windows_are_counted_at_every_base) {
    GcCounts windows{};
    count_gc_windows(std::string(100, 'A') + std::string(3, 'G'), windows);
    EXPECT_EQ(windows[0], 1);  // 100 A; then 1, 2 and 3 G come in
    EXPECT_EQ(windows[1], 1);
    EXPECT_EQ(windows[2], 1);
    EXPECT_EQ(windows[3], 1);
    EXPECT_EQ(GcBias{.windows = windows}.n_windows(), 4);
    GcCounts none{};
    count_gc_windows(std::string(99, 'A'), none);
    EXPECT_EQ(GcBias{.windows = none}.n_windows(), 0);
    // Five N at 100..104: windows with all five of them are left out (5..100 of 0..104).
    GcCounts some{};
    count_gc_windows(std::string(100, 'A') + "NNNNN" + std::string(100, 'A'), some);
    EXPECT_EQ(some[0], 205 - 99 - 96);
}

TEST(GcBias, coverage_and_dropouts_by_hand) {
    GcBias bias;
    bias.windows[30] = 600;
    bias.windows[50] = 100;
    bias.windows[70] = 300;
    bias.reads[30] = 50;
    bias.reads[50] = 20;
    bias.reads[70] = 30;
    // 100 reads on 1,000 windows: 0.1 a window is the mean.
    EXPECT_NEAR(bias.coverage(30), (50.0 / 600) / 0.1, 1e-12);
    EXPECT_NEAR(bias.coverage(50), 2, 1e-12);
    EXPECT_NEAR(bias.coverage(70), 1, 1e-12);
    EXPECT_TRUE(std::isnan(bias.coverage(40)));
    EXPECT_NEAR(bias.at_dropout(), 60 - 50, 1e-12);
    EXPECT_NEAR(bias.gc_dropout(), 0, 1e-12);
    EXPECT_TRUE(std::isnan(GcBias{}.at_dropout()));
    EXPECT_THAT(gc_bias_table(bias), HasSubstr("\n50\t100\t20\t2\n51\t0\t0\t.\n"));
    const auto json = nlohmann::json::parse(gc_bias_multiqc(bias, "one"));
    EXPECT_EQ(json["data"]["one"]["50"], 2.0);
    EXPECT_EQ(json["data"]["one"].size(), 3U);
}

/// A contig of 1,000 bases: 400 A, 300 G, 300 T.
class GcBiasOfReads : public testing::Test {
protected:
    GcBiasOfReads() {
        test::write_file(
            folder_ / "r.fa",
            ">c\n" + std::string(400, 'A') + std::string(300, 'g') + std::string(300, 'T') + "\n");
    }

    /// Rows `FLAG POS CIGAR` of reads of contig c, as a SAM.
    void reads(const std::vector<std::string>& rows, std::string_view length = "1000") {
        std::string sam = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:c\tLN:" + std::string{length} +
                          "\n@SQ\tSN:other\tLN:500\n@RG\tID:1\tSM:one\n";
        int number = 0;
        for (const std::string& row : rows) {
            const auto columns = split(row, ' ');
            sam += "r" + std::to_string(++number) + "\t" + std::string{columns[0]} + "\tc\t" +
                   std::string{columns[1]} + "\t60\t" + std::string{columns[2]} +
                   "\t*\t0\t0\tACGTACGTAC\tIIIIIIIIII\tRG:Z:1\n";
        }
        test::write_file(folder_ / "in.sam", sam);
    }

    test::CommandResult qc() {
        return test::genostrat(
            "qc --fasta " + path("r.fa") + " -o " + path("out") + " " + path("in.sam"));
    }

    [[nodiscard]] std::string path(std::string_view name) const { return folder_ / name; }

private:
    test::TempDir folder_;
};

TEST_F(GcBiasOfReads, a_read_tells_of_the_window_from_its_first_base_on) {
    reads({
        "0 1 10M",       // 0..99: no G
        "0 351 10M",     // 350..449: 50 G
        "1024 351 10M",  // a duplicate counts
        "256 351 10M",   // not the primary place
        "2048 351 10M",
        "512 351 10M",  // failed
        "16 441 10M",   // reversed, ends with base 450: 350..449
        "0 401 10M",    // all G
        "0 950 10M",    // its window goes beyond the contig
        "16 11 10M",    // its window begins before it
    });
    ASSERT_EQ(qc().exit_code, 0);
    const std::string table = test::read_file(path("out.gc_bias.tsv"));
    EXPECT_THAT(table, testing::StartsWith("gc\twindows\treads\tcoverage\n"));
    // 901 windows: 301 without G of the A, 201 of the T, 201 all G, 2 of each percent between.
    EXPECT_THAT(table, HasSubstr("\n0\t502\t1\t"));
    EXPECT_THAT(table, HasSubstr("\n50\t2\t3\t270.3\n"));  // (3 / 2) / (5 / 901)
    EXPECT_THAT(table, HasSubstr("\n100\t201\t1\t"));
    const std::string values = test::read_file(path("out.reads.tsv"));
    EXPECT_THAT(values, HasSubstr("\nat_dropout\t46.5927\n"));  // 600 of 901 - 1 of 5
    EXPECT_THAT(test::read_file(path("out.qc.html")), HasSubstr("<h2>GC bias</h2>"));
    const auto json = nlohmann::json::parse(test::read_file(path("out.gc_bias_mqc.json")));
    EXPECT_EQ(json["plot_type"], "linegraph");
    EXPECT_TRUE(json["data"].contains("one"));
}

TEST_F(GcBiasOfReads, a_contig_of_another_length_is_left_out_and_no_reference_gives_no_table) {
    reads({"0 1 10M"}, "999");
    const auto other = qc();
    EXPECT_EQ(other.exit_code, 0);
    EXPECT_THAT(other.err, HasSubstr("c has 1000 bases here but 999 in the file of reads"));
    EXPECT_FALSE(std::filesystem::exists(path("out.gc_bias.tsv")));
    reads({"0 1 10M"});
    ASSERT_EQ(test::genostrat("qc -o " + path("no") + " " + path("in.sam")).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(path("no.gc_bias.tsv")));
    EXPECT_THAT(test::read_file(path("no.reads.tsv")), HasSubstr("\nat_dropout\t.\n"));
}

}  // namespace
}  // namespace genostrat::qc
