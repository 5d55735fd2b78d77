// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/archive_writer.hpp>
#include <genostrat/annotate/join_stages.hpp>

namespace genostrat::annotate {
namespace {

using testing::HasSubstr;

std::string archive_of(const std::string& path, ArchiveKeys keys) {
    ArchiveWriter writer{
        path, {.keys = keys, .columns = {{.source = "v", .name = "v", .number = "1"}}}};
    const std::vector<std::string_view> values{"x"};
    if (keys == ArchiveKeys::genes)
        writer.add_gene("TP53", values);
    else if (keys == ArchiveKeys::intervals)
        writer.add_interval("1", 5, {5, 6}, values);
    else
        writer.add("1", 5, 5, "A", "C", values);
    writer.commit();
    return path;
}

TEST(MakeJoinStage, takes_archives_of_every_kind_as_they_are) {
    const test::TempDir folder;
    for (const ArchiveKeys keys :
         {ArchiveKeys::alleles, ArchiveKeys::intervals, ArchiveKeys::genes})
        EXPECT_NO_THROW(
            static_cast<void>(make_join_stage({.path = archive_of(folder / "a.gsa", keys)})));
    EXPECT_ERROR(
        make_join_stage(
            {.path = archive_of(folder / "a.gsa", ArchiveKeys::intervals),
             .fields = {{.source = "w", .name = "w"}}}),
        ErrorKind::missing_input,
        HasSubstr("has no column 'w'"));
}

TEST(MakeJoinStage, refuses_rules_that_do_not_go_with_the_keys) {
    const test::TempDir folder;
    const auto make = [&](ArchiveKeys keys, std::string_view rule) {
        return make_join_stage(
            {.path = archive_of(folder / "a.gsa", keys), .rule = JoinRule::parse(rule)});
    };
    EXPECT_ERROR(
        make(ArchiveKeys::alleles, "overlap"), ErrorKind::usage, HasSubstr("archive of alleles"));
    EXPECT_ERROR(
        make(ArchiveKeys::intervals, "allele"), ErrorKind::usage, HasSubstr("of intervals"));
    EXPECT_ERROR(make(ArchiveKeys::genes, "overlap"), ErrorKind::usage, HasSubstr("of genes"));
}

TEST(AnnotateInPlans, takes_columns_and_a_rule) {
    const test::TempDir folder;
    test::write_file(folder / "x.bed", "1\t0\t50\ta\t7\n1\t0\t9\tb\t8\n");
    test::write_file(
        folder / "in.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "1\t5\t.\tA\tC\t.\t.\t.\n1\t20\t.\tA\tC\t.\t.\t.\n");
    const std::string at = folder.path().string() + "/";
    test::write_file(
        folder / "plan.yaml",
        "name: x\nsummary: y\ninput: " + at + "in.vcf\nstages:\n  - annotate:\n      archive: [" +
            at +
            "x.bed]\n      columns: [\"name:n:concat\", \"5:most:max\"]\noutputs:\n  - vcf: "
            "{path: " +
            at + "out.vcf}\n");
    const test::CommandResult result = test::genostrat("run " + at + "plan.yaml");
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const std::string out = test::read_file(folder / "out.vcf");
    EXPECT_THAT(out, HasSubstr("\tn=a,b;most=8\n"));
    EXPECT_THAT(out, HasSubstr("\tn=a;most=7\n"));
}

}  // namespace
}  // namespace genostrat::annotate
