// SPDX-License-Identifier: MIT
#include "score/scoring_columns.hpp"
#include "score/weight_cells.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/score/scoring_file.hpp>
#include <genostrat/sites/allele_match.hpp>

namespace genostrat::score {

namespace {

using Cells = std::vector<std::string_view>;

bool is_true(std::string_view cell) {
    return equal_text(cell, "true") || cell == "1" || equal_text(cell, "yes");
}

/// Without `.gz`, `.txt` and the like, and without folders.
std::string stem_of(const std::string& path) {
    std::string name = std::filesystem::path{path}.filename().string();
    for (const std::string_view ending : {".gz", ".bgz", ".txt", ".tsv", ".csv"})
        if (name.size() > ending.size() && name.ends_with(ending))
            name.resize(name.size() - ending.size());
    return name;
}

std::optional<EffectType> effect_type_of(std::string_view text) {
    for (const EffectType type :
         {EffectType::additive, EffectType::dominant, EffectType::recessive})
        if (equal_text(text, to_string(type)))
            return type;
    return std::nullopt;
}

std::string_view cell_of(const Cells& cells, std::size_t column) {
    return column < cells.size() ? cells[column] : std::string_view{};
}

}  // namespace

std::string_view to_string(EffectType type) noexcept {
    switch (type) {
    case EffectType::additive:
        return "additive";
    case EffectType::dominant:
        return "dominant";
    case EffectType::recessive:
        return "recessive";
    case EffectType::by_dosage:
        return "by_dosage";
    }
    return "";
}

std::string canonical_build(std::string_view name) {
    struct Name {
        std::string_view part;
        std::string_view build;
    };

    static constexpr Name names[] = {
        {"grch37", "GRCh37"},
        {"hg19", "GRCh37"},
        {"b37", "GRCh37"},
        {"hs37", "GRCh37"},
        {"grch38", "GRCh38"},
        {"hg38", "GRCh38"},
        {"ncbi36", "GRCh36"},
        {"grch36", "GRCh36"},
        {"hg18", "GRCh36"},
        {"chm13", "T2T-CHM13"},
        {"hs1", "T2T-CHM13"}};
    std::string lower{name};
    for (char& letter : lower)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    for (const Name& known : names)
        if (lower.find(known.part) != std::string::npos)
            return std::string{known.build};
    return {};
}

VariantId parse_variant_id(std::string_view id) noexcept {
    for (const char separator : {':', '_', '-'}) {
        std::array<std::string_view, 4> pieces{};
        std::size_t n_pieces = 0;
        for_each_piece(id, separator, [&](std::string_view piece) {
            if (n_pieces < pieces.size())
                pieces[n_pieces] = piece;
            ++n_pieces;
        });
        if (n_pieces != pieces.size() || pieces[0].empty())
            continue;
        const auto pos = parse_number<std::int64_t>(pieces[1]);
        if (pos && *pos > 0 && sites::is_dna(pieces[2]) && sites::is_dna(pieces[3]))
            return {.contig = pieces[0], .pos = *pos - 1, .first = pieces[2], .second = pieces[3]};
    }
    return {};
}

struct ScoringFile::Impl {
    Impl(std::string file, ScoringFileOptions wanted)
        : path{std::move(file)}, options{std::move(wanted)}, lines{path} {
        read_header();
        name_scores();
        choose_coordinates();
        if (options.needs_p_values && !columns.has(Field::p_value))
            throw Error{
                ErrorKind::missing_input,
                "the scoring file has no column of p values, which ranges of p need",
                lines.where(),
                "name it: --columns p_value=…"};
    }

    [[noreturn]] void fail(const std::string& what, const std::string& help = {}) const {
        throw Error{ErrorKind::bad_data, what, lines.where(), help};
    }

    void read_fact(std::string_view line) {
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos)
            return;
        const std::string_view key = trim_blanks(line.substr(1, equals - 1));
        const std::string value{trim_blanks(line.substr(equals + 1))};
        if (key == "pgs_id" || key == "omicspred_id")
            facts.name = value;
        else if (key == "pgs_name")
            facts.description = value;
        else if (key == "trait_reported")
            facts.trait = value;
        else if (key == "genome_build")
            facts.genome_build = value;
        else if (equal_text(key, "hmpos_build"))
            facts.harmonised_build = value;
        else if (key == "weight_type")
            facts.weight_type = value;
        else if (key == "citation")
            facts.citation = value;
        else if (key == "license")
            facts.license = value;
        else if (key == "variants_number")
            facts.variants_number = parse_number<std::int64_t>(value).value_or(-1);
    }

    /// plink2's tables begin with `#CHROM` or `#ID`: a comment has an `=` or a second `#`.
    static bool is_comment(std::string_view line) {
        if (line.empty() || line.front() != '#')
            return false;
        const std::string_view first = line.substr(0, line.find_first_of(" \t,"));
        return line.size() < 2 || line[1] == '#' || line.find('=') != std::string_view::npos ||
               first.size() == line.size() || first.size() == 1;
    }

    void read_header() {
        facts.file = path;
        std::string_view line;
        while (lines.next(line)) {
            if (line.starts_with("\xEF\xBB\xBF"))
                line.remove_prefix(3);
            if (is_comment(line)) {
                read_fact(line);
            } else if (!trim_blanks(line).empty()) {
                if (facts.genome_build.empty())
                    facts.genome_build = options.build_if_unsaid;
                columns = find_columns(line, options.columns, lines.where());
                return;
            }
        }
        fail("the scoring file has no header line", "is the file complete?");
    }

    void name_scores() {
        if (facts.name.empty())
            facts.name = !facts.description.empty() ? facts.description : stem_of(path);
        const bool by_column = columns.weights.size() > 1;
        if (columns.has(Field::accession) && !by_column)
            return;  // named row by row
        if (!by_column) {
            scores.push_back(facts);
            return;
        }
        for (const std::string& name : columns.weight_names) {
            scores.push_back(facts);
            scores.back().name = name;
        }
    }

    void choose_coordinates() {
        const bool has_harmonised = columns.has(Field::hm_contig) && columns.has(Field::hm_pos);
        const bool has_original = columns.has(Field::contig) && columns.has(Field::pos);
        const std::string original = canonical_build(facts.genome_build);
        const std::string wanted = canonical_build(options.wanted_build);
        switch (options.coordinates) {
        case Coordinates::harmonised:
            if (!has_harmonised)
                throw Error{
                    ErrorKind::missing_input,
                    "the scoring file has no harmonised positions (hm_chr, hm_pos)",
                    lines.where()};
            harmonised = true;
            break;
        case Coordinates::original:
            harmonised = false;
            break;
        case Coordinates::automatic:
            harmonised = has_harmonised;
            if (harmonised && has_original && !wanted.empty() && original == wanted &&
                canonical_build(facts.harmonised_build) != wanted)
                harmonised = false;
            break;
        }
        build = harmonised ? canonical_build(facts.harmonised_build) : original;
        // The PGS Catalog's files tell the build of their positions in the name, too.
        const std::size_t mark = path.rfind("_hmPOS_");
        if (build.empty() && mark != std::string::npos)
            build = canonical_build(path.substr(mark));
        by_id = !harmonised && !has_original;
    }

    [[nodiscard]] std::string_view cell(Field field) const {
        return columns.has(field) ? cell_of(cells, columns.at(field)) : std::string_view{};
    }

    void read_weights(ScoringRow& row) {
        const std::string_view own_type = cell(Field::weight_type);
        const Scale scale = scale_of(own_type.empty() ? facts.weight_type : own_type);
        if (weights_text) {
            const std::size_t n_read = score::read_weights(
                *weights_text,
                static_cast<char>(columns.separator),
                columns.weight_names,
                scale,
                weights);
            check_width(cells.size() + n_read);
            return;
        }
        weights.clear();
        if (columns.weights.size() > 1) {
            for (std::size_t score = 0; score < columns.weights.size(); ++score) {
                const std::string_view text = cell_of(cells, columns.weights[score]);
                weights.push_back(
                    is_absent(text) ? no_weight
                                    : read_weight(text, columns.weight_names[score], scale));
            }
            return;
        }
        if (columns.weights.size() == 1) {
            const std::string_view text = cell_of(cells, columns.weights[0]);
            if (!is_absent(text) || !columns.has(Field::dosage_0)) {
                weights.push_back(read_weight(text, columns.weight_names[0], scale));
                return;
            }
        }
        if (columns.has(Field::dosage_0))
            read_dosage_weights(row);
        else if (columns.has(Field::odds_ratio))
            weights.push_back(read_weight(cell(Field::odds_ratio), "the odds ratio", Scale::ratio));
        else
            weights.push_back(
                read_weight(cell(Field::hazard_ratio), "the hazard ratio", Scale::ratio));
    }

    void read_dosage_weights(ScoringRow& row) {
        constexpr std::array<Field, 3> fields{Field::dosage_0, Field::dosage_1, Field::dosage_2};
        constexpr std::array<std::string_view, 3> names{
            "dosage_0_weight", "dosage_1_weight", "dosage_2_weight"};
        for (std::size_t dosage = 0; dosage < fields.size(); ++dosage)
            row.dosage_weights[dosage] = read_number(cell(fields[dosage]), names[dosage]);
        row.type = EffectType::by_dosage;
        const auto [low, high] = std::ranges::minmax(row.dosage_weights);
        weights.push_back(high - low);  // what the match report weighs the row by
    }

    void read_type(ScoringRow& row) const {
        row.type = options.model;
        const bool dominant = is_true(cell(Field::is_dominant));
        const bool recessive = is_true(cell(Field::is_recessive));
        if (dominant && recessive)
            fail("the row is both dominant and recessive");
        if (dominant)
            row.type = EffectType::dominant;
        if (recessive)
            row.type = EffectType::recessive;
        const std::string_view text = cell(Field::effect_type);
        if (text.empty() || dominant || recessive)
            return;
        const auto type = effect_type_of(text);
        if (!type)
            fail(
                fmt::format("effect_type is '{}', expected additive, dominant or recessive", text));
        row.type = *type;
    }

    void read_place(ScoringRow& row) const {
        row.id = cell(Field::id);
        if (is_absent(row.id))
            row.id = {};
        row.contig = cell(harmonised ? Field::hm_contig : Field::contig);
        row.pos = -1;
        const std::string_view text = cell(harmonised ? Field::hm_pos : Field::pos);
        if (!is_absent(text)) {
            const auto pos = parse_number<std::int64_t>(text);
            if (!pos || *pos < 1)
                fail(fmt::format("the position is '{}', which is no position", text));
            row.pos = *pos - 1;
        }
        if (is_absent(row.contig))
            row.contig = {};
        if (row.contig.empty() || row.pos < 0) {
            row.contig = {};
            row.pos = -1;
        }
    }

    void read_alleles(ScoringRow& row) const {
        row.effect_allele = cell(Field::effect_allele);
        row.other_allele = cell(Field::other_allele);
        if (is_absent(row.other_allele))
            row.other_allele = cell(Field::hm_other_allele);
        if (is_absent(row.other_allele) || !sites::is_dna(row.other_allele))
            row.other_allele = {};
        read_reference(row);
    }

    /// Other allele and reference from columns `ref` and `alt`.
    void read_reference(ScoringRow& row) const {
        row.reference = evidence::Side::unknown;
        if (!columns.has(Field::ref) || !columns.has(Field::alt))
            return;
        const std::string_view ref = cell(Field::ref);
        const std::string_view alt = cell(Field::alt);
        const bool is_ref = row.effect_allele == ref;
        const std::string_view other = is_ref ? alt : ref;
        if (is_ref == (row.effect_allele == alt) || !sites::is_dna(other))
            return;
        if (row.other_allele.empty())
            row.other_allele = other;
        if (row.other_allele == other)
            row.reference = is_ref ? evidence::Side::effect : evidence::Side::other;
    }

    /// Place and other allele from an id that spells them.
    void use_id(ScoringRow& row) const {
        const VariantId variant = parse_variant_id(row.id);
        if (variant.pos < 0)
            return;
        const bool first = variant.first == row.effect_allele;
        if (!first && variant.second != row.effect_allele)
            return;
        row.contig = variant.contig;
        row.pos = variant.pos;
        if (row.other_allele.empty())
            row.other_allele = first ? variant.second : variant.first;
    }

    void judge(ScoringRow& row) const {
        row.problem = RowProblem::none;
        if (is_true(cell(Field::is_haplotype)) || is_true(cell(Field::is_diplotype)) ||
            is_true(cell(Field::is_interaction)) || !sites::is_dna(row.effect_allele))
            row.problem = RowProblem::complex;
        else if (row.pos < 0 && row.id.empty())
            row.problem = RowProblem::no_position;
        else if (row.pos < 0 && !by_id)
            row.problem = RowProblem::no_position;
    }

    void find_score(ScoringRow& row) {
        row.first_score = 0;
        if (!columns.has(Field::accession) || columns.weights.size() > 1)
            return;
        const std::string name{cell(Field::accession)};
        if (name.empty())
            fail("the row has no accession");
        const auto [found, is_new] = accessions.try_emplace(name, scores.size());
        if (is_new) {
            scores.push_back(facts);
            scores.back().name = name;
        }
        row.first_score = found->second;
    }

    void check_width(std::size_t n_columns) const {
        if (n_columns < columns.n_needed)
            fail(fmt::format(
                "the row has {} columns, its weight stands in column {}",
                n_columns,
                columns.n_needed));
    }

    bool next(ScoringRow& row) {
        std::string_view line;
        do {
            if (!lines.next(line))
                return false;
        } while (line.empty() || line.front() == '#' || trim_blanks(line).empty());
        const bool ends_with_weights = columns.ends_with_weights;
        weights_text = split_cells(
            line,
            columns.separator,
            cells,
            ends_with_weights ? columns.weights.front() : no_column);
        if (!weights_text)
            check_width(cells.size());
        row_bytes = line.size() + 1;
        row.line = lines.where().line;
        row.p_value = no_weight;
        if (columns.has(Field::p_value) && options.needs_p_values &&
            !is_absent(cell(Field::p_value)))
            row.p_value = read_number(cell(Field::p_value), "the p value");
        row.dosage_weights = {};
        read_place(row);
        read_alleles(row);
        read_type(row);
        read_weights(row);
        row.weights = weights;
        if (row.pos < 0 && !row.id.empty() && by_id)
            use_id(row);
        judge(row);
        find_score(row);
        return true;
    }

    std::string path;
    ScoringFileOptions options;
    io::LineReader lines;
    ScoreFacts facts;
    ScoringColumns columns;
    std::vector<ScoreFacts> scores;
    TextMap<std::size_t> accessions;
    std::string build;
    bool harmonised{};
    bool by_id{};
    Cells cells;
    std::optional<std::string_view> weights_text;  // the rest of the line, where it is weights only
    std::vector<double> weights;
    std::size_t row_bytes{};  // of the last row
};

ScoringFile::ScoringFile(std::string path, ScoringFileOptions options)
    : impl_{std::make_unique<Impl>(std::move(path), std::move(options))} {
}

ScoringFile::~ScoringFile() = default;
ScoringFile::ScoringFile(ScoringFile&&) noexcept = default;
ScoringFile& ScoringFile::operator=(ScoringFile&&) noexcept = default;

bool ScoringFile::next(ScoringRow& row) {
    try {
        return impl_->next(row);
    } catch (Error& error) {
        error.add_where(impl_->lines.where());
        throw;
    }
}

const std::vector<ScoreFacts>& ScoringFile::scores() const noexcept {
    return impl_->scores;
}

const std::string& ScoringFile::build() const noexcept {
    return impl_->build;
}

bool ScoringFile::by_id() const noexcept {
    return impl_->by_id;
}

Where ScoringFile::where() const {
    return impl_->lines.where();
}

double ScoringFile::rows_left() const {
    std::error_code status;
    const auto n_bytes = std::filesystem::file_size(impl_->path, status);
    if (status || impl_->row_bytes == 0 || impl_->path.ends_with("gz"))
        return 0;
    return static_cast<double>(n_bytes) / static_cast<double>(impl_->row_bytes);
}

}  // namespace genostrat::score
