// SPDX-License-Identifier: MIT
#include "annotate/archive_format.hpp"
#include "archive_build.hpp"
#include "commands.hpp"

#include <memory>

#include <fmt/format.h>

#include <genostrat/annotate/archive_dump.hpp>
#include <genostrat/annotate/archive_merge.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/io/atomic_file.hpp>

namespace genostrat::cli {

namespace {

using annotate::Archive;
using annotate::ArchiveColumn;
using annotate::ArchiveInfo;

std::string info_text(const Archive& archive) {
    const ArchiveInfo& info = archive.info();
    std::string text = fmt::format(
        "keys\t{}\nsource\t{}\nsource_version\t{}\nbuild\t{}\nleft_aligned\t{}\nentries\t{}\n"
        "duplicates_left_out\t{}\nblocks\t{}\nbytes\t{}\ncontigs\t{}\n",
        annotate::to_string(info.keys),
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
            "column\t{}\t{}\tType={}\tNumber={}\t{}",
            column.name,
            column.source,
            annotate::to_string(column.type),
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
    CLI::App& command = *archive.add_subcommand(
        "dump", "Print an archive as text: alleles as VCF, intervals and genes as a table");
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
        log_info(fmt::format("{}: {} {}", *output, info.n_sites, annotate::to_string(info.keys)));
    });
}

}  // namespace

void add_archive_command(CLI::App& program) {
    CLI::App& command =
        *program.add_subcommand("archive", "Build, show and merge annotation archives");
    command.require_subcommand(1);
    add_archive_build_command(command);
    add_info(command);
    add_dump(command);
    add_merge(command);
}

}  // namespace genostrat::cli
