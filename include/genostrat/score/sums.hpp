// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <genostrat/score/code_lists.hpp>
#include <genostrat/score/imputed_kernel.hpp>
#include <genostrat/score/sum_kernel.hpp>
#include <genostrat/score/whole_kernel.hpp>

namespace genostrat::score {

/// What one column of genotypes adds to a run of neighbouring scores: weight x value.
struct Term {
    std::uint32_t first_score{};
    std::span<const double> weights{};  ///< NaN where a score has no part; lives until `flush`
    CodeValues codes{};                 ///< what 0, 1, 2 copies and a missing genotype count
};

/// Runs `work(0)` … `work(n - 1)`, in any order, possibly on several threads.
using ForEach = std::function<void(std::size_t n, const std::function<void(std::size_t)>& work)>;

/// Sums of weighed genotypes, shape [n_samples x n_scores], exact to a double's last digits.
///
/// Columns are gathered in blocks and summed a block at a time, tile of scores by tile of scores.
/// Weights that are short decimals are summed as whole numbers, others as pairs of doubles. Each
/// (sample, score) is summed by one thread in the order in which columns came, so the bytes of the
/// result depend on the columns only. Memory: 24 bytes a (sample, score), and up to 300 bytes a
/// sample for the block.
class ScoreSums {
public:
    ScoreSums(std::size_t n_samples, std::size_t n_scores);

    /// Adds a column of codes, which is copied.
    /// @param words   packed codes, words_of_codes(n_samples)
    /// @param counts  how many samples have each code
    /// @param terms   the scores it adds to
    void add_codes(
        std::span<const std::uint64_t> words,
        const std::array<std::int64_t, 4>& counts,
        std::span<const Term> terms);

    /// Adds values that do not fit codes, already transformed: weight x values[sample].
    void add_values(
        std::span<const double> values, std::uint32_t first_score, std::span<const double> weights);

    /// Sums up what is gathered. Needed before `sum`; called whenever a block is full.
    void flush();

    /// How to spread the work of `flush`; one after the other if not set.
    void use(ForEach for_each) { for_each_ = std::move(for_each); }

    /// @pre nothing is gathered that `flush` has not summed
    [[nodiscard]] double sum(std::size_t sample, std::size_t score) const noexcept;

    [[nodiscard]] std::size_t n_samples() const noexcept { return n_samples_; }

    [[nodiscard]] std::size_t n_scores() const noexcept { return n_scores_; }

private:
    /// A column of the block: its codes are changed so that the commonest is 0.
    struct Column {
        std::size_t commonest{};
        std::int64_t n_carriers{};  // samples of another code
        bool is_imputed{};          // missing genotypes count their mean in some score
    };

    struct Gathered {
        std::size_t column{};
        Term term{};
    };

    /// What a tile's scores sum up in whole numbers of 10^-places.
    struct WholeTile {
        int places{};
        std::int64_t bound{};  // of every sum
        std::array<std::int64_t, tile_width> base{};
        std::vector<std::int64_t> totals{};  // [n_samples][width]; empty until needed
    };

    struct TileColumns;
    struct TileRows;
    struct PlainTile;
    class TileLists;

    void list_block();
    void sum_tile(std::size_t tile);
    void sum_single(std::size_t tile);
    void sum_plain(std::size_t tile);
    void sum_listed(std::size_t tile, const WholeRows& rows, const CodeLists& lists);
    void sum_single(std::size_t tile, const WholeRows& rows, std::span<const std::size_t> columns);
    template <typename Sum, typename ValueOf>
    [[nodiscard]] std::vector<Sum>
    single_sums(std::span<const std::size_t> columns, ValueOf value_of) const;
    WholeTile& make_room(std::size_t tile, const WholeRows& rows);
    void leave_whole(std::size_t tile);
    [[nodiscard]] TileColumns columns_of(std::size_t tile);
    [[nodiscard]] TileRows rows_of(const TileColumns& columns) const;
    [[nodiscard]] bool is_plain(std::size_t tile) const noexcept;
    void add_imputed(std::size_t tile, const PlainTile& plain);
    [[nodiscard]] PlainTile plain_of(std::size_t tile) const;
    [[nodiscard]] TileRows plain_rows_of(std::size_t tile, const PlainTile& plain);
    [[nodiscard]] std::span<const std::uint64_t> words_of(std::size_t column) const noexcept;
    [[nodiscard]] std::uint8_t code_of_missing(std::size_t column) const noexcept;
    [[nodiscard]] std::span<double> totals_of(std::size_t tile) noexcept;

    std::size_t n_samples_;
    std::size_t n_words_;
    std::size_t n_scores_;
    std::size_t width_;  // of a tile: 1 or tile_width
    std::size_t n_tiles_;
    std::vector<double> totals_;   // [n_tiles][n_samples][2][width]: high parts, low parts
    std::vector<ExactSum> bases_;  // [n_tiles * tile_width]: what counts for all samples
    std::vector<WholeTile> whole_tiles_;
    std::vector<std::uint64_t> words_;
    std::vector<Column> columns_;
    std::vector<Gathered> terms_;
    std::vector<std::vector<std::uint32_t>> terms_of_tile_;  // indices in terms_
    ListedCodes codes_;    // of the whole block, shared by dense tiles
    ListedCodes missing_;  // columns in which a sample is missing, where imputed
    std::size_t n_imputed_columns_{};
    ForEach for_each_;
};

}  // namespace genostrat::score
