// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

#include <genostrat/ancestry/pca.hpp>

namespace genostrat::ancestry {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const RowMatrix> loadings_of(const Decomposition& panel) {
    return {
        panel.loadings.data(),
        static_cast<Index>(panel.scales.size()),
        static_cast<Index>(panel.n_components)};
}

Eigen::Map<const RowMatrix> samples_of(const Decomposition& panel) {
    const auto n = static_cast<Index>(panel.n_components);
    return {panel.samples.data(), n == 0 ? 0 : static_cast<Index>(panel.samples.size()) / n, n};
}

Eigen::Map<const VectorXd> singular_of(const Decomposition& panel) {
    return {panel.singular.data(), static_cast<Index>(panel.n_components)};
}

VectorXd standardised(const Decomposition& panel, std::span<const std::int8_t> copies) {
    VectorXd values{static_cast<Index>(copies.size())};
    for (std::size_t variant = 0; variant < copies.size(); ++variant)
        values(static_cast<Index>(variant)) = panel.scales[variant].value(copies[variant]);
    return values;
}

/// A turn, a stretch and a shift.
struct Procrustes {
    MatrixXd rotation{};
    double scale{1};
    Eigen::RowVectorXd shift{};

    /// The one that lays `moved` best over `fixed`, both with a row a sample.
    Procrustes(const MatrixXd& moved, const MatrixXd& fixed) {
        const Eigen::RowVectorXd moved_mean = moved.colwise().mean();
        const Eigen::RowVectorXd fixed_mean = fixed.colwise().mean();
        const MatrixXd x = moved.rowwise() - moved_mean;
        const MatrixXd y = fixed.rowwise() - fixed_mean;
        const Eigen::JacobiSVD<MatrixXd> svd{
            y.transpose() * x, Eigen::ComputeThinU | Eigen::ComputeThinV};
        rotation = svd.matrixV() * svd.matrixU().transpose();
        scale = svd.singularValues().sum() / x.squaredNorm();
        shift = fixed_mean - scale * (moved_mean * rotation);
    }

    [[nodiscard]] MatrixXd apply(const MatrixXd& points) const {
        return (scale * (points * rotation)).rowwise() + shift;
    }
};

/// Scores of the panel's samples and, last, of the added one, in the augmented decomposition.
MatrixXd augmented_scores(const ProjectionBasis& basis, const VectorXd& values) {
    const auto n_online = static_cast<Index>(basis.n_online);
    const auto n_study = static_cast<Index>(basis.n_study);
    const auto loadings = loadings_of(basis.panel).leftCols(n_online);
    const VectorXd singular = singular_of(basis.panel).head(n_online);
    const VectorXd within = loadings.transpose() * values;
    const double beside = (values - loadings * within).norm();
    MatrixXd middle = MatrixXd::Zero(n_online + 1, n_online + 1);
    middle.diagonal().head(n_online) = singular;
    middle.col(n_online).head(n_online) = within;
    middle(n_online, n_online) = beside;
    const Eigen::JacobiSVD<MatrixXd> svd{middle, Eigen::ComputeThinV};
    const auto samples = samples_of(basis.panel).leftCols(n_online);
    MatrixXd scores{samples.rows() + 1, n_study};
    scores.topRows(samples.rows()) = samples * svd.matrixV().topLeftCorner(n_online, n_study);
    scores.bottomRows(1) = svd.matrixV().row(n_online).head(n_study);
    return scores * svd.singularValues().head(n_study).asDiagonal();
}

}  // namespace

std::vector<double> ProjectionBasis::reference_pcs() const {
    const auto n = static_cast<Index>(n_reference);
    const RowMatrix pcs = samples_of(panel).leftCols(n) * singular_of(panel).head(n).asDiagonal();
    return {pcs.data(), pcs.data() + pcs.size()};
}

ProjectionBasis basis_of(Decomposition panel, std::size_t n_reference) {
    ProjectionBasis basis;
    basis.n_reference = std::min(n_reference, panel.n_components);
    basis.n_study = std::min(2 * n_reference, panel.n_components);
    basis.n_online = std::min(4 * n_reference, panel.n_components);
    basis.panel = std::move(panel);
    return basis;
}

void project(
    const ProjectionBasis& basis, std::span<const std::int8_t> copies, std::span<double> out) {
    const MatrixXd scores = augmented_scores(basis, standardised(basis.panel, copies));
    const Index n_samples = scores.rows() - 1;
    const auto n_reference = static_cast<Index>(basis.n_reference);
    const auto n_study = static_cast<Index>(basis.n_study);
    const MatrixXd moved = scores.topRows(n_samples);
    // The panel has n_reference components; the study's further ones are laid over what the last
    // round made of themselves.
    MatrixXd fixed = MatrixXd::Zero(n_samples, n_study);
    fixed.leftCols(n_reference) = samples_of(basis.panel).leftCols(n_reference) *
                                  singular_of(basis.panel).head(n_reference).asDiagonal();
    Procrustes procrustes{moved, fixed};
    constexpr int most_rounds = 1000;
    for (int round = 0; round < most_rounds && n_study > n_reference; ++round) {
        const MatrixXd next = procrustes.apply(moved);
        const auto pad = next.rightCols(n_study - n_reference);
        const double change = (pad - fixed.rightCols(n_study - n_reference)).squaredNorm();
        const double size = (pad.rowwise() - pad.colwise().mean()).squaredNorm();
        fixed.rightCols(n_study - n_reference) = pad;
        if (change < 1e-6 * size)
            break;
        procrustes = Procrustes{moved, fixed};
    }
    const Eigen::RowVectorXd place = procrustes.apply(scores.bottomRows(1));
    std::copy_n(place.data(), n_reference, out.begin());
}

void project_naively(
    const ProjectionBasis& basis, std::span<const std::int8_t> copies, std::span<double> out) {
    const VectorXd place =
        loadings_of(basis.panel).leftCols(static_cast<Index>(basis.n_reference)).transpose() *
        standardised(basis.panel, copies);
    std::copy_n(place.data(), basis.n_reference, out.begin());
}

}  // namespace genostrat::ancestry
