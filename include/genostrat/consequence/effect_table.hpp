// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/csq.hpp>
#include <genostrat/consequence/row_variant.hpp>
#include <genostrat/consequence/structural.hpp>

// Effects outside VCF: Ensembl VEP's table (--tab) and its JSON, one object a line.
namespace genostrat::consequence {

enum class EffectFormat : std::uint8_t {
    tab,
    json,
    bcsq  ///< the table of `bcftools csq -O t`, see bcsq_table.hpp
};

/// VEP's default columns of --tab behind Uploaded_variation and Location.
[[nodiscard]] std::vector<CsqField> default_tab_fields();

/// What a column holds, for people.
[[nodiscard]] std::string_view field_meaning(CsqField field) noexcept;

/// A VCF row as text.
struct EffectRow {
    std::string_view contig{};
    std::int64_t pos{};  ///< 0-based
    std::string_view id{};
    std::string_view ref{};
    std::span<const std::string_view> alts{};
    std::span<const StructuralAllele> structural{};  ///< its symbolic alleles and breakends
    std::string_view line{};  ///< the whole row, for JSON's `input`; not printed where empty
};

/// Writes the CSQ of rows as lines. Keeps scratch memory: one a thread.
class EffectTable {
public:
    /// @param assembly  name of the genome (`GRCh38`) for JSON; not printed where empty
    EffectTable(std::vector<CsqField> fields, EffectFormat format, std::string assembly = {});

    /// The line with the columns' names; empty for JSON.
    /// @param provenance  what made the table, one line each: printed in front, behind `## `, with
    ///                    what each column means; none of it where this is empty
    [[nodiscard]] std::string header(std::span<const std::string> provenance = {}) const;

    /// Appends one line an effect, or one object for the row; nothing for a row without effects.
    /// @param csq  the value of INFO/CSQ
    void append(const EffectRow& row, std::string_view csq, std::string& out);

private:
    void describe(const EffectRow& row);
    void describe_alleles(const EffectRow& row);
    void describe_structural(const EffectRow& row);
    void append_tab(std::string_view csq, std::string& out) const;
    void append_json(const EffectRow& row, std::string_view csq, std::string& out) const;
    void append_json_effect(
        std::span<const std::string_view> values, std::string_view kind, std::string& out) const;

    std::vector<CsqField> fields_;
    EffectFormat format_;
    std::string assembly_;
    RowSplitter splitter_;
    // Of the row: VEP's name for it, place and alleles.
    std::string name_;
    std::string location_;
    std::string alleles_;
    std::int64_t start_{};
    std::int64_t end_{};
};

}  // namespace genostrat::consequence
