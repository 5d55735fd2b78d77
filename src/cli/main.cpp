// SPDX-License-Identifier: MIT
#include "arguments.hpp"
#include "commands.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <htslib/hts_log.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/version.hpp>
#include <genostrat/io/atomic_file.hpp>

namespace {

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

/// vcfanno spells long options with one dash; its command lines are taken as they are.
std::vector<std::string> with_two_dashes(std::vector<std::string> words) {
    static const std::set<std::string_view> spelled{"-base-path", "-ends", "-permissive-overlap"};
    if (!words.empty() && words.front() == "annotate")
        for (std::string& word : words)
            if (spelled.count(word) > 0)
                word.insert(0, 1, '-');
    return words;
}

int run(int argc, char** argv) {
    CLI::App program{"From raw omics files to a stratified person", "genostrat"};
    program.formatter(std::make_shared<HelpFormatter>());
    program.set_version_flag("--version", genostrat::version_line());
    program.require_subcommand(1);
    genostrat::cli::add_commands(program);
    const std::vector<std::string> words =
        with_two_dashes(genostrat::cli::read_arguments(argc, argv));
    try {
        program.parse(std::vector<std::string>{words.rbegin(), words.rend()});  // last word first
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0)
            throw genostrat::cli::explain_refusal(program, words, error.what());
        program.exit(error);  // --help, --version
    }
    return 0;
}

/// What was printed and still waits in memory leaves; a full disk must not look like success.
/// @throws io::ClosedPipe, Error{system}
void flush_standard_output() {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return;
    if (errno == EPIPE)
        throw genostrat::io::ClosedPipe{};
    throw genostrat::Error{
        genostrat::ErrorKind::system,
        errno == 0 ? "not all could be written"
                   : fmt::format("cannot be written: {}", std::strerror(errno)),
        {.file = "standard output"}};
}

}  // namespace

int main(int argc, char** argv) {
    genostrat::cli::handle_signals();
    genostrat::set_log_handler(genostrat::cli::print_message);
    hts_set_log_level(HTS_LOG_OFF);  // what goes wrong is said by us, with its place
    try {
        const int code = run(argc, argv);
        flush_standard_output();
        return code;
    } catch (const genostrat::io::ClosedPipe&) {
        return 0;  // whoever read our output has enough
    } catch (const genostrat::Error& error) {
        genostrat::cli::print_error(error);
        return static_cast<int>(error.kind());
    } catch (const std::bad_alloc&) {
        genostrat::cli::print_error(genostrat::Error{
            genostrat::ErrorKind::system, "out of memory", {}, "use fewer --threads"});
        return static_cast<int>(genostrat::ErrorKind::system);
    } catch (const std::system_error& error) {  // of what is printed to standard output
        if (error.code().value() == EPIPE)
            return 0;
        genostrat::cli::print_error(genostrat::Error{genostrat::ErrorKind::system, error.what()});
        return static_cast<int>(genostrat::ErrorKind::system);
    } catch (const std::exception& error) {
        genostrat::cli::print_error(genostrat::Error{genostrat::ErrorKind::internal, error.what()});
        return static_cast<int>(genostrat::ErrorKind::internal);
    }
}
