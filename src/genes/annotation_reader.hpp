// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/build.hpp>

// From annotation files to a flat list of transcripts, before any sequence is looked at.
namespace genostrat::genes {

struct RawCds {
    Interval span{};
    std::int8_t phase{-1};  // as GFF3 has it
};

struct RawTranscript {
    ContigId contig{unknown_contig};
    Interval span{};
    char strand{'+'};
    std::uint32_t flags{};
    std::int8_t support_level{};
    std::uint32_t gene{};  // index into Annotation::genes
    std::string id{};
    std::string version{};
    std::string biotype{};
    std::string protein_id{};
    std::string protein_version{};
    std::string ccds{};
    std::string other_id{};
    std::string appris{};
    std::string source{};
    std::vector<Interval> exons{};   // sorted by begin
    std::vector<RawCds> cds{};       // sorted by begin
    std::vector<Interval> seleno{};  // genomic spans of selenocysteine codons
    bool seleno_untold{false};       // tagged, but without positions
    bool stop_completed{false};      // by the poly(A) tail: the CDS ends inside its stop codon
    std::vector<Interval> mature_mirna{};
};

struct RawGene {
    std::string id{};
    std::string version{};
    std::string symbol{};
    std::string hgnc{};
    std::string symbol_source{};
};

/// Counts problems by kind; with `strict` the first is thrown.
class ProblemList {
public:
    explicit ProblemList(bool strict) noexcept : strict_{strict} {}

    void add(std::string_view what, std::string_view id, const Where& where);

    [[nodiscard]] const std::vector<BuildProblem>& all() const noexcept { return problems_; }

private:
    std::vector<BuildProblem> problems_;
    bool strict_;
};

struct Annotation {
    Contigs contigs{};
    std::vector<RawGene> genes{};
    std::vector<RawTranscript> transcripts{};
};

/// Reads one file and appends its genes and transcripts.
void read_annotation(
    const AnnotationFile& file,
    Annotation& annotation,
    ProblemList& problems,
    const OnBuildProgress& on_progress = {});

}  // namespace genostrat::genes
