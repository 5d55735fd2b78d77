// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <random>

#include <Eigen/Dense>

#include <genostrat/ancestry/pca.hpp>

namespace genostrat::ancestry {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t block_variants = 256;

/// Calls visit(first, block) for blocks of standardised rows, so that the whole matrix never stands
/// in memory as doubles.
template <typename Visit>
void for_each_block(
    const GenotypeMatrix& genotypes, std::span<const VariantScale> scales, Visit visit) {
    RowMatrix block;
    for (std::size_t first = 0; first < genotypes.n_variants(); first += block_variants) {
        const std::size_t n = std::min(block_variants, genotypes.n_variants() - first);
        block.resize(static_cast<Index>(n), static_cast<Index>(genotypes.n_samples));
        for (std::size_t row = 0; row < n; ++row) {
            const std::span<const std::int8_t> copies = genotypes.row(first + row);
            const VariantScale& scale = scales[first + row];
            for (std::size_t sample = 0; sample < copies.size(); ++sample)
                block(static_cast<Index>(row), static_cast<Index>(sample)) =
                    scale.value(copies[sample]);
        }
        visit(static_cast<Index>(first), block);
    }
}

/// X' X Q, without X as doubles.
MatrixXd times_gram(
    const GenotypeMatrix& genotypes, std::span<const VariantScale> scales, const MatrixXd& q) {
    MatrixXd out = MatrixXd::Zero(q.rows(), q.cols());
    for_each_block(genotypes, scales, [&](Index, const RowMatrix& block) {
        const MatrixXd part = block * q;
        out.noalias() += block.transpose() * part;
    });
    return out;
}

MatrixXd orthonormal(const MatrixXd& matrix) {
    return Eigen::HouseholderQR<MatrixXd>{matrix}.householderQ() *
           MatrixXd::Identity(matrix.rows(), matrix.cols());
}

/// Eigenvectors and values of X'X, greatest first.
struct Eigen2 {
    MatrixXd vectors{};
    VectorXd values{};
};

Eigen2 greatest(const MatrixXd& symmetric, Index n) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver{symmetric};
    return {
        solver.eigenvectors().rightCols(n).rowwise().reverse(),
        solver.eigenvalues().tail(n).reverse()};
}

Eigen2
exact_vectors(const GenotypeMatrix& genotypes, std::span<const VariantScale> scales, Index n) {
    const auto n_samples = static_cast<Index>(genotypes.n_samples);
    MatrixXd gram = MatrixXd::Zero(n_samples, n_samples);
    for_each_block(genotypes, scales, [&](Index, const RowMatrix& block) {
        gram.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
    });
    return greatest(gram.selfadjointView<Eigen::Lower>(), n);
}

Eigen2
randomised_vectors(const GenotypeMatrix& genotypes, std::span<const VariantScale> scales, Index n) {
    const auto n_samples = static_cast<Index>(genotypes.n_samples);
    constexpr Index oversampling = 16;
    const Index width = std::min(n_samples, n + oversampling);
    std::mt19937_64 random{20260101};
    MatrixXd q{n_samples, width};
    for (Index column = 0; column < width; ++column)
        for (Index row = 0; row < n_samples; ++row)  // the 12-fold sum of uniforms, less its mean
            q(row, column) = [&] {
                double sum = -6;
                for (int part = 0; part < 12; ++part)
                    sum += static_cast<double>(random() >> 11U) * 0x1.0p-53;
                return sum;
            }();
    q = orthonormal(q);
    VectorXd last = VectorXd::Zero(n);
    constexpr int most_rounds = 40;
    for (int round = 0; round < most_rounds; ++round) {
        const MatrixXd product = times_gram(genotypes, scales, q);
        const MatrixXd small = q.transpose() * product;
        const Eigen2 own = greatest((small + small.transpose()) / 2, width);
        const double change =
            ((own.values.head(n) - last).array().abs() / own.values(0)).maxCoeff();
        last = own.values.head(n);
        if (change < 1e-9)
            return {q * own.vectors.leftCols(n), last};
        q = orthonormal(product);
    }
    const MatrixXd small = q.transpose() * times_gram(genotypes, scales, q);
    const Eigen2 own = greatest((small + small.transpose()) / 2, width);
    return {q * own.vectors.leftCols(n), own.values.head(n)};
}

}  // namespace

VariantScale scale_of(std::span<const std::int8_t> copies) noexcept {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (const std::int8_t own : copies)
        if (own >= 0) {
            ++n;
            sum += own;
            squares += own * own;
        }
    if (n == 0)
        return {};
    const double mean = sum / n;
    const double variance = squares / n - mean * mean;
    return {mean, variance > 1e-12 ? std::sqrt(variance) : 1};
}

Decomposition decompose(const GenotypeMatrix& genotypes, std::size_t n_components, Solver solver) {
    Decomposition out;
    const std::size_t n_variants = genotypes.n_variants();
    for (std::size_t variant = 0; variant < n_variants; ++variant)
        out.scales.push_back(scale_of(genotypes.row(variant)));
    out.n_components = std::min({n_components, genotypes.n_samples, n_variants});
    const auto n = static_cast<Index>(out.n_components);
    if (n == 0)
        return out;
    constexpr std::size_t most_exact = 512;
    const bool is_exact = solver == Solver::exact ||
                          (solver == Solver::automatic && genotypes.n_samples <= most_exact);
    Eigen2 own = is_exact ? exact_vectors(genotypes, out.scales, n)
                          : randomised_vectors(genotypes, out.scales, n);
    const VectorXd singular = own.values.cwiseMax(0).cwiseSqrt();
    const VectorXd inverse =
        singular.unaryExpr([](double value) { return value > 1e-9 ? 1 / value : 0.0; });
    RowMatrix loadings{static_cast<Index>(n_variants), n};
    for_each_block(genotypes, out.scales, [&](Index first, const RowMatrix& block) {
        loadings.middleRows(first, block.rows()) = block * own.vectors * inverse.asDiagonal();
    });
    for (Index column = 0; column < n; ++column) {
        Index greatest_row = 0;
        loadings.col(column).cwiseAbs().maxCoeff(&greatest_row);
        if (loadings(greatest_row, column) < 0) {
            loadings.col(column) *= -1;
            own.vectors.col(column) *= -1;
        }
    }
    const RowMatrix samples = own.vectors;
    out.singular.assign(singular.data(), singular.data() + n);
    out.loadings.assign(loadings.data(), loadings.data() + loadings.size());
    out.samples.assign(samples.data(), samples.data() + samples.size());
    return out;
}

}  // namespace genostrat::ancestry
