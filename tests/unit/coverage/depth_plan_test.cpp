// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/coverage/depth_output.hpp>

namespace genostrat::coverage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

alignment::Header header() {
    alignment::Header made;
    made.contigs.add("c1", 25);
    made.contigs.add("HLA:01:02", 20);
    return made;
}

TEST(DepthPlan, selects_one_contig_even_with_colons_in_its_name) {
    DepthOptions options;
    options.contig = "HLA:01:02";
    EXPECT_THAT((DepthPlan{options, header()}).selected, ElementsAre(false, true));
    options.contig = "c1:5-10";
    EXPECT_THAT((DepthPlan{options, header()}).selected, ElementsAre(true, false));
    options.contig = "c2";
    EXPECT_ERROR(
        (DepthPlan{options, header()}), ErrorKind::usage, HasSubstr("c2 is not in the header"));
}

TEST(DepthPlan, finds_the_bin_of_a_depth) {
    DepthOptions options;
    options.quantize = parse_quantize("1:4:10:");
    options.quantize_labels = {"", "MANY"};
    const DepthPlan plan{options, header()};
    EXPECT_EQ(plan.bin_of(0), -1);
    EXPECT_EQ(plan.bin_of(1), 0);
    EXPECT_EQ(plan.bin_of(4), 1);
    EXPECT_EQ(plan.bin_of(1'000'000), 2);
    EXPECT_THAT(plan.labels, ElementsAre("1:4", "MANY", "10:inf"));
}

TEST(DepthPlan, refuses_options_that_do_not_go_together) {
    DepthOptions options;
    options.thresholds = {1};
    EXPECT_ERROR((DepthPlan{options, header()}), ErrorKind::usage, HasSubstr("--by"));
    options = {};
    options.by = "0";
    EXPECT_ERROR((DepthPlan{options, header()}), ErrorKind::usage, HasSubstr("window"));
    options = {};
    options.precision = 33;
    EXPECT_ERROR((DepthPlan{options, header()}), ErrorKind::usage, HasSubstr("0..32"));
    EXPECT_ERROR(
        (DepthPlan{DepthOptions{}, alignment::Header{}}), ErrorKind::bad_data, HasSubstr("@SQ"));
}

}  // namespace
}  // namespace genostrat::coverage
