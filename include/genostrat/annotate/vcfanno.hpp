// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/source_stage.hpp>

// Configurations of vcfanno 0.3 (https://github.com/brentp/vcfanno), as they are.
namespace genostrat::annotate {

/// A value computed from INFO values after all annotation.
struct PostAnnotation {
    /// What vcfanno can do here beside the operations of sources.
    enum class Kind : std::uint8_t {
        reduce,  ///< an Operation over all values of the fields
        divide,  ///< div2: the first field by the second, value by value
        remove,  ///< delete: the fields go
        set_id   ///< the ID column becomes the values, `;` between them
    };

    Kind kind{Kind::reduce};
    Operation operation{Operation::first};
    std::vector<std::string> fields{};
    std::string name{};
    ColumnType type{ColumnType::string};
};

struct VcfannoOptions {
    std::string base_path{};  ///< where relative files are looked for, after the working folder
    bool annotates_ends{};    ///< -ends
    bool is_permissive{};     ///< -permissive-overlap
};

struct VcfannoConfig {
    std::vector<JoinOptions> joins{};  ///< one an [[annotation]], in the order of the file
    std::vector<PostAnnotation> posts{};
};

/// Reads a configuration.
///
/// @throws Error{usage} with line for what vcfanno would refuse, too; Error{unsupported} naming the
///         operation for lua: and js: and for BAM files; Error{missing_input} for files that are
///         not there
[[nodiscard]] VcfannoConfig read_vcfanno(const std::string& path, const VcfannoOptions& options);

/// Applies one [[postannotation]]. A stage.
class PostAnnotate {
public:
    explicit PostAnnotate(PostAnnotation annotation) : annotation_{std::move(annotation)} {}

    [[nodiscard]] std::string_view name() const noexcept { return "postannotate"; }

    void bind(Schema& schema);
    void process(RecordBatch& batch) const;

private:
    void annotate_row(RecordBatch& batch, RowId row) const;

    PostAnnotation annotation_;
    std::vector<InfoId> ids_{};
    InfoId target_{};
    bool reads_id_{};
};

}  // namespace genostrat::annotate
