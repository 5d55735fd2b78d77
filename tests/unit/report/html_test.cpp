// SPDX-License-Identifier: MIT
#include "sample_document.hpp"
#include "test_support.hpp"

#include <nlohmann/json.hpp>

#include <genostrat/report/html.hpp>

namespace genostrat::report {
namespace {

using genostrat::test::CommandResult;
using genostrat::test::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

// What a reader sees, measured by the browser itself and left in the page as text.
constexpr std::string_view probe = R"(<script>
const svg = document.querySelector("svg.distribution"), box = svg.getBoundingClientRect();
const person = svg.querySelector("line.person").getBoundingClientRect();
const inside = [...svg.querySelectorAll("text")].every(text => {
  const at = text.getBoundingClientRect();
  return at.width > 0 && at.left >= box.left - 1 && at.right <= box.right + 1 && at.bottom <= box.bottom + 1;
});
const seen = {
  text: document.body.innerText,
  headings: [...document.querySelectorAll("h2")].map(heading => heading.innerText),
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  place: (person.left + person.width / 2 - box.left) / box.width,
  labels_inside: inside,
  requests: performance.getEntriesByType("resource").length,
  scripts: document.scripts.length
};
const out = document.createElement("div");
out.id = "probe";
out.textContent = "PROBE" + encodeURIComponent(JSON.stringify(seen)) + "EBORP";
document.body.append(out);
</script></body>)";

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            out += static_cast<char>(std::stoi(std::string{text.substr(at + 1, 2)}, nullptr, 16));
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

/// Opens the page in Chromium and returns what `probe` saw; null where the browser failed.
nlohmann::json seen_in_browser(std::string page, int width) {
    // The probe needs what the page forbids itself.
    const std::string policy = "default-src 'none'; style-src 'unsafe-inline'";
    page.replace(
        page.find(policy),
        policy.size(),
        "default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'");
    page.replace(page.find("</body>"), 7, probe);
    const TempDir folder;
    genostrat::test::write_file(folder / "report.html", page);
    const CommandResult result = genostrat::test::run_command(
        "timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
        "--disable-background-networking --disable-component-update --disable-sync "
        "--disable-dev-shm-usage --hide-scrollbars --window-size=" +
        std::to_string(width) + ",1200 --user-data-dir=" + (folder / "profile").string() +
        " --dump-dom file://" + (folder / "report.html").string());
    const std::size_t from = result.out.find("PROBE");
    // The script's own text holds the word, too; what it wrote comes last.
    const std::size_t last = result.out.rfind("PROBE%");
    const std::size_t end = result.out.rfind("EBORP");
    if (from == std::string::npos || last == std::string::npos || end < last) {
        ADD_FAILURE() << "chromium ended with " << result.exit_code << ": " << result.err;
        return nullptr;
    }
    return nlohmann::json::parse(
        decoded(std::string_view{result.out}.substr(last + 5, end - last - 5)));
}

bool have_browser() {
    return genostrat::test::have_program("chromium");
}

TEST(ReportHtml, asks_for_nothing_outside_itself) {
    const std::string page = to_html(test::sample_document());
    for (const char* const word :
         {"http://", "https://", "<script", "<link", "<img", "url(", "@import"})
        EXPECT_THAT(page, Not(HasSubstr(word)));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(ReportHtml, is_not_broken_by_hostile_names) {
    Document document = test::sample_document();
    document.people[0].sample = "<script>alert(1)</script>";
    document.people[0].findings[0].condition = "\"><img src=x>";
    const std::string page = to_html(document);
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
}

TEST(ReportHtml, shows_a_clinician_the_summary_first) {
    if (!have_browser())
        GTEST_SKIP() << "chromium is not installed";
    const nlohmann::json seen = seen_in_browser(to_html(test::sample_document()), 1100);
    ASSERT_FALSE(seen.is_null());
    const std::string text = seen["text"];
    for (const char* const shown :
         {"HG00096",
          "Higher than about 94 of 100 people in the reference group.",
          "Estimated chance over the next 10 years: 4.32\u00A0%",
          "this person: 94th percentile",
          "1,721,000 of 1,745,179 (98.6\u00A0%)",
          "RUNX1",
          "p.Arg204Gln",
          "Likely pathogenic",
          "one copy",
          "Intermediate Metabolizer",
          "no call at 12 of 71 defining positions",
          "ba7816bf8f01cfea"})
        EXPECT_THAT(text, HasSubstr(shown));
    EXPECT_THAT(
        seen["headings"].get<std::vector<std::string>>(),
        ::testing::ElementsAre(
            "Summary",
            "Absolute risks",
            "Polygenic scores",
            "Findings",
            "Medicines",
            "What could not be assessed",
            "How to read this report",
            "Provenance"));
    EXPECT_EQ(seen["overflow"], 0);
    EXPECT_EQ(seen["labels_inside"], true);
    EXPECT_EQ(seen["requests"], 0);
    EXPECT_EQ(seen["scripts"], 1);  // the probe's own
    // z = 1.55 on an axis from -4 to 4 that fills 16..624 of 640.
    EXPECT_NEAR(seen["place"].get<double>(), (16 + 608 * 5.55 / 8) / 640, 0.003);
}

TEST(ReportHtml, fits_a_narrow_window) {
    if (!have_browser())
        GTEST_SKIP() << "chromium is not installed";
    const nlohmann::json seen = seen_in_browser(to_html(test::sample_document()), 520);
    ASSERT_FALSE(seen.is_null());
    EXPECT_EQ(seen["overflow"], 0);
}

TEST(ReportHtml, has_an_overview_for_many_people_and_details_for_the_first) {
    Document document = test::sample_document();
    for (const char* const name : {"HG00097", "HG00099"}) {
        document.people.push_back(document.people[0]);
        document.people.back().sample = name;
    }
    const std::string page = to_html(document, {.max_people = 2});
    EXPECT_THAT(page, HasSubstr("<h2>Overview</h2>"));
    EXPECT_THAT(page, HasSubstr("id=\"person-1\">HG00097</h2>"));
    EXPECT_THAT(page, HasSubstr("<th scope=\"row\">HG00099</th>"));
    EXPECT_THAT(page, Not(HasSubstr("id=\"person-2\"")));
}

}  // namespace
}  // namespace genostrat::report
