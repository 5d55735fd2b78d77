// SPDX-License-Identifier: MIT
// Values as bytes, for the compiled cache: written and read by one list of fields each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat::pgx {

/// Appends values to a byte string. Native byte order: a cache does not leave its machine.
class BinaryWriter {
public:
    template <typename... Values>
    void operator()(const Values&... values) {
        (write(values), ...);
    }

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
        return std::as_bytes(std::span{bytes_});
    }

private:
    template <typename T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>

    void write(const T& value) {
        const std::size_t at = bytes_.size();
        bytes_.resize(at + sizeof(T));
        std::memcpy(bytes_.data() + at, &value, sizeof(T));
    }

    void write(const std::string& text) {
        write(text.size());
        bytes_ += text;
    }

    template <typename T>
    void write(const std::vector<T>& values) {
        write(values.size());
        for (const T& value : values)
            write(value);
    }

    template <typename Key, typename T, typename Less>
    void write(const std::map<Key, T, Less>& values) {
        write(values.size());
        for (const auto& [key, value] : values)
            (*this)(key, value);
    }

    template <typename One, typename Other>
    void write(const std::pair<One, Other>& pair) {
        (*this)(pair.first, pair.second);
    }

    template <typename T>
    void write(const std::optional<T>& value) {
        write(value.has_value());
        if (value)
            write(*value);
    }

    template <typename T>
    requires std::is_class_v<T>

    void write(const T& object) { fields(*this, object); }

    std::string bytes_;
};

/// Reads back what a BinaryWriter wrote. @throws Error{bad_data} where the bytes end too early
class BinaryReader {
public:
    explicit BinaryReader(std::span<const std::byte> bytes) : rest_(bytes) {}

    template <typename... Values>
    void operator()(Values&... values) {
        (read(values), ...);
    }

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

private:
    std::span<const std::byte> take(std::size_t n) {
        if (n > rest_.size())
            throw Error{ErrorKind::bad_data, "compiled pharmacogenomic data end too early", {}, {}};
        const auto taken = rest_.first(n);
        rest_ = rest_.subspan(n);
        return taken;
    }

    template <typename T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>

    void read(T& value) { std::memcpy(&value, take(sizeof(T)).data(), sizeof(T)); }

    std::size_t read_size() {
        std::size_t n = 0;
        read(n);
        if (n > rest_.size())  // an element takes a byte at least
            (void)take(n);
        return n;
    }

    void read(std::string& text) {
        const std::size_t n = read_size();
        text.resize(n);
        if (n > 0)
            std::memcpy(text.data(), take(n).data(), n);
    }

    template <typename T>
    void read(std::vector<T>& values) {
        values.resize(read_size());
        for (T& value : values)
            read(value);
    }

    template <typename Key, typename T, typename Less>
    void read(std::map<Key, T, Less>& values) {
        for (std::size_t n = read_size(); n > 0; --n) {
            Key key{};
            read(key);
            T value{};
            read(value);
            values.emplace_hint(values.end(), std::move(key), std::move(value));
        }
    }

    template <typename One, typename Other>
    void read(std::pair<One, Other>& pair) {
        (*this)(pair.first, pair.second);
    }

    template <typename T>
    void read(std::optional<T>& value) {
        bool has_value = false;
        read(has_value);
        if (has_value)
            read(value.emplace());
    }

    template <typename T>
    requires std::is_class_v<T>

    void read(T& object) { fields(*this, object); }

    std::span<const std::byte> rest_;
};

}  // namespace genostrat::pgx
