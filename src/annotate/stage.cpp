// SPDX-License-Identifier: MIT
#include "annotate/row_alleles.hpp"
#include "annotate/worker_pool.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include <genostrat/annotate/stage.hpp>
#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::annotate {

namespace {

/// How a column of the archive becomes an INFO value.
enum class Shape : std::uint8_t { per_alt, per_allele, flag, free };

Shape shape_of(const ArchiveColumn& column) {
    if (column.type == ColumnType::flag)
        return Shape::flag;
    const Number number = Number::parse(column.number);
    if (number.kind == Number::Kind::per_alt ||
        (number.kind == Number::Kind::fixed && number.count == 1))
        return Shape::per_alt;
    return number.kind == Number::Kind::per_allele ? Shape::per_allele : Shape::free;
}

std::string_view number_of(Shape shape) {
    switch (shape) {
    case Shape::per_alt:
        return "A";
    case Shape::per_allele:
        return "R";
    case Shape::flag:
        return "0";
    case Shape::free:
        break;
    }
    return ".";
}

struct Target {
    std::size_t column{};  ///< of the archive
    const ArchiveColumn* from{};
    std::string name{};
    InfoId id{};
    Shape shape{Shape::per_alt};
    bool was_there{};  ///< the input's header had the key
    bool is_text{};
    std::string head{};  ///< `;KEY=`
};

/// A value under construction.
struct Value {
    std::string text{};
    std::string one{};
    std::string ref{};
    bool has_any{};

    /// As INFO has it. @pre all ALTs were appended
    [[nodiscard]] std::string_view finish(Shape shape) {
        if (shape == Shape::per_allele)
            text.insert(0, (ref.empty() ? "." : ref) + ",");
        return text;
    }
};

/// What one thread needs for a batch.
struct Worker {
    Worker(
        const Archive& archive,
        const std::shared_ptr<const io::Fasta>& reference,
        std::size_t n_targets)
        : cursor{archive}, keys{reference}, values(n_targets) {}

    ArchiveCursor cursor;
    KeyMaker keys;
    std::vector<Value> values;
    std::string entries{};  ///< of a row, each behind a semicolon
};

/// What a batch adds to the totals.
struct Tally {
    std::int64_t n_alleles{};
    std::int64_t n_hits{};
};

}  // namespace

struct AnnotateArchive::Impl {
    std::shared_ptr<const Archive> archive;
    std::shared_ptr<const io::Fasta> reference;
    std::vector<Target> targets{};
    std::vector<ContigId> contigs{};  // archive contig of each contig of the header
    bool has_absent{};                // some column has a value for rows that are not found
    InfoKeys keys{};
    bool only_adds{};          // no input row should have one of the keys, and each is once
    bool has_simple_shapes{};  // each target is per_alt or flag
    WorkerPool<Worker> workers{};
    std::atomic<std::int64_t> n_alleles{};
    std::atomic<std::int64_t> n_hits{};

    void choose(std::vector<JoinField> fields) {
        const std::vector<ArchiveColumn>& columns = archive->info().columns;
        std::vector<std::string> names;
        for (const ArchiveColumn& column : columns)
            names.push_back(column.name);
        if (fields.empty())
            for (const std::string& name : names)
                fields.push_back({.source = name, .name = name});
        for (const JoinField& field : fields) {
            if (field.operation.value_or(Operation::self) > Operation::first)
                throw Error{
                    ErrorKind::usage,
                    "an allele is once in an archive, so that " + field.source +
                        " needs no operation",
                    {.file = archive->path()},
                    "leave it out: SRC:DST"};
            const std::size_t column = find_table_column(names, field.source, archive->path());
            targets.push_back(
                {.column = column,
                 .from = &columns[column],
                 .name = field.name,
                 .shape = shape_of(columns[column]),
                 .is_text = columns[column].type == ColumnType::string});
        }
    }

    [[nodiscard]] ContigId contig_of(const RecordBatch& batch, RowId row) const {
        const ContigId own = batch.contig(row);
        return own >= 0 ? contigs[static_cast<std::size_t>(own)]
                        : archive->find_contig(batch.contig_name(row));
    }

    /// Appends the value of one ALT to each column.
    void append_alt(Worker& worker, std::size_t alt, bool is_found, bool is_only) const {
        for (std::size_t target = 0; target < targets.size(); ++target) {
            Value& value = worker.values[target];
            if (targets[target].shape == Shape::per_alt) {
                if (alt > 0)
                    value.text += ',';
                if (append_value(worker.cursor, targets[target], is_found, value.text))
                    value.has_any = true;
                else
                    value.text += '.';
                continue;
            }
            value.one.clear();
            if (append_value(worker.cursor, targets[target], is_found, value.one))
                value.has_any = true;
            append_one(targets[target].shape, alt, is_only, value);
        }
    }

    /// Appends what a column has at the site just found, or stands for it. @return false if nothing
    bool append_value(
        ArchiveCursor& cursor, const Target& target, bool is_found, std::string& out) const {
        const std::size_t old_size = out.size();
        if (is_found && cursor.append_value(target.column, out) == ArchiveCursor::Value::present) {
            if (target.is_text) {
                // A semicolon (of ID, FILTER, a table) would end the entry, a comma the ALT's
                // value.
                const auto begin = out.begin() + static_cast<std::ptrdiff_t>(old_size);
                std::replace(begin, out.end(), ';', target.shape == Shape::per_alt ? '|' : ',');
            }
            return out.size() > old_size;
        }
        const std::optional<std::string>& fallback =
            is_found ? target.from->missing : target.from->absent;
        if (fallback)
            out += *fallback;
        return out.size() > old_size;
    }

    /// The shapes that look into the value. @pre value.one is that of this ALT
    static void append_one(Shape shape, std::size_t alt, bool is_only, Value& value) {
        if (shape == Shape::per_allele && !value.one.empty()) {
            const std::size_t comma = value.one.find(',');
            if (value.ref.empty())
                value.ref = value.one.substr(0, comma);
            value.one = comma == std::string::npos ? "." : value.one.substr(comma + 1);
        }
        if (shape == Shape::free && !is_only)
            std::replace(value.one.begin(), value.one.end(), ',', '|');
        if (alt > 0)
            value.text += ',';
        value.text += value.one.empty() ? std::string_view{"."} : std::string_view{value.one};
    }

    /// The entries of a row with one ALT, without a text for each value between.
    /// @pre has_simple_shapes
    void append_entries_of_only(Worker& worker, bool is_found) const {
        std::string& out = worker.entries;
        for (const Target& target : targets) {
            const std::size_t begin = out.size();
            out += target.head;
            const std::size_t value_begin = out.size();
            if (!append_value(worker.cursor, target, is_found, out))
                out.resize(begin);
            else if (target.shape == Shape::flag)
                out.resize(value_begin - 1);
        }
    }

    void append_entries(Worker& worker) const {
        for (std::size_t target = 0; target < targets.size(); ++target) {
            Value& value = worker.values[target];
            if (!value.has_any)
                continue;
            worker.entries += targets[target].head;
            if (targets[target].shape == Shape::flag)
                worker.entries.pop_back();
            else
                worker.entries += value.finish(targets[target].shape);
        }
    }

    [[nodiscard]] bool
    find(const RecordBatch& batch, RowId row, std::string_view alt, Worker& worker) const {
        const ContigId contig = contig_of(batch, row);
        if (contig == unknown_contig)
            return false;
        const TrimmedAllele key =
            worker.keys.make(batch.contig_name(row), batch.pos(row), batch.ref(row), alt);
        return worker.cursor.find({contig, key.pos, key.ref, key.alt});
    }

    void annotate_row(RecordBatch& batch, RowId row, Worker& worker, Tally& tally) const {
        const std::span<const std::string_view> alts = batch.alts(row);
        tally.n_alleles += static_cast<std::int64_t>(alts.size());
        bool begun = false;
        for (std::size_t alt = 0; alt < alts.size(); ++alt) {
            const bool is_found = find(batch, row, alts[alt], worker);
            tally.n_hits += is_found ? 1 : 0;
            if (!is_found && !has_absent && !begun)
                continue;
            if (only_adds && has_simple_shapes && alts.size() == 1 && batch.lacks_info(row, keys)) {
                worker.entries.clear();
                append_entries_of_only(worker, is_found);
                batch.add_info(row, worker.entries);
                return;
            }
            if (!begun)
                start_values(worker, alt, alts.size() == 1);
            begun = true;
            append_alt(worker, alt, is_found, alts.size() == 1);
        }
        set_values(batch, row, begun, worker);
    }

    /// Empties the values; ALTs before the first hit get theirs now.
    void start_values(Worker& worker, std::size_t n_before, bool is_only) const {
        for (Value& value : worker.values) {
            value.text.clear();
            value.ref.clear();
            value.has_any = false;
        }
        for (std::size_t alt = 0; alt < n_before; ++alt)
            append_alt(worker, alt, false, is_only);
    }

    void set_values(RecordBatch& batch, RowId row, bool begun, Worker& worker) const {
        if (only_adds && !begun)
            return;
        if (only_adds && batch.lacks_info(row, keys)) {
            worker.entries.clear();
            append_entries(worker);
            batch.add_info(row, worker.entries);
            return;
        }
        for (std::size_t target = 0; target < targets.size(); ++target)
            set_value(batch, row, targets[target], begun, worker.values[target]);
    }

    static void
    set_value(RecordBatch& batch, RowId row, const Target& target, bool begun, Value& value) {
        if (begun && value.has_any && target.shape == Shape::flag)
            batch.set_info_flag(row, target.id);
        else if (begun && value.has_any)
            batch.set_info(row, target.id, value.finish(target.shape));
        else if (target.was_there && batch.has_info(row, target.id))
            batch.remove_info(row, target.id);
    }
};

AnnotateArchive::AnnotateArchive(
    std::shared_ptr<const Archive> archive,
    std::shared_ptr<const io::Fasta> reference,
    std::vector<JoinField> fields)
    : impl_{std::make_shared<Impl>()} {
    if (archive->info().keys != ArchiveKeys::alleles)
        throw Error{
            ErrorKind::usage,
            "is an archive of " + std::string{to_string(archive->info().keys)} + ", not of alleles",
            {.file = archive->path()}};
    impl_->archive = std::move(archive);
    impl_->reference = std::move(reference);
    impl_->choose(std::move(fields));
}

AnnotateArchive::~AnnotateArchive() = default;
AnnotateArchive::AnnotateArchive(AnnotateArchive&&) noexcept = default;
AnnotateArchive& AnnotateArchive::operator=(AnnotateArchive&&) noexcept = default;

void AnnotateArchive::bind(Schema& schema) {
    const ArchiveInfo& info = impl_->archive->info();
    std::vector<InfoId> ids;
    impl_->only_adds = impl_->has_simple_shapes = true;
    for (Target& target : impl_->targets) {
        const ArchiveColumn& column = info.columns[target.column];
        target.head = ";" + target.name + "=";
        target.was_there = schema.find_info(target.name).has_value();
        target.id = schema.adds_info(
            {.id = target.name,
             .number = std::string{number_of(target.shape)},
             .type = column.type,
             .description = column.description,
             .source = info.source,
             .version = info.source_version});
        impl_->has_absent = impl_->has_absent || column.absent.has_value();
        const bool is_again = std::ranges::find(ids, target.id) != ids.end();
        impl_->only_adds = impl_->only_adds && !target.was_there && !is_again;
        impl_->has_simple_shapes = impl_->has_simple_shapes &&
                                   (target.shape == Shape::per_alt || target.shape == Shape::flag);
        ids.push_back(target.id);
    }
    impl_->keys = InfoKeys{schema, ids};
    for (std::size_t contig = 0; contig < schema.contigs().size(); ++contig)
        impl_->contigs.push_back(
            impl_->archive->find_contig(schema.contigs().name(static_cast<ContigId>(contig))));
}

void AnnotateArchive::process(RecordBatch& batch) const {
    const auto worker = impl_->workers.take([this] {
        return std::make_unique<Worker>(*impl_->archive, impl_->reference, impl_->targets.size());
    });
    Tally tally;
    for (const RowId row : batch.rows())
        impl_->annotate_row(batch, row, *worker, tally);
    impl_->n_alleles.fetch_add(tally.n_alleles, std::memory_order_relaxed);
    impl_->n_hits.fetch_add(tally.n_hits, std::memory_order_relaxed);
}

std::int64_t AnnotateArchive::n_alleles() const noexcept {
    return impl_->n_alleles.load();
}

std::int64_t AnnotateArchive::n_hits() const noexcept {
    return impl_->n_hits.load();
}

}  // namespace genostrat::annotate
