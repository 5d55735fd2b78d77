// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include <genostrat/annotate/field_request.hpp>
#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/annotate/vcfanno.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

#include <toml++/toml.h>

namespace genostrat::annotate {

namespace {

/// One table of the configuration, with its line for messages.
class Block {
public:
    Block(const toml::table& table, std::string file) : table_{&table}, file_{std::move(file)} {}

    [[noreturn]] void
    fail(ErrorKind kind, const std::string& what, const std::string& help = {}) const {
        throw Error{
            kind,
            what,
            {.file = file_, .line = static_cast<std::int64_t>(table_->source().begin.line)},
            help};
    }

    [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }

    [[nodiscard]] std::string text(std::string_view key) const {
        const toml::node* const node = table_->get(key);
        if (node == nullptr)
            return {};
        if (const auto value = node->value_exact<std::string>())
            return *value;
        fail(ErrorKind::usage, std::string{key} + " is no text");
    }

    /// A list of texts, or of whole numbers as texts; a single one is a list of one.
    [[nodiscard]] std::vector<std::string> list(std::string_view key) const {
        std::vector<std::string> values;
        const toml::node* const node = table_->get(key);
        if (node == nullptr)
            return values;
        const auto add = [&](const toml::node& value) {
            if (const auto as_text = value.value_exact<std::string>())
                values.push_back(*as_text);
            else if (const auto number = value.value_exact<std::int64_t>())
                values.push_back(std::to_string(*number));
            else
                fail(ErrorKind::usage, std::string{key} + " holds what is no text and no number");
        };
        if (const toml::array* const array = node->as_array())
            for (const toml::node& value : *array)
                add(value);
        else
            add(*node);
        return values;
    }

private:
    const toml::table* table_;
    std::string file_;
};

Operation operation_of(const std::string& name, const Block& block) {
    if (name.starts_with("lua:") || name.starts_with("js:"))
        block.fail(
            ErrorKind::unsupported,
            "the operation '" + name + "' is a script, which is not run here",
            "use a built-in operation, or compute the value afterwards");
    if (name == "DP2" || name == "median" || name == "div2" || name == "delete" || name == "setid")
        block.fail(
            ErrorKind::unsupported,
            "the operation '" + name + "' is not known for annotations",
            "operations are self, first, mean, min, max, sum, count, concat, uniq, flag, by_alt");
    const auto operation = parse_operation(name);
    if (!operation)
        block.fail(
            ErrorKind::usage,
            "there is no operation '" + name + "'",
            suggest_name(name, operation_names()));
    return *operation;
}

/// `af_float` is a Float named af; likewise _int and _flag.
void take_type_of_name(JoinField& field) {
    if (field.operation == Operation::self || field.operation == Operation::first)
        return;
    constexpr std::array<std::pair<std::string_view, ColumnType>, 3> endings{
        {{"_float", ColumnType::floating},
         {"_int", ColumnType::integer},
         {"_flag", ColumnType::flag}}};
    for (const auto& [ending, type] : endings) {
        if (field.name.size() <= ending.size() || !field.name.ends_with(ending))
            continue;
        field.name.resize(field.name.size() - ending.size());
        field.type = type;
        return;
    }
}

std::string find_file(const std::string& file, const std::string& base, const Block& block) {
    if (file.empty())
        block.fail(ErrorKind::usage, "an [[annotation]] has no file");
    if (std::filesystem::exists(file))
        return file;
    const std::string based = base.empty() ? file : (std::filesystem::path{base} / file).string();
    if (!std::filesystem::exists(based))
        block.fail(
            ErrorKind::missing_input,
            "there is no file " + file,
            base.empty() ? "say where it is with --base-path" : "it was looked for in " + base);
    return based;
}

JoinOptions
read_annotation(const Block& block, const VcfannoOptions& options, const std::string& base) {
    JoinOptions join{
        .path = find_file(block.text("file"), base, block),
        .separator = '|',
        .annotates_ends = options.annotates_ends};
    if (join.path.ends_with(".bam") || join.path.ends_with(".cram"))
        block.fail(
            ErrorKind::unsupported,
            "annotating from reads (" + join.path + ") is not done here",
            "see 'genostrat depth' and 'genostrat pileup'");
    const bool has_fields = block.has("fields");
    if (has_fields == block.has("columns"))
        block.fail(
            ErrorKind::usage,
            has_fields ? "gives fields and columns" : "gives neither fields nor columns",
            "fields name INFO keys of a VCF, columns count those of a BED or table from 1");
    const std::vector<std::string> sources = block.list(has_fields ? "fields" : "columns");
    const std::vector<std::string> operations = block.list("ops");
    std::vector<std::string> names = block.list("names");
    if (names.empty() && has_fields)
        names = sources;
    if (operations.size() != sources.size() || names.size() != sources.size())
        block.fail(
            ErrorKind::usage,
            "has " + std::to_string(sources.size()) + (has_fields ? " fields, " : " columns, ") +
                std::to_string(names.size()) + " names and " + std::to_string(operations.size()) +
                " ops; as many of each are needed");
    for (std::size_t index = 0; index < sources.size(); ++index) {
        JoinField field{
            .source = sources[index],
            .name = names[index],
            .operation = operation_of(operations[index], block)};
        take_type_of_name(field);
        if (!is_info_key(field.name))
            block.fail(ErrorKind::usage, "the name '" + field.name + "' is no INFO key");
        join.fields.push_back(std::move(field));
    }
    const bool is_strict = !options.is_permissive;
    join.rule.kind = is_strict ? JoinRule::Kind::shared_allele : JoinRule::Kind::overlap;
    return join;
}

PostAnnotation read_postannotation(const Block& block) {
    PostAnnotation post{.fields = block.list("fields"), .name = block.text("name")};
    const std::string operation = block.text("op");
    if (operation.empty())
        block.fail(ErrorKind::usage, "a [[postannotation]] has no op");
    if (operation == "div2") {
        post.kind = PostAnnotation::Kind::divide;
        if (post.fields.size() != 2)
            block.fail(ErrorKind::usage, "div2 needs two fields");
    } else if (operation == "delete") {
        post.kind = PostAnnotation::Kind::remove;
        return post;
    } else if (operation == "setid" || post.name == "ID") {
        post.kind = PostAnnotation::Kind::set_id;
        post.operation = operation == "setid" ? Operation::uniq : operation_of(operation, block);
        return post;
    } else {
        post.operation = operation_of(operation, block);
    }
    if (!is_info_key(post.name))
        block.fail(ErrorKind::usage, "the name '" + post.name + "' is no INFO key");
    const std::string type = block.text("type");
    const auto known = parse_column_type(type);
    if (!known || known == ColumnType::character)
        block.fail(
            ErrorKind::usage,
            "the type '" + type + "' of " + post.name + " is not one",
            "it is one of Flag, Float, Integer and String");
    post.type = *known;
    return post;
}

template <typename Visit>
void for_each_block(
    const toml::table& config, std::string_view key, const std::string& file, Visit visit) {
    const toml::node* const node = config.get(key);
    if (node == nullptr)
        return;
    if (const toml::array* const blocks = node->as_array()) {
        for (const toml::node& block : *blocks)
            if (const toml::table* const table = block.as_table())
                visit(Block{*table, file});
        return;
    }
    if (const toml::table* const table = node->as_table())
        visit(Block{*table, file});
}

}  // namespace

VcfannoConfig read_vcfanno(const std::string& path, const VcfannoOptions& options) {
    if (!std::filesystem::is_regular_file(path))
        throw Error{ErrorKind::missing_input, "no such file", {.file = path}};
    toml::table config;
    try {
        config = toml::parse_file(path);
    } catch (const toml::parse_error& error) {
        throw Error{
            ErrorKind::usage,
            std::string{error.description()},
            {.file = path, .line = static_cast<std::int64_t>(error.source().begin.line)},
            "the file is TOML (https://toml.io)"};
    }
    const Block whole{config, path};
    for (const auto& [key, value] : config)
        if (key != "annotation" && key != "postannotation" && key != "base")
            whole.fail(
                ErrorKind::unsupported,
                "has a block or key '" + std::string{key.str()} + "', which is not known",
                "blocks are [[annotation]] and [[postannotation]]");
    const std::string base = options.base_path.empty() ? whole.text("base") : options.base_path;
    VcfannoConfig result;
    for_each_block(config, "annotation", path, [&](const Block& block) {
        result.joins.push_back(read_annotation(block, options, base));
    });
    for_each_block(config, "postannotation", path, [&](const Block& block) {
        result.posts.push_back(read_postannotation(block));
    });
    if (result.joins.empty() && result.posts.empty())
        whole.fail(ErrorKind::usage, "has no [[annotation]] and no [[postannotation]]");
    return result;
}

}  // namespace genostrat::annotate
