// SPDX-License-Identifier: MIT
#pragma once

#include "score/batch_matcher.hpp"

#include <memory>

#include <genostrat/score/collector.hpp>

namespace genostrat::score {

/// Rows of the weights that no row of the input has met, and whose genotypes are known all the
/// same: homozygous reference in callable regions, or everywhere on the user's word.
[[nodiscard]] std::shared_ptr<const MatchedBatch>
infer_unseen_rows(const MatchContext& context, const Collector& collector, std::size_t n_samples);

}  // namespace genostrat::score
