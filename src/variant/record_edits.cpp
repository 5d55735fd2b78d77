// SPDX-License-Identifier: MIT
// What stages change in a row, and the line that comes of it.
#include "record_state.hpp"

#include <algorithm>
#include <array>

#include <genostrat/core/text.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat {

namespace {

using detail::FormatEdit;
using detail::InfoEdit;

template <typename T>
std::string values_text(std::span<const T> values) {
    std::string text;
    for (const T value : values) {
        if (!text.empty())
            text += ',';
        if (is_missing(value))
            text += '.';
        else if constexpr (std::is_same_v<T, float>)
            append_number(text, value);
        else
            append_number(text, std::int64_t{value});
    }
    return text.empty() ? "." : text;
}

void append_field(std::string& out, std::string_view key, const InfoEdit& change, bool& is_first) {
    if (!change.text)
        return;
    if (!is_first)
        out += ';';
    is_first = false;
    out += key;
    if (change.is_flag)
        return;
    out += '=';
    out += *change.text;
}

/// Calls `visit(begin, end)` for the entries of an INFO text that may be of certain keys: the first
/// one, and those that begin with one of their letters. It returns false to end the search.
template <typename Visit>
void for_each_candidate(std::string_view info, std::string_view first_letters, Visit visit) {
    for (std::size_t at = 0; at < info.size();) {
        const std::size_t end = std::min(info.find(';', at), info.size());
        if (!visit(at, end))
            return;
        const std::size_t next = detail::find_pair(info, end, ';', first_letters);
        at = next == std::string_view::npos ? info.size() : next + 1;
    }
}

[[nodiscard]] bool is_entry_of(std::string_view entry, std::string_view key) noexcept {
    return entry.starts_with(key) && (entry.size() == key.size() || entry[key.size()] == '=');
}

/// The changes of a row, to be asked for by the fields of its old INFO.
class InfoChanges {
public:
    InfoChanges(std::span<const InfoEdit> changes, const Schema& schema)
        : changes_{changes}, many_(changes.size() > few_.size() ? changes.size() : 0),
          keys_{many_.empty() ? std::span{few_}.first(changes.size()) : std::span{many_}} {
        for (std::size_t index = 0; index < size(); ++index) {
            keys_[index].text = schema.info(changes[index].id).id;
            if (keys_[index].text.empty())
                continue;
            const char letter = keys_[index].text.front();
            if (first_letters().find(letter) == std::string_view::npos)
                letters_[n_letters_++] = letter;
        }
    }

    InfoChanges(const InfoChanges&) = delete;
    InfoChanges& operator=(const InfoChanges&) = delete;

    /// What the changed keys begin with: few of the old fields do.
    [[nodiscard]] std::string_view first_letters() const noexcept {
        return {letters_.data(), n_letters_};
    }

    /// Index of the change of a field `KEY=VALUE` or `KEY`; size() if it does not change.
    [[nodiscard]] std::size_t find(std::string_view field) const noexcept {
        for (std::size_t index = 0; index < size(); ++index) {
            if (is_entry_of(field, keys_[index].text))
                return index;
        }
        return size();
    }

    /// Appends the field of a change, unless that was done before.
    void append_once(std::size_t index, std::string& out, bool& is_first) {
        if (!keys_[index].is_done)
            append_field(out, keys_[index].text, changes_[index], is_first);
        keys_[index].is_done = true;
    }

    [[nodiscard]] std::size_t size() const noexcept { return changes_.size(); }

private:
    struct Key {
        std::string_view text{};
        bool is_done{};
    };

    std::span<const InfoEdit> changes_;
    std::array<Key, 8> few_{};  // no allocation a row
    std::vector<Key> many_;
    std::span<Key> keys_;
    std::array<char, 256> letters_;  // the first n_letters_ are set
    std::size_t n_letters_{};
};

/// INFO with the changes: changed keys at their old place, new ones behind.
void append_info(
    std::string_view old, std::span<const InfoEdit> edits, const Schema& schema, std::string& out) {
    InfoChanges changes{edits, schema};
    bool is_first = true;
    const std::size_t start = out.size();
    // Neighbouring fields that stay are copied together: [kept, at).
    std::size_t kept = 0;
    const auto copy_kept = [&](std::size_t end) {
        if (end <= kept)
            return;
        if (!is_first)
            out += ';';
        is_first = false;
        out += old.substr(kept, end - kept);
    };
    if (old == ".")
        old = {};
    for_each_candidate(old, changes.first_letters(), [&](std::size_t at, std::size_t end) {
        const std::size_t change = changes.find(old.substr(at, end - at));
        if (change < changes.size()) {
            copy_kept(at == 0 ? 0 : at - 1);
            changes.append_once(change, out, is_first);
            kept = end + 1;
        }
        return true;
    });
    copy_kept(old.size());
    for (std::size_t change = 0; change < changes.size(); ++change)
        changes.append_once(change, out, is_first);
    if (out.size() == start)
        out += '.';
}

/// FORMAT and sample columns with the changes.
void append_samples(
    std::string_view keys,
    std::string_view samples,
    std::span<const FormatEdit> changes,
    const Schema& schema,
    std::string& out) {
    std::vector<std::string_view> names =
        keys == "." || keys.empty() ? std::vector<std::string_view>{} : split(keys, ':');
    std::vector<const FormatEdit*> change_at(names.size());
    for (const FormatEdit& change : changes) {
        const std::string_view name = schema.format(change.id).id;
        const auto found = std::ranges::find(names, name);
        const auto at = static_cast<std::size_t>(found - names.begin());
        if (found != names.end()) {
            change_at[at] = &change;
        } else if (name == "GT") {  // GT comes first (VCF 4.4, section 1.6.2)
            names.insert(names.begin(), name);
            change_at.insert(change_at.begin(), &change);
        } else {
            names.push_back(name);
            change_at.push_back(&change);
        }
    }
    const bool has_new_first = !names.empty() && (keys.empty() || !keys.starts_with(names.front()));
    for (std::size_t field = 0; field < names.size(); ++field) {
        out += field == 0 ? '\t' : ':';
        out += names[field];
    }
    for (std::size_t sample = 0; sample < schema.n_samples(); ++sample) {
        const std::size_t tab = samples.find('\t');
        const std::string_view text = samples.substr(0, tab);
        samples.remove_prefix(tab == std::string_view::npos ? samples.size() : tab + 1);
        const std::vector<std::string_view> old =
            keys == "." || keys.empty() ? std::vector<std::string_view>{} : split(text, ':');
        for (std::size_t field = 0; field < names.size(); ++field) {
            out += field == 0 ? '\t' : ':';
            const std::size_t old_field = field - (has_new_first ? 1 : 0);
            if (change_at[field] != nullptr)
                out += change_at[field]->texts[sample];
            else
                out += old_field < old.size() ? old[old_field] : std::string_view{"."};
        }
    }
}

}  // namespace

InfoKeys::InfoKeys(const Schema& schema, std::span<const InfoId> ids) {
    for (const InfoId id : ids) {
        names_.push_back(schema.info(id).id);
        const char letter = names_.back().empty() ? '\0' : names_.back().front();
        if (first_letters_.find(letter) == std::string::npos)
            first_letters_ += letter;
    }
}

std::size_t InfoKeys::find(std::string_view entry) const noexcept {
    if (entry.empty() || first_letters_.find(entry.front()) == std::string::npos)
        return names_.size();
    const auto found = std::ranges::find_if(
        names_, [&](const std::string& name) { return is_entry_of(entry, name); });
    return static_cast<std::size_t>(found - names_.begin());
}

RecordBatch::Edit& RecordBatch::edit(RowId row) {
    Source& own = sources_[static_cast<std::size_t>(row)];
    if (own.edit < 0) {
        own.edit = static_cast<std::int32_t>(impl_->n_edits);
        if (impl_->n_edits == impl_->edits.size())
            impl_->edits.emplace_back();
        impl_->edits[impl_->n_edits++].reset();
    }
    return impl_->edits[static_cast<std::size_t>(own.edit)];
}

void RecordBatch::set_info_edit(
    RowId row, InfoId id, std::optional<std::string_view> text, bool is_flag) {
    Edit& all = edit(row);
    if (!all.added_info.empty())
        split_added(all);
    std::vector<InfoEdit>& changes = all.info;
    const InfoEdit change{id, text, is_flag};
    const auto old = std::ranges::find(changes, id, &InfoEdit::id);
    if (old == changes.end())
        changes.push_back(change);
    else
        *old = change;
}

/// Makes single changes of added entries, so that they can be changed again.
void RecordBatch::split_added(Edit& change) {
    for_each_piece(change.added_info.substr(1), ';', [&](std::string_view entry) {
        const std::size_t equals = entry.find('=');
        const bool is_flag = equals == std::string_view::npos;
        if (const auto id = schema_->find_info(entry.substr(0, equals)))
            change.info.push_back(
                {*id, is_flag ? std::string_view{""} : entry.substr(equals + 1), is_flag});
    });
    change.added_info = {};
}

bool RecordBatch::lacks_info(RowId row, const InfoKeys& keys) const {
    const Source& own = source(row);
    if (own.backing != Backing::text)
        return false;
    bool lacks = true;
    const std::string_view info = column(own, detail::info);
    for_each_candidate(info, keys.first_letters(), [&](std::size_t at, std::size_t end) {
        lacks = keys.find(info.substr(at, end - at)) == keys.size();
        return lacks;
    });
    return lacks;
}

void RecordBatch::add_info(RowId row, std::string_view entries) {
    if (entries.empty())
        return;
    Edit& change = edit(row);
    change.added_info = change.added_info.empty()
                            ? arena_.copy(entries)
                            : arena_.copy(std::string{change.added_info}.append(entries));
}

std::optional<RecordBatch::Insertion> RecordBatch::insertion(RowId row) const noexcept {
    const Edit* const change = find_edit(row);
    const Source& own = source(row);
    // Any other line end than a line feed alone makes this row one for append_line.
    if (change == nullptr || own.backing != Backing::text || !change->is_addition() ||
        own.stored != own.length + 1)
        return std::nullopt;
    const std::uint32_t info_end = own.column_end[detail::info];
    Insertion parts{
        .before = {own.begin, info_end},
        .entries = change->added_info,
        .after = {own.begin + info_end, own.stored - info_end}};
    if (const std::string_view info = column(own, detail::info); info == "." || info.empty()) {
        parts.before.remove_suffix(info.size());
        parts.entries.remove_prefix(1);
    }
    return parts;
}

void RecordBatch::set_info(RowId row, InfoId id, std::span<const std::int32_t> values) {
    set_info_edit(row, id, arena_.copy(values_text(values)), false);
}

void RecordBatch::set_info(RowId row, InfoId id, std::span<const float> values) {
    set_info_edit(row, id, arena_.copy(values_text(values)), false);
}

void RecordBatch::set_info(RowId row, InfoId id, std::string_view text) {
    set_info_edit(row, id, arena_.copy(text), false);
}

void RecordBatch::set_info_flag(RowId row, InfoId id) {
    set_info_edit(row, id, "", true);
}

void RecordBatch::remove_info(RowId row, InfoId id) {
    if (has_info(row, id))
        set_info_edit(row, id, std::nullopt, false);
}

void RecordBatch::set_id(RowId row, std::string_view id) {
    edit(row).id = arena_.copy(id);
}

void RecordBatch::set_qual(RowId row, std::optional<float> qual) {
    std::string text;
    if (qual)
        append_number(text, *qual);
    edit(row).qual = qual ? arena_.copy(text) : std::string_view{"."};
}

void RecordBatch::set_filter(RowId row, std::string_view filter) {
    edit(row).filter = arena_.copy(filter);
}

void RecordBatch::add_filter(RowId row, std::string_view name) {
    const std::string_view old = filter(row);
    if (old == "." || old == "PASS" || old.empty()) {
        set_filter(row, name);
        return;
    }
    const std::vector<std::string_view> names = split(old, ';');
    if (std::ranges::find(names, name) == names.end())
        set_filter(row, std::string{old} + ";" + std::string{name});
}

void RecordBatch::set_alleles(
    RowId row, std::int64_t pos, std::string_view ref, std::span<const std::string_view> alts) {
    const std::span<std::string_view> copies = arena_.make<std::string_view>(alts.size());
    std::ranges::transform(
        alts, copies.begin(), [this](std::string_view alt) { return arena_.copy(alt); });
    Edit& change = edit(row);
    change.ref = arena_.copy(ref);
    change.alts = copies;
    sources_[static_cast<std::size_t>(row)].pos = pos;
}

void RecordBatch::set_format(RowId row, FormatId id, std::span<const std::string_view> texts) {
    const std::span<std::string_view> copies = arena_.make<std::string_view>(texts.size());
    std::ranges::transform(
        texts, copies.begin(), [this](std::string_view text) { return arena_.copy(text); });
    std::vector<FormatEdit>& changes = edit(row).format;
    const auto old = std::ranges::find(changes, id, &FormatEdit::id);
    if (old == changes.end())
        changes.push_back({id, copies});
    else
        old->texts = copies;
}

void RecordBatch::append_line(RowId row, std::string& out, FloatText floats) const {
    const Source& own = source(row);
    const Edit* const change = find_edit(row);
    if (own.backing == Backing::text) {
        if (change == nullptr)
            out.append(own.begin, own.length);
        else
            append_edited_line(own, *change, own.pos, out);
        return;
    }
    if (change == nullptr) {
        detail::append_bcf_text(raw_bytes(row), hts_header(), floats, out);
        return;
    }
    std::string line;
    detail::append_bcf_text(raw_bytes(row), hts_header(), floats, line);
    std::vector<detail::LineShape> lines;
    detail::scan_lines(line.data(), line.size(), lines);
    Source text;
    text.begin = line.data();
    text.length = static_cast<std::uint32_t>(line.size());
    std::ranges::copy(lines.front().column_end, text.column_end);
    for (std::size_t end = lines.front().n_tabs; end < std::size(text.column_end); ++end)
        text.column_end[end] = text.length;
    append_edited_line(text, *change, own.pos, out);
}

void RecordBatch::append_edited_line(
    const Source& line, const Edit& change, std::int64_t pos, std::string& out) const {
    if (!change.id && !change.ref && !change.qual && !change.filter) {
        out.append(line.begin, line.column_end[detail::filter] + std::size_t{1});
    } else {
        out += column(line, detail::chrom);
        out += '\t';
        append_number(out, pos + 1);
        out += '\t';
        out += change.id.value_or(column(line, detail::id));
        out += '\t';
        if (change.ref) {
            out += *change.ref;
            for (std::size_t alt = 0; alt < change.alts.size(); ++alt) {
                out += alt == 0 ? '\t' : ',';
                out += change.alts[alt];
            }
            if (change.alts.empty())
                out += "\t.";
        } else {
            out += column(line, detail::reference);
            out += '\t';
            out += column(line, detail::alternate);
        }
        out += '\t';
        out += change.qual.value_or(column(line, detail::quality));
        out += '\t';
        out += change.filter.value_or(column(line, detail::filter));
        out += '\t';
    }
    const std::size_t info_begin = out.size();
    if (change.info.empty())
        out += column(line, detail::info);
    else
        append_info(column(line, detail::info), change.info, *schema_, out);
    if (!change.added_info.empty()) {
        const bool has_none =
            out.size() == info_begin || out.compare(info_begin, out.npos, ".") == 0;
        if (has_none)
            out.resize(info_begin);
        out += change.added_info.substr(has_none ? 1 : 0);
    }
    if (change.format.empty())
        out.append(line.begin + line.column_end[detail::info], line.begin + line.length);
    else
        append_samples(
            column(line, detail::format), samples_text(line), change.format, *schema_, out);
}

}  // namespace genostrat
