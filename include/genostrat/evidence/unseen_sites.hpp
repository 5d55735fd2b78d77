// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <genostrat/core/interval.hpp>
#include <genostrat/evidence/known_by.hpp>
#include <genostrat/io/bed.hpp>

namespace genostrat::evidence {

/// What is known about sites that no row of the input covers.
class UnseenSites {
public:
    /// Nothing is known.
    UnseenSites() = default;

    /// @param callable_bed  regions in which a site without a row is homozygous reference; empty:
    ///                      none
    /// @param assumes       true: everywhere, on the user's word
    /// @throws as io::IntervalSet::from_bed
    UnseenSites(const std::string& callable_bed, bool assumes)
        : callable_{callable_bed.empty() ? io::IntervalSet{} : io::IntervalSet::from_bed(callable_bed)},
          assumes_{assumes} {}

    /// @param where  the bases of the reference allele, not empty
    /// @return callable, assumed or nothing
    [[nodiscard]] KnownBy known_by(std::string_view contig, Interval where) const noexcept {
        if (callable_.covers(contig, where))
            return KnownBy::callable;
        return assumes_ ? KnownBy::assumed : KnownBy::nothing;
    }

    [[nodiscard]] bool knows_any() const noexcept { return assumes_ || !callable_.empty(); }

private:
    io::IntervalSet callable_;
    bool assumes_{};
};

}  // namespace genostrat::evidence
