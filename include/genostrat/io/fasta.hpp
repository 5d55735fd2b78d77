// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::io {

/// Random access to a reference genome: FASTA, plain or BGZF. A `.fai` beside it is used; where
/// there is none the file is indexed in memory, nothing is written. Where the blocks of a BGZF file
/// begin is read from their headers, not from a `.gzi`. Safe to share between threads.
class Fasta {
public:
    /// @throws Error{missing_input} if the file is not there, Error{bad_data} if it is no FASTA, or
    ///         if lines of one sequence differ in length, or the index is older than the file and
    ///         disagrees; Error{unsupported} for gzip that is not BGZF
    explicit Fasta(const std::string& path);
    ~Fasta();
    Fasta(Fasta&&) noexcept;
    Fasta& operator=(Fasta&&) noexcept;

    /// Names and lengths in file order.
    [[nodiscard]] const Contigs& contigs() const noexcept;

    /// Bases of a stretch, upper case (soft-masking is dropped); positions outside the contig are
    /// cut off. @pre contig is an id of contigs()
    [[nodiscard]] std::string fetch(ContigId contig, Interval where) const;

    /// Like fetch, into a caller's string (reuses its memory).
    void fetch(ContigId contig, Interval where, std::string& out) const;

    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::io
