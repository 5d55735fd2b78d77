// SPDX-License-Identifier: MIT
#include "annotate/line_format.hpp"
#include "annotate/row_alleles.hpp"
#include "annotate/row_structure.hpp"
#include "annotate/source_reader.hpp"
#include "annotate/worker_pool.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/annotate/source_stage.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/split.hpp>

namespace genostrat::annotate {

namespace {

/// The longest stretch that is read at once, in bases.
constexpr std::int64_t longest_stretch = 1'000'000;

constexpr std::array<std::string_view, 3> end_prefixes{"", "left_", "right_"};

enum class End : std::uint8_t { whole, left, right };

/// One column of the output.
struct FieldTarget {
    InfoId id{};
    bool is_flag{};
};

struct SourceField {
    Operation operation{Operation::uniq};
    ColumnShape source{};
    Number::Kind kind{Number::Kind::other};  ///< of the source
    bool is_per_alt{};                       ///< a value for each ALT
    std::array<FieldTarget, end_prefixes.size()> targets{};
};

/// A source row and which of its ALTs an ALT of the row is.
struct Match {
    const SourceRow* row{};
    std::size_t alt{};
};

/// What one thread needs.
struct SourceWorker {
    SourceWorker(const AnnotationSource& source, const std::shared_ptr<const io::Fasta>& reference)
        : reader{source.open()}, keys{reference}, source_keys{reference} {}

    std::unique_ptr<SourceReader> reader;
    KeyMaker keys;
    KeyMaker source_keys;
    std::vector<Match> matches{};      // of the row
    std::vector<Match> alt_matches{};  // of one ALT
    std::vector<std::string> texts{};  // projected values, behind `values`
    std::vector<std::string_view> values{};
    std::string text{};
    std::string one{};
};

/// Appends the pieces of a value with commas.
void add_pieces(std::string_view value, std::vector<std::string_view>& values) {
    for_each_piece(value, ',', [&](std::string_view piece) { values.push_back(piece); });
}

}  // namespace

struct AnnotateSource::Impl {
    JoinOptions options;
    std::shared_ptr<const AnnotationSource> source{};
    std::vector<SourceField> fields{};
    StructuralIds structure{};
    std::optional<InfoId> begin_range{};  // CIPOS
    std::optional<InfoId> end_range{};    // CIEND
    WorkerPool<SourceWorker> workers{};

    // --- binding ---

    void declare(Schema& schema, const JoinField& request, const SourceColumn& column) {
        SourceField field{
            .operation = request.operation.value_or(default_operation()),
            .source = column.shape,
            .kind = Number::parse(column.shape.number).kind};
        field.is_per_alt = is_per_alt(field);
        ColumnShape shape = shape_of(field);
        shape.type = request.type.value_or(shape.type);
        if (shape.type == ColumnType::flag)
            shape.number = "0";
        for (std::size_t end = 0; end < (options.annotates_ends ? end_prefixes.size() : 1); ++end) {
            field.targets[end].is_flag = shape.type == ColumnType::flag;
            field.targets[end].id = schema.adds_info(
                {.id = std::string{end_prefixes[end]} + request.name,
                 .number = end == 0 || shape.type == ColumnType::flag ? shape.number : ".",
                 .type = shape.type,
                 .description = description_of(column, field.operation),
                 .source = std::filesystem::path{options.path}.filename().string()});
        }
        fields.push_back(field);
    }

    static std::string description_of(const SourceColumn& column, Operation operation) {
        if (operation <= Operation::first)
            return column.description;
        return column.description + " (" + operation_names()[static_cast<std::size_t>(operation)] +
               ")";
    }

    [[nodiscard]] Operation default_operation() const {
        return options.rule.kind == JoinRule::Kind::allele ? Operation::self : Operation::uniq;
    }

    /// Alleles take values for each ALT; vcfanno does so for self and by_alt.
    [[nodiscard]] bool is_per_alt(const SourceField& field) const {
        const bool is_presence =
            field.source.type == ColumnType::flag && field.operation <= Operation::first;
        if (is_presence || !source->has_alleles())
            return false;
        if (options.rule.kind == JoinRule::Kind::allele)
            return field.operation != Operation::flag;
        // Rows that only overlap have no value for an ALT, but they may be of the same allele.
        if (options.rule.kind == JoinRule::Kind::overlap)
            return field.operation == Operation::self && field.kind == Number::Kind::per_alt;
        if (options.rule.kind != JoinRule::Kind::shared_allele)
            return false;
        return field.operation == Operation::by_alt ||
               (field.operation == Operation::self && is_one_an_alt(field));
    }

    static bool is_one_an_alt(const SourceField& field) {
        return field.kind == Number::Kind::per_alt || field.source.number == "1";
    }

    [[nodiscard]] ColumnShape shape_of(const SourceField& field) const {
        ColumnShape shape = result_shape(field.operation, field.source);
        const bool keeps = field.operation <= Operation::first;
        if (shape.type == ColumnType::flag)
            return {ColumnType::flag, "0"};
        if (field.is_per_alt) {
            if (keeps && field.kind == Number::Kind::per_allele)
                return {shape.type, "R"};
            return {shape.type, keeps && !is_one_an_alt(field) ? "." : "A"};
        }
        // Values of several source rows, or of other ALTs than the row's.
        if (field.operation == Operation::self)
            shape.number = ".";
        else if (keeps && Number::parse(shape.number).kind != Number::Kind::fixed)
            shape.number = ".";
        return shape;
    }

    // --- which rows of the source ---

    void collect_overlaps(
        const RecordBatch& batch,
        RowId row,
        Interval where,
        End end,
        std::span<const SourceRow> found,
        SourceWorker& worker) const {
        worker.matches.clear();
        const JoinRule& rule = options.rule;
        const bool is_end = end != End::whole;
        for (const SourceRow& other : found) {
            if (!is_end && rule.kind == JoinRule::Kind::shared_allele && !other.ref.empty() &&
                !shares_allele(batch, row, other))
                continue;
            if (!is_end && !rule.takes(where, other.where))
                continue;
            worker.matches.push_back({&other, 0});
        }
    }

    static bool shares_allele(const RecordBatch& batch, RowId row, const SourceRow& other) {
        return other.where.begin == batch.pos(row) && other.ref == batch.ref(row) &&
               std::ranges::any_of(batch.alts(row), [&](std::string_view alt) {
                   return std::ranges::find(other.alts, alt) != other.alts.end();
               });
    }

    void collect_structures(const RecordBatch& batch, RowId row, SourceWorker& worker) const {
        worker.matches.clear();
        const StructuralRule& rule = options.rule.structural;
        const std::size_t n_alts = batch.alts(row).size();
        for (std::size_t alt = 0; alt < n_alts; ++alt) {
            const StructuralVariant own = row_structure(batch, row, alt, structure);
            if (own.type.empty())
                continue;
            const std::int64_t margin = own.type == "INS" || own.type == "BND" || rule.compares_ends
                                            ? rule.max_distance
                                            : 0;
            const Interval where{own.where.begin - margin, own.where.end + margin};
            for (const SourceRow& other : worker.reader->find(batch.contig_name(row), where))
                if (same_structure(
                        batch.contig_name(row), own, other.contig, other.structure, rule))
                    worker.matches.push_back({&other, 0});
            if (!worker.matches.empty())
                return;  // the views hold until the next look-up
        }
    }

    /// Source ALTs that are this ALT of the row.
    void collect_allele(
        const RecordBatch& batch,
        RowId row,
        std::string_view alt,
        std::span<const SourceRow> found,
        SourceWorker& worker) const {
        worker.alt_matches.clear();
        const bool as_written = options.rule.kind != JoinRule::Kind::allele;
        const std::string_view contig = batch.contig_name(row);
        const TrimmedAllele key = worker.keys.make(contig, batch.pos(row), batch.ref(row), alt);
        for (const SourceRow& other : found) {
            if (as_written && !shares_allele(batch, row, other))
                continue;
            for (std::size_t index = 0; index < other.alts.size(); ++index) {
                const bool is_same =
                    as_written ? other.alts[index] == alt
                               : is_key(
                                     key,
                                     worker.source_keys.make(
                                         contig, other.where.begin, other.ref, other.alts[index]));
                if (is_same)
                    worker.alt_matches.push_back({&other, index});
            }
        }
    }

    static bool is_key(const TrimmedAllele& one, const TrimmedAllele& other) {
        return one.pos == other.pos && one.ref == other.ref && one.alt == other.alt;
    }

    // --- values ---

    /// Values of all matching rows; lists are taken apart where the operation counts or compares.
    void take_values(std::size_t field, SourceWorker& worker) const {
        worker.values.clear();
        const Operation operation = fields[field].operation;
        for (const Match& match : worker.matches) {
            const std::string_view value = match.row->values[field];
            if (value.data() == nullptr)
                continue;
            if (is_numeric(operation) || operation == Operation::count)
                add_pieces(value, worker.values);
            else
                worker.values.push_back(value);
        }
        if (operation == Operation::first && worker.values.size() > 1)
            worker.values.resize(1);
    }

    /// Values of one ALT. Number=A and R are projected on it.
    void take_alt_values(std::size_t field, SourceWorker& worker) const {
        worker.values.clear();
        worker.texts.clear();
        const Number::Kind kind = fields[field].kind;
        worker.texts.reserve(worker.alt_matches.size());
        for (const Match& match : worker.alt_matches) {
            const std::string_view value = match.row->values[field];
            if (value.data() == nullptr || value == ".")
                continue;
            std::string& text = worker.texts.emplace_back();
            if (append_projected(value, kind, {match.row->alts.size() + 1, match.alt + 1}, text) ==
                Projected::wrong_count)
                throw Error{
                    ErrorKind::bad_data,
                    options.fields[field].source + " is '" + std::string{value} +
                        "', which does not fit the row's " +
                        std::to_string(match.row->alts.size()) + " ALTs",
                    {.file = options.path,
                     .contig = std::string{match.row->contig},
                     .pos = match.row->where.begin},
                    "correct the source"};
            worker.values.push_back(text);
        }
        // Of rows with the same allele the first counts, as in an archive.
        if (fields[field].operation <= Operation::first && worker.values.size() > 1)
            worker.values.resize(1);
    }

    void annotate_once(
        RecordBatch& batch, RowId row, std::size_t field, End end, SourceWorker& worker) const {
        const SourceField& own = fields[field];
        const FieldTarget& target = own.targets[static_cast<std::size_t>(end)];
        take_values(field, worker);
        worker.text.clear();
        // Without a matching row there is nothing to count.
        const bool has_value =
            !worker.matches.empty() &&
            (own.operation == Operation::flag ||
             reduce(own.operation, worker.values, options.separator, worker.text));
        std::ranges::replace(worker.text, ';', ',');  // which would end the entry (ID, FILTER)
        set(batch, row, target, has_value, worker.text);
    }

    static void
    set(RecordBatch& batch,
        RowId row,
        const FieldTarget& target,
        bool has_value,
        const std::string& text) {
        if (!has_value) {
            if (batch.has_info(row, target.id))
                batch.remove_info(row, target.id);
        } else if (target.is_flag) {
            batch.set_info_flag(row, target.id);
        } else {
            batch.set_info(row, target.id, std::string_view{text});
        }
    }

    /// Every ALT by itself.
    void annotate_alts(
        RecordBatch& batch,
        RowId row,
        std::size_t field,
        std::span<const SourceRow> found,
        SourceWorker& worker) const {
        const SourceField& own = fields[field];
        const std::span<const std::string_view> alts = batch.alts(row);
        const bool is_list = !is_one_an_alt(own) && own.operation <= Operation::first;
        const bool has_ref =
            own.operation <= Operation::first && own.kind == Number::Kind::per_allele;
        std::string ref_value;
        bool has_any = false;
        worker.text.clear();
        for (std::size_t alt = 0; alt < alts.size(); ++alt) {
            collect_allele(batch, row, alts[alt], found, worker);
            take_alt_values(field, worker);
            worker.one.clear();
            // A comma parts the ALTs, so that values of one ALT need another sign.
            const bool has_value = !worker.alt_matches.empty() &&
                                   reduce(own.operation, worker.values, '|', worker.one);
            has_any = has_any || has_value;
            std::ranges::replace(worker.one, ';', is_list ? ',' : '|');
            if (has_ref && has_value) {
                const std::size_t comma = worker.one.find(',');
                if (ref_value.empty())
                    ref_value = worker.one.substr(0, comma);
                worker.one.erase(0, comma == std::string::npos ? comma : comma + 1);
            }
            if (!has_ref && !(is_list && alts.size() == 1))
                std::ranges::replace(worker.one, ',', '|');
            if (alt > 0)
                worker.text += ',';
            worker.text += worker.one.empty() ? "." : worker.one;
        }
        if (has_ref)
            worker.text.insert(0, (ref_value.empty() ? "." : ref_value) + ",");
        set(batch, row, own.targets[0], has_any, worker.text);
    }

    // --- rows ---

    void annotate_row(RecordBatch& batch, RowId row, SourceWorker& worker) const {
        const Interval where = batch.span(row);
        std::span<const SourceRow> found;
        if (options.rule.kind == JoinRule::Kind::structural)
            collect_structures(batch, row, worker);
        else
            found = worker.reader->find(batch.contig_name(row), where);
        if (options.rule.kind == JoinRule::Kind::allele)
            collect_any_allele(batch, row, found, worker);
        else if (options.rule.kind != JoinRule::Kind::structural)
            collect_overlaps(batch, row, where, End::whole, found, worker);
        for (std::size_t field = 0; field < fields.size(); ++field) {
            if (fields[field].is_per_alt)
                annotate_alts(batch, row, field, found, worker);
            else
                annotate_once(batch, row, field, End::whole, worker);
        }
        if (options.annotates_ends)
            annotate_ends(batch, row, where, worker);
    }

    /// For flags: matches of any ALT.
    void collect_any_allele(
        const RecordBatch& batch,
        RowId row,
        std::span<const SourceRow> found,
        SourceWorker& worker) const {
        worker.matches.clear();
        for (const std::string_view alt : batch.alts(row)) {
            collect_allele(batch, row, alt, found, worker);
            worker.matches.insert(
                worker.matches.end(), worker.alt_matches.begin(), worker.alt_matches.end());
        }
    }

    /// The ends of rows of more than one base: CIPOS and CIEND where the row has them, else one
    /// base each.
    void annotate_ends(RecordBatch& batch, RowId row, Interval where, SourceWorker& worker) const {
        for (const End end : {End::left, End::right}) {
            const bool is_left = end == End::left;
            const std::int64_t base = is_left ? where.begin : where.end - 1;
            Interval own{base, base + 1};
            const auto range = is_left ? begin_range : end_range;
            const auto spread =
                range ? batch.info_integers(row, *range) : std::span<const std::int32_t>{};
            const bool is_told =
                spread.size() == 2 && !is_missing(spread[0]) && !is_missing(spread[1]);
            if (is_told)
                own = {base + spread[0], base + spread[1] + 1};
            if (!is_told && own == where)
                continue;
            const auto found = worker.reader->find(batch.contig_name(row), own);
            collect_overlaps(batch, row, own, end, found, worker);
            for (std::size_t field = 0; field < fields.size(); ++field)
                annotate_once(batch, row, field, end, worker);
        }
    }

    /// Reads stretches of neighbouring rows at once.
    void process(RecordBatch& batch, SourceWorker& worker) const {
        const std::int64_t reach = source->reach();
        const std::span<const RowId> rows = batch.rows();
        for (std::size_t first = 0; first < rows.size();) {
            Interval stretch = batch.span(rows[first]);
            std::size_t last = first + 1;
            for (; reach > 0 && last < rows.size(); ++last) {
                const Interval next = batch.span(rows[last]);
                if (batch.contig_name(rows[last]) != batch.contig_name(rows[first]) ||
                    next.begin < stretch.begin || next.begin - stretch.end > reach ||
                    next.end - stretch.begin > longest_stretch)
                    break;
                stretch.end = std::max(stretch.end, next.end);
            }
            if (reach > 0)
                worker.reader->prepare(batch.contig_name(rows[first]), stretch);
            for (; first < last; ++first)
                annotate_guarded(batch, rows[first], worker);
        }
    }

    void annotate_guarded(RecordBatch& batch, RowId row, SourceWorker& worker) const {
        try {
            annotate_row(batch, row, worker);
        } catch (Error& error) {
            error.add_where({.file = options.path});
            throw;
        }
    }
};

bool has_alleles(const std::string& path, const TableLayout& layout) {
    const SourceKind kind = source_kind(path);
    return kind == SourceKind::variants ||
           (kind == SourceKind::table && LineFormat{path, layout, {}}.has_alleles());
}

AnnotateSource::AnnotateSource(JoinOptions options) : impl_{std::make_shared<Impl>()} {
    std::vector<std::string> names;
    for (const JoinField& field : options.fields)
        names.push_back(field.source);
    impl_->source = open_source(options.path, options.layout, names);
    if (options.rule.kind == JoinRule::Kind::allele && !impl_->source->has_alleles())
        throw Error{
            ErrorKind::usage,
            "has no REF and ALT to match alleles by",
            {.file = options.path},
            "match it by place: --match overlap"};
    impl_->options = std::move(options);
}

AnnotateSource::~AnnotateSource() = default;
AnnotateSource::AnnotateSource(AnnotateSource&&) noexcept = default;
AnnotateSource& AnnotateSource::operator=(AnnotateSource&&) noexcept = default;

void AnnotateSource::bind(Schema& schema) {
    impl_->fields.clear();
    impl_->structure = StructuralIds::find(schema);
    impl_->begin_range = schema.find_info("CIPOS");
    impl_->end_range = schema.find_info("CIEND");
    for (std::size_t field = 0; field < impl_->options.fields.size(); ++field)
        impl_->declare(schema, impl_->options.fields[field], impl_->source->columns()[field]);
}

void AnnotateSource::process(RecordBatch& batch) const {
    const auto worker = impl_->workers.take([this] {
        return std::make_unique<SourceWorker>(*impl_->source, impl_->options.reference);
    });
    impl_->process(batch, *worker);
}

}  // namespace genostrat::annotate
