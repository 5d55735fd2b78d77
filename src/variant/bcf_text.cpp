// SPDX-License-Identifier: MIT
#include "bcf_record.hpp"
#include "genotype_text.hpp"

#include <vector>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::detail {

namespace {

struct FormatField {
    BcfVector values{};  ///< of the first sample
    bool is_genotype{};
};

void append_alleles(const BcfRecord& record, BcfReader& reader, std::string& out) {
    for (std::uint32_t allele = 0; allele < record.n_alleles; ++allele) {
        if (allele > 0)
            out += allele == 1 ? '\t' : ',';
        const BcfVector text = reader.vector();
        out += text.count == 0 ? std::string_view{"."} : text.text();
    }
    if (record.n_alleles < 2)
        out += record.n_alleles == 0 ? ".\t." : "\t.";
}

void append_filters(BcfReader& reader, const bcf_hdr_t& header, std::string& out) {
    const BcfVector filters = reader.vector();
    if (filters.count == 0)
        out += '.';
    for (std::uint32_t filter = 0; filter < filters.count; ++filter) {
        if (filter > 0)
            out += ';';
        out += tag_name(header, filters.integer(filter));
    }
}

void append_info(
    const BcfRecord& record,
    BcfReader& reader,
    const bcf_hdr_t& header,
    FloatText floats,
    std::string& out) {
    if (record.n_info == 0)
        out += '.';
    for (std::uint32_t field = 0; field < record.n_info; ++field) {
        if (field > 0)
            out += ';';
        out += tag_name(header, reader.key());
        const BcfVector values = reader.vector();
        if (values.count == 0)
            continue;
        out += '=';
        append_bcf_values(values, floats, out);
    }
}

void append_samples(
    const BcfRecord& record, const bcf_hdr_t& header, FloatText floats, std::string& out) {
    BcfReader reader{record.samples.data(), record.samples.data() + record.samples.size()};
    std::vector<FormatField> fields;
    fields.reserve(record.n_format);
    out += '\t';
    for (std::uint32_t field = 0; field < record.n_format; ++field) {
        const std::string_view name = tag_name(header, reader.key());
        if (field > 0)
            out += ':';
        out += name;
        fields.push_back({reader.vector(record.n_samples), name == "GT"});
    }
    if (record.n_format == 0)
        out += '.';
    for (std::uint32_t sample = 0; sample < record.n_samples; ++sample) {
        out += '\t';
        if (fields.empty())
            out += '.';
        for (FormatField& field : fields) {
            if (&field != fields.data())
                out += ':';
            if (field.is_genotype)
                append_genotype(field.values, out);
            else
                append_bcf_values(field.values, floats, out);
            field.values.data += field.values.bytes();
        }
    }
}

}  // namespace

void append_bcf_text(
    std::string_view record_bytes, const bcf_hdr_t& header, FloatText floats, std::string& out) {
    const BcfRecord record{record_bytes};
    if (record.contig < 0 || record.contig >= header.n[BCF_DT_CTG])
        throw Error{
            ErrorKind::bad_data, fmt::format("the header has no contig number {}", record.contig)};
    out += header.id[BCF_DT_CTG][record.contig].key;
    out += '\t';
    append_number(out, std::int64_t{record.pos} + 1);
    out += '\t';
    BcfReader reader{record.variable.data(), record.variable.data() + record.variable.size()};
    const BcfVector id = reader.vector();
    out += id.used() == 0 ? std::string_view{"."} : std::string_view{id.data, id.used()};
    out += '\t';
    append_alleles(record, reader, out);
    out += '\t';
    append_float(record.qual, floats, out);
    out += '\t';
    append_filters(reader, header, out);
    out += '\t';
    append_info(record, reader, header, floats, out);
    if (record.n_samples > 0)
        append_samples(record, header, floats, out);
}

}  // namespace genostrat::detail
