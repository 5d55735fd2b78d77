// SPDX-License-Identifier: MIT
#include "inheritance/families.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::inheritance {

namespace {

/// Fields of an annotation's entries, as its header line announces them (`Format: A|B|…`).
[[nodiscard]] std::vector<std::string> fields_of(std::string_view description) {
    const std::size_t bar = description.find('|');
    if (bar == std::string_view::npos)
        return {};
    // The list begins behind the last blank, quote or bracket before its first field.
    const std::size_t begin = description.find_last_of(" '\"", bar);
    description.remove_prefix(begin == std::string_view::npos ? 0 : begin + 1);
    std::vector<std::string> fields;
    for_each_piece(description, '|', [&](std::string_view field) {
        const std::size_t first = field.find_first_not_of(" '\"[]*");
        const std::size_t last = field.find_last_not_of(" '\"[]*.");
        fields.emplace_back(
            first == std::string_view::npos ? "" : field.substr(first, last - first + 1));
    });
    return fields;
}

[[nodiscard]] std::optional<std::size_t>
position_of(const std::vector<std::string>& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name);
    if (found == fields.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - fields.begin());
}

}  // namespace

Families::Families(const cohort::Pedigree& pedigree, const Schema& schema) {
    std::map<std::string, std::size_t, std::less<>> number_of_family;
    std::vector<std::string> names;
    for (const cohort::Pedigree::Person& person : pedigree.people()) {
        names.push_back(person.id);
        const std::int32_t sample = schema.find_sample(person.id);
        if (sample < 0)
            continue;
        const auto parent = [&](const std::string& id) {
            return id.empty() ? -1 : schema.find_sample(id);
        };
        const auto [family, is_new] = number_of_family.try_emplace(person.family, members.size());
        if (is_new)
            members.emplace_back();
        members[family->second].push_back(people.size());
        people.push_back(
            {.sample = sample,
             .father = parent(person.father),
             .mother = parent(person.mother),
             .gender = person.gender,
             .phenotype = person.phenotype});
    }
    if (people.empty())
        throw Error{
            ErrorKind::missing_input,
            "nobody of the pedigree is in the file",
            {.file = schema.file()},
            names.empty() || schema.samples().empty()
                ? "the pedigree or the file has no samples"
                : "the pedigree has '" + names.front() + "', the file '" +
                      schema.samples().front() + "'"};
}

void Families::need_trios(const Schema& schema) const {
    if (std::ranges::none_of(people, &Relative::has_parents))
        throw Error{
            ErrorKind::missing_input,
            "no child of the pedigree is in the file with both parents",
            {.file = schema.file()},
            "the third and fourth column of the pedigree name father and mother"};
}

CallReader::CallReader(const Schema& schema)
    : gq_{schema.find_format("GQ")}, reads_{schema.find_format("AD")},
      phase_sets_{schema.find_format("PS")} {
    if (!schema.find_format("GT"))
        throw Error{ErrorKind::missing_input, "the file has no genotypes", {.file = schema.file()}};
    if (phase_sets_ && schema.format(*phase_sets_).type != ColumnType::integer)
        phase_sets_.reset();
    if (gq_ && schema.format(*gq_).type != ColumnType::integer &&
        schema.format(*gq_).type != ColumnType::floating)
        gq_.reset();
    evidence_ = {.has_gq = gq_.has_value(), .has_reads = reads_.has_value()};
    if (!evidence_.has_gq)
        log_warning("the file has no FORMAT/GQ: genotype quality is not checked");
    if (!evidence_.has_reads)
        log_warning("the file has no FORMAT/AD: depth and allele balance are not checked");
}

CallReader::Columns CallReader::columns(const RecordBatch& batch, RowId row) const {
    Columns columns{.genotypes = batch.genotypes(row)};
    if (columns.genotypes.empty())
        return columns;
    if (gq_)
        columns.gq = batch.format_floats(row, *gq_);
    if (reads_)
        columns.reads = batch.format_integers(row, *reads_);
    if (phase_sets_)
        columns.phase_sets = batch.format_integers(row, *phase_sets_);
    return columns;
}

Call CallReader::call(const Columns& columns, std::int32_t sample, std::int32_t alt) {
    Call call;
    if (sample < 0 || columns.genotypes.empty())
        return call;
    const auto index = static_cast<std::size_t>(sample);
    const Genotypes& genotypes = columns.genotypes;
    std::size_t ploidy = 0;
    int copies = 0;
    bool phased = true;
    for (; ploidy < genotypes.ploidy; ++ploidy) {
        const std::int32_t value = genotypes.at(index, ploidy);
        if (Genotypes::is_filling(value))
            break;
        const std::int32_t allele = Genotypes::allele_of(value);
        if (allele < 0)
            return call;
        phased = phased && (ploidy == 0 || Genotypes::is_phased(value));
        if (allele == alt) {
            ++copies;
            call.haplotype = static_cast<int>(ploidy);
        }
    }
    if (ploidy == 0)
        return call;
    call.alts = copies;
    call.state = copies == 0                          ? Call::State::hom_ref
                 : copies == static_cast<int>(ploidy) ? Call::State::hom_alt
                                                      : Call::State::het;
    if (call.state != Call::State::het || !phased || ploidy != 2)
        call.haplotype = -1;
    if (!columns.phase_sets.empty())
        if (const auto own = columns.phase_sets.of(index); !own.empty() && !is_missing(own[0]))
            call.phase_set = own[0];
    if (!columns.gq.empty())
        if (const auto own = columns.gq.of(index); !own.empty() && !is_missing(own[0]))
            call.gq = static_cast<double>(own[0]);
    if (columns.reads.empty())
        return call;
    const auto reads = columns.reads.of(index);
    if (static_cast<std::size_t>(alt) >= reads.size() ||
        std::ranges::any_of(reads, [](std::int32_t count) { return is_missing(count); }))
        return call;
    call.ref_reads = 0;
    for (std::size_t allele = 0; allele < reads.size(); ++allele)
        (static_cast<std::int32_t>(allele) == alt ? call.alt_reads : call.ref_reads) +=
            static_cast<double>(reads[allele]);
    call.alt_reads += 1;  // from -1, "missing", to a count
    return call;
}

GeneReader::GeneReader(const Schema& schema, std::string_view field) {
    const auto take = [&](std::string_view tag, std::string_view name) {
        const auto info = schema.find_info(tag);
        if (!info)
            return false;
        info_ = *info;
        field_ = position_of(fields_of(schema.info(*info).description), name);
        return field_.has_value();
    };
    if (!field.empty()) {
        if (const auto info = schema.find_info(field)) {
            info_ = *info;
            return;
        }
        const std::size_t dot = field.find('.');
        if (dot != std::string_view::npos && take(field.substr(0, dot), field.substr(dot + 1)))
            return;
        throw Error{
            ErrorKind::missing_input,
            "the file has no INFO field '" + std::string{field} + "' with genes",
            {.file = schema.file()},
            suggest_name(field.substr(0, dot), schema.info_names())};
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{
        {{"CSQ", "SYMBOL"},
         {"CSQ", "Gene"},
         {"ANN", "Gene_Name"},
         {"BCSQ", "gene"},
         {"BCSQ", "SYMBOL"},
         {"vep", "SYMBOL"}}};
    for (const auto& [tag, name] : known)
        if (take(tag, name))
            return;
    throw Error{
        ErrorKind::missing_input,
        "the file has no annotation with genes (INFO/CSQ, ANN or BCSQ)",
        {.file = schema.file()},
        "annotate it first, or name the field: --gene-field CSQ.SYMBOL"};
}

void GeneReader::read(
    const RecordBatch& batch, RowId row, std::vector<std::string_view>& genes) const {
    genes.clear();
    const auto text = batch.info_text(row, info_);
    if (!text)
        return;
    for_each_piece(*text, ',', [&](std::string_view entry) {
        for (std::size_t field = field_.value_or(0); field > 0; --field) {
            const std::size_t bar = entry.find('|');
            entry = bar == std::string_view::npos ? std::string_view{} : entry.substr(bar + 1);
        }
        const std::string_view gene = entry.substr(0, entry.find('|'));
        if (!gene.empty() && gene != "." && std::ranges::find(genes, gene) == genes.end())
            genes.push_back(gene);
    });
}

std::string place_of(const RecordBatch& batch, RowId row, std::size_t alt) {
    std::string place{batch.contig_name(row)};
    place += '/';
    append_number(place, batch.pos(row) + 1);
    place += '/';
    place += batch.ref(row);
    place += '/';
    place += batch.alts(row)[alt];
    return place;
}

}  // namespace genostrat::inheritance
