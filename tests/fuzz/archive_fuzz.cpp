// SPDX-License-Identifier: MIT
// Any bytes as an archive. Only an Error may come out, and what a whole archive says can be read.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/archive_dump.hpp>
#include <genostrat/annotate/interval_cursor.hpp>
#include <genostrat/core/error.hpp>

using genostrat::annotate::Archive;
using genostrat::annotate::ArchiveCursor;
using genostrat::annotate::ArchiveKeys;
using genostrat::annotate::dump_archive;
using genostrat::annotate::IntervalCursor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const genostrat::fuzz::MemoryFile file{data, size};
    try {
        const Archive archive{file.path()};
        std::size_t n_bytes = 0;
        dump_archive(archive, [&](std::string_view text) { n_bytes += text.size(); });
        if (archive.info().keys == ArchiveKeys::intervals) {
            IntervalCursor cursor{archive};
            std::string text;
            for (bool more = cursor.find(0, {0, 1'000'000}); more; more = cursor.next())
                text.append(1, static_cast<char>(cursor.where().begin & 1));
        } else {
            ArchiveCursor cursor{archive};
            static_cast<void>(cursor.find({0, 99, "A", "C"}));
        }
    } catch (const genostrat::Error&) {
    }
    return 0;
}
