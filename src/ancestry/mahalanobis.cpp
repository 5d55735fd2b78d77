// SPDX-License-Identifier: MIT
#include <Eigen/Dense>
#include <fmt/format.h>

#include <genostrat/ancestry/mahalanobis.hpp>
#include <genostrat/core/distributions.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::ancestry {

MahalanobisModel::MahalanobisModel(
    std::span<const double> pcs,
    std::size_t n_pcs,
    std::span<const std::size_t> groups,
    std::size_t n_groups)
    : n_pcs_{n_pcs} {
    const auto n_columns = static_cast<Eigen::Index>(n_pcs);
    for (std::size_t group = 0; group < n_groups; ++group) {
        Eigen::VectorXd mean = Eigen::VectorXd::Zero(n_columns);
        double n = 0;
        const auto row = [&](std::size_t sample) {
            return Eigen::Map<const Eigen::VectorXd>(pcs.data() + sample * n_pcs, n_columns);
        };
        for (std::size_t sample = 0; sample < groups.size(); ++sample)
            if (groups[sample] == group) {
                mean += row(sample);
                ++n;
            }
        if (n <= static_cast<double>(n_pcs))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("a group of {} samples has no covariance of {} components", n, n_pcs)};
        mean /= n;
        Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(n_columns, n_columns);
        for (std::size_t sample = 0; sample < groups.size(); ++sample)
            if (groups[sample] == group)
                covariance += (row(sample) - mean) * (row(sample) - mean).transpose();
        const Eigen::MatrixXd inverse = (covariance / n).inverse();
        means_.insert(means_.end(), mean.data(), mean.data() + mean.size());
        inverses_.insert(inverses_.end(), inverse.data(), inverse.data() + inverse.size());
    }
}

double MahalanobisModel::squared_distance(std::span<const double> pcs, std::size_t group) const {
    const double* const mean = means_.data() + group * n_pcs_;
    const double* const inverse = inverses_.data() + group * n_pcs_ * n_pcs_;
    double sum = 0;
    for (std::size_t one = 0; one < n_pcs_; ++one)
        for (std::size_t other = 0; other < n_pcs_; ++other)
            sum +=
                (pcs[one] - mean[one]) * inverse[one * n_pcs_ + other] * (pcs[other] - mean[other]);
    return sum;
}

double
MahalanobisModel::log_p(std::span<const double> pcs, std::size_t group, DistanceDf df) const {
    const auto n = static_cast<double>(n_pcs_);
    return log_chi_square_share_above(
        squared_distance(pcs, group), df == DistanceDf::n_pcs ? n : n - 1);
}

}  // namespace genostrat::ancestry
