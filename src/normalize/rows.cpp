// SPDX-License-Identifier: MIT
#include "normalize/reference.hpp"
#include "normalize/tags.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/normalize/stage.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

namespace {

bool equals_ignoring_case(std::string_view text, std::string_view upper_case) {
    return std::equal(
        text.begin(), text.end(), upper_case.begin(), upper_case.end(), [](char one, char other) {
            return one == other || (one >= 'a' && one <= 'z' && one - 'a' + 'A' == other);
        });
}

bool has_lower_case(std::string_view text) {
    return std::ranges::any_of(text, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

/// What keeps a row from being left-aligned.
enum class Finding : std::uint8_t {
    fine,
    not_plain,     ///< REF or ALT has other letters than A, C, G, T, N
    mismatch,      ///< REF is not the reference
    duplicate_alt  ///< an ALT is REF
};

}  // namespace

CheckReference CheckReference::parse(std::string_view letters) {
    CheckReference check;
    for (const char letter : letters) {
        switch (letter) {
        case 'e':
            return {};
        case 'w':
            check.warns = true;
            break;
        case 'x':
            check.excludes = true;
            break;
        default:
            throw Error{
                ErrorKind::usage,
                "--check-ref knows e, w and x, not '" + std::string(1, letter) + "'"};
        }
    }
    return check;
}

struct NormalizeRows::Impl {
    NormalizeOptions options;
    std::shared_ptr<NormalizeCounts> counts{std::make_shared<NormalizeCounts>()};
    std::optional<RowReference> reference{};
    std::optional<RowSplitter> splitter{};
    bool is_old_tag_declared{};

    [[nodiscard]] bool is_split(const RecordBatch& batch, RowId row) const {
        if (options.multiallelics != Multiallelics::split || batch.alts(row).size() < 2)
            return false;
        if (options.row_types == RowTypes::both || options.row_types == RowTypes::any)
            return true;
        return (row_types(batch.ref(row), batch.alts(row)) & wanted_types(options.row_types)) != 0;
    }

    /// The rows that take the place of this one.
    void append_rows(RecordBatch& batch, RowId row, std::vector<RowId>& order) const {
        if (!is_split(batch, row)) {
            if (normalize_row(batch, row))
                order.push_back(row);
            return;
        }
        std::string line;
        batch.append_line(row, line);
        const RowText text = RowText::parse(line);
        const std::vector<std::string_view> alts = text.alts();
        std::string made;
        for (std::size_t allele = 1; allele <= alts.size(); ++allele) {
            made.clear();
            splitter->append_line(text, alts, allele, made);
            if (!options.old_record_tag.empty())
                made = with_info(
                    made, options.old_record_tag, old_record(text) + "|" + std::to_string(allele));
            const RowId part = batch.add_line(made);
            if (normalize_row(batch, part))
                order.push_back(part);
        }
        counts->split.fetch_add(1, std::memory_order_relaxed);
    }

    /// False if the row is to be left out.
    [[nodiscard]] bool normalize_row(RecordBatch& batch, RowId row) const {
        if (!reference || !options.left_aligns)
            return true;
        switch (align(batch, row)) {
        case Finding::fine:
            return true;
        case Finding::duplicate_alt:
            if (options.check_reference.fails())
                throw Error{
                    ErrorKind::bad_data,
                    "an ALT is the same as REF",
                    batch.where(row),
                    "keep such rows with --check-ref w"};
            if (options.check_reference.warns)
                log_warning(batch.where(row).text() + ": an ALT is the same as REF");
            return true;
        case Finding::not_plain:
            return report(batch, row, "REF or ALT has other letters than A, C, G, T, N");
        case Finding::mismatch:
            return report(batch, row, "REF is not what the reference has");
        }
        return true;
    }

    [[nodiscard]] bool report(RecordBatch& batch, RowId row, const std::string& what) const {
        std::string bases;
        reference->fetch(batch, row, ref_span(batch, row), bases);
        const std::string found = what + ": REF " + std::string{batch.ref(row)} + ", reference " +
                                  (bases.empty() ? "has no such place" : bases);
        if (options.check_reference.fails())
            throw Error{
                ErrorKind::bad_data,
                found,
                batch.where(row),
                "give the FASTA of the build that the input was made with, or choose --check-ref "
                "w or x"};
        if (options.check_reference.warns)
            log_warning(batch.where(row).text() + ": " + found);
        if (!options.check_reference.excludes)
            return true;
        counts->excluded.fetch_add(1, std::memory_order_relaxed);
        return false;
    }

    [[nodiscard]] static Interval ref_span(const RecordBatch& batch, RowId row) {
        const std::int64_t begin = batch.pos(row);
        return {begin, begin + static_cast<std::int64_t>(batch.ref(row).size())};
    }

    [[nodiscard]] Finding align(RecordBatch& batch, RowId row) const {
        const std::string_view ref = batch.ref(row);
        const std::span<const std::string_view> alts = batch.alts(row);
        if (!is_plain_sequence(ref))
            return Finding::not_plain;
        thread_local std::string bases;
        reference->fetch(batch, row, ref_span(batch, row), bases);
        if (!equals_ignoring_case(ref, bases))
            return Finding::mismatch;
        if (alts.empty()) {
            if (ref.size() > 1) {
                const std::array<std::string_view, 0> none{};
                batch.set_alleles(row, batch.pos(row), ref.substr(0, 1), none);
            }
            return Finding::fine;
        }
        return align_alts(batch, row, ref, alts);
    }

    [[nodiscard]] Finding align_alts(
        RecordBatch& batch,
        RowId row,
        std::string_view ref,
        std::span<const std::string_view> alts) const {
        bool is_breakend_only = true;
        for (const std::string_view alt : alts)
            is_breakend_only &= classify_allele(ref, alt).type == AlleleType::bnd;
        if (is_breakend_only)
            return Finding::fine;
        for (const std::string_view alt : alts) {
            if (alt.front() == '<' || alt.front() == '*')
                return Finding::fine;
            if (!is_plain_sequence(alt))
                return Finding::not_plain;
            if (alt.size() == ref.size() && same_bases(alt, ref))
                return Finding::duplicate_alt;
        }
        if (!may_be_unnormalised(ref, alts) && !has_lower_case(ref))
            return Finding::fine;
        thread_local AlleleSet set;
        set.assign(batch.pos(row), ref, alts);
        if (!left_align(set, reference->of_row(batch, row)) && set.alleles.front() == ref)
            return Finding::fine;
        const std::string old = options.old_record_tag.empty() ? "" : old_record(batch, row);
        const std::vector<std::string_view> new_alts{set.alleles.begin() + 1, set.alleles.end()};
        batch.set_alleles(row, set.pos, set.alleles.front(), new_alts);
        if (!old.empty())
            set_old_record(batch, row, old);
        counts->realigned.fetch_add(1, std::memory_order_relaxed);
        return Finding::fine;
    }

    [[nodiscard]] static bool same_bases(std::string_view one, std::string_view other) {
        return std::equal(one.begin(), one.end(), other.begin(), [](char left, char right) {
            return (left | 0x20) == (right | 0x20);
        });
    }

    /// The tag names the row as it came in: one that a split has set stays.
    void set_old_record(RecordBatch& batch, RowId row, const std::string& old) const {
        if (!batch.has_info(row, old_tag))
            batch.set_info(row, old_tag, std::string_view{old});
    }

    InfoId old_tag{};
};

NormalizeRows::NormalizeRows(NormalizeOptions options)
    : impl_{std::make_unique<Impl>(Impl{.options = std::move(options)})} {
    const NormalizeOptions& own = impl_->options;
    if (own.multiallelics == Multiallelics::split && own.duplicates != Duplicates::keep)
        throw Error{
            ErrorKind::usage,
            "rows cannot be split and rid of duplicates in one run",
            {},
            "run normalize twice, with a pipe between"};
}

NormalizeRows::~NormalizeRows() = default;
NormalizeRows::NormalizeRows(NormalizeRows&&) noexcept = default;
NormalizeRows& NormalizeRows::operator=(NormalizeRows&&) noexcept = default;

std::shared_ptr<NormalizeCounts> NormalizeRows::counts() const noexcept {
    return impl_->counts;
}

void NormalizeRows::bind(Schema& schema) {
    const TagTypes tags = tags_of(schema);
    impl_->splitter.emplace(tags.kinds, impl_->options.split);
    if (impl_->options.reference)
        impl_->reference.emplace(impl_->options.reference, schema.contigs());
    if (!impl_->options.old_record_tag.empty())
        impl_->old_tag = schema.adds_info(
            {.id = impl_->options.old_record_tag,
             .number = "1",
             .type = ColumnType::string,
             .description = "Original variant. Format: CHR|POS|REF|ALT|USED_ALT_IDX"});
}

void NormalizeRows::process(RecordBatch& batch) const {
    const std::vector<RowId> rows{batch.rows().begin(), batch.rows().end()};
    std::vector<RowId> order;
    order.reserve(rows.size());
    for (const RowId row : rows) {
        try {
            impl_->append_rows(batch, row, order);
        } catch (Error& error) {
            error.add_where(batch.where(row));
            batch.fail(row, std::move(error));
            order.push_back(row);
        }
    }
    impl_->counts->rows.fetch_add(
        static_cast<std::int64_t>(rows.size()), std::memory_order_relaxed);
    batch.set_order(std::move(order));
}

}  // namespace genostrat::normalize
