// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include <genostrat/filter/evaluator.hpp>

namespace genostrat::filter {

namespace {

/// Keeps the elements a subscript picks; those past the end are left out.
template <typename Value>
void pick(std::vector<Value>& values, const Elements& elements) {
    if (elements.all)
        return;
    std::size_t n = 0;
    const std::size_t size = values.size();
    for (const std::size_t at : elements.at)
        if (at < size)
            values[n++] = values[at];  // `at` ascends: never behind n
    if (elements.from)
        for (std::size_t at = *elements.from; at < size; ++at)
            values[n++] = values[at];
    values.resize(n);
}

void split_items(std::string_view text, char separator, std::vector<std::string_view>& items) {
    for_each_piece(text, separator, [&](std::string_view item) { items.push_back(item); });
}

/// Reads an Integer value as it stands. Fractions, which files have against their header, count as
/// they are; HTSlib cuts them, and takes for missing what does not begin with a number.
/// @return false if it is no list of numbers
[[nodiscard]] bool read_integers(
    std::optional<std::string_view> text, const RuleSet& rules, std::vector<double>& numbers) {
    numbers.clear();
    if (!text)
        return true;
    if (text->empty()) {  // `AC=`: HTSlib packs it as `AC=.`
        if (!rules.extensions)
            numbers.push_back(missing_number);
        return true;
    }
    bool is_read = true;
    for_each_piece(*text, ',', [&](std::string_view item) {
        if (item == ".") {
            numbers.push_back(missing_number);
            return;
        }
        std::int32_t whole = 0;
        const auto [stop, status] = std::from_chars(item.data(), item.data() + item.size(), whole);
        double number = whole;
        if (status != std::errc{})
            number = missing_number;
        const bool is_whole = status == std::errc{} && stop == item.data() + item.size();
        if (!is_whole && rules.extensions) {
            const auto fraction = parse_number<double>(item);
            is_read = is_read && fraction.has_value();
            number = fraction.value_or(missing_number);
        }
        numbers.push_back(number);
    });
    return is_read;
}

[[nodiscard]] std::uint32_t count_of(const std::vector<std::string_view>& items) noexcept {
    return static_cast<std::uint32_t>(items.size());
}

}  // namespace

void Evaluator::load(const Step& step, const Row& row, Register& out) {
    if (out.loaded_at == row_number_)
        return;
    out.loaded_at = row_number_;
    const auto text = [&](std::string_view value, bool is_missing) {
        out.items.clear();
        if (!is_missing)
            out.items.push_back(value);
        out.ends.assign(1, count_of(out.items));
    };
    switch (step.code) {
    case Code::load_qual: {
        const auto qual = row.qual();
        out.numbers.assign(1, qual ? static_cast<double>(*qual) : missing_number);
        return;
    }
    case Code::load_pos:
        out.numbers.assign(1, static_cast<double>(row.pos() + 1));
        return;
    case Code::load_n_alt:
        out.numbers.assign(1, static_cast<double>(row.alts().size()));
        return;
    case Code::load_n_missing: {
        const Genotypes genotypes = row.genotypes();
        out.numbers.clear();
        if (genotypes.empty() || program_.n_samples == 0)
            return;
        const auto n = static_cast<double>(
            count_missing_genotypes(genotypes, !program_.rules.phased_missing_is_called));
        out.numbers.push_back(step.table != 0 ? n / static_cast<double>(program_.n_samples) : n);
        return;
    }
    case Code::load_alleles:
        return load_alleles(program_.names[step.table], row, out);
    case Code::load_ilen:
        return load_length_changes(row, out);
    case Code::load_flag:
        out.numbers.assign(1, row.info_text(program_.names[step.table].info) ? 1 : 0);
        return;
    case Code::load_info_numbers:
        return load_info_numbers(
            program_.names[step.table], program_.info_types[step.table], row, out);
    case Code::load_info_text: {
        const Name& name = program_.names[step.table];
        out.items.clear();
        if (const auto value = row.info_text(name.info); value && !value->empty())
            split_items(*value, ',', out.items);
        pick(out.items, name.elements);
        out.ends.assign(1, count_of(out.items));
        return;
    }
    case Code::load_format_numbers:
        return load_format_numbers(
            program_.names[step.table], program_.info_types[step.table], row, out);
    case Code::load_format_text:
        return load_format_text(program_.names[step.table], row, out);
    case Code::load_contig:
        return text(row.contig_name(), false);
    case Code::load_ref:
        return text(row.ref(), false);
    case Code::load_id: {
        const std::string_view id = row.id();
        text(id, id == "." || id.empty());
        if (!program_.rules.whole_id && !out.items.empty()) {
            out.items.clear();
            split_items(id, ';', out.items);
            out.ends.front() = count_of(out.items);
        }
        return;
    }
    case Code::load_alt: {
        const auto alts = row.alts();
        out.items.assign(alts.begin(), alts.end());
        const Elements& elements = program_.names[step.table].elements;
        pick(out.items, elements);
        if (!elements.all && out.items.empty())
            out.items.push_back(".");  // an ALT past the last one
        out.ends.assign(1, count_of(out.items));
        return;
    }
    case Code::load_entry_numbers:
    case Code::load_entry_text:
        return load_entries(
            program_.names[step.table], step.code == Code::load_entry_text, row, out);
    default:
        return;
    }
}

void Evaluator::count_row_alleles(const Row& row) {
    if (counted_at_ == row_number_)
        return;
    counted_at_ = row_number_;
    allele_counts_.assign(1 + row.alts().size(), 0);
    called_ = 0;
    if (program_.allele_info.size() == 2) {
        const auto counts = row.info_integers(program_.allele_info[0]);
        const auto number = row.info_integers(program_.allele_info[1]);
        const bool to_the_letter = !program_.rules.extensions;
        const bool has_both = number.size() == 1 && !is_missing(number.front()) && !counts.empty();
        const bool fits = counts.size() == row.alts().size();
        if (has_both && !fits && to_the_letter)
            return;
        if (has_both && fits) {
            constexpr std::int32_t missing_byte = -128;
            called_ = number.front();
            allele_counts_[0] = called_;
            for (std::size_t alt = 0; alt < counts.size(); ++alt) {
                if (is_missing(counts[alt]) && !to_the_letter)
                    continue;
                const std::int32_t count = is_missing(counts[alt]) ? missing_byte : counts[alt];
                allele_counts_[alt + 1] = count;
                allele_counts_[0] -= count;
            }
            return;
        }
    }
    const Genotypes genotypes = row.genotypes();
    if (!genotypes.empty())
        called_ = count_alleles(genotypes, allele_counts_);
}

void Evaluator::load_alleles(const Name& name, const Row& row, Register& out) {
    count_row_alleles(row);
    out.numbers.clear();
    if (name.meaning == Meaning::allele_number) {
        out.numbers.push_back(static_cast<double>(called_));
        return;
    }
    if (called_ == 0)
        return;
    const std::size_t n_alts = allele_counts_.size() - 1;
    const auto value = [&](std::size_t alt) {
        std::int64_t count = alt < n_alts ? allele_counts_[alt + 1] : 0;
        if (name.meaning == Meaning::minor_allele_count ||
            name.meaning == Meaning::minor_allele_frequency)
            count = std::min(count, called_ - count);
        const bool is_frequency = name.meaning == Meaning::allele_frequency ||
                                  name.meaning == Meaning::minor_allele_frequency;
        // In single precision, as a frequency read from INFO would be.
        return is_frequency ? static_cast<double>(count) / static_cast<double>(called_)
                            : static_cast<double>(count);
    };
    if (!name.has_subscript)
        return out.numbers.push_back(value(0));
    if (name.elements.all) {
        for (std::size_t alt = 0; alt < n_alts; ++alt)
            out.numbers.push_back(value(alt));
        return;
    }
    for (const std::size_t alt : name.elements.at)
        out.numbers.push_back(value(alt));
    if (name.elements.from)
        for (std::size_t alt = *name.elements.from; alt < n_alts; ++alt)
            out.numbers.push_back(value(alt));
}

void Evaluator::load_length_changes(const Row& row, Register& out) const {
    out.numbers.clear();
    const std::string_view ref = row.ref();
    const bool by_text = program_.rules.text_length_ilen;
    for (const std::string_view alt : row.alts()) {
        const auto change =
            static_cast<std::int64_t>(alt.size()) - static_cast<std::int64_t>(ref.size());
        const bool has_length =
            by_text ? change != 0 : alt.find_first_of("<>[]*.") == std::string_view::npos;
        out.numbers.push_back(has_length ? static_cast<double>(change) : missing_number);
    }
}

void Evaluator::load_info_numbers(
    const Name& name, ColumnType type, const Row& row, Register& out) const {
    const RuleSet& rules = program_.rules;
    const bool is_single = name.elements.is_single();
    const auto fill = [&](auto values) {
        out.numbers.resize(values.size());
        widen(values, out.numbers);
    };
    if (type != ColumnType::integer)
        fill(row.info_floats(name.info));
    else if (!row.has_text() || !read_integers(row.info_text(name.info), rules, out.numbers))
        fill(row.info_integers(name.info));
    // bcftools reads the lone number of a vector as it is packed: a missing one is -128 (a byte) or
    // a NaN, and no index goes past its end.
    if (is_single && rules.lone_number_at_any_index && out.numbers.size() == 1) {
        constexpr double missing_byte = -128;
        if (is_missing_number(out.numbers.front()))
            out.numbers.front() = type == ColumnType::integer
                                      ? missing_byte
                                      : std::numeric_limits<double>::quiet_NaN();
        return;
    }
    if (rules.missing_integers_are_numbers && type == ColumnType::integer && !is_single &&
        program_.info_is_vector[static_cast<std::size_t>(&name - program_.names.data())])
        for (double& number : out.numbers)
            if (is_missing_number(number))
                number = missing_integer;
    pick(out.numbers, name.elements);
}

void Evaluator::load_format_numbers(
    const Name& name, ColumnType type, const Row& row, Register& out) {
    std::size_t width = 0;
    const auto fill = [&](const auto& values) {
        width = values.width;
        out.numbers.resize(values.values.size());
        widen(values.values, out.numbers);
    };
    if (type == ColumnType::integer)
        fill(row.format_integers(name.format));
    else
        fill(row.format_floats(name.format));
    out.is_absent = width == 0;
    out.width = std::max<std::size_t>(width, 1);
    if (out.is_absent) {
        out.numbers.assign(program_.n_samples, missing_number);
        return;
    }
    if (name.elements.all)
        return;
    // Pick the values of each sample; an index past the widest one is missing.
    scratch_.swap(out.numbers);
    const std::size_t from = name.elements.from.value_or(width);
    const std::size_t n_from = from < width ? width - from : 0;
    out.width = std::max<std::size_t>(1, name.elements.at.size() + n_from);
    out.numbers.assign(program_.n_samples * out.width, missing_number);
    for (std::size_t sample = 0; sample < program_.n_samples; ++sample) {
        double* to = out.numbers.data() + sample * out.width;
        const double* const own = scratch_.data() + sample * width;
        for (const std::size_t at : name.elements.at)
            *to++ = at < width ? own[at] : missing_number;
        for (std::size_t at = from; at < width; ++at)
            *to++ = own[at];
    }
}

void Evaluator::load_format_text(const Name& name, const Row& row, Register& out) const {
    out.items.clear();
    out.ends.resize(program_.n_samples);
    const auto texts = row.format_strings(name.format);
    const Elements& elements = name.elements;
    for (std::size_t sample = 0; sample < program_.n_samples; ++sample) {
        if (!texts.empty()) {
            std::size_t at = 0;
            for_each_piece(texts[sample], ',', [&](std::string_view item) {
                if (elements.all || std::ranges::find(elements.at, at) != elements.at.end() ||
                    (elements.from && at >= *elements.from))
                    out.items.push_back(item);
                ++at;
            });
        }
        out.ends[sample] = count_of(out.items);
    }
}

void Evaluator::load_entries(const Name& name, bool is_text, const Row& row, Register& out) const {
    out.items.clear();
    out.ends.clear();
    out.numbers.clear();
    out.width = 1;
    const auto text = row.info_text(name.info);
    if (!text || *text == "." || text->empty())
        return;
    for_each_piece(*text, ',', [&](std::string_view entry) {
        for (std::size_t field = 0; field < name.field && !entry.empty(); ++field) {
            const std::size_t bar = entry.find('|');
            entry.remove_prefix(bar == std::string_view::npos ? entry.size() : bar + 1);
        }
        const std::string_view value = entry.substr(0, entry.find('|'));
        if (is_text) {
            if (!value.empty())
                split_items(value, '&', out.items);
        } else {
            double number = 0;
            const bool is_negative = value.starts_with('-');
            const bool is_number = read_number(value.substr(is_negative ? 1 : 0), number);
            out.numbers.push_back(!is_number ? missing_number : is_negative ? -number : number);
        }
        out.ends.push_back(count_of(out.items));
    });
}

}  // namespace genostrat::filter
