// SPDX-License-Identifier: MIT
#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/query_sink.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/io/atomic_file.hpp>

namespace genostrat {

namespace {

/// What one thread needs to print rows.
struct Printer {
    Printer(
        const QueryOptions& options,
        const Schema& schema,
        const std::optional<filter::Program>& program)
        : format{options.format, schema, options.filter.rules, options.undefined} {
        if (program)
            evaluator.emplace(*program);
    }

    filter::QueryFormat format;
    std::optional<filter::Evaluator> evaluator;
    std::vector<std::uint8_t> printed;
};

}  // namespace

struct QuerySink::Impl {
    Impl(std::string target, QueryOptions chosen)
        : path{std::move(target)}, options{std::move(chosen)} {}

    [[nodiscard]] std::unique_ptr<Printer> lease() const {
        {
            const std::scoped_lock lock{mutex};
            if (!idle.empty()) {
                std::unique_ptr<Printer> printer = std::move(idle.back());
                idle.pop_back();
                return printer;
            }
        }
        return std::make_unique<Printer>(options, *schema, program);
    }

    void give_back(std::unique_ptr<Printer> printer) const {
        const std::scoped_lock lock{mutex};
        idle.push_back(std::move(printer));
    }

    /// Which samples of the row loops print; nothing if the row is left out.
    [[nodiscard]] std::optional<std::span<const std::uint8_t>>
    printed_samples(Printer& printer, const filter::BatchRow& view) const {
        if (!printer.evaluator)
            return std::span<const std::uint8_t>{};
        const bool passes = printer.evaluator->passes(view);
        const bool is_of_samples =
            printer.format.has_loop() && program->result_shape == filter::Shape::samples;
        if (!is_of_samples) {
            if (passes == options.filter.exclude)
                return std::nullopt;
            return std::span<const std::uint8_t>{};
        }
        const auto passing = printer.evaluator->samples();
        printer.printed.assign(passing.begin(), passing.end());
        if (options.filter.exclude)
            for (std::uint8_t& sample : printer.printed)
                sample ^= 1U;
        if (std::ranges::find(printer.printed, std::uint8_t{1}) == printer.printed.end())
            return std::nullopt;
        return printer.printed;
    }

    std::string path;
    QueryOptions options;
    const Schema* schema{};
    std::optional<filter::Program> program;
    std::optional<io::AtomicFile> file;
    mutable std::mutex mutex;
    mutable std::vector<std::unique_ptr<Printer>> idle;
};

QuerySink::QuerySink(std::string path, QueryOptions options)
    : impl_{std::make_unique<Impl>(std::move(path), std::move(options))} {
}

QuerySink::~QuerySink() = default;
QuerySink::QuerySink(QuerySink&&) noexcept = default;
QuerySink& QuerySink::operator=(QuerySink&&) noexcept = default;

void QuerySink::bind(Schema& schema) {
    const FilterOptions& condition = impl_->options.filter;
    if (!condition.expression.empty())
        impl_->program =
            filter::compile(condition.expression, schema, condition.rules, filter::Wants::samples);
    const filter::QueryFormat check{
        impl_->options.format, schema, condition.rules, impl_->options.undefined};
}

void QuerySink::start(const Schema& schema) {
    impl_->schema = &schema;
    impl_->file.emplace(impl_->path);
    std::unique_ptr<Printer> printer = impl_->lease();
    if (impl_->options.prints_header)
        impl_->file->write(printer->format.header());
    impl_->give_back(std::move(printer));
}

void QuerySink::encode(const RecordBatch& batch, Chunk& chunk) const {
    chunk.text.clear();
    std::unique_ptr<Printer> printer = impl_->lease();
    filter::BatchRow view{batch};
    for (const RowId row : batch.rows()) {
        view.move_to(row);
        if (const auto samples = impl_->printed_samples(*printer, view))
            printer->format.append(batch, row, *samples, chunk.text);
    }
    impl_->give_back(std::move(printer));
}

void QuerySink::write(Chunk& chunk) {
    impl_->file->write(chunk.text);
}

void QuerySink::close() {
    impl_->file->close();
}

void QuerySink::commit() {
    impl_->file->commit();
}

}  // namespace genostrat
