// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace genostrat::pgx {

/// A position of a gene at which its named alleles are told apart.
struct Locus {
    std::string contig{};             ///< as the definition spells it: `chr10`
    std::int64_t pos0{-1};            ///< 0-based POS of the left-aligned, anchored VCF record
    std::string rsid{};               ///< empty if it has none
    std::string ref{};                ///< REF of that record
    std::vector<std::string> alts{};  ///< documented ALT alleles
    std::vector<std::string> hgvs{};  ///< `g.94761900C>T`, one an ALT; may be shorter than `alts`
};

/// A row of a gene's table of alleles: one cell a locus, an allele, an IUPAC code for several
/// bases, or nothing where the named allele does not define the locus. Holds only what is defined:
/// that is a few cells of hundreds, except in the reference row.
class AlleleCells {
public:
    /// A cell and the locus that it is of.
    using Defined = std::pair<std::uint16_t, std::string>;

    AlleleCells() = default;

    AlleleCells(std::initializer_list<std::optional<std::string>> cells) {
        for (const auto& cell : cells)
            emplace_back(cell);
    }

    /// @param defined  in order of loci, which are below `n_loci`
    AlleleCells(std::size_t n_loci, std::vector<Defined> defined)
        : size_(n_loci), defined_(std::move(defined)) {}

    void emplace_back(std::optional<std::string> cell = std::nullopt) {
        if (cell)
            defined_.emplace_back(static_cast<std::uint16_t>(size_), *std::move(cell));
        ++size_;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// The cell of a locus; null where the locus is not defined. Valid until a cell is added.
    [[nodiscard]] const std::string* operator[](std::size_t locus) const noexcept;

    [[nodiscard]] const std::vector<Defined>& defined() const noexcept { return defined_; }

    friend bool operator==(const AlleleCells&, const AlleleCells&) = default;

private:
    std::size_t size_{};
    std::vector<Defined> defined_{};
};

/// A named (star) allele: what it has at each locus of its gene.
struct NamedAllele {
    std::string name{};
    std::string id{};
    bool is_reference{};
    AlleleCells cells{};
};

/// The alleles of one gene, as a PharmCAT `GENE_translation.json` (format 2) defines them.
struct GeneDefinition {
    std::string gene{};
    std::string contig{};
    std::string genome_build{};
    std::string version{};
    std::vector<Locus> loci{};
    std::vector<NamedAllele> alleles{};  ///< exactly one is the reference
    std::vector<std::pair<std::string, std::string>> suballeles{};  ///< name -> name to report
};

/// If all of `diplotypes` are possible for unphased data, only `pick` is reported.
struct DiplotypePriority {
    std::vector<std::string> diplotypes{};
    std::string pick{};
};

/// What `exemptions.json` says about one gene.
struct Exemption {
    std::string gene{};
    std::vector<std::int64_t> required_pos0{};  ///< no call where one of these is missing
    std::vector<Locus> extra_loci{};            ///< read and reported, not part of any allele
    std::vector<DiplotypePriority> priorities{};
};

/// Reads the JSON text of a definition. `file` stands in error messages.
/// @throws Error{bad_data} on text that is not JSON, lacks a field, has one of another type, or
///         contradicts itself (cells of another length, no or two reference alleles);
///         Error{unsupported} for another format version or a genome build other than GRCh38
[[nodiscard]] GeneDefinition parse_definition(std::string_view json, const std::string& file);

/// Reads the JSON text of `exemptions.json`. Errors as `parse_definition`.
[[nodiscard]] std::vector<Exemption>
parse_exemptions(std::string_view json, const std::string& file);

/// The whole of a file.
/// @throws Error{missing_input} if it is not there, Error{system} if it cannot be read
[[nodiscard]] std::string read_text_file(const std::filesystem::path& path);

}  // namespace genostrat::pgx
