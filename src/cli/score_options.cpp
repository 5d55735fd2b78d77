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
            "field=column of a table: id, contig, pos, effect_allele, other_allele, weight")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--coordinates", coordinates_, "positions to take from harmonised files")
        ->check(CLI::IsMember({"automatic", "harmonised", "original"}));
    command.add_option("--build", build_, "genome build of the genomes, against the header's word");
}

void ScoreSettings::add_rules_to(CLI::App& command) {
    command.add_flag("--keep-ambiguous", keeps_ambiguous_, "match A/T and C/G pairs as given");
    command.add_flag("--keep-first", keeps_first_, "of duplicate matches keep the first");
    command.add_flag("--no-flips", no_flips_, "do not try the other strand");
    command
        .add_option(
            "--missing",
            missing_,
            "missing genotypes: mean (twice the frequency), skip, or ref (homozygous reference)")
        ->check(CLI::IsMember({"mean", "skip", "ref"}));
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
    if (coordinates_ == "harmonised")
        out.reading.file.coordinates = score::Coordinates::harmonised;
    else if (coordinates_ == "original")
        out.reading.file.coordinates = score::Coordinates::original;
    score::CollectOptions& rules = out.collecting;
    if (keeps_ambiguous_)
        rules.rules.ambiguous = score::AmbiguousPolicy::keep;
    if (keeps_first_)
        rules.rules.duplicates = score::DuplicatePolicy::keep_first;
    if (no_flips_)
        rules.rules.strands = sites::Strands::given;
    rules.missing = missing_ == "skip"  ? score::MissingPolicy::skip
                    : missing_ == "ref" ? score::MissingPolicy::ref
                                        : score::MissingPolicy::mean;
    rules.scaling = scaling_ == "center" ? score::Scaling::center
                    : scaling_ == "none" ? score::Scaling::none
                                         : score::Scaling::variance_standardize;
    rules.minimum_overlap = minimum_overlap_;
    out.haploid_x = haploid_x_ == "doubled" ? score::HaploidX::doubled : score::HaploidX::single;
    out.dosages = dosage_ == "GT"   ? score::DosageField::gt
                  : dosage_ == "DS" ? score::DosageField::ds
                  : dosage_ == "GP" ? score::DosageField::gp
                                    : score::DosageField::automatic;
    out.samples_file = samples_file_;
    out.frequencies_file = frequencies_;
    return out;
}

}  // namespace genostrat::cli
