// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <htslib/hts.h>

#include <genostrat/core/version.hpp>

#include <libdeflate.h>

namespace genostrat {

std::string_view version() noexcept {
    return GENOSTRAT_VERSION;
}

std::string version_line() {
    return fmt::format(
        "genostrat {} (HTSlib {}, libdeflate {})",
        version(),
        hts_version(),
        LIBDEFLATE_VERSION_STRING);
}

}  // namespace genostrat
