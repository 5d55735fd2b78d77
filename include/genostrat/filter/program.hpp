// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/names.hpp>
#include <genostrat/filter/number_kernels.hpp>
#include <genostrat/filter/syntax.hpp>

namespace genostrat::filter {

/// Over what a value runs: the site, the samples, or the entries of an annotation (transcripts).
enum class Shape : std::uint8_t { site, samples, entries };

/// What the caller wants of a row: whether it passes, or also which samples do.
enum class Wants : std::uint8_t { verdict, samples };

/// One step. Registers are numbered; each step writes its own.
enum class Code : std::uint8_t {
    // values of the row
    load_qual,
    load_pos,
    load_n_alt,
    load_n_missing,  ///< table: 1 as a fraction
    load_alleles,    ///< table: index in Program::names
    load_ilen,
    load_flag,
    load_info_numbers,
    load_info_text,
    load_format_numbers,
    load_format_text,
    load_contig,
    load_id,
    load_ref,
    load_alt,
    load_entry_numbers,
    load_entry_text,
    // numbers from numbers
    arithmetic,
    absolute,
    phred,
    statistic,         ///< over all; table: Statistic
    statistic_each,    ///< of each group
    count_values,      ///< of samples: those not missing
    count_elements,    ///< of a site vector or text
    count_passing,     ///< COUNT and N_PASS
    fraction_passing,  ///< F_PASS
    text_length,
    binomial_genotype,
    binomial_pair,
    binomial_site,
    // truths
    compare_numbers,
    compare_texts,
    match_texts,
    genotype_test,  ///< table: Program::genotype_constants
    filter_test,    ///< table: Program::filter_sets
    type_test,      ///< table: bits of AlleleType
    id_list_test,   ///< table: Program::lists
    never,          ///< no value, never true
    flag_truth,
    all_pass,
    picked_passes,
    any_passes,
    logic,
    negate,         ///< the site's verdict; all selected samples are handed on
    negate_each,    ///< each sample's or entry's
    skip_if_false,  ///< to step `table` if register left is false; out becomes false
    skip_if_true
};

struct Step {
    Code code{};
    Operator op{};
    Shape shape{};  ///< of the result
    Shape left_shape{};
    Shape right_shape{};
    bool wants_each{};  ///< somebody reads the result's samples or entries
    std::uint32_t out{};
    std::uint32_t left{};
    std::uint32_t right{};
    std::uint32_t table{};
    std::uint32_t mask{};  ///< index in Program::masks of the selected samples; 0 is all
};

/// A constant, put into its register once.
struct Constant {
    std::uint32_t out{};
    std::vector<double> numbers{};
    std::vector<std::string> items{};
    bool is_text{};
};

/// A compiled expression: constant once made, shared by all threads.
struct Program {
    std::string text{};
    RuleSet rules{};
    std::vector<Step> steps{};
    std::uint32_t n_registers{};
    std::uint32_t result{};
    Shape result_shape{};
    std::vector<Constant> constants{};
    std::vector<Name> names{};                         ///< columns that loads read
    std::vector<std::vector<std::uint8_t>> masks{{}};  ///< selected samples; empty is all
    std::vector<std::string> patterns{};
    std::vector<std::string> genotype_constants{};
    std::vector<std::vector<std::string>> filter_sets{};  ///< sorted names; empty is `.`
    std::vector<std::set<std::string, std::less<>>> lists{};
    std::vector<std::uint32_t> pick_fields{};  ///< field PICK of a tag, by its name
    std::size_t n_samples{};
    std::vector<ColumnType> info_types{};  ///< by index in `names`
    std::vector<bool> info_is_vector{};    ///< Number is not 1, likewise
    std::vector<InfoId> allele_info{};     ///< INFO/AC and INFO/AN, or none
};

/// Compiles an expression for a header.
///
/// @throws Error{usage} with the place marked: an unknown name (and the nearest one), values that
///         cannot be compared, a function that does not take its argument
[[nodiscard]] Program compile(
    std::string_view expression, const Schema& schema, Rules rules, Wants wants = Wants::verdict);

}  // namespace genostrat::filter
