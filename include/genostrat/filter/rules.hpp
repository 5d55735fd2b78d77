// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace genostrat::filter {

/// Whose reading of an expression holds.
enum class Rules : std::uint8_t {
    manual,   ///< what bcftools' manual promises, with our additions; the default
    bcftools  ///< bcftools 1.16 to the letter, its accidents included
};

/// What the two readings differ in; one switch a difference. docs/filter.md lists them.
struct RuleSet {
    /// `10-5-2` is 10-(5-2), and a comparison may be chained (it is then never true).
    bool groups_right{};
    /// Any prefix of a column name is that column (`Q` is QUAL) and hides a tag of that name.
    bool column_prefixes{};
    /// A lone number, string or comparison inside arithmetic is accepted; it has no value.
    bool valueless_nodes{};
    /// `!x`, `x in {…}`, `any all pick`, sub-fields (`CSQ.IMPACT`), backquoted names, bare flags.
    bool extensions{};
    /// `X[3]` of an INFO vector with one number is that number.
    bool lone_number_at_any_index{};
    /// A `.` in an Integer INFO vector reads as -2147483648.
    bool missing_integers_are_numbers{};
    /// ILEN: equal lengths have none, symbolic alleles that of their text.
    bool text_length_ilen{};
    /// sSUM, sMEDIAN and sSTDEV of an INFO vector are its mean.
    bool site_statistics_are_means{};
    /// F_PASS divides by all samples, not by those a subscript selects.
    bool fraction_of_all_samples{};
    /// `0|.` is not a missing genotype for N_MISSING and F_MISSING.
    bool phased_missing_is_called{};
    /// ID is compared as one text, not by its items.
    bool whole_id{};
    /// STRLEN of a FORMAT column sees the first sample only.
    bool first_sample_length{};
    /// `"."` may only be compared with QUAL, tags and text, never with a computed number.
    bool missing_test_of_tags_only{};
    /// Text without characters is an absent value, and the pattern `""` asks for one; an empty last
    /// item is not seen.
    bool empty_text_is_absent{};
    /// `AD[0]` is an error where AD may have several values, not all values of sample 0.
    bool colon_required{};
};

[[nodiscard]] constexpr RuleSet rules_of(Rules rules) noexcept {
    if (rules == Rules::manual)
        return {.extensions = true};
    return {
        .groups_right = true,
        .column_prefixes = true,
        .valueless_nodes = true,
        .extensions = false,
        .lone_number_at_any_index = true,
        .missing_integers_are_numbers = true,
        .text_length_ilen = true,
        .site_statistics_are_means = true,
        .fraction_of_all_samples = true,
        .phased_missing_is_called = true,
        .whole_id = true,
        .first_sample_length = true,
        .missing_test_of_tags_only = true,
        .empty_text_is_absent = true,
        .colon_required = true};
}

}  // namespace genostrat::filter
