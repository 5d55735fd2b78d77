// SPDX-License-Identifier: MIT
#include "line_scan.hpp"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace genostrat::detail {

namespace {

/// Collects tabs and line feeds into lines.
class Collector {
public:
    explicit Collector(std::vector<LineShape>& out) : out_{out} { out_.clear(); }

    void tab(std::size_t at) {
        if (line_.n_tabs < line_.column_end.size())
            line_.column_end[line_.n_tabs] = static_cast<std::uint32_t>(at - line_.begin);
        ++line_.n_tabs;
    }

    void line_feed(std::size_t at) {
        line_.end = at;
        out_.push_back(line_);
        line_.begin = at + 1;
        line_.n_tabs = 0;
    }

    void finish(std::size_t size) {
        if (line_.begin < size)
            line_feed(size);
    }

    /// True where further tabs of the line are only counted.
    [[nodiscard]] bool has_all_columns() const noexcept {
        return line_.n_tabs >= line_.column_end.size();
    }

    void count_tabs(int n) { line_.n_tabs += static_cast<std::uint32_t>(n); }

private:
    std::vector<LineShape>& out_;
    LineShape line_;
};

void scan_bytes(const char* data, std::size_t begin, std::size_t end, Collector& lines) {
    for (std::size_t at = begin; at < end; ++at) {
        if (data[at] == '\t')
            lines.tab(at);
        else if (data[at] == '\n')
            lines.line_feed(at);
    }
}

#ifdef __SSE2__
/// One bit for each of 64 bytes that equals `wanted`.
std::uint64_t equal_bytes(const char* data, __m128i wanted) {
    std::uint64_t mask = 0;
    for (unsigned part = 0; part < 4; ++part) {
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the intrinsic's type
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data) + part);
        const auto bits =
            static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
        mask |= static_cast<std::uint64_t>(bits) << (16 * part);
    }
    return mask;
}

/// True if `first` stands before `second` at one of 64 places; reads 65 bytes.
bool has_pair(const char* data, __m128i first, __m128i second) {
    __m128i found = _mm_setzero_si128();
    for (unsigned part = 0; part < 4; ++part) {
        // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the intrinsic's type
        const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data) + part);
        const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + 1) + part);
        // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
        found = _mm_or_si128(
            found, _mm_and_si128(_mm_cmpeq_epi8(here, first), _mm_cmpeq_epi8(next, second)));
    }
    return _mm_movemask_epi8(found) != 0;
}
#endif

}  // namespace

void scan_lines_scalar(const char* data, std::size_t size, std::vector<LineShape>& out) {
    Collector lines{out};
    scan_bytes(data, 0, size, lines);
    lines.finish(size);
}

std::int64_t count_line_feeds(const char* data, std::size_t size) noexcept {
    std::int64_t n = 0;
    const char* const end = data + size;
    while (data < end) {
        const void* const found = std::memchr(data, '\n', static_cast<std::size_t>(end - data));
        if (found == nullptr)
            break;
        data = static_cast<const char*>(found) + 1;
        ++n;
    }
    return n;
}

std::size_t
find_pair(std::string_view text, std::size_t from, char first, std::string_view seconds) noexcept {
    std::size_t at = from;
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8(first);
    if (seconds.size() == 1) {  // one letter, mostly: four times as much at once
        const __m128i second = _mm_set1_epi8(seconds.front());
        while (at + 65 <= text.size() && !has_pair(text.data() + at, wanted, second))
            at += 64;
    }
    for (; at + 17 <= text.size(); at += 16) {
        // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the intrinsic's type
        const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const __m128i next =
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + 1));
        // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
        __m128i follows = _mm_setzero_si128();
        for (const char second : seconds)
            follows = _mm_or_si128(follows, _mm_cmpeq_epi8(next, _mm_set1_epi8(second)));
        const auto found = static_cast<unsigned>(
            _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(here, wanted), follows)));
        if (found != 0)
            return at + static_cast<std::size_t>(std::countr_zero(found));
    }
#endif
    for (; at + 1 < text.size(); ++at)
        if (text[at] == first && seconds.find(text[at + 1]) != std::string_view::npos)
            return at;
    return std::string_view::npos;
}

void scan_lines(const char* data, std::size_t size, std::vector<LineShape>& out) {
    Collector lines{out};
    std::size_t at = 0;
#ifdef __SSE2__
    const __m128i tab = _mm_set1_epi8('\t');
    const __m128i line_feed = _mm_set1_epi8('\n');
    for (; at + 64 <= size; at += 64) {
        const std::uint64_t tabs = equal_bytes(data + at, tab);
        const std::uint64_t line_feeds = equal_bytes(data + at, line_feed);
        if (line_feeds == 0 && lines.has_all_columns()) {  // inside the samples of a wide row
            lines.count_tabs(std::popcount(tabs));
            continue;
        }
        for (std::uint64_t both = tabs | line_feeds; both != 0; both &= both - 1) {
            const auto bit = static_cast<unsigned>(std::countr_zero(both));
            if ((line_feeds >> bit & 1) != 0)
                lines.line_feed(at + bit);
            else
                lines.tab(at + bit);
        }
    }
#endif
    scan_bytes(data, at, size, lines);
    lines.finish(size);
}

}  // namespace genostrat::detail
