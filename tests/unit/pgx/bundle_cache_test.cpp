// SPDX-License-Identifier: MIT
#include "../../../src/pgx/bundle_cache.hpp"
#include "pgx_data.hpp"

namespace genostrat::pgx {
namespace {

class BundleCacheTest : public testing::Test {
protected:
    void SetUp() override { test::write_pgx_data(folder_ / "data"); }

    [[nodiscard]] std::shared_ptr<const Bundle> load(bool with_cache) const {
        return load_bundle(
            folder_ / "data",
            {.with_guidance = true,
             .cache = with_cache ? folder_ / "cache" : std::filesystem::path{}});
    }

    test::TempDir folder_{};
};

TEST_F(BundleCacheTest, gives_back_what_was_parsed) {
    const auto parsed = load(false);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "cache"));
    static_cast<void>(load(true));
    Bundle read;
    ASSERT_TRUE(read_compiled(folder_ / "cache", parsed->digest, "", read));
    ASSERT_EQ(read.genes.size(), parsed->genes.size());
    const GeneModel& gene = read.find_gene("GEN1")->model;
    EXPECT_EQ(gene.definition.loci.at(0).hgvs, parsed->genes[1].model.definition.loci.at(0).hgvs);
    EXPECT_EQ(
        gene.definition.alleles.at(2).cells, parsed->genes[1].model.definition.alleles[2].cells);
    EXPECT_EQ(gene.name_rank, parsed->genes[1].model.name_rank);
    EXPECT_EQ(read.phenotypes.at(0).functions, parsed->phenotypes.at(0).functions);
    EXPECT_EQ(read.phenotypes.at(0).rules, parsed->phenotypes.at(0).rules);
    EXPECT_EQ(read.messages, parsed->messages);
    EXPECT_EQ(read.version, parsed->version);
    ASSERT_EQ(read.guidelines.size(), 1U);
    EXPECT_EQ(read.guidelines[0].recommendations.at(0).keys.at(0).phenotypes.at("GEN1"), "Poor");
}

TEST_F(BundleCacheTest, leaves_out_a_gene) {
    const std::string digest = load(true)->digest;
    Bundle read;
    ASSERT_TRUE(read_compiled(folder_ / "cache", digest, "G6PD", read));
    ASSERT_EQ(read.genes.size(), 1U);
    EXPECT_EQ(read.genes[0].name(), "GEN1");
}

TEST_F(BundleCacheTest, reads_files_anew_that_were_written_just_before) {
    const auto before = load(true);
    const auto file = folder_ / "data/definitions/GEN1_translation.json";
    const auto modified = std::filesystem::last_write_time(file);
    std::string text = test::read_file(file);
    text.replace(text.find("\"v1\""), 4, "\"v2\"");  // of the same size
    test::write_file(file, text);
    std::filesystem::last_write_time(file, modified);
    EXPECT_EQ(load(true)->find_gene("GEN1")->model.definition.version, "v2");
}

TEST_F(BundleCacheTest, keeps_texts_of_each_licence_in_a_file_of_their_own) {
    const std::string digest = load(true)->digest;
    EXPECT_TRUE(std::filesystem::exists(folder_ / ("cache/" + digest + ".core.gsp")));
    EXPECT_TRUE(std::filesystem::exists(folder_ / ("cache/" + digest + ".CPIC.gsp")));
}

TEST_F(BundleCacheTest, does_not_trust_a_damaged_file) {
    const auto before = load(true);
    const auto file = folder_ / ("cache/" + before->digest + ".core.gsp");
    std::string bytes = test::read_file(file);
    bytes.at(bytes.size() / 4) ^= 0x55;
    for (const std::string& content : {bytes, bytes.substr(0, bytes.size() / 2), std::string{}}) {
        test::write_file(file, content);
        Bundle read;
        EXPECT_FALSE(read_compiled(folder_ / "cache", before->digest, "", read));
        EXPECT_EQ(load(true)->genes.size(), 2U);
        EXPECT_TRUE(read_compiled(folder_ / "cache", before->digest, "", read));  // written anew
    }
}

TEST_F(BundleCacheTest, needs_no_folder_that_can_be_written) {
    test::write_file(folder_ / "cache", "a file where the folder should be");
    EXPECT_EQ(load(true)->genes.size(), 2U);
}

}  // namespace
}  // namespace genostrat::pgx
