// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <vector>

#include <genostrat/ancestry/adjust.hpp>
#include <genostrat/ancestry/panel.hpp>

namespace genostrat::ancestry {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Panel small_panel() {
    Panel panel{.name = "two", .build = "GRCh38"};
    panel.variants = {{"chr1", 99, 'A', 'G'}, {"chr2", 5, 'C', 'T'}, {"chr2", 9, 'G', 'A'}};
    panel.samples = {"a", "b", "c", "d"};
    panel.labels = {"EUR", "AFR", "EUR", "AFR"};
    const std::vector<std::int8_t> copies{0, 2, 0, 2, 1, 2, 0, 2, 0, 1, 1, missing_copies};
    panel.basis = basis_of(decompose({copies, 4}, 3), 1);
    return panel;
}

TEST(Panel, is_read_as_it_was_written) {
    const test::TempDir folder;
    const std::string path = (folder / "two.gsp").string();
    const Panel panel = small_panel();
    panel.write(path);
    const Panel read = Panel::load(path);
    EXPECT_EQ(read.name, "two");
    EXPECT_EQ(read.variants[1].contig, "chr2");
    EXPECT_EQ(read.variants[2].alt, 'A');
    EXPECT_EQ(read.labels, panel.labels);
    EXPECT_EQ(read.basis.reference_pcs(), panel.basis.reference_pcs());
    EXPECT_THAT(read.groups(), ElementsAre("EUR", "AFR"));
    EXPECT_THAT(read.group_of_samples(), ElementsAre(0, 1, 0, 1));
    test::write_file(path, test::read_file(path).substr(0, 200));
    EXPECT_THROW(static_cast<void>(Panel::load(path)), Error);
}

TEST(SquaredCorrelation, over_samples_called_in_both) {
    const std::vector<std::int8_t> one{0, 1, 2, missing_copies, 1};
    const std::vector<std::int8_t> turned{2, 1, 0, 2, 1};
    EXPECT_DOUBLE_EQ(squared_correlation(one, turned), 1);
    EXPECT_EQ(squared_correlation(one, std::vector<std::int8_t>{1, 1, 1, 1, 1}), 0);
}

TEST(LdPruner, drops_what_is_alike_within_the_window) {
    LdPruner pruner{0.5, 100};
    const std::vector<std::int8_t> one{0, 1, 2, 0, 1, 2};
    const std::vector<std::int8_t> other{0, 0, 0, 2, 2, 2};
    EXPECT_TRUE(pruner.keep("1", 10, one));
    EXPECT_FALSE(pruner.keep("1", 20, one));
    EXPECT_TRUE(pruner.keep("1", 30, other));
    EXPECT_TRUE(pruner.keep("1", 500, one));
    EXPECT_TRUE(pruner.keep("2", 20, one));
}

TEST(RelatedSamples, leaves_one_of_two_duplicates) {
    std::vector<std::int8_t> copies;
    for (int variant = 0; variant < 300; ++variant) {
        const auto own = static_cast<std::int8_t>(variant * 7 % 3);
        copies.insert(copies.end(), {own, static_cast<std::int8_t>(variant * 5 % 11 % 3), own});
    }
    EXPECT_THAT(related_samples({copies, 3}, 0.1), ElementsAre(2));
}

TEST(AdjustScores, adjusts_by_group_and_names_what_is_missing) {
    const test::TempDir folder;
    std::string pcs = "IID\tPC1\n";
    std::string labels = "#IID\tSuperPop\n";
    std::string scores = "IID\tPGS\tSUM\n";
    for (int sample = 0; sample < 20; ++sample) {
        const std::string id = "r" + std::to_string(sample);
        const bool is_first = sample % 2 == 0;
        pcs += id + '\t' + std::to_string((is_first ? 1 : 5) + 0.01 * sample) + '\n';
        labels += id + (is_first ? "\tEUR\n" : "\tAFR\n");
        scores += id + "\tS\t" + std::to_string((is_first ? 0 : 10) + sample * sample % 7) + '\n';
    }
    test::write_file(folder / "ref.pcs", pcs);
    test::write_file(folder / "ref.psam", labels);
    test::write_file(folder / "target.pcs", "IID\tPC1\nt\t1.05\n");
    test::write_file(folder / "scores.txt", scores + "t\tS\t3\n");
    AdjustOptions options{
        .reference_pcs = (folder / "ref.pcs").string(),
        .reference_labels = (folder / "ref.psam").string(),
        .target_pcs = (folder / "target.pcs").string(),
        .scores = (folder / "scores.txt").string(),
        .n_assign = 1,
        .n_normalise = 1};
    const std::vector<std::string> lines = test::lines_of(adjust_scores(options));
    ASSERT_EQ(lines.size(), 22U);
    EXPECT_THAT(lines[21], HasSubstr("target\tt\tS\t3\tEUR\t1\tFalse"));
    options.assignment = Assignment::mahalanobis;
    EXPECT_THAT(adjust_scores(options), HasSubstr("Mahalanobis_P_AFR"));
    options.n_assign = 2;
    EXPECT_ERROR(adjust_scores(options), ErrorKind::missing_input, HasSubstr("PC2"));
}

}  // namespace
}  // namespace genostrat::ancestry
