// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/names.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::filter {

namespace {

[[nodiscard]] std::string upper(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
    });
    return out;
}

/// Columns in the order in which bcftools tries their prefixes.
constexpr std::array<std::pair<std::string_view, Meaning>, 12> columns{
    {{"QUAL", Meaning::qual},
     {"TYPE", Meaning::type},
     {"FILTER", Meaning::filter},
     {"ID", Meaning::id},
     {"CHROM", Meaning::contig},
     {"POS", Meaning::pos},
     {"REF", Meaning::ref},
     {"ALT", Meaning::alt},
     {"N_ALT", Meaning::n_alt},
     {"N_SAMPLES", Meaning::n_samples},
     {"N_MISSING", Meaning::n_missing},
     {"F_MISSING", Meaning::f_missing}}};

constexpr std::array<std::pair<std::string_view, Meaning>, 7> computed{
    {{"ALT", Meaning::alt},
     {"AN", Meaning::allele_number},
     {"AC", Meaning::allele_count},
     {"MAC", Meaning::minor_allele_count},
     {"AF", Meaning::allele_frequency},
     {"MAF", Meaning::minor_allele_frequency},
     {"ILEN", Meaning::length_change}}};

class Finder {
public:
    Finder(const Syntax& syntax, const Node& node, const Schema& schema, const RuleSet& rules)
        : syntax_{syntax}, node_{node}, schema_{schema}, rules_{rules}, tag_{node.text} {}

    Name run() {
        take_prefix();
        name_.has_subscript = node_.has_subscript;
        if (!(is_column() || is_tag() || is_entry_field() || is_computed() || is_number()))
            throw unknown();
        if (node_.has_subscript)
            subscript();
        return std::move(name_);
    }

private:
    enum class Prefix : std::uint8_t { none, info, format };

    [[nodiscard]] Error fail(std::string message, std::string help = {}) const {
        return error_at(syntax_.text, node_.piece, std::move(message), std::move(help));
    }

    void take_prefix() {
        if (node_.quoted_name)
            return;
        const std::string start = upper(tag_.substr(0, 7));
        if (start.starts_with("INFO/")) {
            prefix_ = Prefix::info;
            tag_.remove_prefix(5);
        } else if (start.starts_with("FMT/")) {
            prefix_ = Prefix::format;
            tag_.remove_prefix(4);
        } else if (start.starts_with("FORMAT/")) {
            prefix_ = Prefix::format;
            tag_.remove_prefix(7);
        }
    }

    bool is_column() {
        if (prefix_ != Prefix::none || tag_.empty() || node_.quoted_name || node_.has_subscript)
            return false;
        const std::string name = upper(tag_);
        for (const auto& [column, meaning] : columns)
            if (rules_.column_prefixes ? column.starts_with(name) : column == name) {
                name_.meaning = meaning;
                return true;
            }
        return false;
    }

    bool is_tag() {
        const auto info = schema_.find_info(tag_);
        const auto format = schema_.find_format(tag_);
        if (prefix_ == Prefix::info && !info && format)
            throw fail(
                "there is no INFO tag '" + std::string{tag_} + "'",
                "it is a FORMAT tag: write FORMAT/" + std::string{tag_});
        if (prefix_ == Prefix::format && !format && info)
            throw fail(
                "there is no FORMAT tag '" + std::string{tag_} + "'",
                "it is an INFO tag: write INFO/" + std::string{tag_});
        if (prefix_ == Prefix::none && info && format)
            throw fail(
                "'" + std::string{tag_} + "' is both an INFO and a FORMAT tag",
                "write INFO/" + std::string{tag_} + " or FORMAT/" + std::string{tag_});
        if (format && prefix_ != Prefix::info) {
            name_.meaning = tag_ == "GT" ? Meaning::genotype : Meaning::format;
            name_.format = *format;
            return true;
        }
        if (info && prefix_ != Prefix::format) {
            name_.meaning = Meaning::info;
            name_.info = *info;
            return true;
        }
        return false;
    }

    bool is_entry_field() {
        const std::size_t dot = tag_.find('.');
        if (!rules_.extensions || prefix_ == Prefix::format || dot == std::string_view::npos)
            return false;
        const auto info = schema_.find_info(tag_.substr(0, dot));
        if (!info)
            return false;
        const std::vector<std::string> fields = entry_fields(schema_.info(*info).description);
        const std::string_view wanted = tag_.substr(dot + 1);
        const auto found = std::ranges::find(fields, wanted);
        if (found == fields.end())
            throw fail(
                "INFO/" + std::string{tag_.substr(0, dot)} + " has no field '" +
                    std::string{wanted} + "'",
                fields.empty() ? "its header line announces no fields (Format: A|B|…)"
                               : suggest_name(wanted, fields));
        name_.meaning = Meaning::entry_field;
        name_.info = *info;
        name_.field = static_cast<std::size_t>(found - fields.begin());
        return true;
    }

    bool is_computed() {
        if (prefix_ != Prefix::none || node_.quoted_name)
            return false;
        const std::string name = upper(tag_);
        for (const auto& [column, meaning] : computed)
            if (column == name) {
                name_.meaning = meaning;
                return true;
            }
        return false;
    }

    bool is_number() {
        if (prefix_ != Prefix::none || node_.quoted_name || node_.has_subscript)
            return false;
        name_.meaning = Meaning::number;
        return read_number(tag_, name_.number);
    }

    [[nodiscard]] Error unknown() const {
        std::vector<std::string> known = schema_.info_names();
        for (std::string& name : schema_.format_names())
            known.push_back(std::move(name));
        for (const auto& [column, meaning] : columns)
            known.emplace_back(column);
        for (const auto& [column, meaning] : computed)
            known.emplace_back(column);
        double ignored = 0;
        if (!tag_.empty() && tag_.front() >= '0' && tag_.front() <= '9' &&
            !read_number(tag_, ignored))
            return fail(
                "'" + std::string{tag_} + "' is no tag of the header and no number that fits",
                suggest_name(tag_, known));
        if (node_.has_subscript && !node_.quoted_name)
            for (const auto& [column, meaning] : columns)
                if (upper(tag_) == column)
                    return fail("'" + std::string{column} + "' takes no subscript");
        return fail(
            "'" + std::string{tag_} + "' is not defined in the header", suggest_name(tag_, known));
    }

    // --- subscripts ---

    void subscript() {
        const bool is_format =
            name_.meaning == Meaning::format || name_.meaning == Meaning::genotype;
        const std::string_view text = node_.subscript;
        if (!is_format) {
            if (text.starts_with('@') || text.find(':') != std::string_view::npos)
                throw fail("samples can be picked of FORMAT tags only");
            if (text.empty())
                throw fail("the subscript is empty");
            name_.elements = elements(text);
            if (name_.meaning == Meaning::entry_field && !name_.elements.all)
                throw fail("a field of an annotation takes no subscript");
            return;
        }
        if (text.empty())
            throw fail("the subscript is empty");
        const std::size_t colon = text.find(':');
        const std::string_view samples = text.substr(0, colon);
        if (colon != std::string_view::npos) {
            name_.elements = elements(text.substr(colon + 1));
            if (name_.meaning == Meaning::genotype && !name_.elements.all)
                throw fail("GT has one value a sample");
        } else if (
            rules_.colon_required && name_.meaning == Meaning::format && samples != "*" &&
            !samples.starts_with('@') && schema_.format(name_.format).number != "1") {
            throw fail(
                "the FORMAT tag " + std::string{tag_} + " can have several values",
                "write " + std::string{tag_} + "[sample:value]");
        }
        select_samples(samples);
    }

    void select_samples(std::string_view text) {
        if (text.starts_with('@')) {
            name_.samples.assign(schema_.n_samples(), 0);
            io::LineReader reader{std::string{text.substr(1)}};
            for (std::string_view line; reader.next(line);) {
                line = trim_blanks(line);
                if (line.empty())
                    continue;
                const std::int32_t sample = schema_.find_sample(line);
                if (sample < 0)
                    throw fail(
                        "there is no sample '" + std::string{line} + "'",
                        suggest_name(line, schema_.samples()));
                name_.samples[static_cast<std::size_t>(sample)] = 1;
            }
            return;
        }
        const Elements picked = elements(text);
        if (picked.all)
            return;
        name_.samples.assign(schema_.n_samples(), 0);
        const auto pick = [&](std::size_t sample) {
            if (sample >= schema_.n_samples())
                throw fail(
                    "there is no sample " + std::to_string(sample) + ", only " +
                        std::to_string(schema_.n_samples()),
                    "samples are counted from 0");
            name_.samples[sample] = 1;
        };
        for (const std::size_t sample : picked.at)
            pick(sample);
        if (picked.from) {
            pick(*picked.from);
            for (std::size_t sample = *picked.from; sample < schema_.n_samples(); ++sample)
                pick(sample);
        }
    }

    [[nodiscard]] std::size_t index(std::string_view text) const {
        const auto value = parse_number<std::uint32_t>(text);
        if (!value || *value > 1'000'000)
            throw fail(
                "cannot read the subscript '" + node_.subscript + "'",
                "an index from 0, a list (0,2), a range (1-3, 2-) or *");
        return *value;
    }

    [[nodiscard]] Elements elements(std::string_view text) const {
        Elements out;
        if (text.empty() || text == "*")
            return out;
        out.all = false;
        for_each_piece(text, ',', [&](std::string_view piece) {
            const std::size_t dash = piece.find('-');
            const std::size_t first = index(piece.substr(0, dash));
            if (dash == std::string_view::npos) {
                out.at.push_back(first);
            } else if (dash + 1 == piece.size()) {
                out.from = std::min(first, out.from.value_or(first));
            } else {
                const std::size_t last = index(piece.substr(dash + 1));
                if (last < first)
                    throw fail("the range '" + std::string{piece} + "' runs backwards");
                if (last - first > 100'000)
                    throw fail("the range '" + std::string{piece} + "' is too long");
                for (std::size_t at = first; at <= last; ++at)
                    out.at.push_back(at);
            }
        });
        std::ranges::sort(out.at);
        out.at.erase(std::unique(out.at.begin(), out.at.end()), out.at.end());
        if (out.from)
            std::erase_if(out.at, [&](std::size_t at) { return at >= *out.from; });
        return out;
    }

    const Syntax& syntax_;
    const Node& node_;
    const Schema& schema_;
    const RuleSet& rules_;
    std::string_view tag_;
    Prefix prefix_{Prefix::none};
    Name name_;
};

}  // namespace

Name find_name(const Syntax& syntax, const Node& node, const Schema& schema, const RuleSet& rules) {
    return Finder{syntax, node, schema, rules}.run();
}

std::vector<std::string> entry_fields(std::string_view description) {
    constexpr std::string_view mark = "Format:";
    std::size_t at = description.find(mark);
    if (at != std::string_view::npos) {
        description.remove_prefix(at + mark.size());
    } else {
        at = description.find('|');  // SnpEff: Functional annotations: 'Allele | Annotation | …'
        const std::size_t quote = description.rfind('\'', at);
        if (at == std::string_view::npos || quote == std::string_view::npos)
            return {};
        description.remove_prefix(quote + 1);
    }
    std::vector<std::string> fields;
    for_each_piece(description, '|', [&](std::string_view field) {
        while (!field.empty() && std::string_view{" \t'\""}.find(field.front()) != field.npos)
            field.remove_prefix(1);
        while (!field.empty() && std::string_view{" \t'\"."}.find(field.back()) != field.npos)
            field.remove_suffix(1);
        fields.emplace_back(field);
    });
    return fields.size() < 2 ? std::vector<std::string>{} : fields;
}

}  // namespace genostrat::filter
