// SPDX-License-Identifier: MIT
// Real variants: ClinVar's own places in both assemblies, and places by a second way through the
// chain file.
#include "test_support.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <tuple>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/row_text.hpp>

namespace genostrat {
namespace {

std::vector<std::string> rows_of(const std::string& vcf) {
    std::vector<std::string> lines = test::lines_of(vcf);
    std::erase_if(lines, [](const std::string& line) { return line.starts_with('#'); });
    return lines;
}

/// Runs `genostrat liftover` from GRCh37 to GRCh38 without a FASTA; rows lifted and rejected.
struct Lifted {
    std::vector<std::string> rows;
    std::vector<std::string> rejected;
};

Lifted lift(const std::filesystem::path& input, const std::filesystem::path& chain) {
    const test::TempDir folder;
    const test::CommandResult result = test::genostrat(
        "liftover --no-version --chain " + chain.string() + " " + input.string() + " -o " +
        (folder / "out.vcf").string() + " --reject " + (folder / "rejected.vcf").string());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return {
        rows_of(test::read_file(folder / "out.vcf")),
        rows_of(test::read_file(folder / "rejected.vcf"))};
}

/// Place and alleles of each ALLELE_ID.
std::map<std::string, std::string> by_allele_id(const std::vector<std::string>& rows) {
    std::map<std::string, std::string> places;
    for (const std::string& line : rows) {
        const RowText row = RowText::parse(line);
        for_each_piece(row.info, ';', [&](std::string_view entry) {
            if (entry.starts_with("ALLELE_ID="))
                places[std::string{entry}] = std::string{row.contig} + ":" + std::string{row.pos} +
                                             " " + std::string{row.ref} + ">" +
                                             std::string{row.alt};
        });
    }
    return places;
}

TEST(Liftover, puts_clinvar_where_clinvar_has_it) {
    const auto chain = test::shared("data/ref/chain.GRCh37_to_GRCh38.chain.gz");
    const auto source = test::shared("data/anno/clinvar_750.grch37.vcf.gz");
    const auto target = test::shared("data/anno/clinvar_750.grch38.vcf.gz");
    GENOSTRAT_NEEDS(chain);
    GENOSTRAT_NEEDS(source);
    const auto lifted = by_allele_id(lift(source, chain).rows);
    const auto expected = by_allele_id(rows_of(test::read_gzip_file(target)));
    std::size_t n_shared = 0;
    for (const auto& [id, place] : by_allele_id(rows_of(test::read_gzip_file(source)))) {
        const auto found = expected.find(id);
        if (found == expected.end())
            continue;
        ++n_shared;
        ASSERT_TRUE(lifted.contains(id)) << id;
        EXPECT_EQ(lifted.at(id), found->second) << id << " from " << place;
    }
    EXPECT_EQ(n_shared, 515U);
}

/// An ungapped block of a chain, as its file has it.
struct Block {
    std::int64_t source{};
    std::int64_t size{};
    std::int64_t target{};  ///< on the chain's strand
    std::int64_t target_size{};
    bool reverse{};
    std::string contig{};
    std::int64_t span{};  ///< of the chain
};

std::vector<Block> blocks_of(const std::filesystem::path& chain, const std::string& contig) {
    std::istringstream lines{test::read_gzip_file(chain)};
    std::vector<Block> blocks;
    std::string line;
    bool is_ours = false;
    Block next;
    while (std::getline(lines, line)) {
        std::istringstream fields{line};
        if (line.starts_with("chain")) {
            std::string word;
            std::string name;
            std::string strand;
            std::string ignored;
            std::int64_t end = 0;
            fields >> word >> ignored >> name >> ignored >> strand >> next.source >> end >>
                next.contig >> next.target_size >> strand >> next.target;
            next.reverse = strand == "-";
            next.span = end - next.source;
            is_ours = name == contig;
        } else if (!line.empty()) {
            std::int64_t source_gap = 0;
            std::int64_t target_gap = 0;
            fields >> next.size >> source_gap >> target_gap;
            if (is_ours)
                blocks.push_back(next);
            next.source += next.size + source_gap;
            next.target += next.size + target_gap;
        }
    }
    return blocks;
}

// All scores of this chain file are alike: the chain that reaches farther counts.
TEST(Liftover, agrees_with_chain_arithmetic) {
    const auto chain = test::shared("data/ref/chain.GRCh37_to_GRCh38.chain.gz");
    const auto source = test::shared("data/vcf/1kgp3.b37.chr22_16-16.5Mb.2504s.vcf.gz");
    GENOSTRAT_NEEDS(chain);
    GENOSTRAT_NEEDS(source);
    const std::vector<Block> blocks = blocks_of(chain, "22");
    std::vector<std::tuple<std::string, std::int64_t, std::string>> expected;
    std::size_t n_reverse = 0;
    for (const std::string& line : rows_of(test::read_gzip_file(source))) {
        const RowText row = RowText::parse(line);
        const auto first = *parse_number<std::int64_t>(row.pos) - 1;
        const auto length = static_cast<std::int64_t>(row.ref.size());
        const Block* best = nullptr;
        for (const Block& block : blocks)
            if (block.source <= first && first + length <= block.source + block.size &&
                (best == nullptr || block.span > best->span))
                best = &block;
        if (best == nullptr || row.alt.starts_with('<'))
            continue;
        const std::int64_t on_strand = best->target + first - best->source;
        const std::int64_t place =
            best->reverse ? best->target_size - on_strand - length : on_strand;
        n_reverse += best->reverse ? 1 : 0;
        expected.emplace_back(best->contig, place + 1, std::string{row.id});
    }
    const Lifted lifted = lift(source, chain);
    std::vector<std::tuple<std::string, std::int64_t, std::string>> found;
    for (const std::string& line : lifted.rows) {
        const RowText row = RowText::parse(line);
        found.emplace_back(
            std::string{row.contig}, *parse_number<std::int64_t>(row.pos), std::string{row.id});
    }
    EXPECT_TRUE(
        std::ranges::is_sorted(found, {}, [](const auto& place) { return std::get<1>(place); }));
    std::ranges::sort(expected);
    std::ranges::sort(found);
    EXPECT_EQ(found, expected);
    EXPECT_GT(n_reverse, 6'000U);
    EXPECT_EQ(found.size() + lifted.rejected.size(), 6'109U);
}

}  // namespace
}  // namespace genostrat
