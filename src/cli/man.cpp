// SPDX-License-Identifier: MIT
// Man pages, printed from the same options as --help.
#include "commands.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/version.hpp>
#include <genostrat/io/atomic_file.hpp>

namespace genostrat::cli {

namespace {

constexpr std::string_view exit_status =
    ".SH EXIT STATUS\n"
    "0 success, 1 a mistake of the program, 2 usage, 3 missing input, 4 bad data (named with file, "
    "line and place), 5 unsupported, 6 the machine (disk full, read error).\n";

/// A leading dot or quote would be a command to roff; a hyphen is a minus sign in options.
std::string roff_text(const std::string& text) {
    std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
    for (const char letter : text)
        out += letter == '\\' ? std::string{"\\e"} : letter == '-' ? "\\-" : std::string{letter};
    return out;
}

/// `genostrat`, `genostrat view`, `genostrat archive build`.
std::string full_name(const CLI::App& command, char between) {
    const CLI::App* const parent = command.get_parent();
    return parent == nullptr ? command.get_name()
                             : full_name(*parent, between) + between + command.get_name();
}

std::string synopsis(const CLI::App& command) {
    std::string words = full_name(command, ' ');
    if (!command.get_subcommands({}).empty())
        return words + " COMMAND …";
    words += " [OPTIONS]";
    for (const CLI::Option* option : command.get_options()) {
        if (!option->get_positional())
            continue;
        const std::string name =
            option->get_name(true) + (option->get_expected_max() > 1 ? "…" : "");
        words += option->get_required() ? " " + name : " [" + name + "]";
    }
    return words;
}

std::string page_of(const CLI::App& command) {
    const std::string name = full_name(command, '-');
    std::string page = fmt::format(
        ".TH {} 1 \"\" \"genostrat {}\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n.B {}\n.SH OPTIONS\n",
        name,
        version(),
        roff_text(name),
        roff_text(command.get_description()),
        roff_text(synopsis(command)));
    for (const CLI::Option* option : command.get_options()) {
        const std::string given = option->get_default_str();
        page += fmt::format(
            ".TP\n.B {}\n{}{}\n",
            roff_text(option->get_name(true, true)),
            roff_text(option->get_description()),
            given.empty() ? "" : roff_text(fmt::format(" (default: {})", given)));
    }
    if (!command.get_subcommands({}).empty()) {
        page += ".SH COMMANDS\n";
        for (const CLI::App* part : command.get_subcommands({}))
            page += fmt::format(
                ".TP\n.B {}\n{}\n",
                roff_text(part->get_name()),
                roff_text(part->get_description()));
    }
    return page.append(exit_status);
}

const CLI::App& find_command(const CLI::App& program, const std::vector<std::string>& words) {
    const CLI::App* found = &program;
    for (const std::string& word : words) {
        const std::vector<const CLI::App*> parts = found->get_subcommands({});
        const auto part = std::ranges::find(parts, word, &CLI::App::get_name);
        if (part == parts.end())
            throw Error{
                ErrorKind::usage,
                fmt::format("there is no command '{}'", fmt::join(words, " ")),
                {},
                "'genostrat --help' lists the commands"};
        found = *part;
    }
    return *found;
}

void write_pages(const CLI::App& command, const std::filesystem::path& folder) {
    io::write_file(folder / (full_name(command, '-') + ".1"), page_of(command));
    for (const CLI::App* part : command.get_subcommands({}))
        write_pages(*part, folder);
}

}  // namespace

void add_man_command(CLI::App& program) {
    auto words = std::make_shared<std::vector<std::string>>();
    auto folder = std::make_shared<std::string>();
    CLI::App& command = *program.add_subcommand("man", "Print a man page, for 'man -l -'");
    command.add_option("COMMAND", *words, "of this command; of the program by default");
    command.add_option("--into", *folder, "write the pages of all commands into this folder");
    command.callback([words, folder, &program] {
        if (folder->empty())
            fmt::print("{}", page_of(find_command(program, *words)));
        else
            write_pages(program, *folder);
    });
}

}  // namespace genostrat::cli
