// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <genostrat/report/words.hpp>

namespace genostrat::report {

namespace {

std::string_view ordinal_ending(int value) {
    if (value % 100 >= 11 && value % 100 <= 13)
        return "th";
    switch (value % 10) {
    case 1:
        return "st";
    case 2:
        return "nd";
    case 3:
        return "rd";
    default:
        return "th";
    }
}

}  // namespace

std::string_view level_name(Level level) noexcept {
    switch (level) {
    case Level::lowered:
        return "lowered";
    case Level::typical:
        return "typical";
    case Level::raised:
        return "raised";
    case Level::high:
        return "high";
    case Level::not_assessed:
        break;
    }
    return "not_assessed";
}

std::string percentile_words(double percentile) {
    if (percentile < 1)
        return "below the 1st percentile";
    if (percentile > 99)
        return "above the 99th percentile";
    const int whole = static_cast<int>(std::lround(percentile));
    return fmt::format("{}{} percentile", whole, ordinal_ending(whole));
}

std::string risk_sentence(const RiskResult& risk) {
    if (!risk.sentence.empty())
        return risk.sentence;
    if (risk.level == Level::not_assessed)
        return risk.not_assessed_because.empty()
                   ? "Not assessed."
                   : "Not assessed: " + risk.not_assessed_because + ".";
    if (!risk.percentile)
        return {};
    const double percentile = *risk.percentile;
    if (percentile < 1)
        return "Among the lowest 1 of 100 people in the reference group.";
    if (percentile > 99)
        return "Among the highest 1 of 100 people in the reference group.";
    return fmt::format(
        "Higher than about {} of 100 people in the reference group.", std::lround(percentile));
}

std::string grouped(std::int64_t value) {
    std::string digits = std::to_string(value);
    const std::int64_t first = value < 0 ? 1 : 0;
    for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > first; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string rounded(double value, int digits) {
    if (value == 0.0 || !std::isfinite(value))
        return fmt::format("{:g}", value == 0.0 ? 0.0 : value);
    const double size = std::abs(value);
    if (size < 1e-4 || size >= 1e9)
        return fmt::format("{:.{}g}", value, digits);
    const int magnitude = static_cast<int>(std::floor(std::log10(size)));
    std::string text = fmt::format("{:.{}f}", value, std::max(0, digits - 1 - magnitude));
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text;
}

std::string percent(double share) {
    if (share > 0 && share < 1e-4)
        return "<\u00A00.01\u00A0%";
    if (share < 1 && share >= 0.9995)
        return "99.9\u00A0%";
    return rounded(share * 100, 3) + "\u00A0%";
}

std::string file_size(std::int64_t bytes) {
    if (bytes < 1000)
        return fmt::format("{} bytes", bytes);
    constexpr std::array<std::string_view, 4> units{"kB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return fmt::format("{} {}", rounded(value, 3), units[unit]);
}

std::string copies(std::string_view genotype) {
    std::string alleles{genotype};
    std::replace(alleles.begin(), alleles.end(), '|', '/');
    if (alleles == "0/1" || alleles == "1/0")
        return "one copy";
    if (alleles == "1/1")
        return "two copies";
    if (alleles == "1")
        return "one copy (single chromosome)";
    if (alleles == "1/2" || alleles == "2/1")
        return "one copy, with another variant";
    if (alleles == "./1" || alleles == "1/.")
        return "one copy; the other not called";
    if (alleles == "./." || alleles == ".")
        return "no call";
    return std::string{genotype};
}

}  // namespace genostrat::report
