// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace genostrat {

/// Growing bytes that are not set to zero first, unlike std::string's and std::vector's: a batch of
/// inflated data is written once, not twice. Keeps its memory when cleared.
class Buffer {
public:
    [[nodiscard]] char* data() noexcept { return bytes_.get(); }

    [[nodiscard]] const char* data() const noexcept { return bytes_.get(); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    [[nodiscard]] std::string_view view() const noexcept { return {bytes_.get(), size_}; }

    void clear() noexcept { size_ = 0; }

    /// New bytes have no defined value; old ones stay.
    void resize(std::size_t size) {
        if (size > capacity_)
            grow(size);
        size_ = size;
    }

    /// Makes room for so many bytes in all, so that appending them moves nothing.
    void reserve(std::size_t capacity) {
        if (capacity > capacity_)
            grow(capacity);
    }

    void append(std::string_view bytes) {
        if (bytes.empty())
            return;
        const std::size_t at = size_;
        resize(size_ + bytes.size());
        std::memcpy(bytes_.get() + at, bytes.data(), bytes.size());
    }

    /// Removes the first `n` bytes.
    void drop_front(std::size_t n) noexcept {
        if (n == 0)
            return;
        std::memmove(bytes_.get(), bytes_.get() + n, size_ - n);
        size_ -= n;
    }

    /// Gives back memory beyond `most` bytes, if the content allows it.
    void shrink_to(std::size_t most) {
        if (capacity_ <= most || size_ > most)
            return;
        capacity_ = 0;
        grow(most);
    }

private:
    void grow(std::size_t size) {
        const std::size_t capacity = std::max(size, capacity_ + capacity_ / 2);
        auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
        if (size_ > 0)
            std::memcpy(bytes.get(), bytes_.get(), size_);
        bytes_ = std::move(bytes);
        capacity_ = capacity;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t size_{};
    std::size_t capacity_{};
};

}  // namespace genostrat
