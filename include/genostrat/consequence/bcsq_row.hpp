// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/bcsq_transcript.hpp>

namespace genostrat::consequence {

/// One consequence of a row, in the words of bcftools csq.
struct BcsqEntry {
    BcsqTerms terms{};
    const BcsqTranscript* transcript{};
    std::int32_t allele{};     ///< index of the ALT; 0 where csq does not tell which
    std::int64_t told_at{-1};  ///< 0-based position of the row that tells all (printed_upstream)
    std::size_t told_in{};     ///< and its number
    std::string change{};      ///< `|5TY>5I|121ACG>A+124TA>T`
};

/// The consequences of one row. Those that say the same are told once, as csq does it.
class BcsqRow {
public:
    struct Pushed {
        std::size_t index{};
        bool is_new{};
        bool
            completes{};  ///< a start or stop that was told by its place alone has its residues now
    };

    /// Adds a consequence, or joins it with one that is there.
    Pushed push(BcsqEntry entry);

    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

    /// Appends the value of INFO/BCSQ.
    void append_to(std::string& out) const;

private:
    // The transcript may be gone when the row is written: what is printed is kept.
    struct Stored {
        BcsqTerms terms{};
        genes::TranscriptId transcript{};
        genes::GeneId gene{};
        BcsqBiotype biotype{};
        std::string_view name{};
        std::string_view gene_name{};
        bool forward{};
        std::int32_t allele{};
        std::int64_t told_at{-1};
        std::size_t told_in{};
        std::string change{};
    };

    [[nodiscard]] static bool joins_upstream(Stored& known, const Stored& added);
    [[nodiscard]] static bool joins_compound(Stored& known, const Stored& added);
    [[nodiscard]] static bool joins_plain(Stored& known, const Stored& added);

    std::vector<Stored> entries_;
};

}  // namespace genostrat::consequence
