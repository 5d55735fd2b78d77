// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstring>

#include <genostrat/genes/packed_sequence.hpp>

namespace genostrat::genes {
namespace {

constexpr std::string_view letters = "ACGT";

constexpr int code_of(char base) noexcept {
    switch (base) {
    case 'A':
        return 0;
    case 'C':
        return 1;
    case 'G':
        return 2;
    case 'T':
        return 3;
    default:
        return -1;
    }
}

constexpr std::array<std::array<char, 4>, 256> make_unpacked() {
    std::array<std::array<char, 4>, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte)
        for (std::size_t place = 0; place < 4; ++place)
            table[byte][place] = letters[(byte >> (2 * place)) & 3U];
    return table;
}

constexpr std::array<std::array<char, 4>, 256> unpacked = make_unpacked();

}  // namespace

std::int64_t SequencePacker::append(std::string_view bases) {
    const std::int64_t first = size_;
    bytes_.resize(
        (static_cast<std::size_t>(size_) + bases.size() + 3) / 4 -
            static_cast<std::size_t>(n_drained_),
        0);
    std::uint8_t* const bytes = bytes_.data() - n_drained_;
    for (const char base : bases) {
        int code = code_of(base);
        if (code < 0) {
            code = 0;
            if (!runs_.empty() && runs_.back().letter == base &&
                runs_.back().begin + runs_.back().length == size_)
                ++runs_.back().length;
            else
                runs_.push_back({.begin = size_, .length = 1, .letter = base});
        }
        const auto at = static_cast<std::size_t>(size_);
        bytes[at / 4] = static_cast<std::uint8_t>(bytes[at / 4] | (code << (2 * (at % 4))));
        ++size_;
    }
    return first;
}

void SequencePacker::drain(std::vector<std::uint8_t>& out) {
    const auto whole = bytes_.begin() + (size_ / 4 - n_drained_);
    out.insert(out.end(), bytes_.begin(), whole);
    n_drained_ += whole - bytes_.begin();
    bytes_.erase(bytes_.begin(), whole);
}

void PackedSequence::append_to(std::string& out, std::int64_t begin, std::int64_t end) const {
    if (end <= begin)
        return;
    const std::size_t before = out.size();
    const auto n_letters = static_cast<std::size_t>(end - begin);
    // Whole bytes are unpacked, then the letters in front of `begin` are moved out.
    const auto first_byte = static_cast<std::size_t>(begin / 4);
    const auto last_byte = static_cast<std::size_t>((end + 3) / 4);
    const auto lead = static_cast<std::size_t>(begin % 4);
    out.resize(before + (last_byte - first_byte) * 4);
    char* to = out.data() + before;
    for (std::size_t byte = first_byte; byte < last_byte; ++byte, to += 4)
        std::memcpy(to, unpacked[bytes_[byte]].data(), 4);
    if (lead != 0)
        std::memmove(out.data() + before, out.data() + before + lead, n_letters);
    out.resize(before + n_letters);
    auto run = std::partition_point(runs_.begin(), runs_.end(), [&](const LetterRun& one) {
        return one.begin + one.length <= begin;
    });
    for (; run != runs_.end() && run->begin < end; ++run) {
        const std::int64_t from = std::max(run->begin, begin);
        const std::int64_t stop = std::min(run->begin + run->length, end);
        std::fill_n(
            out.begin() + static_cast<std::ptrdiff_t>(before) + (from - begin),
            stop - from,
            run->letter);
    }
}

}  // namespace genostrat::genes
