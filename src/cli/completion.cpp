// SPDX-License-Identifier: MIT
// Shell completion, printed from the same options as --help.
#include "commands.hpp"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

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

void print_zsh_arguments(const CLI::App& command, std::size_t indent) {
    fmt::print("{:>{}}_arguments", "", indent);
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            fmt::print(
                " '--{}[{}]{}'",
                name,
                zsh_text(option->get_description()),
                option->get_expected_max() == 0 ? "" : ":value:_files");
    fmt::print(" '*:file:_files'\n");
}

/// `_describe` of the subcommands, for `depth` words in front of the one that is completed.
void print_zsh_commands(const CLI::App& command, std::size_t depth, std::size_t indent) {
    fmt::print(
        "{0:>{1}}if (( CURRENT == {2} )); then\n{0:>{1}}    local -a commands=(\n",
        "",
        indent,
        depth + 1);
    for (const CLI::App* part : command.get_subcommands({}))
        fmt::print(
            "{:>{}}        '{}:{}'\n",
            "",
            indent,
            part->get_name(),
            zsh_text(part->get_description()));
    fmt::print(
        "{0:>{1}}    )\n{0:>{1}}    _describe command commands; return\n{0:>{1}}fi\n"
        "{0:>{1}}case $words[{2}] in\n",
        "",
        indent,
        depth + 1);
    for (const CLI::App* part : command.get_subcommands({})) {
        fmt::print("{:>{}}{})\n", "", indent, part->get_name());
        if (part->get_subcommands({}).empty())
            print_zsh_arguments(*part, indent + 4);
        else
            print_zsh_commands(*part, depth + 1, indent + 4);
        fmt::print("{:>{}};;\n", "", indent + 4);
    }
    fmt::print("{:>{}}esac\n", "", indent);
}

void print_zsh(const CLI::App& program) {
    fmt::print("#compdef genostrat\n_genostrat() {{\n");
    print_zsh_commands(program, 1, 4);
    fmt::print("}}\n_genostrat \"$@\"\n");
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

}  // namespace genostrat::cli
