// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/sample_stages.hpp>
#include <genostrat/variant/variant_source.hpp>
#include <genostrat/variant/vcf_sink.hpp>

// The options that all commands that read variants share, named as in bcftools.
namespace genostrat::cli {

/// Which rows of an input: -r -R -t -T and their overlap rules, --on-bad-record.
class RowChoice {
public:
    /// @param group  of the help; empty: the common one
    void add_to(CLI::App& command, const std::string& group = {});

    /// Regions as words of their own, in place of -r.
    void add_words_to(CLI::App& command);

    /// True if regions or targets were asked for.
    [[nodiscard]] bool is_given() const noexcept;

    /// @throws Error of the files and regions given
    [[nodiscard]] VcfSourceOptions options() const;

private:
    std::string regions_;
    std::vector<std::string> region_words_;
    std::string regions_file_;
    std::string targets_;
    std::string targets_file_;
    OverlapRule regions_overlap_{OverlapRule::record};
    OverlapRule targets_overlap_{OverlapRule::position};
    OnBadRecord on_bad_record_{OnBadRecord::fail};
};

/// IN and the choice of its rows.
class VariantInput {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Words after IN are regions, as -r takes them.
    void add_region_words_to(CLI::App& command);

    /// --pvar, --sample: files beside genotypes of PLINK and BGEN.
    void add_companions_to(CLI::App& command);

    /// The table of samples where the command has an option of its own for it (--psam).
    void set_samples(const std::string& path) {
        if (companions_.samples.empty())
            companions_.samples = path;
    }

    [[nodiscard]] VariantSource source() const;

private:
    std::string path_{"-"};
    CompanionFiles companions_;
    RowChoice rows_;
};

/// -s -S --force-samples; view adds -G itself.
class SampleChoice {
public:
    void add_to(CLI::App& command);

    [[nodiscard]] SampleSelection selection() const;

private:
    std::string names_;
    std::string file_;
    bool force_{};
};

/// -o -O -l --write-index --no-version.
class VariantOutput {
public:
    void add_to(CLI::App& command);

    /// @param arguments  the options that change content, for the provenance line
    [[nodiscard]] VcfSink sink(
        const std::string& subcommand,
        const std::string& arguments,
        VcfParts parts = VcfParts::all) const;

    /// What made the output, for a table: the version and the command; nothing with --no-version.
    [[nodiscard]] std::vector<std::string>
    provenance(const std::string& subcommand, const std::string& arguments) const;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    [[nodiscard]] VcfFormat format(int& level) const;

    std::string path_{"-"};
    std::string format_;
    int level_{-1};
    std::string index_;
    CLI::Option* index_option_{};
    bool no_version_{};
};

/// --threads --quiet --log-json; shows progress on a terminal.
class RunSettings {
public:
    void add_to(CLI::App& command);

    /// Valid as long as this object.
    [[nodiscard]] RunOptions options() const;

    /// Ends the progress line and says how many bad records were passed over.
    void report(const RunResult& result) const;

    [[nodiscard]] int threads() const noexcept { return threads_; }

private:
    int threads_{1};
    bool quiet_{};
    bool log_json_{};
};

/// The options of a command line that change content, in a fixed order: what the provenance line
/// holds. Left out are file names of outputs, threads and what only concerns the terminal.
[[nodiscard]] std::string content_options(const CLI::App& command);

}  // namespace genostrat::cli
