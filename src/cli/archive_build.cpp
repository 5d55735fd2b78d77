// SPDX-License-Identifier: MIT
#include "archive_build.hpp"

#include "archive_options.hpp"
#include "common_options.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include <fmt/format.h>

#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/annotate/stage.hpp>
#include <genostrat/annotate/table_build.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

using annotate::ArchiveInfo;
using annotate::ArchiveKeys;
using annotate::FieldRequest;
using annotate::SourceKind;

/// Options that say `DST=VALUE` of fields, in the order of the help.
struct FieldSetting {
    const char* option;
    const char* help;
    void (*set)(FieldRequest& field, const std::string& value);
};

void set_type(FieldRequest& field, const std::string& value) {
    field.type = annotate::parse_column_type(value);
    if (!field.type)
        throw Error{
            ErrorKind::usage,
            fmt::format("--type {}={} is no type", field.name, value),
            {},
            suggest_name(value, {"Integer", "Float", "Flag", "Character", "String"})};
}

void set_number(FieldRequest& field, const std::string& value) {
    const bool is_count = parse_number<int>(value).value_or(-1) >= 0;
    if (!is_count && value != "A" && value != "R" && value != ".")
        throw Error{
            ErrorKind::usage,
            fmt::format("--number {}={} is none of 0, 1, 2 …, A, R and .", field.name, value)};
    field.number = value;
}

void set_digits(FieldRequest& field, const std::string& value) {
    const auto n = parse_number<int>(value);
    if (!n || *n < 1 || *n > 9)
        throw Error{ErrorKind::usage, fmt::format("--digits {} is not in 1..9", value)};
    field.significant_digits = *n;
}

void set_description(FieldRequest& field, const std::string& value) {
    if (value.find_first_of("\"\\\n") != std::string::npos)
        throw Error{
            ErrorKind::usage,
            fmt::format(
                "--description of {} holds a quote, a backslash or a line end", field.name)};
    field.description = value;
}

constexpr std::array<FieldSetting, 6> field_settings{
    {{"--type", "DST=Integer, Float, Flag or String; else as the source says or shows", set_type},
     {"--number", "DST=0, 1, A, R or .; else as the source says or shows", set_number},
     {"--description", "DST=TEXT for the header of annotated files", set_description},
     {"--absent",
      "DST=VALUE where the archive has no such allele",
      [](FieldRequest& field, const std::string& value) { field.absent = value; }},
     {"--missing",
      "DST=VALUE where the source has no value",
      [](FieldRequest& field, const std::string& value) { field.missing = value; }},
     {"--digits", "DST=N: round to N significant digits; info states the error", set_digits}}};

struct ArchiveBuild {
    RunSettings settings{};
    RowChoice rows{};
    std::vector<std::string> paths{};
    std::vector<std::string> fields{};
    std::array<std::vector<std::string>, field_settings.size()> field_values{};
    annotate::TableLayout layout{};
    std::string separator{};
    std::string keys{};
    std::string format{"auto"};
    std::string output{};
    std::string fasta{};
    annotate::OnDuplicate duplicates{annotate::OnDuplicate::first};
    std::string source_version{};
    std::string genome_build{};
    int level{8};

    [[nodiscard]] std::vector<FieldRequest> requests() const {
        std::vector<FieldRequest> result;
        for (const std::string& field : fields)
            for_each_piece(field, ',', [&](std::string_view one) {
                result.push_back(FieldRequest::parse(one));
            });
        for (std::size_t setting = 0; setting < field_settings.size(); ++setting)
            for (const std::string& value : field_values[setting])
                apply(field_settings[setting], value, result);
        for (std::size_t field = 0; field < result.size(); ++field)
            for (std::size_t other = 0; other < field; ++other)
                if (result[field].name == result[other].name)
                    throw Error{
                        ErrorKind::usage,
                        "two fields are named " + result[field].name,
                        {},
                        "rename one of them: SRC:DST"};
        return result;
    }

    static void apply(
        const FieldSetting& setting, const std::string& text, std::vector<FieldRequest>& requests) {
        const std::size_t equals = text.find('=');
        const std::string name = text.substr(0, equals);
        const auto found = std::ranges::find(requests, name, &FieldRequest::name);
        if (equals != std::string::npos && found != requests.end()) {
            setting.set(*found, text.substr(equals + 1));
            return;
        }
        std::vector<std::string> names;
        for (const FieldRequest& request : requests)
            names.push_back(request.name);
        throw Error{
            ErrorKind::usage,
            fmt::format("{} '{}' names no field of the archive", setting.option, text),
            {},
            "write it as DST=VALUE; " + suggest_name(name, names)};
    }

    /// What the files are; all of one kind.
    [[nodiscard]] SourceKind kind() const {
        if (format != "auto")
            return format == "vcf" ? SourceKind::variants : SourceKind::table;
        const SourceKind first = annotate::source_kind(paths.front());
        for (const std::string& path : paths)
            if ((annotate::source_kind(path) == SourceKind::variants) !=
                (first == SourceKind::variants))
                throw Error{
                    ErrorKind::usage,
                    fmt::format("{} and {} are files of two kinds", paths.front(), path),
                    {},
                    "build an archive of each kind, and join them with 'archive merge'"};
        return first;
    }

    [[nodiscard]] ArchiveKeys keys_of(SourceKind kind) const {
        if (keys == "intervals")
            return ArchiveKeys::intervals;
        if (keys == "alleles")
            return ArchiveKeys::alleles;
        if (keys == "genes" || (keys.empty() && !layout.gene.empty()))
            return ArchiveKeys::genes;
        const bool has_intervals = kind == SourceKind::bed || kind == SourceKind::bigwig ||
                                   (kind == SourceKind::table && !layout.end.empty());
        return has_intervals ? ArchiveKeys::intervals : ArchiveKeys::alleles;
    }

    [[nodiscard]] std::string source_name() const {
        std::string name;
        for (const std::string& path : paths)
            name += (name.empty() ? "" : ",") + std::filesystem::path{path}.filename().string();
        return name;
    }

    [[nodiscard]] std::shared_ptr<const io::Fasta> reference() const {
        return fasta.empty() ? nullptr : std::make_shared<const io::Fasta>(fasta);
    }

    [[nodiscard]] ArchiveInfo build_from_variants(ArchiveKeys wanted) const {
        if (wanted == ArchiveKeys::genes)
            throw Error{
                ErrorKind::usage,
                "an archive by gene cannot be built from a VCF",
                {},
                "give a table with one row a gene"};
        annotate::ArchiveBuilder builder{
            output,
            {.fields = requests(),
             .source_version = source_version,
             .source_name = source_name(),
             .keys = wanted,
             .reference = reference(),
             .writer = {.on_duplicate = duplicates, .level = level}}};
        for (const std::string& path : paths)
            settings.report((Pipeline{VcfSource{path, rows.options()}} | builder.another())
                                .run(settings.options()));
        return builder.commit();
    }

    [[nodiscard]] ArchiveInfo build_from_text(ArchiveKeys wanted) const {
        if (rows.is_given())
            throw Error{
                ErrorKind::usage,
                fmt::format(
                    "regions and targets choose rows of VCF and BCF, not of {}", paths.front()),
                {},
                "cut the table first, or leave the option out"};
        const annotate::TableBuildResult result = annotate::build_from_tables(
            paths,
            output,
            {.fields = requests(),
             .keys = wanted,
             .layout = table_layout(layout, separator),
             .source_version = source_version,
             .build = genome_build,
             .reference = reference(),
             .writer = {.on_duplicate = duplicates, .level = level}});
        if (result.n_without_place > 0)
            log_warning(fmt::format(
                "{} rows without a {} were passed over",
                result.n_without_place,
                wanted == ArchiveKeys::genes ? "gene" : "position"));
        return result.info;
    }

    void run() {
        if (paths.empty())
            paths.emplace_back("-");
        const SourceKind source = kind();
        const ArchiveKeys wanted = keys_of(source);
        const ArchiveInfo info =
            source == SourceKind::variants ? build_from_variants(wanted) : build_from_text(wanted);
        const auto n_bytes = std::filesystem::file_size(output);
        log_info(fmt::format(
            "{}: {} {}, {} duplicates left out, {} bytes ({:.2f} each)",
            output,
            info.n_sites,
            annotate::to_string(info.keys),
            info.n_duplicates,
            n_bytes,
            static_cast<double>(n_bytes) /
                static_cast<double>(std::max<std::uint64_t>(info.n_sites, 1))));
        for (const annotate::ArchiveColumn& column : info.columns)
            if (column.significant_digits > 0)
                log_info(fmt::format(
                    "{} is rounded to {} digits: at most {:.2g} off, relatively",
                    column.name,
                    column.significant_digits,
                    column.max_relative_error));
    }
};

}  // namespace

void add_archive_build_command(CLI::App& archive) {
    auto own = std::make_shared<ArchiveBuild>();
    CLI::App& command = *archive.add_subcommand(
        "build", "Compile VCF, BCF, tables, BED, bedGraph or bigWig files into an archive");
    command.set_help_flag("--help", "Print this help and exit");
    command.add_option(
        "IN", own->paths, "files of one kind, in the order of their contigs; - is standard input");
    const auto add_list =
        [&](const char* name, std::vector<std::string>& values, const char* help) {
            return command.add_option(name, values, help)
                ->allow_extra_args(false)
                ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        };
    add_list(
        "-f,--field",
        own->fields,
        "SRC[:DST],…: an INFO key, ID, QUAL, FILTER; a column of a table by name or number; FLAG: "
        "that there is a row")
        ->required();
    command.add_option("-o,--output", own->output, "the archive (.gsa)")->required();
    command
        .add_option(
            "--keys",
            own->keys,
            "what entries are found by: alleles, intervals or genes; else as the files are")
        ->check(CLI::IsMember({"alleles", "intervals", "genes"}));
    command.add_option("--format", own->format, "auto, vcf or table")
        ->check(CLI::IsMember({"auto", "vcf", "table"}))
        ->capture_default_str();
    for (std::size_t setting = 0; setting < field_settings.size(); ++setting)
        add_list(
            field_settings[setting].option,
            own->field_values[setting],
            field_settings[setting].help);
    command.add_option("--fasta", own->fasta, "left-align keys against this reference");
    const std::map<std::string, annotate::OnDuplicate> rules{
        {"first", annotate::OnDuplicate::first},
        {"last", annotate::OnDuplicate::last},
        {"fail", annotate::OnDuplicate::fail}};
    command.add_option("--duplicates", own->duplicates, "which of equal keys: first, last, fail")
        ->transform(CLI::CheckedTransformer(rules, CLI::ignore_case))
        ->default_str("first");
    command.add_option("--source-version", own->source_version, "version of the source");
    command.add_option("-l,--level", own->level, "compression, 1..12")
        ->check(CLI::Range(1, 12))
        ->capture_default_str();
    add_table_options(command, own->layout, own->separator);
    const char* const tables = "Tables (columns by name, or number from 1)";
    command
        .add_option(
            "--gene-column",
            own->layout.gene,
            "gene id or symbol; else gene, symbol, gene_id …, with --keys genes")
        ->group(tables);
    command.add_option("--build", own->genome_build, "genome build of a table, for info: GRCh38 …")
        ->group(tables);
    own->rows.add_to(command, "VCF and BCF");
    own->settings.add_to(command);
    command.callback([own] { own->run(); });
}

}  // namespace genostrat::cli
