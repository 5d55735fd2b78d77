// SPDX-License-Identifier: MIT
#include "commands.hpp"

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/coverage/stage.hpp>

namespace genostrat::cli {

namespace {

/// Options as given; numbers as mosdepth reads them.
struct DepthArguments {
    coverage::DepthOptions options{};
    std::string threads{"1"};
    std::string min_mapping_quality{"0"};
    std::string exclude_flags{"1796"};
    std::string include_flags{"0"};
    std::string quantize{};
    std::string thresholds{};
    std::string read_groups{};
    bool no_per_base{};
    bool fast{};
    bool fragment{};
    bool allow_old_index{};
};

void read_environment(coverage::DepthOptions& options) {
    if (const char* const precision = std::getenv("MOSDEPTH_PRECISION"); precision != nullptr)
        options.precision = parse_number<int>(precision).value_or(options.precision);
    for (std::size_t bin = 0; bin + 1 < options.quantize.size(); ++bin) {
        const char* const label = std::getenv(fmt::format("MOSDEPTH_Q{}", bin).c_str());
        options.quantize_labels.emplace_back(label == nullptr ? "" : label);
    }
}

std::uint16_t parse_flags(const std::string& text, const std::string& option) {
    return static_cast<std::uint16_t>(coverage::parse_integer(text, option));  // modulo 65,536
}

void run(DepthArguments& given) {
    coverage::DepthOptions& options = given.options;
    if (given.fast && given.fragment)
        throw Error{ErrorKind::usage, "--fast-mode and --fragment-mode exclude each other"};
    options.mode = given.fast       ? coverage::DepthMode::fast
                   : given.fragment ? coverage::DepthMode::fragment
                                    : coverage::DepthMode::bases;
    options.per_base = !given.no_per_base;
    options.threads =
        std::max(1, static_cast<int>(coverage::parse_integer(given.threads, "--threads")));
    options.filter.min_mapping_quality =
        static_cast<int>(coverage::parse_integer(given.min_mapping_quality, "--mapq"));
    options.filter.exclude_flags = parse_flags(given.exclude_flags, "--flag");
    options.filter.include_flags = parse_flags(given.include_flags, "--include-flag");
    if (!given.read_groups.empty())
        for (const std::string_view group : split(given.read_groups, ','))
            options.filter.read_groups.emplace_back(group);
    if (!given.thresholds.empty())
        options.thresholds = coverage::parse_thresholds(given.thresholds);
    if (!given.quantize.empty())
        options.quantize = coverage::parse_quantize(given.quantize);
    options.old_index =
        given.allow_old_index ? alignment::OldIndex::warn : alignment::OldIndex::refuse;
    read_environment(options);
    coverage::run_depth(options);
}

}  // namespace

void add_depth_command(CLI::App& program) {
    CLI::App& command =
        *program.add_subcommand("depth", "Depth of a BAM or CRAM as mosdepth reports it");
    const auto given = std::make_shared<DepthArguments>();
    coverage::DepthOptions& options = given->options;
    command.add_option("PREFIX", options.prefix, "Outputs are PREFIX.mosdepth.summary.txt, …")
        ->required();
    command.add_option("IN", options.path, "BAM or CRAM with an index")->required();
    command.add_option("-t,--threads", given->threads, "Threads in total")->type_name("N");
    command.add_option("-c,--chrom", options.contig, "Only this contig")->type_name("CONTIG");
    command
        .add_option("-b,--by", options.by, "Regions: a BED file, or the size of windows in bases")
        ->type_name("BED|N");
    command.add_flag("-n,--no-per-base", given->no_per_base, "Do not write per-base depth");
    command
        .add_option(
            "-f,--fasta", options.reference, "Reference of a CRAM; its index lies beside it")
        ->type_name("FASTA");
    command.add_option("-F,--flag", given->exclude_flags, "Exclude reads with any of these flags")
        ->capture_default_str()
        ->type_name("FLAGS");
    command
        .add_option(
            "-i,--include-flag", given->include_flags, "Only reads with any of these flags; 0: all")
        ->capture_default_str()
        ->type_name("FLAGS");
    command.add_flag(
        "-x,--fast-mode",
        given->fast,
        "Count from a read's first to its last base, deletions and overlapping mates included");
    command.add_flag(
        "-a,--fragment-mode",
        given->fragment,
        "Count the whole fragment of properly paired reads, what lies between the mates included");
    command
        .add_option(
            "-q,--quantize",
            given->quantize,
            "Write runs of bases whose depths lie between the same bounds, for example 0:1:4:100:")
        ->type_name("BOUNDS");
    command.add_option("-Q,--mapq", given->min_mapping_quality, "Least mapping quality")
        ->capture_default_str()
        ->type_name("N");
    command
        .add_option(
            "-T,--thresholds",
            given->thresholds,
            "For each region of --by, how many bases have at least these depths, for example "
            "1,10,30")
        ->type_name("DEPTHS");
    command.add_flag("-m,--use-median", options.use_median, "Median of a region, not the mean");
    command
        .add_option("-R,--read-groups", given->read_groups, "Only reads of these read groups (IDs)")
        ->type_name("IDS");
    command
        .add_option(
            "--rules",
            options.rules,
            "genostrat: mosdepth's results with its faults mended (docs/depth.md); mosdepth: "
            "text identical to mosdepth 0.3.3")
        ->transform(CLI::CheckedTransformer(std::map<std::string, coverage::Rules>{
            {"genostrat", coverage::Rules::genostrat}, {"mosdepth", coverage::Rules::mosdepth}}))
        ->option_text("NAME");
    command.add_flag(
        "--allow-old-index",
        given->allow_old_index,
        "Warn, instead of stopping, if the index is older than the file");
    command.callback([given] { run(*given); });
}

}  // namespace genostrat::cli
