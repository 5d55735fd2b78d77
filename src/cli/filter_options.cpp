// SPDX-License-Identifier: MIT
#include "filter_options.hpp"

#include <map>

#include <genostrat/core/error.hpp>

namespace genostrat::cli {

void FilterChoice::add_to(CLI::App& command) {
    static const std::map<std::string, filter::Rules> rules{
        {"manual", filter::Rules::manual}, {"bcftools", filter::Rules::bcftools}};
    include_option_ = command.add_option(
        "-i,--include", include_, "keep rows for which the expression is true (docs/filter.md)");
    exclude_option_ = command.add_option(
        "-e,--exclude", exclude_, "leave out rows for which the expression is true");
    command
        .add_option(
            "--rules",
            rules_,
            "how expressions read: manual, or bcftools (version 1.16 to the letter)")
        ->transform(CLI::CheckedTransformer(rules, CLI::ignore_case))
        ->default_str("manual");
}

FilterOptions FilterChoice::options() const {
    const bool includes = include_option_ != nullptr && include_option_->count() > 0;
    const bool excludes = exclude_option_ != nullptr && exclude_option_->count() > 0;
    if (includes && excludes)
        throw Error{ErrorKind::usage, "-i and -e cannot be given together"};
    FilterOptions options{
        .expression = includes ? include_ : exclude_, .exclude = excludes, .rules = rules_};
    if ((includes || excludes) &&
        options.expression.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error{ErrorKind::usage, "the filter expression is empty"};
    return options;
}

}  // namespace genostrat::cli
