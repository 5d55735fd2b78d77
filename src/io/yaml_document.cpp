// SPDX-License-Identifier: MIT
#include "io/yaml_document.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::io {

namespace {

std::string_view to_string(YamlNode::Kind kind) {
    switch (kind) {
    case YamlNode::Kind::null:
        return "empty";
    case YamlNode::Kind::scalar:
        return "a single value";
    case YamlNode::Kind::sequence:
        return "a list";
    case YamlNode::Kind::map:
        return "a group of keys";
    }
    return "";
}

/// YAML allows none but tab and line ends (YAML 1.2, 5.1), and yaml-cpp 0.7 reads some for ever.
void refuse_control_characters(std::string_view content, const std::string& file) {
    const auto found = std::ranges::find_if(content, [](char letter) {
        return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t' && letter != '\n' &&
                letter != '\r') ||
               letter == 0x7f;
    });
    if (found != content.end())
        throw Error{
            ErrorKind::usage,
            fmt::format("is no valid YAML: the control character {:#04x}", *found),
            {.file = file, .line = 1 + std::count(content.begin(), found, '\n')},
            "save it as plain text (UTF-8)"};
}

}  // namespace

/// Copies yaml-cpp's tree, so that no alias is followed without end.
class YamlBuilder {
public:
    explicit YamlBuilder(std::string file)
        : file_{std::make_shared<const std::string>(std::move(file))} {}

    YamlNode build(const YAML::Node& from, std::string path) {
        constexpr int most_nodes = 1'000'000;
        constexpr int most_levels = 100;
        YamlNode node;
        node.file_ = file_;
        node.path_ = std::move(path);
        node.line_ = from.Mark().line + 1;
        if (++n_nodes_ > most_nodes)
            throw node.error("holds more than a million values (its aliases counted out)");
        const DepthGuard guard{depth_};
        if (depth_ > most_levels)
            throw node.error("goes too deep, or an alias names what it stands in");
        switch (from.Type()) {
        case YAML::NodeType::Scalar:
            node.kind_ = YamlNode::Kind::scalar;
            node.text_ = from.Scalar();
            node.is_quoted_ = from.Tag() == "!";
            break;
        case YAML::NodeType::Sequence:
            node.kind_ = YamlNode::Kind::sequence;
            for (const YAML::Node& item : from)
                node.items_.push_back(
                    build(item, fmt::format("{}[{}]", node.path_, node.items_.size() + 1)));
            break;
        case YAML::NodeType::Map:
            node.kind_ = YamlNode::Kind::map;
            for (const auto& entry : from)
                add_entry(node, entry.first, entry.second);
            break;
        case YAML::NodeType::Null:
        case YAML::NodeType::Undefined:
            break;
        }
        return node;
    }

private:
    void add_entry(YamlNode& node, const YAML::Node& key, const YAML::Node& value) {
        const YamlNode key_node = build(key, node.path_);
        if (!key.IsScalar())
            throw key_node.error("a key must be a single value");
        if (node.find(key.Scalar()) != nullptr)
            throw key_node.error(fmt::format("key '{}' is there twice", key.Scalar()));
        const std::string& above = node.path_;
        node.entries_.emplace_back(
            key.Scalar(),
            build(value, above.empty() ? key.Scalar() : fmt::format("{}.{}", above, key.Scalar())));
        // An empty value has no mark of its own.
        if (value.IsNull())
            node.entries_.back().second.line_ = key_node.line_;
    }

    class DepthGuard {
    public:
        explicit DepthGuard(int& depth) noexcept : depth_{++depth} {}

        ~DepthGuard() { --depth_; }

        DepthGuard(const DepthGuard&) = delete;
        DepthGuard& operator=(const DepthGuard&) = delete;

    private:
        int& depth_;
    };

    std::shared_ptr<const std::string> file_;
    int n_nodes_{0};
    int depth_{0};
};

Where YamlNode::where() const {
    return {.file = file_ == nullptr ? std::string{} : *file_, .line = line_};
}

Error YamlNode::error(std::string_view what, std::string help) const {
    return Error{
        ErrorKind::usage,
        path_.empty() ? std::string{what} : fmt::format("'{}' {}", path_, what),
        where(),
        std::move(help)};
}

const std::string& YamlNode::text() const {
    if (!is_scalar())
        throw error(fmt::format("is {}, a single value is needed", to_string(kind_)));
    return text_;
}

double YamlNode::number() const {
    const std::optional<double> value = parse_number<double>(text());
    if (!value || is_quoted_ || !std::isfinite(*value))
        throw error(fmt::format("is '{}', a number is needed", text_));
    return *value;
}

std::int64_t YamlNode::integer() const {
    const std::optional<std::int64_t> value = parse_number<std::int64_t>(text());
    if (!value || is_quoted_)
        throw error(fmt::format("is '{}', a whole number is needed", text_));
    return *value;
}

bool YamlNode::boolean() const {
    if (text() != "true" && text_ != "false")
        throw error(fmt::format("is '{}', true or false is needed", text_));
    return text_ == "true";
}

const std::vector<YamlNode>& YamlNode::items() const {
    if (!is_sequence())
        throw error(fmt::format("is {}, a list is needed", to_string(kind_)));
    return items_;
}

std::vector<YamlNode> YamlNode::items_or_self() const {
    if (is_null())
        return {};
    if (is_sequence())
        return items_;
    return {*this};
}

const std::vector<YamlNode::Entry>& YamlNode::entries() const {
    if (!is_map())
        throw error(fmt::format("is {}, a group of keys is needed", to_string(kind_)));
    return entries_;
}

const YamlNode* YamlNode::find(std::string_view key) const {
    const std::vector<Entry>& all = entries();
    const auto found = std::find_if(
        all.begin(), all.end(), [key](const Entry& entry) { return entry.first == key; });
    return found == all.end() ? nullptr : &found->second;
}

const YamlNode& YamlNode::at(std::string_view key) const {
    const YamlNode* const found = find(key);
    if (found == nullptr) {
        std::vector<std::string> known;
        for (const Entry& entry : entries_)
            known.push_back(entry.first);
        const std::string nearest = nearest_name(key, known);
        throw error(
            path_.empty() ? fmt::format("key '{}' is needed and not there", key)
                          : fmt::format("needs the key '{}'", key),
            nearest.empty() ? std::string{} : fmt::format("'{}' looks like it", nearest));
    }
    return *found;
}

std::string YamlNode::text_or(std::string_view key, std::string_view otherwise) const {
    const YamlNode* const found = find(key);
    return found == nullptr || found->is_null() ? std::string{otherwise} : found->text();
}

double YamlNode::number_or(std::string_view key, double otherwise) const {
    const YamlNode* const found = find(key);
    return found == nullptr || found->is_null() ? otherwise : found->number();
}

std::int64_t YamlNode::integer_or(std::string_view key, std::int64_t otherwise) const {
    const YamlNode* const found = find(key);
    return found == nullptr || found->is_null() ? otherwise : found->integer();
}

bool YamlNode::boolean_or(std::string_view key, bool otherwise) const {
    const YamlNode* const found = find(key);
    return found == nullptr || found->is_null() ? otherwise : found->boolean();
}

void YamlNode::allow_keys(std::initializer_list<std::string_view> keys) const {
    allow_keys(std::vector<std::string>{keys.begin(), keys.end()});
}

void YamlNode::allow_keys(const std::vector<std::string>& keys) const {
    for (const auto& [key, value] : entries()) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            throw Error{
                ErrorKind::usage,
                path_.empty() ? fmt::format("unknown key '{}'", key)
                              : fmt::format("unknown key '{}' in '{}'", key, path_),
                value.where(),
                suggest_name(key, keys)};
    }
}

YamlNode parse_yaml(std::string_view content, std::string file) {
    refuse_control_characters(content, file);
    YamlBuilder builder{file};
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(std::string{content});
        if (documents.size() > 1)
            throw Error{
                ErrorKind::usage,
                fmt::format("holds {} YAML documents, one is needed", documents.size()),
                {.file = file, .line = documents[1].Mark().line + 1},
                "give each its own file"};
        return documents.empty() ? YamlNode{builder.build(YAML::Node{}, {})}
                                 : builder.build(documents[0], {});
    } catch (const YAML::Exception& error) {
        throw Error{
            ErrorKind::usage,
            fmt::format("is no valid YAML: {}", error.msg),
            {.file = file, .line = error.mark.is_null() ? -1 : error.mark.line + 1},
            "check indentation, colons and quotation marks"};
    }
}

YamlNode load_yaml(const std::string& path) {
    LineReader reader{path};
    std::string content;
    std::string_view line;
    while (reader.next(line))
        content.append(line).append("\n");
    return parse_yaml(content, reader.where().file);
}

}  // namespace genostrat::io
