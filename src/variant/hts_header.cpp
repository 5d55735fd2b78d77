// SPDX-License-Identifier: MIT
#include <string>

#include <htslib/hts.h>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/hts_header.hpp>

namespace genostrat {

HtsHeader make_hts_header(std::string_view text, const std::string& file) {
    HtsHeader header{bcf_hdr_init("r")};
    std::string copy{text};  // bcf_hdr_parse writes into its input
    if (!header || bcf_hdr_parse(header.get(), copy.data()) != 0 || bcf_hdr_sync(header.get()) != 0)
        throw Error{
            ErrorKind::bad_data,
            "the header is not valid VCF for HTSlib",
            {.file = file},
            "check the meta lines, for instance with 'bcftools view -h'"};
    return header;
}

HtsHeader copy_hts_header(const bcf_hdr_t& header) {
    HtsHeader copy{bcf_hdr_dup(&header)};
    if (!copy)
        throw Error{ErrorKind::system, "out of memory while copying the header"};
    return copy;
}

}  // namespace genostrat
