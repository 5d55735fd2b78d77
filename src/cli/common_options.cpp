// SPDX-License-Identifier: MIT
#include "common_options.hpp"

#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/core/version.hpp>

namespace genostrat::cli {

namespace {

const std::map<std::string, OverlapRule>& overlap_rules() {
    static const std::map<std::string, OverlapRule> rules{
        {"pos", OverlapRule::position},
        {"0", OverlapRule::position},
        {"record", OverlapRule::record},
        {"1", OverlapRule::record},
        {"variant", OverlapRule::variant},
        {"2", OverlapRule::variant}};
    return rules;
}

const std::map<std::string, OnBadRecord>& bad_record_rules() {
    static const std::map<std::string, OnBadRecord> rules{
        {"fail", OnBadRecord::fail}, {"skip", OnBadRecord::skip}, {"keep", OnBadRecord::keep}};
    return rules;
}

/// Options that do not change what is written.
constexpr std::array<std::string_view, 12> silent_options{
    "--output",
    "--threads",
    "--quiet",
    "--log-json",
    "--write-index",
    "--no-version",
    "--help",
    "IN",
    "--level",
    "--output-type",
    "--report",
    "--no-header"};

}  // namespace

void RowChoice::add_to(CLI::App& command, const std::string& group) {
    const auto in_group = [&](CLI::Option* option) {
        if (!group.empty())
            option->group(group);
        return option;
    };
    const auto add = [&](const char* name, std::string& value, const char* help) {
        in_group(command.add_option(name, value, help));
    };
    add("-r,--regions", regions_, "chr:begin-end,… (1-based), through the index");
    add("-R,--regions-file", regions_file_, "regions from a BED file or a table CHROM POS [END]");
    add("-t,--targets", targets_, "like -r but reads the whole file; ^ in front: all but these");
    add("-T,--targets-file", targets_file_, "like -R for -t; ^FILE: all but these");
    in_group(command.add_option(
                 "--regions-overlap",
                 regions_overlap_,
                 "what must lie in a region: pos, record, variant"))
        ->transform(CLI::CheckedTransformer(overlap_rules(), CLI::ignore_case))
        ->default_str("record");
    in_group(command.add_option("--targets-overlap", targets_overlap_, "likewise for targets"))
        ->transform(CLI::CheckedTransformer(overlap_rules(), CLI::ignore_case))
        ->default_str("pos");
    in_group(command.add_option(
                 "--on-bad-record", on_bad_record_, "a row that cannot be read: fail, skip, keep"))
        ->transform(CLI::CheckedTransformer(bad_record_rules(), CLI::ignore_case))
        ->default_str("fail");
}

void RowChoice::add_words_to(CLI::App& command) {
    command.add_option("REGION", region_words_, "regions, as -r takes them")
        ->excludes("--regions")
        ->excludes("--regions-file");
}

bool RowChoice::is_given() const noexcept {
    return !regions_.empty() || !region_words_.empty() || !regions_file_.empty() ||
           !targets_.empty() || !targets_file_.empty();
}

VcfSourceOptions RowChoice::options() const {
    VcfSourceOptions options{
        .on_bad_record = on_bad_record_,
        .regions_overlap = regions_overlap_,
        .targets_overlap = targets_overlap_};
    if (!regions_.empty())
        options.regions = Regions::parse(regions_);
    else if (!region_words_.empty())
        options.regions = Regions::parse(fmt::format("{}", fmt::join(region_words_, ",")));
    else if (!regions_file_.empty())
        options.regions = Regions::read(regions_file_);
    const bool from_file = targets_.empty();
    std::string targets = from_file ? targets_file_ : targets_;
    if (!targets.empty()) {
        options.exclude_targets = targets.starts_with('^');
        targets.erase(0, options.exclude_targets ? 1 : 0);
        options.targets = from_file ? Regions::read(targets) : Regions::parse(targets);
    }
    return options;
}

void VariantInput::add_to(CLI::App& command) {
    command
        .add_option(
            "IN",
            path_,
            "VCF or BCF, plain or compressed, PLINK (.pgen, .bed) or BGEN; - is standard input")
        ->capture_default_str();
    rows_.add_to(command);
}

void VariantInput::add_companions_to(CLI::App& command) {
    command
        .add_option("--pvar", companions_.variants, ".pvar or .bim, if not beside the genotypes")
        ->type_name("FILE");
    command.add_option("--sample", companions_.samples, ".sample of a BGEN, if not beside it")
        ->type_name("FILE");
}

void VariantInput::add_region_words_to(CLI::App& command) {
    rows_.add_words_to(command);
}

VariantSource VariantInput::source() const {
    return VariantSource{path_, rows_.options(), companions_};
}

void SampleChoice::add_to(CLI::App& command) {
    command.add_option(
        "-s,--samples", names_, "samples to keep, by name; ^ in front: to leave out");
    command.add_option(
        "-S,--samples-file", file_, "a file of them, one a line; ^FILE: to leave out");
    command.add_flag("--force-samples", force_, "only warn about samples that are not there");
}

SampleSelection SampleChoice::selection() const {
    SampleSelection selection;
    if (!names_.empty())
        selection = SampleSelection::parse(names_);
    else if (!file_.empty())
        selection = SampleSelection::read(file_);
    selection.force = force_;
    return selection;
}

void VariantOutput::add_to(CLI::App& command) {
    command.add_option("-o,--output", path_, "file to write; - is standard output")
        ->capture_default_str();
    command.add_option(
        "-O,--output-type",
        format_,
        "v: VCF, z: VCF.gz, b: BCF, u: uncompressed BCF, with a level as in z9; by default by the "
        "name of the output");
    command.add_option("-l,--level", level_, "compression level")->check(CLI::Range(0, 9));
    index_option_ = command
                        .add_option(
                            "-W,--write-index",
                            index_,
                            "index the output while it is written: csi (if nothing is said), tbi")
                        ->expected(0, 1)
                        ->check(CLI::IsMember({"csi", "tbi", ""}));
    command.add_flag("--no-version", no_version_, "no provenance line in the header");
}

VcfFormat VariantOutput::format(int& level) const {
    if (format_.empty())
        return format_of(path_);
    if (format_.size() == 2 && format_[1] >= '0' && format_[1] <= '9')
        level = format_[1] - '0';
    const std::string_view letter{format_.data(), 1};
    const bool is_known = (format_.size() == 1 || level >= 0) &&
                          std::string_view{"vzbu"}.find(letter) != std::string_view::npos;
    if (!is_known)
        throw Error{
            ErrorKind::usage,
            fmt::format("there is no output type '{}'", format_),
            {},
            "v: VCF, z: VCF.gz, b: BCF, u: uncompressed BCF"};
    return letter == "v"   ? VcfFormat::vcf
           : letter == "z" ? VcfFormat::vcf_gz
           : letter == "b" ? VcfFormat::bcf
                           : VcfFormat::bcf_uncompressed;
}

VcfSink VariantOutput::sink(
    const std::string& subcommand, const std::string& arguments, VcfParts parts) const {
    int level = level_;
    VcfSinkOptions options{.format = format(level), .parts = parts};
    options.level = level >= 0 ? level : options.level;
    if (index_option_->count() > 0)
        options.index = index_ == "tbi" ? IndexFormat::tbi : IndexFormat::csi;
    if (!no_version_)
        options.provenance = fmt::format(
            "##genostrat_{}Command={}{}{}; Version={}",
            subcommand,
            subcommand,
            arguments.empty() ? "" : " ",
            arguments,
            version());
    return VcfSink{path_, std::move(options)};
}

std::vector<std::string>
VariantOutput::provenance(const std::string& subcommand, const std::string& arguments) const {
    if (no_version_)
        return {};
    return {
        fmt::format("genostrat {}", version()),
        fmt::format(
            "Command: genostrat {}{}{}", subcommand, arguments.empty() ? "" : " ", arguments)};
}

void RunSettings::add_to(CLI::App& command) {
    command.add_option("--threads", threads_, "threads in all; 0: one for each processor")
        ->check(CLI::Range(0, 4096))
        ->capture_default_str();
    command
        .add_flag_callback(
            "--quiet",
            [this] {
                quiet_ = true;
                hide_notes();
            },
            "no progress line and no notes; warnings and errors stay")
        ->trigger_on_parse();
    command
        .add_flag_callback(
            "--log-json",
            [this] {
                log_json_ = true;
                print_messages_as_json();
            },
            "messages and progress as JSON lines")
        ->trigger_on_parse();
}

RunOptions RunSettings::options() const {
    RunOptions options{.threads = threads_};
    options.stop = &stop_requested();
    if (!quiet_)
        options.on_progress = progress_printer(log_json_);
    return options;
}

void RunSettings::report(const RunResult& result) const {
    finish_progress();
    if (result.n_bad_records > 0)
        log_warning(fmt::format(
            "{} bad record{} (--on-bad-record); the first: {}",
            result.n_bad_records,
            result.n_bad_records == 1 ? "" : "s",
            result.first_bad_record));
}

std::string content_options(const CLI::App& command) {
    std::string out;
    for (const CLI::Option* option : command.get_options()) {
        const std::string name = option->get_single_name();
        const std::string long_name = "--" + name;
        if (option->count() == 0 ||
            std::ranges::find(silent_options, long_name) != silent_options.end() ||
            std::ranges::find(silent_options, name) != silent_options.end())
            continue;
        out += out.empty() ? "" : " ";
        out += option->get_positional() ? name : long_name;
        for (const std::string& value : option->results()) {
            if (option->get_type_size() == 0)
                break;
            const bool is_plain = value.find_first_of(" \t\"'") == std::string::npos;
            out += is_plain ? " " + value : fmt::format(" '{}'", value);
        }
    }
    return out;
}

}  // namespace genostrat::cli
