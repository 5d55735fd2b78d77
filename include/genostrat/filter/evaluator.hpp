// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <genostrat/filter/genotype_classes.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/filter/text_match.hpp>

namespace genostrat::filter {

/// Runs a program on rows. Holds the registers, whose memory is kept from row to row; one thread
/// at a time, the program may be shared.
class Evaluator {
public:
    /// @param program  must outlive the evaluator
    explicit Evaluator(const Program& program);

    /// True if the row passes the expression.
    /// @throws Error{usage} where per-sample values of different numbers meet, or vectors that
    ///         cannot be paired
    [[nodiscard]] bool passes(const Row& row);

    /// One entry a sample: 1 where the sample passes. Of the last row; the program must have been
    /// compiled with Wants::samples. Where the expression looks at no sample, all pass with the
    /// site.
    [[nodiscard]] std::span<const std::uint8_t> samples();

private:
    struct Register {
        // A value: numbers [n_groups x width], or texts, group g ending at ends[g].
        std::vector<double> numbers{};
        std::vector<std::string_view> items{};
        std::vector<std::uint32_t> ends{};
        std::size_t width{1};
        bool is_absent{};  ///< a FORMAT column the row does not have: one missing value a sample
        // A truth.
        std::vector<std::uint8_t> passing{};
        bool passes{};
        std::uint64_t loaded_at{};

        [[nodiscard]] std::span<const std::string_view> group(std::size_t index) const noexcept {
            const std::size_t begin = index == 0 ? 0 : ends[index - 1];
            return std::span{items}.subspan(begin, ends[index] - begin);
        }
    };

    // evaluator_loads.cpp
    void load(const Step& step, const Row& row, Register& out);
    void load_alleles(const Name& name, const Row& row, Register& out);
    void load_length_changes(const Row& row, Register& out) const;
    void load_info_numbers(const Name& name, ColumnType type, const Row& row, Register& out) const;
    void load_format_numbers(const Name& name, ColumnType type, const Row& row, Register& out);
    void load_format_text(const Name& name, const Row& row, Register& out) const;
    void load_entries(const Name& name, bool is_text, const Row& row, Register& out) const;
    void count_row_alleles(const Row& row);

    // evaluator_values.cpp
    void calculate_values(const Step& step, const Row& row, Register& out);
    void arithmetic(const Step& step, Register& out);
    void statistic(const Step& step, Register& out);
    void count(const Step& step, Register& out);
    void text_length(const Step& step, Register& out) const;
    void binomial(const Step& step, const Row& row, Register& out);

    // evaluator.cpp
    void test(const Step& step, const Row& row, Register& out);
    void compare_numbers(const Step& step, Register& out);
    [[nodiscard]] std::span<const std::string_view>
    seen(std::span<const std::string_view> items) const;
    void compare_texts(const Step& step, Register& out);
    void match_texts(const Step& step, Register& out);
    void look_up(const Step& step, Register& out);
    void logic(const Step& step, Register& out);
    void entries_condition(const Step& step, Register& out);
    [[nodiscard]] bool filter_test(const Step& step, const Row& row);
    [[nodiscard]] static bool type_test(const Step& step, const Row& row);
    template <typename Test>
    void test_groups(const Step& step, const Register& left, Register& out, Test test);

    [[nodiscard]] std::size_t n_groups(Shape shape, const Register& value) const noexcept;

    [[nodiscard]] std::span<const std::uint8_t> mask(std::uint32_t index) const noexcept {
        return program_.masks[index];
    }

    const Program& program_;
    std::vector<Register> registers_;
    std::vector<Pattern> patterns_;
    std::vector<GenotypeTest> genotype_tests_;
    std::vector<double> scratch_;
    std::vector<double> gathered_;
    std::vector<std::string_view> names_;
    std::vector<std::int64_t> allele_counts_;
    std::int64_t called_{};
    std::uint64_t counted_at_{};
    std::uint64_t row_number_{};
};

}  // namespace genostrat::filter
