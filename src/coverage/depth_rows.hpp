// SPDX-License-Identifier: MIT
#pragma once

#include <genostrat/coverage/depth_output.hpp>

// What making rows of a piece and joining pieces share; private to this room.
namespace genostrat::coverage {

/// Adds a piece's depths to a region that began in an earlier one.
void continue_region(
    const DepthPlan& plan, const PieceRows& piece, RegionTally& tally, DepthHistogram& histogram);

/// Appends the rows of a complete region and counts it.
void finish_region(
    const DepthPlan& plan,
    const PieceRows& piece,
    const RegionTally& tally,
    RegionRows& rows,
    DepthHistogram& histogram,
    DepthStat& stat);

}  // namespace genostrat::coverage
