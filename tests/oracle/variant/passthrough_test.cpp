// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

namespace fs = std::filesystem;

bool is_vcf(const fs::path& path) {
    const std::string name = path.filename();
    return name.ends_with(".vcf") || name.ends_with(".vcf.gz") || name.ends_with(".vcf.bgz");
}

std::vector<fs::path> vcf_files() {
    std::vector<fs::path> files;
    for (const char* folder : {"vcf", "anno", "sv", "pgs", "clinical", "oracle"})
        for (const auto& entry : fs::recursive_directory_iterator{test::shared("data") / folder})
            if (is_vcf(entry.path()))
                files.push_back(entry.path());
    for (const auto& version : fs::directory_iterator{test::shared("data/edge")})
        if (fs::exists(version.path() / "passed"))
            for (const auto& entry : fs::directory_iterator{version.path() / "passed"})
                if (is_vcf(entry.path()))
                    files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

TEST(Passthrough, every_valid_file_leaves_byte_for_byte_but_for_one_header_line) {
    GENOSTRAT_NEEDS(test::shared("data"));
    const test::TempDir folder;
    const std::string provenance = "##genostrat_viewCommand=view";
    const std::vector<fs::path> files = vcf_files();
    EXPECT_GT(files.size(), 100U);
    for (const fs::path& path : files) {
        test::copy_variants(path, folder / "out.vcf", {.provenance = provenance}, {}, 2);
        std::string out = test::read_file(folder / "out.vcf");
        const std::size_t line = out.find(provenance);
        ASSERT_NE(line, std::string::npos) << path;
        out.erase(line, out.find('\n', line) + 1 - line);
        EXPECT_TRUE(out == test::read_gzip_file(path)) << path << " differs";
    }
}

TEST(Passthrough, bcf_equals_bcftools_both_ways) {
    GENOSTRAT_NEEDS(test::shared("data"));
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "no bcftools on this machine";
    const test::TempDir folder;
    for (const char* name :
         {"vcf/PG_NA12878.grch38.chr21.vcf.gz",
          "clinical/scout_demo_trio.snv.vep.vcf.gz",
          "sv/../clinical/scout_demo_trio.sv.vcf.gz",
          "anno/gnomad_v4_exomes.1.grch38.vcf.bgz"}) {
        const fs::path path = test::shared("data") / name;
        ASSERT_TRUE(fs::exists(path)) << path;
        const std::string ours = folder / "ours.bcf";
        const std::string theirs = folder / "theirs.bcf";
        test::copy_variants(path, ours, {.format = VcfFormat::bcf}, {}, 2);
        ASSERT_EQ(
            test::run_command("bcftools view --no-version -Ob -o " + theirs + " " + path.string())
                .exit_code,
            0);
        const std::string expected = test::run_command("bcftools view -H " + theirs).out;
        EXPECT_TRUE(test::run_command("bcftools view -H " + ours).out == expected) << path;
        test::copy_variants(theirs, folder / "back.vcf", {.parts = VcfParts::only_rows}, {}, 2);
        EXPECT_TRUE(test::read_file(folder / "back.vcf") == expected) << path;
    }
}

}  // namespace
}  // namespace genostrat
