// SPDX-License-Identifier: MIT
#include "bam_file.hpp"
#include "test_support.hpp"

#include <genostrat/alignment/alignment_source.hpp>

namespace genostrat::alignment {
namespace {

using test::sam;
using testing::HasSubstr;

const std::string two_contigs =
    sam("@HD VN:1.6 SO:coordinate\n@SQ SN:c1 LN:1000\n@SQ SN:c2 LN:500\n"
        "a 0 c1 11 0 2M * 0 0 AC AB\n"
        "b 0 c2 21 0 2M * 0 0 AC AB\n"
        "c 4 * 0 0 * * 0 0 AC AB\n");

std::vector<std::string> names_of(SourceOptions options) {
    AlignmentSource source{std::move(options)};
    static_cast<void>(source.open());
    std::vector<std::string> names;
    AlignmentBatch batch;
    for (batch.clear(); source.fetch(batch); batch.clear()) {
        source.inflate(batch);
        source.frame(batch);
        for (std::size_t index = 0; index < batch.n_records(); ++index)
            names.emplace_back(batch.record(index).name());
    }
    return names;
}

TEST(AlignmentSource, reads_everything_without_regions) {
    const test::TempDir folder;
    test::write_bam(folder / "a.bam", two_contigs, false);
    EXPECT_THAT(
        names_of({.path = (folder / "a.bam").string()}), testing::ElementsAre("a", "b", "c"));
}

TEST(AlignmentSource, reads_a_contig_by_its_index) {
    const test::TempDir folder;
    test::write_bam(folder / "a.bam", two_contigs);
    EXPECT_THAT(
        names_of({.path = (folder / "a.bam").string(), .regions = {{{.contig = "c2"}}}}),
        testing::ElementsAre("b"));
    EXPECT_THAT(
        names_of({.path = (folder / "a.bam").string(), .all_placed = true}),
        testing::ElementsAre("a", "b"));
}

TEST(AlignmentSource, names_a_missing_file_index_and_contig) {
    const test::TempDir folder;
    test::write_bam(folder / "a.bam", two_contigs, false);
    const std::string path = (folder / "a.bam").string();
    EXPECT_ERROR(
        names_of({.path = path + "x"}), ErrorKind::missing_input, HasSubstr("no such file"));
    EXPECT_ERROR(
        names_of({.path = path, .all_placed = true}),
        ErrorKind::missing_input,
        HasSubstr("no index beside the file"));
    test::write_bam(path, two_contigs);
    EXPECT_ERROR(
        names_of({.path = path, .regions = {{{.contig = "c3"}}}}),
        ErrorKind::usage,
        HasSubstr("contig c3 is not in the header"));
}

TEST(AlignmentSource, refuses_an_index_that_is_older_than_its_file) {
    const test::TempDir folder;
    test::write_bam(folder / "a.bam", two_contigs);
    const std::string path = (folder / "a.bam").string();
    std::filesystem::last_write_time(
        path + ".bai", std::filesystem::last_write_time(path) - std::chrono::hours{1});
    EXPECT_ERROR(
        names_of({.path = path, .all_placed = true}),
        ErrorKind::bad_data,
        HasSubstr("is older than the file"));
    EXPECT_EQ(names_of({.path = path, .all_placed = true, .old_index = OldIndex::warn}).size(), 2U);
}

}  // namespace
}  // namespace genostrat::alignment
