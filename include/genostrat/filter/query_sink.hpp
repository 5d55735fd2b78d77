// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <genostrat/filter/query_format.hpp>
#include <genostrat/filter/stage.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat {

struct QueryOptions {
    std::string format{};
    /// Rows, and in loops samples, that are printed; an empty expression: all. With `exclude` a row
    /// whose format loops over samples is printed as long as a sample is left.
    FilterOptions filter{};
    bool prints_header{};
    filter::UndefinedTags undefined{filter::UndefinedTags::fail};
};

/// Sink: prints fields of rows as `bcftools query -f` does; `-` is standard output.
class QuerySink {
public:
    struct Chunk {
        std::string text{};
    };

    QuerySink(std::string path, QueryOptions options);
    ~QuerySink();
    QuerySink(QuerySink&&) noexcept;
    QuerySink& operator=(QuerySink&&) noexcept;

    /// @throws Error{usage} for a format or expression that does not fit the header
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

}  // namespace genostrat
