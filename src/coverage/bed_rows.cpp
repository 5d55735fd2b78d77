// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>

#include <genostrat/coverage/bed_rows.hpp>

namespace genostrat::coverage {

namespace {

/// Deflate level of mosdepth's outputs.
constexpr int deflate_level = 1;

}  // namespace

void append_decimal(Buffer& out, std::int64_t value) {
    constexpr std::size_t most_digits = 20;
    const std::size_t before = out.size();
    out.resize(before + most_digits);
    char* const begin = out.data() + before;
    const auto [end, status] = std::to_chars(begin, begin + most_digits, value);
    static_cast<void>(status);
    out.resize(static_cast<std::size_t>(end - out.data()));
}

void BedRows::mark(std::int32_t contig, std::int32_t begin, std::int32_t end, std::size_t from) {
    const bool joins =
        !marks.empty() && marks.back().contig == contig && marks.back().to == from &&
        io::CsiBuilder::same_bin(marks.back().begin, std::max(marks.back().end, end));
    if (joins) {
        marks.back().end = std::max(marks.back().end, end);
        marks.back().to = text.size();
    } else {
        marks.push_back({contig, begin, end, from, text.size()});
    }
}

void BedRows::append(const BedRows& other) {
    const std::size_t before = text.size();
    text.append(other.text.view());
    for (RowMark mark : other.marks) {
        mark.from += before;
        mark.to += before;
        marks.push_back(mark);
    }
}

void deflate_rows(PackedRows& rows, const io::Deflater& deflater) {
    if (rows.parts.empty())
        return;
    rows.rows = std::move(rows.parts.front());
    for (std::size_t part = 1; part < rows.parts.size(); ++part)
        rows.rows.append(rows.parts[part]);
    rows.parts.clear();
    std::string_view rest = rows.rows.text.view();
    while (!rest.empty()) {
        const std::string_view block = rest.substr(0, io::bgzf_block_bytes);
        const std::size_t before = rows.packed.size();
        deflater.deflate(block, rows.packed);
        rows.block_sizes.push_back(rows.packed.size() - before);
        rest.remove_prefix(block.size());
    }
}

BedWriter::BedWriter(
    const std::string& path,
    std::vector<std::string> contig_names,
    std::int64_t longest_contig,
    io::CsiBuilder::Preset preset,
    std::string_view header)
    : names_{std::move(contig_names)}, file_{std::make_unique<io::AtomicFile>(path)},
      index_file_{std::make_unique<io::AtomicFile>(path + ".csi")}, index_{longest_contig, preset} {
    if (header.empty())
        return;
    pending_.emplace_back();
    pending_.back().text.append(header);
    pending_bytes_ = header.size();
}

void BedWriter::cut(BedRows rows, bool last, PackedRows& out) {
    if (!rows.empty()) {
        pending_bytes_ += rows.text.size();
        pending_.push_back(std::move(rows));
    }
    if (!last && pending_bytes_ < io::bgzf_block_bytes)
        return;
    std::ranges::move(pending_, std::back_inserter(out.parts));
    pending_.clear();
    pending_bytes_ = 0;
}

void BedWriter::write(const PackedRows& rows) {
    std::vector<std::uint64_t> block_offsets;
    std::uint64_t offset = offset_;
    for (const std::size_t size : rows.block_sizes) {
        block_offsets.push_back(offset);
        offset += size;
    }
    block_offsets.push_back(offset);
    const auto virtual_offset = [&](std::size_t at) {
        return block_offsets[at / io::bgzf_block_bytes] << 16 | at % io::bgzf_block_bytes;
    };
    // The last block may be short: its end is the next block's begin.
    const auto virtual_end = [&](std::size_t at) {
        return at == rows.rows.text.size() ? offset << 16 : virtual_offset(at);
    };
    for (const RowMark& mark : rows.rows.marks)
        index_.add(
            names_[static_cast<std::size_t>(mark.contig)],
            mark.begin,
            mark.end,
            virtual_offset(mark.from),
            virtual_end(mark.to));
    file_->write(rows.packed.view());
    offset_ = offset;
}

void BedWriter::close() {
    file_->write(io::bgzf_end_of_file);
    file_->close();
    const std::string index = index_.finish();
    const io::Deflater deflater{deflate_level};
    Buffer packed;
    std::string_view rest = index;
    while (!rest.empty()) {
        deflater.deflate(rest.substr(0, io::bgzf_block_bytes), packed);
        rest.remove_prefix(std::min(rest.size(), io::bgzf_block_bytes));
    }
    packed.append(io::bgzf_end_of_file);
    index_file_->write(packed.view());
    index_file_->close();
}

void BedWriter::commit() {
    file_->commit();
    index_file_->commit();
}

}  // namespace genostrat::coverage
