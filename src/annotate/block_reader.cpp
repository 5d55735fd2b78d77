// SPDX-License-Identifier: MIT
#include "annotate/block_reader.hpp"

#include <algorithm>

#include <genostrat/core/error.hpp>

namespace genostrat::annotate {

void BlockReader::load(std::size_t block) {
    block_ = no_block;
    bytes_ = archive_->block_bytes(block);
    try {
        ByteReader reader{bytes_};
        chunks_.resize(columns_.size() + 1);
        for (ChunkEntry& chunk : chunks_)
            chunk = reader.take<ChunkEntry>();
        begins_.resize(chunks_.size());
        std::size_t at = chunks_.size() * sizeof(ChunkEntry);
        for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
            begins_[chunk] = at;
            static_cast<void>(reader.take_text(chunks_[chunk].packed_bytes));
            at += chunks_[chunk].packed_bytes;
        }
        decode_keys(inflate(0), archive_->blocks[block].n_sites, keys_);
    } catch (const Error& error) {
        archive_->fail(archive_->block_name(block) + ": " + error.what());
    }
    std::fill(is_decoded_.begin(), is_decoded_.end(), char{0});
    block_ = block;
}

std::string_view BlockReader::inflate(std::size_t chunk) {
    return codec_.inflate(
        bytes_.substr(begins_[chunk], chunks_[chunk].packed_bytes), chunks_[chunk].raw_bytes);
}

const BlockColumn& BlockReader::column(std::size_t index) {
    if (is_decoded_[index] == 0) {
        try {
            columns_[index].decode(inflate(index + 1), entry().n_sites, columns_.size());
        } catch (const Error& error) {
            archive_->fail(archive_->block_name(block_) + ": " + error.what());
        }
        is_decoded_[index] = 1;
    }
    return columns_[index];
}

void BlockReader::alleles(std::size_t site, std::string& ref, std::string& alt) const {
    const AlleleCode code = keys_.codes[site];
    if (code >= long_allele_code) {
        const std::string& text = keys_.long_alleles[code - long_allele_code];
        const std::size_t tab = text.find('\t');
        ref.assign(text, 0, tab);
        alt.assign(text, tab + 1);
        return;
    }
    if (!decode_alleles(code, ref, alt))
        archive_->fail(archive_->block_name(block_) + " has an allele that means nothing");
}

ArchiveCursor::Value
BlockReader::append_value(std::size_t index, std::size_t site, std::string& out) {
    const BlockColumn& values = column(index);
    if (values.encoding() == Encoding::quotients)
        return append_quotient_value(values, site, out);
    const BlockColumn::State state = values.state(site);
    if (state == BlockColumn::State::value)
        values.append_text(site, out);
    return static_cast<ArchiveCursor::Value>(state);
}

ArchiveCursor::Value
BlockReader::append_quotient_value(const BlockColumn& values, std::size_t site, std::string& out) {
    std::string_view text;
    if (values.exception(site, text)) {
        if (is_absent(text))
            return ArchiveCursor::Value::absent;
        if (text == ".")
            return ArchiveCursor::Value::missing;
        out += text;
        return ArchiveCursor::Value::present;
    }
    const QuotientOf quotient = values.quotient();
    std::uint32_t numerator{};
    std::uint32_t denominator{};
    if (!column(quotient.numerator).integer(site, numerator) ||
        !column(quotient.denominator).integer(site, denominator) || denominator == 0)
        archive_->fail(archive_->block_name(block_) + " has a quotient without its counts");
    append_quotient(numerator, denominator, quotient.format, out);
    return ArchiveCursor::Value::present;
}

}  // namespace genostrat::annotate
