// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/definition.hpp>
#include <genostrat/pgx/gene_model.hpp>
#include <genostrat/pgx/guideline.hpp>
#include <genostrat/pgx/message.hpp>
#include <genostrat/pgx/phenotype.hpp>

namespace genostrat::pgx {

/// All that is known of one gene that is called from variants.
struct Gene {
    GeneModel model{};
    std::optional<Exemption> exemption{};

    [[nodiscard]] const std::string& name() const noexcept { return model.definition.gene; }
};

/// PharmCAT-format data, read once: definitions, phenotypes and guidance. Shared, read-only.
struct Bundle {
    std::vector<Gene> genes{};  ///< in order of names
    std::vector<PhenotypeTable> phenotypes{};
    std::vector<Guideline> guidelines{};
    std::vector<Message> messages{};
    std::string version{};  ///< of the definitions: one, or the oldest and the newest
    std::string digest{};   ///< SHA-256 of all files read, shortened to 16 characters

    [[nodiscard]] const Gene* find_gene(std::string_view name) const noexcept;
    [[nodiscard]] const PhenotypeTable* find_phenotypes(std::string_view gene) const noexcept;
};

/// What of a data directory is read.
struct BundleOptions {
    /// Definition files to read instead of the directory's: a folder or one file.
    std::filesystem::path definitions{};
    bool call_cyp2d6{};  ///< CYP2D6 needs copy numbers: left out unless asked for
    bool with_guidance{};
    /// Publishers whose guidelines are read (`CPIC`, `DPWG`); empty: all. They differ in licence.
    std::vector<std::string> sources{};
    /// Folder of compiled data, filled as needed: JSON of the same content is parsed once. Files
    /// whose path, inode, size, modification and change times (ctime) are those of a former run are
    /// not read again either; changes in the last two seconds are never taken for none. Empty:
    /// nothing is kept, all is read.
    std::filesystem::path cache{};
};

/// Where compiled data are kept by default: `$GENOSTRAT_CACHE`, else `genostrat` in
/// `$XDG_CACHE_HOME` or `~/.cache`; empty if none of these is set.
[[nodiscard]] std::filesystem::path default_cache_folder();

/// Reads a data directory: `definitions/*_translation.json` and `exemptions.json`,
/// `phenotypes/*.json`, `guidance*/`, `messages.json`; or PharmCAT's own names
/// (`definition/alleles`, `phenotype`, `reporter`).
/// @throws Error{usage} if a source is asked for that has no guideline here,
///         Error{missing_input} if there are no definitions, Error{bad_data} and
///         Error{unsupported} as the parsers do
[[nodiscard]] std::shared_ptr<const Bundle>
load_bundle(const std::filesystem::path& directory, const BundleOptions& options = {});

}  // namespace genostrat::pgx
