// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"

#include <map>
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

template <typename Value>
Value choose(
    const std::string& option,
    const std::string& name,
    const std::map<std::string, Value>& values) {
    if (const auto found = values.find(name); found != values.end())
        return found->second;
    std::vector<std::string> names;
    for (const auto& [known, value] : values)
        names.push_back(known);
    throw Error{
        ErrorKind::usage,
        fmt::format("{} knows no '{}'", option, name),
        {},
        suggest_name(name, names)};
}

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
    std::string check_reference{"e"};
    std::string duplicates{};
    std::string keep_sum{};
    bool does_not_align{};
    bool force{};
    NormalizeOptions options{};

    [[nodiscard]] NormalizeOptions resolved() const {
        const std::map<std::string, normalize::RowTypes> row_types{
            {"snps", normalize::RowTypes::snps},
            {"indels", normalize::RowTypes::indels},
            {"both", normalize::RowTypes::both},
            {"any", normalize::RowTypes::any}};
        const std::map<std::string, normalize::Duplicates> kinds{
            {"snps", normalize::Duplicates::snps},
            {"indels", normalize::Duplicates::indels},
            {"both", normalize::Duplicates::both},
            {"all", normalize::Duplicates::all},
            {"exact", normalize::Duplicates::exact}};
        NormalizeOptions result = options;
        if (!fasta.empty())
            result.reference = std::make_shared<const io::Fasta>(fasta);
        result.check_reference = normalize::CheckReference::parse(check_reference);
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
        result.row_types = choose("--types", chosen_types, row_types);
        if (!duplicates.empty())
            result.duplicates = choose("--rm-dup", duplicates, kinds);
        return result;
    }

    void run(const CLI::App& command) const {
        const NormalizeOptions chosen = resolved();
        const bool does_something = chosen.reference ||
                                    chosen.multiallelics != normalize::Multiallelics::keep ||
                                    chosen.duplicates != normalize::Duplicates::keep;
        if (!does_something)
            throw Error{
                ErrorKind::usage, "nothing to do", {}, "give --fasta, --split, --join or --rm-dup"};
        normalize::NormalizeRows rows{chosen};
        const auto counts = rows.counts();
        Pipeline pipeline{input.source()};
        if (const SampleSelection selection = samples.selection(); selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        pipeline = std::move(pipeline) | std::move(rows) |
                   normalize::NormalizeOrder{chosen, counts} |
                   output.sink("normalize", content_options(command));
        settings.report(std::move(pipeline).run(settings.options()));
        log_info(fmt::format(
            "normalize: {} rows, {} split, {} joined, {} realigned, {} excluded, {} duplicates "
            "removed",
            counts->rows.load(),
            counts->split.load(),
            counts->joined.load(),
            counts->realigned.load(),
            counts->excluded.load(),
            counts->duplicates.load()));
    }
};

}  // namespace

void add_normalize_command(CLI::App& program) {
    auto own = std::make_shared<Normalize>();
    CLI::App& command = *program.add_subcommand(
        "normalize", "Check REF, left-align and trim, split and join multi-allelic rows");
    command.set_help_flag("--help", "Print this help and exit");
    own->input.add_to(command);
    own->samples.add_to(command);
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
        "where REF is not the reference: e error, w warn, x exclude");
    command.add_option(
        "-d,--rm-dup", own->duplicates, "remove duplicates: snps, indels, both, all, exact");
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
