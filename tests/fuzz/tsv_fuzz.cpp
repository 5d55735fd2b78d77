// SPDX-License-Identifier: MIT
// Any bytes as a table with named columns. Only an Error may come out.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <genostrat/core/error.hpp>
#include <genostrat/io/tsv.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using genostrat::io::TsvHeader;
    const genostrat::fuzz::MemoryFile file{data, size};
    for (const TsvHeader header :
         {TsvHeader::either, TsvHeader::first_line, TsvHeader::last_hash_line}) {
        try {
            genostrat::io::TsvReader table{file.path(), {.header = header}};
            while (table.next()) {
                for (std::size_t column = 0; column < table.columns().size(); ++column) {
                    const auto number = genostrat::parse_number<double>(table.text(column));
                    if (number && table.is_missing(column) && *number == *number)
                        std::abort();  // a number that is not NaN is not missing
                }
            }
        } catch (const genostrat::Error&) {
        }
    }
    return 0;
}
