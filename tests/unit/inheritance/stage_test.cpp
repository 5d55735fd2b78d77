// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/inheritance/stage.hpp>

namespace genostrat {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view header =
    "##fileformat=VCFv4.2\n"
    "##contig=<ID=1,length=249250621>\n"
    "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|SYMBOL\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tkid\tmom\tdad\n";

// A de novo, a recessive one, two halves of a pair, a de novo third allele, a bad call.
constexpr std::string_view rows =
    "1\t10\t.\tA\tC\t.\t.\t.\tGT:AD:GQ\t0/1:9,9:50\t0/0:20,0:50\t0/0:20,0:50\n"
    "1\t20\t.\tA\tC\t.\t.\t.\tGT:AD:GQ\t1/1:0,20:50\t0/1:9,9:50\t0/1:9,9:50\n"
    "1\t30\t.\tA\tC\t.\t.\tCSQ=C|G1\tGT:AD:GQ\t0/1:9,9:50\t0/1:9,9:50\t0/0:20,0:50\n"
    "1\t40\t.\tA\tC\t.\t.\tCSQ=C|G1,C|G2\tGT:AD:GQ\t0/1:9,9:50\t0/0:20,0:50\t0/1:9,9:50\n"
    "1\t50\t.\tA\tC,G\t.\t.\t.\tGT:AD:GQ\t0/2:9,0,9:50\t0/1:9,9,0:50\t0/0:20,0,0:50\n"
    "1\t60\t.\tA\tC\t.\t.\t.\tGT:AD:GQ\t0/1:9,9:50\t0/0:20,0:10\t0/0:20,0:50\n";

InheritanceOptions options() {
    return {
        .pedigree = cohort::Pedigree::parse(
            "F\tkid\tdad\tmom\t1\t2\nF\tmom\t0\t0\t2\t1\nF\tdad\t0\t0\t1\t1\n", "a.ped")};
}

void fill(RecordBatch& batch, const Schema& schema) {
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    std::vector<RowId> all;
    for (const std::string& line : test::lines_of(rows))
        all.push_back(batch.add_line(line));
    batch.set_order(all);
}

std::vector<std::string> infos(const RecordBatch& batch) {
    std::vector<std::string> out;
    for (const RowId row : batch.rows()) {
        std::string line;
        batch.append_line(row, line);
        out.emplace_back(split(line, '\t')[7]);
    }
    return out;
}

TEST(Inheritance, writes_the_children_of_each_mode) {
    Schema schema = Schema::parse(std::string{header}, "a.vcf");
    Inheritance stage{options()};
    stage.bind(schema);
    RecordBatch batch;
    fill(batch, schema);
    stage.process(batch);
    EXPECT_THAT(
        infos(batch),
        ElementsAre(
            "DE_NOVO=kid",
            "AUTOSOMAL_RECESSIVE=kid",
            "CSQ=C|G1;COMPOUND_HET_SIDE=kid",
            "CSQ=C|G1,C|G2;COMPOUND_HET_SIDE=kid",
            "DE_NOVO=kid",
            "."));
}

TEST(Inheritance, leaves_rows_out_on_request_and_writes_pairs) {
    Schema schema = Schema::parse(std::string{header}, "a.vcf");
    InheritanceOptions chosen = options();
    chosen.matching_only = true;
    const CompoundHetTable pairs{.pairs = {{"kid", "G1", "1/30/A/C", "1/40/A/C"}}};
    Inheritance stage{std::move(chosen), pairs};
    stage.bind(schema);
    RecordBatch batch;
    fill(batch, schema);
    stage.process(batch);
    const auto found = infos(batch);
    ASSERT_EQ(found.size(), 5U);
    EXPECT_THAT(found[2], HasSubstr("COMPOUND_HET=kid/G1/1/40/A/C"));
    EXPECT_THAT(found[3], HasSubstr("COMPOUND_HET=kid/G1/1/30/A/C"));
}

TEST(CompoundHetSearch, pairs_within_a_gene) {
    Schema schema = Schema::parse(std::string{header}, "a.vcf");
    CompoundHetSearch search{options()};
    search.bind(schema);
    RecordBatch batch;
    fill(batch, schema);
    search.merge(search.summarize(batch));
    Results results;
    search.finish(results);
    EXPECT_EQ(
        results.find<CompoundHetTable>()->text(),
        "child\tgene\tfirst\tsecond\nkid\tG1\t1/30/A/C\t1/40/A/C\n");
}

TEST(MendelianErrors, counts_rows) {
    Schema schema = Schema::parse(std::string{header}, "a.vcf");
    MendelianErrors errors{options().pedigree};
    errors.bind(schema);
    RecordBatch batch;
    fill(batch, schema);
    errors.merge(errors.summarize(batch));
    Results results;
    errors.finish(results);
    // Rows 10, 50 and 60 have an allele of neither parent.
    EXPECT_THAT(results.find<MendelianTable>()->text(), HasSubstr("kid\tmom\tdad\t3\t3\t0\t0.5\n"));
}

}  // namespace

}  // namespace genostrat
