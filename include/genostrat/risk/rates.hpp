// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/io/data_table.hpp>

namespace genostrat::risk {

/// Rates a year of whole ages: entry `a` holds for the year of life from age a to a + 1. Owns its
/// values.
struct AgeRates {
    int first_age{};
    std::vector<double> rates{};  ///< events a person-year, 0..1; NaN where the table has none
    std::string file{};           ///< named in errors
    std::string what{"rate"};     ///< `incidence`, `competing mortality`

    /// One past the last age.
    [[nodiscard]] int end_age() const noexcept {
        return first_age + static_cast<int>(rates.size());
    }

    /// The rate at an age. @throws Error{bad_data} naming the age that the table lacks
    [[nodiscard]] double at(int age) const;

    /// @throws Error{bad_data} unless every age of [from, to) has a rate
    void check_covers(int from, int to) const;
};

/// What the rate of a row with two ages (start and end) is.
enum class BandRate : std::uint8_t {
    interval,  ///< of the whole band: each of its years gets its part (iCARE's three columns)
    yearly     ///< of each year of the band (life tables)
};

struct RateReading {
    std::string what{"rate"};
    double per{1};  ///< the table's rates are events among this many person-years
    BandRate band{BandRate::interval};
};

/// Rates by age for each sex and region that a file tells apart.
///
/// Columns `age,rate`, or `start,end,rate` (also `start_age`, `end_age`; both ages included);
/// optional `sex` and `region`. Ages of a group follow each other without a gap.
class RateBook {
public:
    /// @throws Error{missing_input}; Error{bad_data} with file and line: an absent column, a gap
    ///         between ages or an age given twice, a rate below 0 or above 1
    [[nodiscard]] static RateBook read(const std::string& path, const RateReading& reading = {});

    [[nodiscard]] static RateBook
    of_table(const io::DataTable& table, const RateReading& reading = {});

    [[nodiscard]] bool has_sex() const noexcept { return has_sex_; }

    [[nodiscard]] bool has_region() const noexcept { return has_region_; }

    /// The rates of a group; sex and region count where the file has these columns (compared
    /// without regard to case; `m`, `male` and `1` are one sex).
    /// @return valid as long as the book; null if the file has no such group
    [[nodiscard]] const AgeRates*
    find(std::string_view sex = {}, std::string_view region = {}) const noexcept;

    /// As find. @throws Error{bad_data} that lists the groups of the file
    [[nodiscard]] const AgeRates& at(std::string_view sex = {}, std::string_view region = {}) const;

private:
    struct Group {
        std::string sex{};
        std::string region{};
        AgeRates rates{};
    };

    std::string file_;
    bool has_sex_{};
    bool has_region_{};
    std::vector<Group> groups_;
};

}  // namespace genostrat::risk
