// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::genes {

/// A run of letters other than A, C, G, T in a packed sequence.
struct LetterRun {
    std::int64_t begin{};  ///< index of the first base of the run in the packed sequence
    std::int32_t length{};
    char letter{};
    char unused[3]{};
};

/// Packs DNA into 2 bits a base (A0 C1 G2 T3, first base in the lowest bits) and keeps every other
/// letter as a run beside it.
class SequencePacker {
public:
    /// Appends upper-case letters; returns the index of the first.
    std::int64_t append(std::string_view bases);

    [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return bytes_; }

    /// Appends the whole bytes that are packed to `out` and forgets them; up to three bases that
    /// fill no byte stay. At the end, `bytes` are those. Lets a sequence be written as it is
    /// packed.
    void drain(std::vector<std::uint8_t>& out);

    [[nodiscard]] std::span<const LetterRun> runs() const noexcept { return runs_; }

    /// Bases appended so far.
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }

private:
    void append_one(char base);

    std::vector<std::uint8_t> bytes_;
    std::int64_t n_drained_{};  // bytes
    std::vector<LetterRun> runs_;
    std::int64_t size_{};
};

/// Views a packed sequence.
class PackedSequence {
public:
    PackedSequence() = default;

    PackedSequence(std::span<const std::uint8_t> bytes, std::span<const LetterRun> runs) noexcept
        : bytes_{bytes}, runs_{runs} {}

    /// Appends the letters [begin, end). @pre inside the sequence
    void append_to(std::string& out, std::int64_t begin, std::int64_t end) const;

    /// Number of letters that the bytes can hold (the last byte may be padded).
    [[nodiscard]] std::int64_t capacity() const noexcept {
        return static_cast<std::int64_t>(bytes_.size()) * 4;
    }

private:
    std::span<const std::uint8_t> bytes_;
    std::span<const LetterRun> runs_;
};

}  // namespace genostrat::genes
