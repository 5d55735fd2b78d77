// SPDX-License-Identifier: MIT
#include "pgx_data.hpp"

#include <genostrat/pgx/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/report/pgx_stage.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

class PgxStagesTest : public testing::Test {
protected:
    void SetUp() override {
        test::write_pgx_data(folder_ / "data");
        test::write_file(
            folder_ / "in.vcf",
            std::string{test::pgx_vcf_header} + "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t1/1\t0/1\n");
    }

    /// Runs a stage by its name in plans.
    void
    run(const std::string& name, const std::vector<std::pair<std::string, std::string>>& given) {
        StageRegistry<RecordBatch> registry;
        for (auto& info : pgx_stage_infos())
            registry.add(std::move(info));
        auto pipeline = Pipeline{VcfSource{(folder_ / "in.vcf").string()}};
        const StageInfo<RecordBatch>& info = registry.at(name);
        StageOptions options{name, info.options};
        for (const auto& [option, value] : given)
            options.set(option, {value});
        for (AnyStage<RecordBatch>& stage : info.make(options))
            pipeline = std::move(pipeline) | std::move(stage);
        std::move(pipeline).run({.threads = 1});
    }

    /// Calls the input and writes what is asked for.
    void write_report(const PgxFileOptions& files) {
        auto bundle = pgx::load_bundle(folder_ / "data", {.with_guidance = true});
        std::move(
            Pipeline{VcfSource{(folder_ / "in.vcf").string()}} |
            pgx::PgxStage{std::move(bundle), {}, {}, {}} | PgxFiles{files})
            .run({.threads = 1});
    }

    [[nodiscard]] std::string path(const char* name) const { return (folder_ / name).string(); }

    test::TempDir folder_{};
};

TEST_F(PgxStagesTest, write_the_files_they_are_asked_for) {
    run("pgx_call",
        {{"data", path("data")},
         {"cache", "false"},
         {"tsv", path("out.tsv")},
         {"json", path("out.json")},
         {"matrix", path("out.matrix")}});
    EXPECT_THAT(
        test::read_file(path("out.tsv")), HasSubstr("A\tGEN1\ttop\tfalse\ttrue\t1\t1\t*2/*2"));
    EXPECT_THAT(test::read_file(path("out.json")), HasSubstr("\"sampleId\":\"A\""));
    EXPECT_THAT(test::read_file(path("out.matrix")), HasSubstr("B\t\t*1/*2"));
    EXPECT_FALSE(std::filesystem::exists(path("out.html")));
}

TEST_F(PgxStagesTest, write_a_page_of_the_cohort_above_the_limit) {
    const PgxFileOptions options{.stage = "pgx_report", .html = path("out.html"), .page_limit = 1};
    write_report(options);
    const std::string page = test::read_file(path("out.html"));
    EXPECT_THAT(page, HasSubstr("whole cohort of 2 samples"));
    EXPECT_THAT(page, testing::Not(HasSubstr("<h2>First</h2>")));
}

TEST_F(PgxStagesTest, write_a_page_each_sample_where_asked_to) {
    const PgxFileOptions options{
        .stage = "pgx_report", .html = path("out.html"), .pages = path("pages/of")};
    write_report(options);
    EXPECT_THAT(test::read_file(path("out.html")), HasSubstr("<a href=\"pages/of/A.html\">A</a>"));
    const std::string own = test::read_file(path("pages/of/B.html"));
    EXPECT_THAT(own, HasSubstr(">B</h2>"));
    EXPECT_THAT(own, testing::Not(HasSubstr(">A</h2>")));
}

TEST_F(PgxStagesTest, names_pages_apart_whatever_samples_are_called) {
    test::write_file(
        folder_ / "in.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t../a\t_./a\t_./A\n"
        "chr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t1/1\t0/1\t0/0\n");
    write_report({.stage = "pgx_report", .pages = path("pages")});
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{folder_ / "pages"})
        names.push_back(entry.path().filename().string());
    EXPECT_THAT(names, UnorderedElementsAre("_._a.html", "_._a-2.html", "_._A-3.html"));
}

TEST_F(PgxStagesTest, need_calls_before_them) {
    EXPECT_ERROR(
        run("pgx_report", {{"html", path("out.html")}}),
        ErrorKind::usage,
        HasSubstr("pgx_report has no calls"));
    EXPECT_FALSE(std::filesystem::exists(path("out.html")));
}

TEST_F(PgxStagesTest, have_the_names_of_the_subcommands) {
    std::vector<std::string> names;
    for (const auto& info : pgx_stage_infos())
        names.push_back(info.name);
    EXPECT_THAT(names, ElementsAre("pgx_call", "pgx_phenotype", "pgx_recommend", "pgx_report"));
}

TEST(ReadPopulations, reads_both_kinds_of_table) {
    const test::TempDir folder;
    const auto table = folder / "labels.tsv";
    test::write_file(table, "A\tEUR\nB\tAFR\n");
    EXPECT_THAT(
        read_populations(table.string()), UnorderedElementsAre(Pair("A", "EUR"), Pair("B", "AFR")));
    test::write_file(table, "#IID\tSEX\tSuperPop\tPopulation\nA\t1\tEUR\tGBR\n");
    EXPECT_THAT(read_populations(table.string()), UnorderedElementsAre(Pair("A", "EUR")));
}

}  // namespace
}  // namespace genostrat::report
