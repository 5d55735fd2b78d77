// SPDX-License-Identifier: MIT
#include "pgx_data.hpp"

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
