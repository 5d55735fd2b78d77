// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <memory>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/normalize/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

using normalize::NormalizeOptions;

struct Normalize {
    VariantInput input{};
    SampleChoice samples{};
    VariantOutput output{};
    RunSettings settings{};
    std::string fasta{};
    bool splits{};
    bool joins{};
    std::string types{"both"};
    std::string multiallelics{};
    std::string check_reference{};
    std::string duplicates{};
    bool removes_exact{};
    std::string atom_overlaps{"*"};
    std::string keep_sum{};
    bool does_not_align{};
    bool force{};
    NormalizeOptions options{};

    [[nodiscard]] NormalizeOptions resolved() const {
        NormalizeOptions result = options;
        if (!fasta.empty())
            result.reference = std::make_shared<const io::Fasta>(fasta);
        else if (!check_reference.empty())
            throw Error{ErrorKind::usage, "--check-ref needs --fasta"};
        result.check_reference = normalize::CheckReference::parse(check_reference);
        result.atom_overlaps = normalize::parse_atom_overlaps(atom_overlaps);
        result.left_aligns = !does_not_align;
        result.split.drop_malformed = force;
        if (!keep_sum.empty())
            for_each_piece(keep_sum, ',', [&](std::string_view tag) {
                result.split.keep_sum.emplace_back(tag);
            });
        bool split = splits;
        bool join = joins;
        std::string chosen_types = types;
        if (!multiallelics.empty()) {
            if (multiallelics.front() != '-' && multiallelics.front() != '+')
                throw Error{
                    ErrorKind::usage,
                    fmt::format("-m begins with - (split) or + (join), not '{}'", multiallelics)};
            (multiallelics.front() == '-' ? split : join) = true;
            if (multiallelics.size() > 1)
                chosen_types = multiallelics.substr(1);
        }
        if (split && join)
            throw Error{ErrorKind::usage, "rows can be split or joined, not both"};
        if (split || join)
            result.multiallelics =
                split ? normalize::Multiallelics::split : normalize::Multiallelics::join;
        result.row_types = normalize::parse_row_types(chosen_types);
        if (removes_exact)
            result.duplicates = normalize::Duplicates::exact;
        if (!duplicates.empty())
            result.duplicates = normalize::parse_duplicates(duplicates);
        return result;
    }

    void run(const CLI::App& command) const {
        const NormalizeOptions chosen = resolved();
        const bool does_something =
            chosen.reference || chosen.multiallelics != normalize::Multiallelics::keep ||
            chosen.duplicates != normalize::Duplicates::keep || chosen.atomizes;
        if (!does_something)
            throw Error{
                ErrorKind::usage,
                "nothing to do",
                {},
                "give --fasta, --split, --join, --atomize or --rm-dup"};
        const auto counts = std::make_shared<normalize::NormalizeCounts>();
        Pipeline pipeline{input.source()};
        if (const SampleSelection selection = samples.selection(); selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        for (AnyStage<RecordBatch>& stage : normalize::make_stages(chosen, counts))
            pipeline = std::move(pipeline) | std::move(stage);
        pipeline = std::move(pipeline) | output.sink("normalize", content_options(command));
        settings.report(std::move(pipeline).run(settings.options()));
        log_info(fmt::format(
            "normalize: {} rows, {} atomized, {} split, {} joined, {} REF set, {} realigned, {} "
            "excluded, {} duplicates removed",
            counts->rows.load(),
            counts->atomized.load(),
            counts->split.load(),
            counts->joined.load(),
            counts->references_set.load(),
            counts->realigned.load(),
            counts->excluded.load(),
            counts->duplicates.load()));
    }
};

}  // namespace

void add_normalize_command(CLI::App& program) {
    auto own = std::make_shared<Normalize>();
    CLI::App& command = *program.add_subcommand(
        "normalize",
        "Check REF, left-align and trim; split, join and atomize rows; remove duplicates");
    command.set_help_flag("--help", "Print this help and exit");
    own->input.add_to(command);
    own->samples.add_to(command);  // -s and -S are those of all commands, not of bcftools norm
    command.add_option("-f,--fasta,--fasta-ref", own->fasta, "reference (FASTA, plain or BGZF)");
    command.add_flag("--split", own->splits, "split multi-allelic rows");
    command.add_flag("--join", own->joins, "join rows of one place");
    command.add_option(
        "--types", own->types, "which rows are split or joined: snps, indels, both, any");
    command.add_option(
        "-m,--multiallelics", own->multiallelics, "as in bcftools: -TYPE splits, +TYPE joins");
    command.add_option(
        "-c,--check-ref",
        own->check_reference,
        "where REF is not the reference: e error (default), w warn, x exclude, s set it; ws: both");
    command.add_flag(
        "-a,--atomize", own->options.atomizes, "first take complex ALTs apart: MNVs into SNVs");
    command
        .add_option(
            "--atom-overlaps",
            own->atom_overlaps,
            "what stands for another allele in an atom's place: the allele * or a missing one (.)")
        ->capture_default_str();
    command.add_option(
        "-d,--rm-dup",
        own->duplicates,
        "remove duplicates: snps, indels, both, all (any), exact (none)");
    command.add_flag("-D,--remove-duplicates", own->removes_exact, "the same as --rm-dup exact");
    command
        .add_option(
            "-w,--site-win",
            own->options.site_window,
            "put rows that moved left in order within this many bases")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_option(
        "--old-rec-tag", own->options.old_record_tag, "INFO key for the row as it was");
    command.add_option(
        "--keep-sum", own->keep_sum, "FORMAT keys whose sum stays when rows are split: AD");
    command.add_flag(
        "--strict-filter",
        own->options.strict_filter,
        "joined rows are PASS if a later one of them is");
    command.add_flag("-N,--do-not-normalize", own->does_not_align, "no left-alignment");
    command.add_flag("--force", own->force, "drop fields with a wrong number of values");
    own->output.add_to(command);
    own->settings.add_to(command);
    command.callback([own, &command] { own->run(command); });
}

}  // namespace genostrat::cli
