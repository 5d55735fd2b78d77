// SPDX-License-Identifier: MIT
// Runs golden cases. A case is a YAML file: what it shows, input files, a command, what must come
// out. CONTRIBUTING.md explains the form; a case needs no C++.
//
// usage: runner PROGRAM_FOLDER [--update-golden] CASE.yaml...
#include "test_support.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace {

using genostrat::test::CommandResult;
using genostrat::test::TempDir;

/// What a command left, and what a case expects: exit code, streams, output files by name.
struct Outcome {
    int exit_code{};
    std::string out{};
    std::string err{};
    std::vector<std::pair<std::string, std::string>> files{};
};

std::string shell_word(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

Outcome expected_of(const YAML::Node& node) {
    Outcome outcome;
    outcome.exit_code = node["exit"].as<int>(0);
    outcome.out = node["out"].as<std::string>("");
    outcome.err = node["err"].as<std::string>("");
    for (const auto& file : node["files"])
        outcome.files.emplace_back(file.first.as<std::string>(), file.second.as<std::string>());
    return outcome;
}

Outcome run_case(const YAML::Node& node, const Outcome& expected, const std::string& programs) {
    const TempDir folder;
    for (const auto& file : node["input"])
        genostrat::test::write_file(
            folder / file.first.as<std::string>(), file.second.as<std::string>());
    const CommandResult result = genostrat::test::run_command(fmt::format(
        "cd {} && PATH={}:$PATH\n{}",
        shell_word(folder.path()),
        shell_word(std::filesystem::absolute(programs)),
        node["command"].as<std::string>()));
    Outcome outcome{result.exit_code, result.out, result.err, {}};
    for (const auto& [name, content] : expected.files) {
        const std::filesystem::path path = folder / name;
        outcome.files.emplace_back(
            name,
            std::filesystem::exists(path) ? genostrat::test::read_gzip_file(path)
                                          : std::string{"(no such file)\n"});
    }
    return outcome;
}

/// The first line that differs, of both; nothing if the texts are the same.
std::string difference(std::string_view what, const std::string& is, const std::string& should_be) {
    if (is == should_be)
        return {};
    const std::vector<std::string> found = genostrat::test::lines_of(is);
    const std::vector<std::string> wanted = genostrat::test::lines_of(should_be);
    std::size_t line = 0;
    while (line < found.size() && line < wanted.size() && found[line] == wanted[line])
        ++line;
    const std::string end = "(end)";
    return fmt::format(
        "  {} line {}:\n    is       {}\n    expected {}\n",
        what,
        line + 1,
        line < found.size() ? found[line] : end,
        line < wanted.size() ? wanted[line] : end);
}

std::string compare(const Outcome& is, const Outcome& expected) {
    std::string text;
    if (is.exit_code != expected.exit_code)
        text += fmt::format("  exit code {}, expected {}\n", is.exit_code, expected.exit_code);
    text += difference("standard output", is.out, expected.out);
    text += difference("standard error", is.err, expected.err);
    for (std::size_t file = 0; file < is.files.size(); ++file)
        text +=
            difference(is.files[file].first, is.files[file].second, expected.files[file].second);
    return text;
}

std::string as_block(const std::string& text, std::string_view indent) {
    std::string block = text.empty() || text.back() != '\n' ? "|-\n" : "|\n";
    for (const std::string& line : genostrat::test::lines_of(text))
        block += line.empty() ? "\n" : fmt::format("{}{}\n", indent, line);
    return block;
}

/// Writes the section `expected`, the last of a case, anew; all above it stays as it is.
void update(const std::filesystem::path& path, const Outcome& outcome) {
    std::string text = genostrat::test::read_file(path);
    text.resize(text.find("\nexpected:") + 1);
    text += "expected:\n";
    if (outcome.exit_code != 0)
        text += fmt::format("  exit: {}\n", outcome.exit_code);
    if (!outcome.out.empty())
        text += "  out: " + as_block(outcome.out, "    ");
    if (!outcome.err.empty())
        text += "  err: " + as_block(outcome.err, "    ");
    if (!outcome.files.empty())
        text += "  files:\n";
    for (const auto& [name, content] : outcome.files)
        text += fmt::format("    {}: {}", name, as_block(content, "      "));
    genostrat::test::write_file(path, text);
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> arguments{argv + 1, argv + argc};
    const bool updates = std::erase(arguments, "--update-golden") > 0;
    if (arguments.size() < 2) {
        std::cerr << "usage: runner PROGRAM_FOLDER [--update-golden] CASE.yaml...\n";
        return 2;
    }
    int n_failed = 0;
    for (std::size_t at = 1; at < arguments.size(); ++at) {
        const YAML::Node node = YAML::LoadFile(arguments[at]);
        const Outcome expected = expected_of(node["expected"]);
        const Outcome outcome = run_case(node, expected, arguments[0]);
        const std::string complaint = compare(outcome, expected);
        if (complaint.empty())
            continue;
        if (updates) {
            update(arguments[at], outcome);
            std::cout << arguments[at] << ": rewritten\n";
            continue;
        }
        ++n_failed;
        std::cout << arguments[at] << "\n  " << node["readme"].as<std::string>("") << '\n'
                  << complaint;
    }
    return n_failed == 0 ? 0 : 1;
}
