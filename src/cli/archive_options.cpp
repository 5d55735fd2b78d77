// SPDX-License-Identifier: MIT
#include "archive_options.hpp"

#include <genostrat/core/log.hpp>

namespace genostrat::cli {

void ArchiveOptions::add_to(CLI::App& command) {
    command.add_option("-a,--archive", paths_, "archive (.gsa) whose columns are added")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

std::vector<annotate::AnnotateArchive> ArchiveOptions::stages(const std::string& fasta) const {
    const auto reference = fasta.empty() ? nullptr : std::make_shared<const io::Fasta>(fasta);
    std::vector<annotate::AnnotateArchive> stages;
    for (const std::string& path : paths_) {
        auto archive = std::make_shared<const annotate::Archive>(path);
        if (archive->info().is_left_aligned && !reference)
            log_warning(
                path + " has left-aligned keys: give --fasta, or normalize the input before");
        stages.emplace_back(std::move(archive), reference);
    }
    return stages;
}

}  // namespace genostrat::cli
