// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include <fmt/format.h>

#include <genostrat/annotate/archive_merge.hpp>
#include <genostrat/annotate/stage.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

using annotate::Archive;
using annotate::ArchiveColumn;
using annotate::ArchiveInfo;
using annotate::FieldRequest;

struct Build {
    VariantInput input{};
    RunSettings settings{};
    std::vector<std::string> fields{};
    std::vector<std::string> absent{};
    std::vector<std::string> missing{};
    std::vector<std::string> digits{};
    std::string output{};
    std::string fasta{};
    std::string duplicates{"first"};
    std::string source_version{};
    int level{8};

    /// Calls `set(request, value)` for each `DST=VALUE`.
    template <typename Set>
    static void apply(
        const std::vector<std::string>& settings,
        const std::string& option,
        std::vector<FieldRequest>& requests,
        Set set) {
        for (const std::string& setting : settings) {
            const std::size_t equals = setting.find('=');
            const std::string name = setting.substr(0, equals);
            bool is_known = false;
            for (FieldRequest& request : requests) {
                if (equals == std::string::npos || request.name != name)
                    continue;
                set(request, setting.substr(equals + 1));
                is_known = true;
            }
            if (!is_known)
                throw Error{
                    ErrorKind::usage,
                    fmt::format("{} '{}' names no field of the archive", option, setting),
                    {},
                    "write it as DST=VALUE, DST as in --field"};
        }
    }

    [[nodiscard]] annotate::ArchiveBuildOptions options() const {
        annotate::ArchiveBuildOptions result;
        for (const std::string& field : fields)
            for_each_piece(field, ',', [&](std::string_view one) {
                result.fields.push_back(FieldRequest::parse(one));
            });
        apply(absent, "--absent", result.fields, [](FieldRequest& request, std::string value) {
            request.absent = std::move(value);
        });
        apply(missing, "--missing", result.fields, [](FieldRequest& request, std::string value) {
            request.missing = std::move(value);
        });
        apply(
            digits, "--digits", result.fields, [](FieldRequest& request, const std::string& value) {
                const auto n = parse_number<int>(value);
                if (!n || *n < 1 || *n > 9)
                    throw Error{ErrorKind::usage, fmt::format("--digits {} is not in 1..9", value)};
                request.significant_digits = *n;
            });
        const std::map<std::string, annotate::OnDuplicate> rules{
            {"first", annotate::OnDuplicate::first},
            {"last", annotate::OnDuplicate::last},
            {"fail", annotate::OnDuplicate::fail}};
        const auto rule = rules.find(duplicates);
        if (rule == rules.end())
            throw Error{
                ErrorKind::usage,
                fmt::format("--duplicates knows first, last and fail, not '{}'", duplicates)};
        result.writer = {.on_duplicate = rule->second, .level = level};
        result.source_version = source_version;
        result.source_name = std::filesystem::path{input.path()}.filename().string();
        if (!fasta.empty())
            result.reference = std::make_shared<const io::Fasta>(fasta);
        return result;
    }

    void run() const {
        RunResult result = (Pipeline{input.source()} | annotate::ArchiveBuilder{output, options()})
                               .run(settings.options());
        settings.report(result);
        if (const auto* info = result.results.find<ArchiveInfo>())
            log_info(fmt::format(
                "{}: {} alleles, {} duplicates left out, {} bytes ({:.2f} an allele)",
                output,
                info->n_sites,
                info->n_duplicates,
                std::filesystem::file_size(output),
                static_cast<double>(std::filesystem::file_size(output)) /
                    static_cast<double>(std::max<std::uint64_t>(info->n_sites, 1))));
    }
};

void add_build(CLI::App& archive) {
    auto own = std::make_shared<Build>();
    CLI::App& command = *archive.add_subcommand("build", "Compile a VCF or BCF into an archive");
    command.set_help_flag("--help", "Print this help and exit");
    own->input.add_to(command);
    command.add_option("-f,--field", own->fields, "SRC[:DST]: an INFO key, ID, QUAL or FILTER")
        ->required()
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("-o,--output", own->output, "the archive (.gsa)")->required();
    command.add_option("--fasta", own->fasta, "left-align keys against this reference");
    command.add_option("--absent", own->absent, "DST=VALUE where the archive has no such allele")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--missing", own->missing, "DST=VALUE where the source has no value")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--digits", own->digits, "DST=N: round to N significant digits")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option(
        "--duplicates", own->duplicates, "which of equal alleles: first, last, fail");
    command.add_option("--source-version", own->source_version, "version of the source");
    command.add_option("-l,--level", own->level, "compression, 1..12")->check(CLI::Range(1, 12));
    own->settings.add_to(command);
    command.callback([own] { own->run(); });
}

std::string info_text(const Archive& archive) {
    const ArchiveInfo& info = archive.info();
    std::string text = fmt::format(
        "source\t{}\nsource_version\t{}\nbuild\t{}\nleft_aligned\t{}\nalleles\t{}\n"
        "duplicates_left_out\t{}\nblocks\t{}\nbytes\t{}\ncontigs\t{}\n",
        info.source,
        info.source_version.empty() ? "." : info.source_version,
        info.build.empty() ? "." : info.build,
        info.is_left_aligned ? "yes" : "no",
        info.n_sites,
        info.n_duplicates,
        info.n_blocks,
        info.file_bytes,
        fmt::join(info.contigs, ","));
    for (const ArchiveColumn& column : info.columns) {
        text += fmt::format(
            "column\t{}\t{}\tNumber={}\t{}",
            column.name,
            column.source,
            column.number,
            column.description);
        if (column.absent)
            text += fmt::format("\tabsent={}", *column.absent);
        if (column.missing)
            text += fmt::format("\tmissing={}", *column.missing);
        if (column.significant_digits > 0)
            text += fmt::format(
                "\tdigits={}\tmax_relative_error={:.3g}",
                column.significant_digits,
                column.max_relative_error);
        text += '\n';
    }
    return text;
}

void add_info(CLI::App& archive) {
    auto path = std::make_shared<std::string>();
    auto checks = std::make_shared<bool>(false);
    CLI::App& command = *archive.add_subcommand("info", "Show what an archive holds");
    command.add_option("ARCHIVE", *path, "a .gsa file")->required();
    command.add_flag("--check", *checks, "read and check every block");
    command.callback([path, checks] {
        const Archive own{*path};
        if (*checks)
            own.check();
        fmt::print("{}", info_text(own));
    });
}

void add_dump(CLI::App& archive) {
    auto path = std::make_shared<std::string>();
    auto output = std::make_shared<std::string>("-");
    CLI::App& command = *archive.add_subcommand("dump", "Print an archive as VCF without samples");
    command.add_option("ARCHIVE", *path, "a .gsa file")->required();
    command.add_option("-o,--output", *output, "file, - is standard output");
    command.callback([path, output] {
        const Archive own{*path};
        io::AtomicFile file{*output};
        annotate::dump_archive(own, [&](std::string_view text) { file.write(text); });
        file.close();
        file.commit();
    });
}

void add_merge(CLI::App& archive) {
    auto paths = std::make_shared<std::vector<std::string>>();
    auto output = std::make_shared<std::string>();
    CLI::App& command = *archive.add_subcommand(
        "merge", "Join archives: of several contigs, or with other columns");
    command.add_option("ARCHIVES", *paths, ".gsa files")->required();
    command.add_option("-o,--output", *output, "the new archive")->required();
    command.callback([paths, output] {
        std::vector<Archive> archives;
        for (const std::string& path : *paths)
            archives.emplace_back(path);
        const ArchiveInfo info = annotate::merge_archives(archives, *output);
        log_info(fmt::format("{}: {} alleles", *output, info.n_sites));
    });
}

}  // namespace

void add_archive_command(CLI::App& program) {
    CLI::App& command =
        *program.add_subcommand("archive", "Build, show and merge annotation archives");
    command.require_subcommand(1);
    add_build(command);
    add_info(command);
    add_dump(command);
    add_merge(command);
}

}  // namespace genostrat::cli
