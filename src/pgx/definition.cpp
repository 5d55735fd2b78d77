// SPDX-License-Identifier: MIT
#include "json_node.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pgx/definition.hpp>

namespace genostrat::pgx {
namespace {

bool is_sequence(std::string_view text) {
    return !text.empty() && text.find_first_not_of("ACGT") == std::string_view::npos;
}

Locus read_locus(const JsonNode& node) {
    Locus locus;
    locus.contig = node.at("chromosome").text();
    const std::int64_t pos1 = node.at("position").integer();
    if (pos1 < 1)
        node.fail(fmt::format("has position {} but positions begin at 1", pos1));
    locus.pos0 = pos1 - 1;
    locus.rsid = node.text_or("rsid", "");
    locus.ref = node.at("ref").text();
    if (!is_sequence(locus.ref))
        node.fail(fmt::format("has ref '{}' but it must be bases", locus.ref));
    node.at("alts").each([&](const JsonNode& alt) {
        if (!is_sequence(alt.text()))
            alt.fail(fmt::format("is '{}' but must be bases", alt.text()));
        locus.alts.push_back(alt.text());
    });
    if (const auto names = node.find("chromosomeHgvsName"))
        for (const std::string_view name : split(names->text(), ';'))
            if (const std::string_view trimmed = trim_blanks(name); !trimmed.empty())
                locus.hgvs.emplace_back(trimmed);
    return locus;
}

NamedAllele read_allele(const JsonNode& node, std::size_t n_loci) {
    NamedAllele allele;
    allele.name = node.at("name").text();
    if (allele.name.empty())
        node.fail("has an empty name");
    allele.id = node.text_or("id", "");
    allele.is_reference = node.flag_or("reference", false);
    const JsonNode cells = node.at("alleles");
    if (cells.size() != n_loci)
        cells.fail(fmt::format("has {} cells but there are {} variants", cells.size(), n_loci));
    cells.each([&](const JsonNode& cell) {
        if (cell.is_null()) {
            if (allele.is_reference)
                cell.fail("is null, but the reference allele must define every variant");
            allele.cells.emplace_back();
        } else if (cell.text().empty()) {
            cell.fail("is empty but must be bases or null");
        } else {
            allele.cells.emplace_back(cell.text());
        }
    });
    return allele;
}

void check_alleles(const GeneDefinition& definition, const JsonNode& root) {
    const auto n_references = std::ranges::count_if(definition.alleles, &NamedAllele::is_reference);
    if (n_references != 1)
        root.fail(fmt::format(
            "has {} reference alleles for {} but must have one", n_references, definition.gene));
    std::vector<std::string_view> names;
    for (const NamedAllele& allele : definition.alleles)
        names.push_back(allele.name);
    std::ranges::sort(names);
    if (const auto twice = std::ranges::adjacent_find(names); twice != names.end())
        root.fail(fmt::format("names the allele '{}' twice", *twice));
    std::vector<std::int64_t> positions;
    for (const Locus& locus : definition.loci)
        positions.push_back(locus.pos0);
    std::ranges::sort(positions);
    if (const auto twice = std::ranges::adjacent_find(positions); twice != positions.end())
        root.fail(fmt::format("defines position {} twice", *twice + 1));
}

}  // namespace

const std::string* AlleleCells::operator[](std::size_t locus) const noexcept {
    const auto found = std::ranges::lower_bound(defined_, locus, {}, &Defined::first);
    return found != defined_.end() && found->first == locus ? &found->second : nullptr;
}

GeneDefinition parse_definition(std::string_view json, const std::string& file) {
    const nlohmann::json document = parse_json(json, file);
    const JsonNode root{document, file};
    const std::string format = root.at("formatVersion").text();
    if (format != "2")
        throw Error{
            ErrorKind::unsupported,
            fmt::format("formatVersion is '{}' but only '2' can be read", format),
            {.file = file},
            "use the definitions of PharmCAT 2 or 3"};
    GeneDefinition definition;
    definition.gene = root.at("gene").text();
    if (definition.gene.empty())
        root.fail("has an empty gene");
    definition.contig = root.at("chromosome").text();
    definition.genome_build = root.at("genomeBuild").text();
    if (!definition.genome_build.starts_with("GRCh38"))
        throw Error{
            ErrorKind::unsupported,
            fmt::format(
                "{} is defined on {} but only GRCh38 can be called",
                definition.gene,
                definition.genome_build),
            {.file = file},
            "use the GRCh38 definitions"};
    definition.version = root.text_or("version", "");
    root.at("variants").each([&](const JsonNode& node) {
        definition.loci.push_back(read_locus(node));
        if (definition.loci.back().contig != definition.contig)
            node.fail(fmt::format(
                "is on {}, the gene on {}", definition.loci.back().contig, definition.contig));
    });
    root.at("namedAlleles").each([&](const JsonNode& node) {
        definition.alleles.push_back(read_allele(node, definition.loci.size()));
    });
    if (const auto suballeles = root.find("suballelesMap"))
        suballeles->members([&](const std::string& name, const JsonNode& core) {
            definition.suballeles.emplace_back(name, core.text());
        });
    check_alleles(definition, root);
    return definition;
}

std::vector<Exemption> parse_exemptions(std::string_view json, const std::string& file) {
    const nlohmann::json document = parse_json(json, file);
    std::vector<Exemption> exemptions;
    JsonNode{document, file}.members([&](const std::string& gene, const JsonNode& node) {
        Exemption exemption;
        exemption.gene = gene;
        if (const auto required = node.find("requiredPositions"))
            required->each([&](const JsonNode& pos) {
                exemption.required_pos0.push_back(
                    (pos.is_object() ? pos.at("position") : pos).integer() - 1);
            });
        if (const auto extra = node.find("extraPositions"))
            extra->each(
                [&](const JsonNode& locus) { exemption.extra_loci.push_back(read_locus(locus)); });
        if (const auto priorities = node.find("unphasedDiplotypePriorities"))
            priorities->each([&](const JsonNode& entry) {
                DiplotypePriority priority;
                entry.at("list").each(
                    [&](const JsonNode& name) { priority.diplotypes.push_back(name.text()); });
                priority.pick = entry.at("pick").text();
                exemption.priorities.push_back(std::move(priority));
            });
        exemptions.push_back(std::move(exemption));
    });
    return exemptions;
}

std::string read_text_file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in)
        throw Error{ErrorKind::missing_input, "cannot open the file", {.file = path.string()}, {}};
    std::string text;
    constexpr std::size_t piece = std::size_t{1} << 18U;
    while (in) {  // the size is not asked for: the path may be a pipe
        const std::size_t n_read = text.size();
        text.resize(n_read + piece);
        in.read(text.data() + n_read, piece);
        text.resize(n_read + static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad())
        throw Error{ErrorKind::system, "cannot read the file", {.file = path.string()}, {}};
    return text;
}

}  // namespace genostrat::pgx
