// SPDX-License-Identifier: MIT
#pragma once

#include <any>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <genostrat/core/arena.hpp>
#include <genostrat/core/buffer.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/io/packed_reader.hpp>
#include <genostrat/pipeline/run_options.hpp>
#include <genostrat/variant/genotypes.hpp>
#include <genostrat/variant/schema.hpp>
#include <genostrat/variant/values.hpp>

namespace genostrat {

namespace detail {
struct InfoField;
struct LineShape;
struct BcfVector;
}  // namespace detail

/// A row of one batch. Ids are handed out in the order rows are made; the order of output is
/// RecordBatch::rows().
enum class RowId : std::uint32_t {};

/// What happens to a row that cannot be read (`--on-bad-record`).
enum class OnBadRecord : std::uint8_t {
    fail,  ///< the run ends with the row's error
    skip,  ///< the row is left out and counted
    keep   ///< the row passes as it is and is counted
};

/// Values of one FORMAT column: shape [n_samples x width], shorter vectors filled up with
/// `end_of_vector`. The span is valid until the batch is cleared.
template <typename T>
struct FormatValues {
    std::span<const T> values{};
    std::size_t width{};

    /// The values of one sample, with missing ones, without the filling.
    [[nodiscard]] std::span<const T> of(std::size_t sample) const noexcept {
        std::span<const T> own = values.subspan(sample * width, width);
        while (!own.empty() && is_end_of_vector(own.back()))
            own = own.first(own.size() - 1);
        return own;
    }

    [[nodiscard]] bool empty() const noexcept { return width == 0; }
};

/// INFO keys that a stage adds together, with what they begin with.
class InfoKeys {
public:
    InfoKeys() = default;
    InfoKeys(const Schema& schema, std::span<const InfoId> ids);

    /// Index of the key of an entry `KEY=VALUE` or `KEY`; size() if it is none of them.
    [[nodiscard]] std::size_t find(std::string_view entry) const noexcept;

    /// Each letter that a key begins with, once.
    [[nodiscard]] std::string_view first_letters() const noexcept { return first_letters_; }

    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

private:
    std::vector<std::string> names_{};
    std::string first_letters_{};
};

/// A bounded slice of the input. Owns the bytes of its rows; recycled between slices.
///
/// A row is a VCF line or a packed BCF record, never changed, plus the edits that stages made.
/// Columns are decoded when a stage asks for them; what nobody asks for leaves as it came in.
/// All views are valid until the batch is cleared. One thread at a time works on a batch.
///
/// A value that cannot be read (`AF=abc` for a Float) marks the row as failed and reads as absent.
class RecordBatch {
public:
    using Schema = genostrat::Schema;

    RecordBatch();
    ~RecordBatch();
    RecordBatch(const RecordBatch&) = delete;
    RecordBatch& operator=(const RecordBatch&) = delete;

    void clear() noexcept;

    // --- rows ---

    /// Rows in the order of output.
    [[nodiscard]] std::span<const RowId> rows() const noexcept { return order_; }

    /// Leaves out the rows for which `keep` is false.
    template <std::predicate<RowId> Keep>
    void keep_if(Keep keep) {
        std::erase_if(order_, [&](RowId row) { return !keep(row); });
    }

    /// Puts `by` in the place of `row`; none removes it.
    void replace(RowId row, std::span<const RowId> by);

    /// New order of output. @pre every entry is a row of this batch
    void set_order(std::vector<RowId> rows) { order_ = std::move(rows); }

    /// Stable sort by (contig, pos); contigs keep the order of their first row.
    void sort_rows();

    /// A new row from the text of a VCF line, without line end; copied. Not yet in rows(). It has
    /// the columns of the output: those of the selected samples, or eight.
    /// @param from  the row it was made of, whose place in the input errors will name
    /// @throws Error{bad_data} if the line is no valid record
    [[nodiscard]] RowId add_line(std::string_view line, std::optional<RowId> from = {});

    /// Copies the rows, with their edits, to the front of another batch and removes them here.
    void hand_over(std::span<const RowId> rows, RecordBatch& next);

    // --- fixed columns ---

    /// Index in schema().contigs(); unknown_contig where the header does not declare it.
    [[nodiscard]] ContigId contig(RowId row) const noexcept { return source(row).contig; }

    [[nodiscard]] std::string_view contig_name(RowId row) const noexcept;

    /// 0-based position of the first REF base. POS 0 (telomere) reads as -1.
    [[nodiscard]] std::int64_t pos(RowId row) const noexcept { return source(row).pos; }

    [[nodiscard]] std::string_view ref(RowId row) const noexcept;

    /// ALT alleles; none for `.`.
    [[nodiscard]] std::span<const std::string_view> alts(RowId row) const;

    [[nodiscard]] std::size_t n_alleles(RowId row) const { return 1 + alts(row).size(); }

    /// Bases of the reference the row covers: REF, or up to INFO/END (SVLEN for symbolic alleles).
    [[nodiscard]] Interval span(RowId row) const;

    [[nodiscard]] std::string_view id(RowId row) const;        ///< `.` where there is none
    [[nodiscard]] std::optional<float> qual(RowId row) const;  ///< nothing for `.`
    [[nodiscard]] std::string_view filter(RowId row) const;    ///< as text: `PASS`, `q10;s50`, `.`

    // --- INFO ---

    /// The row's keys as it came in, declared or not, and whether each has a value.
    [[nodiscard]] std::vector<std::pair<std::string_view, bool>> info_keys(RowId row) const;

    [[nodiscard]] bool has_info(RowId row, InfoId id) const {
        return info_text(row, id).has_value();
    }

    /// The value as VCF text; empty for a flag; nothing where the row has no such key.
    [[nodiscard]] std::optional<std::string_view> info_text(RowId row, InfoId id) const;

    /// Numbers of an Integer column, `missing_integer` for `.`; empty where absent.
    [[nodiscard]] std::span<const std::int32_t> info_integers(RowId row, InfoId id) const;

    /// Numbers of a Float (or Integer) column, `missing_float` for `.`; empty where absent.
    [[nodiscard]] std::span<const float> info_floats(RowId row, InfoId id) const;

    // --- FORMAT, of the selected samples ---

    [[nodiscard]] bool has_format(RowId row, FormatId id) const;

    /// The FORMAT keys of the row, in their order.
    [[nodiscard]] std::span<const std::string_view> format_keys(RowId row) const;

    [[nodiscard]] FormatValues<std::int32_t> format_integers(RowId row, FormatId id) const;
    [[nodiscard]] FormatValues<float> format_floats(RowId row, FormatId id) const;

    /// One text a sample; `.` where the sample has none.
    [[nodiscard]] std::span<const std::string_view> format_strings(RowId row, FormatId id) const;

    /// GT of the selected samples; empty where the row has no GT.
    [[nodiscard]] Genotypes genotypes(RowId row) const;

    [[nodiscard]] std::size_t n_samples() const noexcept { return n_samples_; }

    // --- edits ---

    void set_info(RowId row, InfoId id, std::span<const std::int32_t> values);
    void set_info(RowId row, InfoId id, std::span<const float> values);
    /// Text of a String column, or of any column in VCF's spelling. Copied.
    void set_info(RowId row, InfoId id, std::string_view text);
    void set_info_flag(RowId row, InfoId id);
    void remove_info(RowId row, InfoId id);

    /// True for a text row that came in without these keys; false for a packed row, which is not
    /// looked at.
    [[nodiscard]] bool lacks_info(RowId row, const InfoKeys& keys) const;

    /// Adds entries behind the row's INFO: the same as set_info for each, at less cost.
    /// @param entries  `;KEY=VALUE;KEY`: each with a semicolon before it, of declared keys. Copied.
    /// @pre `lacks_info` of all its keys, and no stage has set one of them
    void add_info(RowId row, std::string_view entries);

    void set_id(RowId row, std::string_view id);
    void set_qual(RowId row, std::optional<float> qual);
    /// The whole FILTER column.
    void set_filter(RowId row, std::string_view filter);
    /// Adds a filter name; `PASS` and `.` give way to it.
    void add_filter(RowId row, std::string_view name);

    /// Another place and other alleles (normalisation). Number of ALTs unchanged.
    void set_alleles(
        RowId row, std::int64_t pos, std::string_view ref, std::span<const std::string_view> alts);

    /// Sets a FORMAT column; one text a sample.
    void set_format(RowId row, FormatId id, std::span<const std::string_view> texts);

    /// The row with all edits as a VCF line without line end.
    /// @param floats  how numbers of packed rows are written; text rows stay as they are
    void append_line(RowId row, std::string& out, FloatText floats = FloatText::exact) const;

    /// A row as it came in but for entries between two parts of its bytes.
    struct Insertion {
        std::string_view before{};
        std::string_view entries{};
        std::string_view after{};  ///< with the line end
    };

    /// The row if `add_info` is all that was done to it; nothing otherwise.
    [[nodiscard]] std::optional<Insertion> insertion(RowId row) const noexcept;

    [[nodiscard]] bool is_edited(RowId row) const noexcept { return source(row).edit >= 0; }

    // --- bad rows ---

    /// Marks a row as bad; `settle` acts on it. The first error of a row stays.
    void fail(RowId row, Error error) const;

    /// Acts on failed rows by the schema's rule. @throws Error the first failed row's, in input
    /// order
    void settle();

    [[nodiscard]] std::int64_t n_bad() const noexcept { return n_bad_; }

    /// Place and reason of the first bad row that was skipped or kept; empty if there is none.
    [[nodiscard]] std::string_view first_bad() const noexcept { return first_bad_; }

    /// Adds this batch's share to a progress line.
    void describe(Progress& progress) const;

    /// File, contig, pos and line (or record number) of a row.
    [[nodiscard]] Where where(RowId row) const;

    // --- products of stages, for accumulators and sinks ---

    template <typename T>
    void attach(T value) {
        attached_.emplace_back(std::move(value));
    }

    template <typename T>
    [[nodiscard]] const T* attached() const noexcept {
        for (const std::any& product : attached_)
            if (const T* found = std::any_cast<T>(&product))
                return found;
        return nullptr;
    }

    /// Memory for stages' own per-batch values; freed when the batch is cleared.
    [[nodiscard]] Arena& arena() const noexcept { return arena_; }

    [[nodiscard]] const Schema& schema() const noexcept { return *schema_; }

    // --- for sources and sinks ---

    /// What the rows are.
    enum class Backing : std::uint8_t { text, bcf };

    /// Compressed bytes as fetched, and the inflated ones: [begin, end) of `raw` after framing.
    struct Transport {
        Buffer packed{};
        Buffer raw{};
        std::size_t begin{};
        std::size_t end{};
        io::PackedReader::Slice slice{};
        std::int64_t n_records{};     ///< records that end in the inflated bytes
        std::int64_t first_record{};  ///< 0-based number of the first row in the input
        std::int64_t first_line{};    ///< 1-based line of the first row (text)
        bool ends_input{};
    };

    Transport transport{};

    /// Binds the batch to a run: its schema and the kind of its rows.
    void bind(const Schema& schema, Backing backing, OnBadRecord on_bad);

    /// Finds the rows in transport.raw and checks their shape.
    void index_rows();

    /// Bytes of a row as they came in: with the line end for text, the whole record for BCF.
    [[nodiscard]] std::string_view raw_bytes(RowId row) const noexcept;
    [[nodiscard]] bool is_bcf(RowId row) const noexcept;

    /// This batch's own copy of the HTSlib header (rule T1).
    [[nodiscard]] bcf_hdr_t& hts_header() const;

private:
    struct Source {
        const char* begin{};            ///< first byte of the row
        std::uint32_t length{};         ///< without line end
        std::uint32_t stored{};         ///< with line end
        std::uint32_t column_end[9]{};  ///< text: end of CHROM … FORMAT
        std::int32_t contig{unknown_contig};
        std::int32_t edit{-1};     ///< index in edits_
        std::int32_t decoded{-1};  ///< index in decoded_: ALT, INFO and FORMAT views
        std::int64_t pos{-1};
        std::int64_t number{-1};  ///< 0-based record number in the input
        Backing backing{};
        bool failed{};
    };

    struct Edit;
    struct Decoded;
    struct Impl;

    [[nodiscard]] const Source& source(RowId row) const noexcept {
        return sources_[static_cast<std::size_t>(row)];
    }

    void index_text_rows();
    void index_bcf_rows();
    enum class Origin : std::uint8_t { input, made };
    void index_line(Source& row, const detail::LineShape& line, Origin origin);
    void select_text_samples(Source& row);
    void select_bcf_samples(Source& row);
    [[nodiscard]] std::string_view column(const Source& row, std::size_t column) const noexcept;
    [[nodiscard]] Decoded& decoded(RowId row) const;
    [[nodiscard]] Edit& edit(RowId row);
    [[nodiscard]] const Edit* find_edit(RowId row) const noexcept;
    [[nodiscard]] std::span<const detail::InfoField> info_fields(RowId row) const;
    [[nodiscard]] const detail::InfoField* find_field(RowId row, std::string_view key) const;
    [[nodiscard]] std::string_view samples_text(const Source& row) const noexcept;
    [[nodiscard]] std::optional<detail::BcfVector>
    packed_format(RowId row, std::string_view key) const;
    [[nodiscard]] std::span<const std::string_view>
    sample_texts(RowId row, std::string_view key) const;
    template <typename T>
    [[nodiscard]] std::span<const T>
    parse_values(RowId row, std::string_view text, std::string_view name) const;
    template <typename T>
    [[nodiscard]] FormatValues<T> format_values(RowId row, std::string_view key) const;
    void append_edited_line(
        const Source& line, const Edit& change, std::int64_t pos, std::string& out) const;
    void set_info_edit(RowId row, InfoId id, std::optional<std::string_view> text, bool is_flag);
    void split_added(Edit& change);

    mutable std::vector<Source> sources_;
    std::vector<RowId> order_;
    mutable Arena arena_;
    std::vector<std::any> attached_;
    const Schema* schema_{};
    std::size_t n_samples_{};
    std::int64_t n_bad_{};
    std::string first_bad_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat
