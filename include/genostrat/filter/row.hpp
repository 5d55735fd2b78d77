// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <genostrat/variant/genotypes.hpp>
#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::filter {

/// What an expression reads of one row; each member as RecordBatch's of the same name. Views are
/// valid until the next row.
class Row {
public:
    Row() = default;
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    virtual ~Row() = default;

    [[nodiscard]] virtual std::string_view contig_name() const = 0;
    [[nodiscard]] virtual std::int64_t pos() const = 0;  ///< 0-based
    [[nodiscard]] virtual std::string_view id() const = 0;
    [[nodiscard]] virtual std::string_view ref() const = 0;
    [[nodiscard]] virtual std::span<const std::string_view> alts() const = 0;
    [[nodiscard]] virtual std::optional<float> qual() const = 0;
    [[nodiscard]] virtual std::string_view filter() const = 0;

    /// True if INFO values are at hand as text, so that reading them as such costs nothing.
    [[nodiscard]] virtual bool has_text() const = 0;
    [[nodiscard]] virtual std::optional<std::string_view> info_text(InfoId id) const = 0;
    [[nodiscard]] virtual std::span<const std::int32_t> info_integers(InfoId id) const = 0;
    [[nodiscard]] virtual std::span<const float> info_floats(InfoId id) const = 0;

    [[nodiscard]] virtual FormatValues<std::int32_t> format_integers(FormatId id) const = 0;
    [[nodiscard]] virtual FormatValues<float> format_floats(FormatId id) const = 0;
    [[nodiscard]] virtual bool has_format(FormatId id) const = 0;
    [[nodiscard]] virtual std::span<const std::string_view> format_strings(FormatId id) const = 0;
    [[nodiscard]] virtual Genotypes genotypes() const = 0;
};

/// A row of a batch.
class BatchRow final : public Row {
public:
    explicit BatchRow(const RecordBatch& batch) : batch_{batch} {}

    void move_to(RowId row) noexcept { row_ = row; }

    [[nodiscard]] std::string_view contig_name() const override { return batch_.contig_name(row_); }

    [[nodiscard]] std::int64_t pos() const override { return batch_.pos(row_); }

    [[nodiscard]] std::string_view id() const override { return batch_.id(row_); }

    [[nodiscard]] std::string_view ref() const override { return batch_.ref(row_); }

    [[nodiscard]] std::span<const std::string_view> alts() const override {
        return batch_.alts(row_);
    }

    [[nodiscard]] std::optional<float> qual() const override { return batch_.qual(row_); }

    [[nodiscard]] std::string_view filter() const override { return batch_.filter(row_); }

    [[nodiscard]] bool has_text() const override { return !batch_.is_bcf(row_); }

    [[nodiscard]] std::optional<std::string_view> info_text(InfoId id) const override {
        return batch_.info_text(row_, id);
    }

    [[nodiscard]] std::span<const std::int32_t> info_integers(InfoId id) const override {
        return batch_.info_integers(row_, id);
    }

    [[nodiscard]] std::span<const float> info_floats(InfoId id) const override {
        return batch_.info_floats(row_, id);
    }

    [[nodiscard]] FormatValues<std::int32_t> format_integers(FormatId id) const override {
        return batch_.format_integers(row_, id);
    }

    [[nodiscard]] FormatValues<float> format_floats(FormatId id) const override {
        return batch_.format_floats(row_, id);
    }

    [[nodiscard]] bool has_format(FormatId id) const override {
        return batch_.has_format(row_, id);
    }

    [[nodiscard]] std::span<const std::string_view> format_strings(FormatId id) const override {
        return batch_.format_strings(row_, id);
    }

    [[nodiscard]] Genotypes genotypes() const override { return batch_.genotypes(row_); }

private:
    const RecordBatch& batch_;
    RowId row_{};
};

}  // namespace genostrat::filter
