// SPDX-License-Identifier: MIT
// The join of rows with a database, compared with one made here from the texts by dictionary.
#include "test_support.hpp"

#include <algorithm>
#include <map>

#include <genostrat/core/text.hpp>

namespace genostrat {
namespace {

using Columns = std::vector<std::string_view>;

/// Trimmed as VCF says: shared bases off the right, then the left, one stays.
std::string key_of(std::string_view contig, std::int64_t pos, std::string ref, std::string alt) {
    while (ref.size() > 1 && alt.size() > 1 && ref.back() == alt.back()) {
        ref.pop_back();
        alt.pop_back();
    }
    while (ref.size() > 1 && alt.size() > 1 && ref.front() == alt.front()) {
        ref.erase(0, 1);
        alt.erase(0, 1);
        ++pos;
    }
    return std::string{contig} + ':' + std::to_string(pos) + ref + '>' + alt;
}

std::vector<std::string> rows_of(const std::string& text) {
    std::vector<std::string> rows = test::lines_of(text);
    std::erase_if(rows, [](const std::string& row) { return row.starts_with('#'); });
    return rows;
}

std::string info_value(std::string_view info, std::string_view key) {
    for (const std::string_view entry : split(info, ';'))
        if (entry.starts_with(std::string{key} + "="))
            return std::string{entry.substr(key.size() + 1)};
    return "";
}

/// A frequency made up from the position, as a text of its own.
std::string made_up_frequency(std::string_view pos, std::size_t alt) {
    const auto number = *parse_number<std::uint64_t>(pos);
    return "0." + std::to_string((number * 2654435761U + alt * 40503U) % 99991 + 1);
}

TEST(ArchiveJoin, finds_every_alt_of_a_derived_database) {
    const auto input = test::shared("data/vcf/PG_NA12878.grch38.chr21.vcf.gz");
    GENOSTRAT_NEEDS(input);
    const test::TempDir folder;
    // The database: every third allele; those of a row in one row, so that some have several ALTs.
    std::string database = "##fileformat=VCFv4.3\n##contig=<ID=chr21>\n"
                           "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"
                           "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\">\n"
                           "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::map<std::string, std::string> expected;
    const std::vector<std::string> rows = rows_of(test::read_gzip_file(input));
    std::size_t n_alleles = 0;
    for (const std::string& row : rows) {
        const Columns columns = split(row, '\t');
        std::string alts;
        std::string frequencies;
        for (const std::string_view alt : split(columns[4], ',')) {
            if (n_alleles++ % 3 != 0)
                continue;
            const std::string frequency = made_up_frequency(columns[1], alts.size());
            alts += (alts.empty() ? "" : ",") + std::string{alt};
            frequencies += (frequencies.empty() ? "" : ",") + frequency;
            expected.emplace(
                key_of(
                    columns[0],
                    *parse_number<std::int64_t>(columns[1]),
                    std::string{columns[3]},
                    std::string{alt}),
                frequency);
        }
        if (!alts.empty())
            database += std::string{columns[0]} + '\t' + std::string{columns[1]} + "\t.\t" +
                        std::string{columns[3]} + '\t' + alts + "\t.\t.\tDB;AF=" + frequencies +
                        '\n';
    }
    test::write_file(folder / "db.vcf", database);
    const auto archive = (folder / "db.gsa").string();
    const auto output = (folder / "out.vcf").string();
    const test::CommandResult built = test::genostrat(
        "archive build " + (folder / "db.vcf").string() + " --field AF:dbAF --field DB -o " +
        archive);
    ASSERT_EQ(built.exit_code, 0) << built.err;
    const test::CommandResult annotated = test::genostrat(
        "annotate --threads 2 --archive " + archive + " " + input.string() + " -o " + output);
    ASSERT_EQ(annotated.exit_code, 0) << annotated.err;

    std::size_t n_hits = 0;
    std::size_t n_multiallelic_hits = 0;
    const std::vector<std::string> results = rows_of(test::read_file(output));
    ASSERT_EQ(results.size(), rows.size());
    for (const std::string& row : results) {
        const Columns columns = split(row, '\t');
        const Columns alts = split(columns[4], ',');
        std::string wanted;
        bool has_hit = false;
        for (const std::string_view alt : alts) {
            const auto found = expected.find(key_of(
                columns[0],
                *parse_number<std::int64_t>(columns[1]),
                std::string{columns[3]},
                std::string{alt}));
            wanted += wanted.empty() ? "" : ",";
            wanted += found == expected.end() ? "." : found->second;
            if (found != expected.end()) {
                has_hit = true;
                ++n_hits;
                n_multiallelic_hits += alts.size() > 1 ? 1 : 0;
            }
        }
        ASSERT_EQ(info_value(columns[7], "dbAF"), has_hit ? wanted : "") << row;
        const Columns entries = split(columns[7], ';');
        ASSERT_EQ(std::ranges::count(entries, "DB") == 1, has_hit) << row;
    }
    EXPECT_GT(n_hits, 22'000U);
    EXPECT_GT(n_multiallelic_hits, 400U);
}

class ArchiveText : public testing::TestWithParam<std::string_view> {};

TEST_P(ArchiveText, gives_back_values_as_the_source_wrote_them) {
    const auto input = test::shared("data/anno") / GetParam();
    GENOSTRAT_NEEDS(input);
    const test::TempDir folder;
    const auto archive = (folder / "a.gsa").string();
    const test::CommandResult built =
        test::genostrat("archive build " + input.string() + " -f AC,AN,AF,nhomalt -o " + archive);
    ASSERT_EQ(built.exit_code, 0) << built.err;
    const test::CommandResult dumped = test::genostrat("archive dump " + archive);
    std::map<std::string, std::string> values;
    const auto add = [](const std::vector<std::string>& rows, auto visit) {
        for (const std::string& row : rows) {
            const Columns columns = split(row, '\t');
            std::string text;
            for (const std::string_view key : {"AC", "AN", "AF", "nhomalt"})
                text += info_value(columns[7], key) + " ";
            visit(
                key_of(
                    columns[0],
                    *parse_number<std::int64_t>(columns[1]),
                    std::string{columns[3]},
                    std::string{columns[4]}),
                text);
        }
    };
    add(rows_of(test::read_gzip_file(input)),
        [&](const std::string& key, const std::string& text) { values.emplace(key, text); });
    std::size_t n = 0;
    add(rows_of(dumped.out), [&](const std::string& key, const std::string& text) {
        ++n;
        EXPECT_EQ(values[key], text) << key;
    });
    EXPECT_EQ(n, values.size());
    EXPECT_LE(std::filesystem::file_size(archive), 8 * n + 65'536);
}

INSTANTIATE_TEST_SUITE_P(
    Gnomad,
    ArchiveText,
    testing::Values(
        "gnomad_v2_exomes.1.grch37.vcf.bgz",
        "gnomad_v4_exomes.1.grch38.vcf.bgz",
        "gnomad_v4_exomes.X.grch38.vcf.bgz",
        "gnomad_v4_genomes.X.grch38.vcf.bgz",
        "gnomad_v4_genomes.Y.grch38.vcf.bgz"));

}  // namespace
}  // namespace genostrat
