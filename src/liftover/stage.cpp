// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/liftover/stage.hpp>
#include <genostrat/variant/row_text.hpp>

namespace genostrat::liftover {

namespace {

constexpr std::string_view flip_tag = "LIFT_FLIP";
constexpr std::string_view swap_tag = "LIFT_SWAP";
constexpr std::string_view reject_line =
    "##INFO=<ID=LIFT_REJECT,Number=1,Type=String,Description=\"Why the row has no counterpart in "
    "the other assembly\">\n";

TagKinds kinds_of(const Schema& schema) {
    TagKinds kinds;
    const auto add = [](const Column& column, TextMap<Number::Kind>& map) {
        const Number number = Number::parse(column.number);
        if (number.kind != Number::Kind::fixed && number.kind != Number::Kind::other)
            map.emplace(column.id, number.kind);
    };
    for (const std::string& name : schema.info_names())
        add(schema.info(*schema.find_info(name)), kinds.info);
    for (const std::string& name : schema.format_names())
        add(schema.format(*schema.find_format(name)), kinds.format);
    return kinds;
}

/// The name of a contig in the other of the two spellings: `chr1` for `1`, `chrM` for `MT`.
std::string with_prefix(std::string_view name) {
    if (name.starts_with("chr"))
        return std::string{name};
    return name == "MT" ? "chrM" : "chr" + std::string{name};
}

std::string without_prefix(std::string_view name) {
    if (name == "chrM")
        return "MT";
    return std::string{name.starts_with("chr") ? name.substr(3) : name};
}

/// Where a contig stands among those of a header that had none: 1 .. 22, X, Y, MT, then the others.
std::size_t natural_rank(std::string_view name) {
    const std::string_view canonical = canonical_contig(name);
    if (const auto number = parse_number<std::uint8_t>(canonical))
        return *number;
    constexpr std::size_t after_numbers = 256;
    return after_numbers + (canonical == "X"    ? 0
                            : canonical == "Y"  ? 1
                            : canonical == "MT" ? 2
                                                : 3);
}

/// INFO with entries added, or one's value replaced.
std::string edited_info(
    std::string_view info,
    std::optional<std::int64_t> end,
    const std::vector<std::string>& additions) {
    std::string text;
    const auto add = [&text](std::string_view entry) {
        if (!text.empty())
            text += ';';
        text += entry;
    };
    for_each_piece(info, ';', [&](std::string_view entry) {
        if (end && entry.starts_with("END="))
            add("END=" + std::to_string(*end));
        else if (entry != ".")
            add(entry);
    });
    for (const std::string& addition : additions)
        add(addition);
    return text.empty() ? "." : text;
}

void append_columns(std::initializer_list<std::string_view> columns, std::string& out) {
    bool is_first = true;
    for (const std::string_view column : columns) {
        if (!is_first)
            out += '\t';
        is_first = false;
        out += column;
    }
}

std::string joined(std::span<const std::string> alts) {
    std::string text;
    for (const std::string& alt : alts)
        text += (text.empty() ? "" : ",") + alt;
    return text.empty() ? "." : text;
}

}  // namespace

std::int64_t LiftoverCounts::n_rejected() const noexcept {
    std::int64_t sum = 0;
    for (const auto& reason : rejected)
        sum += reason.load();
    return sum;
}

Liftover::Liftover(LiftoverOptions options, std::shared_ptr<LiftoverCounts> counts)
    : options_{std::move(options)}, lifter_{options_.chains, options_.target}, counts_{std::move(
                                                                                   counts)} {
}

void Liftover::name_targets(Schema& schema) {
    const Contigs& sources = options_.chains->sources();
    const Contigs& targets = options_.chains->targets();
    const std::vector<std::string> names = schema.contigs().names();
    bool adds_prefix = false;
    bool drops_prefix = false;
    bool has_common = names.empty();
    for (const std::string& name : names) {
        const ContigId source = sources.find_alias(name);
        if (source == unknown_contig)
            continue;
        has_common = true;
        const bool is_long = sources.name(source).starts_with("chr");
        adds_prefix = adds_prefix || (name.starts_with("chr") && !is_long);
        drops_prefix = drops_prefix || (!name.starts_with("chr") && is_long);
    }
    if (!has_common)
        throw Error{
            ErrorKind::usage,
            "no contig of the input is a source of the chain file",
            {.file = schema.file()},
            "the chain file must lead from the assembly of the input"};
    std::vector<ContigId> order;
    for (std::size_t target = 0; target < targets.size(); ++target) {
        const std::string_view name = targets.name(static_cast<ContigId>(target));
        const ContigId in_fasta =
            options_.target ? options_.target->contigs().find_alias(name) : unknown_contig;
        target_names_.push_back(
            in_fasta != unknown_contig ? std::string{options_.target->contigs().name(in_fasta)}
            : adds_prefix              ? with_prefix(name)
            : drops_prefix             ? without_prefix(name)
                                       : std::string{name});
        order.push_back(static_cast<ContigId>(target));
    }
    std::ranges::stable_sort(
        order, {}, [&](ContigId target) { return natural_rank(targets.name(target)); });
    for (const ContigId target : order)
        schema.adds_contig(target_names_[static_cast<std::size_t>(target)], targets.length(target));
}

void Liftover::bind(Schema& schema) {
    reorderer_.emplace(kinds_of(schema));
    end_ = schema.find_info("END");
    name_targets(schema);
    schema.adds_info(
        {.id = std::string{flip_tag},
         .number = "0",
         .type = ColumnType::flag,
         .description = "Alleles are of the other strand of the source assembly"});
    schema.adds_info(
        {.id = std::string{swap_tag},
         .number = "1",
         .type = ColumnType::integer,
         .description = "ALT that was REF in the source assembly"});
    if (!options_.source_tag.empty())
        schema.adds_info(
            {.id = options_.source_tag,
             .number = "1",
             .type = ColumnType::string,
             .description = "Place in the source assembly. Format: CHROM|POS|REF|ALT"});
}

void Liftover::process(RecordBatch& batch) const {
    const std::vector<RowId> rows{batch.rows().begin(), batch.rows().end()};
    std::vector<RowId> order;
    order.reserve(rows.size());
    RejectedRows rejects;
    for (const RowId row : rows) {
        try {
            lift_row(batch, row, order, rejects.lines);
        } catch (Error& error) {
            error.add_where(batch.where(row));
            batch.fail(row, std::move(error));
            order.push_back(row);
        }
    }
    batch.set_order(std::move(order));
    if (!rejects.lines.empty())
        batch.attach(std::move(rejects));
}

void Liftover::lift_row(
    RecordBatch& batch, RowId row, std::vector<RowId>& order, std::string& rejects) const {
    std::optional<std::int64_t> end;
    if (end_ && batch.has_info(row, *end_))
        end = batch.span(row).end;
    const LiftedVariant lifted = lifter_.lift(
        {.contig = batch.contig_name(row),
         .pos = batch.pos(row),
         .ref = batch.ref(row),
         .alts = batch.alts(row),
         .end = end});
    if (lifted.reject) {
        counts_->rejected[static_cast<std::size_t>(*lifted.reject)].fetch_add(
            1, std::memory_order_relaxed);
        std::string line;
        batch.append_line(row, line);
        const RowText text = RowText::parse(line);
        const auto info_begin = static_cast<std::size_t>(text.info.data() - line.data());
        rejects += line.substr(0, info_begin);
        rejects += edited_info(
            text.info, std::nullopt, {"LIFT_REJECT=" + std::string{to_string(*lifted.reject)}});
        rejects += line.substr(info_begin + text.info.size());
        rejects += '\n';
        return;
    }
    counts_->lifted.fetch_add(1, std::memory_order_relaxed);
    counts_->swapped.fetch_add(lifted.swapped_with > 0 ? 1 : 0, std::memory_order_relaxed);
    counts_->flipped.fetch_add(lifted.reverse ? 1 : 0, std::memory_order_relaxed);
    std::string made;
    append_lifted(batch, row, lifted, made);
    order.push_back(batch.add_line(made));
}

void Liftover::append_lifted(
    const RecordBatch& batch, RowId row, const LiftedVariant& lifted, std::string& out) const {
    std::string line;
    batch.append_line(row, line);
    RowText text = RowText::parse(line);
    std::vector<std::string> additions;
    if (lifted.reverse)
        additions.emplace_back(flip_tag);
    if (lifted.swapped_with > 0)
        additions.push_back(std::string{swap_tag} + '=' + std::to_string(lifted.swapped_with));
    if (!options_.source_tag.empty())
        additions.push_back(
            options_.source_tag + '=' + std::string{text.contig} + '|' + std::string{text.pos} +
            '|' + std::string{text.ref} + '|' + std::string{text.alt});
    const std::string info = edited_info(text.info, lifted.end, additions);
    text.info = info;
    const std::string& contig = target_names_[static_cast<std::size_t>(lifted.contig)];
    const std::span<const std::string> alts{lifted.alleles.begin() + 1, lifted.alleles.end()};
    if (lifted.swapped_with > 0) {
        reorderer_->append_line(
            text,
            AlleleOrder::swap(lifted.alleles.size(), lifted.swapped_with),
            {.contig = contig,
             .pos = lifted.pos,
             .ref = lifted.alleles.front(),
             .alts = {alts.begin(), alts.end()}},
            out);
        return;
    }
    append_columns(
        {contig,
         std::to_string(lifted.pos + 1),
         text.id,
         lifted.alleles.front(),
         joined(alts),
         text.qual,
         text.filter,
         text.info},
        out);
    if (!text.format.empty())
        append_columns({"", text.format}, out);
    if (!text.samples.empty())
        append_columns({"", text.samples}, out);
}

struct LiftoverOrder::Impl {
    struct Line {
        ContigId contig{};
        std::int64_t pos{};
        std::size_t begin{};
        std::size_t size{};
    };

    const Schema* schema{};
    std::string text{};
    std::vector<Line> lines{};

    [[nodiscard]] std::unique_ptr<RecordBatch> new_batch() const {
        auto batch = std::make_unique<RecordBatch>();
        batch->bind(*schema, RecordBatch::Backing::text, OnBadRecord::fail);
        return batch;
    }
};

LiftoverOrder::LiftoverOrder() : impl_{std::make_unique<Impl>()} {
}

LiftoverOrder::~LiftoverOrder() = default;
LiftoverOrder::LiftoverOrder(LiftoverOrder&&) noexcept = default;
LiftoverOrder& LiftoverOrder::operator=(LiftoverOrder&&) noexcept = default;

void LiftoverOrder::bind(Schema& schema) {
    impl_->schema = &schema;
}

void LiftoverOrder::process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
    for (const RowId row : batch->rows()) {
        const std::size_t begin = impl_->text.size();
        batch->append_line(row, impl_->text);
        impl_->lines.push_back(
            {.contig = batch->contig(row),
             .pos = batch->pos(row),
             .begin = begin,
             .size = impl_->text.size() - begin});
    }
    batch->set_order({});
    ready.push_back(std::move(batch));
}

void LiftoverOrder::finish(Batches<RecordBatch>& ready) {
    constexpr std::size_t batch_bytes = std::size_t{1} << 20;
    std::ranges::stable_sort(impl_->lines, {}, [](const Impl::Line& line) {
        return std::pair{line.contig, line.pos};
    });
    std::vector<RowId> rows;
    std::size_t n_bytes = batch_bytes;
    std::unique_ptr<RecordBatch> batch;
    const auto release = [&] {
        if (!batch)
            return;
        batch->set_order(std::move(rows));
        ready.push_back(std::move(batch));
        rows.clear();
    };
    for (const Impl::Line& line : impl_->lines) {
        if (n_bytes >= batch_bytes) {
            release();
            batch = impl_->new_batch();
            n_bytes = 0;
        }
        rows.push_back(
            batch->add_line(std::string_view{impl_->text}.substr(line.begin, line.size)));
        n_bytes += line.size;
    }
    release();
}

void KeepHeader::bind(Schema& schema) {
    std::string text = schema.text();
    text.insert(text.rfind("#CHROM"), reject_line);
    *header_ = std::move(text);
}

RejectSink::RejectSink(std::string path, std::shared_ptr<const std::string> header)
    : path_{std::move(path)}, header_{std::move(header)} {
}

void RejectSink::start(const Schema& schema) {
    static_cast<void>(schema);
    output_.emplace(path_);
    output_->write(*header_);
}

void RejectSink::encode(const RecordBatch& batch, Chunk& chunk) const {
    if (const RejectedRows* const rejects = batch.attached<RejectedRows>())
        chunk.text += rejects->lines;
}

void RejectSink::write(Chunk& chunk) {
    output_->write(chunk.text);
}

void RejectSink::commit() {
    output_->commit();
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "liftover",
        .summary = "put rows into the places of another assembly (docs/liftover.md)",
        .effect = StageEffect::drops_rows,
        .options =
            {{"chain",
              OptionType::path,
              "chain file from the input's assembly to the other",
              "",
              true},
             {"fasta", OptionType::path, "the other assembly; without it REF is not compared"},
             {"source_tag", OptionType::text, "INFO key for CHROM|POS|REF|ALT of the source"}},
        .make = [](const StageOptions& given) {
            LiftoverOptions options{
                .chains = std::make_shared<const ChainMap>(ChainMap::read(given.text("chain"))),
                .source_tag = given.text("source_tag")};
            if (given.has("fasta"))
                options.target = std::make_shared<const io::Fasta>(given.text("fasta"));
            std::vector<AnyStage<RecordBatch>> stages;
            stages.emplace_back(Liftover{std::move(options), std::make_shared<LiftoverCounts>()});
            stages.emplace_back(LiftoverOrder{});
            return stages;
        }};
}

}  // namespace genostrat::liftover
