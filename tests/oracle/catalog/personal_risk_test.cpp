// SPDX-License-Identifier: MIT
// The main job on real variants: NA12878 on chromosome 21, with a database derived from the rows
// themselves, so that every expected hit is known.
#include "test_support.hpp"

#include <map>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

namespace fs = std::filesystem;

const char* const vcf_path = "data/vcf/PG_NA12878.grch38.chr21.vcf.gz";
const char* const fasta_path = "data/ref/grch38.chr21.filled.fa.gz";
const char* const gff_path = "data/ref/ensembl84.grch38.chr21.gff3.gz";

std::vector<std::string> rows_of(const std::string& vcf) {
    std::vector<std::string> rows;
    for (std::string& line : test::lines_of(vcf))
        if (!line.starts_with('#'))
            rows.push_back(std::move(line));
    return rows;
}

/// contig, position, REF and ALT of a row.
std::string key_of(std::string_view row) {
    const std::vector<std::string_view> columns = split(row, '\t');
    return std::string{columns[0]} + ":" + std::string{columns[1]} + ":" + std::string{columns[3]} +
           ":" + std::string{columns[4]};
}

/// A frequency made from the position alone.
std::string frequency_of(std::string_view row) {
    const auto pos = parse_number<std::uint64_t>(split(row, '\t')[1]).value();
    const std::uint64_t hash = pos * 0x9E3779B97F4A7C15ULL >> 40;
    return "0." + std::to_string(100'000 + hash % 900'000);
}

class PersonalRisk : public testing::Test {
protected:
    void SetUp() override {
        for (const char* path : {vcf_path, fasta_path, gff_path})
            GENOSTRAT_NEEDS(test::shared(path));
    }

    void run(const std::string& arguments) {
        const test::CommandResult result = test::genostrat(arguments);
        ASSERT_EQ(result.exit_code, 0) << arguments << "\n" << result.err;
    }

    std::string path(std::string_view name) { return folder_ / name; }

    /// Every third normalised row, with its frequency, compiled to an archive.
    std::map<std::string, std::string> build_database(const std::vector<std::string>& rows) {
        std::map<std::string, std::string> expected;
        std::string text = "##fileformat=VCFv4.2\n##contig=<ID=chr21>\n"
                           "##INFO=<ID=AF,Number=A,Type=Float,Description=\"derived\">\n"
                           "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        for (std::size_t row = 0; row < rows.size(); row += 3) {
            const std::vector<std::string_view> columns = split(rows[row], '\t');
            if (!expected.emplace(key_of(rows[row]), frequency_of(rows[row])).second)
                continue;
            for (const std::size_t column : {0, 1, 2, 3, 4})
                text += std::string{columns[column]} + "\t";
            text += ".\t.\tAF=" + frequency_of(rows[row]) + "\n";
        }
        test::write_file(path("db.vcf"), text);
        return expected;
    }

    test::TempDir folder_;
};

TEST_F(PersonalRisk, runs_in_one_pass_and_every_hit_is_right) {
    if (IsSkipped())
        return;
    const std::string fasta = test::shared(fasta_path);
    run("genes build --gff3 " + test::shared(gff_path).string() + " --fasta " + fasta + " -o " +
        path("genes.gsg"));
    run("normalize --split --fasta " + fasta + " " + test::shared(vcf_path).string() + " -o " +
        path("norm.vcf"));
    const std::vector<std::string> normal = rows_of(test::read_file(path("norm.vcf")));
    const std::map<std::string, std::string> expected = build_database(normal);
    run("archive build " + path("db.vcf") + " --field AF:DB_AF -o " + path("db.gsa"));
    for (const char* threads : {"1", "2"})
        run("run " + (test::project() / "pipelines/personal-risk.yaml").string() + " --threads " +
            threads + " --set vcf=" + test::shared(vcf_path).string() + " --set fasta=" + fasta +
            " --set genes=" + path("genes.gsg") + " --set archive=" + path("db.gsa") +
            " --set out=" + path(threads));
    EXPECT_TRUE(test::read_file(path("1.vcf.gz")) == test::read_file(path("2.vcf.gz")));

    const std::vector<std::string> rows = rows_of(test::read_gzip_file(path("1.vcf.gz")));
    ASSERT_EQ(rows.size(), normal.size());
    std::size_t n_hits = 0;
    std::size_t n_wrong = 0;
    for (const std::string& row : rows) {
        const std::string_view info = split(row, '\t')[7];
        std::string found;
        for_each_piece(info, ';', [&](std::string_view field) {
            if (field.starts_with("DB_AF="))
                found = field.substr(6);
        });
        const auto hit = expected.find(key_of(row));
        n_hits += hit != expected.end();
        // Printed shortest: trailing zeros of the source are not kept.
        const bool is_right = hit == expected.end()
                                  ? found.empty()
                                  : parse_number<float>(found) == parse_number<float>(hit->second);
        n_wrong += !is_right;
    }
    EXPECT_EQ(n_wrong, 0U);
    EXPECT_GE(n_hits, normal.size() / 3);
    EXPECT_THAT(test::read_file(path("1.report.html")), testing::HasSubstr("NA12878"));
    EXPECT_THAT(test::read_file(path("1.report.json")), testing::HasSubstr("GRCh38"));

    if (test::have_program("bcftools")) {
        const std::string theirs = test::run_command(
                                       "bcftools norm --no-version -m- -f " + fasta + " " +
                                       test::shared(vcf_path).string())
                                       .out;
        std::vector<std::string> their_keys;
        for (const std::string& row : rows_of(theirs))
            their_keys.push_back(key_of(row));
        std::vector<std::string> our_keys;
        for (const std::string& row : normal)
            our_keys.push_back(key_of(row));
        std::ranges::sort(their_keys);
        std::ranges::sort(our_keys);
        EXPECT_EQ(our_keys, their_keys);
    }
}

TEST_F(PersonalRisk, consequences_equal_vep_s_recorded_answers) {
    if (IsSkipped())
        return;
    GENOSTRAT_NEEDS(test::shared("tools/compare_csq.py"));
    const std::string oracle = test::shared("data/oracle/vep115.chr21.NA12878.vcf.gz");
    const std::string fasta = test::shared(fasta_path);
    run("genes build --gff3 " + test::shared(gff_path).string() + " --fasta " + fasta + " -o " +
        path("genes.gsg"));
    run("annotate --rules vep115 --genes " + path("genes.gsg") + " --fasta " + fasta + " " +
        oracle + " -o " + path("ours.vcf.gz"));
    const test::CommandResult compared = test::run_command(
        "python3 " + test::shared("tools/compare_csq.py").string() + " " + oracle + " " +
        path("ours.vcf.gz") + " --require Consequence=100");
    EXPECT_EQ(compared.exit_code, 0) << compared.out << compared.err;
}

}  // namespace
}  // namespace genostrat
