// SPDX-License-Identifier: MIT
#include "pgx_data.hpp"

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::pgx {
namespace {

using testing::HasSubstr;

RecordGenotypes record(const std::string& ref, const std::string& alt, std::int16_t first) {
    return {
        .loci = {{.gene = 1, .locus = 0}},
        .ref = ref,
        .alts = {alt},
        .samples = {{.first = first, .second = 1, .n_alleles = 2}}};
}

class CohortCallerTest : public testing::Test {
protected:
    void SetUp() override {
        test::write_pgx_data(folder_.path());
        bundle_ = load_bundle(folder_.path());
    }

    test::TempDir folder_{};
    std::shared_ptr<const Bundle> bundle_{};
};

TEST_F(CohortCallerTest, keeps_the_first_usable_record) {
    CohortCaller caller{bundle_, {"A"}, {}};
    caller.add(record("C", "*", 0));  // not usable
    caller.add(record("C", "T", 0));
    caller.add(record("C", "T", 1));
    EXPECT_EQ(caller.finish().results[1][0].call->diplotypes.at(0).text(), "*1/*2");
}

TEST_F(CohortCallerTest, prefers_the_definitions_ref_whatever_came_first) {
    const auto deletion = [](const std::string& ref, const std::string& alt) {
        RecordGenotypes made = record(ref, alt, ref == "CAT" ? 0 : 1);
        made.loci = {{.gene = 1, .locus = 1}};
        return made;
    };
    for (const bool exact_first : {true, false}) {
        CohortCaller caller{bundle_, {"A"}, {}};
        if (exact_first)
            caller.add(deletion("CAT", "C"));
        caller.add(deletion("CATG", "CG"));
        if (!exact_first)
            caller.add(deletion("CAT", "C"));
        EXPECT_EQ(caller.finish().results[1][0].call->diplotypes.at(0).text(), "*1/*3");
    }
}

TEST_F(CohortCallerTest, takes_a_position_without_a_record_for_reference_where_it_was_callable) {
    // rs1 lies at 1000, rs2 (CAT) at 2000 to 2002: the second region lacks its last base.
    const std::vector<io::IntervalSet::Item> regions{{"1", {999, 1000}}, {"1", {1999, 2001}}};
    CohortOptions options;
    options.callable = std::make_shared<const io::IntervalSet>(regions);
    CohortCaller caller{bundle_, {"A"}, options};
    const CohortCalls calls = caller.finish();
    EXPECT_EQ(calls.calls_of(1, 0)[0].first, reference_code);
    EXPECT_EQ(calls.calls_of(1, 0)[0].evidence, Evidence::inferred);
    EXPECT_TRUE(calls.calls_of(1, 0)[1].is_missing());
}

TEST_F(CohortCallerTest, shares_answers_of_equal_genotypes) {
    CohortCaller caller{bundle_, {"A", "B", "C"}, {}};
    RecordGenotypes made = record("C", "T", 0);
    made.samples = {made.samples[0], made.samples[0], {.first = 1, .second = 1, .n_alleles = 2}};
    caller.add(made);
    const CohortCalls calls = caller.finish();
    EXPECT_EQ(calls.results[1][0].call, calls.results[1][1].call);
    EXPECT_NE(calls.results[1][0].call, calls.results[1][2].call);
}

TEST_F(CohortCallerTest, refuses_input_whose_ref_differs_nearly_everywhere) {
    CohortCaller caller{bundle_, {"A"}, {}};
    for (int copy = 0; copy < 6; ++copy)
        caller.add(record("A", "T", 0));
    EXPECT_ERROR(caller.finish(), ErrorKind::bad_data, HasSubstr("not on GRCh38"));
}

}  // namespace
}  // namespace genostrat::pgx
