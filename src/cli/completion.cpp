// SPDX-License-Identifier: MIT
// Shell completion, printed from the same options as --help.
#include "commands.hpp"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::cli {

namespace {

std::vector<std::string> names_of(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames())
        names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        names.push_back("--" + name);
    return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (std::string& name : names_of(*option))
            names.push_back(std::move(name));
    return names;
}

/// Subcommands of a command, with blanks between them.
std::string parts_of(const CLI::App& command) {
    std::vector<std::string> words;
    for (const CLI::App* part : command.get_subcommands({}))
        words.push_back(part->get_name());
    return fmt::format("{}", fmt::join(words, " "));
}

/// The words that an option takes, with blanks between them; empty if it takes any. CLI11 keeps
/// them in the name of the type: `TEXT:{csi,tbi}`, `ENUM:value in {fail->0,skip->1} OR {0,1}`.
std::string choices_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const std::size_t begin = type.find('{');
    if (begin == std::string::npos)
        return {};
    std::string words;
    for_each_piece(
        std::string_view{type}.substr(begin + 1, type.find('}', begin) - begin - 1),
        ',',
        [&](std::string_view word) {
            word = word.substr(0, word.find("->"));
            if (!word.empty() && !parse_number<int>(word))
                words.append(words.empty() ? "" : " ").append(word);
        });
    return words;
}

/// One branch of bash's `case`: what may follow a command, by the word before.
void print_bash_branch(const std::string& pattern, const CLI::App& command) {
    fmt::print(
        "    {}) parts='{}' options='{}'\n        case \"$before\" in\n",
        pattern,
        parts_of(command),
        fmt::join(option_names(command), " "));
    for (const CLI::Option* option : command.get_options()) {
        const std::vector<std::string> names = names_of(*option);
        const std::string choices = choices_of(*option);
        if (!choices.empty() && !names.empty())
            fmt::print("        {}) choices='{}' ;;\n", fmt::join(names, "|"), choices);
    }
    fmt::print("        esac ;;\n");
}

void print_bash(const CLI::App& program) {
    fmt::print(
        "_genostrat() {{\n"
        "    local word=\"${{COMP_WORDS[COMP_CWORD]}}\" before=\"${{COMP_WORDS[COMP_CWORD-1]}}\"\n"
        "    local parts options choices=''\n"
        "    case \"${{COMP_WORDS[1]}} ${{COMP_WORDS[2]}}\" in\n");
    for (const CLI::App* command : program.get_subcommands({})) {
        for (const CLI::App* part : command->get_subcommands({}))
            print_bash_branch(
                fmt::format("\"{} {}\"", command->get_name(), part->get_name()), *part);
        print_bash_branch(fmt::format("\"{} \"*", command->get_name()), *command);
    }
    fmt::print(
        "    *) parts='{0}' options='{1}' ;;\n"
        "    esac\n"
        "    [ \"$COMP_CWORD\" -eq 1 ] && parts='{0}' options='{1}' choices=''\n"
        "    case \"$choices:$word\" in\n"
        "    :-*) choices=$options ;;\n"
        "    :*) choices=$parts ;;\n"
        "    esac\n"
        "    COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))\n"
        "    [ ${{#COMPREPLY[@]}} -eq 0 ] && COMPREPLY=($(compgen -f -- \"$word\"))\n"
        "}}\n"
        "complete -o filenames -F _genostrat genostrat\n",
        parts_of(program),
        fmt::join(option_names(program), " "));
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
    for (const CLI::Option* option : command.get_options()) {
        const std::string choices = choices_of(*option);
        const std::string value = option->get_expected_max() == 0 ? ""
                                  : choices.empty()               ? ":value:_files"
                                                    : fmt::format(":value:({})", choices);
        for (const std::string& name : option->get_lnames())
            fmt::print(" '--{}[{}]{}'", name, zsh_text(option->get_description()), value);
    }
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
