// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

#include <genostrat/catalog/catalog.hpp>
#include <genostrat/core/version.hpp>

namespace genostrat {
namespace {

using testing::HasSubstr;

/// A registry with a filter that drops every row and a stage that needs all of them.
struct DropAll {
    [[nodiscard]] std::string_view name() const { return "drop"; }

    void bind(Schema&) const {}

    void process(RecordBatch& batch) const {
        batch.keep_if([](RowId) { return false; });
    }
};

VariantStages small_registry() {
    VariantStages registry;
    const auto make = [](const StageOptions&) { return AnyStage<RecordBatch>{DropAll{}}; };
    registry.add({"drop", "drops", StageEffect::drops_rows, {}, make});
    registry.add({"count", "counts", StageEffect::needs_all_rows, {}, make});
    return registry;
}

Plan plan_of(std::string_view stages, const std::string& folder = "x") {
    return parse_plan(
        "name: t\nparameters: {dir: {}}\ninput: ${dir}/a.vcf\nstages: " + std::string{stages} +
            "\noutputs: [vcf: {path: '${dir}/b.vcf'}]\n",
        "p.yaml",
        {{"dir", folder}});
}

TEST(CheckPlan, a_stage_that_needs_all_rows_may_not_follow_a_filter) {
    const VariantStages registry = small_registry();
    EXPECT_ERROR(
        check_plan(plan_of("[drop, count]"), registry),
        ErrorKind::usage,
        HasSubstr("count stands behind drop"));
    check_plan(plan_of("[count, drop]"), registry);
    check_plan(plan_of("[drop, {count: , after_filter: true}]"), registry);
    EXPECT_ERROR(
        check_plan(plan_of("[dropp]"), registry), ErrorKind::usage, HasSubstr("mean 'drop'"));
}

TEST(RunPlan, reads_works_and_writes) {
    const test::TempDir folder;
    test::write_file(folder / "a.vcf", test::made_vcf(100));
    run_plan(plan_of("[drop]", folder.path()), small_registry(), {});
    EXPECT_THAT(
        test::read_file(folder / "b.vcf"),
        testing::EndsWith(
            "##genostrat_runCommand=run t; Version=" + std::string{version()} +
            "\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n"));
}

}  // namespace
}  // namespace genostrat
