// SPDX-License-Identifier: MIT
#include "score/weights_state.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/mapped_pages.hpp>

// Sections of a packed file: `rows` (WeightRow), `weights` (double), `ids` (zero-ended texts),
// `alleles` and `contigs` (a line each), `scores` (a line a score, tab-separated fields).
namespace genostrat::score {

namespace {

constexpr std::string_view kind = "weights";
constexpr std::uint32_t layout_version = 1;
constexpr std::size_t n_score_fields = 13;

std::string one_line(std::string_view text) {
    std::string out{text};
    for (char& letter : out)
        if (letter == '\t' || letter == '\n' || letter == '\r')
            letter = ' ';
    return out;
}

std::string score_line(const ScoreSummary& score) {
    const ScoreFacts& facts = score.facts;
    std::string line;
    for (const std::string* const field :
         {&facts.name,
          &facts.description,
          &facts.trait,
          &facts.genome_build,
          &facts.harmonised_build,
          &facts.weight_type,
          &facts.citation,
          &facts.license,
          &facts.file,
          &score.build})
        line += one_line(*field) + '\t';
    return line + fmt::format(
                      "{}\t{}\t{} {} {}\n",
                      facts.variants_number,
                      score.total_weight,
                      score.n_rows,
                      score.n_no_position,
                      score.n_complex);
}

template <typename Value>
Value number(std::string_view text, const std::string& path) {
    const auto value = parse_number<Value>(text);
    if (!value)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the packed weights name '{}' where a number stands", text),
            {.file = path},
            "build the file again"};
    return *value;
}

ScoreSummary parse_score(std::string_view line, const std::string& path) {
    const std::vector<std::string_view> fields = split(line, '\t');
    const std::vector<std::string_view> counts =
        fields.size() == n_score_fields ? split(fields[12], ' ') : fields;
    if (fields.size() != n_score_fields || counts.size() != 3)
        throw Error{
            ErrorKind::bad_data,
            "a score of the packed weights has the wrong number of fields",
            {.file = path},
            "build the file again"};
    ScoreSummary score;
    std::size_t at = 0;
    for (std::string* const field :
         {&score.facts.name,
          &score.facts.description,
          &score.facts.trait,
          &score.facts.genome_build,
          &score.facts.harmonised_build,
          &score.facts.weight_type,
          &score.facts.citation,
          &score.facts.license,
          &score.facts.file,
          &score.build})
        *field = std::string{fields[at++]};
    score.facts.variants_number = number<std::int64_t>(fields[10], path);
    score.total_weight = number<double>(fields[11], path);
    score.n_rows = number<std::int64_t>(counts[0], path);
    score.n_no_position = number<std::int64_t>(counts[1], path);
    score.n_complex = number<std::int64_t>(counts[2], path);
    return score;
}

void for_each_line(std::string_view text, auto visit) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        visit(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

/// A damaged file must not lead outside its own sections.
void check(const WeightTable::Impl& state, const std::string& path) {
    if (!state.ids.empty() && state.ids.back() != '\0')
        throw Error{
            ErrorKind::bad_data,
            "the ids of the packed weights do not end",
            {.file = path},
            "build the file again"};
    constexpr std::size_t rows_at_once = std::size_t{1} << 16;
    for (std::size_t at = 0; at < state.rows.size(); ++at) {
        if (at > 0 && at % rows_at_once == 0)  // seen, and perhaps not needed for long
            io::release_pages(std::as_bytes(state.rows.subspan(at - rows_at_once, rows_at_once)));
        const WeightRow& row = state.rows[at];
        const std::size_t n_stored = row.n_scores + (row.type == EffectType::by_dosage ? 3U : 0U);
        const bool is_sound =
            row.effect < state.alleles.size() && row.other < state.alleles.size() &&
            row.id < state.ids.size() + (row.id == 0) && row.first_weight <= state.weights.size() &&
            n_stored <= state.weights.size() - row.first_weight &&
            row.first_score <= state.scores.size() &&
            row.n_scores <= state.scores.size() - row.first_score &&
            row.contig < static_cast<std::int32_t>(state.contigs.size()) &&
            row.type <= EffectType::by_dosage && row.problem <= RowProblem::complex &&
            row.reference <= evidence::Side::other;
        if (!is_sound)
            throw Error{
                ErrorKind::bad_data,
                "a row of the packed weights points outside the file",
                {.file = path},
                "build the file again"};
    }
}

}  // namespace

bool is_packed_weights(const std::string& path) {
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    if (path == "-")
        return false;
    const std::unique_ptr<std::FILE, Close> file{std::fopen(path.c_str(), "rb")};
    std::array<char, 8> magic{};
    return file && std::fread(magic.data(), 1, magic.size(), file.get()) == magic.size() &&
           std::memcmp(magic.data(), "GENOSTRA", magic.size()) == 0;
}

void write_packed_weights(const std::string& path, const WeightTable::Impl& state) {
    io::ContainerWriter writer{path, kind, layout_version};
    std::string scores;
    for (const ScoreSummary& score : state.scores)
        scores += score_line(score);
    std::string contigs;
    for (const std::string& name : state.contigs.names())
        contigs += one_line(name) + '\n';
    std::string alleles;
    for (const std::string& allele : state.alleles)
        alleles += allele + '\n';
    const auto add_text = [&](std::string_view name, std::string_view text) {
        writer.add(name, std::span<const char>{text.data(), text.size()});
    };
    add_text("scores", scores);
    add_text("contigs", contigs);
    add_text("alleles", alleles);
    add_text("ids", state.ids);
    writer.add("rows", state.rows);
    state.release_pages();
    writer.add("weights", state.weights);
    writer.commit();
}

void read_packed_weights(const std::string& path, WeightTable::Impl& state) {
    state.file = std::make_unique<io::Container>(path, kind, layout_version);
    for_each_line(state.file->text("scores"), [&](std::string_view line) {
        state.scores.push_back(parse_score(line, path));
    });
    for_each_line(state.file->text("contigs"), [&](std::string_view line) {
        static_cast<void>(state.contigs.add(line));
    });
    state.alleles.clear();
    for_each_line(state.file->text("alleles"), [&](std::string_view line) {
        state.alleles.emplace_back(line);
    });
    state.rows = state.file->array<WeightRow>("rows");
    state.weights = state.file->array<double>("weights");
    state.ids = state.file->text("ids");
    check(state, path);
    state.index_ids();
}

}  // namespace genostrat::score
