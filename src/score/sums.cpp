// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <genostrat/score/sums.hpp>

namespace genostrat::score {

namespace {

constexpr std::size_t columns_per_block = groups_per_block * columns_per_group;
constexpr std::size_t few_scores = 3;  // below, tiles of one score cost less than tiles of eight

std::size_t groups_of(std::size_t n_columns) {
    return (n_columns + columns_per_group - 1) / columns_per_group;
}

}  // namespace

/// The columns of a block that a tile's scores use, and what their codes count.
struct ScoreSums::TileColumns {
    std::vector<std::size_t> columns{};
    std::vector<double> values{};  // [n_groups][3][4][width]
    std::vector<double> base{};    // [width]: sum of what the commonest codes count
};

ScoreSums::ScoreSums(std::size_t n_samples, std::size_t n_scores)
    : n_samples_{n_samples}, n_scores_{n_scores}, width_{n_scores <= few_scores ? 1 : tile_width},
      n_tiles_{(n_scores + width_ - 1) / width_}, sums_(n_tiles_ * n_samples * width_),
      no_codes_(n_samples) {
}

std::span<const std::uint8_t> ScoreSums::codes_of(std::size_t column) const noexcept {
    return std::span{codes_}.subspan(column * n_samples_, n_samples_);
}

std::span<double> ScoreSums::sums_of(std::size_t tile) noexcept {
    return std::span{sums_}.subspan(tile * n_samples_ * width_, n_samples_ * width_);
}

void ScoreSums::add_codes(
    std::span<const std::uint8_t> codes,
    const std::array<std::int64_t, 4>& counts,
    std::span<const Term> terms) {
    if (n_columns_ == columns_per_block)
        flush();
    // The commonest code becomes 0 and adds nothing; what it counts is added once for all samples.
    const auto mode = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
    codes_.resize((n_columns_ + 1) * n_samples_);
    std::uint8_t* const own = codes_.data() + n_columns_ * n_samples_;
    for (std::size_t sample = 0; sample < n_samples_; ++sample)
        own[sample] = static_cast<std::uint8_t>(codes[sample] ^ mode);
    for (const Term& term : terms) {
        Gathered gathered{.column = n_columns_, .term = term, .base = term.value[mode]};
        for (std::size_t code = 0; code < gathered.term.value.size(); ++code)
            gathered.term.value[code] = term.value[code ^ mode] - gathered.base;
        terms_.push_back(gathered);
    }
    ++n_columns_;
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
        score::add_values(values, std::span{own}.first(width_), sums_of(tile));
    }
}

void ScoreSums::flush() {
    if (n_columns_ == 0)
        return;
    if (width_ == tile_width)
        list_all();
    const auto work = [this](std::size_t tile) { sum_tile(tile); };
    if (for_each_ && n_tiles_ > 1)
        for_each_(n_tiles_, work);
    else
        for (std::size_t tile = 0; tile < n_tiles_; ++tile)
            work(tile);
    codes_.clear();
    terms_.clear();
    n_columns_ = 0;
}

void ScoreSums::join_group(
    const std::vector<std::size_t>& columns,
    std::size_t group,
    std::span<std::uint8_t> joined) const {
    const auto codes = [&](std::size_t at) -> std::span<const std::uint8_t> {
        const std::size_t index = group * columns_per_group + at;
        return index < columns.size() ? codes_of(columns[index]) : no_codes_;
    };
    join_codes(codes(0), codes(1), codes(2), joined);
}

void ScoreSums::list_all() {
    std::vector<std::size_t> columns(n_columns_);
    for (std::size_t column = 0; column < n_columns_; ++column)
        columns[column] = column;
    const std::size_t n_groups = groups_of(n_columns_);
    std::vector<std::uint8_t> joined(n_groups * n_samples_);
    for (std::size_t group = 0; group < n_groups; ++group)
        join_group(columns, group, std::span{joined}.subspan(group * n_samples_, n_samples_));
    begins_.resize(n_samples_ + 1);
    entries_.resize(joined.size());
    list_codes(joined, begins_, entries_);
}

ScoreSums::TileColumns ScoreSums::columns_of(std::size_t tile) const {
    const std::size_t first = tile * width_;
    const std::size_t last = std::min(first + width_, n_scores_);
    TileColumns out;
    out.base.resize(width_);
    for (const Gathered& gathered : terms_) {
        const Term& term = gathered.term;
        const std::size_t begin = std::max<std::size_t>(first, term.first_score);
        const std::size_t end = std::min(last, term.first_score + term.weights.size());
        if (begin >= end)
            continue;
        if (out.columns.empty() || out.columns.back() != gathered.column) {
            out.columns.push_back(gathered.column);
            out.values.resize(groups_of(out.columns.size()) * columns_per_group * 4 * width_);
        }
        double* const values = out.values.data() + (out.columns.size() - 1) * 4 * width_;
        for (std::size_t score = begin; score < end; ++score) {
            const double weight = term.weights[score - term.first_score];
            if (std::isnan(weight))
                continue;
            for (std::size_t code = 0; code < 4; ++code)
                values[code * width_ + score - first] += weight * term.value[code];
            out.base[score - first] += weight * gathered.base;
        }
    }
    return out;
}

void ScoreSums::sum_tile(std::size_t tile) {
    const TileColumns columns = columns_of(tile);
    if (columns.columns.empty())
        return;
    const std::span<double> sums = sums_of(tile);
    if (width_ == 1)
        sum_single(columns, sums);
    else
        sum_listed(columns, sums);
    for (std::size_t lane = 0; lane < width_; ++lane)
        if (columns.base[lane] != 0.0)
            for (std::size_t sample = 0; sample < n_samples_; ++sample)
                sums[sample * width_ + lane] += columns.base[lane];
}

void ScoreSums::sum_single(const TileColumns& columns, std::span<double> sums) const {
    const std::size_t n_groups = groups_of(columns.columns.size());
    std::vector<double> tables(n_groups * codes_per_group);
    std::vector<std::uint8_t> joined(n_groups * n_samples_);
    for (std::size_t group = 0; group < n_groups; ++group) {
        join_group(
            columns.columns, group, std::span{joined}.subspan(group * n_samples_, n_samples_));
        fill_table(
            std::span{columns.values}.subspan(group * columns_per_group * 4),
            1,
            std::span{tables}.subspan(group * codes_per_group, codes_per_group));
    }
    add_groups(joined, tables, sums);
}

void ScoreSums::sum_listed(const TileColumns& columns, std::span<double> sums) const {
    const std::size_t n_groups = groups_of(columns.columns.size());
    const std::size_t values_per_group = columns_per_group * 4 * width_;
    const std::size_t table_size = codes_per_group * width_;
    std::vector<double> tables(n_groups * table_size);
    for (std::size_t group = 0; group < n_groups; ++group)
        fill_table(
            std::span{columns.values}.subspan(group * values_per_group, values_per_group),
            width_,
            std::span{tables}.subspan(group * table_size, table_size));
    if (columns.columns.size() == n_columns_) {
        add_listed(begins_, entries_, tables, 0, sums);
        return;
    }
    std::vector<std::uint8_t> joined(n_groups * n_samples_);
    for (std::size_t group = 0; group < n_groups; ++group)
        join_group(
            columns.columns, group, std::span{joined}.subspan(group * n_samples_, n_samples_));
    std::vector<std::uint32_t> begins(n_samples_ + 1);
    std::vector<std::uint16_t> entries(joined.size());
    list_codes(joined, begins, entries);
    add_listed(begins, entries, tables, 0, sums);
}

double ScoreSums::sum(std::size_t sample, std::size_t score) const noexcept {
    const std::size_t tile = score / width_;
    return sums_[(tile * n_samples_ + sample) * width_ + score % width_];
}

}  // namespace genostrat::score
