// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/annotate/table_layout.hpp>

namespace genostrat::annotate {
namespace {

using testing::HasSubstr;
using Names = std::vector<std::string>;

TEST(FindTablePlaces, knows_the_usual_tables) {
    const Names cadd{"Chrom", "Pos", "Ref", "Alt", "RawScore", "PHRED"};
    const Names dbnsfp{"chr", "pos(1-based)", "ref", "alt", "aaref"};
    for (const Names& names : {cadd, dbnsfp}) {
        const TablePlaces places = find_table_places(names, {}, ArchiveKeys::alleles, "t");
        EXPECT_EQ(places.contig, 0U);
        EXPECT_EQ(places.begin, 1U);
        EXPECT_EQ(places.ref, 2U);
        EXPECT_EQ(places.alt, 3U);
    }
    const Names revel{"chr", "hg19_pos", "grch38_pos", "ref", "alt", "REVEL"};
    EXPECT_EQ(find_table_places(revel, {}, ArchiveKeys::alleles, "t").begin, 2U);
    EXPECT_EQ(find_table_places(revel, {.begin = "hg19_pos"}, ArchiveKeys::alleles, "t").begin, 1U);
    EXPECT_EQ(find_table_places(revel, {.begin = "2"}, ArchiveKeys::alleles, "t").begin, 1U);
    const Names genes{"hgnc", "Gene_Symbol", "pLI"};
    EXPECT_EQ(find_table_places(genes, {}, ArchiveKeys::genes, "t").gene, 1U);
    EXPECT_EQ(find_table_places(Names{"list"}, {}, ArchiveKeys::genes, "t").gene, 0U);
}

TEST(FindTablePlaces, names_what_it_does_not_find) {
    const Names names{"chr", "pos", "ref", "score"};
    EXPECT_ERROR(
        find_table_places(names, {}, ArchiveKeys::alleles, "t.tsv"),
        ErrorKind::missing_input,
        testing::AllOf(HasSubstr("t.tsv"), HasSubstr("ALT allele"), HasSubstr("--alt-column")));
    EXPECT_ERROR(
        find_table_places(names, {.alt = "scor"}, ArchiveKeys::alleles, "t.tsv"),
        ErrorKind::missing_input,
        HasSubstr("did you mean 'score'?"));
    EXPECT_ERROR(
        find_table_places(names, {.alt = "9"}, ArchiveKeys::alleles, "t.tsv"),
        ErrorKind::missing_input,
        HasSubstr("has 4 columns, column 9 was asked for"));
}

TEST(TableOptions, sees_header_and_separator) {
    const test::TempDir folder;
    const auto options_of = [&](std::string_view text, ArchiveKeys keys) {
        test::write_file(folder / "t", text);
        return table_options(folder / "t", {}, keys);
    };
    const auto cadd = options_of("## v1\n#Chrom\tPos\n1\t5\n", ArchiveKeys::alleles);
    EXPECT_EQ(cadd.header, io::TsvHeader::either);
    EXPECT_EQ(cadd.separator, '\t');
    EXPECT_EQ(options_of("chr,pos\n1,5\n", ArchiveKeys::alleles).separator, ',');
    EXPECT_EQ(options_of("1\t5\tA\tC\n", ArchiveKeys::alleles).header, io::TsvHeader::none);
    EXPECT_EQ(options_of("# note\n1\t5\tA\tC\n", ArchiveKeys::alleles).header, io::TsvHeader::none);
    EXPECT_EQ(options_of("TP53\nKRAS\n", ArchiveKeys::genes).header, io::TsvHeader::none);
    EXPECT_EQ(options_of("gene\tpLI\nKRAS\t1\n", ArchiveKeys::genes).header, io::TsvHeader::either);
}

TEST(AppendInfoValue, encodes_what_a_vcf_forbids) {
    const auto encoded = [](std::string_view text, bool is_list) {
        std::string out;
        append_info_value(text, is_list, out);
        return out;
    };
    EXPECT_EQ(encoded("Breast cancer; ovarian", true), "Breast%20cancer%3B%20ovarian");
    EXPECT_EQ(encoded("a,b", true), "a,b");
    EXPECT_EQ(encoded("a,b", false), "a%2Cb");
    EXPECT_EQ(encoded("p=1", true), "p%3D1");
    EXPECT_EQ(encoded("Sjögren", true), "Sjögren");
    for (const std::string_view missing : {"", " ", ".", "NA", "nan", "NULL"})
        EXPECT_EQ(encoded(missing, true), ".") << missing;
    EXPECT_EQ(encoded("NAT2", true), "NAT2");
}

TEST(SourceKind, looks_at_bytes_before_names) {
    const test::TempDir folder;
    const auto kind_of = [&](std::string_view name, std::string_view text) {
        test::write_file(folder / name, text);
        return source_kind(folder / name);
    };
    EXPECT_EQ(kind_of("a.bed", "##fileformat=VCFv4.2\n"), SourceKind::variants);
    EXPECT_EQ(kind_of("a.bed", "1\t2\t3\n"), SourceKind::bed);
    EXPECT_EQ(kind_of("a.bedGraph", "1\t2\t3\t4\n"), SourceKind::bed);
    EXPECT_EQ(kind_of("a.bw", "\x26\xFC\x8F\x88"), SourceKind::bigwig);
    EXPECT_EQ(kind_of("a.gsa", "GENOSTRA"), SourceKind::archive);
    EXPECT_EQ(kind_of("a.tsv", "chr\tpos\n"), SourceKind::table);
    EXPECT_EQ(kind_of("empty", ""), SourceKind::table);
}

}  // namespace
}  // namespace genostrat::annotate
