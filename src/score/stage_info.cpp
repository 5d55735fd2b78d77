// SPDX-License-Identifier: MIT
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/score/stage.hpp>

namespace genostrat::score {

namespace {

template <typename Value>
Value choose(
    const StageOptions& options,
    std::string_view name,
    std::initializer_list<std::pair<std::string_view, Value>> values) {
    const std::string wanted = options.text(name);
    std::vector<std::string> known;
    for (const auto& [word, value] : values) {
        if (word == wanted)
            return value;
        known.emplace_back(word);
    }
    throw Error{
        ErrorKind::usage,
        fmt::format("{} knows no '{}'", name, wanted),
        options.where(),
        suggest_name(wanted, known)};
}

std::vector<OptionInfo> option_infos() {
    return {
        {"weights",
         OptionType::list,
         "scoring files (PGS Catalog or a table with a header), or one packed file (.gsw)",
         "",
         true},
        {"columns",
         OptionType::list,
         "field=column of a table: id, contig, pos, effect_allele, other_allele, weight, p_value"},
        {"p_ranges",
         OptionType::list,
         "[name=]low:high: a score of its own of the rows whose p value is in each range"},
        {"coordinates",
         OptionType::text,
         "positions of harmonised files: automatic, harmonised or original",
         "automatic"},
        {"effect",
         OptionType::text,
         "effect of rows that do not say: additive, dominant or recessive",
         "additive"},
        {"min_cohort",
         OptionType::integer,
         "samples that a cohort needs before its own frequencies stand for missing genotypes",
         "50"},
        {"build", OptionType::text, "genome build of the genomes, against the header's word"},
        {"ambiguous", OptionType::text, "A/T and C/G pairs: exclude or keep", "exclude"},
        {"duplicates",
         OptionType::text,
         "duplicate matches: exclude, keep_first or keep_all",
         "exclude"},
        {"strands", OptionType::text, "strands to match on: both or given", "both"},
        {"missing", OptionType::text, "missing genotypes: mean, skip or ref", "mean"},
        {"scaling", OptionType::text, "of genotypes: none, center or variance-standardize", "none"},
        {"haploid_x", OptionType::text, "X of males: single (0 or 1) or doubled", "single"},
        {"dosage", OptionType::text, "FORMAT field to count from: auto, GT, DS or GP", "auto"},
        {"haplotypes",
         OptionType::boolean,
         "score each of a sample's two haplotypes apart, from phased GT",
         "false"},
        {"samples", OptionType::path, "sexes of the samples (.psam, .fam, a table)"},
        {"frequencies", OptionType::path, "reference frequencies (plink2's .afreq)"},
        {"min_overlap",
         OptionType::number,
         "share of a score's weight to be matched before it is called usable, 0 to 1",
         "0.75"},
        {"extract", OptionType::path, "score only the variants with these ids, one a line"},
        {"min_imputation_quality",
         OptionType::number,
         "leave out variants whose INFO/R2, DR2 or INFO is lower",
         "0"},
        {"imputation_field", OptionType::text, "INFO column of imputation quality, if another"},
        {"min_gq", OptionType::integer, "genotypes with a lower GQ are missing", "0"},
        {"reference", OptionType::path, "FASTA: tells REF where no row does, and checks REF"},
        {"callable",
         OptionType::path,
         "BED of regions in which a site without a row is homozygous reference"},
        {"assume_ref",
         OptionType::boolean,
         "take every site without a row for homozygous reference",
         "false"},
        {"blocks", OptionType::boolean, "infer reference genotypes from gVCF blocks", "true"},
        {"block_gq",
         OptionType::integer,
         "genotype quality that a gVCF block needs to count as reference",
         "30"},
        {"trust_ref",
         OptionType::boolean,
         "take REF from the weights' own column, even where the genome says otherwise",
         "false"}};
}

InferenceOptions inference_options(const StageOptions& options) {
    InferenceOptions out;
    out.reference = options.text("reference");
    out.callable = options.text("callable");
    out.assume_reference = options.boolean("assume_ref");
    out.blocks = options.boolean("blocks");
    out.block_quality = static_cast<std::int32_t>(options.integer("block_gq"));
    out.trusts_table = options.boolean("trust_ref");
    return out;
}

}  // namespace

ScoreOptions score_options(const StageOptions& options) {
    ScoreOptions out;
    out.weights = options.list("weights");
    for (const std::string& column : options.list("columns")) {
        const std::size_t equals = column.find('=');
        if (equals == std::string::npos)
            throw Error{
                ErrorKind::usage,
                fmt::format("columns takes field=column, not '{}'", column),
                options.where()};
        out.reading.file.columns.emplace_back(column.substr(0, equals), column.substr(equals + 1));
    }
    for (const std::string& range : options.list("p_ranges"))
        out.reading.p_ranges.push_back(PValueRange::parse(range));
    out.reading.file.coordinates = choose<Coordinates>(
        options,
        "coordinates",
        {{"automatic", Coordinates::automatic},
         {"harmonised", Coordinates::harmonised},
         {"original", Coordinates::original}});
    out.reading.file.model = choose<EffectType>(
        options,
        "effect",
        {{"additive", EffectType::additive},
         {"dominant", EffectType::dominant},
         {"recessive", EffectType::recessive}});
    out.build = options.text("build");
    out.collecting.minimum_cohort = options.integer("min_cohort");
    CollectOptions& rules = out.collecting;
    rules.rules.ambiguous = choose<AmbiguousPolicy>(
        options,
        "ambiguous",
        {{"exclude", AmbiguousPolicy::exclude}, {"keep", AmbiguousPolicy::keep}});
    rules.rules.duplicates = choose<DuplicatePolicy>(
        options,
        "duplicates",
        {{"exclude", DuplicatePolicy::exclude},
         {"keep_first", DuplicatePolicy::keep_first},
         {"keep_all", DuplicatePolicy::keep_all}});
    out.reading.allows_duplicate_ids = rules.rules.duplicates != DuplicatePolicy::exclude;
    rules.rules.strands = choose<sites::Strands>(
        options, "strands", {{"both", sites::Strands::both}, {"given", sites::Strands::given}});
    rules.missing = choose<MissingPolicy>(
        options,
        "missing",
        {{"mean", MissingPolicy::mean},
         {"skip", MissingPolicy::skip},
         {"ref", MissingPolicy::ref}});
    rules.scaling = choose<Scaling>(
        options,
        "scaling",
        {{"none", Scaling::none},
         {"center", Scaling::center},
         {"variance-standardize", Scaling::variance_standardize}});
    out.haploid_x = choose<HaploidX>(
        options, "haploid_x", {{"single", HaploidX::single}, {"doubled", HaploidX::doubled}});
    out.dosages = choose<DosageField>(
        options,
        "dosage",
        {{"auto", DosageField::automatic},
         {"GT", DosageField::gt},
         {"DS", DosageField::ds},
         {"GP", DosageField::gp}});
    out.haplotypes = options.boolean("haplotypes");
    out.samples_file = options.text("samples");
    out.frequencies_file = options.text("frequencies");
    out.extract_file = options.text("extract");
    out.imputation_quality = options.text("imputation_field");
    out.least_imputation_quality = options.number("min_imputation_quality");
    out.least_genotype_quality = static_cast<std::int32_t>(options.integer("min_gq"));
    out.inference = inference_options(options);
    rules.minimum_overlap = options.number("min_overlap");
    if (!(rules.minimum_overlap >= 0.0 && rules.minimum_overlap <= 1.0))
        throw Error{
            ErrorKind::usage,
            fmt::format("min_overlap is {}, expected 0 to 1", rules.minimum_overlap),
            options.where()};
    return out;
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "score",
        .summary = "polygenic scores of all samples, with a report of what was matched",
        .effect = StageEffect::needs_all_rows,
        .options = option_infos(),
        .make = [](const StageOptions& options) {
            return AnyStage<RecordBatch>{PolygenicScore{score_options(options)}};
        }};
}

}  // namespace genostrat::score
