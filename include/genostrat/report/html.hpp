// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <genostrat/report/document.hpp>

namespace genostrat::report {

struct HtmlOptions {
    std::size_t max_people{20};  ///< shown in detail; the others stand in the overview only
};

/// The document as one HTML page that needs nothing else: no network, no script, no other file.
/// Summary first, then scores, findings, medicines, what could not be assessed, provenance.
/// Prints on A4 and letter. Every meaning that a colour carries stands there in words, too.
[[nodiscard]] std::string to_html(const Document& document, const HtmlOptions& options = {});

}  // namespace genostrat::report
