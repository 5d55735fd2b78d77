// SPDX-License-Identifier: MIT
// Shell completion and man pages, printed from the same options as --help.
#include "commands.hpp"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/version.hpp>

namespace genostrat::cli {

namespace {

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_snames())
            names.push_back("-" + name);
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    }
    return names;
}

/// Words that may follow a command: its subcommands and options.
std::string words_of(const CLI::App& command) {
    std::vector<std::string> words;
    for (const CLI::App* part : command.get_subcommands({}))
        words.push_back(part->get_name());
    for (std::string& name : option_names(command))
        words.push_back(std::move(name));
    return fmt::format("{}", fmt::join(words, " "));
}

void print_bash(const CLI::App& program) {
    fmt::print("_genostrat() {{\n"
               "    local word=\"${{COMP_WORDS[COMP_CWORD]}}\" words\n"
               "    case \"${{COMP_WORDS[1]}} ${{COMP_WORDS[2]}}\" in\n");
    for (const CLI::App* command : program.get_subcommands({})) {
        for (const CLI::App* part : command->get_subcommands({}))
            fmt::print(
                "    \"{} {}\") words='{}' ;;\n",
                command->get_name(),
                part->get_name(),
                words_of(*part));
        fmt::print("    \"{} \"*) words='{}' ;;\n", command->get_name(), words_of(*command));
    }
    fmt::print(
        "    *) words='{}' ;;\n"
        "    esac\n"
        "    [ \"$COMP_CWORD\" -eq 1 ] && words='{}'\n"
        "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
        "    [ ${{#COMPREPLY[@]}} -eq 0 ] && COMPREPLY=($(compgen -f -- \"$word\"))\n"
        "}}\n"
        "complete -o filenames -F _genostrat genostrat\n",
        words_of(program),
        words_of(program));
}

/// Text for zsh's _arguments and _describe: brackets, colons and quotes have a meaning there.
std::string zsh_text(const std::string& text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '[' || letter == ']' || letter == ':')
            out += '\\';
        out += letter == '\'' ? std::string{"'\\''"} : std::string{letter};
    }
    return out;
}

void print_zsh(const CLI::App& program) {
    fmt::print("#compdef genostrat\n_genostrat() {{\n    local -a commands=(\n");
    for (const CLI::App* command : program.get_subcommands({}))
        fmt::print("        '{}:{}'\n", command->get_name(), zsh_text(command->get_description()));
    fmt::print("    )\n"
               "    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
               "    case $words[2] in\n");
    for (const CLI::App* command : program.get_subcommands({})) {
        fmt::print("    {}) _arguments", command->get_name());
        for (const CLI::Option* option : command->get_options())
            for (const std::string& name : option->get_lnames())
                fmt::print(
                    " '--{}[{}]{}'",
                    name,
                    zsh_text(option->get_description()),
                    option->get_expected_max() == 0 ? "" : ":value:_files");
        fmt::print(" '*:file:_files' ;;\n");
    }
    fmt::print("    esac\n}}\n_genostrat \"$@\"\n");
}

/// A leading dot or quote would be a command to roff; a hyphen is a minus sign in options.
std::string roff_text(const std::string& text) {
    std::string out = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
    for (const char letter : text)
        out += letter == '\\' ? std::string{"\\e"} : letter == '-' ? "\\-" : std::string{letter};
    return out;
}

void print_man(const CLI::App& program, const CLI::App& command) {
    const bool is_program = &program == &command;
    const std::string name = is_program
                                 ? program.get_name()
                                 : fmt::format("{}-{}", program.get_name(), command.get_name());
    fmt::print(
        ".TH {} 1 \"\" \"genostrat {}\"\n.SH NAME\n{} \\- {}\n.SH OPTIONS\n",
        name,
        version(),
        roff_text(name),
        roff_text(command.get_description()));
    for (const CLI::Option* option : command.get_options())
        fmt::print(
            ".TP\n.B {}\n{}\n",
            roff_text(option->get_name(true, true)),
            roff_text(option->get_description()));
    if (command.get_subcommands({}).empty())
        return;
    fmt::print(".SH COMMANDS\n");
    for (const CLI::App* part : command.get_subcommands({}))
        fmt::print(
            ".TP\n.B {}\n{}\n", roff_text(part->get_name()), roff_text(part->get_description()));
}

}  // namespace

void add_completion_command(CLI::App& program) {
    auto shell = std::make_shared<std::string>();
    CLI::App& command = *program.add_subcommand("completion", "Print shell completion");
    command.add_option("SHELL", *shell, "bash or zsh")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh"}));
    command.callback(
        [shell, &program] { *shell == "bash" ? print_bash(program) : print_zsh(program); });
}

void add_man_command(CLI::App& program) {
    auto page = std::make_shared<std::string>();
    CLI::App& command = *program.add_subcommand("man", "Print a man page, for 'man -l -'");
    command.add_option("COMMAND", *page, "of this command; of the program by default");
    command.callback([page, &program] {
        print_man(program, page->empty() ? program : *program.get_subcommand(*page));
    });
}

}  // namespace genostrat::cli
