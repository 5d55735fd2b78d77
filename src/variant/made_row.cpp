// SPDX-License-Identifier: MIT
#include "made_row.hpp"

#include "bcf_record.hpp"

#include <algorithm>
#include <cstring>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat::detail {

namespace {

constexpr std::uint8_t type_int8 = 1;
constexpr std::uint8_t type_int16 = 2;
constexpr std::uint8_t type_int32 = 3;
constexpr std::uint8_t type_float = 5;
constexpr std::uint8_t type_text = 7;

std::int32_t number_of(const bcf_hdr_t& header, int dictionary, std::string_view name) {
    return bcf_hdr_id2int(&header, dictionary, std::string{name}.c_str());
}

}  // namespace

MadeRowWriter::MadeRowWriter(const Schema& schema)
    : schema_{schema}, header_{*schema.hts_header()}, gt_{number_of(header_, BCF_DT_ID, "GT")},
      ds_{number_of(header_, BCF_DT_ID, "DS")} {
}

std::int32_t MadeRowWriter::contig(std::string_view name) const noexcept {
    return number_of(header_, BCF_DT_CTG, name);
}

template <typename T>
void MadeRowWriter::put(T value) {
    out_->append({reinterpret_cast<const char*>(&value), sizeof value});  // NOLINT(*-cast)
}

void MadeRowWriter::typed(std::uint8_t type, std::size_t count) {
    put(static_cast<std::uint8_t>((count < 15 ? count : 15) << 4 | type));
    if (count < 15)
        return;
    put(static_cast<std::uint8_t>(1U << 4 | type_int32));
    put(static_cast<std::int32_t>(count));
}

void MadeRowWriter::key(std::int32_t value) {
    if (value <= 127) {
        put(static_cast<std::uint8_t>(1U << 4 | type_int8));
        put(static_cast<std::int8_t>(value));
    } else {
        put(static_cast<std::uint8_t>(1U << 4 | type_int32));
        put(value);
    }
}

void MadeRowWriter::text(std::string_view value) {
    typed(type_text, value.size());
    out_->append(value);
}

void MadeRowWriter::keep_info(std::span<const std::string> names) {
    kept_info_.emplace(names.begin(), names.end());
}

void MadeRowWriter::begin(const Site& site, std::uint32_t n_samples, Buffer& out) {
    struct Fixed {
        std::int32_t contig{};
        std::int32_t pos{};
        std::int32_t length{};
        float qual{};
        std::uint64_t counts{};  // set below and in end()
    };

    static_assert(sizeof(Fixed) == 24);
    out_ = &out;
    begin_ = out.size();
    n_samples_ = n_samples;
    n_format_ = 0;
    n_info_ = 0;
    out.resize(begin_ + BcfRecord::length_bytes);
    put(Fixed{
        .contig = site.contig,
        .pos = static_cast<std::int32_t>(site.pos),
        .length = static_cast<std::int32_t>(site.alleles[0].size()),
        .qual = parse_number<float>(site.qual).value_or(missing_float)});
    text(site.id == "." ? std::string_view{} : site.id);
    for (const std::string_view allele : site.alleles)
        text(allele);
    add_filter(site.filter);
    add_info(site.info);
    shared_end_ = out.size();
    const auto n_alleles_and_info = static_cast<std::uint32_t>(site.alleles.size()) << 16 | n_info_;
    std::memcpy(
        out.data() + begin_ + BcfRecord::length_bytes + 16,
        &n_alleles_and_info,
        sizeof n_alleles_and_info);
}

void MadeRowWriter::add_filter(std::string_view names) {
    if (names != filter_) {
        filter_ = names;
        filter_numbers_.clear();
        if (names != ".")
            for_each_piece(names, ';', [&](std::string_view name) {
                const std::int32_t number = number_of(header_, BCF_DT_ID, name);
                if (number >= 0)
                    filter_numbers_.push_back(number);
            });
    }
    typed(filter_numbers_.empty() ? std::uint8_t{0} : type_int32, filter_numbers_.size());
    for (const std::int32_t number : filter_numbers_)
        put(number);
}

/// What the header says about a field. Rows mostly have the same fields in the same order.
const MadeRowWriter::InfoField& MadeRowWriter::info_field(std::size_t at, std::string_view name) {
    if (at < info_fields_.size() && info_fields_[at].name == name)
        return info_fields_[at];
    const auto found = std::ranges::find(info_fields_, name, &InfoField::name);
    if (found != info_fields_.end())
        return *found;
    InfoField& field = info_fields_.emplace_back(InfoField{.name = std::string{name}});
    const bool is_kept = !kept_info_ || std::ranges::find(*kept_info_, name) != kept_info_->end();
    if (const auto column = schema_.find_info(name); column && is_kept) {
        field.number = number_of(header_, BCF_DT_ID, name);
        field.type = schema_.info(*column).type;
    }
    return field;
}

void MadeRowWriter::add_info(std::string_view fields) {
    if (fields == "." || fields.empty() || (kept_info_ && kept_info_->empty()))
        return;
    std::size_t at = 0;
    for_each_piece(fields, ';', [&](std::string_view text) {
        const std::size_t equals = text.find('=');
        const InfoField& field = info_field(at++, text.substr(0, equals));
        if (field.number < 0)
            return;
        ++n_info_;
        key(field.number);
        if (equals == std::string_view::npos)
            typed(0, 0);
        else
            add_info_values(field, text.substr(equals + 1));
    });
}

void MadeRowWriter::add_info_values(const InfoField& field, std::string_view values) {
    const bool is_written =
        field.type == ColumnType::integer    ? add_numbers(type_int32, missing_integer, values)
        : field.type == ColumnType::floating ? add_numbers(type_float, missing_float, values)
                                             : false;
    if (!is_written)
        text(values);
}

/// False, and nothing is written, where a piece is no number.
template <typename T>
bool MadeRowWriter::add_numbers(std::uint8_t type, T missing, std::string_view values) {
    const std::size_t begin = out_->size();
    typed(type, 1 + static_cast<std::size_t>(std::ranges::count(values, ',')));
    bool is_sound = true;
    for_each_piece(values, ',', [&](std::string_view piece) {
        const std::optional<T> value =
            piece == "." ? std::optional{missing} : parse_number<T>(piece);
        is_sound = is_sound && value.has_value();
        put(value.value_or(missing));
    });
    if (!is_sound)
        out_->resize(begin);
    return is_sound;
}

char* MadeRowWriter::format(
    std::int32_t key_number, std::uint8_t type, std::uint32_t count, std::size_t bytes) {
    ++n_format_;
    key(key_number);
    typed(type, count);
    const std::size_t at = out_->size();
    out_->resize(at + bytes);
    return out_->data() + at;
}

std::span<std::int8_t> MadeRowWriter::add_genotypes(std::uint32_t ploidy) {
    const std::size_t n = std::size_t{n_samples_} * ploidy;
    char* const begin = format(gt_, type_int8, ploidy, n);
    return {reinterpret_cast<std::int8_t*>(begin), n};  // NOLINT(*-cast)
}

void MadeRowWriter::add_wide_genotypes(std::span<const std::int16_t> calls, std::uint32_t ploidy) {
    char* const begin = format(gt_, type_int16, ploidy, calls.size_bytes());
    std::memcpy(begin, calls.data(), calls.size_bytes());
}

void MadeRowWriter::add_dosages(std::span<const float> dosages, std::uint32_t n_alts) {
    char* const begin = format(ds_, type_float, n_alts, dosages.size_bytes());
    for (std::size_t at = 0; at < dosages.size(); ++at) {
        const float value = dosages[at] != dosages[at] ? missing_float : dosages[at];
        std::memcpy(begin + 4 * at, &value, sizeof value);
    }
}

void MadeRowWriter::end() {
    const auto n_shared =
        static_cast<std::uint32_t>(shared_end_ - begin_ - BcfRecord::length_bytes);
    const auto n_individual = static_cast<std::uint32_t>(out_->size() - shared_end_);
    const std::uint32_t formats_and_samples = n_format_ << 24 | n_samples_;
    std::memcpy(out_->data() + begin_, &n_shared, sizeof n_shared);
    std::memcpy(out_->data() + begin_ + 4, &n_individual, sizeof n_individual);
    std::memcpy(
        out_->data() + begin_ + BcfRecord::length_bytes + 20,
        &formats_and_samples,
        sizeof formats_and_samples);
}

}  // namespace genostrat::detail
