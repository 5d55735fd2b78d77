// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <genostrat/hgvs/change_kind.hpp>

// HGVS expressions as text: read, checked, printed canonically (HGVS nomenclature 21).
namespace genostrat::hgvs {

/// A place in an expression, as written.
struct WrittenPosition {
    enum class Region : std::uint8_t { plain, before_start, after_stop };  // `5`, `-5`, `*5`

    Region region{};
    std::int64_t number{};
    std::int64_t offset{};  ///< intronic: `+3`, `-3`
    bool unknown{false};    ///< `?`

    friend bool operator==(const WrittenPosition&, const WrittenPosition&) = default;
};

/// A DNA change: `c.`, `n.`, `g.` or `m.`.
struct DnaExpression {
    std::string reference{};  ///< in front of the colon; empty where there is none
    char type{};              ///< `c`, `n`, `g`, `m`
    WrittenPosition start{};
    WrittenPosition end{};  ///< equal to `start` for one base
    ChangeKind kind{};      ///< `none` for `=`
    std::string ref{};      ///< letters as written, old forms too (`delATG`); may be empty
    std::string alt{};
    std::int64_t repeats{};  ///< `CAG[23]`: copies; 0 otherwise
};

/// A protein change; its text is checked residue by residue.
struct ProteinExpression {
    std::string reference{};
    std::string change{};  ///< canonical, without `p.` and brackets, three-letter code
    bool predicted{};      ///< in brackets
};

/// What is wrong with an expression, and where.
struct ExpressionFault {
    std::size_t at{};      ///< index of the first character that does not fit
    std::string what{};    ///< `a position was expected`
    std::string likely{};  ///< what was probably meant, or what to do; empty if we cannot tell
    bool is_valid_form{};  ///< the nomenclature has it, but it is not read here
};

/// The result of reading: exactly one of the three is there.
struct ParsedExpression {
    std::optional<DnaExpression> dna{};
    std::optional<ProteinExpression> protein{};
    std::optional<ExpressionFault> fault{};
};

/// Reads an expression. Old forms are understood: `delATG`, `dupC`, `del3`, `c.76_77delAGinsT`,
/// `fs*12`, `Gly12X`, one-letter residues. Places must be in order, the places of an insertion
/// neighbours, and letters as many as the places, as far as that can be told without a transcript.
[[nodiscard]] ParsedExpression parse_expression(std::string_view text);

/// The canonical form: `c.76_77delinsT`, `p.Gly12Ter`.
[[nodiscard]] std::string to_string(const DnaExpression& expression);
[[nodiscard]] std::string to_string(const ProteinExpression& expression);

}  // namespace genostrat::hgvs
