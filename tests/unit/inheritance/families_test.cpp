// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/inheritance/stage.hpp>

namespace genostrat {

namespace {

using ::testing::HasSubstr;

cohort::Pedigree trio() {
    return cohort::Pedigree::parse(
        "F\tkid\tdad\tmom\t1\t2\nF\tmom\t0\t0\t2\t1\nF\tdad\t0\t0\t1\t1\n", "a.ped");
}

Schema schema_of(std::string_view lines, std::string_view samples) {
    return Schema::parse(
        "##fileformat=VCFv4.2\n" + std::string{lines} +
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + std::string{samples} + "\n",
        "a.vcf");
}

constexpr std::string_view genotypes = "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n";

TEST(Families, need_a_child_with_both_parents) {
    Schema schema = schema_of(genotypes, "kid\tmom");
    Inheritance stage{{.pedigree = trio()}};
    EXPECT_ERROR(stage.bind(schema), ErrorKind::missing_input, HasSubstr("both parents"));
    Schema strangers = schema_of(genotypes, "x\ty");
    EXPECT_ERROR(stage.bind(strangers), ErrorKind::missing_input, HasSubstr("nobody"));
}

TEST(Families, need_genotypes) {
    Schema schema = schema_of("", "kid\tmom\tdad");
    Inheritance stage{{.pedigree = trio()}};
    EXPECT_ERROR(stage.bind(schema), ErrorKind::missing_input, HasSubstr("no genotypes"));
}

TEST(GeneReader, names_the_field_it_lacks) {
    Schema schema = schema_of(genotypes, "kid\tmom\tdad");
    CompoundHetSearch any{{.pedigree = trio()}};
    EXPECT_ERROR(any.bind(schema), ErrorKind::missing_input, HasSubstr("INFO/CSQ, ANN or BCSQ"));
    CompoundHetSearch named{{.pedigree = trio(), .gene_field = "CSQ.SYMBOL"}};
    EXPECT_ERROR(named.bind(schema), ErrorKind::missing_input, HasSubstr("'CSQ.SYMBOL'"));
}

TEST(GeneReader, knows_the_header_lines_of_annotators) {
    for (const std::string line :
         {"##INFO=<ID=CSQ,Number=.,Type=String,Description=\"From VEP. Format: Allele|SYMBOL\">\n",
          "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | "
          "Annotation | Annotation_Impact | Gene_Name' \">\n",
          "##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"Format: "
          "'[*]consequence|gene|transcript'\">\n"}) {
        Schema schema = schema_of(std::string{genotypes} + line, "kid\tmom\tdad");
        CompoundHetSearch search{{.pedigree = trio()}};
        EXPECT_NO_THROW(search.bind(schema)) << line;
    }
}

}  // namespace

}  // namespace genostrat
