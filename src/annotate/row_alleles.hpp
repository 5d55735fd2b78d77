// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/annotate/allele_code.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::annotate {

/// How far left-alignment may bring a key before its row, in bases.
inline constexpr std::int64_t alignment_window = 100'000;

/// Brings alleles of rows to the form of archive keys: upper case, trimmed, left-aligned where
/// there is a reference. One thread at a time.
class KeyMaker {
public:
    KeyMaker() = default;

    explicit KeyMaker(std::shared_ptr<const io::Fasta> reference)
        : reference_{std::move(reference)} {}

    /// The key of one ALT; views into the arguments or this object, valid until the next call.
    [[nodiscard]] TrimmedAllele
    make(std::string_view contig, std::int64_t pos, std::string_view ref, std::string_view alt);

private:
    std::shared_ptr<const io::Fasta> reference_{};
    AlleleSet set_{};
    std::string ref_{};
    std::string alt_{};
    std::string contig_name_{};
    ContigId contig_{unknown_contig};
};

}  // namespace genostrat::annotate
