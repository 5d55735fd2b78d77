// SPDX-License-Identifier: MIT
#include "made_row.hpp"

#include "bcf_record.hpp"

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

void MadeRowWriter::begin(const Site& site, std::uint32_t n_samples, Buffer& out) {
    out_ = &out;
    begin_ = out.size();
    n_samples_ = n_samples;
    n_format_ = 0;
    n_info_ = 0;
    out.resize(begin_ + BcfRecord::length_bytes);
    put(site.contig);
    put(static_cast<std::int32_t>(site.pos));
    put(static_cast<std::int32_t>(site.alleles[0].size()));
    const auto qual = parse_number<float>(site.qual);
    put(qual ? *qual : missing_float);
    put(std::uint64_t{0});  // counts: set in end()
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
    std::vector<std::int32_t> numbers;
    if (names != ".")
        for_each_piece(names, ';', [&](std::string_view name) {
            const std::int32_t number = number_of(header_, BCF_DT_ID, name);
            if (number >= 0)
                numbers.push_back(number);
        });
    typed(numbers.empty() ? std::uint8_t{0} : type_int32, numbers.size());
    for (const std::int32_t number : numbers)
        put(number);
}

void MadeRowWriter::add_info(std::string_view fields) {
    if (fields == "." || fields.empty())
        return;
    for_each_piece(fields, ';', [&](std::string_view field) {
        const std::size_t equals = field.find('=');
        const std::string_view name = field.substr(0, equals);
        const std::int32_t number = number_of(header_, BCF_DT_ID, name);
        const auto column = schema_.find_info(name);
        if (number < 0 || !column)
            return;
        ++n_info_;
        key(number);
        if (equals == std::string_view::npos) {
            typed(0, 0);
            return;
        }
        const std::string_view values = field.substr(equals + 1);
        const std::vector<std::string_view> pieces = split(values, ',');
        const ColumnType type = schema_.info(*column).type;
        bool is_sound = type == ColumnType::integer || type == ColumnType::floating;
        for (const std::string_view piece : pieces)
            is_sound = is_sound &&
                       (piece == "." ||
                        (type == ColumnType::integer ? parse_number<std::int32_t>(piece).has_value()
                                                     : parse_number<float>(piece).has_value()));
        if (!is_sound) {
            text(values);
            return;
        }
        typed(type == ColumnType::integer ? type_int32 : type_float, pieces.size());
        for (const std::string_view piece : pieces) {
            if (type == ColumnType::integer)
                put(piece == "." ? missing_integer : *parse_number<std::int32_t>(piece));
            else
                put(piece == "." ? missing_float : *parse_number<float>(piece));
        }
    });
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
