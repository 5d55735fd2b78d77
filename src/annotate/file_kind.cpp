// SPDX-License-Identifier: MIT
#include "annotate/row_stream.hpp"

#include <array>
#include <fstream>
#include <string_view>

#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::annotate {

namespace {

/// The first bytes of genostrat's own binary files (io/container.hpp).
constexpr std::string_view container_magic = "GENOSTRA";

bool is_container(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::array<char, container_magic.size()> bytes{};
    file.read(bytes.data(), bytes.size());
    return std::string_view{bytes.data(), static_cast<std::size_t>(file.gcount())} ==
           container_magic;
}

}  // namespace

SourceKind source_kind(const std::string& path) {
    if (path == "-")
        return SourceKind::variants;
    if (is_container(path))
        return SourceKind::archive;
    if (is_bigwig(path))
        return SourceKind::bigwig;
    io::LineReader lines{path};
    std::string_view line;
    if (lines.next(line) && (line.starts_with("##fileformat=VCF") || line.starts_with("BCF\x02")))
        return SourceKind::variants;
    return is_bed_name(path) ? SourceKind::bed : SourceKind::table;
}

}  // namespace genostrat::annotate
