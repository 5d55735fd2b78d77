// SPDX-License-Identifier: MIT
#pragma once

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
    TextMap<std::vector<std::uint32_t>> by_id{};

    std::vector<WeightRow> own_rows{};
    std::vector<double> own_weights{};  // those behind `spilled`
    io::ScratchFile spilled{};          // of so many weights that they would fill the memory
    std::string own_ids{};
    std::unique_ptr<io::Container> file{};

    [[nodiscard]] std::size_t n_spilled() const noexcept { return spilled.size() / sizeof(double); }

    /// Moves the own weights out of memory. Call between rows.
    void spill();

    /// Points the spans at the own vectors, or at the spilled weights.
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
