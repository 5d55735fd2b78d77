// SPDX-License-Identifier: MIT
// Configurations of vcfanno, run by it (Debian's 0.3.5) and here on the same made database: equal
// values, but for how many digits it prints and its Number=1 of rows with several ALTs.
#include "test_support.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <genostrat/core/text.hpp>

namespace genostrat::annotate {
namespace {

using Columns = std::vector<std::string_view>;
using Entries = std::map<std::string, std::string>;

constexpr std::string_view config = R"([[annotation]]
file="db.vcf.gz"
fields=["AC","AN","SCORE","NAME","OLD","ID","AN","NAME"]
ops=["self","self","self","self","flag","self","max","uniq"]
names=["d_ac","d_an","d_score","d_name","d_old","d_id","d_most","d_uniq"]
[[annotation]]
file="iv.bed.gz"
columns=[4,4,4,5,5,5,5,6,6,1,2,3]
ops=["uniq","concat","first","mean","max","min","sum","count","sum","uniq","count","flag"]
names=["b_uniq","b_concat","b_first","b_mean","b_max","b_min","b_sum","b_count","b_whole_int","b_contig","b_begins","b_any"]
[[postannotation]]
fields=["b_sum","b_count"]
op="div2"
name="ratio"
type="Float"
)";

class VcfannoRun : public testing::Test {
protected:
    void SetUp() override {
        const auto input = test::shared("data/vcf/PG_NA12878.grch38.chr21.vcf.gz");
        GENOSTRAT_NEEDS(input);
        if (test::run_command("vcfanno 2>&1").out.find("vcfanno version") == std::string::npos)
            GTEST_SKIP() << "vcfanno is not installed";
        write_inputs(test::read_gzip_file(input));
        const auto made = test::run_command(
            "cd " + folder_.path().string() +
            " && bgzip db.vcf && tabix db.vcf.gz && bgzip iv.bed && tabix -p bed iv.bed.gz");
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }

    /// A database of two thirds of the rows, every fifth of them with another ALT in front, and
    /// intervals that cover rows none, one and many times.
    void write_inputs(const std::string& text) {
        std::string query = "##fileformat=VCFv4.3\n##contig=<ID=chr21,length=46709983>\n";
        std::string database = query +
                               "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"count\">\n"
                               "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"number\">\n"
                               "##INFO=<ID=SCORE,Number=A,Type=Float,Description=\"score\">\n"
                               "##INFO=<ID=NAME,Number=A,Type=String,Description=\"name\">\n"
                               "##INFO=<ID=OLD,Number=0,Type=Flag,Description=\"flag\">\n";
        const std::string line = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        query += line;
        database += line;
        std::int64_t n_rows = 0;
        std::int64_t last = 0;
        for (const std::string& row : test::lines_of(text)) {
            if (row.starts_with('#') || n_rows == 3000)
                continue;
            const Columns columns = split(row, '\t');
            const auto pos = *parse_number<std::int64_t>(columns[1]);
            // Rows at one place come out of vcfanno in another order; they are left out.
            if (pos == last)
                continue;
            last = pos;
            ++n_rows;
            const std::string place = std::string{columns[0]} + "\t" + std::string{columns[1]};
            const std::string ref{columns[3]};
            const std::string alt{columns[4]};
            query += place + "\t.\t" + ref + "\t" + alt + "\t.\t.\tX=1\n";
            if (n_rows % 3 == 0)
                continue;
            const bool is_wide = n_rows % 5 == 0;
            std::string counts;
            std::string scores;
            std::string names;
            const auto n_alts = std::ranges::count(alt, ',') + (is_wide ? 2 : 1);
            for (std::int64_t value = 0; value < n_alts; ++value) {
                const std::string comma = value > 0 ? "," : "";
                counts += comma + std::to_string(pos % 977 + value);
                scores += comma + "0." + std::to_string(pos % 89 + 10 + value);
                names += comma + "n" + std::to_string(n_rows % 7 + value);
            }
            database += place + "\trs" + std::to_string(n_rows) + (n_rows % 11 == 0 ? ";rs1" : "") +
                        "\t" + ref + "\t" + (is_wide ? ref + "TTGTT," : "") + alt +
                        "\t.\tPASS\tAC=" + counts + ";AN=" + std::to_string(pos % 1999 + 1) +
                        ";SCORE=" + scores + ";NAME=" + names + (n_rows % 4 == 0 ? ";OLD" : "") +
                        "\n";
        }
        test::write_file(folder_ / "query.vcf", query);
        test::write_file(folder_ / "db.vcf", database);
        test::write_file(folder_ / "iv.bed", intervals(last));
        test::write_file(folder_ / "conf.toml", config);
    }

    static std::string intervals(std::int64_t end) {
        std::mt19937 random{7};
        constexpr std::array<std::int64_t, 5> lengths{1, 50, 700, 9'000, 60'000};
        std::vector<std::pair<std::int64_t, std::int64_t>> places;
        for (int row = 0; row < 1500; ++row) {
            const auto begin = static_cast<std::int64_t>(random() % static_cast<unsigned>(end));
            places.emplace_back(begin, begin + lengths[random() % lengths.size()]);
        }
        std::ranges::sort(places);
        std::string bed;
        for (const auto& [begin, stop] : places)
            bed += "chr21\t" + std::to_string(begin) + "\t" + std::to_string(stop) + "\tr" +
                   std::to_string(random() % 17) + "\t" + std::to_string(random() % 1000) + "." +
                   std::to_string(random() % 9 + 1) + "\t" + std::to_string(random() % 100) + "\n";
        return bed;
    }

    /// INFO of every row by its place.
    std::map<std::string, Entries> run(const std::string& command) {
        const auto result = test::run_command("cd " + folder_.path().string() + " && " + command);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        std::map<std::string, Entries> rows;
        for (const std::string& row : test::lines_of(result.out)) {
            if (row.starts_with('#'))
                continue;
            const Columns columns = split(row, '\t');
            Entries& entries = rows[std::string{columns[1]} + ":" + std::string{columns[4]}];
            for (const std::string_view entry : split(columns[7], ';')) {
                const std::size_t equals = std::min(entry.find('='), entry.size());
                entries[std::string{entry.substr(0, equals)}] = entry.substr(equals);
            }
        }
        return rows;
    }

    /// Equal, or numbers as near as vcfanno's digits tell.
    static bool is_same(const std::string& own, const std::string& other) {
        if (own == other)
            return true;
        std::string mine = own;
        std::ranges::replace(mine, '|', ',');  // its separator of concat and uniq
        if (mine == other)
            return true;
        const Columns one = split(std::string_view{mine}.substr(1), ',');
        const Columns two = split(std::string_view{other}.substr(1), ',');
        return std::ranges::equal(one, two, [](std::string_view left, std::string_view right) {
            const auto value = parse_number<double>(left);
            const auto expected = parse_number<double>(right);
            return value && expected && std::abs(*value - *expected) <= 1e-3 * std::abs(*expected);
        });
    }

    test::TempDir folder_;
};

TEST_F(VcfannoRun, gives_what_vcfanno_gives) {
    for (const std::string options : {"", "-ends "}) {
        const auto expected = run("vcfanno " + options + "conf.toml query.vcf 2>/dev/null");
        const auto found =
            run(test::program() + " annotate --vcfanno conf.toml " + options + "query.vcf 2>&1");
        ASSERT_EQ(found.size(), expected.size());
        ASSERT_GT(found.size(), 2'500U);
        std::map<std::string, int> n_same;
        for (const auto& [place, entries] : expected) {
            const bool has_one_alt = place.find(',') == std::string::npos;
            const Entries& own = found.at(place);
            for (const std::string key :
                 {"d_ac",   "d_an",    "d_score",  "d_name",   "d_old",    "d_id",  "d_most",
                  "d_uniq", "b_uniq",  "b_concat", "b_first",  "b_mean",   "b_max", "b_min",
                  "b_sum",  "b_count", "b_whole",  "b_contig", "b_begins", "b_any", "ratio"}) {
                if (key == "d_an" && !has_one_alt)
                    continue;  // docs/annotate.md: a value for each ALT
                const auto other = entries.find(key);
                const auto mine = own.find(key);
                ASSERT_EQ(other == entries.end(), mine == own.end()) << place << " " << key;
                if (other == entries.end())
                    continue;
                ASSERT_TRUE(is_same(mine->second, other->second))
                    << place << " " << key << mine->second << " where vcfanno has "
                    << other->second;
                ++n_same[key];
            }
        }
        EXPECT_EQ(n_same.size(), 21U);  // every key was compared
        EXPECT_GT(n_same["d_ac"], 1'500);
        EXPECT_GT(n_same["b_mean"], 500);
    }
}

}  // namespace
}  // namespace genostrat::annotate
