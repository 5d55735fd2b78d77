// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/filter/evaluator.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::filter {

Evaluator::Evaluator(const Program& program) : program_{program}, registers_(program.n_registers) {
    for (const Constant& constant : program.constants) {
        Register& out = registers_[constant.out];
        out.numbers = constant.numbers;
        out.items.assign(constant.items.begin(), constant.items.end());
        out.ends = {static_cast<std::uint32_t>(out.items.size())};
        out.width = out.numbers.size();
    }
    for (const std::string& pattern : program.patterns)
        patterns_.emplace_back(pattern);
    std::size_t test = 0;
    for (const Step& step : program.steps)
        if (step.code == Code::genotype_test)
            test = std::max<std::size_t>(test, step.table + 1);
    std::vector<Operator> operators(test, Operator::equal);
    for (const Step& step : program.steps)
        if (step.code == Code::genotype_test)
            operators[step.table] = step.op;
    for (std::size_t at = 0; at < test; ++at)
        genotype_tests_.emplace_back(program.genotype_constants[at], operators[at]);
}

bool Evaluator::passes(const Row& row) {
    ++row_number_;
    const std::size_t n_steps = program_.steps.size();
    for (std::size_t at = 0; at < n_steps; ++at) {
        const Step& step = program_.steps[at];
        Register& out = registers_[step.out];
        if (step.code == Code::skip_if_false || step.code == Code::skip_if_true) {
            const bool verdict = step.code == Code::skip_if_true;
            if (registers_[step.left].passes == verdict) {
                out.passes = verdict;
                at += step.table;
            }
        } else if (step.code <= Code::load_entry_text) {
            load(step, row, out);
        } else if (step.code <= Code::binomial_site) {
            calculate_values(step, row, out);
        } else {
            test(step, row, out);
        }
    }
    return registers_[program_.result].passes;
}

std::span<const std::uint8_t> Evaluator::samples() {
    Register& result = registers_[program_.result];
    if (!result.passes || program_.result_shape != Shape::samples)
        result.passing.assign(program_.n_samples, result.passes ? 1 : 0);
    return result.passing;
}

std::size_t Evaluator::n_groups(Shape shape, const Register& value) const noexcept {
    switch (shape) {
    case Shape::site:
        return 1;
    case Shape::samples:
        return program_.n_samples;
    case Shape::entries:
        return value.ends.size();
    }
    return 1;
}

void Evaluator::test(const Step& step, const Row& row, Register& out) {
    const Register& left = registers_[step.left];
    switch (step.code) {
    case Code::compare_numbers:
        return compare_numbers(step, out);
    case Code::compare_texts:
        return compare_texts(step, out);
    case Code::match_texts:
        return match_texts(step, out);
    case Code::id_list_test:
        return look_up(step, out);
    case Code::genotype_test: {
        GenotypeTest& test = genotype_tests_[step.table];
        const Genotypes genotypes = row.genotypes();
        if (!step.wants_each && !genotypes.empty()) {
            out.passes = test.any(genotypes, mask(step.mask));
            return;
        }
        out.passing.resize(program_.n_samples);
        out.passes = test.run(genotypes, mask(step.mask), out.passing);
        return;
    }
    case Code::filter_test:
        out.passes = filter_test(step, row);
        return;
    case Code::type_test:
        out.passes = type_test(step, row);
        return;
    case Code::flag_truth:
        out.passes = left.numbers.front() != 0;
        return;
    case Code::negate:
        out.passes = !left.passes;
        if (step.wants_each && step.shape != Shape::site) {
            out.passing.assign(
                step.shape == Shape::samples ? program_.n_samples : left.passing.size(), 1);
            if (const auto selected = mask(step.mask); !selected.empty())
                out.passing.assign(selected.begin(), selected.end());
        }
        return;
    case Code::negate_each: {
        if (step.shape == Shape::site) {
            out.passes = !left.passes;
            return;
        }
        // A false node hands on none, so its negation passes everywhere.
        out.passing.assign(
            step.shape == Shape::samples ? program_.n_samples : left.passing.size(), 1);
        const auto selected = mask(step.mask);
        out.passes = false;
        for (std::size_t at = 0; at < out.passing.size(); ++at) {
            const bool is_selected = selected.empty() || selected[at] != 0;
            out.passing[at] = is_selected && !(left.passes && left.passing[at] != 0) ? 1 : 0;
            out.passes = out.passes || out.passing[at] != 0;
        }
        return;
    }
    case Code::logic:
        return logic(step, out);
    case Code::any_passes:
    case Code::all_pass:
    case Code::picked_passes:
        return entries_condition(step, out);
    default:
        out.passes = false;
    }
}

void Evaluator::compare_numbers(const Step& step, Register& out) {
    const Register& left = registers_[step.left];
    const Register& right = registers_[step.right];
    if (step.left_shape == Shape::site) {
        out.passes = compare_any(left.numbers, right.numbers, step.op);
        return;
    }
    const std::size_t n = n_groups(step.left_shape, left);
    out.passing.resize(n);
    if (step.right_shape == Shape::site) {
        out.passes = compare_groups(left.numbers, left.width, right.numbers, step.op, out.passing);
    } else {
        const bool is_same = left.width == right.width || left.is_absent || right.is_absent;
        const bool is_single =
            !program_.rules.groups_right && (left.width == 1 || right.width == 1);
        if (!is_same && !is_single)
            throw Error{
                ErrorKind::usage,
                "the expression compares " + std::to_string(left.width) + " values a sample with " +
                    std::to_string(right.width),
                {},
                "pick values by a subscript: AD[:1]"};
        if (n_groups(step.right_shape, right) != n)
            throw Error{
                ErrorKind::usage, "the expression compares annotations of different lengths"};
        out.passes = compare_pairs(
            left.numbers, left.width, right.numbers, right.width, step.op, out.passing);
    }
    if (const auto selected = mask(step.table); !selected.empty()) {
        out.passes = false;
        for (std::size_t group = 0; group < n; ++group) {
            out.passing[group] &= selected[group];
            out.passes = out.passes || out.passing[group] != 0;
        }
    }
}

template <typename Test>
void Evaluator::test_groups(const Step& step, const Register& left, Register& out, Test test) {
    if (step.left_shape == Shape::site) {
        out.passes = test(left.group(0), std::size_t{0});
        return;
    }
    const std::size_t n = n_groups(step.left_shape, left);
    const auto selected = mask(step.mask);
    out.passing.assign(n, 0);
    out.passes = false;
    for (std::size_t group = 0; group < n; ++group) {
        if (!selected.empty() && selected[group] == 0)
            continue;
        const bool passes = test(left.group(group), group);
        out.passing[group] = passes ? 1 : 0;
        out.passes = out.passes || passes;
        if (passes && !step.wants_each)
            return;
    }
}

/// The items as bcftools sees them in its text.
std::span<const std::string_view> Evaluator::seen(std::span<const std::string_view> items) const {
    const bool is_cut =
        program_.rules.empty_text_is_absent && !items.empty() && items.back().empty();
    return is_cut ? items.first(items.size() - 1) : items;
}

void Evaluator::compare_texts(const Step& step, Register& out) {
    const Register& left = registers_[step.left];
    const Register& right = registers_[step.right];
    const bool is_pairwise = step.right_shape != Shape::site;
    if (is_pairwise && n_groups(step.right_shape, right) != n_groups(step.left_shape, left))
        throw Error{ErrorKind::usage, "the expression compares annotations of different lengths"};
    test_groups(step, left, out, [&](std::span<const std::string_view> items, std::size_t group) {
        return compare_items(seen(items), seen(right.group(is_pairwise ? group : 0)), step.op);
    });
}

void Evaluator::match_texts(const Step& step, Register& out) {
    const Pattern& pattern = patterns_[step.table];
    const bool asks_for_absent = program_.rules.empty_text_is_absent && pattern.text().empty();
    const Operator equality = step.op == Operator::like ? Operator::equal : Operator::not_equal;
    test_groups(
        step,
        registers_[step.left],
        out,
        [&](std::span<const std::string_view> items, std::size_t) {
            return asks_for_absent ? compare_items(seen(items), {}, equality)
                                   : match_items(seen(items), pattern, step.op);
        });
}

void Evaluator::look_up(const Step& step, Register& out) {
    const auto& list = program_.lists[step.table];
    test_groups(
        step,
        registers_[step.left],
        out,
        [&](std::span<const std::string_view> items, std::size_t) {
            const bool is_listed = std::ranges::any_of(
                items, [&](std::string_view item) { return list.contains(item); });
            return is_listed == (step.op == Operator::equal);
        });
}

bool Evaluator::filter_test(const Step& step, const Row& row) {
    const std::vector<std::string>& wanted = program_.filter_sets[step.table];
    const std::string_view text = row.filter();
    const bool is_unset = text == "." || text.empty();
    const bool is_match = step.op == Operator::like || step.op == Operator::not_like;
    const bool wants_true = step.op == Operator::equal || step.op == Operator::like;
    if (wanted.empty() || is_unset)
        return (wanted.empty() && is_unset) == wants_true;
    if (wanted.size() == 1 && text == wanted.front())
        return wants_true;
    names_.clear();
    for_each_piece(text, ';', [&](std::string_view name) { names_.push_back(name); });
    const bool has_all = std::ranges::all_of(wanted, [&](const std::string& name) {
        return std::ranges::find(names_, name) != names_.end();
    });
    const bool result = has_all && (is_match || names_.size() == wanted.size());
    return result == wants_true;
}

bool Evaluator::type_test(const Step& step, const Row& row) {
    const std::string_view ref = row.ref();
    unsigned types = 0;
    for (const std::string_view alt : row.alts())
        types |= bits(classify_allele(ref, alt).type);
    const unsigned wanted = step.table;
    switch (step.op) {
    case Operator::equal:
        return types == wanted;
    case Operator::not_equal:
        return types != wanted;
    default: {
        const bool contains = wanted == 0 ? types == 0 : (types & wanted) != 0;
        return contains == (step.op == Operator::like);
    }
    }
}

void Evaluator::logic(const Step& step, Register& out) {
    const Register& left = registers_[step.left];
    const Register& right = registers_[step.right];
    const bool is_and = step.op == Operator::both || step.op == Operator::both_somewhere;
    out.passes = is_and ? left.passes && right.passes : left.passes || right.passes;
    if (step.shape == Shape::site)
        return;
    const bool left_has = step.left_shape == step.shape;
    const bool right_has = step.right_shape == step.shape;
    const bool joins_samples = step.op == Operator::both && left_has && right_has;
    if (!step.wants_each && !joins_samples)
        return;
    // Two annotations may have different numbers of entries: what one lacks does not pass.
    const std::size_t n =
        step.shape == Shape::samples
            ? program_.n_samples
            : std::max(left_has ? left.passing.size() : 0, right_has ? right.passing.size() : 0);
    const auto of = [](const Register& side, bool has, std::size_t at) -> std::uint8_t {
        return has && side.passes && at < side.passing.size() ? side.passing[at] : std::uint8_t{0};
    };
    out.passing.assign(n, 0);
    if (!out.passes)
        return;
    if (joins_samples) {
        out.passes = false;
        for (std::size_t at = 0; at < n; ++at) {
            out.passing[at] = of(left, true, at) & of(right, true, at);
            out.passes = out.passes || out.passing[at] != 0;
        }
        return;
    }
    const bool one_is_site = !left_has || !right_has;
    const bool site_passes = left_has ? right.passes : left.passes;
    if (step.op == Operator::either_sample && (!one_is_site || site_passes)) {
        const auto selected = mask(step.mask);
        for (std::size_t at = 0; at < n; ++at)
            out.passing[at] = selected.empty() ? 1 : selected[at];
        return;
    }
    for (std::size_t at = 0; at < n; ++at)
        out.passing[at] = of(left, left_has, at) | of(right, right_has, at);
}

void Evaluator::entries_condition(const Step& step, Register& out) {
    const Register& condition = registers_[step.left];
    out.passes = condition.passes;
    if (step.code == Code::any_passes || !condition.passes)
        return;
    if (step.code == Code::all_pass) {
        out.passes =
            !condition.passing.empty() &&
            std::ranges::all_of(condition.passing, [](auto passes) { return passes != 0; });
        return;
    }
    std::size_t picked = 0;
    if (step.right != step.left) {
        const Register& flags = registers_[step.right];
        for (std::size_t entry = 0; entry < flags.ends.size(); ++entry)
            if (const auto items = flags.group(entry); !items.empty() && items.front() == "1") {
                picked = entry;
                break;
            }
    }
    out.passes = picked < condition.passing.size() && condition.passing[picked] != 0;
}

}  // namespace genostrat::filter
