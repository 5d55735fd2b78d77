// SPDX-License-Identifier: MIT
#include "arguments.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include <fmt/format.h>

#include <genostrat/core/text.hpp>

namespace genostrat::cli {

namespace {

constexpr std::string_view index_option = "--write-index";

std::vector<std::string> command_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* part : command.get_subcommands({}))
        names.push_back(part->get_name());
    return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

bool is_option(std::string_view word) {
    const bool is_number =
        word.size() > 1 && (std::isdigit(static_cast<unsigned char>(word[1])) != 0);
    return word.size() > 1 && word.front() == '-' && word != "--" && !is_number;
}

/// Short options may have their value attached (`-Oz`), long ones behind `=`.
bool has_option(const CLI::App& command, std::string_view word) {
    const std::string name{
        word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2)};
    return command.get_option_no_throw(name) != nullptr;
}

}  // namespace

std::vector<std::string> read_arguments(int argc, const char* const* argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    for (std::size_t at = 0; at < words.size() && words[at] != "--"; ++at) {
        std::string& word = words[at];
        if (word.starts_with("-W")) {  // -W, -Wtbi, -W=tbi
            const std::string value = word.substr(2);
            const bool is_joined = !value.empty() && value.front() != '=';
            word = fmt::format("{}{}{}", index_option, is_joined ? "=" : "", value);
        }
        if (word != index_option)
            continue;
        const bool has_value =
            at + 1 < words.size() && (words[at + 1] == "csi" || words[at + 1] == "tbi");
        word += "=" + (has_value ? words[at + 1] : "csi");
        if (has_value)
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
    return words;
}

Error explain_refusal(
    const CLI::App& program, const std::vector<std::string>& arguments, const std::string& words) {
    const CLI::App* command = &program;
    std::string name = program.get_name();
    const auto refuse = [&](const char* kind, const std::string& word, const auto& candidates) {
        const std::string nearest = nearest_name(word, candidates);
        return Error{
            ErrorKind::usage,
            fmt::format("{} has no {} '{}'", name, kind, word),
            {},
            fmt::format(
                "{}'{} --help' lists what there is",
                nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest),
                name)};
    };
    for (const std::string& word : arguments) {
        if (word == "--")
            break;
        if (is_option(word)) {
            if (!has_option(*command, word))
                return refuse("option", word.substr(0, word.find('=')), option_names(*command));
            continue;
        }
        const std::vector<const CLI::App*> parts = command->get_subcommands({});
        if (parts.empty())
            continue;
        const auto part = std::ranges::find(parts, word, &CLI::App::get_name);
        if (part == parts.end())
            return refuse("command", word, command_names(*command));
        command = *part;
        name += " " + word;
    }
    return Error{ErrorKind::usage, words, {}, fmt::format("see '{} --help'", name)};
}

}  // namespace genostrat::cli
