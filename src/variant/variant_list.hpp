// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/io/line_reader.hpp>

// The tables beside PLINK's genotypes: variants (.pvar, .bim) and samples (.psam, .fam).
namespace genostrat::detail {

/// One line of a .pvar or .bim; views into the line.
struct ListedVariant {
    std::string_view contig{};
    std::int64_t pos{-1};  ///< 0-based
    std::string_view id{"."};
    std::string_view ref{};
    std::string_view alts{};  ///< separated by commas; `.` for none
    std::string_view qual{"."};
    std::string_view filter{"."};
    std::string_view info{"."};

    [[nodiscard]] std::size_t n_alts() const noexcept;
};

/// Reads a .pvar (a VCF without samples is one) or .bim, plain or compressed, line by line.
class VariantList {
public:
    /// Reads the header. @throws as io::LineReader; Error{bad_data} where a column is missing
    explicit VariantList(const std::string& path);

    /// The next line, or false at the end; valid until the next call.
    [[nodiscard]] bool next(std::string_view& line);

    /// The columns of a line. Safe to call from many threads.
    /// @throws Error{bad_data} without a place: too few columns, a position that is no number
    [[nodiscard]] ListedVariant parse(std::string_view line) const;

    /// Meta lines (`##…`) of a .pvar.
    [[nodiscard]] const std::vector<std::string>& meta_lines() const noexcept { return meta_; }

    [[nodiscard]] Where where() const { return lines_.where(); }

private:
    /// What a column holds; the names of a .pvar in their order.
    enum Role : std::uint8_t { contig, pos, id, ref, alt, qual, filter, info, other };

    void find_columns(std::string_view header);

    io::LineReader lines_;
    std::vector<std::string> meta_;
    std::vector<Role> roles_;  // of the columns, up to the last one that is read
    std::size_t n_needed_{};   // columns of a line
    std::string first_;        // the first line, where there is no header
    bool has_first_{};
};

/// What has to be known before the first genotype is read.
struct VariantSummary {
    Contigs contigs{};  ///< in the order in which they come
    std::int64_t n_variants{};
    bool has_info{};
};

/// Reads the whole list once.
[[nodiscard]] VariantSummary summarise_variants(const std::string& path);

/// Sample ids of a .psam (column IID), a .fam (second column) or a BGEN's .sample (ID_2, or ID_1).
/// @throws as io::LineReader; Error{bad_data} where a line has too few columns or no id is there
[[nodiscard]] std::vector<std::string> read_sample_ids(const std::string& path);

}  // namespace genostrat::detail
