// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <genostrat/core/error.hpp>

namespace genostrat::pgx {

/// JSON text as a document; errors name the line.
[[nodiscard]] nlohmann::json parse_json(std::string_view text, const std::string& file);

/// A view of one value of a JSON document that knows its path (`namedAlleles[3].alleles`), so that
/// every error says where. Valid as long as the document and `file`.
class JsonNode {
public:
    JsonNode(const nlohmann::json& value, const std::string& file) : value_(&value), file_(&file) {}

    /// The member of that name. @throws Error{bad_data} if this is no object or has no such member
    [[nodiscard]] JsonNode at(const char* name) const;

    /// The member, or nothing if it is absent or null.
    [[nodiscard]] std::optional<JsonNode> find(const char* name) const;

    [[nodiscard]] bool is_null() const noexcept { return value_->is_null(); }

    [[nodiscard]] bool is_object() const noexcept { return value_->is_object(); }

    [[nodiscard]] bool is_text() const noexcept { return value_->is_string(); }

    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] std::string text_or(const char* name, std::string_view fallback) const;
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] bool flag_or(const char* name, bool fallback) const;

    /// Number of elements. @throws Error{bad_data} if this is no array
    [[nodiscard]] std::size_t size() const;

    /// Calls `visit(element)` for each element of an array.
    template <typename Visit>
    void each(Visit visit) const {
        const std::size_t n = size();
        for (std::size_t index = 0; index < n; ++index)
            visit(element(index));
    }

    /// Calls `visit(name, member)` for each member of an object, in order of names.
    template <typename Visit>
    void members(Visit visit) const {
        if (!value_->is_object())
            expected("an object");
        for (const auto& [name, member] : value_->items())
            visit(name, JsonNode{member, *file_, path_.empty() ? name : path_ + "." + name});
    }

    /// @throws Error{bad_data}: `path: what`
    [[noreturn]] void fail(const std::string& what) const;

private:
    JsonNode(const nlohmann::json& value, const std::string& file, std::string path)
        : value_(&value), file_(&file), path_(std::move(path)) {}

    [[nodiscard]] JsonNode element(std::size_t index) const;
    [[noreturn]] void expected(const char* what) const;

    const nlohmann::json* value_;
    const std::string* file_;
    std::string path_{};
};

}  // namespace genostrat::pgx
