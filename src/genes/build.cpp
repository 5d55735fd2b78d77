// SPDX-License-Identifier: MIT
#include "genes/annotation_reader.hpp"
#include "genes/model_writer.hpp"

#include <utility>

#include <fmt/core.h>

#include <genostrat/core/log.hpp>
#include <genostrat/genes/build.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::genes {

BuildReport build_gene_model(const BuildOptions& options) {
    const io::Fasta genome{options.fasta};
    Annotation annotation;
    ProblemList problems{options.strict};
    for (const AnnotationFile& file : options.annotations)
        read_annotation(file, annotation, problems, options.on_progress);
    BuildReport report;
    try {
        write_gene_model(std::move(annotation), genome, options, problems, report);
    } catch (...) {
        for (const BuildProblem& problem : problems.all())
            log_warning(
                fmt::format("{} ({} times, first {})", problem.what, problem.count, problem.first));
        throw;
    }
    report.problems = problems.all();
    for (const BuildProblem& problem : report.problems)
        log_warning(
            fmt::format("{} ({} times, first {})", problem.what, problem.count, problem.first));
    return report;
}

}  // namespace genostrat::genes
