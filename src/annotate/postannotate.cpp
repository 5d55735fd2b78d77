// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include <genostrat/annotate/vcfanno.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::annotate {

namespace {

/// vcfanno's rule: what is called af_… or …_af has a value for each ALT.
bool is_frequency(std::string name) {
    std::ranges::transform(name, name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return name.find("af_") != std::string::npos || name.find("_af") != std::string::npos;
}

/// Appends one / other, value by value; a single divisor holds for all.
bool append_quotients(std::string_view one, std::string_view other, std::string& out) {
    const std::vector<std::string_view> numerators = split(one, ',');
    const std::vector<std::string_view> denominators = split(other, ',');
    if (denominators.size() != 1 && denominators.size() != numerators.size())
        return false;
    bool has_any = false;
    for (std::size_t index = 0; index < numerators.size(); ++index) {
        const auto above = parse_number<double>(numerators[index]);
        const auto below = parse_number<double>(denominators[denominators.size() == 1 ? 0 : index]);
        if (index > 0)
            out += ',';
        if (!above || !below) {
            out += '.';
            continue;
        }
        has_any = true;
        // As vcfanno: nothing out of nothing is 0.
        append_number(out, *below == 0 ? 0.0F : static_cast<float>(*above / *below));
    }
    return has_any;
}

}  // namespace

void PostAnnotate::bind(Schema& schema) {
    ids_.clear();
    for (const std::string& field : annotation_.fields) {
        if (field == "ID")
            reads_id_ = true;
        else if (const auto id = schema.find_info(field))
            ids_.push_back(*id);
        else if (annotation_.kind == PostAnnotation::Kind::divide)
            throw Error{
                ErrorKind::usage,
                "div2 of " + annotation_.name + " needs INFO/" + field + ", which is not there",
                {},
                suggest_name(field, schema.info_names())};
        else
            log_warning("there is no INFO/" + field + " for " + annotation_.name);
    }
    if (annotation_.kind != PostAnnotation::Kind::reduce &&
        annotation_.kind != PostAnnotation::Kind::divide)
        return;
    const bool is_flag = annotation_.type == ColumnType::flag;
    target_ = schema.adds_info(
        {.id = annotation_.name,
         .number = is_flag                          ? "0"
                   : is_frequency(annotation_.name) ? "A"
                                                    : ".",
         .type = annotation_.type,
         .description = "calculated field: " + annotation_.name});
}

void PostAnnotate::process(RecordBatch& batch) const {
    for (const RowId row : batch.rows())
        annotate_row(batch, row);
}

void PostAnnotate::annotate_row(RecordBatch& batch, RowId row) const {
    if (annotation_.kind == PostAnnotation::Kind::remove) {
        for (const InfoId id : ids_)
            if (batch.has_info(row, id))
                batch.remove_info(row, id);
        return;
    }
    std::string text;
    if (annotation_.kind == PostAnnotation::Kind::divide) {
        const auto above = batch.info_text(row, ids_[0]);
        const auto below = batch.info_text(row, ids_[1]);
        if (above && below && append_quotients(*above, *below, text))
            batch.set_info(row, target_, std::string_view{text});
        return;
    }
    std::vector<std::string_view> values;
    if (reads_id_)
        values.push_back(batch.id(row));
    bool has_field = false;
    for (const InfoId id : ids_) {
        const auto value = batch.info_text(row, id);
        if (!value)
            continue;
        has_field = true;
        if (value->empty())  // a flag
            values.push_back("1");
        else if (
            annotation_.operation == Operation::concat || annotation_.operation == Operation::uniq)
            values.push_back(*value);
        else
            for_each_piece(*value, ',', [&](std::string_view one) { values.push_back(one); });
    }
    const bool is_id = annotation_.kind == PostAnnotation::Kind::set_id;
    if ((!has_field && !reads_id_) ||
        !reduce(annotation_.operation, values, is_id ? ';' : '|', text))
        return;
    if (is_id)
        batch.set_id(row, text);
    else if (annotation_.type == ColumnType::flag)
        batch.set_info_flag(row, target_);
    else
        batch.set_info(row, target_, std::string_view{text});
}

}  // namespace genostrat::annotate
