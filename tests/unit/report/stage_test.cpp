// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

#include <genostrat/report/stage.hpp>

namespace genostrat::report {
namespace {

using testing::HasSubstr;

TEST(ReportStage, writes_its_files_with_the_run_s_other_outputs) {
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", test::made_vcf(20));
    const std::string html = folder / "r.html";
    const std::string json = folder / "r.json";
    ReportOptions options{.title = "A title", .html = html, .json = json};
    options.inputs = {{"variants", folder / "a.vcf"}};
    static_cast<void>((Pipeline{VcfSource{folder / "a.vcf"}} | ReportStage{options}).run());
    EXPECT_THAT(test::read_file(html), HasSubstr("A title"));
    const std::string text = test::read_file(json);
    EXPECT_THAT(text, HasSubstr("\"schema_version\""));
    EXPECT_THAT(text, HasSubstr("sha256"));
    EXPECT_THAT(text, HasSubstr("the run had no gene model"));
}

}  // namespace
}  // namespace genostrat::report
