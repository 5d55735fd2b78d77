// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <genostrat/risk/icare.hpp>
#include <genostrat/risk/statistics.hpp>

namespace genostrat::risk {

/// Rates of one stretch of life.
struct IcareModel::Stretch {
    std::span<const double> hazard{};
    std::vector<double> competing{};
    double skipped{};
    double last{1};
};

/// Reference rows ordered by the linear predictor over the columns that are present, in bins
/// between its percentiles.
struct IcareModel::Bins {
    bool has_columns{};
    std::vector<double> cuts{};        // the last is infinity
    std::vector<std::size_t> rows{};   // in rising order of `predictors`
    std::vector<double> predictors{};  // of `rows`
};

IcareModel::IcareModel(IcareInputs inputs, RandomStream& stream) : inputs_{std::move(inputs)} {
    const std::size_t n_covariates = inputs_.covariate_effects.size();
    if (inputs_.snps.empty() && n_covariates == 0)
        throw Error{ErrorKind::bad_data, "an iCARE model has at least one covariate or SNP"};
    n_people_ = n_covariates == 0 ? inputs_.n_snp_people : inputs_.reference.size() / n_covariates;
    if (n_people_ == 0)
        throw Error{
            ErrorKind::bad_data,
            "the reference population has no people",
            {},
            "give a table of covariates of people like those the incidence stands for"};
    n_rows_ = inputs_.snps.empty() ? n_people_ : n_people_ * inputs_.n_imputations;
    for (const Snp& snp : inputs_.snps)
        effects_.push_back(snp.log_odds);
    effects_.insert(
        effects_.end(), inputs_.covariate_effects.begin(), inputs_.covariate_effects.end());
    if (inputs_.family_history && !inputs_.snps.empty())
        effects_[inputs_.snps.size() + *inputs_.family_history] -= score_variance(inputs_.snps) / 2;
    draw_reference(stream);

    row_predictors_.assign(n_rows_, 0);
    means_.assign(effects_.size(), 0);
    for (std::size_t row = 0; row < n_rows_; ++row)
        for (std::size_t column = 0; column < effects_.size(); ++column)
            row_predictors_[row] += effects_[column] * value(row, column);
    if (!inputs_.reference_weights.empty())
        for (std::size_t row = 0; row < n_rows_; ++row)
            row_weights_.push_back(inputs_.reference_weights[row % n_people_]);
    std::vector<double> values(n_rows_);
    for (std::size_t column = 0; column < effects_.size(); ++column) {
        for (std::size_t row = 0; row < n_rows_; ++row)
            values[row] = value(row, column);
        means_[column] = weighted_mean(values, row_weights_);
    }
    std::ranges::transform(
        row_predictors_, values.begin(), [](double predictor) { return std::exp(predictor); });
    inputs_.incidence.check_covers(inputs_.incidence.first_age, inputs_.incidence.end_age());
    hazard_.resize(inputs_.incidence.rates.size());
    baseline_hazard(inputs_.incidence.rates, {values, row_weights_}, hazard_);
}

void IcareModel::draw_reference(RandomStream& stream) {
    if (inputs_.snps.empty())
        return;
    std::vector<double> family_history;
    if (inputs_.family_history) {
        const std::size_t n_covariates = inputs_.covariate_effects.size();
        for (std::size_t row = 0; row < n_rows_; ++row)
            family_history.push_back(
                inputs_.reference[row % n_people_ * n_covariates + *inputs_.family_history]);
    }
    genotypes_.resize(inputs_.snps.size() * n_rows_);
    draw_genotypes(inputs_.snps, family_history, n_rows_, stream, genotypes_);
}

double IcareModel::value(std::size_t row, std::size_t column) const noexcept {
    const std::size_t n_snps = inputs_.snps.size();
    if (column < n_snps)
        return genotypes_[column * n_rows_ + row];
    const std::size_t n_covariates = inputs_.covariate_effects.size();
    return inputs_.reference[row % n_people_ * n_covariates + column - n_snps];
}

IcareModel::Stretch IcareModel::stretch(double age, double years) const {
    const AgeRates& incidence = inputs_.incidence;
    if (!(age >= 0) || !(years >= 0) || !std::isfinite(age + years))
        throw Error{
            ErrorKind::bad_data,
            fmt::format("{} years from age {} is no stretch of life", years, age)};
    const int first = static_cast<int>(std::floor(std::min(age, 1e6)));
    const int end = static_cast<int>(std::ceil(std::min(age + years, 1e6)));
    if (inputs_.convention == RiskConvention::yearly &&
        (age != std::floor(age) || years != std::floor(years)))
        throw Error{
            ErrorKind::usage,
            fmt::format("the yearly convention has no risk of {} years from age {}", years, age),
            {},
            "give whole years, or let the model say 'convention: piecewise'"};
    incidence.check_covers(first, end);
    Stretch out{
        .hazard = std::span{hazard_}.subspan(
            static_cast<std::size_t>(first - (first == end ? first : incidence.first_age)),
            static_cast<std::size_t>(end - first)),
        .skipped = age - first,
        .last = age + years == end ? 1 : age + years - (end - 1)};
    if (!inputs_.competing.rates.empty())
        for (int year = first; year < end; ++year)
            out.competing.push_back(inputs_.competing.at(year));
    return out;
}

double IcareModel::risk_over(const Stretch& stretch, double linear_predictor) const noexcept {
    const RiskYears years{stretch.hazard, stretch.competing, std::exp(linear_predictor)};
    return inputs_.convention == RiskConvention::yearly
               ? yearly_risk(years)
               : piecewise_risk(years, stretch.skipped, stretch.last);
}

double IcareModel::risk_of(double linear_predictor, double age, double years) const {
    return risk_over(stretch(age, years), linear_predictor);
}

std::vector<double> IcareModel::reference_risks(double age, double years) const {
    const Stretch stretch = this->stretch(age, years);
    const std::size_t n_draws = n_rows_ / n_people_;
    std::vector<double> risks(n_people_, 0);
    for (std::size_t row = 0; row < n_rows_; ++row)
        risks[row % n_people_] +=
            risk_over(stretch, row_predictors_[row]) / static_cast<double>(n_draws);
    return risks;
}

IcareModel::Bins IcareModel::bins_of(const std::vector<bool>& is_present) const {
    Bins bins;
    std::vector<double> predictors(n_rows_, 0);
    for (std::size_t column = 0; column < effects_.size(); ++column) {
        if (!is_present[column])
            continue;
        bins.has_columns = true;
        for (std::size_t row = 0; row < n_rows_; ++row)
            predictors[row] += effects_[column] * value(row, column);
    }
    bins.rows.resize(n_rows_);
    std::iota(bins.rows.begin(), bins.rows.end(), std::size_t{0});
    std::ranges::stable_sort(bins.rows, {}, [&](std::size_t row) { return predictors[row]; });
    for (const std::size_t row : bins.rows)
        bins.predictors.push_back(predictors[row]);
    // Cuts are percentiles, cut down to as many digits as a thousandth of the spread has.
    const double spread = std::max(standard_deviation(predictors), 1e-12);
    const double digits = std::max(0.0, std::floor(std::log10(1 / (0.001 * spread))));
    const double scale = std::pow(10, digits);
    constexpr int n_percentiles = 100;
    for (int percent = 0; percent <= n_percentiles; ++percent) {
        const double cut =
            std::floor(quantile(bins.predictors, percent / double{n_percentiles}) * scale) / scale;
        if (bins.cuts.empty() || std::abs(cut - bins.cuts.back()) >= 1e-12)
            bins.cuts.push_back(cut);
    }
    bins.cuts.push_back(std::numeric_limits<double>::infinity());
    return bins;
}

IcareRisk
IcareModel::matched(const Bins& bins, double linear_predictor, const Stretch& stretch) const {
    const auto n_cuts = static_cast<std::ptrdiff_t>(bins.cuts.size());
    const auto above = std::ranges::upper_bound(bins.cuts, linear_predictor) - bins.cuts.begin();
    std::ptrdiff_t low = std::clamp<std::ptrdiff_t>(above - 1, 0, n_cuts - 2);
    std::ptrdiff_t high = low + 1;
    const auto rows_between = [&] {
        const auto place = [&](std::ptrdiff_t cut) {
            return std::ranges::lower_bound(
                       bins.predictors, bins.cuts[static_cast<std::size_t>(cut)]) -
                   bins.predictors.begin();
        };
        return std::pair{place(low), place(high)};
    };
    auto [begin, end] = rows_between();
    if (begin == end) {
        low = std::max<std::ptrdiff_t>(low - 1, 0);
        high = std::min(high + 1, n_cuts - 1);
        std::tie(begin, end) = rows_between();
    }
    if (!bins.has_columns) {
        begin = 0;
        end = static_cast<std::ptrdiff_t>(n_rows_);
    }
    IcareRisk out{.is_matched = true};
    double total = 0;
    for (std::ptrdiff_t at = begin; at < end; ++at) {
        const std::size_t row = bins.rows[static_cast<std::size_t>(at)];
        const double weight = row_weights_.empty() ? 1 : row_weights_[row];
        out.risk += weight * risk_over(stretch, row_predictors_[row]);
        out.linear_predictor += weight * row_predictors_[row];
        total += weight;
    }
    out.risk /= total;
    out.linear_predictor /= total;
    return out;
}

double IcareModel::percentile_of(double linear_predictor) const {
    double below = 0;
    double total = 0;
    for (std::size_t row = 0; row < n_rows_; ++row) {
        const double weight = row_weights_.empty() ? 1 : row_weights_[row];
        total += weight;
        if (row_predictors_[row] <= linear_predictor)
            below += row_predictors_[row] < linear_predictor ? weight : weight / 2;
    }
    return 100 * below / total;
}

struct IcareAssessor::Cache {
    std::map<std::vector<bool>, IcareModel::Bins> bins{};
    std::map<std::pair<double, double>, IcareRisk> of_nobody_known{};  // by age and years
};

IcareAssessor::IcareAssessor(const IcareModel& model)
    : model_{&model}, cache_{std::make_unique<Cache>()} {
}

IcareAssessor::~IcareAssessor() = default;
IcareAssessor::IcareAssessor(IcareAssessor&&) noexcept = default;
IcareAssessor& IcareAssessor::operator=(IcareAssessor&&) noexcept = default;

IcareRisk IcareAssessor::assess(const IcareProfile& profile, Matching matching) {
    const IcareModel& model = *model_;
    std::vector<bool> is_present(model.effects_.size());
    double predictor = 0;
    for (std::size_t column = 0; column < is_present.size(); ++column) {
        is_present[column] = !std::isnan(profile.values[column]);
        if (is_present[column])
            predictor += model.effects_[column] * profile.values[column];
    }
    const bool is_whole = std::ranges::find(is_present, false) == is_present.end();
    const IcareModel::Stretch stretch = model.stretch(profile.age, profile.years);
    if (is_whole && matching == Matching::where_missing)
        return {.risk = model.risk_over(stretch, predictor), .linear_predictor = predictor};
    auto known = cache_->bins.find(is_present);
    if (known == cache_->bins.end())
        known = cache_->bins.emplace(is_present, model.bins_of(is_present)).first;
    if (known->second.has_columns)
        return model.matched(known->second, predictor, stretch);
    const std::pair interval{profile.age, profile.years};
    auto all = cache_->of_nobody_known.find(interval);
    if (all == cache_->of_nobody_known.end())
        all = cache_->of_nobody_known
                  .emplace(interval, model.matched(known->second, predictor, stretch))
                  .first;
    return all->second;
}

std::vector<IcareRisk>
IcareModel::assess(std::span<const IcareProfile> profiles, Matching matching) const {
    IcareAssessor assessor{*this};
    std::vector<IcareRisk> risks;
    for (const IcareProfile& profile : profiles)
        risks.push_back(assessor.assess(profile, matching));
    return risks;
}

}  // namespace genostrat::risk
