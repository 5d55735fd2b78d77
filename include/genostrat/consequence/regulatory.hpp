// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/terms.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::consequence {

/// A regulatory feature, as a user's file has it.
struct RegulatoryFeature {
    Interval span{};
    std::string id{};
    std::string type{};  ///< `promoter`, `enhancer`, …: printed as BIOTYPE
};

/// Regulatory features by place.
class RegulatoryFeatures {
public:
    /// Reads BED (name: the fourth column; type: the fifth, where it is no number, else
    /// `regulatory_region`) or GFF3 (id: ID without a prefix; type: column 3); which of the two is
    /// told by the file's name, without `.gz`: `.gff`, `.gff3`, else BED.
    /// @throws Error{bad_data} with the line for what is neither; as io::LineReader
    [[nodiscard]] static RegulatoryFeatures read(const std::string& path);

    /// Adds a feature of a contig; found after sort().
    void add(std::string_view contig, RegulatoryFeature feature);
    void sort();

    /// The contig by its name or an alias; unknown_contig if there is no feature on it.
    [[nodiscard]] ContigId find_contig(std::string_view name) const noexcept {
        return contigs_.find_alias(name);
    }

    /// Features that a stretch touches, by position. An insertion (an empty stretch) touches those
    /// that hold both its neighbours, as in VEP.
    /// @param found  is filled (cleared before); valid as long as this object
    void find(ContigId contig, Interval where, std::vector<const RegulatoryFeature*>& found) const;

    [[nodiscard]] std::size_t size() const noexcept;

    /// Name of the file, printed as SOURCE.
    [[nodiscard]] const std::string& source() const noexcept { return source_; }

private:
    struct Contig {
        std::vector<RegulatoryFeature> features{};  // by begin
        std::vector<std::int64_t> farthest{};       // largest end up to and with each
    };

    Contigs contigs_;
    std::vector<Contig> by_contig_;
    std::string source_;
};

/// What happens to the number of copies of a stretch.
enum class CopyChange : std::uint8_t { none, loss, gain };

/// VEP's term: regulatory_region_ablation (or _amplification) where the whole feature is lost (or
/// gained), else regulatory_region_variant.
[[nodiscard]] Term
regulatory_term(const RegulatoryFeature& feature, Interval where, CopyChange change) noexcept;

}  // namespace genostrat::consequence
