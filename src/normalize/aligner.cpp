// SPDX-License-Identifier: MIT
#include "normalize/aligner.hpp"

#include "normalize/bases.hpp"
#include "normalize/tags.hpp"

#include <algorithm>
#include <utility>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/normalize/set_reference.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::normalize {

namespace {

Interval ref_span(const RecordBatch& batch, RowId row) {
    const std::int64_t begin = batch.pos(row);
    return {begin, begin + static_cast<std::int64_t>(batch.ref(row).size())};
}

}  // namespace

/// What keeps a row from being left-aligned.
enum class RowAligner::Finding : std::uint8_t {
    fine,
    not_plain,     ///< REF or ALT has other letters than A, C, G, T, N
    mismatch,      ///< REF is not the reference
    duplicate_alt  ///< an ALT is REF
};

RowAligner::RowAligner(
    const NormalizeOptions& options, Schema& schema, std::shared_ptr<NormalizeCounts> counts)
    : check_{options.check_reference}, left_aligns_{options.left_aligns},
      reference_{options.reference, schema.contigs()},
      reorderer_{tags_of(schema).kinds}, counts_{std::move(counts)} {
    if (!options.old_record_tag.empty())
        old_tag_ = schema.reads_info(options.old_record_tag);
    if (const auto end = schema.find_info("END");
        end && schema.info(*end).type == ColumnType::integer)
        end_ = end;
}

bool RowAligner::normalize(RecordBatch& batch, RowId& row) const {
    if (check_.sets)
        set_reference_of(batch, row);
    if (!left_aligns_)
        return true;
    switch (align(batch, row)) {
    case Finding::fine:
        return true;
    case Finding::duplicate_alt:
        if (check_.fails())
            throw Error{
                ErrorKind::bad_data,
                "an ALT is the same as REF",
                batch.where(row),
                "keep such rows with --check-ref w, or take the ALT out with --check-ref s"};
        if (check_.sets)
            drop_reference_alts(batch, row);
        else if (check_.warns)
            log_warning(batch.where(row).text() + ": an ALT is the same as REF");
        return true;
    case Finding::not_plain:
        return report(batch, row, "REF or ALT has other letters than A, C, G, T, N");
    case Finding::mismatch:
        return report(batch, row, "REF is not what the reference has");
    }
    return true;
}

void RowAligner::set_reference_of(RecordBatch& batch, RowId& row) const {
    const std::span<const std::string_view> alts = batch.alts(row);
    std::size_t longest = batch.ref(row).size();
    for (const std::string_view alt : alts)
        longest = std::max(longest, alt.size());
    std::string bases;
    const std::int64_t begin = batch.pos(row);
    reference_.fetch(batch, row, {begin, begin + static_cast<std::int64_t>(longest)}, bases);
    if (bases.size() < batch.ref(row).size())
        return;  // beyond the contig: align reports it
    const ReferenceSet set = set_reference(batch.ref(row), alts, bases);
    if (set.change == ReferenceSet::Change::none)
        return;
    counts_->references_set.fetch_add(1, std::memory_order_relaxed);
    std::vector<std::string_view> new_alts{set.alleles.begin() + 1, set.alleles.end()};
    if (set.change == ReferenceSet::Change::set)
        batch.set_alleles(row, begin, set.alleles.front(), new_alts);
    else
        reorder(
            batch,
            row,
            AlleleOrder::swap(alts.size() + 1, set.swapped_with),
            set.alleles.front(),
            std::move(new_alts));
}

void RowAligner::drop_reference_alts(RecordBatch& batch, RowId& row) const {
    const std::string ref{batch.ref(row)};
    std::vector<bool> is_left_out{false};
    std::vector<std::string_view> kept;
    for (const std::string_view alt : batch.alts(row)) {
        is_left_out.push_back(equals_ignoring_case(alt, ref));
        if (!is_left_out.back())
            kept.push_back(alt);
    }
    reorder(batch, row, AlleleOrder::without(is_left_out), ref, std::move(kept));
}

void RowAligner::reorder(
    RecordBatch& batch,
    RowId& row,
    const AlleleOrder& order,
    std::string_view ref,
    std::vector<std::string_view> alts) const {
    std::string line;
    batch.append_line(row, line);
    std::string made;
    reorderer_.append_line(
        RowText::parse(line),
        order,
        {.contig = batch.contig_name(row),
         .pos = batch.pos(row),
         .ref = ref,
         .alts = std::move(alts)},
        made);
    row = batch.add_line(made, row);
}

bool RowAligner::report(RecordBatch& batch, RowId row, const std::string& what) const {
    std::string bases;
    reference_.fetch(batch, row, ref_span(batch, row), bases);
    const std::string found = what + ": REF " + std::string{batch.ref(row)} + ", reference " +
                              (bases.empty() ? "has no such place" : bases);
    if (check_.fails())
        throw Error{
            ErrorKind::bad_data,
            found,
            batch.where(row),
            "give the FASTA of the build that the input was made with, or choose --check-ref w, x "
            "or s"};
    if (check_.warns)
        log_warning(batch.where(row).text() + ": " + found);
    if (!check_.excludes)
        return true;
    counts_->excluded.fetch_add(1, std::memory_order_relaxed);
    return false;
}

RowAligner::Finding RowAligner::align(RecordBatch& batch, RowId row) const {
    const std::string_view ref = batch.ref(row);
    const std::span<const std::string_view> alts = batch.alts(row);
    if (!is_plain_sequence(ref))
        return Finding::not_plain;
    thread_local std::string bases;
    reference_.fetch(batch, row, ref_span(batch, row), bases);
    if (!equals_ignoring_case(ref, bases))
        return Finding::mismatch;
    if (alts.empty()) {
        if (ref.size() > 1)
            batch.set_alleles(row, batch.pos(row), ref.substr(0, 1), {});
        return Finding::fine;
    }
    return align_alts(batch, row, ref, alts);
}

RowAligner::Finding RowAligner::align_alts(
    RecordBatch& batch,
    RowId row,
    std::string_view ref,
    std::span<const std::string_view> alts) const {
    for (const std::string_view alt : alts) {
        if (alt.starts_with('<') || alt.starts_with('*') ||
            alt.find_first_of("[]") != std::string_view::npos)
            return Finding::fine;  // symbols and breakends stay in peace
        if (!is_plain_sequence(alt))
            return Finding::not_plain;
        if (equals_ignoring_case(alt, ref))
            return Finding::duplicate_alt;
    }
    if (!may_be_unnormalised(ref, alts))
        return Finding::fine;
    thread_local AlleleSet set;
    set.assign(batch.pos(row), ref, alts);
    if (left_align(set, reference_.of_row(batch, row)))
        move(batch, row, set);
    return Finding::fine;
}

void RowAligner::move(RecordBatch& batch, RowId row, const AlleleSet& set) const {
    if (old_tag_ && !batch.has_info(row, *old_tag_))  // one that a split has set stays
        batch.set_info(row, *old_tag_, std::string_view{old_record(batch, row)});
    const std::vector<std::string_view> alts{set.alleles.begin() + 1, set.alleles.end()};
    batch.set_alleles(row, set.pos, set.alleles.front(), alts);
    if (end_ && batch.has_info(row, *end_)) {
        const auto end =
            static_cast<std::int32_t>(set.pos) + static_cast<std::int32_t>(set.alleles[0].size());
        batch.set_info(row, *end_, std::span{&end, 1});
    }
    counts_->realigned.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace genostrat::normalize
