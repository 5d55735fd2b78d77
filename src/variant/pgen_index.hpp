// SPDX-License-Identifier: MIT
#pragma once

#include "io/input_file.hpp"
#include "pgen_record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace genostrat::detail {

/// Where the records of a .pgen or .bed stand, and of which kind they are.
class PgenIndex {
public:
    /// Reads the header (specification, section 2.2).
    /// @param n_variants, n_samples  of the lists beside the file
    /// @throws Error as PlinkSource::open
    PgenIndex(const io::InputFile& file, std::int64_t n_variants, std::size_t n_samples);

    [[nodiscard]] bool is_bed() const noexcept { return is_bed_; }

    [[nodiscard]] PgenType type(std::size_t variant) const noexcept {
        return types_.empty() ? fixed_type_ : types_[variant];
    }

    /// Begin of a record in the file; the end of the last one for n_variants.
    [[nodiscard]] std::uint64_t offset(std::size_t variant) const noexcept {
        return offsets_.empty() ? begin_ + variant * fixed_size_ : offsets_[variant];
    }

    [[nodiscard]] bool has_dosages() const noexcept { return has_dosages_; }

private:
    void read_fixed(unsigned mode, std::size_t n_samples);
    void read_variable(const io::InputFile& file, std::size_t n_variants, std::size_t n_samples);

    bool is_bed_{};
    bool has_dosages_{};
    PgenType fixed_type_{};
    std::uint64_t fixed_size_{};
    std::uint64_t begin_{};
    std::vector<PgenType> types_;
    std::vector<std::uint64_t> offsets_;
};

/// Reads exactly `n_bytes` at `offset`. @throws Error{bad_data} where the file ends before
void read_at(const io::InputFile& file, std::uint64_t offset, char* out, std::size_t n_bytes);

}  // namespace genostrat::detail
