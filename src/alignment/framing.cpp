// SPDX-License-Identifier: MIT
#include <cstring>

#include <genostrat/alignment/framing.hpp>
#include <genostrat/alignment/record.hpp>

namespace genostrat::alignment {

Framing frame_records(
    std::string_view bytes,
    std::size_t from,
    std::int64_t n_contigs,
    std::vector<std::uint32_t>& starts) {
    std::size_t at = from;
    while (bytes.size() - at >= 4) {
        std::int32_t block_size{};
        std::memcpy(&block_size, bytes.data() + at, 4);
        const bool may_go_on =
            block_size >= 32 && static_cast<std::size_t>(block_size) > bytes.size() - at - 4;
        if (may_go_on)
            break;
        if (const std::string_view fault = record_fault(bytes.substr(at), n_contigs);
            !fault.empty())
            return {at, fault};
        starts.push_back(static_cast<std::uint32_t>(at));
        at += static_cast<std::size_t>(block_size) + 4;
    }
    return {at, {}};
}

}  // namespace genostrat::alignment
