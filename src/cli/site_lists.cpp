// SPDX-License-Identifier: MIT
#include "site_lists.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>

#include <fmt/format.h>

#include <genostrat/annotate/archive.hpp>
#include <genostrat/annotate/file_kind.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/pgx/bundle.hpp>
#include <genostrat/pileup/pileup.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/report/findings.hpp>
#include <genostrat/score/weights.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::cli {

namespace {

using coverage::ClinicalSite;
using coverage::Target;

/// Columns of ClinVar's own VCF, and of tables made of its XML.
constexpr std::array<std::string_view, 2> significance_keys{"CLNSIG", "CLINICAL_SIGNIFICANCE"};
constexpr std::array<std::string_view, 2> gene_keys{"GENEINFO", "SYMBOL"};
constexpr std::array<std::string_view, 1> id_keys{"ID"};

bool is_pathogenic(std::string_view significance) {
    const report::Significance meaning = report::significance_of(significance);
    return meaning == report::Significance::pathogenic ||
           meaning == report::Significance::likely_pathogenic;
}

/// `BRCA2` of ClinVar's `BRCA2:675|LOC107126937:107126937`.
std::string first_gene(std::string_view info) {
    return std::string{info.substr(0, info.find_first_of(":|"))};
}

[[noreturn]] void fail_without_significance(const std::string& path) {
    throw Error{
        ErrorKind::missing_input,
        fmt::format("the file has no {}", fmt::join(significance_keys, " or ")),
        {.file = path},
        "give ClinVar's VCF, or an archive made of it with its columns CLNSIG and GENEINFO"};
}

/// Gathers pathogenic alleles (an accumulator; result vector of ClinicalSite).
class ClinicalRows {
public:
    using Partial = std::vector<ClinicalSite>;

    [[nodiscard]] static std::string_view name() noexcept { return "clinical_rows"; }

    void bind(const Schema& schema) {
        const auto significance = find_info(schema, significance_keys);
        if (!significance)
            fail_without_significance(schema.file());
        significance_ = *significance;
        gene_ = find_info(schema, gene_keys);
    }

    [[nodiscard]] Partial summarize(RecordBatch& batch) const {
        Partial sites;
        for (const RowId row : batch.rows()) {
            const auto significance = batch.info_text(row, significance_);
            if (!significance || !is_pathogenic(*significance))
                continue;
            const auto gene = gene_ ? batch.info_text(row, *gene_) : std::nullopt;
            const std::string_view id = batch.id(row);
            for (const std::string_view alt : batch.alts(row))
                sites.push_back(
                    {.contig = std::string{batch.contig_name(row)},
                     .pos = batch.pos(row),
                     .ref = std::string{batch.ref(row)},
                     .alt = std::string{alt},
                     .id = id == "." ? std::string{} : std::string{id},
                     .significance = std::string{*significance},
                     .gene = gene ? first_gene(*gene) : std::string{}});
        }
        return sites;
    }

    void merge(Partial sites) { std::ranges::move(sites, std::back_inserter(sites_)); }

    void finish(Results& results) { results.put(std::move(sites_)); }

private:
    static std::optional<InfoId>
    find_info(const Schema& schema, std::span<const std::string_view> keys) {
        for (const std::string_view key : keys)
            if (const auto found = schema.find_info(key))
                return found;
        return std::nullopt;
    }

    InfoId significance_{};
    std::optional<InfoId> gene_;
    std::vector<ClinicalSite> sites_;
};

/// An archive of alleles. @throws Error{usage} for another one
annotate::Archive open_alleles(const std::string& path) {
    annotate::Archive archive{path};
    if (archive.info().keys != annotate::ArchiveKeys::alleles)
        throw Error{
            ErrorKind::usage,
            fmt::format(
                "the archive is keyed by {} but alleles are needed",
                annotate::to_string(archive.info().keys)),
            {.file = path}};
    return archive;
}

std::optional<std::size_t>
find_column(const annotate::ArchiveInfo& info, std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) {
        const auto found = std::ranges::find_if(info.columns, [&](const auto& column) {
            return column.source == key || column.name == key;
        });
        if (found != info.columns.end())
            return static_cast<std::size_t>(found - info.columns.begin());
    }
    return std::nullopt;
}

std::vector<ClinicalSite> clinical_of_archive(const std::string& path) {
    const annotate::Archive archive = open_alleles(path);
    const auto significance = find_column(archive.info(), significance_keys);
    if (!significance)
        fail_without_significance(path);
    const auto gene = find_column(archive.info(), gene_keys);
    const auto id = find_column(archive.info(), id_keys);
    annotate::ArchiveCursor cursor{archive};
    const auto text_of = [&](std::optional<std::size_t> column) {
        std::string text;
        if (column)
            static_cast<void>(cursor.append_value(*column, text));
        return text;
    };
    std::vector<ClinicalSite> sites;
    for (bool is_there = cursor.first(); is_there; is_there = cursor.next()) {
        ClinicalSite site;
        site.significance = text_of(significance);
        if (!is_pathogenic(site.significance))
            continue;
        site.contig = archive.info().contigs[static_cast<std::size_t>(cursor.contig())];
        site.pos = cursor.pos();
        cursor.alleles(site.ref, site.alt);
        site.id = text_of(id);
        site.gene = first_gene(text_of(gene));
        sites.push_back(std::move(site));
    }
    return sites;
}

}  // namespace

std::vector<ClinicalSite> clinical_sites(const std::string& path) {
    if (annotate::source_kind(path) == annotate::SourceKind::archive)
        return clinical_of_archive(path);
    RunResult run = (Pipeline{VcfSource{path}} | ClinicalRows{}).run({});
    return *run.results.find<std::vector<ClinicalSite>>();
}

std::vector<Target> score_targets(const std::vector<std::string>& paths) {
    const score::WeightTable table = score::WeightTable::load(paths);
    std::vector<Target> targets;
    for (const score::WeightRow& row : table.rows()) {
        if (row.contig < 0 || row.pos < 0 || row.problem != score::RowProblem::none)
            continue;
        const std::string contig{table.contigs().name(row.contig)};
        const auto length = static_cast<std::int64_t>(std::max<std::size_t>(
            {table.allele(row.effect).size(), table.allele(row.other).size(), 1}));
        const std::string_view id = table.id(row);
        Target site{
            .contig = contig,
            .begin = row.pos,
            .end = row.pos + length,
            .name = id.empty() ? fmt::format("{}:{}", contig, row.pos + 1) : std::string{id},
            .is_site = true};
        for (std::uint32_t score = 0; score < row.n_scores; ++score) {
            if (std::isnan(table.weights(row)[score]))
                continue;
            site.group = table.scores()[row.first_score + score].facts.name;
            targets.push_back(site);
        }
    }
    if (targets.empty())
        throw Error{
            ErrorKind::bad_data,
            "no row of the score has a position",
            {.file = paths.front()},
            "give a harmonised scoring file of the reads' build"};
    return targets;
}

std::vector<Target> pgx_targets(const std::string& directory) {
    const auto bundle = pgx::load_bundle(directory, {.call_cyp2d6 = true});
    std::vector<Target> targets;
    const auto add = [&](const pgx::Locus& locus, const std::string& gene) {
        if (locus.pos0 < 0)
            return;
        targets.push_back(
            {.contig = locus.contig,
             .begin = locus.pos0,
             .end =
                 locus.pos0 + static_cast<std::int64_t>(std::max<std::size_t>(locus.ref.size(), 1)),
             .name = locus.rsid.empty() ? fmt::format("{}:{}", locus.contig, locus.pos0 + 1)
                                        : locus.rsid,
             .group = gene,
             .gene = gene,
             .is_site = true});
    };
    for (const pgx::Gene& gene : bundle->genes) {
        for (const pgx::Locus& locus : gene.model.definition.loci)
            add(locus, gene.name());
        if (gene.exemption)
            for (const pgx::Locus& locus : gene.exemption->extra_loci)
                add(locus, gene.name());
    }
    return targets;
}

std::vector<pileup::Site> pileup_sites(const std::string& path) {
    if (!path.ends_with(".gsa"))
        return pileup::read_sites(path);
    const annotate::Archive archive = open_alleles(path);
    annotate::ArchiveCursor cursor{archive};
    std::vector<pileup::Site> sites;
    std::string ref;
    std::string alt;
    for (bool is_there = cursor.first(); is_there; is_there = cursor.next()) {
        cursor.alleles(ref, alt);
        sites.push_back(
            {.contig = archive.info().contigs[static_cast<std::size_t>(cursor.contig())],
             .pos = cursor.pos(),
             .alleles = {ref, alt}});
    }
    return sites;
}

}  // namespace genostrat::cli
