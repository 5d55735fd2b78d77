// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <genostrat/core/text.hpp>

namespace genostrat::hgvs {

/// Takes pieces off the front of an expression and knows where it is.
class TextCursor {
public:
    TextCursor(std::string_view text, std::size_t offset) noexcept : rest_{text}, at_{offset} {}

    [[nodiscard]] bool take(std::string_view literal) noexcept {
        if (!rest_.starts_with(literal))
            return false;
        skip(literal.size());
        return true;
    }

    [[nodiscard]] std::optional<std::int64_t> take_number() noexcept {
        const std::size_t n_digits = rest_.substr(0, 18).find_first_not_of("0123456789");
        const std::string_view digits =
            n_digits == std::string_view::npos ? rest_.substr(0, 18) : rest_.substr(0, n_digits);
        const std::optional<std::int64_t> number = parse_number<std::int64_t>(digits);
        if (number)
            skip(digits.size());
        return number;
    }

    /// Bases of DNA in either case, as upper case.
    [[nodiscard]] std::string take_bases() {
        std::string bases;
        while (!rest_.empty() &&
               std::string_view{"ACGTNacgtn"}.find(rest_.front()) != std::string_view::npos) {
            const char letter = rest_.front();
            bases += letter >= 'a' ? static_cast<char>(letter - 32) : letter;
            skip(1);
        }
        return bases;
    }

    void skip(std::size_t n) noexcept {
        rest_.remove_prefix(n);
        at_ += n;
    }

    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

    [[nodiscard]] std::size_t at() const noexcept { return at_; }

    [[nodiscard]] bool done() const noexcept { return rest_.empty(); }

private:
    std::string_view rest_;
    std::size_t at_;
};

}  // namespace genostrat::hgvs
