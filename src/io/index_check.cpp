// SPDX-License-Identifier: MIT
#include "io/byte_input.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/index_check.hpp>

namespace genostrat::io {

namespace {

constexpr std::string_view is_cut_off = "it is cut off, or a count in it is wrong";
constexpr std::size_t magic_bytes = 4;
constexpr std::size_t chunk_bytes = 16;  // two virtual offsets
constexpr std::size_t offset_bytes = 8;  // one
constexpr std::size_t tbi_column_bytes = 24;
constexpr std::int32_t most_levels = 20;
constexpr std::int32_t most_bits = 62;  // of a position
constexpr std::size_t least_read = 4 * bgzf_largest_block;

/// Reads little-endian numbers front to back.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : rest_{bytes} {}

    [[nodiscard]] bool skip(std::uint64_t n) {
        if (n > rest_.size())
            return false;
        rest_.remove_prefix(n);
        return true;
    }

    template <typename T>
    [[nodiscard]] std::optional<T> next() {
        T value{};
        if (rest_.size() < sizeof(T))
            return std::nullopt;
        std::memcpy(&value, rest_.data(), sizeof(T));
        rest_.remove_prefix(sizeof(T));
        return value;
    }

    /// A count of things of so many bytes each, and these.
    [[nodiscard]] bool skip_counted(std::size_t n_bytes) {
        const auto n = next<std::int32_t>();
        return n && *n >= 0 && skip(static_cast<std::uint64_t>(*n) * n_bytes);
    }

private:
    std::string_view rest_;
};

std::string_view contig_fault(Bytes& bytes, bool is_csi, std::vector<std::uint32_t>& bins) {
    const auto n_bins = bytes.next<std::int32_t>();
    if (!n_bins || *n_bins < 0)
        return is_cut_off;
    bins.clear();
    for (std::int32_t at = 0; at < *n_bins; ++at) {
        const auto bin = bytes.next<std::uint32_t>();
        if (!bin || (is_csi && !bytes.skip(offset_bytes)) || !bytes.skip_counted(chunk_bytes))
            return is_cut_off;
        bins.push_back(*bin);
    }
    std::ranges::sort(bins);
    if (std::ranges::adjacent_find(bins) != bins.end())
        return "a contig has a bin twice";
    return is_csi || bytes.skip_counted(offset_bytes) ? std::string_view{} : is_cut_off;
}

/// CSI's own fields, up to the number of contigs.
std::string_view csi_fault(Bytes& bytes) {
    const auto min_shift = bytes.next<std::int32_t>();
    const auto n_levels = bytes.next<std::int32_t>();
    if (!min_shift || !n_levels)
        return is_cut_off;
    if (*min_shift <= 0 || *n_levels < 0 || *n_levels > most_levels ||
        *min_shift + 3 * *n_levels > most_bits)
        return "its windows have no size";
    return bytes.skip_counted(1) ? std::string_view{} : is_cut_off;
}

}  // namespace

std::string_view index_fault(std::string_view bytes) {
    const std::string_view magic = bytes.substr(0, magic_bytes);
    const bool is_csi = magic == std::string_view{"CSI\1", magic_bytes};
    const bool is_tbi = magic == std::string_view{"TBI\1", magic_bytes};
    if (!is_csi && !is_tbi && magic != std::string_view{"BAI\1", magic_bytes})
        return "it is no BAI, CSI or TBI index";
    Bytes rest{bytes.substr(magic_bytes)};
    if (is_csi)
        if (const std::string_view fault = csi_fault(rest); !fault.empty())
            return fault;
    const auto n_contigs = rest.next<std::int32_t>();
    if (!n_contigs || *n_contigs < 0)
        return is_cut_off;
    if (is_tbi && (!rest.skip(tbi_column_bytes) || !rest.skip_counted(1)))
        return is_cut_off;
    std::vector<std::uint32_t> bins;
    for (std::int32_t contig = 0; contig < *n_contigs; ++contig)
        if (const std::string_view fault = contig_fault(rest, is_csi, bins); !fault.empty())
            return fault;
    return {};
}

void check_index(const std::string& path) {
    if (!std::filesystem::exists(path))
        return;
    ByteInput input{path};
    std::string bytes;
    for (std::size_t n_read = 1; n_read > 0;) {
        const std::size_t had = bytes.size();
        bytes.resize(had + std::max(had, least_read));
        n_read = input.read(bytes.data() + had, bytes.size() - had);
        bytes.resize(had + n_read);
    }
    if (const std::string_view fault = index_fault(bytes); !fault.empty())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the index is damaged: {}", fault),
            {.file = path},
            "make it again (`genostrat index`, or `samtools index` for reads)"};
}

void check_index_of(const std::string& path, const std::string& given) {
    if (!given.empty())
        check_index(given);
    else if (std::filesystem::exists(path + ".csi"))
        check_index(path + ".csi");
    else
        check_index(path + ".tbi");
}

}  // namespace genostrat::io
