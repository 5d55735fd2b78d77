// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <map>
#include <set>
#include <tuple>

#include <genostrat/consequence/rules.hpp>
#include <genostrat/core/text.hpp>

// Rows worked out by hand, quirk_rows.txt: what VEP says, what the default rules say, and why.
namespace genostrat::consequence {
namespace {

struct QuirkRow {
    std::string quirk;
    std::string pos;
    std::string ref;
    std::string alts;
    std::string allele_number;
    std::string transcript;
    std::string field;
    std::string vep;
    std::string ours;
};

std::vector<QuirkRow> read_quirk_rows() {
    std::vector<QuirkRow> rows;
    for (const std::string& line : test::lines_of(
             test::read_file(test::project() / "tests/oracle/consequence/quirk_rows.txt"))) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const std::vector<std::string_view> words = split(line, ' ');
        if (words.size() < 10)
            throw std::runtime_error{"quirk_rows.txt: " + line};
        const auto word = [&](std::size_t at) { return std::string{words[at]}; };
        rows.push_back(
            {word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7), word(8)});
    }
    return rows;
}

// Values by "POS REF ALT ALLELE_NUM Feature field".
using Values = std::map<std::string, std::string>;

Values annotate(const test::TempDir& folder, const std::string& rules) {
    const std::string out = (folder / "out.vcf").string();
    const test::CommandResult run = test::genostrat(
        "annotate --no-version --no-escape --fields ALLELE_NUM,Feature,Consequence,HGVSg,HGVSc,"
        "HGVSp --rules " +
        rules + " --genes " + (folder / "chr21.gsg").string() + " -o " + out + ' ' +
        (folder / "in.vcf").string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    Values values;
    for (const std::string& line : test::lines_of(test::read_file(out))) {
        const std::size_t begin = line.find("CSQ=");
        if (line.starts_with('#') || begin == std::string::npos)
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        for_each_piece(std::string_view{line}.substr(begin + 4), ',', [&](std::string_view effect) {
            const std::vector<std::string_view> fields = split(effect, '|');
            const std::string key = std::string{columns[1]} + ' ' + std::string{columns[3]} + ' ' +
                                    std::string{columns[4]} + ' ' + std::string{fields[0]} + ' ' +
                                    std::string{fields[1]} + ' ';
            values[key + "Consequence"] = fields[2];
            std::size_t at = 3;
            for (const char* name : {"HGVSg", "HGVSc", "HGVSp"}) {
                const std::string_view text = fields[at++];
                values[key + name] = text.empty() ? "." : text.substr(text.find(':') + 1);
            }
        });
    }
    return values;
}

TEST(QuirkRows, are_as_worked_out_by_hand) {
    const auto gff = test::shared("data/ref/ensembl84.grch38.chr21.gff3.gz");
    const auto fasta = test::shared("data/ref/grch38.chr21.filled.fa.gz");
    GENOSTRAT_NEEDS(gff);
    GENOSTRAT_NEEDS(fasta);
    const std::vector<QuirkRow> rows = read_quirk_rows();
    const test::TempDir folder;
    ASSERT_EQ(
        test::genostrat(
            "genes build --gff3 " + gff.string() + " --fasta " + fasta.string() + " -o " +
            (folder / "chr21.gsg").string())
            .exit_code,
        0);
    std::set<std::tuple<std::int64_t, std::string, std::string>> records;
    for (const QuirkRow& row : rows)
        records.emplace(std::stoll(row.pos), row.ref, row.alts);
    std::string vcf = "##fileformat=VCFv4.2\n##contig=<ID=chr21>\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    for (const auto& [pos, ref, alts] : records)
        vcf += "chr21\t" + std::to_string(pos) + "\t.\t" + ref + '\t' + alts + "\t.\t.\t.\n";
    test::write_file(folder / "in.vcf", vcf);
    const Values vep = annotate(folder, "vep115");
    const Values ours = annotate(folder, "default");
    std::map<std::string, int> counts;
    for (const QuirkRow& row : rows) {
        const std::string key = row.pos + ' ' + row.ref + ' ' + row.alts + ' ' + row.allele_number +
                                ' ' + row.transcript + ' ' + row.field;
        ASSERT_TRUE(vep.contains(key)) << key;
        EXPECT_EQ(vep.at(key), row.vep) << key;
        EXPECT_EQ(ours.at(key), row.ours) << row.quirk << ' ' << key;
        EXPECT_TRUE(find_rules("default+" + row.quirk)) << row.quirk;
        ++counts[row.quirk];
    }
    EXPECT_GE(counts.size(), 10U);
}

}  // namespace
}  // namespace genostrat::consequence
