// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <genostrat/consequence/effect_table.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::consequence {

struct EffectSinkOptions {
    EffectFormat format{EffectFormat::tab};
    std::vector<CsqField> fields{};         ///< those of the CSQ that is read
    std::string tag{"CSQ"};                 ///< INFO key
    std::string assembly{};                 ///< of the genome; else as the header's contigs tell
    std::vector<std::string> provenance{};  ///< lines in front of a table, see EffectTable::header
};

/// Sink: prints the CSQ (or BCSQ) of rows as a table or as JSON lines; `-` is standard output,
/// names that end in `.gz` are written as BGZF.
class EffectSink {
public:
    struct Chunk {
        std::string text{};
    };

    EffectSink(std::string path, EffectSinkOptions options);
    ~EffectSink();
    EffectSink(EffectSink&&) noexcept;
    EffectSink& operator=(EffectSink&&) noexcept;

    /// @throws Error{usage} if no stage before it writes the tag
    void bind(Schema& schema);
    void start(const Schema& schema);
    void encode(const RecordBatch& batch, Chunk& chunk) const;

    void cut(Chunk&, bool) {}

    void deflate(Chunk&) const {}

    void write(Chunk& chunk);
    void close();
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::consequence
