// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/coverage/depth_output.hpp>

namespace genostrat::coverage {
namespace {

struct Joined {
    DepthRows rows{};
    std::string summary{};
};

/// Two pieces of c1 (depth 1 over [16378, 16388)) and an absent c2.
Joined join(const DepthOptions& options) {
    alignment::Header header;
    header.contigs.add("c1", 16'398);
    header.contigs.add("c2", 10);
    const auto plan = std::make_shared<const DepthPlan>(options, header);
    PagePool pool;
    std::vector<Run> scratch;
    DepthAssembler assembler{plan};
    Joined joined;
    DepthPiece first{.end = 16'384, .differences = std::make_unique<Page>()};
    (*first.differences)[16'378] = 1;
    DepthPiece second{.begin = 16'384, .end = 16'398, .carry = 1, .last = true};
    second.differences = std::make_unique<Page>();
    (*second.differences)[4] = -1;
    DepthPiece absent{.contig = 1, .end = 10, .absent = true, .last = true};
    for (DepthPiece* piece : {&first, &second, &absent})
        assembler.add(encode_piece(*plan, std::move(*piece), pool, scratch), joined.rows);
    joined.summary = assembler.summary();
    return joined;
}

TEST(DepthAssembler, joins_runs_over_the_border_of_pieces) {
    EXPECT_EQ(
        join({}).rows.per_base.text.view(),
        "c1\t0\t16378\t0\nc1\t16378\t16388\t1\nc1\t16388\t16398\t0\nc2\t0\t10\t0\n");
}

TEST(DepthAssembler, joins_regions_over_the_border_and_keeps_their_order) {
    const test::TempDir folder;
    test::write_file(
        folder / "r.bed",
        "c1\t10\t20\tin\nc1\t16348\t16398\tover\nc1\t16358\t16368\tafter\nc2\t1\t2\n");
    DepthOptions options;
    options.by = (folder / "r.bed").string();
    EXPECT_EQ(
        join(options).rows.regions.text.view(),
        "c1\t10\t20\tin\t0.00\nc1\t16348\t16398\tover\t0.20\n"
        "c1\t16358\t16368\tafter\t0.00\nc2\t1\t2\t0.00\n");
}

TEST(DepthAssembler, leaves_absent_contigs_out_of_the_summary) {
    EXPECT_EQ(
        join({}).summary,
        "chrom\tlength\tbases\tmean\tmin\tmax\nc1\t16398\t10\t0.00\t0\t1\n"
        "total\t16398\t10\t0.00\t0\t1\n");
}

}  // namespace
}  // namespace genostrat::coverage
