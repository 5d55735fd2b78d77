// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace genostrat::qc {

/// Appends a number with six significant digits, as `%g` lays it out and plink2 2.00 rounds it:
/// what lies behind the sixth digit is taken for one half if it is within 5e-9 of it, and goes to
/// the even digit then. `nan` for NaN.
void append_six_digits(double value, std::string& out);

}  // namespace genostrat::qc
