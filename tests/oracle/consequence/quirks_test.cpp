// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include <genostrat/consequence/rules.hpp>
#include <genostrat/core/text.hpp>

// From VEP's rules to the default rules, one switch after the other: what each changes in the
// recorded rows. The first step is equal to VEP (vep_test.cpp), so that every difference between
// VEP and the default rules is of one of the switches.
namespace genostrat::consequence {
namespace {

class Steps {
public:
    Steps() {
        const auto gff = test::shared("data/ref/ensembl84.grch38.chr21.gff3.gz");
        fasta_ = test::shared("data/ref/grch38.chr21.filled.fa.gz").string();
        const test::CommandResult built = test::genostrat(
            "genes build --gff3 " + gff.string() + " --fasta " + fasta_ + " -o " + model());
        EXPECT_EQ(built.exit_code, 0) << built.err;
    }

    // CSQ of each record, without what comes before it.
    std::vector<std::string> annotate(const std::string& rules) {
        const std::string out = (folder_ / "out.vcf").string();
        const test::CommandResult run = test::genostrat(
            "annotate --no-version --rules " + rules + " --genes " + model() + " --fasta " +
            fasta_ + " -o " + out + ' ' +
            test::shared("data/oracle/vep115.chr21.random.vcf.gz").string());
        EXPECT_EQ(run.exit_code, 0) << run.err;
        std::vector<std::string> rows;
        for (const std::string& line : test::lines_of(test::read_file(out)))
            if (!line.starts_with('#')) {
                const std::size_t begin = line.find("CSQ=");
                rows.push_back(
                    begin == std::string::npos ? ""
                                               : line.substr(begin + 4, line.find('\t', begin)));
            }
        return rows;
    }

private:
    [[nodiscard]] std::string model() const { return (folder_ / "chr21.gsg").string(); }

    test::TempDir folder_;
    std::string fasta_;
};

// Effects by ALLELE_NUM and Feature, the 19th and 7th field.
std::map<std::string, std::string> effects_of(std::string_view csq) {
    std::map<std::string, std::string> effects;
    for_each_piece(csq, ',', [&](std::string_view effect) {
        const std::vector<std::string_view> fields = split(effect, '|');
        if (fields.size() > 18)
            effects[std::string{fields[18]} + ' ' + std::string{fields[6]}] = effect;
    });
    return effects;
}

std::int64_t
n_changed(const std::vector<std::string>& before, const std::vector<std::string>& now) {
    std::int64_t changed = 0;
    for (std::size_t row = 0; row < before.size(); ++row) {
        if (before[row] == now[row])
            continue;
        const auto was = effects_of(before[row]);
        const auto is = effects_of(now[row]);
        for (const auto& [key, effect] : was) {
            const auto same = is.find(key);
            changed += same == is.end() || same->second != effect ? 1 : 0;
        }
        for (const auto& [key, effect] : is)
            changed += was.contains(key) ? 0 : 1;
    }
    return changed;
}

TEST(Quirks, every_difference_to_vep_is_of_one) {
    GENOSTRAT_NEEDS(test::shared("data/oracle/vep115.chr21.random.vcf.gz"));
    Steps steps;
    std::string rules = "vep115";
    std::vector<std::string> before = steps.annotate(rules);
    std::map<std::string_view, std::int64_t> changes;
    // `shared_span` comes last: what others change in rows of several ALTs is counted as theirs.
    std::vector<std::string_view> names(rule_names().begin(), rule_names().end());
    std::stable_partition(
        names.begin(), names.end(), [](std::string_view name) { return name != "shared_span"; });
    for (const std::string_view name : names) {
        rules += '-' + std::string{name};
        std::vector<std::string> now = steps.annotate(rules);
        ASSERT_EQ(now.size(), before.size());
        changes[name] = n_changed(before, now);
        std::cout << name << '\t' << changes[name] << " rows\n";
        before = std::move(now);
    }
    EXPECT_TRUE(before == steps.annotate("default"));
    // Cases of these are in the recorded rows (docs/consequence.md).
    for (const std::string_view name :
         {"mirrored_utr",
          "wrong_rotation",
          "snv_numbering",
          "untrimmed_hgvsg",
          "near_end_stop_retained",
          "loose_utr_positions",
          "raw_protein_names",
          "ignores_model_facts"})
        EXPECT_GT(changes[name], 0) << name;
}

}  // namespace
}  // namespace genostrat::consequence
