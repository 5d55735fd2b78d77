// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/report/qc_html.hpp>

namespace genostrat::report {
namespace {

using qc::Verdict;
using testing::HasSubstr;

const qc::QcVerdicts verdicts{
    "folder/in.vcf",
    {{"good", Verdict::pass, {{"depth", Verdict::pass, "mean depth is 31.0", "20 or more"}}},
     {"<b>", Verdict::fail, {{"sex", Verdict::fail, "declared female, found male", "as declared"}}},
     {"bare", Verdict::pass, {}}}};

TEST(QcHtml, says_what_needs_a_look_and_why) {
    const std::string page = qc_html(verdicts);
    EXPECT_THAT(page, HasSubstr("<strong>1</strong> of 3 samples"));
    EXPECT_THAT(page, HasSubstr("declared female, found male"));
    EXPECT_THAT(page, HasSubstr("mean depth is 31.0"));
    EXPECT_THAT(page, HasSubstr("no check applies"));
    EXPECT_THAT(page, HasSubstr("<dd>in.vcf</dd>"));
    EXPECT_THAT(page, HasSubstr("<th scope=\"row\">depth</th><td>20 or more</td>"));  // the limit
}

TEST(QcHtml, holds_no_markup_of_names_and_loads_nothing) {
    const std::string page = qc_html(verdicts);
    EXPECT_THAT(page, testing::Not(HasSubstr("<b>")));
    EXPECT_THAT(page, HasSubstr("&lt;b&gt;"));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(QcHtml, says_how_many_rows_are_left_out) {
    EXPECT_THAT(qc_html(verdicts, 1), HasSubstr("2 more stand in the tables"));
    EXPECT_THAT(qc_html({"x", {}}), HasSubstr("Nothing: every check passes"));
}

TEST(QcHtml, shows_gc_bias_where_it_is_known) {
    EXPECT_THAT(qc_html(verdicts), testing::Not(HasSubstr("GC bias")));
    qc::GcBias bias;
    bias.windows[40] = 900;
    bias.windows[60] = 100;
    bias.reads[40] = 80;
    bias.reads[60] = 20;
    qc::QcVerdicts with = verdicts;
    with.gc_bias = bias;
    const std::string page = qc_html(with);
    EXPECT_THAT(page, HasSubstr("10.0 % of the reads are missing in windows of 50 %"));
    // 0.89 of the mean at x = 40 + 40 % of 572, and 2 at 60 %
    EXPECT_THAT(page, HasSubstr("d=\"M268.8 114.2 L383.2 12.0\""));
}

}  // namespace
}  // namespace genostrat::report
