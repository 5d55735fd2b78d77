// SPDX-License-Identifier: MIT
#include "bcf_encode.hpp"

#include "bcf_record.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::detail {

namespace {

/// The first name of the row that the header lacks, as `contig X`, `INFO/X`, …; empty if none.
std::string undeclared_name(std::string_view line, const Schema& schema) {
    const std::vector<std::string_view> columns = split(line, '\t');
    if (schema.contigs().find(columns[0]) == unknown_contig)
        return fmt::format("contig {}", columns[0]);
    std::string missing;
    const auto check = [&](std::string_view text, char separator, auto is_declared, auto kind) {
        if (text == ".")
            return;
        for_each_piece(text, separator, [&](std::string_view piece) {
            const std::string_view name = piece.substr(0, piece.find('='));
            if (missing.empty() && !name.empty() && !is_declared(name))
                missing = fmt::format("{}{}", kind, name);
        });
    };
    check(
        columns[6], ';', [&](std::string_view name) { return schema.has_filter(name); }, "FILTER/");
    check(
        columns[7],
        ';',
        [&](std::string_view name) { return schema.find_info(name).has_value(); },
        "INFO/");
    if (columns.size() > 8)
        check(
            columns[8],
            ':',
            [&](std::string_view name) { return schema.find_format(name).has_value(); },
            "FORMAT/");
    return missing;
}

/// The first genotype of the row that begins with its phase, as `/0|1` (VCF 4.4, section 1.6.2);
/// HTSlib 1.16 cannot read these. Empty if none.
std::string_view genotype_with_prefix(std::string_view line) {
    const std::vector<std::string_view> columns = split(line, '\t');
    if (columns.size() < 10 || (columns[8] != "GT" && !columns[8].starts_with("GT:")))
        return {};
    const auto sample =
        std::find_if(columns.begin() + 9, columns.end(), [](std::string_view values) {
            return values.starts_with('/') || values.starts_with('|');
        });
    return sample == columns.end() ? std::string_view{} : sample->substr(0, sample->find(':'));
}

void append_record(const bcf1_t& record, Buffer& out) {
    const auto n_shared = static_cast<std::uint32_t>(record.shared.l + BcfRecord::fixed_bytes);
    const auto n_individual = static_cast<std::uint32_t>(record.indiv.l);
    const auto alleles_and_info = static_cast<std::uint32_t>(record.n_allele) << 16 | record.n_info;
    const auto formats_and_samples =
        static_cast<std::uint32_t>(record.n_fmt) << 24 | record.n_sample;
    const auto append = [&out](auto value) {
        out.append({reinterpret_cast<const char*>(&value), sizeof value});  // NOLINT(*-cast)
    };
    append(n_shared);
    append(n_individual);
    append(record.rid);
    append(static_cast<std::int32_t>(record.pos));
    append(static_cast<std::int32_t>(record.rlen));
    append(record.qual);
    append(alleles_and_info);
    append(formats_and_samples);
    out.append({record.shared.s, record.shared.l});
    out.append({record.indiv.s, record.indiv.l});
}

}  // namespace

std::int32_t BcfEncoder::append(const RecordBatch& batch, RowId row, Buffer& out) {
    if (batch.is_bcf(row) && !batch.is_edited(row)) {
        const std::string_view bytes = batch.raw_bytes(row);
        out.append(bytes);
        return load<std::int32_t>(bytes.data() + BcfRecord::length_bytes);
    }
    const auto bad_row = [&](const std::string& what, const std::string& help) {
        return Error{ErrorKind::bad_data, what, batch.where(row), help};
    };
    line_.clear();
    batch.append_line(row, line_);
    if (batch.pos(row) >= std::numeric_limits<std::int32_t>::max())
        throw bad_row("the position is too large for BCF", "write VCF (-O v or -O z)");
    if (line_.find('\0') != std::string::npos)  // HTSlib would drop what follows it
        throw bad_row(
            "the row holds a zero byte, which BCF cannot hold: the file is damaged here",
            "fetch or write the file again");
    if (!record_)
        record_.reset(bcf_init());
    std::string text = line_;  // vcf_parse writes into its input
    kstring_t input{text.size(), text.size() + 1, text.data()};
    bcf_clear(record_.get());
    const int status = vcf_parse(&input, &batch.hts_header(), record_.get());
    const std::string missing =
        status != 0 || record_->errcode != 0 ? undeclared_name(line_, batch.schema()) : "";
    if (!missing.empty())
        throw bad_row(
            fmt::format("the header does not declare {}, which BCF needs", missing),
            "declare it in the header, pass --declare-missing, or write VCF (-O v or -O z)");
    if (status == 0 && record_->errcode == 0) {
        append_record(*record_, out);
        return record_->rid;
    }
    const std::string_view genotype = genotype_with_prefix(line_);
    if (!genotype.empty())
        throw bad_row(
            fmt::format("the genotype {} begins with its phase, which BCF cannot hold", genotype),
            "write VCF (-O v or -O z), or drop the mark before the first allele");
    throw bad_row(
        "the row cannot be packed as BCF: a value is not of the type its header line declares",
        "mend the row or the header line, or write VCF (-O v or -O z)");
}

}  // namespace genostrat::detail
