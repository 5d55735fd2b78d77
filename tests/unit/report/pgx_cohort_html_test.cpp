// SPDX-License-Identifier: MIT
#include "pgx_fixture.hpp"

#include <genostrat/report/pgx_cohort_html.hpp>

namespace genostrat::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PgxCohortHtml, counts_samples_by_drug_and_gene) {
    const std::string page = pgx_cohort_html(test::two_pgx_samples(), {});
    // A is Poor, for whom the guideline has another drug; B is Intermediate, of whom it says
    // nothing
    EXPECT_THAT(
        page, HasSubstr("<td class=\"drugs\">examplin</td><td>1 (50.0&nbsp;%)</td><td></td>"));
    EXPECT_THAT(
        page,
        HasSubstr("<td class=\"gene\">GEN1</td><td><p>Intermediate: 1 (50.0&nbsp;%)</p>"
                  "<p>Poor: 1 (50.0&nbsp;%)</p></td><td></td>"));
    EXPECT_THAT(page, HasSubstr("<td class=\"gene\">G6PD</td><td></td><td>2 (100.0&nbsp;%)</td>"));
}

TEST(PgxCohortHtml, says_that_it_is_not_of_single_samples) {
    const std::string page = pgx_cohort_html(test::two_pgx_samples(), {});
    EXPECT_THAT(page, HasSubstr("whole cohort of 2 samples"));
    EXPECT_THAT(page, HasSubstr("--pages"));
    EXPECT_THAT(page, Not(HasSubstr("<h2>First</h2>")));
}

TEST(PgxCohortHtml, links_the_pages_of_samples) {
    const std::string page =
        pgx_cohort_html(test::two_pgx_samples(), {"pages/A.html", "pages/B_b_.html"});
    EXPECT_THAT(page, HasSubstr("<a href=\"pages/A.html\">A</a> (1)"));
    EXPECT_THAT(page, HasSubstr("<a href=\"pages/B_b_.html\">B&lt;b&gt;</a> (0)"));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace genostrat::report
