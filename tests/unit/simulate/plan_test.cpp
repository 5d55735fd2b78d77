// SPDX-License-Identifier: MIT
#include "simulate/plan.hpp"
#include "test_support.hpp"

#include <algorithm>

namespace genostrat::simulate {
namespace {

std::vector<PlantedEvent> events_on(std::string name, int index) {
    GenomeContig contig = make_contig(std::move(name), 1'002'000, Random{1});
    const std::vector<Gene> genes = make_genes(contig, 40, 1, Random{2});
    return plan_events(contig, index, 2, true, 5, genes, Random{3});
}

TEST(PlanEvents, deals_the_events_out_to_the_contigs) {
    const std::vector<PlantedEvent> first = events_on("chr1", 0);
    const std::vector<PlantedEvent> second = events_on("chr2", 1);
    const std::vector<PlantedEvent> x = events_on("chrX", 2);
    const auto n_patient = [](const std::vector<PlantedEvent>& events) {
        return std::count_if(events.begin(), events.end(), [](const PlantedEvent& event) {
            return event.patient_copies > 0;
        });
    };
    EXPECT_EQ(n_patient(first) + n_patient(second), 6);
    EXPECT_EQ(first.size() + second.size() + x.size(), 12U);  // the compound one has two variants
    ASSERT_EQ(x.size(), 1U);
    EXPECT_EQ(x[0].family, 3);
}

TEST(PlanEvents, comes_in_order_and_in_genes_of_their_own) {
    const std::vector<PlantedEvent> events = events_on("chr1", 0);
    ASSERT_GT(events.size(), 3U);
    for (std::size_t event = 1; event < events.size(); ++event) {
        EXPECT_GT(events[event].variant.pos, events[event - 1].variant.pos);
        const bool same_gene = events[event].variant.gene == events[event - 1].variant.gene;
        EXPECT_EQ(same_gene, events[event].family == 2 && events[event - 1].family == 2);
    }
}

TEST(PlanEvents, leaves_out_what_no_gene_can_carry) {
    const GenomeContig contig = make_contig("chr1", 300'000, Random{1});
    EXPECT_TRUE(plan_events(contig, 0, 1, false, 5, {}, Random{3}).empty());
}

}  // namespace
}  // namespace genostrat::simulate
