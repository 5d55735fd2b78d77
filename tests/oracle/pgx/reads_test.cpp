// SPDX-License-Identifier: MIT
// From reads to star alleles of CYP2C19: by the regions of `callable` and by the rows of `pileup`.
#include "bam_file.hpp"
#include "test_support.hpp"

#include <map>
#include <set>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/core/text.hpp>

namespace genostrat::pgx {
namespace {

struct Position {
    std::string ref{};
    std::string alt{};
    std::string id{};
};

/// CYP2C19's by place (from 1), and the rows that name them.
struct Cyp2c19 {
    std::map<long, Position> positions{};
    std::string rows{};

    Cyp2c19() {
        const auto path = test::shared("data/pgx/positions/pharmcat_positions.vcf");
        for (const std::string& line : test::lines_of(test::read_file(path))) {
            const std::vector<std::string_view> columns = split(line, '\t');
            if (columns.size() < 8 || columns[7] != "PX=CYP2C19")
                continue;
            positions.emplace(
                std::stol(std::string{columns[1]}),
                Position{
                    std::string{columns[3]},
                    std::string{split(columns[4], ',')[0]},
                    std::string{columns[2]}});
            rows += fmt::format("chr10\t{}\t{}\t{}\n", columns[1], columns[3], columns[4]);
        }
    }

    /// Twenty reads on each position but one. @param changed  ids at which they show ALT
    [[nodiscard]] std::string
    reads(const std::set<std::string>& changed, const std::string& unseen) const {
        std::string sam = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr10\tLN:133797422\n"
                          "@RG\tID:g\tSM:P1\n";
        for (const auto& [place, position] : positions)
            for (int copy = 0; copy < 20 && position.id != unseen; ++copy)
                sam += fmt::format(
                    "{0}_{1}\t0\tchr10\t{0}\t60\t1M\t*\t0\t0\t{2}\tI\n",
                    place,
                    copy,
                    changed.contains(position.id) ? position.alt : position.ref);
        return sam;
    }
};

/// What `pgx call` says of CYP2C19: its diplotypes and the positions that are missing.
std::string called(const std::string& arguments) {
    const auto run = test::genostrat(
        fmt::format("pgx call --pgx-data {} {}", test::shared("data/pgx").string(), arguments));
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::string text;
    const auto document = nlohmann::json::parse(run.out);
    for (const auto& gene : document["samples"][0]["results"]) {
        if (gene["gene"] != "CYP2C19")
            continue;
        for (const auto& diplotype : gene["diplotypes"])
            text += diplotype["name"].get<std::string>();
        for (const auto& position : gene["matchData"]["missingPositions"])
            text += " without " + position["rsid"].get<std::string>();
    }
    return text;
}

TEST(Reads, tell_by_callable_regions_what_is_reference) {
    GENOSTRAT_NEEDS(test::shared("data/pgx"));
    const test::TempDir folder;
    test::write_bam(folder / "in.bam", Cyp2c19{}.reads({}, "rs12248560"));
    const std::string prefix = (folder / "seen").string();
    const auto run = test::genostrat(fmt::format(
        "callable {} {} --pgx-data {}",
        prefix,
        (folder / "in.bam").string(),
        test::shared("data/pgx").string()));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    test::write_file(
        folder / "none.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=chr10,length=133797422>\n"
        "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1\n");
    const std::string none = (folder / "none.vcf").string();
    EXPECT_EQ(
        called(fmt::format("{} --callable {}.callable.bed.gz", none, prefix)),
        "*38/*38 without rs12248560");  // *38 is the genome's own sequence; *17 cannot be told
}

TEST(Reads, tell_by_pileup_what_else_is_there) {
    GENOSTRAT_NEEDS(test::shared("data/pgx"));
    const test::TempDir folder;
    const Cyp2c19 gene;
    // *2 by its three positions of the definition table.
    test::write_bam(
        folder / "in.bam", gene.reads({"rs12769205", "rs4244285", "rs3758581"}, "none"));
    test::write_file(folder / "sites.tsv", gene.rows);
    const std::string vcf = (folder / "seen.vcf").string();
    const auto run = test::genostrat(fmt::format(
        "pileup --sites {} {} -o {}",
        (folder / "sites.tsv").string(),
        (folder / "in.bam").string(),
        vcf));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(called(vcf), "*2/*2");
}

}  // namespace
}  // namespace genostrat::pgx
