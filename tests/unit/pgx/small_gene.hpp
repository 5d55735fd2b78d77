// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/pgx/gene_call.hpp>
#include <genostrat/pgx/gene_model.hpp>

namespace genostrat::test {

/// A made-up gene: loci as `pos ref alts`, alleles as `name cell cell ...` (`.`: not defined).
/// The first allele is the reference.
inline pgx::GeneDefinition small_definition(
    const std::string& gene,
    std::initializer_list<std::string_view> loci,
    std::initializer_list<std::string_view> alleles,
    const std::string& contig = "chr1") {
    pgx::GeneDefinition definition;
    definition.gene = gene;
    definition.contig = contig;
    definition.genome_build = "GRCh38";
    definition.version = "made up";
    for (const std::string_view text : loci) {
        const auto words = split(text, ' ');
        pgx::Locus locus{.contig = contig};
        locus.pos0 = parse_number<std::int64_t>(words[0]).value() - 1;
        locus.ref = words[1];
        for (const std::string_view alt : split(words[2], ',')) {
            locus.alts.emplace_back(alt);
            locus.hgvs.push_back("g." + std::string{words[0]} + locus.ref + ">" + std::string{alt});
        }
        definition.loci.push_back(std::move(locus));
    }
    for (const std::string_view text : alleles) {
        const auto words = split(text, ' ');
        pgx::NamedAllele allele{.name = std::string{words[0]}};
        allele.is_reference = definition.alleles.empty();
        for (std::size_t word = 1; word < words.size(); ++word) {
            if (words[word] == ".")
                allele.cells.emplace_back();
            else
                allele.cells.emplace_back(std::string{words[word]});
        }
        definition.alleles.push_back(std::move(allele));
    }
    return definition;
}

/// Genotypes as text: `0/1`, `1|0`, `1|0:7` (phase set 7), `1` (haploid), `1|.`; `-` is missing.
inline std::vector<pgx::LocusCall> genotypes(std::initializer_list<std::string_view> texts) {
    std::vector<pgx::LocusCall> calls;
    const auto code = [](char character) {
        return character == '.' ? pgx::partial_code : static_cast<pgx::AlleleCode>(character - '0');
    };
    for (const std::string_view text : texts) {
        pgx::LocusCall call;
        if (text != "-") {
            call.first = code(text[0]);
            call.second = text.size() > 1 ? code(text[2]) : pgx::absent_code;
            call.is_phased = text.find('/') == std::string_view::npos;
            if (const auto colon = text.find(':'); colon != std::string_view::npos)
                call.phase_set = parse_number<std::int32_t>(text.substr(colon + 1)).value();
        }
        calls.push_back(call);
    }
    return calls;
}

/// Diplotypes of a call with their scores: `*1/*2 3`.
inline std::vector<std::string> texts(const pgx::GeneCall& call) {
    std::vector<std::string> out;
    for (const pgx::Diplotype& diplotype : call.diplotypes)
        out.push_back(diplotype.text() + " " + std::to_string(diplotype.score));
    return out;
}

}  // namespace genostrat::test
