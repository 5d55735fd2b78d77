// SPDX-License-Identifier: MIT
#include "expression_cases.hpp"

#include <filesystem>

// The rows that bcftools 1.16 keeps for the recorded expressions: their number and the MD5 of their
// lines CHROM:POS:REF:ALT (`bcftools query -f '%CHROM:%POS:%REF:%ALT\n'`).
namespace genostrat::filter {

namespace {

/// `@lists/…` of the cases is relative to their folder.
struct InFolder {
    explicit InFolder(const std::filesystem::path& folder)
        : before{std::filesystem::current_path()} {
        std::filesystem::current_path(folder);
    }

    ~InFolder() { std::filesystem::current_path(before); }

    InFolder(const InFolder&) = delete;
    InFolder& operator=(const InFolder&) = delete;

    std::filesystem::path before;
};

const std::filesystem::path& folder() {
    static const std::filesystem::path path = test::shared("data/oracle/filter");
    return path;
}

std::vector<std::vector<std::string>> table(const std::string& name) {
    std::vector<std::vector<std::string>> out;
    for (const std::string& line : test::lines_of(test::read_file(folder() / name))) {
        std::vector<std::string> cells;
        for (const std::string_view cell : split(line, '\t'))
            cells.emplace_back(cell);
        out.push_back(std::move(cells));
    }
    out.erase(out.begin());
    return out;
}

void try_file(const std::string& file) {
    GENOSTRAT_NEEDS(folder());
    const InFolder there{folder()};
    std::vector<Case> cases;
    for (const auto& row : table("cases.tsv"))
        if (row[0] == file)
            cases.push_back(
                {.expression = row[2],
                 .exclude = row[1] == "-e",
                 .kept = *parse_number<std::int64_t>(row[3]),
                 .md5 = row[4]});
    ASSERT_FALSE(cases.empty());
    expect_rows(test::shared("data/" + file).string(), cases);
}

TEST(BcftoolsFilter, keeps_the_rows_of_the_ashkenazim_trio) {
    try_file("vcf/giab_ashk_trio.b37.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_the_ceu_trio) {
    try_file("vcf/ceu_trio.NA12878.grch38.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_a_gvcf) {
    try_file("vcf/HG00268.chr20.gvcf.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_platinum_genomes) {
    try_file("vcf/PG_NA12878.grch38.chr21.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_a_cohort) {
    try_file("vcf/1kgp3.b37.chr22_16-16.5Mb.2504s.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_a_clinical_trio) {
    try_file("clinical/scout_demo_trio.snv.vep.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_gnomad) {
    try_file("anno/gnomad_v4_exomes.X.grch38.vcf.bgz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_structural_variants) {
    try_file("sv/1kg_ref_panel.sv_cleaned.chr22_chrY.156s.vcf.gz");
}

TEST(BcftoolsFilter, keeps_the_rows_of_other_files) {
    GENOSTRAT_NEEDS(folder());
    for (const auto& row : table("cases.tsv"))
        if (row[0].find("cyvcf2") != std::string::npos) {
            try_file(row[0]);
            break;
        }
    for (const auto& row : table("cases.tsv"))
        if (row[0].find("tiny1000G") != std::string::npos) {
            try_file(row[0]);
            break;
        }
}

TEST(BcftoolsFilter, rejects_what_bcftools_rejects) {
    GENOSTRAT_NEEDS(folder());
    const InFolder there{folder()};
    for (const auto& row : table("rejected.tsv")) {
        const std::string path = test::shared("data/" + row[0]).string();
        const test::CommandResult result =
            test::genostrat("filter --rules bcftools --quiet " + row[1] + " '" + [&] {
                std::string quoted;
                for (const char c : row[2])
                    quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
                return quoted;
            }() + "' " + path);
        EXPECT_EQ(result.exit_code, 2) << row[2] << '\n' << result.err;
        EXPECT_THAT(result.err, ::testing::HasSubstr("usage")) << row[2];
    }
}

}  // namespace

}  // namespace genostrat::filter
