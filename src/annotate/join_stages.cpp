// SPDX-License-Identifier: MIT
#include <utility>

#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/annotate/gene_stage.hpp>
#include <genostrat/annotate/join_stages.hpp>
#include <genostrat/annotate/source_stage.hpp>
#include <genostrat/annotate/stage.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>

namespace genostrat::annotate {

namespace {

/// All columns of an archive that are for annotation, under their own names.
std::vector<JoinField> all_columns(const ArchiveInfo& info) {
    std::vector<JoinField> fields;
    for (const ArchiveColumn& column : info.columns)
        if (!column.name.starts_with('_'))
            fields.push_back({.source = column.name, .name = column.name});
    return fields;
}

[[noreturn]] void fail_rule(const JoinRequest& request, ArchiveKeys keys) {
    throw Error{
        ErrorKind::usage,
        "is an archive of " + std::string{to_string(keys)} + ", which cannot be matched so",
        {.file = request.path},
        keys == ArchiveKeys::intervals
            ? "match intervals by overlap, reciprocal, sv or ends"
            : "for matches by place build it with 'archive build --keys intervals'"};
}

AnyStage<RecordBatch> make_archive_stage(JoinRequest request) {
    auto archive = std::make_shared<const Archive>(request.path);
    const ArchiveInfo& info = archive->info();
    const bool is_by_allele = request.rule && request.rule->kind == JoinRule::Kind::allele;
    const bool is_by_place = request.rule && !is_by_allele;
    switch (info.keys) {
    case ArchiveKeys::alleles:
        if (is_by_place)
            fail_rule(request, info.keys);
        if (info.is_left_aligned && !request.reference)
            log_warning(
                request.path +
                " has left-aligned keys: give the FASTA, or normalize the input before");
        return AnyStage<RecordBatch>{AnnotateArchive{
            std::move(archive), std::move(request.reference), std::move(request.fields)}};
    case ArchiveKeys::genes:
        if (request.rule)
            fail_rule(request, info.keys);
        return AnyStage<RecordBatch>{AnnotateGenes{
            *archive,
            {.fields = std::move(request.fields),
             .tag = std::move(request.gene_tag),
             .model = std::move(request.gene_model)}}};
    case ArchiveKeys::intervals:
        break;
    }
    if (is_by_allele)
        fail_rule(request, info.keys);
    JoinOptions options{
        .path = request.path,
        .fields = request.fields.empty() ? all_columns(info) : std::move(request.fields),
        .rule = request.rule.value_or(JoinRule{.kind = JoinRule::Kind::overlap})};
    return AnyStage<RecordBatch>{AnnotateSource{std::move(options)}};
}

}  // namespace

AnyStage<RecordBatch> make_join_stage(JoinRequest request) {
    if (source_kind(request.path) == SourceKind::archive)
        return make_archive_stage(std::move(request));
    if (request.fields.empty())
        throw Error{
            ErrorKind::usage,
            "is no archive, so that --columns must say what to take of it",
            {.file = request.path},
            "for example --columns AF:gnomAD_AF,ID:rsid"};
    JoinOptions options{
        .path = std::move(request.path),
        .fields = std::move(request.fields),
        .layout = std::move(request.layout),
        .reference = std::move(request.reference)};
    if (request.rule)
        options.rule = *request.rule;
    else if (!has_alleles(options.path, options.layout))
        options.rule.kind = JoinRule::Kind::overlap;
    return AnyStage<RecordBatch>{AnnotateSource{std::move(options)}};
}

std::vector<AnyStage<RecordBatch>>
make_vcfanno_stages(const std::string& path, const VcfannoOptions& options) {
    VcfannoConfig config = read_vcfanno(path, options);
    std::vector<AnyStage<RecordBatch>> stages;
    for (JoinOptions& join : config.joins)
        stages.emplace_back(AnnotateSource{std::move(join)});
    for (PostAnnotation& post : config.posts)
        stages.emplace_back(PostAnnotate{std::move(post)});
    return stages;
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "annotate",
        .summary = "add values of archives and files, by allele, place or gene",
        .effect = StageEffect::keeps_rows,
        .options =
            {{"archive", OptionType::list, "archives (.gsa), or files as they are", "", true},
             {"fasta", OptionType::path, "reference, to left-align alleles for the look-up"},
             {"columns", OptionType::list, "SRC[:DST[:OPERATION]], of every archive; else all"},
             {"match",
              OptionType::text,
              "allele, overlap[=SHARE], reciprocal=SHARE, sv[=SHARE[:BASES]] or ends=BASES"},
             {"gene_model", OptionType::path, "archives of genes: by the genes a row lies in"},
             {"gene_tag",
              OptionType::text,
              "archives of genes: INFO column that names the genes",
              "CSQ"}},
        .make = [](const StageOptions& options) {
            JoinRequest request{.gene_tag = options.text("gene_tag")};
            if (options.has("fasta"))
                request.reference = std::make_shared<const io::Fasta>(options.text("fasta"));
            if (options.has("gene_model"))
                request.gene_model =
                    std::make_shared<const genes::GeneModel>(options.text("gene_model"));
            if (options.has("match"))
                request.rule = JoinRule::parse(options.text("match"));
            for (const std::string& column : options.list("columns"))
                request.fields.push_back(JoinField::parse(column));
            StageFactory<RecordBatch>::Stages stages;
            for (const std::string& path : options.list("archive")) {
                request.path = path;
                stages.push_back(make_join_stage(request));
            }
            return stages;
        }};
}

StageInfo<RecordBatch> vcfanno_stage_info() {
    return {
        .name = "vcfanno",
        .summary = "annotate as a configuration of vcfanno says",
        .effect = StageEffect::keeps_rows,
        .options =
            {{"config", OptionType::path, "the configuration (TOML)", "", true},
             {"base_path", OptionType::path, "where its files are looked for"},
             {"ends", OptionType::boolean, "annotate the two ends of a row, too", "false"},
             {"permissive_overlap",
              OptionType::boolean,
              "variants need not share REF and ALT, only bases",
              "false"}},
        .make = [](const StageOptions& options) {
            return make_vcfanno_stages(
                options.text("config"),
                {.base_path = options.text("base_path"),
                 .annotates_ends = options.boolean("ends"),
                 .is_permissive = options.boolean("permissive_overlap")});
        }};
}

}  // namespace genostrat::annotate
