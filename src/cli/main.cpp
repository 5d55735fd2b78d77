// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "terminal.hpp"

#include <exception>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <htslib/hts_log.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/version.hpp>
#include <genostrat/io/atomic_file.hpp>

namespace {

void print_message(genostrat::LogLevel level, std::string_view message) {
    fmt::print(
        stderr,
        "{}{}\n",
        level == genostrat::LogLevel::warning ? "warning: "
        : level == genostrat::LogLevel::error ? "error: "
                                              : "",
        message);
}

/// CLI11 also prints the numbers behind the names that an option takes, as characters; the help
/// text says the names.
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_option_opts(const CLI::Option* option) const override {
        std::string text = CLI::Formatter::make_option_opts(option);
        const std::size_t begin = text.find("ENUM:");
        const std::size_t end = text.rfind('}');
        if (begin != std::string::npos && end != std::string::npos && begin < end)
            text.replace(begin, end + 1 - begin, "NAME");
        return text;
    }
};

int run(int argc, char** argv) {
    CLI::App program{"From raw omics files to a stratified person", "genostrat"};
    program.formatter(std::make_shared<HelpFormatter>());
    program.set_version_flag("--version", genostrat::version_line());
    program.require_subcommand(1);
    genostrat::cli::add_commands(program);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked_for_help = error.get_exit_code() == 0;
        program.exit(error);
        return asked_for_help ? 0 : static_cast<int>(genostrat::ErrorKind::usage);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    genostrat::cli::handle_signals();
    genostrat::set_log_handler(print_message);
    hts_set_log_level(HTS_LOG_OFF);  // what goes wrong is said by us, with its place
    try {
        return run(argc, argv);
    } catch (const genostrat::io::ClosedPipe&) {
        return 0;  // whoever read our output has enough
    } catch (const genostrat::Error& error) {
        genostrat::cli::finish_progress();
        fmt::print(stderr, "error: {}: {}\n", to_string(error.kind()), error.describe());
        return static_cast<int>(error.kind());
    } catch (const std::exception& error) {
        fmt::print(stderr, "error: internal error: {}\n", error.what());
        return static_cast<int>(genostrat::ErrorKind::internal);
    }
}
