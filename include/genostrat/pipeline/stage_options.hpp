// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>

namespace genostrat {

enum class OptionType : std::uint8_t { text, path, number, integer, boolean, list };

/// One option of a stage: what help, docs, plans and completion are printed from.
struct OptionInfo {
    std::string name{};
    OptionType type{OptionType::text};
    std::string help{};           ///< one line, with the unit where there is one
    std::string default_value{};  ///< as text; empty: none
    bool is_required{};
};

/// Values of a stage's options, checked against their infos. Owns everything.
class StageOptions {
public:
    StageOptions() = default;

    /// @param stage  its name, for messages
    /// @param infos  the options it has; defaults are taken from here
    StageOptions(std::string stage, std::vector<OptionInfo> infos);

    /// @throws Error{usage} with the nearest name if there is no such option, if the value is not
    /// of
    ///         its type, or if a single value is given twice
    void set(std::string_view name, std::vector<std::string> values, const Where& where = {});

    /// @throws Error{usage} if a required option has no value
    void check_required(const Where& where = {}) const;

    [[nodiscard]] bool has(std::string_view name) const;

    /// The value, or the default; empty if there is neither.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] double number(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    [[nodiscard]] bool boolean(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

    /// Where the stage stands in its plan.
    [[nodiscard]] const Where& where() const noexcept { return where_; }

    /// `name=value …` of all options that were set, in the order of the infos.
    [[nodiscard]] std::string describe() const;

private:
    [[nodiscard]] const OptionInfo& info(std::string_view name, const Where& where) const;

    std::string stage_;
    std::vector<OptionInfo> infos_;
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    Where where_;
};

[[nodiscard]] std::string_view to_string(OptionType type) noexcept;

}  // namespace genostrat
