// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/pgx/haplotype_name.hpp>

namespace genostrat::pgx {
namespace {

int name_class(std::string_view name) noexcept {
    if (name == "Reference" || name == "Any" || name == "All")
        return 0;
    return name == "Other" || name == "Unknown" ? 2 : 1;
}

bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

/// Takes the first run of digits or of other characters off `text`.
std::string_view take_run(std::string_view& text) noexcept {
    std::size_t length = 1;
    while (length < text.size() && is_digit(text[length]) == is_digit(text.front()))
        ++length;
    const std::string_view run = text.substr(0, length);
    text.remove_prefix(length);
    return run;
}

std::strong_ordering compare_numbers(std::string_view one, std::string_view other) noexcept {
    const auto strip = [](std::string_view& number) {
        number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    };
    strip(one);
    strip(other);
    if (one.size() != other.size())
        return one.size() <=> other.size();
    return one.compare(other) <=> 0;
}

}  // namespace

std::strong_ordering compare_allele_names(std::string_view one, std::string_view other) noexcept {
    if (const auto order = name_class(one) <=> name_class(other); order != 0)
        return order;
    std::string_view left = one;
    std::string_view right = other;
    while (!left.empty() && !right.empty()) {
        const std::string_view left_run = take_run(left);
        const std::string_view right_run = take_run(right);
        const bool left_is_number = is_digit(left_run.front());
        if (left_is_number != is_digit(right_run.front()))
            return left_is_number ? std::strong_ordering::less : std::strong_ordering::greater;
        const auto order = left_is_number ? compare_numbers(left_run, right_run)
                                          : left_run.compare(right_run) <=> 0;
        if (order != 0)
            return order;
    }
    if (const auto order = left.size() <=> right.size(); order != 0)
        return order;
    return one.compare(other) <=> 0;
}

std::string HaplotypeName::text() const {
    std::string joined;
    const auto add = [&](const std::string& component) {
        if (!joined.empty())
            joined += " + ";
        joined += component;
    };
    std::ranges::for_each(alleles, add);
    std::ranges::for_each(partials, add);
    return n_components() > 1 ? "[" + joined + "]" : joined;
}

std::strong_ordering
compare_haplotypes(const HaplotypeName& one, const HaplotypeName& other) noexcept {
    const bool one_combined = one.n_components() > 1;
    const bool other_combined = other.n_components() > 1;
    if (one_combined != other_combined)
        return one_combined ? std::strong_ordering::greater : std::strong_ordering::less;
    if (const auto order = one.n_components() <=> other.n_components(); order != 0)
        return order;
    const auto component = [](const HaplotypeName& name, std::size_t index) -> std::string_view {
        return index < name.alleles.size() ? name.alleles[index]
                                           : name.partials[index - name.alleles.size()];
    };
    for (std::size_t index = 0; index < one.n_components(); ++index)
        if (const auto order = compare_allele_names(component(one, index), component(other, index));
            order != 0)
            return order;
    return std::strong_ordering::equal;
}

}  // namespace genostrat::pgx
