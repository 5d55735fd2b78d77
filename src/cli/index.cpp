// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/index_file.hpp>

namespace genostrat::cli {

namespace {

struct Index {
    std::string input{};
    std::string output{};
    RunSettings settings{};
    bool tbi{};
    bool csi{};
    bool force{};
    int min_shift{14};
    bool shows_stats{};
    bool shows_empty{};
    bool shows_count{};

    void run() const {
        if (shows_stats || shows_count) {
            print_counts();
            return;
        }
        const std::string path = output.empty() ? input + (tbi ? ".tbi" : ".csi") : output;
        if (!force && std::filesystem::exists(path))
            throw Error{
                ErrorKind::usage,
                "the index is there already",
                {.file = path},
                "pass --force to make it anew"};
        write_index(
            input,
            path,
            {.format = tbi ? IndexFormat::tbi : IndexFormat::csi,
             .min_shift = min_shift,
             .threads = settings.options().threads});
    }

    void print_counts() const {
        std::uint64_t total = 0;
        for (const ContigCount& contig : count_indexed_rows(input, output)) {
            total += contig.n_rows;
            if (shows_stats && (shows_empty || contig.n_rows > 0))
                fmt::print(
                    "{}\t{}\t{}\n",
                    contig.name,
                    contig.length >= 0 ? std::to_string(contig.length) : ".",
                    contig.n_rows);
        }
        if (shows_count)
            fmt::print("{}\n", total);
    }
};

}  // namespace

void add_index_command(CLI::App& program) {
    auto index = std::make_shared<Index>();
    CLI::App& command =
        *program.add_subcommand("index", "Index a VCF.gz or BCF, or count its rows by an index");
    command.add_option("IN", index->input, "VCF compressed with bgzip, or BCF")->required();
    command.add_option("-o,--output", index->output, "the index file; IN.csi or IN.tbi by default");
    command.add_flag("-c,--csi", index->csi, "a CSI index (the default)");
    command.add_flag("-t,--tbi", index->tbi, "a TBI index (VCF only)")->excludes("--csi");
    command
        .add_option(
            "-m,--min-shift", index->min_shift, "the smallest bins of a CSI index hold 2^INT bases")
        ->check(CLI::Range(1, 30))
        ->excludes("--tbi")
        ->capture_default_str();
    command.add_flag("-f,--force", index->force, "make it anew if it is there");
    command.add_flag("-s,--stats", index->shows_stats, "rows of each contig, by the index");
    command.add_flag(
        "-a,--all", index->shows_empty, "with --stats: contigs of the index without rows, too");
    command.add_flag("-n,--nrecords", index->shows_count, "number of rows, by the index");
    index->settings.add_to(command);
    command.callback([index] { index->run(); });
}

}  // namespace genostrat::cli
