// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <genostrat/filter/evaluator.hpp>

namespace genostrat::filter {

void Evaluator::calculate_values(const Step& step, const Row& row, Register& out) {
    const Register& left = registers_[step.left];
    const auto each = [&](auto change) {
        out.width = left.width;
        out.is_absent = left.is_absent;
        out.numbers.resize(left.numbers.size());
        for (std::size_t at = 0; at < left.numbers.size(); ++at) {
            const double value = left.numbers[at];
            out.numbers[at] = is_missing_number(value) ? value : change(value);
        }
        if (step.left_shape == Shape::entries)
            out.ends = left.ends;
    };
    switch (step.code) {
    case Code::arithmetic:
        return arithmetic(step, out);
    case Code::absolute:
        return each([](double value) { return std::abs(value); });
    case Code::phred:
        return each([](double value) { return -10 * std::log10(value); });
    case Code::statistic:
    case Code::statistic_each:
        return statistic(step, out);
    case Code::count_values:
    case Code::count_elements:
    case Code::count_passing:
    case Code::fraction_passing:
        return count(step, out);
    case Code::text_length:
        return text_length(step, out);
    default:
        return binomial(step, row, out);
    }
}

void Evaluator::arithmetic(const Step& step, Register& out) {
    const Register& left = registers_[step.left];
    const Register& right = registers_[step.right];
    const auto mismatch = [&](std::size_t left_count, std::size_t right_count) {
        return Error{
            ErrorKind::usage,
            "the expression calculates with " + std::to_string(left_count) + " values '" +
                std::string{to_string(step.op)} + "' " + std::to_string(right_count),
            {},
            "pick single values by a subscript: AF[0]"};
    };
    if (step.shape == Shape::site) {
        const std::size_t n_left = left.numbers.size();
        const std::size_t n_right = right.numbers.size();
        out.numbers.clear();
        if (n_left == 0 || n_right == 0)
            return;
        if (n_left != n_right && n_left != 1 && n_right != 1)
            throw mismatch(n_left, n_right);
        for (std::size_t at = 0; at < std::max(n_left, n_right); ++at)
            out.numbers.push_back(calculate(
                left.numbers[n_left == 1 ? 0 : at], right.numbers[n_right == 1 ? 0 : at], step.op));
        return;
    }
    const bool left_is_site = step.left_shape == Shape::site;
    const bool right_is_site = step.right_shape == Shape::site;
    const Register& groups = left_is_site ? right : left;
    const std::size_t n = n_groups(step.shape, groups);
    if (step.shape == Shape::entries)
        out.ends = groups.ends;
    if (left_is_site || right_is_site) {
        const Register& site = left_is_site ? left : right;
        if (site.numbers.size() > 1)
            throw mismatch(left.numbers.size(), right.numbers.size());
        const double constant = site.numbers.empty() ? missing_number : site.numbers.front();
        out.width = groups.width;
        out.is_absent = groups.is_absent;
        out.numbers.resize(groups.numbers.size());
        for (std::size_t at = 0; at < groups.numbers.size(); ++at)
            out.numbers[at] = left_is_site ? calculate(constant, groups.numbers[at], step.op)
                                           : calculate(groups.numbers[at], constant, step.op);
        return;
    }
    if (left.width != right.width && left.width != 1 && right.width != 1)
        throw mismatch(left.width, right.width);
    if (n_groups(step.shape, right) != n)
        throw mismatch(n, n_groups(step.shape, right));
    out.width = std::max(left.width, right.width);
    out.is_absent = left.is_absent || right.is_absent;
    out.numbers.resize(n * out.width);
    for (std::size_t group = 0; group < n; ++group)
        for (std::size_t at = 0; at < out.width; ++at)
            out.numbers[group * out.width + at] = calculate(
                left.numbers[group * left.width + (left.width == 1 ? 0 : at)],
                right.numbers[group * right.width + (right.width == 1 ? 0 : at)],
                step.op);
}

void Evaluator::statistic(const Step& step, Register& out) {
    const Register& left = registers_[step.left];
    const auto kind = static_cast<Statistic>(step.table);
    scratch_.resize(left.numbers.size());
    if (step.code == Code::statistic_each) {
        const std::size_t n = n_groups(step.left_shape, left);
        out.width = 1;
        out.is_absent = left.is_absent;
        out.numbers.resize(n);
        if (step.left_shape == Shape::entries)
            out.ends = left.ends;
        for (std::size_t group = 0; group < n; ++group)
            out.numbers[group] = statistic_of(
                std::span{left.numbers}.subspan(group * left.width, left.width), kind, scratch_);
        return;
    }
    std::span<const double> values = left.numbers;
    if (const auto selected = mask(step.mask);
        !selected.empty() && step.left_shape == Shape::samples) {
        gathered_.clear();
        for (std::size_t sample = 0; sample < selected.size(); ++sample)
            if (selected[sample] != 0)
                for (std::size_t at = 0; at < left.width; ++at)
                    gathered_.push_back(left.numbers[sample * left.width + at]);
        values = gathered_;
    }
    const double result = statistic_of(values, kind, scratch_);
    out.numbers.clear();
    if (!is_missing_number(result))
        out.numbers.push_back(result);
}

void Evaluator::count(const Step& step, Register& out) {
    const Register& left = registers_[step.left];
    const auto selected = mask(step.mask);
    const auto is_selected = [&](std::size_t group) {
        return step.left_shape != Shape::samples || selected.empty() || selected[group] != 0;
    };
    const std::size_t n = n_groups(step.left_shape, left);
    double count = 0;
    switch (step.code) {
    case Code::count_elements:
        if (step.op != Operator::like) {
            count = static_cast<double>(left.numbers.size());
        } else if (step.left_shape == Shape::site) {
            count = static_cast<double>(left.items.size());
        } else {
            for (std::size_t group = 0; group < n; ++group) {
                const auto items = left.group(group);
                const bool is_missing = items.empty() || (items.size() == 1 && items[0] == ".");
                count += is_selected(group) && !is_missing ? 1 : 0;
            }
        }
        break;
    case Code::count_values:
        for (std::size_t group = 0; group < n; ++group)
            if (is_selected(group))
                for (std::size_t at = 0; at < left.width; ++at)
                    count += is_missing_number(left.numbers[group * left.width + at]) ? 0 : 1;
        break;
    default:
        if (left.passes && step.left_shape != Shape::site)
            for (const std::uint8_t passes : left.passing)
                count += passes;
        break;
    }
    if (step.code == Code::fraction_passing) {
        double n_all = static_cast<double>(
            step.left_shape == Shape::samples ? program_.n_samples : left.passing.size());
        if (!program_.rules.fraction_of_all_samples && !selected.empty())
            n_all = static_cast<double>(std::ranges::count(selected, std::uint8_t{1}));
        out.numbers.clear();
        if (n_all > 0)
            out.numbers.push_back(count / n_all);
        return;
    }
    out.numbers.assign(1, count);
}

void Evaluator::text_length(const Step& step, Register& out) const {
    const Register& left = registers_[step.left];
    out.numbers.clear();
    const auto length = [](std::string_view item) { return static_cast<double>(item.size()); };
    if (step.shape == Shape::site) {
        // One number an item; a FORMAT column is seen through its first sample.
        if (left.ends.empty())
            return;
        const auto items = left.group(0);
        if (items.size() == 1 && items.front() == ".") {
            // bcftools: the text of a vector has one character, a single missing value none.
            if (program_.rules.first_sample_length)
                out.numbers.push_back(step.table != 0 ? 1 : 0);
            return;
        }
        for (const std::string_view item : items)
            out.numbers.push_back(length(item));
        return;
    }
    // Of samples and entries: all lengths side by side, as wide as the longest vector.
    std::size_t width = 1;
    for (std::size_t group = 0; group < left.ends.size(); ++group)
        width = std::max(width, left.group(group).size());
    out.width = width;
    out.is_absent = false;
    out.ends = left.ends;
    out.numbers.assign(left.ends.size() * width, missing_number);
    for (std::size_t group = 0; group < left.ends.size(); ++group) {
        std::size_t at = group * width;
        for (const std::string_view item : left.group(group)) {
            if (item != ".")
                out.numbers[at] = length(item);
            ++at;
        }
    }
}

void Evaluator::binomial(const Step& step, const Row& row, Register& out) {
    const Register& left = registers_[step.left];
    const std::size_t n = program_.n_samples;
    switch (step.code) {
    case Code::binomial_site:
        out.numbers.clear();
        if (left.numbers.size() == 2)
            out.numbers.push_back(binomial_test(left.numbers[0], left.numbers[1]));
        return;
    case Code::binomial_pair: {
        const Register& right = registers_[step.right];
        if (step.shape == Shape::site) {
            out.numbers.clear();
            if (left.numbers.size() == 1 && right.numbers.size() == 1)
                out.numbers.push_back(binomial_test(left.numbers[0], right.numbers[0]));
            return;
        }
        if (left.width != 1 || right.width != 1)
            throw Error{
                ErrorKind::usage,
                "binom of two FORMAT tags needs one value a sample of each",
                {},
                "pick values by a subscript: binom(AD[:0],AD[:1])"};
        out.width = 1;
        out.is_absent = left.is_absent || right.is_absent;
        out.numbers.resize(n);
        for (std::size_t sample = 0; sample < n; ++sample)
            out.numbers[sample] = binomial_test(left.numbers[sample], right.numbers[sample]);
        return;
    }
    default: {
        const Genotypes genotypes = row.genotypes();
        out.width = 1;
        out.is_absent = left.is_absent || genotypes.empty();
        out.numbers.assign(n, missing_number);
        if (genotypes.ploidy < 2)
            return;
        for (std::size_t sample = 0; sample < n && !genotypes.empty(); ++sample) {
            const std::int32_t first = Genotypes::allele_of(genotypes.at(sample, 0));
            const std::int32_t second = Genotypes::allele_of(genotypes.at(sample, 1));
            const auto limit = static_cast<std::int32_t>(left.width);
            if (first < 0 || second < 0 || first >= limit || second >= limit)
                continue;
            const double* const own = left.numbers.data() + sample * left.width;
            out.numbers[sample] = binomial_test(own[first], own[second]);
        }
    }
    }
}

}  // namespace genostrat::filter
