// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace genostrat::genes {

/// One annotation file of a gene model.
struct AnnotationFile {
    std::string path{};   ///< GFF3 or GTF; plain, gzip or BGZF; `-` is standard input
    std::string label{};  ///< name of the source in outputs; the file's name where empty
};

/// Where a build stands.
struct BuildProgress {
    std::int64_t n_rows{};    ///< rows read of this file, or transcripts made
    std::int64_t n_bytes{};   ///< of the text read or of the genome packed, in this step
    std::string_view step{};  ///< what is worked on: a file, or `transcripts`, `genome`
};

using OnBuildProgress = std::function<void(const BuildProgress&)>;

struct BuildOptions {
    std::vector<AnnotationFile> annotations{};
    std::string fasta{};   ///< reference genome, plain or BGZF
    std::string output{};  ///< the .gsg file
    bool strict{false};    ///< refuse what would be skipped with a warning
    /// Called some times a second; may throw to end the build, which leaves nothing behind.
    OnBuildProgress on_progress{};
};

/// A kind of fault found in the annotation, how often, and where first.
struct BuildProblem {
    std::string what{};
    std::int64_t count{};
    std::string first{};  ///< the first case: id and place
};

/// What a build did.
struct BuildReport {
    std::int64_t n_genes{};
    std::int64_t n_transcripts{};
    std::int64_t n_coding{};
    std::int64_t n_exons{};
    std::int64_t n_genome_bases{};  ///< bases of the genome stored in the model
    std::vector<BuildProblem> problems{};
};

/// Compiles GFF3 or GTF and a genome into one gene model file, written atomically.
///
/// Which records become transcripts follows Ensembl VEP 115's reading of GFF3; records that VEP
/// would drop but that are sound (genes whose exons or CDS hang on the gene itself, as in RefSeq's
/// mitochondrion) are kept and marked.
/// @throws Error{missing_input} for a file that is not there; Error{bad_data} for a line that is no
///         GFF3 or GTF, where no transcript is left, and with `strict` for the first problem;
///         each problem is also logged as one warning with its count
BuildReport build_gene_model(const BuildOptions& options);

}  // namespace genostrat::genes
