// SPDX-License-Identifier: MIT
#include "archive_options.hpp"

#include <utility>

#include <fmt/format.h>

#include <genostrat/annotate/join_stages.hpp>
#include <genostrat/core/error.hpp>

namespace genostrat::cli {

void add_table_options(CLI::App& command, annotate::TableLayout& layout, std::string& separator) {
    const char* const group = "Tables (columns by name, or number from 1)";
    const auto add = [&](const char* name, std::string& value, const char* help) {
        command.add_option(name, value, help)->group(group);
    };
    add("--contig-column", layout.contig, "else chrom, chr, contig …");
    add("--pos-column", layout.begin, "position, or begin of an interval; else pos, start …");
    add("--end-column", layout.end, "end of an interval; else end, stop …");
    add("--ref-column", layout.ref, "else ref …");
    add("--alt-column", layout.alt, "else alt …");
    add("--separator", separator, "between columns; else tab, or comma if lines have no tab");
    command.add_flag("--zero-based", layout.is_zero_based, "begins count from 0, as in BED")
        ->group(group);
}

annotate::TableLayout table_layout(annotate::TableLayout layout, const std::string& separator) {
    if (!separator.empty())
        layout.separator = separator == "tab" || separator == "\\t" ? '\t' : separator.front();
    return layout;
}

void ArchiveOptions::add_to(CLI::App& command) {
    const char* const group = "Values from archives and files";
    const auto add_list =
        [&](const char* name, std::vector<std::string>& values, const char* help) {
            command.add_option(name, values, help)
                ->allow_extra_args(false)
                ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                ->group(group);
        };
    add_list(
        "-a,--archive",
        paths_,
        "archive (.gsa), or a VCF, BCF, BED, table or bigWig as it is (slower; indexed if large)");
    add_list(
        "-c,--columns",
        columns_,
        "SRC[:DST[:OP]],… to add; of an archive all if not given; once for all -a, or once for "
        "each; OP: self, first, mean, min, max, sum, count, concat, uniq, flag");
    add_list(
        "--match",
        matches_,
        "allele, overlap[=SHARE], reciprocal=SHARE, sv[=SHARE[:BASES]] or ends=BASES; once for all "
        "-a, or once for each; else by allele where the source has alleles, else by overlap");
    command
        .add_option(
            "--gene-model", gene_model_, "archives of genes: by the genes (.gsg) a row lies in")
        ->group(group);
    command
        .add_option("--gene-tag", gene_tag_, "archives of genes: INFO column that names the genes")
        ->capture_default_str()
        ->group(group);
    add_table_options(command, layout_, separator_);
    const char* const vcfanno = "vcfanno";
    command.add_option("--vcfanno", vcfanno_, "a configuration of vcfanno (TOML), as it is")
        ->group(vcfanno);
    command.add_option("--base-path", base_path_, "where its files are looked for")->group(vcfanno);
    command.add_flag("--ends", ends_, "annotate the two ends of a row, too: left_… and right_…")
        ->group(vcfanno);
    command
        .add_flag(
            "--permissive-overlap",
            permissive_overlap_,
            "variants need not share REF and ALT, only bases")
        ->group(vcfanno);
}

const std::string* ArchiveOptions::one_of(
    const std::vector<std::string>& values, std::size_t index, const char* option) const {
    if (values.empty())
        return nullptr;
    if (values.size() != 1 && values.size() != paths_.size())
        throw Error{
            ErrorKind::usage,
            fmt::format(
                "{} is given {} times, --archive {} times", option, values.size(), paths_.size()),
            {},
            "give it once for all archives, or once for each"};
    return &values[values.size() == 1 ? 0 : index];
}

std::vector<AnyStage<RecordBatch>> ArchiveOptions::stages(const std::string& fasta) const {
    const auto reference = fasta.empty() ? nullptr : std::make_shared<const io::Fasta>(fasta);
    if (paths_.empty() && (!columns_.empty() || !matches_.empty()))
        throw Error{
            ErrorKind::usage,
            "--columns and --match say what to do with --archive, which is missing"};
    if (vcfanno_.empty() && (ends_ || permissive_overlap_ || !base_path_.empty()))
        throw Error{
            ErrorKind::usage, "--base-path, --ends and --permissive-overlap go with --vcfanno"};
    std::shared_ptr<const genes::GeneModel> model;
    if (!gene_model_.empty())
        model = std::make_shared<const genes::GeneModel>(gene_model_);
    std::vector<AnyStage<RecordBatch>> stages;
    for (std::size_t index = 0; index < paths_.size(); ++index) {
        annotate::JoinRequest request{
            .path = paths_[index],
            .layout = table_layout(layout_, separator_),
            .reference = reference,
            .gene_model = model,
            .gene_tag = gene_tag_};
        if (const std::string* const columns = one_of(columns_, index, "--columns"))
            request.fields = annotate::JoinField::parse_list(*columns);
        if (const std::string* const match = one_of(matches_, index, "--match"))
            request.rule = annotate::JoinRule::parse(*match);
        stages.push_back(annotate::make_join_stage(std::move(request)));
    }
    if (!vcfanno_.empty())
        for (AnyStage<RecordBatch>& stage : annotate::make_vcfanno_stages(
                 vcfanno_,
                 {.base_path = base_path_,
                 .annotates_ends = ends_,
                 .is_permissive = permissive_overlap_}))
            stages.push_back(std::move(stage));
    return stages;
}

}  // namespace genostrat::cli
