// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <genostrat/score/sums.hpp>

namespace genostrat::score {

namespace {

constexpr std::size_t few_scores = 3;  // below, tiles of one score cost less than tiles of eight
/// Columns in which one sample of so many carries an allele are looked up for all samples at once.
constexpr std::int64_t samples_per_carrier = 5;
/// A tile that imputes less than one of so many of the block's columns adds them one by one.
constexpr std::size_t columns_per_imputed = 4;

template <typename Visit>
void visit_codes(std::span<const std::uint64_t> words, std::size_t column, Visit visit) {
    for_each_code(
        words, [&](std::size_t sample, std::uint8_t code) { visit(sample, (column << 2) | code); });
}

bool is_imputed(const CodeValues& codes) noexcept {
    return codes.missing_low != 0.0 || !is_exact_factor(codes.value[missing_code]);
}

/// True if codes count whole copies, but for missing genotypes, unless most are missing.
bool counts_copies(const CodeValues& codes, std::size_t commonest) noexcept {
    return std::all_of(codes.value.begin(), codes.value.begin() + missing_code, is_exact_factor) &&
           (commonest != missing_code || !is_imputed(codes));
}

}  // namespace

/// The columns of a block that a tile's scores use, and what their codes count.
struct ScoreSums::TileColumns {
    std::vector<std::size_t> columns{};
    std::vector<ColumnValues> values{};
    std::array<double, tile_width> units{};
};

/// The rows of a tile's tables.
struct ScoreSums::TileRows {
    explicit TileRows(std::size_t n_columns)
        : n_cells{n_columns * row_size}, high{std::make_unique_for_overwrite<double[]>(n_cells)},
          low{std::make_unique_for_overwrite<float[]>(n_cells)} {}

    static constexpr std::size_t row_size = 4 * tile_width;  // of a column

    [[nodiscard]] TileTables tables() const noexcept {
        return {{high.get(), n_cells}, {low.get(), n_cells}, units};
    }

    std::size_t n_cells;
    std::unique_ptr<double[]> high;
    std::unique_ptr<float[]> low;
    std::array<double, tile_width> units{};
};

/// The columns of a block that a tile uses, all of which count whole copies.
struct ScoreSums::PlainTile {
    /// A column whose missing genotypes count something else.
    struct Imputed {
        std::size_t at{};  // in `columns`
        double value{};
        double low{};
    };

    std::vector<std::size_t> columns{};
    std::vector<PlainColumn> weighed{};
    std::vector<Imputed> imputed{};
};

/// The codes of the columns that a tile uses: those of the whole block, or lists of its own.
class ScoreSums::TileLists {
public:
    TileLists(const ScoreSums& sums, std::span<const std::size_t> columns)
        : lists_{sums.codes_.lists()} {
        if (columns.size() == sums.columns_.size())
            return;
        own_.list(columns.size(), sums.n_samples_, [&](std::size_t at, auto visit) {
            visit_codes(sums.words_of(columns[at]), at, visit);
        });
        lists_ = own_.lists();
    }

    [[nodiscard]] const CodeLists& lists() const noexcept { return lists_; }

private:
    ListedCodes own_;
    CodeLists lists_;
};

ScoreSums::ScoreSums(std::size_t n_samples, std::size_t n_scores)
    : n_samples_{n_samples}, n_words_{words_of_codes(n_samples)}, n_scores_{n_scores},
      width_{n_scores <= few_scores ? 1 : tile_width}, n_tiles_{(n_scores + width_ - 1) / width_},
      totals_(n_tiles_ * n_samples * 2 * width_), bases_(n_tiles_ * tile_width),
      whole_tiles_(n_tiles_), terms_of_tile_(n_tiles_) {
}

std::span<const std::uint64_t> ScoreSums::words_of(std::size_t column) const noexcept {
    return std::span{words_}.subspan(column * n_words_, n_words_);
}

std::uint8_t ScoreSums::code_of_missing(std::size_t column) const noexcept {
    return static_cast<std::uint8_t>(missing_code ^ columns_[column].commonest);
}

std::span<double> ScoreSums::totals_of(std::size_t tile) noexcept {
    return std::span{totals_}.subspan(tile * n_samples_ * 2 * width_, n_samples_ * 2 * width_);
}

void ScoreSums::add_codes(
    std::span<const std::uint64_t> words,
    const std::array<std::int64_t, 4>& counts,
    std::span<const Term> terms) {
    if (columns_.size() == columns_per_block)
        flush();
    // The commonest code becomes 0 and adds nothing; what it counts is added once for all samples.
    const auto commonest =
        static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
    const std::uint64_t change = commonest * low_bits_of_codes;
    words_.resize((columns_.size() + 1) * n_words_);
    std::uint64_t* const own = words_.data() + columns_.size() * n_words_;
    for (std::size_t at = 0; at < n_words_; ++at)
        own[at] = words[at] ^ change;
    if (n_words_ > 0)
        own[n_words_ - 1] &= sample_bits(n_words_ - 1, n_samples_);
    bool is_any_imputed = false;
    for (const Term& term : terms) {
        const auto index = static_cast<std::uint32_t>(terms_.size());
        terms_.push_back({.column = columns_.size(), .term = term});
        if (counts[missing_code] == 0) {  // what nobody has need not be weighed
            terms_.back().term.codes.value[missing_code] = 0.0;
            terms_.back().term.codes.missing_low = 0.0;
        }
        is_any_imputed =
            is_any_imputed || (commonest != missing_code && is_imputed(terms_.back().term.codes));
        const std::size_t last = term.first_score + term.weights.size();
        for (std::size_t tile = term.first_score / width_; tile * width_ < last; ++tile)
            terms_of_tile_[tile].push_back(index);
    }
    columns_.push_back(
        {.commonest = commonest,
         .n_carriers = static_cast<std::int64_t>(n_samples_) - counts[commonest],
         .is_imputed = is_any_imputed});
    n_imputed_columns_ += is_any_imputed ? 1 : 0;
}

void ScoreSums::add_values(
    std::span<const double> values, std::uint32_t first_score, std::span<const double> weights) {
    std::array<double, tile_width> own{};
    const std::size_t last = first_score + weights.size();
    for (std::size_t tile = first_score / width_; tile * width_ < last; ++tile) {
        for (std::size_t lane = 0; lane < width_; ++lane) {
            const std::size_t score = tile * width_ + lane;
            const bool is_in = score >= first_score && score < last;
            const double weight = is_in ? weights[score - first_score] : 0.0;
            own[lane] = std::isnan(weight) ? 0.0 : weight;
        }
        score::add_values(values, std::span{own}.first(width_), totals_of(tile));
    }
}

void ScoreSums::flush() {
    if (columns_.empty())
        return;
    if (width_ == tile_width)
        list_block();
    const auto work = [this](std::size_t tile) { sum_tile(tile); };
    if (for_each_ && n_tiles_ > 1)
        for_each_(n_tiles_, work);
    else
        for (std::size_t tile = 0; tile < n_tiles_; ++tile)
            work(tile);
    words_.clear();
    columns_.clear();
    terms_.clear();
    n_imputed_columns_ = 0;
    for (std::vector<std::uint32_t>& terms : terms_of_tile_)
        terms.clear();
}

void ScoreSums::list_block() {
    codes_.list(columns_.size(), n_samples_, [this](std::size_t column, auto visit) {
        visit_codes(words_of(column), column, visit);
    });
    if (n_imputed_columns_ == 0)
        return;
    missing_.list(columns_.size(), n_samples_, [this](std::size_t column, auto visit) {
        if (columns_[column].is_imputed)
            for_each_of_code(words_of(column), code_of_missing(column), [&](std::size_t sample) {
                visit(sample, column);
            });
    });
}

ScoreSums::TileColumns ScoreSums::columns_of(std::size_t tile) {
    const std::size_t first = tile * width_;
    const std::size_t last = std::min(first + width_, n_scores_);
    TileColumns out;
    for (const std::uint32_t index : terms_of_tile_[tile]) {
        const auto& [column, term] = terms_[index];
        const std::size_t begin = std::max<std::size_t>(first, term.first_score);
        const std::size_t end = std::min(last, term.first_score + term.weights.size());
        if (out.columns.empty() || out.columns.back() != column) {
            out.columns.push_back(column);
            out.values.emplace_back();
        }
        weigh_codes(
            term.weights.subspan(begin - term.first_score, end - begin),
            term.codes,
            columns_[column].commonest,
            begin - first,
            out.values.back(),
            std::span{bases_}.subspan(tile * tile_width, tile_width));
    }
    cut_to_units(out.values, out.units);
    return out;
}

void ScoreSums::sum_tile(std::size_t tile) {
    if (terms_of_tile_[tile].empty())
        return;
    if (is_plain(tile)) {
        sum_plain(tile);
    } else if (width_ == 1) {
        sum_single(tile);
    } else {
        const TileColumns columns = columns_of(tile);
        const TileLists lists{*this, columns.columns};
        add_listed(lists.lists(), rows_of(columns).tables(), totals_of(tile));
    }
}

void ScoreSums::sum_plain(std::size_t tile) {
    const PlainTile plain = plain_of(tile);
    const auto rows = whole_rows(plain.weighed, whole_tiles_[tile].places);
    if (width_ == 1 && !rows) {
        sum_single(tile);
        return;
    }
    add_imputed(tile, plain);
    if (width_ == 1) {
        sum_single(tile, *rows, plain.columns);
        return;
    }
    const TileLists lists{*this, plain.columns};
    if (rows)
        sum_listed(tile, *rows, lists.lists());
    else
        add_listed(lists.lists(), plain_rows_of(tile, plain).tables(), totals_of(tile));
}

void ScoreSums::add_imputed(std::size_t tile, const PlainTile& plain) {
    const bool takes_lists = width_ == tile_width && !plain.imputed.empty() &&
                             plain.imputed.size() * columns_per_imputed >= n_imputed_columns_;
    std::vector<ImputedRow> rows(takes_lists ? columns_.size() : 0);
    for (const PlainTile::Imputed& imputed : plain.imputed) {
        const std::size_t column = plain.columns[imputed.at];
        const ImputedRow row =
            imputed_row(plain.weighed[imputed.at].weights, imputed.value, imputed.low);
        if (takes_lists)
            rows[column] = row;
        else
            score::add_imputed(
                words_of(column), code_of_missing(column), row, width_, totals_of(tile));
    }
    if (takes_lists)
        score::add_imputed(missing_.lists(), rows, totals_of(tile));
}

/// The tile's whole numbers, made ready to gain a block's, whose base is added here.
ScoreSums::WholeTile& ScoreSums::make_room(std::size_t tile, const WholeRows& rows) {
    constexpr std::int64_t greatest_bound = std::int64_t{1} << 62;
    WholeTile& whole = whole_tiles_[tile];
    if (whole.places != rows.places || whole.bound > greatest_bound - rows.bound)
        leave_whole(tile);
    whole.places = rows.places;
    whole.bound += rows.bound;
    whole.totals.resize(n_samples_ * width_);
    for (std::size_t lane = 0; lane < tile_width; ++lane)
        whole.base[lane] += rows.base[lane];
    return whole;
}

void ScoreSums::sum_listed(std::size_t tile, const WholeRows& rows, const CodeLists& lists) {
    WholeTile& whole = make_room(tile, rows);
    if (!rows.narrow.empty())
        add_listed(lists, rows.narrow, whole.totals);
    else
        add_listed(lists, rows.wide, whole.totals);
}

/// Moves what is summed in whole numbers to the doubles.
void ScoreSums::leave_whole(std::size_t tile) {
    WholeTile& whole = whole_tiles_[tile];
    const std::span<double> totals = totals_of(tile);
    for (std::size_t cell = 0; cell < whole.totals.size(); ++cell) {
        double* const own = totals.data() + cell / width_ * 2 * width_ + cell % width_;
        const ExactSum moved = decimal_value(whole.totals[cell], whole.places);
        ExactSum total{own[0], own[width_] + moved.low};
        total.add(moved.high);
        own[0] = total.high;
        own[width_] = total.low;
        whole.totals[cell] = 0;
    }
    for (std::size_t lane = 0; lane < tile_width; ++lane) {
        const ExactSum moved = decimal_value(whole.base[lane], whole.places);
        ExactSum& base = bases_[tile * tile_width + lane];
        base.add(moved.high);
        base.low += moved.low;
        whole.base[lane] = 0;
    }
    whole.bound = 0;
}

/// True if every column of the tile has one term, whose codes count whole copies; missing genotypes
/// may count their mean.
bool ScoreSums::is_plain(std::size_t tile) const noexcept {
    std::size_t last = columns_.size();
    return std::ranges::all_of(terms_of_tile_[tile], [&](std::uint32_t index) {
        const auto& [column, term] = terms_[index];
        return std::exchange(last, column) != column &&
               counts_copies(term.codes, columns_[column].commonest);
    });
}

ScoreSums::PlainTile ScoreSums::plain_of(std::size_t tile) const {
    const std::size_t first = tile * width_;
    const std::size_t last = std::min(first + width_, n_scores_);
    PlainTile out;
    out.columns.reserve(terms_of_tile_[tile].size());
    out.weighed.reserve(terms_of_tile_[tile].size());
    for (const std::uint32_t index : terms_of_tile_[tile]) {
        const auto& [column, term] = terms_[index];
        const std::size_t commonest = columns_[column].commonest;
        PlainColumn& own = out.weighed.emplace_back();
        own.common = term.codes.value[commonest];
        for (std::size_t code = 0; code < 4; ++code)
            own.factors[code ^ commonest] = term.codes.value[code] - own.common;
        if (is_imputed(term.codes)) {
            own.factors[missing_code ^ commonest] = -own.common;
            out.imputed.push_back(
                {out.columns.size(), term.codes.value[missing_code], term.codes.missing_low});
        }
        const std::size_t begin = std::max<std::size_t>(first, term.first_score);
        const std::size_t end = std::min(last, term.first_score + term.weights.size());
        for (std::size_t score = begin; score < end; ++score) {
            const double weight = term.weights[score - term.first_score];
            own.weights[score - first] = std::isnan(weight) ? 0.0 : weight;
        }
        out.columns.push_back(column);
    }
    return out;
}

ScoreSums::TileRows ScoreSums::plain_rows_of(std::size_t tile, const PlainTile& plain) {
    for (const PlainColumn& column : plain.weighed)
        for (std::size_t lane = 0; lane < tile_width && column.common != 0.0; ++lane)
            bases_[tile * tile_width + lane].add(column.weights[lane] * column.common);
    TileRows out{plain.weighed.size()};
    weigh_plain(
        plain.weighed, {out.high.get(), out.n_cells}, {out.low.get(), out.n_cells}, out.units);
    return out;
}

/// What a block's columns count in one score, sample by sample (see `shuffled`).
/// @param value_of  (index of a column in `columns`, code) -> Sum
template <typename Sum, typename ValueOf>
std::vector<Sum>
ScoreSums::single_sums(std::span<const std::size_t> columns, ValueOf value_of) const {
    std::vector<Sum> sums(n_words_ * codes_per_word);
    std::vector<Sum> table(codes_per_group);
    std::array<std::size_t, columns_per_group> group{};
    std::size_t n_in_group = 0;
    const auto add_gathered = [&] {
        std::array<std::span<const std::uint64_t>, columns_per_group> words;
        for (std::size_t code = 0; code < codes_per_group; ++code) {
            table[code] = {};
            for (std::size_t at = 0; at < n_in_group; ++at)
                table[code] += value_of(group[at], code >> (2 * at) & 3U);
        }
        // A group that is not full repeats a column, whose code there counts nothing.
        for (std::size_t at = 0; at < columns_per_group; ++at)
            words[at] = words_of(columns[group[at < n_in_group ? at : 0]]);
        add_group<Sum>(words, table, sums);
        n_in_group = 0;
    };
    for (std::size_t at = 0; at < columns.size(); ++at) {
        if (columns_[columns[at]].n_carriers * samples_per_carrier <
            static_cast<std::int64_t>(n_samples_)) {
            const std::array<Sum, 4> values{
                Sum{}, value_of(at, 1), value_of(at, 2), value_of(at, 3)};
            add_carriers<Sum>(words_of(columns[at]), values, sums);
            continue;
        }
        group[n_in_group++] = at;
        if (n_in_group == columns_per_group)
            add_gathered();
    }
    if (n_in_group > 0)
        add_gathered();
    return sums;
}

void ScoreSums::sum_single(std::size_t tile) {
    const TileColumns columns = columns_of(tile);
    const auto sums = single_sums<ExactSum>(columns.columns, [&](std::size_t at, std::size_t code) {
        const ColumnValues& values = columns.values[at];
        return ExactSum{values.high[code][0], values.low[code][0]};
    });
    const std::span<double> totals = totals_of(tile);
    for (std::size_t sample = 0; sample < n_samples_; ++sample) {
        const ExactSum& own = sums[shuffled(sample)];
        ExactSum total{totals[2 * sample], totals[2 * sample + 1]};
        total.add(own.high);
        totals[2 * sample] = total.high;
        totals[2 * sample + 1] = total.low + own.low;
    }
}

void ScoreSums::sum_single(
    std::size_t tile, const WholeRows& rows, std::span<const std::size_t> columns) {
    const auto sums =
        single_sums<std::int64_t>(columns, [&](std::size_t at, std::size_t code) -> std::int64_t {
            const std::size_t cell = (at * 4 + code) * tile_width;
            return rows.narrow.empty() ? rows.wide[cell] : rows.narrow[cell];
        });
    WholeTile& whole = make_room(tile, rows);
    for (std::size_t sample = 0; sample < n_samples_; ++sample)
        whole.totals[sample] += sums[shuffled(sample)];
}

ScoreSums::TileRows ScoreSums::rows_of(const TileColumns& columns) const {
    TileRows out{columns.columns.size()};
    out.units = columns.units;
    std::array<double, tile_width> per_unit{};
    for (std::size_t lane = 0; lane < tile_width; ++lane)
        per_unit[lane] = columns.units[lane] > 0.0 ? 1.0 / columns.units[lane] : 0.0;
    for (std::size_t at = 0; at < columns.columns.size(); ++at)
        for (std::size_t code = 1; code < 4; ++code)
            for (std::size_t lane = 0; lane < tile_width; ++lane) {
                const std::size_t cell = at * TileRows::row_size + code * tile_width + lane;
                out.high[cell] = columns.values[at].high[code][lane];
                out.low[cell] =
                    static_cast<float>(columns.values[at].low[code][lane] * per_unit[lane]);
            }
    return out;
}

double ScoreSums::sum(std::size_t sample, std::size_t score) const noexcept {
    const std::size_t tile = score / width_;
    const std::size_t lane = score % width_;
    const double* const own = totals_.data() + (tile * n_samples_ + sample) * 2 * width_;
    const ExactSum& base = bases_[tile * tile_width + lane];
    ExactSum total{own[lane], own[width_ + lane]};
    const auto add = [&total](const ExactSum& added) {
        total.add(added.high);
        total.low += added.low;
    };
    add(base);
    const WholeTile& whole = whole_tiles_[tile];
    if (!whole.totals.empty())
        add(decimal_value(whole.totals[sample * width_ + lane] + whole.base[lane], whole.places));
    return total.value();
}

}  // namespace genostrat::score
