// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <filesystem>
#include <memory>
#include <system_error>

#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/declare_missing.hpp>

namespace genostrat::cli {

namespace {

struct View {
    VariantInput input{};
    SampleChoice samples{};
    VariantOutput output{};
    RunSettings settings{};
    bool drop_genotypes{};
    bool no_header{};
    bool only_header{};
    bool no_update{};
    bool declare_missing{};

    void write_header(const SampleSelection& selection, bool counts, VcfSink sink) const {
        Schema schema = input.source().open();
        if (selection.selects())
            SelectSamples{selection}.bind(schema);
        if (counts)
            UpdateAlleleCounts{}.bind(schema);
        if (counts && drop_genotypes)
            DropGenotypes{}.bind(schema);
        sink.bind(schema);
        sink.start(schema);
        sink.close();
        sink.commit();
    }

    [[nodiscard]] UndeclaredNames find_undeclared() const {
        std::error_code failed;
        if (input.path() == "-" || std::filesystem::is_fifo(input.path(), failed))
            throw Error{
                ErrorKind::usage,
                "--declare-missing reads the input twice, which a pipe does not allow",
                {.file = input.path()},
                "give a file"};
        const RunResult found =
            (Pipeline{input.source()} | FindUndeclared{}).run(settings.options());
        return *found.results.find<UndeclaredNames>();
    }

    void run(const CLI::App& command) const {
        SampleSelection selection = samples.selection();
        // Of chosen samples alleles are counted before the genotypes go.
        const bool counts = selection.selects() && !no_update;
        selection.drop_genotypes = drop_genotypes && !counts;
        const VcfParts parts = only_header ? VcfParts::only_header
                               : no_header ? VcfParts::only_rows
                                           : VcfParts::all;
        if (only_header) {
            write_header(selection, counts, output.sink("view", content_options(command), parts));
            return;
        }
        Pipeline pipeline{input.source()};
        if (declare_missing)
            pipeline = std::move(pipeline) | DeclareMissing{find_undeclared()};
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        if (counts)
            pipeline = std::move(pipeline) | UpdateAlleleCounts{};
        if (counts && drop_genotypes)
            pipeline = std::move(pipeline) | DropGenotypes{};
        pipeline = std::move(pipeline) | output.sink("view", content_options(command), parts);
        RunOptions options = settings.options();
        settings.report(std::move(pipeline).run(options));
    }
};

}  // namespace

void add_view_command(CLI::App& program) {
    auto view = std::make_shared<View>();
    CLI::App& command = *program.add_subcommand("view", "Show, subset and convert VCF and BCF");
    command.set_help_flag("--help", "Print this help and exit");
    view->input.add_to(command);
    view->input.add_region_words_to(command);
    view->samples.add_to(command);
    command.add_flag("-G,--drop-genotypes", view->drop_genotypes, "no sample columns");
    command.add_flag(
        "-I,--no-update", view->no_update, "with -s: leave INFO/AC and INFO/AN as they are");
    command.add_flag("-h,--header-only", view->only_header, "only the header");
    command.add_flag("-H,--no-header", view->no_header, "no header");
    command.add_flag(
        "--declare-missing",
        view->declare_missing,
        "declare contigs and tags that the header lacks (BCF needs it); reads the input twice");
    view->output.add_to(command);
    view->settings.add_to(command);
    command.callback([view, &command] { view->run(command); });
}

}  // namespace genostrat::cli
