// SPDX-License-Identifier: MIT
#include "pharmcat_answers.hpp"

namespace genostrat::pgx {
namespace {

using test::shared;

constexpr const char* released = "2025-11-05-00-25";

/// Compares every recorded answer of one kind of definition with ours.
void compare_rows(bool of_release, std::size_t expected_rows) {
    const auto folder = shared("data/pgx/oracle");
    const auto exemptions = test::read_exemptions();
    std::map<std::string, GeneModel> models;
    std::map<std::string, test::TextVcf> vcfs;
    std::size_t n_rows = 0;
    for (auto& row : test::read_table(folder / "expected_diplotypes.tsv")) {
        if ((row["definition"] == released) != of_release)
            continue;
        const auto path = of_release ? test::definition_of(row["gene"])
                                     : folder / "test_definitions" / row["definition"];
        if (!models.contains(path))
            models.emplace(path, test::read_model(path));
        if (!vcfs.contains(row["vcf"]))
            vcfs.emplace(row["vcf"], test::read_vcf(folder / row["vcf"]));
        const GeneModel& model = models.at(path);
        const test::TextVcf& vcf = vcfs.at(row["vcf"]);
        const CallOptions options{
            .results = row["top_only"] == "true" ? ResultMode::top : ResultMode::all,
            .find_combinations = row["find_combinations"] == "true",
            .use_exemptions = row["exemptions"] == "true"};
        const auto named = std::ranges::find(vcf.samples, row["sample"]);
        // The recorded answer of this one is that of its second sample (the first is
        // heterozygous at 38444211).
        const bool is_second =
            row["case"] == "NamedAlleleMatcherTest.testUnknownAltMultisample.202";
        const std::size_t sample = is_second ? 1
                                   : row["sample"] == "first"
                                       ? 0
                                       : static_cast<std::size_t>(named - vcf.samples.begin());
        const auto observed = test::genotypes_of(vcf, model, options);
        const auto exemption = exemptions.find(row["gene"]);
        const GeneCall call = call_gene(
            model,
            observed.calls.at(sample),
            observed.undocumented,
            exemption == exemptions.end() ? nullptr : &exemption->second,
            options);
        EXPECT_EQ(test::answer_of(call, model.loci.size()), test::expected_of(row))
            << row["case"] << " " << row["gene"] << " " << row["vcf"];
        if (!row["source_label"].empty() &&
            row["outside_calls"].find(row["gene"]) == std::string::npos) {
            EXPECT_EQ(
                test::phenotyper_answer(model, call, observed.calls.at(sample)),
                test::phenotyper_expectation(row))
                << row["case"] << " " << row["gene"] << " " << row["vcf"];
        }
        ++n_rows;
    }
    EXPECT_EQ(n_rows, expected_rows);
}

TEST(PharmcatMatcher, gives_the_recorded_answers_of_the_released_definitions) {
    GENOSTRAT_NEEDS(shared("data/pgx/oracle"));
    compare_rows(true, 615);
}

TEST(PharmcatMatcher, gives_the_recorded_answers_of_test_definitions) {
    GENOSTRAT_NEEDS(shared("data/pgx/oracle"));
    compare_rows(false, 16);
}

}  // namespace
}  // namespace genostrat::pgx
