// SPDX-License-Identifier: MIT
#include "pgx_fixture.hpp"

#include <genostrat/report/pgx_html.hpp>

namespace genostrat::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PgxHtml, says_first_which_drugs_need_a_decision) {
    const std::string page = pgx_html(test::two_pgx_samples());
    EXPECT_THAT(page, HasSubstr("<td class=\"drugs\">examplin</td>"));
    EXPECT_THAT(page, HasSubstr("Not called: G6PD"));
    EXPECT_THAT(page, HasSubstr("GEN1 *2/*2, Poor"));
    EXPECT_THAT(page, HasSubstr("consider another drug"));
    EXPECT_LT(page.find("<h2>First</h2>"), page.find("<h2>Genes</h2>"));
    EXPECT_THAT(page, HasSubstr("no position of the gene is called"));
    EXPECT_THAT(page, HasSubstr("https://example.org/g1"));
}

TEST(PgxHtml, lets_no_foreign_markup_through) {
    const std::string page = pgx_html(test::two_pgx_samples());
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("B<b>")));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(PgxHtml, opens_in_a_browser) {
    if (!test::have_program("chromium"))
        GTEST_SKIP() << "no chromium on this machine";
    const test::TempDir folder;
    const auto path = folder / "report.html";
    test::write_file(path, pgx_html(test::two_pgx_samples()));
    const auto result = test::run_command(
        "chromium --headless --no-sandbox --disable-gpu --user-data-dir=" +
        (folder / "profile").string() + " --dump-dom file://" + path.string() + " 2>/dev/null");
    ASSERT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr("<h1>Pharmacogenomic report</h1>"));
    EXPECT_THAT(result.out, HasSubstr("examplin"));
    EXPECT_THAT(result.out, HasSubstr("</footer>"));
}

}  // namespace
}  // namespace genostrat::report
