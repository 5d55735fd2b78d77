// SPDX-License-Identifier: MIT
#pragma once

#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::detail {

/// Leaves the rows that lie in the regions and targets of the options.
void keep_wanted_rows(RecordBatch& batch, const VcfSourceOptions& options);

}  // namespace genostrat::detail
