// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <filesystem>
#include <map>

#include <genostrat/simulate/world.hpp>

namespace genostrat::simulate {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const WorldOptions small{
    .seed = 3,
    .n_contigs = 3,
    .n_records = 900,
    .n_samples = 10,
    .n_genes = 30,
    .n_families = 5,
    .n_wgs = 100,
    .n_score_rows = 50};

std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).string()] = test::read_file(entry.path());
    }
    return files;
}

TEST(SimulateWorld, writes_the_same_bytes_for_the_same_seed) {
    const test::TempDir folder;
    simulate_world(folder / "a", small);
    simulate_world(folder / "b", small);
    const auto files = files_of(folder / "a");
    EXPECT_EQ(files, files_of(folder / "b"));
    for (const std::string name :
         {"reference.fa",
          "reference.fa.fai",
          "genes.gff3.gz",
          "cohort.vcf.gz",
          "cohort.vcf.gz.tbi",
          "cohort.ped",
          "patient.vcf.gz",
          "patient.truth.tsv",
          "known.vcf.gz",
          "risk-model.yaml",
          "scores/SIM000001_hmPOS_GRCh38.txt.gz",
          "scores/SIM000003.txt.gz",
          "families.vcf.gz",
          "families.ped",
          "families.truth.tsv",
          "wgs.vcf.gz"})
        EXPECT_TRUE(files.contains(name)) << name;
    WorldOptions other = small;
    other.seed = 4;
    simulate_world(folder / "c", other);
    EXPECT_NE(files_of(folder / "c")["reference.fa"], files.at("reference.fa"));
}

// The content must not change from machine to machine, nor from version to version unseen. The
// checksum is of this program's own output: it does not say that the content is right, the other
// tests do.
TEST(SimulateWorld, has_not_changed) {
    const test::TempDir folder;
    simulate_world(folder / "a", small);
    const std::string text =
        test::read_gzip_file(folder / "a/cohort.vcf.gz") +
        test::read_file(folder / "a/reference.fa") +
        test::read_gzip_file(folder / "a/scores/SIM000001_hmPOS_GRCh38.txt.gz");
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    EXPECT_EQ(hash, 3816351642393032717U);
}

TEST(SimulateWorld, plants_one_event_a_family_and_six_findings) {
    const test::TempDir folder;
    simulate_world(folder.path(), small);
    EXPECT_EQ(test::lines_of(test::read_file(folder / "families.truth.tsv")).size(), 1U + 6U);
    EXPECT_EQ(test::lines_of(test::read_file(folder / "patient.truth.tsv")).size(), 1U + 6U);
    EXPECT_EQ(test::lines_of(test::read_file(folder / "families.ped")).size(), 1U + 20U);
}

TEST(SimulateWorld, refuses_what_does_not_fit) {
    const test::TempDir folder;
    EXPECT_ERROR(
        (simulate_world(folder / "x", {.n_contigs = 24}), 0),
        ErrorKind::usage,
        HasSubstr("1 to 23"));
    EXPECT_ERROR(
        (simulate_world(folder / "x", {.contig_length = 10'000}), 0),
        ErrorKind::usage,
        HasSubstr("too short"));
    EXPECT_ERROR(
        (simulate_world(folder / "x", {.n_samples = 0}), 0),
        ErrorKind::usage,
        HasSubstr("at least"));
    EXPECT_FALSE(fs::exists(folder / "x"));
}

TEST(SimulateWorld, makes_one_autosome_alone) {
    const test::TempDir folder;
    WorldOptions one = small;
    one.n_contigs = 1;
    one.n_wgs = 0;
    one.n_families = 0;
    simulate_world(folder.path(), one);
    EXPECT_FALSE(fs::exists(folder / "wgs.vcf.gz"));
    EXPECT_FALSE(fs::exists(folder / "families.ped"));
    EXPECT_THAT(test::read_file(folder / "reference.fa.fai"), ::testing::StartsWith("chr1\t"));
}

}  // namespace
}  // namespace genostrat::simulate
