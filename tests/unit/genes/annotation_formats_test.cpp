// SPDX-License-Identifier: MIT
#include "small_model.hpp"

#include <array>
#include <vector>

// One gene as each annotation project writes it, by their format descriptions: GENCODE
// (gencodegenes.org, "Format description of GENCODE GTF"), Ensembl (README of gff3 and gtf), NCBI
// ("README for NCBI's GFF3 files") and MANE (README_versions of release 1.3).
//
// 30 bases of contig 1, plus strand: exons 11..25 and 31..45, CDS 14..25 and 31..42 with its stop
// codon 40..42. The second gene, 61..90 on the minus strand, lies on one exon with CDS 64..87.
namespace genostrat::genes {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string fasta = ">chr1\n" + std::string(10, 'A') + "CCCATGGCTGAAAAA" + "GTAAG" +
                          "CATTGGCTGTAACCC" + std::string(55, 'A') + "\n";

/// Lines from rows `type begin end phase attributes`.
std::string lines(
    std::string_view contig,
    char strand,
    const std::vector<std::array<std::string_view, 5>>& rows) {
    std::string text;
    for (const auto& [type, begin, end, phase, attributes] : rows) {
        for (const std::string_view column : {contig, std::string_view{"x"}, type, begin, end})
            text += std::string{column} + '\t';
        text += ".\t";
        text += strand;
        text += '\t' + std::string{phase} + '\t' + std::string{attributes} + '\n';
    }
    return text;
}

struct Told {
    test::SmallModel small;
    GeneModel model{small.open()};

    explicit Told(const std::string& text) : small{text, fasta} {}

    [[nodiscard]] const TranscriptRow& row(std::size_t at = 0) const {
        return model.transcripts()[at];
    }

    [[nodiscard]] std::string text(TextId id) const { return std::string{model.text(id)}; }

    [[nodiscard]] const GeneRow& gene(std::size_t at = 0) const { return model.gene(row(at).gene); }
};

void expect_gene_of_two_exons(const Told& told) {
    EXPECT_THAT(told.small.report.problems, IsEmpty());
    ASSERT_EQ(told.model.transcripts().size(), 1U);
    EXPECT_EQ(told.row().begin, 10);
    EXPECT_EQ(told.row().end, 45);
    EXPECT_EQ(told.row().n_exons, 2U);
    EXPECT_EQ(told.row().cds_begin, 13);
    EXPECT_EQ(told.row().cds_end, 42);  // the stop codon belongs to it
    EXPECT_EQ(told.row().cds_length, 24);
    EXPECT_EQ(told.row().peptide_length, 7);  // M A E K H W L
    EXPECT_EQ(told.text(told.row().biotype), "protein_coding");
    EXPECT_TRUE(told.row().has(flag_protein_coding));
    EXPECT_EQ(told.text(told.gene().symbol), "AB1");
}

TEST(AnnotationFormats, gencode_gff3) {
    const std::string of_t =
        "gene_id=ENSG1.4;transcript_id=ENST1.2;gene_type=protein_coding;gene_name=AB1;"
        "transcript_type=protein_coding;transcript_name=AB1-201;level=2;protein_id=ENSP1.3;"
        "transcript_support_level=1 (assigned to previous version 1);hgnc_id=HGNC:5;"
        "tag=basic,Ensembl_canonical,GENCODE_Primary,MANE_Select,appris_principal_1,CCDS;"
        "ccdsid=CCDS5.1;havana_transcript=OTTHUMT1.2";
    const auto part = [&](std::string_view id) {
        return "ID=" + std::string{id} + ":ENST1.2;Parent=ENST1.2;" + of_t;
    };
    const std::string transcript = "ID=ENST1.2;Parent=ENSG1.4;" + of_t;
    const std::string exon = part("exon");
    const std::string cds = part("CDS");
    const std::string codon = part("stop_codon");
    const Told told{lines(
        "chr1",
        '+',
        {{"gene", "11", "45", ".", "ID=ENSG1.4;gene_id=ENSG1.4;gene_name=AB1;hgnc_id=HGNC:5"},
         {"transcript", "11", "45", ".", transcript},
         {"exon", "11", "25", ".", exon},
         {"CDS", "14", "25", "0", cds},
         {"start_codon", "14", "16", "0", codon},
         {"exon", "31", "45", ".", exon},
         {"CDS", "31", "42", "0", cds},
         {"stop_codon", "40", "42", "0", codon},
         {"three_prime_UTR", "43", "45", ".", codon}})};
    expect_gene_of_two_exons(told);
    const TranscriptRow& row = told.row();
    EXPECT_EQ(told.text(row.id), "ENST1.2");
    EXPECT_EQ(told.text(row.protein_id), "ENSP1.3");
    EXPECT_EQ(told.text(row.ccds), "CCDS5.1");
    EXPECT_EQ(told.text(row.appris), "P1");
    EXPECT_EQ(row.support_level, 1);
    EXPECT_EQ(
        row.flags,
        flag_coding | flag_protein_coding | flag_gencode_basic | flag_gencode_primary |
            flag_canonical | flag_mane_select | flag_tiny_intron);
    EXPECT_EQ(told.text(told.gene().id), "ENSG1.4");
    EXPECT_EQ(told.text(told.gene().hgnc), "HGNC:5");
}

TEST(AnnotationFormats, gencode_and_ensembl_gtf_keep_the_stop_codon_apart) {
    const std::string of_t =
        "gene_id \"ENSG1\"; transcript_id \"ENST1\"; transcript_version \"2\"; "
        "transcript_biotype \"protein_coding\"; gene_name \"AB1\"; tag "
        "\"basic\"; tag \"MANE_Plus_Clinical\"; ccds_id \"CCDS5\"; "
        "transcript_support_level \"NA (assigned to previous version 1)\";";
    const std::string cds = of_t + " protein_id \"ENSP1\"; protein_version \"3\";";
    const Told told{lines(
        "1",
        '+',
        {{"gene", "11", "45", ".", "gene_id \"ENSG1\"; gene_version \"4\"; gene_name \"AB1\";"},
         {"transcript", "11", "45", ".", of_t},
         {"exon", "11", "25", ".", of_t},
         {"CDS", "14", "25", "0", cds},
         {"exon", "31", "45", ".", of_t},
         {"CDS", "31", "39", "0", cds},
         {"stop_codon", "40", "42", "0", of_t},
         {"three_prime_utr", "43", "45", ".", of_t}})};
    expect_gene_of_two_exons(told);
    const TranscriptRow& row = told.row();
    EXPECT_EQ(told.text(told.gene().version), "4");
    EXPECT_EQ(told.text(row.version), "2");
    EXPECT_EQ(told.text(row.protein_id), "ENSP1");
    EXPECT_EQ(told.text(row.protein_version), "3");
    EXPECT_EQ(told.text(row.ccds), "CCDS5");
    EXPECT_EQ(row.support_level, 0);
    EXPECT_TRUE(row.has(flag_mane_plus_clinical));
}

TEST(AnnotationFormats, mane_gff3_names_the_refseq_transcript) {
    const std::string of_t =
        "gene_id=ENSG1.4;transcript_id=ENST1.2;gene_type=protein_coding;gene_name=AB1;"
        "transcript_type=protein_coding;tag=MANE_Select;protein_id=ENSP1.3;Dbxref=RefSeq:NM_5.7";
    const std::string part = "ID=p;Parent=ENST1.2;" + of_t;
    const std::string transcript = "ID=ENST1.2;Parent=ENSG1.4;" + of_t;
    const Told told{lines(
        "chr1",
        '+',
        {{"gene", "11", "45", ".", "ID=ENSG1.4;gene_id=ENSG1.4;gene_name=AB1"},
         {"transcript", "11", "45", ".", transcript},
         {"exon", "11", "25", ".", part},
         {"exon", "31", "45", ".", part},
         {"CDS", "14", "25", "0", part},
         {"CDS", "31", "42", "0", part}})};
    expect_gene_of_two_exons(told);
    EXPECT_TRUE(told.row().has(flag_mane_select));
    EXPECT_EQ(told.text(told.row().other_id), "NM_5.7");
}

/// The gene in RefSeq's GFF3, on NC_000001.11 where the FASTA says chr1.
std::string refseq(std::string_view of_cds, std::string_view first_cds_range = "14..25") {
    const std::size_t dots = first_cds_range.find("..");
    const std::string cds = "ID=cds-NP_5.2;Parent=rna-NM_5.7;Dbxref=CCDS:CCDS5.1,GeneID:77,"
                            "GenBank:NP_5.2;gbkey=CDS;gene=AB1;protein_id=NP_5.2" +
                            std::string{of_cds};
    return lines(
        "NC_000001.11",
        '+',
        {{"gene",
          "11",
          "45",
          ".",
          "ID=gene-AB1;Dbxref=GeneID:77,HGNC:HGNC:5,MIM:6;Name=AB1;gene_biotype=protein_coding"},
         {"mRNA",
          "11",
          "45",
          ".",
          "ID=rna-NM_5.7;Parent=gene-AB1;Dbxref=Ensembl:ENST1.2,GeneID:77,GenBank:NM_5.7,"
          "HGNC:HGNC:5;gbkey=mRNA;gene=AB1;product=a%2C b;tag=MANE Select;transcript_id=NM_5.7"},
         {"exon", "11", "25", ".", "ID=exon-NM_5.7-1;Parent=rna-NM_5.7;transcript_id=NM_5.7"},
         {"exon", "31", "45", ".", "ID=exon-NM_5.7-2;Parent=rna-NM_5.7;transcript_id=NM_5.7"},
         {"CDS", first_cds_range.substr(0, dots), first_cds_range.substr(dots + 2), "0", cds},
         {"CDS", "31", "42", "0", cds}});
}

TEST(AnnotationFormats, refseq_gff3) {
    const Told told{refseq("")};
    expect_gene_of_two_exons(told);
    const TranscriptRow& row = told.row();
    EXPECT_EQ(told.text(row.id), "NM_5.7");
    EXPECT_EQ(told.text(row.protein_id), "NP_5.2");
    EXPECT_EQ(told.text(row.other_id), "ENST1.2");
    EXPECT_EQ(told.text(row.ccds), "CCDS5.1");
    EXPECT_EQ(told.text(told.gene().id), "77");
    EXPECT_EQ(told.text(told.gene().hgnc), "HGNC:5");
    EXPECT_EQ(told.text(told.gene().symbol_source), "HGNC");
}

TEST(AnnotationFormats, refseq_gtf_calls_the_biotype_mRNA) {
    const std::string of_t = "gene_id \"AB1\"; transcript_id \"NM_5.7\"; gene \"AB1\"; "
                             "transcript_biotype \"mRNA\"; db_xref \"Ensembl:ENST1.2\"; "
                             "db_xref \"GeneID:77\"; tag \"RefSeq Select\"; product \"a; b\";";
    const std::string cds = of_t + " db_xref \"CCDS:CCDS5.1\"; protein_id \"NP_5.2\";";
    const Told told{lines(
        "NC_000001.11",
        '+',
        {{"gene",
          "11",
          "45",
          ".",
          "gene_id \"AB1\"; transcript_id \"\"; db_xref \"GeneID:77\"; db_xref \"HGNC:HGNC:5\"; "
          "gene \"AB1\"; gene_biotype \"protein_coding\";"},
         {"transcript", "11", "45", ".", of_t},
         {"exon", "11", "25", ".", of_t},
         {"exon", "31", "45", ".", of_t},
         {"CDS", "14", "25", "0", cds},
         {"CDS", "31", "39", "0", cds},
         {"start_codon", "14", "16", "0", of_t},
         {"stop_codon", "40", "42", "0", of_t}})};
    expect_gene_of_two_exons(told);
    EXPECT_EQ(told.text(told.gene().hgnc), "HGNC:5");
    EXPECT_EQ(told.text(told.row().ccds), "CCDS5.1");
    EXPECT_TRUE(told.row().has(flag_canonical));
}

TEST(AnnotationFormats, refseq_tells_where_a_cds_goes_on_beyond_what_is_known) {
    const auto flags = [](std::string_view of_cds) { return Told{refseq(of_cds)}.row().flags; };
    const std::uint32_t both = flag_cds_start_nf | flag_cds_end_nf;
    EXPECT_EQ(flags("") & both, 0U);
    EXPECT_EQ(flags(";partial=true;start_range=.%2C14") & both, flag_cds_start_nf);
    EXPECT_EQ(flags(";partial=true;end_range=42,.") & both, flag_cds_end_nf);
    // On the minus strand the higher end is where translation starts.
    const Told minus{lines(
        "NC_000001.11",
        '-',
        {{"gene", "61", "90", ".", "ID=gene-B;Name=B"},
         {"mRNA", "61", "90", ".", "ID=rna-NM_6.1;Parent=gene-B;transcript_id=NM_6.1"},
         {"exon", "61", "90", ".", "Parent=rna-NM_6.1"},
         {"CDS", "64", "87", "0", "Parent=rna-NM_6.1;partial=true;end_range=87,."}})};
    EXPECT_EQ(minus.row().flags & both, flag_cds_start_nf);
}

TEST(AnnotationFormats, refseq_completes_a_stop_codon_by_the_tail) {
    // The CDS is the exon's last 14 bases, T and A of TAA are there, as in MT-ND1.
    const auto flags = [](const std::string& more) {
        const std::string cds = "ID=cds-YP_1;Parent=gene-ND1;protein_id=YP_1.1" + more;
        const Told told{lines(
            "NC_000001.11",
            '+',
            {{"gene", "31", "41", ".", "ID=gene-ND1;Name=ND1;gene_biotype=protein_coding"},
             {"CDS", "31", "41", "0", cds}})};
        EXPECT_EQ(told.row().peptide_length, 3);
        return told.row().flags;
    };
    EXPECT_NE(flags("") & flag_cds_end_nf, 0U);
    EXPECT_EQ(flags(";transl_except=(pos:40..41%2Caa:TERM)") & flag_cds_end_nf, 0U);
}

TEST(AnnotationFormats, refseq_joins_the_rows_of_a_ribosomal_slippage) {
    // The first row ends two bases early: the ribosome leaves out 24 and 25.
    const Told told{refseq(";exception=ribosomal slippage", "14..23")};
    EXPECT_TRUE(told.row().has(flag_slippage));
    ASSERT_EQ(told.model.special_sites(told.row()).size(), 2U);
    EXPECT_EQ(told.model.special_sites(told.row())[0].end, 23);
    EXPECT_EQ(told.model.special_sites(told.row())[1].begin, 30);
}

TEST(AnnotationFormats, gencode_keeps_the_copies_of_chr_y_apart) {
    const auto copy = [](std::string_view suffix) {
        const std::string id = "ENST1.2" + std::string{suffix};
        const std::string gene = "ENSG1.4" + std::string{suffix};
        const std::string of_t =
            "gene_id=" + gene + ";transcript_id=" + id + ";transcript_type=lncRNA;gene_name=AB1";
        const std::string gene_line = "ID=" + gene + ";gene_id=" + gene + ";gene_name=AB1";
        const std::string transcript = "ID=" + id + ";Parent=" + gene + ";" + of_t;
        const std::string exon = "Parent=" + id + ";" + of_t;
        return lines(
            suffix.empty() ? "chrX" : "chrY",
            '+',
            {{"gene", "1", "9", ".", gene_line},
             {"transcript", "1", "9", ".", transcript},
             {"exon", "1", "9", ".", exon}});
    };
    const test::SmallModel small{
        copy("") + copy("_PAR_Y"), ">chrX\nACGTACGTAC\n>chrY\nACGTACGTAC\n"};
    EXPECT_THAT(small.report.problems, IsEmpty());
    const GeneModel model = small.open();
    ASSERT_EQ(model.transcripts().size(), 2U);
    EXPECT_EQ(model.genes().size(), 2U);
    EXPECT_EQ(model.text(model.transcript(1).id), "ENST1.2_PAR_Y");
}

TEST(AnnotationFormats, several_files_keep_their_labels_and_contig_names) {
    const test::TempDir folder;
    const auto path = [&](std::string_view name) { return (folder / name).string(); };
    test::write_file(
        path("ensembl.gtf"),
        lines(
            "1",
            '-',
            {{"transcript",
              "61",
              "90",
              ".",
              "gene_id \"ENSG2\"; transcript_id \"ENST2\"; transcript_biotype \"lncRNA\";"},
             {"exon", "61", "90", ".", "gene_id \"ENSG2\"; transcript_id \"ENST2\";"}}));
    test::write_file(path("refseq.gff3"), refseq(""));
    test::write_file(path("genome.fa"), fasta);
    const BuildReport report = build_gene_model(
        {.annotations =
             {{.path = path("ensembl.gtf"), .label = "ensembl115"},
              {.path = path("refseq.gff3"), .label = "refseq"}},
         .fasta = path("genome.fa"),
         .output = path("both.gsg"),
         .strict = true});
    EXPECT_EQ(report.n_transcripts, 2);
    const GeneModel model{path("both.gsg")};
    EXPECT_EQ(model.contigs().names().size(), 1U);
    EXPECT_EQ(model.text(model.transcript(0).id), "NM_5.7");
    EXPECT_EQ(model.text(model.transcript(0).source), "refseq");
    EXPECT_EQ(model.text(model.transcript(1).source), "ensembl115");
}

// UCSC's genePredToGtf and Ensembl's GTF of release 74 and before have neither gene nor transcript
// lines; the latter has the biotype in column 2, where VEP looks last (GTF.pm,
// _record_get_biotype).
TEST(AnnotationFormats, gtf_of_exon_and_cds_rows_only) {
    const std::string of_t = "gene_id \"ENSG1\"; transcript_id \"ENST1\"; gene_name \"AB1\";";
    std::string text = lines(
        "chr1",
        '+',
        {{"CDS", "31", "39", "0", of_t},
         {"exon", "11", "25", ".", of_t},
         {"CDS", "14", "25", "0", of_t},
         {"exon", "31", "45", ".", of_t},
         {"stop_codon", "40", "42", "0", of_t}});
    for (std::size_t at = text.find("\tx\t"); at != std::string::npos; at = text.find("\tx\t"))
        text.replace(at, 3, "\tprotein_coding\t");
    const Told told{text};
    expect_gene_of_two_exons(told);
    EXPECT_EQ(told.text(told.row().id), "ENST1");
    EXPECT_EQ(told.text(told.gene().id), "ENSG1");
    EXPECT_TRUE(told.row().has(flag_not_in_vep));  // VEP finds no parent for the exons
}

TEST(AnnotationFormats, gtf_takes_a_transcript_line_that_comes_after_its_exons) {
    const std::string of_t = "gene_id \"ENSG1\"; transcript_id \"ENST1\";";
    const std::string of_line = of_t + " gene_name \"AB1\"; transcript_type \"lncRNA\";";
    const Told told{lines(
        "1",
        '+',
        {{"exon", "11", "25", ".", of_t},
         {"exon", "31", "45", ".", of_t},
         {"transcript", "11", "45", ".", of_line}})};
    EXPECT_THAT(told.small.report.problems, IsEmpty());
    ASSERT_EQ(told.model.transcripts().size(), 1U);
    EXPECT_EQ(told.row().n_exons, 2U);
    EXPECT_EQ(told.text(told.row().biotype), "lncRNA");
    EXPECT_FALSE(told.row().has(flag_not_in_vep));
}

}  // namespace
}  // namespace genostrat::genes
