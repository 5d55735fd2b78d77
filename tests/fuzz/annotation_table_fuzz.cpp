// SPDX-License-Identifier: MIT
// Any bytes as a table that an archive is built from, by allele, interval and gene. Only an Error
// may come out; what was built can be read.
#include "memory_file.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include <genostrat/annotate/table_build.hpp>
#include <genostrat/core/error.hpp>

#include <unistd.h>

using genostrat::annotate::Archive;
using genostrat::annotate::ArchiveKeys;
using genostrat::annotate::build_from_tables;
using genostrat::annotate::TableBuildOptions;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    const std::array<std::string, 1> paths{file.path()};
    const std::string output = (std::filesystem::temp_directory_path() /
                                ("fuzz_table_" + std::to_string(::getpid()) + ".gsa"))
                                   .string();
    for (const ArchiveKeys keys :
         {ArchiveKeys::alleles, ArchiveKeys::intervals, ArchiveKeys::genes}) {
        try {
            TableBuildOptions options{.keys = keys};
            options.fields = {{.source = "1", .name = "v"}, {.source = "FLAG", .name = "f"}};
            static_cast<void>(build_from_tables(paths, output, options));
            Archive{output}.check();
        } catch (const genostrat::Error&) {
        }
    }
    std::filesystem::remove(output);
    return 0;
}
