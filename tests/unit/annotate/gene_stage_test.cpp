// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/annotate/gene_stage.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class GeneStage : public testing::Test {
protected:
    GeneStage() {
        write(
            "in.vcf",
            "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n"
            "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|SYMBOL|Gene\">\n"
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
            "chr1\t1\t.\tA\tC\t.\t.\tCSQ=C|BRCA2|ENSG00000139618,C|BRCA2|ENSG00000139618\n"
            "chr1\t2\t.\tA\tC\t.\t.\tCSQ=C|TP53|,C|BRCA2|ENSG00000139618.7\n"
            "chr1\t3\t.\tA\tC\t.\t.\tCSQ=C|OTHER|ENSG00000000001\n"
            "chr1\t4\t.\tA\tC\t.\t.\t.\n");
    }

    std::string write(std::string_view name, std::string_view text) {
        test::write_file(folder_ / name, text);
        return folder_ / name;
    }

    std::string build(const std::string& table, const std::string& options) {
        const test::CommandResult built = test::genostrat(
            "archive build --keys genes " + table + " " + options + " -o " + table + ".gsa");
        EXPECT_EQ(built.exit_code, 0) << built.err;
        return table + ".gsa";
    }

    std::vector<std::string> annotate(const std::string& options) {
        const test::CommandResult result =
            test::genostrat("annotate " + options + " " + (folder_ / "in.vcf").string());
        EXPECT_EQ(result.exit_code, 0) << result.err;
        std::vector<std::string> added;
        for (const std::string& line : test::lines_of(result.out)) {
            if (line.starts_with('#'))
                continue;
            std::string own;
            for (const std::string_view entry : split(split(line, '\t')[7], ';'))
                if (!entry.starts_with("CSQ=") && entry != ".")
                    own += (own.empty() ? "" : ";") + std::string{entry};
            added.push_back(own);
        }
        return added;
    }

private:
    test::TempDir folder_;
};

TEST_F(GeneStage, finds_genes_by_id_or_symbol) {
    const std::string archive = build(
        write("g.tsv", "gene\tpLI\tpanel\nENSG00000139618.5\t0.01\tcancer\nTP53\t0.99\tNA\n"),
        "-f pLI,panel");
    EXPECT_THAT(
        annotate("-a " + archive),
        ElementsAre("pLI=0.01;panel=cancer", "pLI=0.99,0.01;panel=cancer", "", ""));
    EXPECT_THAT(
        annotate("-a " + archive + " -c pLI:most:max,pLI:n:count"),
        ElementsAre("most=0.01;n=1", "most=0.99;n=2", "", ""));
}

TEST_F(GeneStage, tells_absent_from_missing) {
    const std::string archive =
        build(write("g.tsv", "gene\tpLI\nTP53\tNA\n"), "-f pLI --absent pLI=-1 --missing pLI=-2");
    EXPECT_THAT(annotate("-a " + archive), ElementsAre("pLI=-1", "pLI=-2", "pLI=-1", "pLI=-1"));
}

TEST_F(GeneStage, flags_the_genes_of_a_list) {
    const std::string archive = build(write("list.txt", "TP53\nATM\n"), "-f FLAG:in_panel");
    EXPECT_THAT(annotate("-a " + archive), ElementsAre("", "in_panel", "", ""));
}

TEST_F(GeneStage, needs_something_that_names_genes) {
    const std::string archive = build(write("list.txt", "TP53\n"), "-f FLAG:in_panel");
    const std::string plain = write(
        "plain.vcf",
        "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n#"
        "CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    const test::CommandResult result = test::genostrat("annotate -a " + archive + " " + plain);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("INFO/CSQ"));
}

}  // namespace
}  // namespace genostrat::annotate
