// SPDX-License-Identifier: MIT
// Random expressions over real files: the rows that the installed bcftools (1.16) keeps, with its
// rules. What its answer takes from memory of other rows (docs/filter.md) is not generated:
// arithmetic of two vectors, COUNT and per-sample functions of tags that some rows lack, and open
// ranges of FORMAT beside INFO.
#include "expression_cases.hpp"

#include <algorithm>
#include <map>
#include <random>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::filter {

namespace {

struct Tag {
    std::string id{};
    std::string type{};
    std::string number{};
};

/// What a file's header and rows offer to expressions.
struct Vocabulary {
    std::vector<Tag> info{};
    std::vector<Tag> format{};          ///< GT left out
    std::vector<Tag> steady_numbers{};  ///< FORMAT numbers that every row has
    std::vector<std::string> filters{"PASS"};
    std::size_t n_samples{};
    bool has_genotypes{};
};

std::string attribute(const std::string& line, const std::string& name) {
    const std::size_t at = line.find(name + "=");
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + name.size() + 1;
    return line.substr(begin, line.find_first_of(",>", begin) - begin);
}

bool is_number(const Tag& tag) {
    return tag.type == "Integer" || tag.type == "Float";
}

Vocabulary vocabulary_of(const std::string& path) {
    Vocabulary words;
    std::map<std::string, std::size_t> rows_with;
    std::size_t n_rows = 0;
    const auto view = test::run_command("bcftools view " + path + " 2>/dev/null");
    for (const std::string& line : test::lines_of(view.out)) {
        const Tag tag{attribute(line, "ID"), attribute(line, "Type"), attribute(line, "Number")};
        if (line.starts_with("##INFO=")) {
            words.info.push_back(tag);
        } else if (line.starts_with("##FORMAT=")) {
            words.has_genotypes = words.has_genotypes || tag.id == "GT";
            if (tag.id != "GT")
                words.format.push_back(tag);
        } else if (line.starts_with("##FILTER=") && tag.id != "PASS") {
            words.filters.push_back(tag.id);
        } else if (line.starts_with("#CHROM")) {
            const std::size_t n_columns = split(line, '\t').size();
            words.n_samples = n_columns > 9 ? n_columns - 9 : 0;
        } else if (!line.starts_with('#')) {
            ++n_rows;
            const auto columns = split(line, '\t');
            if (columns.size() > 8)
                for (const std::string_view key : split(columns[8], ':'))
                    ++rows_with[std::string{key}];
        }
    }
    for (const Tag& tag : words.format)
        if (is_number(tag) && rows_with[tag.id] == n_rows)
            words.steady_numbers.push_back(tag);
    return words;
}

/// Writes expressions of a file's words.
class Author {
public:
    Author(const Vocabulary& words, std::uint32_t seed) : words_{words}, random_{seed} {}

    std::string expression(int depth = 0) {
        if (depth >= 2 || chance(45))
            return condition(depth);
        const std::string blank = chance(30) ? " " : "";
        const std::string text = joined(
            {expression(depth + 1),
             blank,
             pick({"&", "&&", "|", "||"}),
             blank,
             expression(depth + 1)});
        return chance(40) ? "(" + text + ")" : text;
    }

private:
    /// Braces draw from left to right with every compiler, the operands of + do not.
    static std::string joined(std::initializer_list<std::string> parts) {
        std::string out;
        for (const std::string& part : parts)
            out += part;
        return out;
    }

    bool chance(unsigned percent) { return random_() % 100 < percent; }

    template <typename T>
    const T& pick(const std::vector<T>& from) {
        return from[random_() % from.size()];
    }

    std::string pick(std::initializer_list<const char*> from) {
        return *(from.begin() + random_() % from.size());
    }

    std::string comparison() { return pick({"=", "==", "!=", "<", "<=", ">", ">="}); }

    std::string constant() {
        return pick({"0",  "1",  "2",   "3",    "5",   "10", "20",   "30",   "50",   "99",
                     ".5", "-1", "255", "0.25", "1.5", "-5", "1e-3", "0.01", "0x10", "1000"});
    }

    std::vector<Tag> of_kind(const std::vector<Tag>& tags, bool numbers) {
        std::vector<Tag> out;
        std::ranges::copy_if(tags, std::back_inserter(out), [&](const Tag& tag) {
            return numbers ? is_number(tag) : tag.type == "String";
        });
        return out;
    }

    std::string info(const Tag& tag) {
        const bool is_single = tag.number == "1" || tag.number == "0";
        return "INFO/" + tag.id +
               (is_single || chance(60) ? ""
                                        : pick({"[0]", "[1]", "[*]", "[0-1]", "[0,1]", "[1-]"}));
    }

    std::string format(const Tag& tag) {
        const std::string name = pick({"FMT/", "FORMAT/"}) + tag.id;
        if (chance(60) || words_.n_samples == 0)
            return name;
        const std::string last = std::to_string(words_.n_samples - 1);
        const std::string samples = pick(std::vector<std::string>{"*", "0", last, "0-" + last});
        if (tag.number == "1")
            return name + "[" + samples + "]";
        return name + "[" + samples + ":" + pick({"*", "0", "1", "0-1", ""}) + "]";
    }

    /// A number without samples: one value a row.
    std::string scalar() {
        const std::vector<Tag> tags = of_kind(words_.info, true);
        switch (random_() % 6) {
        case 0:
            return "QUAL";
        case 1:
            return pick({"N_ALT", "POS", "N_SAMPLES", "F_MISSING", "N_MISSING"});
        case 2:
            return pick({"MAF", "MAC"});
        case 3:
            return "STRLEN(REF)";
        default:
            if (tags.empty())
                return "QUAL";
            return joined(
                {pick({"MAX", "MIN", "AVG", "MEAN", "MEDIAN", "STDEV", "SUM"}),
                 "(",
                 info(pick(tags)),
                 ")"});
        }
    }

    std::string number() {
        const std::vector<Tag> info_tags = of_kind(words_.info, true);
        const std::vector<Tag> format_tags = of_kind(words_.format, true);
        switch (random_() % 9) {
        case 0:
            return joined({scalar(), pick({"+", "-", "*", "/"}), constant()});
        case 1:
            return joined({"(", scalar(), pick({"+", "-", "*", "/"}), scalar(), ")"});
        case 2:
            return pick({"AC", "AN", "AF", "MAF", "MAC", "ILEN", "AC[0]", "AF[*]", "ABS(ILEN)"});
        case 3:
            if (!words_.steady_numbers.empty() && words_.n_samples > 0) {
                const Tag& tag = pick(words_.steady_numbers);
                return pick(
                           {"SMPL_MAX", "sMIN", "sAVG", "sSUM", "SMPL_MEDIAN", "sSTDEV", "COUNT"}) +
                       "(FMT/" + tag.id + ")";
            }
            return "STRLEN(ALT)";
        case 4:
            if (!format_tags.empty())
                return joined(
                    {pick({"MAX", "MIN", "AVG", "MEDIAN", "SUM", "STDEV"}),
                     "(",
                     format(pick(format_tags)),
                     ")"});
            return scalar();
        case 5:
        case 6:
            if (!format_tags.empty())
                return joined({format(pick(format_tags)), chance(15) ? "*" + constant() : ""});
            [[fallthrough]];
        default:
            return info_tags.empty() ? scalar() : info(pick(info_tags));
        }
    }

    std::string text_condition() {
        const std::vector<Tag> info_tags = of_kind(words_.info, false);
        const std::vector<Tag> format_tags = of_kind(words_.format, false);
        std::string name = pick({"REF", "ALT", "ALT[0]", "ALT[1]", "CHROM", "ID"});
        if (!info_tags.empty() && chance(40))
            name = info(pick(info_tags));
        else if (!format_tags.empty() && chance(30))
            name = format(pick(format_tags));
        return joined(
            {name,
             pick({"=", "!=", "~", "!~"}),
             "\"",
             pick(
                 {"A",
                  "C",
                  "AT",
                  "^A",
                  "G$",
                  ".",
                  "",
                  "a,",
                  "rs",
                  "A,C",
                  "1",
                  "<",
                  "a/i",
                  "A\\|C",
                  "[AC]T*",
                  "^.$",
                  "[0-9]\\{2\\}",
                  "T\\+$"}),
             "\""});
    }

    std::string filter_condition() {
        std::string names = pick(words_.filters);
        if (const std::string& other = pick(words_.filters); chance(30) && other != names)
            names += ";" + other;
        return "FILTER" + pick({"=", "!=", "~", "!~"}) + '"' + names + '"';
    }

    std::string missing_condition() {
        std::string name = pick({"QUAL", "ID", "FILTER"});
        if (!words_.info.empty() && chance(50)) {
            const Tag& tag = pick(words_.info);
            name = tag.type == "Flag" ? name : "INFO/" + tag.id;
        } else if (!words_.format.empty() && chance(50)) {
            name = "FMT/" + pick(words_.format).id;
        }
        return name + pick({"=", "!="}) + "\".\"";
    }

    std::string genotype_condition() {
        const std::string where =
            words_.n_samples == 0 ? "" : pick({"", "", "[0]", "[*]", "[0,0]"});
        return joined(
            {"GT",
             where,
             pick({"=", "!="}),
             "\"",
             pick({"het", "hom", "hap", "ref", "alt", "mis", "RR",  "RA", "AA", "aA", "Aa",
                   "R",   "A",   "AR",  "0/1", "0|1", "1/1", "./.", ".",  "0",  "1",  "HET"}),
             "\""});
    }

    std::string condition(int depth) {
        switch (random_() % 12) {
        case 0:
            return text_condition();
        case 1:
            return filter_condition();
        case 2:
            return joined(
                {"TYPE",
                 pick({"=", "!=", "~", "!~"}),
                 "\"",
                 pick({"snp", "indel", "mnp", "other", "ref", "bnd", "overlap", "snps"}),
                 "\""});
        case 3:
            return missing_condition();
        case 4:
        case 5:
            if (words_.has_genotypes)
                return genotype_condition();
            [[fallthrough]];
        case 6:
            if (words_.n_samples > 0 && words_.has_genotypes && depth < 2)
                return joined(
                    {pick({"N_PASS", "F_PASS"}),
                     "(",
                     sample_condition(),
                     ")",
                     comparison(),
                     pick({"0", "1", "2", "0.5"})});
            [[fallthrough]];
        default:
            return joined({number(), comparison(), constant()});
        }
    }

    /// A condition on samples, for N_PASS.
    std::string sample_condition() {
        const std::vector<Tag> tags = of_kind(words_.format, true);
        if (tags.empty() || chance(50))
            return genotype_condition();
        const std::string one = joined({format(pick(tags)), comparison(), constant()});
        return chance(40) ? joined({one, pick({"&", "|"}), genotype_condition()}) : one;
    }

    const Vocabulary& words_;
    std::mt19937 random_;
};

class RandomExpressions : public testing::TestWithParam<std::string> {};

TEST_P(RandomExpressions, keep_the_rows_that_bcftools_keeps) {
    const auto path = test::shared("data/" + GetParam());
    GENOSTRAT_NEEDS(path);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const Vocabulary words = vocabulary_of(path.string());
    std::vector<Case> cases;
    std::size_t n_rejected = 0;
    const test::TempDir folder;
    const std::string kept = (folder / "kept.bcf").string();
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        const std::string expression = Author{words, seed}.expression();
        const bool exclude = seed % 3 == 0;
        // Not query alone: it does not read the genotypes that computed counts need.
        const auto peer = test::run_command(
            "bcftools view -Ou " + std::string{exclude ? "-e" : "-i"} + " '" + expression + "' " +
            path.string() + " >" + kept + " && bcftools query -f '%CHROM:%POS:%REF:%ALT\\n' " +
            kept);
        if (peer.exit_code != 0) {  // rejected, or crashed
            ++n_rejected;
            continue;
        }
        const Md5 md5;
        md5.add(peer.out);
        cases.push_back(
            {.expression = expression,
             .exclude = exclude,
             .kept = std::ranges::count(peer.out, '\n'),
             .md5 = md5.text()});
    }
    EXPECT_LT(n_rejected, 30U);
    expect_rows(path.string(), cases);
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    RandomExpressions,
    testing::Values(
        "edge/bcftools-vcf/filter.1.vcf",
        "edge/bcftools-vcf/filter.2.vcf",
        "edge/bcftools-vcf/filter.3.vcf",
        "edge/bcftools-vcf/view.vcf",
        "edge/bcftools-vcf/query.vcf",
        "edge/bcftools-vcf/merge.a.vcf",
        "edge/bcftools-vcf/annotate.vcf",
        "edge/bcftools-vcf/view.filter.vcf",
        "edge/bcftools-vcf/norm.vcf",
        "edge/bcftools-vcf/stats.a.vcf",
        "clinical/scout_demo_trio.sv.vcf.gz"));

}  // namespace

}  // namespace genostrat::filter
