// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace genostrat {

/// Memory for many small values that die together. Addresses stay until `clear`; destructors are
/// not run. Keeps its blocks for the next round.
class Arena {
public:
    /// Uninitialised memory for `n` values.
    template <typename T>
    requires std::is_trivially_destructible_v<T>

    [[nodiscard]] std::span<T> make(std::size_t n) {
        if (n == 0)
            return {};
        void* const bytes = allocate(n * sizeof(T), alignof(T));
        return {static_cast<T*>(bytes), n};
    }

    /// A copy that lives as long as the arena is not cleared.
    [[nodiscard]] std::string_view copy(std::string_view text) {
        const std::span<char> out = make<char>(text.size());
        if (!text.empty())
            std::memcpy(out.data(), text.data(), text.size());
        return {out.data(), out.size()};
    }

    template <typename T>
    [[nodiscard]] std::span<T> copy(std::span<const T> values) {
        const std::span<T> out = make<T>(values.size());
        if (!values.empty())
            std::memcpy(out.data(), values.data(), values.size_bytes());
        return out;
    }

    void clear() noexcept {
        // A block made for one huge value is not kept: memory stays bounded by the usual batch.
        std::erase_if(blocks_, [](const Block& block) { return block.size > largest_kept; });
        block_ = 0;
        used_ = 0;
    }

private:
    static constexpr std::size_t block_bytes = std::size_t{64} << 10;
    static constexpr std::size_t largest_kept = std::size_t{4} << 20;

    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size;
    };

    void* allocate(std::size_t n_bytes, std::size_t alignment) {
        while (block_ < blocks_.size()) {
            const std::size_t at = (used_ + alignment - 1) / alignment * alignment;
            if (at + n_bytes <= blocks_[block_].size) {
                used_ = at + n_bytes;
                return blocks_[block_].bytes.get() + at;
            }
            ++block_;
            used_ = 0;
        }
        const std::size_t size = n_bytes > block_bytes ? n_bytes : block_bytes;
        blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
        used_ = n_bytes;
        return blocks_.back().bytes.get();
    }

    std::vector<Block> blocks_;
    std::size_t block_{};
    std::size_t used_{};
};

}  // namespace genostrat
