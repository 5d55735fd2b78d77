// SPDX-License-Identifier: MIT
#include "io/byte_input.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {

namespace {

constexpr std::size_t start_bytes = 4 * bgzf_largest_block;
constexpr std::string_view byte_order_mark{"\xef\xbb\xbf"};

}  // namespace

struct LineReader::Impl {
    explicit Impl(std::string path) : input{std::move(path)}, buffer(start_bytes) {}

    /// More bytes behind `end`; false at the end of the input.
    bool fill() {
        std::copy(
            buffer.begin() + static_cast<std::ptrdiff_t>(begin),
            buffer.begin() + static_cast<std::ptrdiff_t>(end),
            buffer.begin());
        end -= begin;
        begin = 0;
        if (buffer.size() - end < bgzf_largest_block)
            buffer.resize(2 * buffer.size());
        const std::size_t count = input.read(buffer.data() + end, buffer.size() - end);
        end += count;
        return count != 0;
    }

    /// Places [begin, line_end) around the next line; false at the end.
    bool find_line(std::size_t& line_end, std::size_t& next_begin) {
        std::size_t searched = 0;  // bytes after begin that hold no line end
        for (;;) {
            const char* const from = buffer.data() + begin + searched;
            const std::size_t length = end - begin - searched;
            const void* const found = length == 0 ? nullptr : std::memchr(from, '\n', length);
            if (found != nullptr) {
                line_end =
                    static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data());
                next_begin = line_end + 1;
                return true;
            }
            searched = end - begin;
            if (!fill()) {
                line_end = next_begin = end;
                return begin != end;
            }
        }
    }

    ByteInput input;
    std::vector<char> buffer;
    std::size_t begin{0};
    std::size_t end{0};
    std::int64_t line_number{0};
};

LineReader::LineReader(std::string path) : impl_{std::make_unique<Impl>(std::move(path))} {
}

LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;

bool LineReader::next(std::string_view& line) {
    std::size_t line_end = 0;
    std::size_t next_begin = 0;
    try {
        if (!impl_->find_line(line_end, next_begin))
            return false;
    } catch (Error& error) {
        error.add_where({.line = impl_->line_number + 1});
        throw;
    }
    line = {impl_->buffer.data() + impl_->begin, line_end - impl_->begin};
    impl_->begin = next_begin;
    if (impl_->line_number++ == 0 && line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return true;
}

Where LineReader::where() const {
    return {.file = impl_->input.name(), .line = impl_->line_number};
}

}  // namespace genostrat::io
