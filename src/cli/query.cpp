// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "common_options.hpp"
#include "filter_options.hpp"

#include <memory>

#include <genostrat/core/error.hpp>
#include <genostrat/filter/query_sink.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/pipeline/pipeline.hpp>

namespace genostrat::cli {

namespace {

struct Query {
    VariantInput input{};
    SampleChoice samples{};
    FilterChoice choice{};
    RunSettings settings{};
    std::string format{};
    std::string output{"-"};
    bool print_header{};
    bool list_samples{};
    bool allow_undefined{};

    void write_samples(const SampleSelection& selection) const {
        Schema schema = input.source().open();
        if (selection.selects())
            SelectSamples{selection}.bind(schema);
        std::string text;
        for (const std::string& sample : schema.samples())
            text += sample + '\n';
        io::write_file(output, text);
    }

    void run() const {
        const SampleSelection selection = samples.selection();
        if (list_samples) {
            write_samples(selection);
            return;
        }
        if (format.empty())
            throw Error{ErrorKind::usage, "a format is needed", {}, "give -f FORMAT or -l"};
        Pipeline pipeline{input.source()};
        if (selection.selects())
            pipeline = std::move(pipeline) | SelectSamples{selection};
        QueryOptions options{
            .format = format,
            .filter = choice.options(),
            .prints_header = print_header,
            .undefined = allow_undefined ? filter::UndefinedTags::print_missing
                                         : filter::UndefinedTags::fail};
        pipeline = std::move(pipeline) | QuerySink{output, std::move(options)};
        settings.report(std::move(pipeline).run(settings.options()));
    }
};

}  // namespace

void add_query_command(CLI::App& program) {
    auto query = std::make_shared<Query>();
    CLI::App& command = *program.add_subcommand("query", "Print fields of rows by a format string");
    query->input.add_to(command);
    command.add_option(
        "-f,--format",
        query->format,
        "for example '%CHROM\\t%POS\\t%INFO/AF[\\t%SAMPLE=%GT]\\n', as in bcftools");
    query->choice.add_to(command);
    command.add_flag("-H,--print-header", query->print_header, "a line with the columns' names");
    command.add_flag("-l,--list-samples", query->list_samples, "only the names of the samples");
    command.add_flag(
        "-u,--allow-undef-tags", query->allow_undefined, "print . for tags the header lacks");
    query->samples.add_to(command);
    command.add_option("-o,--output", query->output, "file; - is standard output");
    query->settings.add_to(command);
    command.callback([query] { query->run(); });
}

}  // namespace genostrat::cli
