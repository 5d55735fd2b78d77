// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/pgx/gene_model.hpp>
#include <genostrat/pgx/haplotype_name.hpp>

namespace genostrat::pgx {
namespace {

bool allows(const std::string& cell, std::string_view sequence) {
    if (cell == sequence)
        return true;
    return sequence.size() == 1 &&
           iupac_bases(cell).find(sequence.front()) != std::string_view::npos;
}

/// The cells that define one locus, with their alleles in order.
using Column = std::vector<std::pair<AlleleIndex, const std::string*>>;

std::vector<Column> columns_of(const GeneDefinition& definition) {
    std::vector<Column> columns(definition.loci.size());
    for (std::size_t allele = 0; allele < definition.alleles.size(); ++allele)
        for (const auto& [locus, cell] : definition.alleles[allele].cells.defined())
            columns.at(locus).emplace_back(static_cast<AlleleIndex>(allele), &cell);
    return columns;
}

void add_code(CompiledLocus& compiled, std::string_view sequence) {
    if (std::ranges::find(compiled.codes, sequence) == compiled.codes.end())
        compiled.codes.emplace_back(sequence);
}

void check_cell(
    const CompiledLocus& compiled,
    const GeneDefinition& definition,
    AlleleIndex allele,
    const std::string& cell,
    std::size_t locus) {
    if (!iupac_bases(cell).empty() ||
        std::ranges::find(compiled.codes, cell) != compiled.codes.end())
        return;
    throw Error{
        ErrorKind::bad_data,
        fmt::format(
            "{} {} has '{}', which is neither REF nor a documented ALT nor an IUPAC code",
            definition.gene,
            definition.alleles[allele].name,
            cell),
        {.contig = definition.contig, .pos = definition.loci[locus].pos0},
        "use definitions of one release"};
}

CompiledLocus
compile_locus(const GeneDefinition& definition, std::size_t locus, const Column& column) {
    CompiledLocus compiled;
    add_code(compiled, definition.loci[locus].ref);
    for (const std::string& alt : definition.loci[locus].alts)
        add_code(compiled, alt);
    compiled.n_documented = compiled.codes.size();
    for (const auto& [allele, cell] : column) {
        check_cell(compiled, definition, allele, *cell, locus);
        for (const char& base : iupac_bases(*cell))
            add_code(compiled, std::string_view{&base, 1});
    }
    if (compiled.codes.size() > max_codes)
        throw Error{
            ErrorKind::unsupported,
            fmt::format("{} alleles at one locus of {}", compiled.codes.size(), definition.gene),
            {.contig = definition.contig, .pos = definition.loci[locus].pos0}};
    return compiled;
}

/// The reference row's cell, or REF where that is an IUPAC code: what undefined cells become.
const std::string& filler(const GeneModel& model, std::size_t locus) {
    const std::string& cell = *model.allele(model.reference).cells[locus];
    return iupac_bases(cell).empty() ? cell : model.definition.loci[locus].ref;
}

/// Adds alleles to the codes that their cell allows.
void allow(CompiledLocus& compiled, const std::string& cell, const AlleleSet& alleles) {
    for (std::size_t code = 0; code < compiled.codes.size(); ++code)
        if (allows(cell, compiled.codes[code]))
            compiled.filled[code] |= alleles;
}

void fill_masks(GeneModel& model, std::size_t locus, const Column& column) {
    CompiledLocus& compiled = model.loci[locus];
    compiled.filled.resize(compiled.codes.size());
    AlleleSet undefined = model.all;  // nearly all alleles: they are handled as one
    for (const auto& [allele, cell] : column) {
        undefined.erase(allele);
        AlleleSet only;
        only.insert(allele);
        allow(compiled, *cell, only);
        compiled.defined.insert(allele);
        if (!iupac_bases(*cell).empty() && allows(*cell, compiled.codes.front()))
            compiled.wobbles_to_ref.insert(allele);
    }
    compiled.open = compiled.filled;
    for (AlleleSet& open : compiled.open)
        open |= undefined;
    allow(compiled, filler(model, locus), undefined);
}

}  // namespace

std::string_view iupac_bases(std::string_view cell) noexcept {
    if (cell.size() != 1)
        return {};
    switch (cell.front()) {
    case 'R':
        return "AG";
    case 'Y':
        return "CT";
    case 'S':
        return "CG";
    case 'W':
        return "AT";
    case 'K':
        return "GT";
    case 'M':
        return "AC";
    case 'B':
        return "CGT";
    case 'D':
        return "AGT";
    case 'H':
        return "ACT";
    case 'V':
        return "ACG";
    case 'N':
        return "ACGT";
    default:
        return {};
    }
}

AlleleCode GeneModel::code_of(LocusIndex locus, std::string_view sequence) const noexcept {
    const auto& codes = loci[locus].codes;
    const auto found = std::ranges::find(codes, sequence);
    return found == codes.end() ? missing_code : static_cast<AlleleCode>(found - codes.begin());
}

GeneModel compile(GeneDefinition definition) {
    if (definition.alleles.size() > AlleleSet::capacity)
        throw Error{
            ErrorKind::unsupported,
            fmt::format(
                "{} has {} named alleles but at most {} can be held",
                definition.gene,
                definition.alleles.size(),
                AlleleSet::capacity)};
    GeneModel model;
    model.definition = std::move(definition);
    const auto& alleles = model.definition.alleles;
    model.reference = static_cast<AlleleIndex>(
        std::ranges::find_if(alleles, &NamedAllele::is_reference) - alleles.begin());
    model.all = AlleleSet::first(alleles.size());
    const std::vector<Column> columns = columns_of(model.definition);
    for (std::size_t locus = 0; locus < model.definition.loci.size(); ++locus) {
        model.loci.push_back(compile_locus(model.definition, locus, columns[locus]));
        fill_masks(model, locus, columns[locus]);
    }
    model.by_name.resize(alleles.size());
    std::iota(model.by_name.begin(), model.by_name.end(), AlleleIndex{0});
    std::ranges::sort(model.by_name, [&](AlleleIndex one, AlleleIndex other) {
        return compare_allele_names(alleles[one].name, alleles[other].name) < 0;
    });
    model.name_rank.resize(alleles.size());
    for (std::size_t rank = 0; rank < model.by_name.size(); ++rank)
        model.name_rank[model.by_name[rank]] = static_cast<std::uint16_t>(rank);
    return model;
}

}  // namespace genostrat::pgx
