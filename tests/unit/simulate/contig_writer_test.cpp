// SPDX-License-Identifier: MIT
#include "simulate/contig_writer.hpp"
#include "test_support.hpp"

#include <genostrat/io/fasta.hpp>

namespace genostrat::simulate {
namespace {

TEST(ContigWriter, writes_the_contig_into_every_file) {
    const test::TempDir folder;
    WorldFiles files{
        .fasta = io::TextOutput{folder / "r.fa"},
        .fasta_index = io::TextOutput{folder / "r.fa.fai"},
        .genes = io::TextOutput{folder / "g.gff3"},
        .cohort = io::TextOutput{folder / "c.vcf"},
        .patient = io::TextOutput{folder / "p.vcf"},
        .known = io::TextOutput{folder / "k.vcf"},
        .families = std::nullopt,
        .wgs = std::nullopt};
    GenomeContig contig = make_contig("chr1", 102'030, Random{1});
    const std::vector<Gene> genes = make_genes(contig, 5, 1, Random{2});
    PlantedEvent event{.patient_copies = 2, .known_count = 9, .significance = "Pathogenic"};
    event.variant = *plant(contig, genes[0], Effect::stop_gained, Random{3});
    ScoreMaker scores{5, 100, Random{4}};
    const std::vector<std::string> names{"A", "B", "C"};
    ContigWriter writer{files, scores, names, 0, false};
    writer.write(contig, genes, std::span{&event, 1}, {.cohort = 100}, Random{5});
    for (io::TextOutput* const file :
         {&files.fasta,
          &files.fasta_index,
          &files.genes,
          &files.cohort,
          &files.patient,
          &files.known})
        file->commit();

    const io::Fasta fasta{folder / "r.fa"};
    EXPECT_EQ(fasta.fetch(0, {0, 102'030}), contig.stretch(0, 102'030));
    const std::string place = "chr1\t" + std::to_string(event.variant.pos + 1) + "\t";
    const auto row_of = [&](const char* name) {
        for (const std::string& line : test::lines_of(test::read_file(folder / name))) {
            if (line.starts_with(place))
                return line;
        }
        return std::string{};
    };
    EXPECT_EQ(row_of("c.vcf"), "");  // nobody of the cohort has it
    EXPECT_THAT(row_of("p.vcf"), ::testing::HasSubstr("\t1/1:0,"));
    EXPECT_THAT(
        row_of("k.vcf"), ::testing::HasSubstr("AC=9;AF=9e-05;AN=100000;CLNSIG=Pathogenic;"));
    EXPECT_THAT(writer.patient_truth(), ::testing::HasSubstr(place));
    EXPECT_THAT(writer.patient_truth(), ::testing::HasSubstr("\tstop_gained\tPathogenic\n"));
}

}  // namespace
}  // namespace genostrat::simulate
