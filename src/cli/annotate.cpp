// SPDX-License-Identifier: MIT
#include "archive_options.hpp"
#include "commands.hpp"
#include "common_options.hpp"
#include "consequence_options.hpp"

#include <memory>

#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {
namespace {

struct Annotate {
    VariantInput input{};
    SampleChoice samples{};
    ConsequenceOptions consequence{};
    ArchiveOptions archives{};
    std::string fasta{};
    VariantOutput output{};
    RunSettings settings{};

    void run(const CLI::App& command) const {
        if (!archives.wanted() && !consequence.wanted())
            throw Error{
                ErrorKind::usage,
                "nothing to annotate with",
                {},
                "give a gene model with --genes, an archive or a file with --archive, or a "
                "configuration with --vcfanno"};
        Pipeline pipeline{input.source()};
        if (const SampleSelection selection = samples.selection(); selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        if (consequence.wanted())
            for (AnyStage<RecordBatch>& stage : consequence.stages(fasta))
                pipeline = std::move(pipeline) | std::move(stage);
        for (AnyStage<RecordBatch>& stage : archives.stages(fasta))
            pipeline = std::move(pipeline) | std::move(stage);
        if (consequence.wants_table())
            pipeline =
                std::move(pipeline) |
                consequence.sink(
                    output.path(), fasta, output.provenance("annotate", content_options(command)));
        else
            pipeline = std::move(pipeline) | output.sink("annotate", content_options(command));
        settings.report(std::move(pipeline).run(settings.options()));
    }
};

}  // namespace

void add_annotate_command(CLI::App& program) {
    auto annotate = std::make_shared<Annotate>();
    CLI::App& command =
        *program.add_subcommand("annotate", "Add consequences on genes and values from databases");
    command.set_help_flag("--help", "Print this help and exit");
    annotate->input.add_to(command);
    annotate->samples.add_to(command);
    annotate->consequence.add_to(command);
    annotate->archives.add_to(command);
    command.add_option("-f,--fasta", annotate->fasta, "reference (FASTA, plain or BGZF)");
    annotate->output.add_to(command);
    annotate->settings.add_to(command);
    command.callback([annotate, &command] { annotate->run(command); });
}

}  // namespace genostrat::cli
