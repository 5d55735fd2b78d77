// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <filesystem>
#include <vector>

#include <htslib/hts.h>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_source.hpp>

// The rows that bcftools 1.16 keeps for the recorded expressions: their number and the MD5 of their
// lines CHROM:POS:REF:ALT (`bcftools query -f '%CHROM:%POS:%REF:%ALT\n'`). All expressions of a
// file are evaluated in one pass over it.
namespace genostrat::filter {

namespace {

struct Md5 {
    Md5() : state{hts_md5_init()} {}

    ~Md5() { hts_md5_destroy(state); }

    Md5(const Md5&) = delete;
    Md5& operator=(const Md5&) = delete;

    void add(std::string_view text) const {
        hts_md5_update(state, text.data(), static_cast<unsigned long>(text.size()));
    }

    [[nodiscard]] std::string text() const {
        std::array<unsigned char, 16> digest{};
        std::array<char, 33> hex{};
        hts_md5_final(digest.data(), state);
        hts_md5_hex(hex.data(), digest.data());
        return hex.data();
    }

    hts_md5_context* state;
};

struct Case {
    std::string expression{};
    bool exclude{};
    std::int64_t kept{};
    std::string md5{};
};

struct Tried {
    Tried(const Case& wanted, const Schema& schema)
        : expected{wanted}, program{compile(wanted.expression, schema, Rules::bcftools)},
          evaluator{program} {}

    const Case& expected;
    Program program;
    Evaluator evaluator;
    Md5 md5{};
    std::int64_t kept{};
};

/// A stage that evaluates many expressions and keeps the rows.
class TryAll {
public:
    explicit TryAll(const std::vector<Case>& cases) : cases_{&cases} {}

    [[nodiscard]] std::string_view name() const noexcept { return "try_all"; }

    void bind(Schema& schema) {
        for (const Case& expected : *cases_)
            tried_.push_back(std::make_unique<Tried>(expected, schema));
    }

    void process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
        BatchRow view{*batch};
        std::string line;
        for (const RowId row : batch->rows()) {
            view.move_to(row);
            line.clear();
            line += batch->contig_name(row);
            line += ':';
            append_number(line, batch->pos(row) + 1);
            line += ':';
            line += batch->ref(row);
            line += ':';
            const auto alts = batch->alts(row);
            if (alts.empty())
                line += '.';
            for (std::size_t alt = 0; alt < alts.size(); ++alt) {
                line += alt == 0 ? "" : ",";
                line += alts[alt];
            }
            line += '\n';
            for (const auto& tried : tried_)
                if (tried->evaluator.passes(view) != tried->expected.exclude) {
                    tried->md5.add(line);
                    ++tried->kept;
                }
        }
        ready.push_back(std::move(batch));
    }

    void finish(Batches<RecordBatch>&) {
        for (const auto& tried : tried_) {
            EXPECT_EQ(tried->kept, tried->expected.kept) << tried->expected.expression;
            EXPECT_EQ(tried->md5.text(), tried->expected.md5) << tried->expected.expression;
        }
    }

private:
    const std::vector<Case>* cases_;
    std::vector<std::unique_ptr<Tried>> tried_;
};

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
    auto pipeline = Pipeline{VcfSource{test::shared("data/" + file).string()}} | TryAll{cases};
    static_cast<void>(std::move(pipeline).run({}));
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
