// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/hts_header.hpp>

namespace genostrat {

/// Type of an INFO or FORMAT column (VCF 4.4, section 1.4.2).
enum class ColumnType : std::uint8_t { integer, floating, flag, character, string };

/// How many values a column has, as its header line says.
struct Number {
    enum class Kind : std::uint8_t {
        fixed,         ///< `count` values
        per_alt,       ///< A: one for each ALT
        per_allele,    ///< R: one for REF and each ALT
        per_genotype,  ///< G: one for each unordered genotype
        other          ///< `.`, and P, LA, LR, LG, M of VCF 4.4 and 4.5
    };

    Kind kind{Kind::other};
    int count{};  ///< for `fixed`

    /// From the text of a header line: `A`, `R`, `G`, `.`, `0`, `1`, …
    [[nodiscard]] static Number parse(std::string_view text) noexcept;

    friend bool operator==(const Number&, const Number&) = default;
};

/// One declared INFO or FORMAT column.
struct Column {
    std::string id{};
    std::string number{};  ///< as in the header: `1`, `A`, `.`, …
    ColumnType type{ColumnType::string};
    std::string description{};
    std::string source{};   ///< optional key Source of the header line
    std::string version{};  ///< optional key Version of the header line
};

/// Index of a column in its schema; fixed when it was declared.
enum class InfoId : std::int32_t {};
enum class FormatId : std::int32_t {};

/// The header of a VCF or BCF stream, and what the stages of a run ask of it and add to it.
///
/// The meta lines stay as they came in; what stages declare is appended. Owns everything.
class Schema {
public:
    /// A header without contigs and samples (`##fileformat=VCFv4.3`).
    Schema();

    /// From the text of a VCF header: meta lines and the #CHROM line, with their line ends.
    /// @param file  named in errors
    /// @throws Error{bad_data} naming the line: no #CHROM line, a malformed one, two samples of one
    ///         name. Meta lines that are not well formed are kept as they are.
    [[nodiscard]] static Schema parse(std::string_view text, const std::string& file);

    // --- what is there ---

    [[nodiscard]] const Contigs& contigs() const noexcept { return contigs_; }

    [[nodiscard]] const std::vector<std::string>& samples() const noexcept { return samples_; }

    [[nodiscard]] std::size_t n_samples() const noexcept { return samples_.size(); }

    /// True if rows have a FORMAT column (there can be one without samples).
    [[nodiscard]] bool has_format_column() const noexcept { return has_format_column_; }

    /// Index of a sample, or -1.
    [[nodiscard]] std::int32_t find_sample(std::string_view name) const noexcept;

    [[nodiscard]] std::optional<InfoId> find_info(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<FormatId> find_format(std::string_view id) const noexcept;
    [[nodiscard]] bool has_filter(std::string_view id) const noexcept;

    [[nodiscard]] const Column& info(InfoId id) const noexcept;
    [[nodiscard]] const Column& format(FormatId id) const noexcept;

    [[nodiscard]] std::vector<std::string> info_names() const;
    [[nodiscard]] std::vector<std::string> format_names() const;
    [[nodiscard]] std::vector<std::string> filter_names() const;

    // --- what a stage asks for in bind() ---

    /// @throws Error{usage} with the nearest name if there is no such INFO column
    [[nodiscard]] InfoId reads_info(std::string_view id) const;
    /// @throws Error{usage} with the nearest name if there is no such FORMAT column
    [[nodiscard]] FormatId reads_format(std::string_view id) const;

    // --- what a stage adds in bind() ---

    /// Declares an INFO column. One of the same ID is declared anew: its line is replaced.
    InfoId adds_info(const Column& column);
    FormatId adds_format(const Column& column);
    void adds_filter(std::string_view id, std::string_view description);
    ContigId adds_contig(std::string_view name, std::int64_t length = -1);
    /// Appends a meta line, without line end; nothing if the same line is there.
    void adds_line(std::string_view line);

    /// Removes the meta lines of these INFO columns (rows are the stage's business).
    void removes_info(std::string_view id);
    void removes_format(std::string_view id);

    /// Rows keep only these samples, in this order; no entry and `drop_format` drops the FORMAT
    /// column as well. Columns that stages see are those of the selected samples.
    void selects_samples(std::span<const std::int32_t> samples, bool drop_format = false);

    /// The output has no sample and no FORMAT column, though stages see both (DropGenotypes).
    void drops_samples_at_output();

    /// What selects_samples was told: indices of input samples. Nothing if all stay.
    [[nodiscard]] const std::optional<std::vector<std::int32_t>>&
    selected_samples() const noexcept {
        return selection_;
    }

    /// Samples of the input's rows, before any selection.
    [[nodiscard]] std::size_t n_input_samples() const noexcept { return n_input_samples_; }

    [[nodiscard]] bool input_has_format_column() const noexcept { return input_has_format_column_; }

    // --- output ---

    /// The header as text, #CHROM line included.
    [[nodiscard]] std::string text() const;

    /// Header for HTSlib, with all additions; one for each thread that uses it (rule T1).
    /// Built when first asked for after a change; not to be called from several threads at once.
    [[nodiscard]] const HtsHeader& hts_header() const;

    /// For a BCF input: its header decides the numeric ids of the packed rows.
    void set_bcf_header(HtsHeader header);

    [[nodiscard]] const std::string& file() const noexcept { return file_; }

private:
    void parse_meta_line(std::string_view line, std::int64_t line_number);
    void parse_sample_line(std::string_view line, std::int64_t line_number);
    std::int32_t declare(
        std::vector<Column>& columns,
        TextMap<std::int32_t>& ids,
        std::string_view kind,
        const Column& column);
    void remove_line(std::string_view kind, std::string_view id);
    void append_line(std::string line);

    std::string file_;
    std::string line_end_{"\n"};      // "\r\n" where the input has it
    std::vector<std::string> lines_;  // meta lines without "\n" (a "\r" before it stays)
    std::string sample_line_;         // the #CHROM line as it came in; empty once it changed
    Contigs contigs_;
    std::vector<std::string> samples_;
    TextMap<std::int32_t> sample_ids_;
    bool has_format_column_{};
    bool writes_samples_{true};
    std::size_t n_input_samples_{};
    bool input_has_format_column_{};
    std::optional<std::vector<std::int32_t>> selection_;
    std::vector<Column> info_;
    std::vector<Column> format_;
    std::vector<std::string> filters_;
    TextMap<std::int32_t> info_ids_;
    TextMap<std::int32_t> format_ids_;
    HtsHeader bcf_;  // of a BCF input
    mutable HtsHeader hts_;
    mutable bool hts_is_current_{};
};

}  // namespace genostrat
