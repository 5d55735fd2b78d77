// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/text.hpp>

namespace genostrat::cohort {

/// Families as a PED file tells them (PLINK: family, person, father, mother, sex, phenotype). Owns
/// everything.
class Pedigree {
public:
    enum class Gender : std::uint8_t { unknown, male, female };
    enum class Phenotype : std::uint8_t { unknown, unaffected, affected };

    struct Person {
        std::string family{};
        std::string id{};
        std::string father{};  ///< empty if none; may name somebody the file does not list
        std::string mother{};
        Gender gender{Gender::unknown};
        Phenotype phenotype{Phenotype::unknown};
    };

    /// Reads a file: tab- or blank-separated; lines that begin with `#` are passed over.
    /// @throws Error{missing_input}; Error{bad_data} naming the line: less than six columns, a
    ///         person listed twice or as an own ancestor, a father who is female or a mother who
    ///         is male
    [[nodiscard]] static Pedigree read(const std::string& path);

    /// @param file  named in errors
    [[nodiscard]] static Pedigree parse(std::string_view text, const std::string& file);

    [[nodiscard]] std::span<const Person> people() const noexcept { return people_; }

    /// Index in people(), or nothing.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const noexcept;

private:
    void add(std::string_view line, const std::string& file, std::int64_t number);
    void check(const std::string& file) const;
    void check_ancestors(const std::string& file) const;

    std::vector<Person> people_;
    std::vector<std::int64_t> lines_;
    TextMap<std::size_t> index_;
};

}  // namespace genostrat::cohort
