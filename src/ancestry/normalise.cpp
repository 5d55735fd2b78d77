// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <genostrat/ancestry/normalise.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::ancestry {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

double predicted(
    const ScoreNormaliser& model,
    std::span<const double> coefficients,
    std::span<const double> pcs) {
    double sum = coefficients[0];
    for (std::size_t pc = 0; pc < model.pc_means.size(); ++pc)
        sum += coefficients[pc + 1] * (pcs[pc] - model.pc_means[pc]) / model.pc_sds[pc];
    return sum;
}

std::vector<double> numbers_of(const VectorXd& vector) {
    return {vector.data(), vector.data() + vector.size()};
}

VectorXd least_squares(const MatrixXd& design, const VectorXd& target, const VectorXd& weights) {
    const MatrixXd weighted = weights.asDiagonal() * design;
    return (design.transpose() * weighted).ldlt().solve(weighted.transpose() * target);
}

/// Maximum of the normal likelihood with mean and log variance linear in the components: weighted
/// least squares for the mean and Newton's steps for the variance in turn, until neither moves.
/// Both parts are convex given the other; ten rounds are usual.
void fit_mean_and_variance(const MatrixXd& design, const VectorXd& scores, ScoreNormaliser& model) {
    const VectorXd ones = VectorXd::Ones(scores.size());
    VectorXd mean = least_squares(design, scores, ones);
    VectorXd log_variance = VectorXd::Zero(design.cols());
    log_variance(0) =
        std::log((scores - design * mean).squaredNorm() / static_cast<double>(scores.size()));
    const auto loss = [&](const VectorXd& coefficients, const VectorXd& squares) {
        const VectorXd eta = design * coefficients;
        return (eta.array() + squares.array() * (-eta.array()).exp()).sum() / 2;
    };
    constexpr int most_rounds = 200;
    for (int round = 0; round < most_rounds; ++round) {
        const VectorXd squares = (scores - design * mean).array().square();
        const VectorXd scaled = squares.array() * (-(design * log_variance).array()).exp();
        const VectorXd gradient = design.transpose() * (ones - scaled) / 2;
        const MatrixXd curvature = design.transpose() * scaled.asDiagonal() * design / 2;
        VectorXd step = curvature.ldlt().solve(gradient);
        // A whole step may overshoot where the start is far off.
        const double before = loss(log_variance, squares);
        for (int halving = 0; halving < 50 && loss(log_variance - step, squares) > before;
             ++halving)
            step /= 2;
        log_variance -= step;
        const VectorXd weights = (-(design * log_variance).array()).exp();
        const VectorXd next = least_squares(design, scores, weights);
        const double change =
            std::max(step.lpNorm<Eigen::Infinity>(), (next - mean).lpNorm<Eigen::Infinity>());
        mean = next;
        if (change < 1e-13)
            break;
    }
    model.norm2_mean = numbers_of(mean);
    model.norm2_log_var = numbers_of(log_variance);
}

}  // namespace

double ScoreNormaliser::z1(std::span<const double> pcs, double score) const {
    return (score - offset - predicted(*this, norm1, pcs)) / residual_sd;
}

double ScoreNormaliser::z2(std::span<const double> pcs, double score) const {
    return (score - offset - predicted(*this, norm2_mean, pcs)) /
           std::exp(predicted(*this, norm2_log_var, pcs) / 2);
}

ScoreNormaliser
fit_normaliser(std::span<const double> pcs, std::size_t n_pcs, std::span<const double> scores) {
    const auto n = static_cast<Eigen::Index>(scores.size());
    const auto n_columns = static_cast<Eigen::Index>(n_pcs) + 1;
    if (n <= n_columns)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "{} reference samples with scores are too few for {} components", n, n_pcs)};
    ScoreNormaliser model;
    MatrixXd design = MatrixXd::Ones(n, n_columns);
    for (std::size_t pc = 0; pc < n_pcs; ++pc) {
        const auto column = static_cast<Eigen::Index>(pc) + 1;
        for (Eigen::Index row = 0; row < n; ++row)
            design(row, column) = pcs[static_cast<std::size_t>(row) * n_pcs + pc];
        const double mean = design.col(column).mean();
        const double sd =
            std::sqrt((design.col(column).array() - mean).square().sum() / static_cast<double>(n));
        if (!(sd > 0))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("component {} is the same in all reference samples", pc + 1)};
        design.col(column) = (design.col(column).array() - mean) / sd;
        model.pc_means.push_back(mean);
        model.pc_sds.push_back(sd);
    }
    VectorXd centred = Eigen::Map<const VectorXd>(scores.data(), n);
    model.offset = centred.mean();
    centred.array() -= model.offset;
    const VectorXd fitted = design.colPivHouseholderQr().solve(centred);
    const VectorXd residuals = centred - design * fitted;
    const double mean = residuals.mean();
    model.residual_sd =
        std::sqrt((residuals.array() - mean).square().sum() / static_cast<double>(n));
    if (!(model.residual_sd > 0) || !fitted.allFinite())
        throw Error{ErrorKind::bad_data, "the score does not vary among the reference samples"};
    model.norm1 = numbers_of(fitted);
    fit_mean_and_variance(design, centred, model);
    return model;
}

GroupScores::GroupScores(std::vector<double> scores) : sorted_{std::move(scores)} {
    std::ranges::sort(sorted_);
    const auto n = static_cast<double>(sorted_.size());
    mean_ = std::accumulate(sorted_.begin(), sorted_.end(), 0.0) / n;
    double squares = 0;
    for (const double score : sorted_)
        squares += (score - mean_) * (score - mean_);
    sd_ = std::sqrt(squares / n);
}

double GroupScores::z(double score) const noexcept {
    return (score - mean_) / sd_;
}

double GroupScores::percentile(double score) const noexcept {
    const auto [first, last] = std::equal_range(sorted_.begin(), sorted_.end(), score);
    const auto below = static_cast<double>(first - sorted_.begin());
    const auto not_above = static_cast<double>(last - sorted_.begin());
    return 50 / static_cast<double>(sorted_.size()) *
           (below + not_above + (not_above > below ? 1 : 0));
}

}  // namespace genostrat::ancestry
