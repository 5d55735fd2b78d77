// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <genostrat/alignment/alignment_batch.hpp>

namespace genostrat::test {

/// Writes SAM text as a BAM with its index. @param with_index  false: no index
void write_bam(
    const std::filesystem::path& path, std::string_view sam_text, bool with_index = true);

/// SAM lines with tabs where the text has blanks: easier to read and write.
[[nodiscard]] std::string sam(std::string_view text);

/// A batch with the reads of SAM text, as a source would fill it.
void fill_batch(alignment::AlignmentBatch& batch, std::string_view sam_text);

}  // namespace genostrat::test
