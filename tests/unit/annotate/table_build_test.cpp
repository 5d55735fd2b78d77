// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>

#include <genostrat/annotate/archive_dump.hpp>
#include <genostrat/annotate/table_build.hpp>
#include <genostrat/core/text.hpp>

#include <bigWig.h>

namespace genostrat::annotate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> dumped(const std::string& path) {
    std::string text;
    dump_archive(Archive{path}, [&](std::string_view piece) { text += piece; });
    std::vector<std::string> rows = test::lines_of(text);
    std::erase_if(rows, [](const std::string& row) { return row.starts_with("##"); });
    return rows;
}

class TableBuild : public testing::Test {
protected:
    std::string write(std::string_view name, std::string_view text) {
        test::write_file(folder_ / name, text);
        return folder_ / name;
    }

    TableBuildResult build(
        const std::vector<std::string>& paths, std::string_view fields, TableBuildOptions options) {
        for_each_piece(fields, ',', [&](std::string_view field) {
            options.fields.push_back(FieldRequest::parse(field));
        });
        return build_from_tables(paths, output(), std::move(options));
    }

    [[nodiscard]] std::string output() const { return folder_ / "out.gsa"; }

private:
    test::TempDir folder_;
};

TEST_F(TableBuild, reads_scores_of_alleles) {
    const auto cadd = write(
        "cadd.tsv",
        "## CADD GRCh38-v1.6\n#Chrom\tPos\tRef\tAlt\tRawScore\tPHRED\n"
        "1\t100\tA\tC\t0.123456\t12.30\n1\t100\tA\tG\t-1.5\tNA\n2\t50\tGC\tG\t2.25\t30\n");
    const TableBuildResult result = build({cadd}, "RawScore:raw,6:phred", {});
    EXPECT_EQ(result.info.n_sites, 3U);
    EXPECT_EQ(result.info.columns[0].type, ColumnType::floating);
    EXPECT_EQ(result.info.source, "cadd.tsv");
    EXPECT_THAT(
        dumped(output()),
        ElementsAre(
            HasSubstr("#CHROM"),
            "1\t100\t.\tA\tC\t.\t.\traw=0.123456;phred=12.30",
            "1\t100\t.\tA\tG\t.\t.\traw=-1.5;phred=.",
            "2\t50\t.\tGC\tG\t.\t.\traw=2.25;phred=30"));
}

TEST_F(TableBuild, joins_files_of_single_contigs) {
    const auto one = write("1.csv", "chr,pos,ref,alt,n\n1,5,A,C,7\n");
    const auto two = write("2.csv", "chr,pos,ref,alt,n\n2,5,A,C,8\n2,6,A,T,9\n");
    const TableBuildResult result = build({one, two}, "n", {});
    EXPECT_EQ(result.info.n_sites, 3U);
    EXPECT_THAT(result.info.contigs, ElementsAre("1", "2"));
    EXPECT_EQ(result.info.columns[0].type, ColumnType::integer);
    EXPECT_EQ(result.info.source, "1.csv,2.csv");
}

TEST_F(TableBuild, passes_over_rows_without_position_and_says_how_many) {
    const auto revel = write(
        "revel.csv", "chr,hg19_pos,grch38_pos,ref,alt,REVEL\n1,90,100,A,C,0.5\n1,91,.,A,C,0.6\n");
    const TableBuildResult result = build({revel}, "REVEL", {});
    EXPECT_EQ(result.n_without_place, 1);
    EXPECT_EQ(result.info.n_sites, 1U);
}

TEST_F(TableBuild, takes_told_types_at_their_word) {
    const auto table =
        write("t.tsv", "chr\tpos\tref\talt\tv\tf\n1\t5\tA\tC\thigh\tyes\n1\t6\tA\tC\t1\tno\n");
    TableBuildOptions options;
    options.fields = {{.source = "v", .name = "v", .type = ColumnType::integer}};
    EXPECT_ERROR(
        build_from_tables(std::vector{table}, output(), options),
        ErrorKind::bad_data,
        testing::AllOf(HasSubstr("t.tsv:2"), HasSubstr("v is 'high', which is no Integer")));
    options.fields = {{.source = "f", .name = "f", .type = ColumnType::flag}};
    static_cast<void>(build_from_tables(std::vector{table}, output(), options));
    EXPECT_THAT(
        dumped(output()),
        ElementsAre(HasSubstr("#CHROM"), "1\t5\t.\tA\tC\t.\t.\tf", "1\t6\t.\tA\tC\t.\t.\t."));
}

TEST_F(TableBuild, splits_alts_with_their_values) {
    const auto table = write("t.tsv", "chr\tpos\tref\talt\tv\n1\t5\tAT\tA,ATT\t1,2\n");
    TableBuildOptions options;
    options.fields = {{.source = "v", .name = "v", .number = "A"}};
    static_cast<void>(build_from_tables(std::vector{table}, output(), options));
    EXPECT_THAT(
        dumped(output()),
        ElementsAre(HasSubstr("#CHROM"), "1\t5\t.\tA\tAT\t.\t.\tv=2", "1\t5\t.\tAT\tA\t.\t.\tv=1"));
}

TEST_F(TableBuild, refuses_what_is_no_allele) {
    for (const std::string_view alleles : {"A\t-", "-\tA", "A\t"}) {
        const auto table =
            write("t.tsv", "chr\tpos\tref\talt\tv\n1\t5\t" + std::string{alleles} + "\t1\n");
        EXPECT_ERROR(build({table}, "v", {}), ErrorKind::bad_data, HasSubstr("are no alleles"));
    }
    const auto unsorted = write("t.tsv", "chr\tpos\tref\talt\tv\n1\t5\tA\tC\t1\n1\t4\tA\tC\t1\n");
    EXPECT_ERROR(build({unsorted}, "v", {}), ErrorKind::bad_data, HasSubstr("t.tsv:3"));
}

TEST_F(TableBuild, reads_bed_and_bedgraph) {
    const auto bed =
        write("x.bed", "track name=x\nchr1\t90\t120\tpeak A\t5\nchr1\t99\t100\tB\t7.5\n");
    static_cast<void>(build({bed}, "name,5:score", {.keys = ArchiveKeys::intervals}));
    EXPECT_THAT(
        dumped(output()),
        ElementsAre(
            "#contig\tbegin\tend\tname\tscore",
            "chr1\t90\t120\tpeak%20A\t5",
            "chr1\t99\t100\tB\t7.5"));
    const auto graph = write("x.bedgraph", "chr1\t0\t10\t0.5\nchr1\t10\t12\t-2\n");
    static_cast<void>(build({graph}, "value:v", {.keys = ArchiveKeys::intervals}));
    EXPECT_THAT(
        dumped(output()),
        ElementsAre("#contig\tbegin\tend\tv", "chr1\t0\t10\t0.5", "chr1\t10\t12\t-2"));
    EXPECT_ERROR(
        build({graph}, "6:v", {.keys = ArchiveKeys::intervals}),
        ErrorKind::bad_data,
        HasSubstr("x.bedgraph:1"));
}

TEST_F(TableBuild, reads_intervals_of_tables_counted_from_one) {
    const auto table = write("t.tsv", "chrom\tstart\tend\tscore\n1\t11\t20\t5\n");
    static_cast<void>(build({table}, "score", {.keys = ArchiveKeys::intervals}));
    EXPECT_THAT(dumped(output()), ElementsAre(HasSubstr("score"), "1\t10\t20\t5"));
}

TEST_F(TableBuild, keeps_the_first_or_the_last_row_of_a_gene) {
    const auto genes = write(
        "g.tsv", "gene\tpLI\tpanel\nTP53\t0.99\tLi-Fraumeni, adult\nKRAS\tNA\t\nTP53\t0.5\tx\n");
    EXPECT_EQ(build({genes}, "pLI,panel", {.keys = ArchiveKeys::genes}).info.n_duplicates, 1U);
    EXPECT_THAT(
        dumped(output()),
        ElementsAre("#gene\tpLI\tpanel", "TP53\t0.99\tLi-Fraumeni,%20adult", "KRAS\t.\t."));
    static_cast<void>(build(
        {genes},
        "pLI",
        {.keys = ArchiveKeys::genes, .writer = {.on_duplicate = OnDuplicate::last}}));
    EXPECT_THAT(dumped(output()), ElementsAre("#gene\tpLI", "TP53\t0.5", "KRAS\t."));
    const auto list = write("list.txt", "ATM\nBRCA1\n");
    static_cast<void>(build({list}, "FLAG:panel", {.keys = ArchiveKeys::genes}));
    EXPECT_EQ(Archive{output()}.info().columns[0].type, ColumnType::flag);
    EXPECT_THAT(dumped(output()), ElementsAre("#gene\tpanel", "ATM\t1", "BRCA1\t1"));
}

TEST_F(TableBuild, reads_what_libbigwig_writes) {
    const std::string path = write("x.bw", "");
    std::array<std::string, 2> names{"chr1", "chr2"};
    std::array<char*, 2> chroms{names[0].data(), names[1].data()};
    std::array<std::uint32_t, 2> lengths{1'000'000, 500'000};
    bwInit(1 << 17);
    bigWigFile_t* const file = bwOpen(path.c_str(), nullptr, "w");
    ASSERT_NE(file, nullptr);
    ASSERT_EQ(bwCreateHdr(file, 2), 0);
    file->cl = bwCreateChromList(chroms.data(), lengths.data(), 2);
    ASSERT_EQ(bwWriteHdr(file), 0);
    std::array<char*, 3> contigs{chroms[0], chroms[0], chroms[1]};
    std::array<std::uint32_t, 3> begins{10, 100, 5};
    std::array<std::uint32_t, 3> ends{20, 101, 9};
    std::array<float, 3> values{0.1F, -2.5F, 7};
    ASSERT_EQ(
        bwAddIntervals(file, contigs.data(), begins.data(), ends.data(), values.data(), 3), 0);
    bwClose(file);
    static_cast<void>(build({path}, "value:phylop", {.keys = ArchiveKeys::intervals}));
    EXPECT_EQ(Archive{output()}.info().columns[0].type, ColumnType::floating);
    EXPECT_THAT(
        dumped(output()),
        ElementsAre(
            "#contig\tbegin\tend\tphylop",
            "chr1\t10\t20\t0.1",
            "chr1\t100\t101\t-2.5",
            "chr2\t5\t9\t7"));
}

}  // namespace
}  // namespace genostrat::annotate
