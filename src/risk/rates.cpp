// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <genostrat/risk/rates.hpp>

namespace genostrat::risk {

namespace {

std::string lower_case(std::string_view text) {
    std::string lower{text};
    for (char& letter : lower)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter + ('a' - 'A'));
    return lower;
}

/// One spelling for a sex.
std::string sex_key(std::string_view text) {
    std::string lower = lower_case(text);
    if (lower == "m" || lower == "male" || lower == "men" || lower == "1")
        return "male";
    if (lower == "f" || lower == "female" || lower == "women" || lower == "2")
        return "female";
    return lower;
}

int whole_age(const io::DataTable& table, std::size_t row, std::size_t column) {
    const std::optional<double> age = table.number(row, column);
    if (!age || *age < 0 || *age > 150 || *age != std::floor(*age))
        table.fail(row, column, "is no whole age in years");
    return static_cast<int>(*age);
}

/// Columns of a rate table.
struct RateColumns {
    std::size_t from{};
    std::optional<std::size_t> to{};
    std::size_t rate{};
    std::optional<std::size_t> sex{};
    std::optional<std::size_t> region{};
};

RateColumns columns_of(const io::DataTable& table) {
    const auto from = table.find_column({"start", "start_age", "age_start"});
    RateColumns columns{
        .from = from ? *from : table.column("age"),
        .rate = table.column("rate"),
        .sex = table.find_column({"sex", "Sex", "SEX"}),
        .region = table.find_column({"region", "Region"})};
    if (from) {
        columns.to = table.find_column({"end", "end_age", "age_end"});
        if (!columns.to)
            columns.to = table.column("end");
    }
    return columns;
}

double rate_of(
    const io::DataTable& table, std::size_t row, std::size_t column, const RateReading& reading) {
    const std::optional<double> given = table.number(row, column);
    if (!given)
        return std::numeric_limits<double>::quiet_NaN();
    const double rate = *given / reading.per;
    if (!(rate >= 0 && rate <= 1))
        table.fail(
            row,
            column,
            fmt::format("is no {}: a rate a year lies in 0..1", reading.what),
            "if the table counts events per 100,000 person-years, say so: 'per: 100000'");
    return rate;
}

void append_ages(
    AgeRates& rates,
    const io::DataTable& table,
    std::size_t row,
    const RateColumns& columns,
    const RateReading& reading) {
    const int from = whole_age(table, row, columns.from);
    const int to = columns.to ? whole_age(table, row, *columns.to) : from;
    if (to < from)
        table.fail(row, *columns.to, fmt::format("is an end before the start, {}", from));
    if (rates.rates.empty())
        rates.first_age = from;
    else if (from > rates.end_age())
        table.fail(
            row,
            columns.from,
            fmt::format("leaves a gap: the ages {} to {} are missing", rates.end_age(), from - 1),
            "give a rate for every age, without a gap");
    else if (from < rates.end_age())
        table.fail(
            row,
            columns.from,
            fmt::format(
                "is given twice or out of order: age {} stands before it", rates.end_age() - 1));
    double rate = rate_of(table, row, columns.rate, reading);
    if (columns.to && reading.band == BandRate::interval)
        rate /= to - from + 1;
    rates.rates.insert(rates.rates.end(), static_cast<std::size_t>(to - from) + 1, rate);
}

}  // namespace

double AgeRates::at(int age) const {
    const int index = age - first_age;
    const double rate = index < 0 || age >= end_age() ? std::numeric_limits<double>::quiet_NaN()
                                                      : rates[static_cast<std::size_t>(index)];
    if (std::isnan(rate))
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "no {} for age {}: the table covers the ages {} to {}",
                what,
                age,
                first_age,
                end_age() - 1),
            {.file = file},
            "shorten the horizon, or give a table that covers these ages"};
    return rate;
}

void AgeRates::check_covers(int from, int to) const {
    for (int age = from; age < to; ++age)
        static_cast<void>(at(age));
}

RateBook RateBook::read(const std::string& path, const RateReading& reading) {
    return of_table(io::DataTable::read(path), reading);
}

RateBook RateBook::of_table(const io::DataTable& table, const RateReading& reading) {
    const RateColumns columns = columns_of(table);
    RateBook book;
    book.file_ = table.file();
    book.has_sex_ = columns.sex.has_value();
    book.has_region_ = columns.region.has_value();
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
        const std::string sex = columns.sex ? sex_key(table.text(row, *columns.sex)) : "";
        const std::string region =
            columns.region ? lower_case(table.text(row, *columns.region)) : "";
        auto group = std::ranges::find_if(
            book.groups_, [&](const Group& own) { return own.sex == sex && own.region == region; });
        if (group == book.groups_.end()) {
            book.groups_.push_back(
                {sex, region, AgeRates{.file = table.file(), .what = reading.what}});
            group = std::prev(book.groups_.end());
        }
        append_ages(group->rates, table, row, columns, reading);
    }
    if (book.groups_.empty())
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the table of {} has no rows", reading.what),
            {.file = table.file()}};
    return book;
}

const AgeRates* RateBook::find(std::string_view sex, std::string_view region) const noexcept {
    const std::string wanted_sex = has_sex_ ? sex_key(sex) : "";
    const std::string wanted_region = has_region_ ? lower_case(region) : "";
    const auto group = std::ranges::find_if(groups_, [&](const Group& own) {
        return own.sex == wanted_sex && own.region == wanted_region;
    });
    return group == groups_.end() ? nullptr : &group->rates;
}

const AgeRates& RateBook::at(std::string_view sex, std::string_view region) const {
    if (const AgeRates* const rates = find(sex, region))
        return *rates;
    std::string known;
    for (const Group& group : groups_)
        known += fmt::format(
            "{}{}{}{}",
            known.empty() ? "" : ", ",
            group.sex,
            group.sex.empty() || group.region.empty() ? "" : " in ",
            group.region);
    throw Error{
        ErrorKind::bad_data,
        fmt::format(
            "no {} for {}{}{}",
            groups_.front().rates.what,
            has_sex_ ? fmt::format("sex '{}'", sex) : "",
            has_sex_ && has_region_ ? " and " : "",
            has_region_ ? fmt::format("region '{}'", region) : ""),
        {.file = file_},
        "the table knows: " + known};
}

}  // namespace genostrat::risk
