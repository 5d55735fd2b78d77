// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <optional>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pgx/outside_call.hpp>

namespace genostrat::pgx {
namespace {

[[noreturn]] void fail(const std::string& file, std::int64_t line, const std::string& what) {
    throw Error{
        ErrorKind::bad_data,
        what,
        {.file = file, .line = line},
        "lines are: gene, diplotype, phenotype, activity score, with tabs between; tables of "
        "Cyrius, Aldy and StellarPGx are read as well"};
}

/// Names of a diplotype. A slash between brackets or in a name with blanks is none of ours.
std::vector<std::string> split_diplotype(std::string_view text) {
    std::vector<std::string> alleles;
    if (trim_blanks(text).empty())
        return alleles;
    for (const std::string_view allele : split(text, '/'))
        alleles.emplace_back(trim_blanks(allele));
    return alleles;
}

/// @throws Error{bad_data} if a diplotype has more than two alleles, or one without a name
void check_alleles(const OutsideCall& call, std::string_view text, const std::string& file) {
    if (call.alleles.size() > 2)
        fail(file, call.line, fmt::format("'{}' has more than two alleles", text));
    if (std::ranges::any_of(call.alleles, [](const std::string& allele) { return allele.empty(); }))
        fail(file, call.line, fmt::format("'{}' has an allele without a name", text));
}

/// Adds a call; the same row twice says it once.
void add_call(std::vector<OutsideCall>& calls, OutsideCall call) {
    const bool is_known = std::ranges::any_of(calls, [&](OutsideCall other) {
        other.line = call.line;
        return other == call;
    });
    if (!is_known)
        calls.push_back(std::move(call));
}

/// `*68+*4` as `*68 + *4`.
std::string space_out(std::string_view text) {
    std::string out;
    for (const char character : text) {
        if (character == '+')
            out += " + ";
        else if (character != ' ')
            out += character;
    }
    return out;
}

std::string genotype_of_caller(std::string_view text) {
    std::string out;
    for (const std::string_view allele : split(text, '/'))
        out += (out.empty() ? "" : "/") + space_out(allele);
    return out;
}

struct Line {
    std::string_view text{};
    std::int64_t number{};
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    std::int64_t number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!trim_blanks(line).empty())
            lines.push_back({line, number});
    }
    return lines;
}

void add_alternatives(
    std::vector<OutsideCall>& calls,
    const OutsideCall& base,
    std::string_view genotypes,
    const std::string& file) {
    for (const std::string_view genotype : split(genotypes, ';')) {
        OutsideCall call = base;
        call.alleles = split_diplotype(genotype_of_caller(trim_blanks(genotype)));
        check_alleles(call, genotype, file);
        add_call(calls, std::move(call));
    }
}

/// What a caller's table says of one sample, gene and solution: it can say it once.
class Statements {
public:
    /// @throws Error{bad_data} if another line says something else of the same
    void
    add(const std::string& of,
        std::string_view genotype,
        std::int64_t line,
        const std::string& file) {
        const auto [entry, is_new] = said_.try_emplace(of, std::string{genotype}, line);
        const auto& [known, known_line] = entry->second;
        if (!is_new && known != genotype)
            fail(
                file,
                line,
                fmt::format("{} is {} here, but {} in line {}", of, genotype, known, known_line));
    }

private:
    std::map<std::string, std::pair<std::string, std::int64_t>> said_{};
};

std::vector<OutsideCall> read_cyrius(const std::vector<Line>& lines, const std::string& file) {
    std::vector<OutsideCall> calls;
    Statements statements;
    for (std::size_t index = 1; index < lines.size(); ++index) {
        const auto columns = split(lines[index].text, '\t');
        if (columns.size() < 2)
            fail(file, lines[index].number, "a row of Cyrius has a sample and a genotype");
        const std::string_view genotype = trim_blanks(columns[1]);
        statements.add(
            fmt::format("CYP2D6 of sample '{}'", columns[0]), genotype, lines[index].number, file);
        if (genotype == "None" || genotype == "." || genotype.empty())
            continue;
        add_alternatives(
            calls,
            {.sample = std::string{columns[0]}, .gene = "CYP2D6", .line = lines[index].number},
            genotype,
            file);
    }
    return calls;
}

std::vector<OutsideCall> read_aldy(const std::vector<Line>& lines, const std::string& file) {
    std::vector<OutsideCall> calls;
    Statements statements;
    for (const Line& line : lines) {
        if (line.text.starts_with('#'))
            continue;
        const auto columns = split(line.text, '\t');
        if (columns.size() < 4)
            fail(file, line.number, "a row of Aldy has sample, gene, solution and major alleles");
        OutsideCall call{.sample = std::string{columns[0]}, .gene = std::string{columns[1]}};
        std::string major{columns[3]};
        std::erase(major, '[');
        std::erase(major, ']');
        statements.add(
            fmt::format("{} of sample '{}', solution {}", columns[1], columns[0], columns[2]),
            major,
            line.number,
            file);
        const auto same = [&](const OutsideCall& other) {
            return other.sample == call.sample && other.gene == call.gene &&
                   other.alleles == split_diplotype(genotype_of_caller(major));
        };
        if (std::ranges::any_of(calls, same))  // one row an allele and variant of a solution
            continue;
        call.line = line.number;
        add_alternatives(calls, call, major, file);
    }
    return calls;
}

std::vector<OutsideCall> read_stellarpgx(const std::vector<Line>& lines, const std::string& file) {
    OutsideCall call;
    Statements statements;
    std::string_view genotype;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const std::string_view text = trim_blanks(lines[index].text);
        if (text.find("StellarPGx") != std::string_view::npos)
            call.gene = split(text, ' ').front();
        if (index + 1 >= lines.size())
            continue;
        const std::string_view next = trim_blanks(lines[index + 1].text);
        if (text == "Result:") {
            statements.add(
                fmt::format("the result of {}", call.gene), next, lines[index + 1].number, file);
            genotype = next;
            call.line = lines[index + 1].number;
        } else if (text == "Activity score:" && parse_number<double>(next)) {
            call.activity_score = next;
        }
    }
    if (call.gene.empty() || genotype.empty())
        fail(file, 1, "this text of StellarPGx has no result");
    std::vector<OutsideCall> calls;
    if (genotype.find('*') == std::string_view::npos)  // "No_call" and reasons in words
        return calls;
    std::string alternatives{genotype};
    for (std::size_t at; (at = alternatives.find(" or ")) != std::string::npos;)
        alternatives.replace(at, 4, ";");
    std::erase(alternatives, '[');
    std::erase(alternatives, ']');
    add_alternatives(calls, call, alternatives, file);
    return calls;
}

std::vector<OutsideCall> read_pharmcat(const std::vector<Line>& lines, const std::string& file) {
    std::vector<OutsideCall> calls;
    for (const Line& line : lines) {
        if (line.text.starts_with('#'))
            continue;
        const auto columns = split(line.text, '\t');
        if (columns.size() < 2)
            fail(file, line.number, "an outside call has a gene and a diplotype, tab between");
        const auto column = [&](std::size_t index) {
            return index < columns.size() ? std::string{trim_blanks(columns[index])}
                                          : std::string{};
        };
        OutsideCall call{
            .gene = column(0),
            .alleles = split_diplotype(column(1)),
            .phenotype = column(2),
            .activity_score = column(3),
            .line = line.number};
        if (call.gene.empty())
            fail(file, line.number, "an outside call names no gene");
        check_alleles(call, column(1), file);
        if (call.alleles.empty() && call.phenotype.empty() && call.activity_score.empty())
            fail(file, line.number, call.gene + " has no diplotype, phenotype or activity score");
        add_call(calls, std::move(call));
    }
    return calls;
}

void check_conflicts(const std::vector<OutsideCall>& calls, const std::string& file) {
    for (std::size_t one = 0; one < calls.size(); ++one)
        for (std::size_t other = one + 1; other < calls.size(); ++other) {
            const OutsideCall& first = calls[one];
            const OutsideCall& second = calls[other];
            if (first.sample != second.sample || first.gene != second.gene)
                continue;
            if (first.alleles.empty() != second.alleles.empty() ||
                (first.alleles == second.alleles &&
                 (first.phenotype != second.phenotype ||
                  first.activity_score != second.activity_score)))
                fail(
                    file,
                    second.line,
                    fmt::format(
                        "this call of {} contradicts that of line {}", second.gene, first.line));
        }
}

/// The alleles of an HLA gene that guidelines ask for; none for other genes, HLA-C among them.
std::vector<std::string_view> hla_alleles(std::string_view gene) {
    if (gene == "HLA-A")
        return {"*31:01"};
    if (gene == "HLA-B")
        return {"*15:02", "*57:01", "*58:01"};
    return {};
}

PhenotypeCall hla_meaning(const OutsideCall& call, std::vector<std::string> alleles) {
    PhenotypeCall meaning{.alleles = std::move(alleles)};
    meaning.functions.resize(meaning.alleles.size());
    std::vector<std::string> keys;
    if (meaning.alleles.empty())
        keys.push_back(call.phenotype);
    else
        for (const std::string_view allele : hla_alleles(call.gene)) {
            const bool is_there =
                std::ranges::find(meaning.alleles, allele) != meaning.alleles.end();
            keys.push_back(fmt::format("{} {}", allele, is_there ? "positive" : "negative"));
        }
    for (const std::string& key : keys)
        meaning.phenotype += (meaning.phenotype.empty() ? "" : "; ") + key;
    meaning.lookup_key = keys.front();
    meaning.other_keys.assign(keys.begin() + 1, keys.end());
    return meaning;
}

/// ` (perhaps m.1555A>G)` if an allele differs from a known one by what stands in front of it.
std::string similar_allele(const std::string& allele, const PhenotypeTable& table) {
    for (const auto& [known, function] : table.functions)
        if (!allele.empty() && known.size() > allele.size() && known.ends_with(allele))
            return fmt::format(" (perhaps {})", known);
    return {};
}

/// Fills what the table knows of a phenotype or a score given without a diplotype.
void complete(PhenotypeCall& meaning, const OutsideCall& call, const PhenotypeTable* table) {
    meaning.phenotype = call.phenotype;
    if (!call.activity_score.empty())
        meaning.activity_score = call.activity_score;
    meaning.lookup_key = table != nullptr && table->has_activity()
                             ? meaning.activity_score.value_or("")
                             : call.phenotype;
    if (table == nullptr)
        return;
    std::vector<std::string> keys;
    for (const auto& [pair, entry] : table->rules) {
        if (!call.activity_score.empty() && entry.activity_score == call.activity_score &&
            meaning.phenotype.empty())
            meaning.phenotype = entry.phenotype;
        if (call.activity_score.empty() && entry.phenotype == call.phenotype &&
            std::ranges::find(keys, entry.lookup_key) == keys.end())
            keys.push_back(entry.lookup_key);
    }
    if (meaning.lookup_key.empty() && !keys.empty()) {
        meaning.lookup_key = keys.front();
        meaning.other_keys.assign(keys.begin() + 1, keys.end());
    }
}

}  // namespace

std::vector<OutsideCall> parse_outside_calls(std::string_view text, const std::string& file) {
    const std::vector<Line> lines = lines_of(text);
    std::vector<OutsideCall> calls;
    if (lines.empty())
        return calls;
    const std::string_view head = lines.front().text;
    if (head.starts_with("Sample\tGenotype"))
        calls = read_cyrius(lines, file);
    else if (head.starts_with("#Sample\tGene\t"))
        calls = read_aldy(lines, file);
    else if (text.find("StellarPGx") != std::string_view::npos)
        calls = read_stellarpgx(lines, file);
    else
        calls = read_pharmcat(lines, file);
    check_conflicts(calls, file);
    return calls;
}

std::string
tidy_allele(std::string_view gene, std::string_view allele, const PhenotypeTable* table) {
    std::string_view name = trim_blanks(allele);
    if (name.starts_with(gene))
        name = trim_blanks(name.substr(gene.size()));
    if (gene.starts_with("HLA-")) {
        if (!name.starts_with('*'))
            name = name.substr(std::min(name.find('*'), name.size()));
        const std::size_t first = name.find(':');
        const std::size_t second =
            first == std::string_view::npos ? first : name.find(':', first + 1);
        return std::string{name.substr(0, second)};
    }
    const auto is_known = [&](std::string_view candidate) {
        return table != nullptr && table->functions.find(candidate) != table->functions.end();
    };
    if (is_known(name))
        return std::string{name};
    if (!name.starts_with('*'))
        return std::string{name};
    std::string tidy;
    for (const std::string_view part : split(name, '+')) {
        std::string_view piece = trim_blanks(part);
        const std::size_t copies_at = piece.find('x');
        const std::string_view copies =
            copies_at == std::string_view::npos ? std::string_view{} : piece.substr(copies_at);
        std::string_view base = piece.substr(0, copies_at);
        base = base.substr(0, base.find('.'));
        tidy += (tidy.empty() ? "" : " + ") + std::string{base} + std::string{copies};
    }
    if (is_known(tidy))
        return tidy;
    const std::size_t copies_at = tidy.rfind('x');
    if (copies_at != std::string::npos &&
        parse_number<int>(std::string_view{tidy}.substr(copies_at + 1)).value_or(0) >= 3) {
        const std::string many = tidy.substr(0, copies_at) + "x\u22653";
        if (is_known(many))
            return many;
    }
    return tidy;
}

PhenotypeCall meaning_of(
    const OutsideCall& call, const PhenotypeTable* table, std::vector<std::string>& warnings) {
    std::vector<std::string> alleles;
    for (const std::string& allele : call.alleles)
        alleles.push_back(tidy_allele(call.gene, allele, table));
    if (!hla_alleles(call.gene).empty()) {
        for (const std::string& allele : alleles)
            if (allele.find(':') == std::string::npos)
                warnings.push_back(fmt::format(
                    "outside call of {}: {} has one field, and guidelines ask for two",
                    call.gene,
                    allele));
        return hla_meaning(call, std::move(alleles));
    }
    if (table != nullptr)
        for (const std::string& allele : alleles)
            if (table->functions.find(allele) == table->functions.end())
                warnings.push_back(fmt::format(
                    "outside call of {}: allele {} is not known{}",
                    call.gene,
                    allele,
                    similar_allele(allele, *table)));
    if (alleles.empty()) {
        PhenotypeCall meaning;
        complete(meaning, call, table);
        return meaning;
    }
    std::ranges::sort(alleles, [](const std::string& one, const std::string& other) {
        return compare_allele_names(one, other) < 0;
    });
    PhenotypeCall meaning = look_up(table, std::move(alleles));
    if (!call.phenotype.empty()) {
        if (!meaning.phenotype.empty() && meaning.phenotype != call.phenotype)
            warnings.push_back(fmt::format(
                "outside call of {}: {} is given as {} but the table says {}",
                call.gene,
                meaning.diplotype(),
                call.phenotype,
                meaning.phenotype));
        meaning.phenotype = call.phenotype;
        if (table == nullptr || !table->has_activity())
            meaning.lookup_key = call.phenotype;
    }
    if (parse_number<double>(call.activity_score) && table != nullptr && table->has_activity()) {
        if (meaning.activity_score && *meaning.activity_score != call.activity_score)
            warnings.push_back(fmt::format(
                "outside call of {}: {} is given the activity score {} but the table says {}",
                call.gene,
                meaning.diplotype(),
                call.activity_score,
                *meaning.activity_score));
        meaning.activity_score = meaning.lookup_key = call.activity_score;
    }
    return meaning;
}

namespace {

/// What is wrong with the name of a gene; empty if the data know it.
std::string warning_of_gene(const std::string& gene, const Bundle& bundle) {
    if (gene.starts_with("HLA-") || bundle.find_gene(gene) || bundle.find_phenotypes(gene))
        return {};
    std::vector<std::string> known;
    for (const PhenotypeTable& table : bundle.phenotypes)
        known.push_back(table.gene);
    const std::string near = nearest_name(gene, known);
    return "outside call of " + gene + ": the data have neither alleles nor phenotypes of it" +
           (near.empty() ? "" : ", perhaps of " + near);
}

}  // namespace

void apply_outside_calls(
    const std::vector<OutsideCall>& outside,
    const std::string& file,
    const std::string& sample,
    CohortCalls& calls) {
    calls.outside.resize(calls.samples.size());
    std::vector<std::pair<std::size_t, std::string>> from_this_file;
    for (const OutsideCall& call : outside) {
        const std::string& name = call.sample.empty() ? sample : call.sample;
        if (name.empty() && calls.samples.size() != 1)
            throw Error{
                ErrorKind::usage,
                fmt::format(
                    "it is not said which of {} samples these outside calls are of",
                    calls.samples.size()),
                {.file = file},
                "give them as SAMPLE=FILE"};
        const auto found = std::ranges::find(calls.samples, name);
        if (!name.empty() && found == calls.samples.end())
            throw Error{
                ErrorKind::bad_data,
                fmt::format("sample '{}' is not in the input", name),
                {.file = file, .line = call.line},
                suggest_name(name, calls.samples)};
        const std::size_t index =
            name.empty() ? 0 : static_cast<std::size_t>(found - calls.samples.begin());
        auto& meanings = calls.outside[index][call.gene];
        const std::pair<std::size_t, std::string> key{index, call.gene};
        const bool is_ours = std::ranges::find(from_this_file, key) != from_this_file.end();
        if (!meanings.empty() && !is_ours)
            throw Error{
                ErrorKind::bad_data,
                fmt::format(
                    "{} of sample '{}' is called in another file already",
                    call.gene,
                    calls.samples[index]),
                {.file = file, .line = call.line},
                "leave one of the two out"};
        if (auto warning = warning_of_gene(call.gene, *calls.bundle); !warning.empty() && !is_ours)
            calls.warnings.push_back(std::move(warning));
        from_this_file.push_back(key);
        meanings.push_back(
            meaning_of(call, calls.bundle->find_phenotypes(call.gene), calls.warnings));
    }
}

}  // namespace genostrat::pgx
