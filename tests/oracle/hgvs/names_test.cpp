// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <iostream>
#include <map>

#include <genostrat/core/text.hpp>
#include <genostrat/hgvs/expression.hpp>

// Recorded names: ClinVar's, old forms included, and those of Ensembl VEP 115.2.
namespace genostrat::hgvs {
namespace {

std::string printed(const ParsedExpression& parsed) {
    return parsed.dna ? to_string(*parsed.dna) : to_string(*parsed.protein);
}

TEST(RecordedNames, clinvar_s_are_read_or_answered) {
    const auto path = test::shared("data/anno/clinvar_hgvs.tsv.gz");
    GENOSTRAT_NEEDS(path);
    int n_rows = 0;
    int n_read = 0;
    int n_answered = 0;
    for (const std::string& line : test::lines_of(test::read_gzip_file(path))) {
        if (line.starts_with('#') || line.starts_with("gene\t"))
            continue;
        ++n_rows;
        const std::vector<std::string_view> columns = split(line, '\t');
        ASSERT_GT(columns.size(), 2U) << line;
        for_each_piece(columns[2], ' ', [&](std::string_view name) {
            if (name.empty())
                return;
            const ParsedExpression parsed = parse_expression(name);
            if (parsed.fault) {
                EXPECT_FALSE(parsed.fault->what.empty()) << name;
                EXPECT_LE(parsed.fault->at, name.size()) << name;
                ++n_answered;
                return;
            }
            ++n_read;
            // The canonical form is its own canonical form.
            const std::string canonical = printed(parsed);
            const ParsedExpression again = parse_expression(canonical);
            ASSERT_FALSE(again.fault) << name << " -> " << canonical;
            EXPECT_EQ(printed(again), canonical) << name;
        });
    }
    std::cout << n_rows << " rows: " << n_read << " names read, " << n_answered << " answered\n";
    EXPECT_GT(n_rows, 7000);
    // Insertions at one base (`c.326insC`), `c.+5T>A`, places out of order or cut short
    // (`c.373_4insAT`), `-` for `_` (`c.557-559delCAA`), letters that do not fit the places
    // (`c.1544_1545dupA`): 15 of 25,815.
    EXPECT_LE(n_answered, 15);
}

// Rows of one ALT with their names.
struct Recorded {
    std::string vcf{};    // with the row's number as ID
    std::string names{};  // one a line
    std::vector<int> row_of_name{};
};

Recorded read_recorded(const std::filesystem::path& path) {
    Recorded recorded;
    int number = 0;
    for (const std::string& line : test::lines_of(test::read_gzip_file(path))) {
        if (line.starts_with("##")) {
            if (!line.starts_with("##INFO=<ID=CSQ"))
                recorded.vcf += line + '\n';
            continue;
        }
        const std::vector<std::string_view> columns = split(line, '\t');
        if (line.starts_with('#')) {
            recorded.vcf += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
            continue;
        }
        if (columns[4].find(',') != std::string_view::npos)
            continue;
        ++number;
        recorded.vcf += std::string{columns[0]} + '\t' + std::string{columns[1]} + '\t' +
                        std::to_string(number) + '\t' + std::string{columns[3]} + '\t' +
                        std::string{columns[4]} + "\t.\t.\t.\n";
        const std::size_t begin = columns[7].find("CSQ=");
        for_each_piece(columns[7].substr(begin + 4), ',', [&](std::string_view effect) {
            const std::string_view name = split(effect, '|')[10];  // HGVSc
            if (name.empty())
                return;
            recorded.names += std::string{name} + '\n';
            recorded.row_of_name.push_back(number);
        });
    }
    return recorded;
}

TEST(RecordedNames, vep_s_lead_back_to_the_alleles) {
    const auto oracle = test::shared("data/oracle/vep115.chr21.random.vcf.gz");
    GENOSTRAT_NEEDS(oracle);
    const std::string gff = test::shared("data/ref/ensembl84.grch38.chr21.gff3.gz").string();
    const std::string fasta = test::shared("data/ref/grch38.chr21.filled.fa.gz").string();
    const test::TempDir folder;
    const auto file = [&](const char* name) { return (folder / name).string(); };
    const Recorded recorded = read_recorded(oracle);
    test::write_file(folder / "in.vcf", recorded.vcf);
    test::write_file(folder / "names.txt", recorded.names);
    for (const std::string& command :
         {"genes build --gff3 " + gff + " --fasta " + fasta + " -o " + file("m.gsg"),
          "normalize -f " + fasta + ' ' + file("in.vcf") + " -o " + file("norm.vcf"),
          "hgvs --rules vep115 --genes " + file("m.gsg") + " -i " + file("names.txt") + " -o " +
              file("out.tsv")}) {
        const test::CommandResult run = test::genostrat(command);
        ASSERT_EQ(run.exit_code, 0) << command << '\n' << run.err;
    }
    std::map<int, std::string> normalised;
    for (const std::string& line : test::lines_of(test::read_file(folder / "norm.vcf"))) {
        if (line.starts_with('#'))
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        normalised[parse_number<int>(columns[2]).value()] =
            std::string{columns[0]} + ':' + std::string{columns[1]} + ':' +
            std::string{columns[3]} + ':' + std::string{columns[4]};
    }
    std::size_t n_names = 0;
    std::size_t n_back = 0;
    std::vector<std::string> lost;
    for (const std::string& line : test::lines_of(test::read_file(folder / "out.tsv"))) {
        if (line.starts_with('#'))
            continue;
        ASSERT_LT(n_names, recorded.row_of_name.size());
        const std::vector<std::string_view> columns = split(line, '\t');
        const bool back = columns[3] == normalised[recorded.row_of_name[n_names++]];
        n_back += back ? 1 : 0;
        if (!back && lost.size() < 5)
            lost.push_back(line);
    }
    std::cout << n_back << " of " << n_names << " names lead back\n";
    EXPECT_EQ(n_names, recorded.row_of_name.size());
    EXPECT_GE(static_cast<double>(n_back), 0.999 * static_cast<double>(n_names))
        << testing::PrintToString(lost);
}

// The default rules on the same rows, those of several ALTs included: HGVSc and HGVSg of every
// effect lead back to the ALT that it is of.
TEST(RecordedNames, default_names_lead_back_to_the_alleles) {
    const auto oracle = test::shared("data/oracle/vep115.chr21.random.vcf.gz");
    GENOSTRAT_NEEDS(oracle);
    const std::string gff = test::shared("data/ref/ensembl84.grch38.chr21.gff3.gz").string();
    const std::string fasta = test::shared("data/ref/grch38.chr21.filled.fa.gz").string();
    const test::TempDir folder;
    const auto file = [&](const char* name) { return (folder / name).string(); };
    const auto run = [&](const std::string& command) {
        const test::CommandResult result = test::genostrat(command);
        ASSERT_EQ(result.exit_code, 0) << command << '\n' << result.err;
    };
    run("genes build --gff3 " + gff + " --fasta " + fasta + " -o " + file("m.gsg"));
    run("annotate --fields ALLELE_NUM,HGVSc,HGVSg --genes " + file("m.gsg") + " -f " + fasta +
        " -o " + file("out.vcf") + ' ' + oracle.string());
    std::string vcf = "##fileformat=VCFv4.2\n##contig=<ID=chr21>\n"
                      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::map<std::string, int> names;  // and the number of the allele
    int number = 0;
    for (const std::string& line : test::lines_of(test::read_file(folder / "out.vcf"))) {
        if (line.starts_with('#'))
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        const std::vector<std::string_view> alts = split(columns[4], ',');
        for (const std::string_view alt : alts)
            vcf += std::string{columns[0]} + '\t' + std::string{columns[1]} + '\t' +
                   std::to_string(++number) + '\t' + std::string{columns[3]} + '\t' +
                   std::string{alt} + "\t.\t.\t.\n";
        const int before = number - static_cast<int>(alts.size());
        const std::size_t begin = columns[7].rfind("CSQ=");
        for_each_piece(columns[7].substr(begin + 4), ',', [&](std::string_view effect) {
            const std::vector<std::string_view> fields = split(effect, '|');
            const int allele = before + parse_number<int>(fields[0]).value();
            for (const std::string_view name : {fields[1], fields[2]})
                if (!name.empty())
                    names.emplace(name, allele);
        });
    }
    std::string list;
    for (const auto& [name, allele] : names)
        list += name + '\n';
    test::write_file(folder / "in.vcf", vcf);
    test::write_file(folder / "names.txt", list);
    run("normalize -f " + fasta + ' ' + file("in.vcf") + " -o " + file("norm.vcf"));
    run("hgvs --genes " + file("m.gsg") + " -f " + fasta + " -i " + file("names.txt") + " -o " +
        file("names.tsv"));
    std::map<int, std::string> normalised;
    for (const std::string& line : test::lines_of(test::read_file(folder / "norm.vcf"))) {
        if (line.starts_with('#'))
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        normalised[parse_number<int>(columns[2]).value()] =
            std::string{columns[0]} + ':' + std::string{columns[1]} + ':' +
            std::string{columns[3]} + ':' + std::string{columns[4]};
    }
    std::size_t n_names = 0;
    for (const std::string& line : test::lines_of(test::read_file(folder / "names.tsv"))) {
        if (line.starts_with('#'))
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        const std::string wanted = normalised[names.at(std::string{columns[0]})];
        EXPECT_EQ(columns[3], wanted) << line;
        ++n_names;
    }
    std::cout << n_names << " names, all of their alleles\n";
    EXPECT_GT(n_names, 100'000U);
}

}  // namespace
}  // namespace genostrat::hgvs
