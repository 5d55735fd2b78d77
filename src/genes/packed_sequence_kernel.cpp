// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstring>

#include <genostrat/genes/packed_sequence.hpp>

namespace genostrat::genes {
namespace {

constexpr std::string_view letters = "ACGT";

// 0 to 3; `other_letter` for what is not one of the four.
constexpr std::uint8_t other_letter = 4;

constexpr std::array<std::uint8_t, 256> make_codes() {
    std::array<std::uint8_t, 256> codes{};
    for (std::uint8_t& code : codes)
        code = other_letter;
    for (std::size_t code = 0; code < letters.size(); ++code)
        codes[static_cast<unsigned char>(letters[code])] = static_cast<std::uint8_t>(code);
    return codes;
}

constexpr std::array<std::uint8_t, 256> base_codes = make_codes();

constexpr std::uint32_t code_of(char base) noexcept {
    return base_codes[static_cast<unsigned char>(base)];
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

void SequencePacker::append_one(char base) {
    std::uint32_t code = code_of(base);
    if (code == other_letter) {
        code = 0;
        if (!runs_.empty() && runs_.back().letter == base &&
            runs_.back().begin + runs_.back().length == size_)
            ++runs_.back().length;
        else
            runs_.push_back({.begin = size_, .length = 1, .letter = base});
    }
    const auto at = static_cast<std::size_t>(size_ / 4 - n_drained_);
    bytes_[at] = static_cast<std::uint8_t>(bytes_[at] | (code << (2 * (size_ % 4))));
    ++size_;
}

std::int64_t SequencePacker::append(std::string_view bases) {
    const std::int64_t first = size_;
    bytes_.resize(
        (static_cast<std::size_t>(size_) + bases.size() + 3) / 4 -
            static_cast<std::size_t>(n_drained_),
        0);
    while (!bases.empty()) {
        // Whole bytes of plain bases at once.
        auto at = static_cast<std::size_t>(size_ / 4 - n_drained_);
        if (size_ % 4 == 0)
            for (; bases.size() >= 4; bases.remove_prefix(4), size_ += 4) {
                const std::uint32_t one = code_of(bases[0]);
                const std::uint32_t two = code_of(bases[1]);
                const std::uint32_t three = code_of(bases[2]);
                const std::uint32_t four = code_of(bases[3]);
                if ((one | two | three | four) >= other_letter)
                    break;
                bytes_[at++] = static_cast<std::uint8_t>(one | two << 2 | three << 4 | four << 6);
            }
        if (bases.empty())
            break;
        append_one(bases.front());
        bases.remove_prefix(1);
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
