// SPDX-License-Identifier: MIT
#pragma once

#include "score/id_index.hpp"
#include "score/row_sorter.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <genostrat/core/text.hpp>
#include <genostrat/io/container.hpp>
#include <genostrat/io/scratch_file.hpp>
#include <genostrat/score/weights.hpp>

namespace genostrat::score {

/// The parts of a WeightTable: spans over its own vectors, or over a mapped file.
struct WeightTable::Impl {
    std::vector<ScoreSummary> scores{};
    Contigs contigs{};
    std::vector<std::string> alleles{""};

    std::span<const WeightRow> rows{};
    std::span<const double> weights{};
    std::string_view ids{};  // each with a zero byte behind it; the first is empty
    std::size_t n_placed{};  // rows with a position, which come first
    IdIndex by_id{};

    std::vector<WeightRow> own_rows{};
    std::vector<double> own_weights{};
    std::string own_ids{};
    // What came before these, where it would fill the memory: of all three or of none at last.
    RowSorter spilled_rows{};
    io::ScratchFile spilled{};
    io::ScratchFile spilled_ids{};
    std::unique_ptr<io::Container> file{};

    /// True if rows, weights and ids lie in mapped files.
    [[nodiscard]] bool is_mapped() const noexcept { return file != nullptr || spilled.size() > 0; }

    /// Gives back the memory of all pages that were touched, where they lie in mapped files.
    void release_pages() const noexcept;

    [[nodiscard]] std::size_t n_spilled() const noexcept { return spilled.size() / sizeof(double); }

    /// Rows take as much as so many weights at most.
    [[nodiscard]] static std::size_t rows_in_memory(std::size_t n_weights) noexcept {
        return n_weights * sizeof(double) / sizeof(WeightRow);
    }

    /// Moves what takes more than so many weights would out of memory. Call between rows.
    void spill_beyond(std::size_t most_in_memory);

    /// Sorts the rows and points the spans at the own vectors, or at what was spilled.
    void use_own();
    void index_ids();
};

/// Reads a packed file into an empty state; writes one.
void read_packed_weights(const std::string& path, WeightTable::Impl& state);
void write_packed_weights(const std::string& path, const WeightTable::Impl& state);
[[nodiscard]] bool is_packed_weights(const std::string& path);

/// Adds the rows of one scoring file; `finish_weights` sorts them.
void add_scoring_file(
    const std::string& path, const WeightOptions& options, WeightTable::Impl& state);
void finish_weights(const WeightOptions& options, WeightTable::Impl& state);

}  // namespace genostrat::score
