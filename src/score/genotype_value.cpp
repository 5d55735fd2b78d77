// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <genostrat/score/genotype_value.hpp>

namespace genostrat::score {

std::string_view to_string(MissingPolicy policy) noexcept {
    switch (policy) {
    case MissingPolicy::mean:
        return "mean";
    case MissingPolicy::skip:
        return "skip";
    case MissingPolicy::ref:
        return "ref";
    }
    return "";
}

std::string_view to_string(Scaling scaling) noexcept {
    switch (scaling) {
    case Scaling::none:
        return "none";
    case Scaling::center:
        return "center";
    case Scaling::variance_standardize:
        return "variance-standardize";
    }
    return "";
}

double GenotypeModel::raw(double copies) const noexcept {
    switch (type) {
    case EffectType::additive:
        return copies;
    case EffectType::dominant:
        return std::min(copies, 1.0);
    case EffectType::recessive:
        return std::max(copies - 1.0, 0.0);
    case EffectType::by_dosage:
        break;
    }
    // Linear between whole copies, for imputed dosages.
    const double low = std::min(copies, 1.0);
    const double high = std::max(copies - 1.0, 0.0);
    return dosage_weights[0] + low * (dosage_weights[1] - dosage_weights[0]) +
           high * (dosage_weights[2] - dosage_weights[1]);
}

double GenotypeModel::mean(int ploidy) const noexcept {
    const double p = frequency;
    if (ploidy == 0)
        return 0.0;
    if (type == EffectType::additive)
        return ploidy * p;
    if (ploidy == 1)
        return (1.0 - p) * raw(0.0) + p * raw(1.0);
    return (1.0 - p) * (1.0 - p) * raw(0.0) + 2.0 * p * (1.0 - p) * raw(1.0) + p * p * raw(2.0);
}

double GenotypeModel::slope() const noexcept {
    if (scaling != Scaling::variance_standardize)
        return 1.0;
    const double spread = std::isnan(variance) ? 2.0 * frequency * (1.0 - frequency) : variance;
    return spread > 0.0 ? 1.0 / std::sqrt(spread) : 0.0;
}

double GenotypeModel::called(double copies, int ploidy) const noexcept {
    if (ploidy == 0)
        return 0.0;
    if (scaling == Scaling::none)
        return raw(copies);
    return std::isnan(frequency) ? 0.0 : (raw(copies) - mean(ploidy)) * slope();
}

double GenotypeModel::missing_value(int ploidy) const noexcept {
    switch (missing) {
    case MissingPolicy::skip:
        return 0.0;
    case MissingPolicy::ref:
        return called(effect_is_ref ? ploidy : 0.0, ploidy);
    case MissingPolicy::mean:
        break;
    }
    return std::isnan(frequency) || scaling != Scaling::none ? 0.0 : mean(ploidy);
}

double GenotypeModel::missing_low(int ploidy) const noexcept {
    const bool is_multiple = missing == MissingPolicy::mean && scaling == Scaling::none &&
                             type == EffectType::additive && !std::isnan(frequency);
    return is_multiple ? ploidy * frequency_low : 0.0;
}

bool GenotypeModel::counts_missing() const noexcept {
    return missing == MissingPolicy::ref ||
           (missing == MissingPolicy::mean && !std::isnan(frequency));
}

std::array<double, 4> GenotypeModel::code_values() const noexcept {
    return {called(0.0), called(1.0), called(2.0), missing_value()};
}

}  // namespace genostrat::score
