// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <memory>

#include <fmt/core.h>

#include <genostrat/core/log.hpp>
#include <genostrat/liftover/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

struct LiftoverCommand {
    VariantInput input{};
    SampleChoice samples{};
    VariantOutput output{};
    RunSettings settings{};
    std::string chain{};
    std::string fasta{};
    std::string reject{};
    std::string source_tag{};
    bool does_not_sort{};

    void run(const CLI::App& command) const {
        liftover::LiftoverOptions options{
            .chains = std::make_shared<const liftover::ChainMap>(liftover::ChainMap::read(chain)),
            .source_tag = source_tag};
        if (!fasta.empty())
            options.target = std::make_shared<const io::Fasta>(fasta);
        else
            log_warning("liftover: without --fasta REF is not compared with the other assembly");
        const auto counts = std::make_shared<liftover::LiftoverCounts>();
        const auto header = std::make_shared<std::string>();
        Pipeline pipeline{input.source()};
        if (const SampleSelection selection = samples.selection(); selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        pipeline = std::move(pipeline) | liftover::KeepHeader{header} |
                   liftover::Liftover{std::move(options), counts};
        if (!does_not_sort)
            pipeline = std::move(pipeline) | liftover::LiftoverOrder{};
        pipeline = std::move(pipeline) | output.sink("liftover", content_options(command));
        if (!reject.empty())
            pipeline = std::move(pipeline) | liftover::RejectSink{reject, header};
        settings.report(std::move(pipeline).run(settings.options()));
        report(*counts);
    }

    static void report(const liftover::LiftoverCounts& counts) {
        std::string reasons;
        for (std::size_t reason = 0; reason < counts.rejected.size(); ++reason)
            if (const std::int64_t n_rows = counts.rejected[reason].load(); n_rows > 0)
                reasons += fmt::format(
                    "{}{} {}",
                    reasons.empty() ? ": " : ", ",
                    n_rows,
                    liftover::to_string(static_cast<liftover::RejectReason>(reason)));
        log_info(fmt::format(
            "liftover: {} rows lifted ({} with REF and ALT swapped, {} of the other strand), {} "
            "rejected{}",
            counts.lifted.load(),
            counts.swapped.load(),
            counts.flipped.load(),
            counts.n_rejected(),
            reasons));
    }
};

}  // namespace

void add_liftover_command(CLI::App& program) {
    auto own = std::make_shared<LiftoverCommand>();
    CLI::App& command = *program.add_subcommand(
        "liftover", "Put rows into the places of another assembly by a chain file");
    own->input.add_to(command);
    command
        .add_option(
            "-c,--chain", own->chain, "chain file from the input's assembly to the other one")
        ->required();
    command.add_option(
        "-f,--fasta",
        own->fasta,
        "the other assembly: REF is compared, ALTs that are its bases change places with REF, "
        "indels of the other strand are left-aligned");
    command.add_option(
        "--reject", own->reject, "VCF for rows without a place, with the reason in LIFT_REJECT");
    command.add_option(
        "--source-tag", own->source_tag, "INFO key for CHROM|POS|REF|ALT as they were");
    command.add_flag(
        "--no-sort", own->does_not_sort, "leave rows in the order of the input; saves memory");
    own->samples.add_to(command);
    own->output.add_to(command);
    own->settings.add_to(command);
    command.callback([own, &command] { own->run(command); });
}

}  // namespace genostrat::cli
