// SPDX-License-Identifier: MIT
#include "score_options.hpp"

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::cli {

void ScoreSettings::add_weights_to(CLI::App& command) {
    command
        .add_option(
            "--weights",
            weights_,
            "scoring files (PGS Catalog or a table with a header), or one packed file (.gsw)")
        ->type_name("FILE")
        ->required()
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option(
            "--columns",
            columns_,
            "field=column of a table: id, contig, pos, effect_allele, other_allele, weight, "
            "p_value")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option(
            "--p-ranges",
            p_ranges_,
            "[name=]low:high,…: a score of its own of the rows whose p value is in each range")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option(
            "--effect", model_, "effect of rows that do not say: additive, dominant, recessive")
        ->check(CLI::IsMember({"additive", "dominant", "recessive"}));
    command.add_option("--coordinates", coordinates_, "positions to take from harmonised files")
        ->check(CLI::IsMember({"automatic", "harmonised", "original"}));
    command.add_option("--build", build_, "genome build of the genomes, against the header's word");
}

void ScoreSettings::add_rules_to(CLI::App& command) {
    command.add_flag("--keep-ambiguous", keeps_ambiguous_, "match A/T and C/G pairs as given");
    command.add_flag("--keep-first", keeps_first_, "of duplicate matches keep the first");
    command.add_flag(
        "--keep-duplicates",
        keeps_duplicates_,
        "let rows of the weights that share a variant all count");
    command.add_flag("--no-flips", no_flips_, "do not try the other strand");
    command
        .add_option(
            "--missing",
            missing_,
            "missing genotypes: mean (twice the frequency), skip, or ref (homozygous reference)")
        ->check(CLI::IsMember({"mean", "skip", "ref"}));
    command
        .add_option(
            "--min-cohort",
            minimum_cohort_,
            "samples that a cohort needs before its own frequencies stand for missing genotypes")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option("--freq", frequencies_, "reference frequencies (plink2's .afreq)")
        ->type_name("FILE");
    command.add_option("--scaling", scaling_, "of genotypes")
        ->check(CLI::IsMember({"none", "center", "variance-standardize"}));
    command.add_option("--haploid-x", haploid_x_, "X of males: single counts 0 or 1")
        ->check(CLI::IsMember({"single", "doubled"}));
    command.add_option("--dosage", dosage_, "FORMAT field to count from")
        ->check(CLI::IsMember({"auto", "GT", "DS", "GP"}));
    command
        .add_option("--sex,--psam", samples_file_, "sexes of the samples (.psam, .fam, a table)")
        ->type_name("FILE");
    command
        .add_option(
            "--min-overlap",
            minimum_overlap_,
            "share of a score's weight to be matched before it is called usable")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--extract", extract_, "score only the variants with these ids, one a line")
        ->type_name("FILE");
    command
        .add_option(
            "--min-imputation-quality",
            least_imputation_quality_,
            "leave out variants whose INFO/R2, DR2 or INFO is lower")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option(
        "--imputation-field", imputation_field_, "INFO column of imputation quality, if another");
    command
        .add_option("--min-gq", least_genotype_quality_, "genotypes with a lower GQ are missing")
        ->check(CLI::NonNegativeNumber);
}

void ScoreSettings::add_inference_to(CLI::App& command) {
    command
        .add_option(
            "--reference",
            inference_.reference,
            "FASTA of the genomes' build: tells REF where no row does, and checks the input's REF")
        ->type_name("FASTA");
    command
        .add_option(
            "--callable",
            inference_.callable,
            "BED of regions in which a site without a row is homozygous reference")
        ->type_name("BED");
    command.add_flag(
        "--assume-ref",
        inference_.assume_reference,
        "take every site without a row for homozygous reference");
    command
        .add_option(
            "--block-gq",
            inference_.block_quality,
            "genotype quality that a gVCF block needs to count as reference")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_flag("--no-blocks", ignores_blocks_, "infer nothing from gVCF blocks");
    command.add_flag(
        "--trust-ref",
        inference_.trusts_table,
        "take REF from the weights' own column, even where the genome says otherwise");
}

score::ScoreOptions ScoreSettings::options() const {
    score::ScoreOptions out;
    out.weights = weights_;
    out.build = build_;
    for (const std::string& column : columns_) {
        const std::size_t equals = column.find('=');
        if (equals == std::string::npos)
            throw Error{
                ErrorKind::usage, fmt::format("--columns takes field=column, not '{}'", column)};
        out.reading.file.columns.emplace_back(column.substr(0, equals), column.substr(equals + 1));
    }
    out.reading.allows_duplicate_ids = keeps_first_ || keeps_duplicates_;
    out.reading.file.model = model_ == "dominant"    ? score::EffectType::dominant
                             : model_ == "recessive" ? score::EffectType::recessive
                                                     : score::EffectType::additive;
    for (const std::string& range : p_ranges_)
        out.reading.p_ranges.push_back(score::PValueRange::parse(range));
    if (coordinates_ == "harmonised")
        out.reading.file.coordinates = score::Coordinates::harmonised;
    else if (coordinates_ == "original")
        out.reading.file.coordinates = score::Coordinates::original;
    score::CollectOptions& rules = out.collecting;
    if (keeps_ambiguous_)
        rules.rules.ambiguous = score::AmbiguousPolicy::keep;
    if (keeps_first_)
        rules.rules.duplicates = score::DuplicatePolicy::keep_first;
    if (keeps_duplicates_)
        rules.rules.duplicates = score::DuplicatePolicy::keep_all;
    if (no_flips_)
        rules.rules.strands = sites::Strands::given;
    rules.missing = missing_ == "skip"  ? score::MissingPolicy::skip
                    : missing_ == "ref" ? score::MissingPolicy::ref
                                        : score::MissingPolicy::mean;
    rules.scaling = scaling_ == "center" ? score::Scaling::center
                    : scaling_ == "none" ? score::Scaling::none
                                         : score::Scaling::variance_standardize;
    rules.minimum_overlap = minimum_overlap_;
    rules.minimum_cohort = minimum_cohort_;
    out.haploid_x = haploid_x_ == "doubled" ? score::HaploidX::doubled : score::HaploidX::single;
    out.dosages = dosage_ == "GT"   ? score::DosageField::gt
                  : dosage_ == "DS" ? score::DosageField::ds
                  : dosage_ == "GP" ? score::DosageField::gp
                                    : score::DosageField::automatic;
    out.samples_file = samples_file_;
    out.frequencies_file = frequencies_;
    out.extract_file = extract_;
    out.imputation_quality = imputation_field_;
    out.least_imputation_quality = least_imputation_quality_;
    out.least_genotype_quality = least_genotype_quality_;
    out.inference = inference_;
    out.inference.blocks = !ignores_blocks_;
    return out;
}

}  // namespace genostrat::cli
