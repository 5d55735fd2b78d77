// SPDX-License-Identifier: MIT
// Answers that PharmCAT 3.1.1 gave for its own test files, through the pipeline and our table.
#include "pgx_input.hpp"

#include <genostrat/pgx/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/report/pgx_tables.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::pgx {
namespace {

using test::shared;
using Row = std::map<std::string, std::string>;

constexpr const char* released = "2025-11-05-00-25";
constexpr const char* folder = "data/pgx/oracle";
constexpr const char* matcher_columns[] = {
    "phased",
    "effectively_phased",
    "n_positions",
    "n_missing",
    "diplotypes",
    "scores",
    "haplotypes"};
constexpr const char* phenotyper_columns[] = {"phenotype", "activity_score", "lookup_keys"};

/// Tabs and line ends are spelled out in the recorded column.
std::string unescaped(std::string text) {
    for (const auto& [spelled, meant] : {std::pair{"\\t", "\t"}, std::pair{"\\n", "\n"}})
        for (std::size_t at; (at = text.find(spelled)) != std::string::npos;)
            text.replace(at, 2, meant);
    return text;
}

/// What a run depends on.
std::string key_of(Row& row) {
    std::string key;
    for (const char* column :
         {"vcf",
          "find_combinations",
          "top_only",
          "call_cyp2d6",
          "exemptions",
          "definition",
          "outside_calls"})
        key += row[column] + "\n";
    return key;
}

/// Runs of the program by what they depend on: rows by sample and gene.
class Runs {
public:
    Row& answer(Row& row) {
        const std::string key = key_of(row);
        if (!runs_.contains(key))
            runs_.emplace(key, run(row));
        auto& rows = runs_.at(key);
        // The recorded answer of this one is that of its second sample (the first is
        // heterozygous at 38444211).
        const bool is_second =
            row["case"] == "NamedAlleleMatcherTest.testUnknownAltMultisample.202";
        const std::string sample = is_second                  ? samples_[key].at(1)
                                   : row["sample"] == "first" ? samples_[key].at(0)
                                                              : row["sample"];
        return rows.at(sample + " " + row["gene"]);
    }

private:
    std::map<std::string, Row> run(Row& row) {
        const bool of_release = row["definition"] == released;
        const std::string bundle_key = row["definition"] + row["call_cyp2d6"];
        if (!bundles_.contains(bundle_key))
            bundles_[bundle_key] = load_bundle(
                shared("data/pgx"),
                {.definitions = of_release
                                    ? std::filesystem::path{}
                                    : shared(folder) / "test_definitions" / row["definition"],
                 .call_cyp2d6 = row["call_cyp2d6"] == "true"});
        const CallOptions options{
            .results = row["top_only"] == "true" ? ResultMode::top : ResultMode::all,
            .find_combinations = row["find_combinations"] == "true",
            .use_exemptions = row["exemptions"] == "true"};
        PgxInputs inputs;
        if (!row["outside_calls"].empty())
            inputs.outside.push_back(
                {.calls = parse_outside_calls(unescaped(row["outside_calls"]), "outside.tsv")});
        auto result = (Pipeline{VcfSource{(shared(folder) / row["vcf"]).string()}} |
                       PgxStage{bundles_.at(bundle_key), {.call = options}, {}, std::move(inputs)})
                          .run({.threads = 1});
        const auto& calls = *result.results.find<CohortCalls>();
        const std::string key = key_of(row);
        samples_[key] = calls.samples;
        const test::TempDir temporary;
        test::write_file(temporary / "calls.tsv", report::pgx_table(calls));
        std::map<std::string, Row> rows;
        for (Row& own : test::read_table(temporary / "calls.tsv"))
            rows.emplace(own["sample"] + " " + own["gene"], own);
        return rows;
    }

    std::map<std::string, std::shared_ptr<const Bundle>> bundles_{};
    std::map<std::string, std::map<std::string, Row>> runs_{};
    std::map<std::string, std::vector<std::string>> samples_{};
};

/// Compares every recorded answer of one kind of definition with ours.
void compare_rows(bool of_release, std::size_t expected_rows) {
    Runs runs;
    std::size_t n_rows = 0;
    for (Row& row : test::read_table(shared(folder) / "expected_diplotypes.tsv")) {
        if ((row["definition"] == released) != of_release)
            continue;
        Row& own = runs.answer(row);
        const auto compare = [&](const char* column) {
            EXPECT_EQ(own[column], row[column])
                << row["case"] << " " << row["gene"] << " " << row["vcf"] << " " << column;
        };
        std::ranges::for_each(matcher_columns, compare);
        if (!row["source_label"].empty())
            std::ranges::for_each(phenotyper_columns, compare);
        ++n_rows;
    }
    EXPECT_EQ(n_rows, expected_rows);
}

TEST(PharmcatMatcher, gives_the_recorded_answers_of_the_released_definitions) {
    GENOSTRAT_NEEDS(shared(folder));
    compare_rows(true, 615);
}

TEST(PharmcatMatcher, gives_the_recorded_answers_of_test_definitions) {
    GENOSTRAT_NEEDS(shared(folder));
    compare_rows(false, 16);
}

}  // namespace
}  // namespace genostrat::pgx
