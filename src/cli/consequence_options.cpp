// SPDX-License-Identifier: MIT
#include "consequence_options.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::cli {
namespace {

std::int64_t bases(std::string_view text) {
    const auto value = parse_number<std::int64_t>(text);
    if (!value || *value < 0)
        throw Error{
            ErrorKind::usage, fmt::format("--distance is '{}' but must be bases from 0 on", text)};
    return *value;
}

// VCF 4.4, section 1.6.1: the keys of INFO.
void check_info_key(std::string_view key) {
    const auto is_letter = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               letter == '_';
    };
    const bool is_key =
        !key.empty() && is_letter(key.front()) && std::ranges::all_of(key, [&](char letter) {
            return is_letter(letter) || (letter >= '0' && letter <= '9') || letter == '.';
        });
    if (!is_key)
        throw Error{
            ErrorKind::usage,
            fmt::format("--csq-name is '{}', which is no INFO key", key),
            {},
            "a key has letters, digits, '_' and '.', and begins with a letter or '_'"};
}

std::vector<std::string> names_of(std::string_view list) {
    std::vector<std::string> names;
    for_each_piece(list, ',', [&](std::string_view name) {
        if (!trim_blanks(name).empty())
            names.emplace_back(trim_blanks(name));
    });
    return names;
}

}  // namespace

void ConsequenceOptions::add_to(CLI::App& command) {
    command.add_option("--genes", genes_, "gene model (.gsg): adds INFO/CSQ")
        ->group("Consequences");
    command
        .add_option(
            "--rules",
            rules_,
            "default, or vep115 to reproduce Ensembl VEP 115; +NAME or -NAME behind it turns one "
            "of "
            "its departures on or off (docs/consequence.md)")
        ->group("Consequences");
    command.add_option("--fields", fields_, "CSQ fields, separated by commas")
        ->group("Consequences");
    command.add_option("--csq-name", tag_, "name of the INFO field (CSQ, BCSQ)")
        ->group("Consequences");
    command
        .add_option(
            "--regulatory",
            regulatory_,
            "BED or GFF3 of regulatory features: adds regulatory_region_variant and its like")
        ->group("Consequences");
    command.add_option("--format", format_, "csq as Ensembl VEP, or bcsq as bcftools csq")
        ->check(CLI::IsMember({"csq", "bcsq"}))
        ->capture_default_str()
        ->group("Consequences");
    CLI::Option* const tab =
        command
            .add_flag(
                "--tab",
                tab_,
                "write a table of effects in place of VCF, as VEP's --tab; with --format bcsq as "
                "bcftools csq -O t")
            ->group("Consequences");
    command.add_flag("--json", json_, "write effects as JSON lines, as VEP's --json")
        ->group("Consequences")
        ->excludes(tab);
    add_haplotype_options(command);
    command
        .add_option(
            "--distance", distance_, "bases that count as upstream and downstream, or UP,DOWN")
        ->group("Consequences");
    const std::string group = "Choice of consequences";
    CLI::Option* const one =
        command.add_flag("--pick", pick_one_, "one consequence a row")->group(group);
    CLI::Option* const allele =
        command.add_flag("--pick-allele", pick_allele_, "one consequence an allele")
            ->group(group)
            ->excludes(one);
    CLI::Option* const gene = command.add_flag("--per-gene", per_gene_, "one consequence a gene")
                                  ->group(group)
                                  ->excludes(one)
                                  ->excludes(allele);
    command.add_flag("--most-severe", most_severe_, "those of the most severe term of an allele")
        ->group(group)
        ->excludes(one)
        ->excludes(allele)
        ->excludes(gene);
    command
        .add_flag("--flag-pick", pick_.flag_only, "keep all, set PICK=1 on the one that is picked")
        ->group(group);
    command
        .add_option(
            "--pick-order",
            pick_order_,
            "criteria, separated by commas: mane_select, mane_plus_clinical, canonical, appris, "
            "tsl, biotype, ccds, rank, length")
        ->group(group);
    command.add_flag("--mane", pick_.mane_only, "only MANE transcripts")->group(group);
    command.add_flag("--canonical", pick_.canonical_only, "only canonical transcripts")
        ->group(group);
    command.add_option("--biotype", biotypes_, "only these biotypes, separated by commas")
        ->group(group);
    command
        .add_option(
            "--gene-list",
            gene_list_,
            "only these genes (ids, symbols or HGNC ids): a file with one a line, or a list with "
            "commas")
        ->group(group);
    command
        .add_option(
            "--nmd-start-bases",
            nmd_start_bases_,
            "field NMD: coding bases within which a stop escapes decay")
        ->group("Consequences");
    command.add_flag("--p-brackets", brackets_, "HGVSp as p.(Gly12Asp)")->group("Consequences");
    command.add_flag("--no-escape", plain_equals_, "HGVSp with '=' instead of '%3D'")
        ->group("Consequences");
}

void ConsequenceOptions::add_haplotype_options(CLI::App& command) {
    const std::string group = "Haplotypes";
    command
        .add_flag(
            "--haplotypes",
            haplotypes_,
            "judge variants together that stand on one haplotype of a sample")
        ->group(group);
    command
        .add_option(
            "--phase",
            phase_,
            "heterozygous genotypes without phase: a as if phased, m all on one haplotype, r "
            "refuse "
            "(default), R with ALT on both where there is one, s leave out")
        ->group(group);
    command
        .add_flag(
            "--ignore-samples", ignore_samples_, "take all first ALTs to stand on one haplotype")
        ->group(group);
    command
        .add_option(
            "--ncsq", max_told_, "consequences a haplotype that FORMAT/BCSQ can name for a row")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->group(group);
    command
        .add_option(
            "--trim-protein", max_residues_, "residues of a change that BCSQ writes out (0: all)")
        ->check(CLI::NonNegativeNumber)
        ->group(group);
}

consequence::Rules ConsequenceOptions::rules() const {
    const std::optional<consequence::Rules> found = consequence::find_rules(rules_);
    if (found)
        return *found;
    const auto names = consequence::rule_names();
    throw Error{
        ErrorKind::usage,
        fmt::format("there are no rules '{}'", rules_),
        {},
        fmt::format(
            "default or vep115, then +NAME or -NAME of: {}",
            fmt::join(names.begin(), names.end(), ", "))};
}

consequence::PickSettings ConsequenceOptions::pick() const {
    consequence::PickSettings pick = pick_;
    pick.mode = pick_one_      ? consequence::PickMode::one
                : pick_allele_ ? consequence::PickMode::per_allele
                : per_gene_    ? consequence::PickMode::per_gene
                : most_severe_ ? consequence::PickMode::most_severe
                               : consequence::PickMode::all;
    if (!pick_order_.empty())
        pick.order = consequence::parse_pick_order(pick_order_);
    pick.biotypes = names_of(biotypes_);
    if (std::filesystem::exists(gene_list_) && !std::filesystem::is_directory(gene_list_)) {
        io::LineReader lines{gene_list_};
        std::string_view line;
        while (lines.next(line))
            if (const std::string_view name = trim_blanks(line); !name.empty() && name[0] != '#')
                pick.genes.emplace_back(name.substr(0, name.find('\t')));
    } else {
        pick.genes = names_of(gene_list_);
    }
    if (!gene_list_.empty() && pick.genes.empty())  // it would let all genes pass
        throw Error{
            ErrorKind::usage,
            fmt::format("--gene-list {} has no gene", gene_list_),
            {},
            "name genes, or leave the option out"};
    return pick;
}

consequence::StageSettings ConsequenceOptions::settings(const std::string& fasta) const {
    consequence::StageSettings settings;
    settings.genes = genes_;
    settings.fasta = fasta;
    settings.rules = rules();
    if (!fields_.empty())
        settings.fields = consequence::parse_csq_fields(fields_);
    else if (tab_)
        settings.fields = consequence::default_tab_fields();
    if (fields_.empty() && haplotypes_)
        for (const consequence::CsqField field :
             {consequence::CsqField::haplotype, consequence::CsqField::haplotype_copies})
            settings.fields.push_back(field);
    if (!tag_.empty()) {
        check_info_key(tag_);
        settings.tag = tag_;
    }
    const std::size_t comma = distance_.find(',');
    settings.upstream_distance = bases(std::string_view{distance_}.substr(0, comma));
    settings.downstream_distance = comma == std::string::npos
                                       ? settings.upstream_distance
                                       : bases(std::string_view{distance_}.substr(comma + 1));
    settings.pick = pick();
    settings.regulatory = regulatory_;
    settings.nmd.start_bases = nmd_start_bases_;
    settings.protein_style = {.brackets = brackets_, .escape_equals = !plain_equals_};
    return settings;
}

consequence::HaplotypeSettings
ConsequenceOptions::haplotype_settings(const consequence::StageSettings& settings) const {
    consequence::HaplotypeSettings haplotypes;
    haplotypes.genes = genes_;
    haplotypes.options = {
        .phase = consequence::parse_phase_rule(phase_),
        .local = !haplotypes_,
        .ignore_samples = ignore_samples_,
        .max_residues = max_residues_,
        .max_told = max_told_,
        .bcsq = format_ == "bcsq"};
    haplotypes.rules = settings.rules;
    haplotypes.fields = settings.fields;
    haplotypes.protein_style = settings.protein_style;
    haplotypes.pick = settings.pick;
    if (!haplotypes.options.bcsq)
        haplotypes.tag = settings.tag;
    else if (!tag_.empty())
        haplotypes.tag = tag_;
    return haplotypes;
}

consequence::EffectSink ConsequenceOptions::sink(
    const std::string& path, const std::string& fasta, std::vector<std::string> provenance) const {
    if (!wanted())
        throw Error{
            ErrorKind::usage,
            "--tab and --json print consequences",
            {},
            "give a gene model with --genes"};
    const bool is_bcsq = format_ == "bcsq";
    if (json_ && is_bcsq)
        throw Error{
            ErrorKind::usage,
            "--json prints consequences as VEP has them",
            {},
            "leave out --format bcsq, or take --tab for the table of bcftools csq"};
    const consequence::StageSettings chosen = settings(fasta);
    return consequence::EffectSink{
        path,
        {.format = is_bcsq ? consequence::EffectFormat::bcsq
                   : tab_  ? consequence::EffectFormat::tab
                           : consequence::EffectFormat::json,
         .fields = chosen.fields,
         .tag = is_bcsq ? haplotype_settings(chosen).tag : chosen.tag,
         .assembly =
             json_ ? std::string{build_of(genes::GeneModel{genes_}.contigs()).value_or("")} : "",
         .provenance = std::move(provenance)}};
}

std::vector<AnyStage<RecordBatch>> ConsequenceOptions::stages(const std::string& fasta) const {
    const consequence::StageSettings chosen = settings(fasta);
    std::vector<AnyStage<RecordBatch>> stages;
    if (format_ == "csq")
        stages.emplace_back(consequence::ConsequenceStage{chosen});
    if (haplotypes_ || format_ == "bcsq")
        stages.emplace_back(consequence::HaplotypeStage{haplotype_settings(chosen)});
    return stages;
}

}  // namespace genostrat::cli
