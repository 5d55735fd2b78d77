// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <genostrat/core/version.hpp>
#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {

namespace {

constexpr std::string_view format_lines =
    "##FILTER=<ID=PASS,Description=\"All filters passed\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Most likely genotype; missing where an "
    "allele without a column is likelier\">\n"
    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Phred likelihood of the second-best "
    "genotype\">\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Reads that count at the site\">\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Reads of each allele\">\n"
    "##FORMAT=<ID=ADF,Number=R,Type=Integer,Description=\"Reads of each allele, forward\">\n"
    "##FORMAT=<ID=ADR,Number=R,Type=Integer,Description=\"Reads of each allele, reverse\">\n"
    "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"Phred likelihoods of the genotypes\">\n";

void append_list(std::string& out, const std::vector<std::int32_t>& values) {
    if (values.empty())
        out += '.';
    for (std::size_t index = 0; index < values.size(); ++index) {
        out += index == 0 ? "" : ",";
        out += std::to_string(values[index]);
    }
}

void append_sample(std::string& out, const SiteEvidence& evidence, int ploidy) {
    std::vector<std::int32_t> both = evidence.forward;
    for (std::size_t allele = 0; allele < both.size(); ++allele)
        both[allele] += evidence.reverse[allele];
    out += '\t';
    if (evidence.first < 0)
        out += ploidy == 1 ? ".:." : "./.:.";
    else if (evidence.second < 0)
        out += fmt::format("{}:{}", evidence.first, evidence.genotype_quality);
    else
        out += fmt::format("{}/{}:{}", evidence.first, evidence.second, evidence.genotype_quality);
    out += fmt::format(":{}:", evidence.depth);
    append_list(out, both);
    out += ':';
    append_list(out, evidence.forward);
    out += ':';
    append_list(out, evidence.reverse);
    out += ':';
    append_list(out, evidence.likelihoods);
}

}  // namespace

std::string to_vcf(const PileupResult& result, bool with_version) {
    std::string out = "##fileformat=VCFv4.2\n";
    if (with_version)
        out += fmt::format("##genostrat_pileup={}\n", version());
    for (const auto& [name, length] : result.contigs)
        out += fmt::format("##contig=<ID={},length={}>\n", name, length);
    out += format_lines;
    out += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    for (const std::string& sample : result.samples)
        out += "\t" + sample;
    out += '\n';
    for (std::size_t index = 0; index < result.sites.size(); ++index) {
        const Site& site = result.sites[index];
        out += fmt::format("{}\t{}\t.\t{}\t", site.contig, site.pos + 1, site.alleles[0]);
        if (site.alleles.size() == 1)
            out += '.';
        for (std::size_t allele = 1; allele < site.alleles.size(); ++allele)
            out += (allele == 1 ? "" : ",") + site.alleles[allele];
        out += "\t.\t.\t.\tGT:GQ:DP:AD:ADF:ADR:PL";
        for (std::size_t sample = 0; sample < result.samples.size(); ++sample)
            append_sample(
                out, result.evidence[index * result.samples.size() + sample], result.ploidy);
        out += '\n';
    }
    return out;
}

}  // namespace genostrat::pileup
