// SPDX-License-Identifier: MIT
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>

namespace genostrat {

std::string Where::text() const {
    std::string out = file;
    const auto append = [&out](const std::string& part, const char* separator) {
        out += out.empty() ? "" : separator;
        out += part;
    };
    if (line >= 0)
        append(file.empty() ? fmt::format("line {}", line) : fmt::format("{}", line), ":");
    if (record >= 0)
        append(fmt::format("record {}", record), ": ");
    if (!contig.empty())
        append(pos >= 0 ? fmt::format("{}:{}", contig, pos + 1) : contig, ": ");
    return out;
}

Error::Error(ErrorKind kind, const std::string& what, Where where, std::string help)
    : std::runtime_error{what}, kind_{kind}, where_{std::move(where)}, help_{std::move(help)} {
}

void Error::add_where(const Where& where) {
    if (where_.file.empty())
        where_.file = where.file;
    if (where_.contig.empty() && where_.pos < 0) {
        where_.contig = where.contig;
        where_.pos = where.pos;
    }
    if (where_.line < 0)
        where_.line = where.line;
    if (where_.record < 0)
        where_.record = where.record;
}

std::string Error::describe() const {
    const std::string place = where_.text();
    std::string out = place.empty() ? std::string{what()} : fmt::format("{}: {}", place, what());
    if (!help_.empty())
        out += "\nhelp: " + help_;
    return out;
}

std::string_view to_string(ErrorKind kind) noexcept {
    switch (kind) {
    case ErrorKind::internal:
        return "internal error";
    case ErrorKind::usage:
        return "usage";
    case ErrorKind::missing_input:
        return "missing input";
    case ErrorKind::bad_data:
        return "bad data";
    case ErrorKind::unsupported:
        return "unsupported";
    case ErrorKind::system:
        return "system";
    }
    return "error";
}

}  // namespace genostrat
