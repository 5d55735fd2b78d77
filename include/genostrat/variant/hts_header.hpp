// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <htslib/vcf.h>

namespace genostrat {

struct HtsHeaderDelete {
    void operator()(bcf_hdr_t* header) const noexcept { bcf_hdr_destroy(header); }
};

struct HtsRecordDelete {
    void operator()(bcf1_t* record) const noexcept { bcf_destroy(record); }
};

/// HTSlib's header and record, owned. A header must not be shared between threads: HTSlib's
/// vcf_parse writes into it through a const pointer.
using HtsHeader = std::unique_ptr<bcf_hdr_t, HtsHeaderDelete>;
using HtsRecord = std::unique_ptr<bcf1_t, HtsRecordDelete>;

/// @throws Error{bad_data} if HTSlib cannot parse the text
[[nodiscard]] HtsHeader make_hts_header(std::string_view text, const std::string& file);

/// A copy for another thread. @throws Error{system} when out of memory
[[nodiscard]] HtsHeader copy_hts_header(const bcf_hdr_t& header);

}  // namespace genostrat
