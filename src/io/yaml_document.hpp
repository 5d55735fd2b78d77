// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat::io {

/// A value of a YAML document that knows its line. Owns its content; no yaml-cpp type is needed to
/// use it. Every error is Error{usage} and names file and line.
/// @code
///   const YamlNode model = load_yaml("model.yaml");
///   model.allow_keys({"name", "scores", "mean"});
///   const std::string name = model.at("name").text();
///   const double mean = model.number_or("mean", 0.0);
///   for (const YamlNode& score : model.at("scores").items()) …
/// @endcode
class YamlNode {
public:
    enum class Kind : std::uint8_t { null, scalar, sequence, map };
    using Entry = std::pair<std::string, YamlNode>;

    [[nodiscard]] Kind kind() const noexcept { return kind_; }

    [[nodiscard]] bool is_null() const noexcept { return kind_ == Kind::null; }

    [[nodiscard]] bool is_scalar() const noexcept { return kind_ == Kind::scalar; }

    [[nodiscard]] bool is_sequence() const noexcept { return kind_ == Kind::sequence; }

    [[nodiscard]] bool is_map() const noexcept { return kind_ == Kind::map; }

    /// True for a scalar in quotation marks: a text, whatever it looks like.
    [[nodiscard]] bool is_quoted() const noexcept { return is_quoted_; }

    /// A scalar as it is written. @throws Error{usage} if it is no scalar
    [[nodiscard]] const std::string& text() const;

    /// @throws Error{usage} if the scalar is no number, not finite, or in quotation marks
    [[nodiscard]] double number() const;

    /// @throws Error{usage} if the scalar is no whole number of 64 bits
    [[nodiscard]] std::int64_t integer() const;

    /// `true` or `false`. @throws Error{usage} for all else
    [[nodiscard]] bool boolean() const;

    /// Elements of a sequence. @throws Error{usage} if it is none
    [[nodiscard]] const std::vector<YamlNode>& items() const;

    /// Elements of a sequence, or the one scalar or map itself; none for null.
    [[nodiscard]] std::vector<YamlNode> items_or_self() const;

    /// Keys and values of a map in file order. @throws Error{usage} if it is none
    [[nodiscard]] const std::vector<Entry>& entries() const;

    /// The value of a key, or null if it is not there. @throws Error{usage} if this is no map
    [[nodiscard]] const YamlNode* find(std::string_view key) const;

    /// The value of a key. @throws Error{usage} if it is not there
    [[nodiscard]] const YamlNode& at(std::string_view key) const;

    /// The value of a key as such a type, or `otherwise` where it is not there or null.
    [[nodiscard]] std::string text_or(std::string_view key, std::string_view otherwise) const;
    [[nodiscard]] double number_or(std::string_view key, double otherwise) const;
    [[nodiscard]] std::int64_t integer_or(std::string_view key, std::int64_t otherwise) const;
    [[nodiscard]] bool boolean_or(std::string_view key, bool otherwise) const;

    /// @throws Error{usage} for a key that is not among these, naming its line and the nearest one
    void allow_keys(std::initializer_list<std::string_view> keys) const;
    void allow_keys(const std::vector<std::string>& keys) const;

    /// File and line, for errors of the caller.
    [[nodiscard]] Where where() const;

    /// An error about this value, at its place.
    [[nodiscard]] Error error(std::string_view what, std::string help = {}) const;

private:
    friend class YamlBuilder;

    Kind kind_{Kind::null};
    bool is_quoted_{false};
    std::int64_t line_{-1};
    std::string text_{};
    std::string path_{};  // of keys from the top: `tiers[2].name`
    std::vector<YamlNode> items_{};
    std::vector<Entry> entries_{};
    std::shared_ptr<const std::string> file_{};
};

/// Parses one YAML document (1.2, as yaml-cpp reads it); keys of a map must differ.
/// @param file  name for messages
/// @throws Error{usage} with the line where it is not valid
[[nodiscard]] YamlNode parse_yaml(std::string_view content, std::string file);

/// Reads a file. @throws Error{missing_input}, Error{system}; as parse_yaml
[[nodiscard]] YamlNode load_yaml(const std::string& path);

}  // namespace genostrat::io
