// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/pgx/record.hpp>

namespace genostrat::test {

/// The genotypes of one gene: [sample][locus].
struct GeneGenotypes {
    std::vector<std::vector<pgx::LocusCall>> calls{};
    pgx::UndocumentedAlleles undocumented{};
};

/// A small VCF held as text, for tests of the caller without the pipeline.
struct TextVcf {
    std::vector<std::string> samples{};
    std::vector<std::vector<std::string>> records{};
    bool has_depths{true};  ///< FORMAT/AD is not declared as something else than one an allele
};

inline TextVcf read_vcf(const std::filesystem::path& path) {
    TextVcf vcf;
    for (const std::string& line : lines_of(read_gzip_file(path))) {
        if (line.starts_with("##FORMAT=<ID=AD,"))
            vcf.has_depths = line.find("Number=R,") != std::string::npos;
        if (line.starts_with("##") || line.empty())
            continue;
        std::vector<std::string> columns;
        for_each_piece(line, '\t', [&](std::string_view piece) { columns.emplace_back(piece); });
        if (line.starts_with("#CHROM"))
            vcf.samples.assign(columns.begin() + 9, columns.end());
        else if (line.front() != '#')
            vcf.records.push_back(std::move(columns));
    }
    return vcf;
}

inline pgx::LocusCall read_text_genotype(
    const TextVcf& vcf,
    const pgx::RecordMapping& mapping,
    const std::string& format,
    const std::string& text,
    pgx::ContigKind kind) {
    const auto keys = split(format, ':');
    const auto values = split(text, ':');
    std::vector<std::int32_t> alleles;
    pgx::GenotypeFields fields;
    for (std::size_t index = 0; index < std::min(keys.size(), values.size()); ++index) {
        const std::string_view value = values[index];
        if (keys[index] == "GT") {
            fields.is_phased = value.find('/') == std::string_view::npos;
            std::string separated{value};
            for (char& character : separated)
                character = character == '/' ? '|' : character;
            for (const std::string_view piece : split(separated, '|'))
                alleles.push_back(parse_number<std::int32_t>(piece).value_or(-1));
        } else if (keys[index] == "PS") {
            fields.phase_set = parse_number<std::int32_t>(value).value_or(pgx::no_phase_set);
        } else if (keys[index] == "AD" && vcf.has_depths && value != ".") {
            fields.n_alleles_with_reads = 0;
            for (const std::string_view piece : split(value, ','))
                if (parse_number<std::int32_t>(piece).value_or(0) > 0)
                    ++fields.n_alleles_with_reads;
        }
    }
    fields.alleles = alleles;
    return pgx::read_genotype(mapping, fields, kind);
}

inline GeneGenotypes
genotypes_of(const TextVcf& vcf, const pgx::GeneModel& model, const pgx::CallOptions& options) {
    GeneGenotypes genotypes;
    const auto& definition = model.definition;
    genotypes.calls.assign(vcf.samples.size(), std::vector<pgx::LocusCall>(definition.loci.size()));
    std::map<std::int64_t, pgx::LocusIndex> loci;
    for (std::size_t locus = 0; locus < definition.loci.size(); ++locus)
        loci[definition.loci[locus].pos0 + 1] = static_cast<pgx::LocusIndex>(locus);
    const bool as_reference = pgx::takes_undocumented_as_reference(definition.gene, options);
    for (const auto& record : vcf.records) {
        const auto found = loci.find(parse_number<std::int64_t>(record[1]).value_or(-1));
        if (record[0] != definition.contig || found == loci.end())
            continue;
        const std::vector<std::string_view> alts =
            record[4] == "." ? std::vector<std::string_view>{} : split(record[4], ',');
        const auto mapping = pgx::map_record(
            model, found->second, record[3], alts, as_reference, genotypes.undocumented);
        if (mapping.fit != pgx::RecordFit::exact)
            continue;
        for (std::size_t sample = 0; sample < vcf.samples.size(); ++sample) {
            auto& call = genotypes.calls[sample][found->second];
            if (call.is_missing())
                call = read_text_genotype(
                    vcf, mapping, record[8], record[9 + sample], pgx::contig_kind(record[0]));
        }
    }
    return genotypes;
}

/// Rows of a tab-separated table with a header, as maps from column to text.
inline std::vector<std::map<std::string, std::string>>
read_table(const std::filesystem::path& path) {
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> header;
    for (const std::string& line : lines_of(read_gzip_file(path))) {
        const auto columns = split(line, '\t');
        if (header.empty()) {
            header.assign(columns.begin(), columns.end());
            continue;
        }
        std::map<std::string, std::string> row;
        for (std::size_t column = 0; column < header.size(); ++column)
            row[header[column]] = column < columns.size() ? columns[column] : std::string_view{};
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Texts joined as in the recorded answers.
inline std::string join(const std::vector<std::string>& texts) {
    std::string joined;
    for (const std::string& text : texts)
        joined += (joined.empty() ? "" : " | ") + text;
    return joined;
}

}  // namespace genostrat::test
