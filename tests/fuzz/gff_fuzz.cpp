// SPDX-License-Identifier: MIT
// Any bytes as a line of GFF3 or GTF. Only an Error may come out.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/genes/gff.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const genostrat::genes::GffRecord record =
            genostrat::genes::parse_gff_line({reinterpret_cast<const char*>(data), size});
        for (const auto dialect :
             {genostrat::genes::GffDialect::gff3, genostrat::genes::GffDialect::gtf})
            genostrat::genes::for_each_gff_attribute(
                record.attributes, dialect, [](std::string_view, std::string_view value) {
                    static_cast<void>(genostrat::genes::decode_percent(value));
                });
    } catch (const genostrat::Error&) {
    }
    return 0;
}
