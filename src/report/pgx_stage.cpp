// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include <fmt/core.h>

#include <genostrat/cohort/sample_table.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/pgx/stage.hpp>
#include <genostrat/report/pgx_cohort_html.hpp>
#include <genostrat/report/pgx_html.hpp>
#include <genostrat/report/pgx_stage.hpp>
#include <genostrat/report/pgx_tables.hpp>

namespace genostrat::report {
namespace {

using Stages = StageFactory<RecordBatch>::Stages;

const std::vector<OptionInfo>& calling_options() {
    static const std::vector<OptionInfo> options{
        {"data", OptionType::path, "folder of PharmCAT-format data", "", true},
        {"definitions", OptionType::path, "allele definitions to use instead"},
        {"guidance", OptionType::list, "publishers of guidelines to use: CPIC, DPWG; all if empty"},
        {"cache", OptionType::boolean, "keep the data compiled for the next run", "true"},
        {"sex", OptionType::path, "table of sexes; else inferred from X"},
        {"outside_calls", OptionType::list, "[SAMPLE=]FILE of PharmCAT, Cyrius, Aldy, StellarPGx"},
        {"fasta", OptionType::path, "reference genome, to left-align"},
        {"all_results", OptionType::boolean, "all diplotypes that fit", "false"},
        {"find_combinations", OptionType::boolean, "combinations and partial alleles", "false"},
        {"call_cyp2d6", OptionType::boolean, "also CYP2D6, by small variants", "false"},
        {"no_exemptions", OptionType::boolean, "no required positions, no priorities", "false"},
        {"absent_to_ref", OptionType::boolean, "positions without a record are REF", "false"},
        {"unspecified_gt_to_ref", OptionType::boolean, "genotypes ./. are REF", "false"},
        {"use_ft", OptionType::boolean, "only genotypes with FORMAT/FT PASS", "false"},
        {"min_gq", OptionType::integer, "least FORMAT/GQ", "0"},
        {"min_dp", OptionType::integer, "least FORMAT/DP", "0"},
        {"min_ab", OptionType::number, "least share of reads of a heterozygote's alleles", "0"},
        {"gvcf_min_dp", OptionType::integer, "least depth of a reference block", "10"},
        {"gvcf_min_gq", OptionType::integer, "least GQ of a reference block", "20"}};
    return options;
}

const std::vector<OptionInfo>& table_options() {
    static const std::vector<OptionInfo> options{
        {"json", OptionType::path, "calls and what they rest on"},
        {"tsv", OptionType::path, "one row a sample and gene"},
        {"matrix", OptionType::path, "diplotypes, samples x genes"},
        {"summary", OptionType::path, "counts of alleles, diplotypes and phenotypes"},
        {"populations", OptionType::path, "table of labels; the summary counts each"}};
    return options;
}

pgx::PgxStage make_caller(const StageOptions& given) {
    const auto bundle = pgx::load_bundle(
        given.text("data"),
        {.definitions = given.text("definitions"),
         .call_cyp2d6 = given.boolean("call_cyp2d6"),
         .with_guidance = true,
         .sources = given.list("guidance"),
         .cache = given.boolean("cache") ? pgx::default_cache_folder() : std::filesystem::path{}});
    pgx::CohortOptions options{
        .call =
            {.results = given.boolean("all_results") ? pgx::ResultMode::all : pgx::ResultMode::top,
             .find_combinations = given.boolean("find_combinations"),
             .use_exemptions = !given.boolean("no_exemptions")},
        .absent_to_reference = given.boolean("absent_to_ref"),
        .unspecified_to_reference = given.boolean("unspecified_gt_to_ref")};
    if (given.has("sex"))
        options.sexes = pgx::read_sexes(given.text("sex"));
    pgx::PgxInputs inputs;
    for (const std::string& argument : given.list("outside_calls"))
        inputs.outside.push_back(pgx::read_outside_file(argument));
    if (given.has("fasta"))
        inputs.fasta = std::make_shared<const io::Fasta>(given.text("fasta"));
    const auto integer = [&](const char* name) {
        return static_cast<std::int32_t>(given.integer(name));
    };
    return pgx::PgxStage{
        bundle,
        std::move(options),
        {.use_ft = given.boolean("use_ft"),
         .min_gq = integer("min_gq"),
         .min_dp = integer("min_dp"),
         .min_allele_balance = given.number("min_ab"),
         .block_min_dp = integer("gvcf_min_dp"),
         .block_min_gq = integer("gvcf_min_gq")},
        std::move(inputs)};
}

PgxFiles make_files(const char* stage, PgxDetail detail, const StageOptions& given) {
    PgxFileOptions options{
        .stage = stage,
        .detail = detail,
        .json = given.text("json"),
        .tsv = given.text("tsv"),
        .matrix = given.text("matrix"),
        .summary = given.text("summary")};
    if (given.has("populations"))
        options.populations = read_populations(given.text("populations"));
    return PgxFiles{std::move(options)};
}

StageInfo<RecordBatch> writer_info(const char* stage, const char* summary, PgxDetail detail) {
    return {
        .name = stage,
        .summary = summary,
        .effect = StageEffect::reports,
        .options = table_options(),
        .make = [stage, detail](const StageOptions& given) {
            return AnyStage<RecordBatch>{make_files(stage, detail, given)};
        }};
}

StageInfo<RecordBatch> call_info() {
    std::vector<OptionInfo> options = calling_options();
    std::ranges::copy(table_options(), std::back_inserter(options));
    return {
        .name = "pgx_call",
        .summary = "call pharmacogenes; later pgx stages write more about them",
        .effect = StageEffect::needs_all_rows,
        .options = std::move(options),
        .make = [](const StageOptions& given) {
            Stages stages;
            stages.emplace_back(make_caller(given));
            stages.emplace_back(make_files("pgx_call", PgxDetail::calls, given));
            return stages;
        }};
}

StageInfo<RecordBatch> report_info() {
    return {
        .name = "pgx_report",
        .summary = "a page for a pharmacist: drugs, genes and what could not be called",
        .effect = StageEffect::reports,
        .options =
            {{"html", OptionType::path, "the page; it needs no other file", "", true},
             {"pages", OptionType::path, "folder for a page each sample"},
             {"page_limit", OptionType::integer, "of more samples, one page of the cohort", "100"}},
        .make = [](const StageOptions& given) {
            return AnyStage<RecordBatch>{PgxFiles{
                {.stage = "pgx_report",
                 .html = given.text("html"),
                 .pages = given.text("pages"),
                 .page_limit = static_cast<std::size_t>(
                     std::max<std::int64_t>(given.integer("page_limit"), 0))}}};
        }};
}

/// A name for a sample's page: letters, digits, `.`, `-` and `_`; two samples never share one.
std::string page_name(const std::string& sample, std::set<std::string>& taken) {
    std::string name;
    for (const char character : sample) {
        const auto byte = static_cast<unsigned char>(character);
        const bool is_plain = std::isalnum(byte) != 0 || character == '-' || character == '_' ||
                              (character == '.' && !name.empty());
        name += is_plain ? character : '_';
    }
    name.resize(std::min<std::size_t>(name.size(), 200));  // names of files end at 255 bytes
    const auto lower = [](std::string text) {              // some file systems do not tell a from A
        std::ranges::transform(text, text.begin(), [](unsigned char byte) {
            return static_cast<char>(std::tolower(byte));
        });
        return text;
    };
    std::string unique = name;
    for (int copy = 2; !taken.insert(lower(unique)).second; ++copy)
        unique = fmt::format("{}-{}", name, copy);
    return unique + ".html";
}

/// Writes a page each sample. @return their places, relative to the cohort's page
std::vector<std::string>
write_pages(const pgx::CohortCalls& calls, const PgxFileOptions& options, Results& results) {
    namespace fs = std::filesystem;
    const fs::path folder{options.pages};
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (!fs::is_directory(folder))
        throw Error{
            ErrorKind::system,
            "cannot make the folder for pages",
            {.file = options.pages},
            "give the name of a folder that can be written"};
    const fs::path base = options.html == "-" || options.html.empty()
                              ? fs::path{"."}
                              : fs::absolute(options.html).parent_path();
    const fs::path prefix = fs::absolute(folder).lexically_normal().lexically_proximate(
        fs::absolute(base).lexically_normal());
    std::vector<std::string> pages;
    std::set<std::string> taken;
    for (std::size_t sample = 0; sample < calls.samples.size(); ++sample) {
        const std::string name = page_name(calls.samples[sample], taken);
        results.add_file((folder / name).string(), pgx_sample_html(calls, sample));
        pages.push_back((prefix / name).generic_string());
    }
    return pages;
}

}  // namespace

std::map<std::string, std::string> read_populations(const std::string& path) {
    const cohort::SampleTable table = cohort::SampleTable::read(path);
    std::map<std::string, std::string> labels;
    for (const auto& sample : table.samples())
        if (!sample.population.empty())
            labels[sample.id] = sample.population;
    if (!labels.empty())
        return labels;
    io::LineReader reader{path};
    std::string_view line;
    while (reader.next(line)) {
        if (line.empty() || line.front() == '#')
            continue;
        const auto columns = split(line, '\t');
        if (columns.size() < 2)
            throw Error{
                ErrorKind::bad_data,
                "a row has a sample and a label, with a tab between",
                reader.where()};
        labels[std::string{columns[0]}] = columns[1];
    }
    return labels;
}

void PgxFiles::finish(Results& results) const {
    const auto* const calls = results.find<pgx::CohortCalls>();
    if (calls == nullptr)
        throw Error{
            ErrorKind::usage,
            fmt::format("the stage {} has no calls to work on", options_.stage),
            {},
            "put a stage pgx_call before it"};
    if (!options_.matrix.empty())
        results.add_file(options_.matrix, pgx_matrix(*calls));
    if (!options_.summary.empty())
        results.add_file(options_.summary, pgx_summary(*calls, options_.populations));
    if (!options_.tsv.empty())
        results.add_file(options_.tsv, pgx_table(*calls));
    if (!options_.json.empty())
        results.add_file(options_.json, [&](io::AtomicFile& file) {
            write_pgx_json(
                *calls, options_.detail, [&](std::string_view bytes) { file.write(bytes); });
        });
    std::vector<std::string> pages;
    if (!options_.pages.empty())
        pages = write_pages(*calls, options_, results);
    if (options_.html.empty())
        return;
    const bool is_of_cohort = !pages.empty() || calls->samples.size() > options_.page_limit;
    results.add_file(
        options_.html, is_of_cohort ? pgx_cohort_html(*calls, pages) : pgx_html(*calls));
}

std::vector<StageInfo<RecordBatch>> pgx_stage_infos() {
    std::vector<StageInfo<RecordBatch>> infos;
    infos.push_back(call_info());
    infos.push_back(
        writer_info("pgx_phenotype", "what the called pharmacogenes mean", PgxDetail::phenotypes));
    infos.push_back(writer_info(
        "pgx_recommend",
        "guidelines that the called pharmacogenes meet",
        PgxDetail::recommendations));
    infos.push_back(report_info());
    return infos;
}

}  // namespace genostrat::report
