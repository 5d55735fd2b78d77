// SPDX-License-Identifier: MIT
#include "identity_stage.hpp"

#include <algorithm>
#include <functional>
#include <memory>

#include <fmt/core.h>

#include <genostrat/alignment/alignment_source.hpp>
#include <genostrat/cohort/genome_part.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/qc/reads_stage.hpp>

namespace genostrat::qc {

namespace {

/// Sites that tell people apart without doubt; more only cost time.
constexpr std::size_t most_sites = 50'000;
constexpr std::size_t fewest_kept_sites = 2'000;
/// Comparisons of two genotypes that take a few seconds.
constexpr std::size_t most_comparisons = 20'000'000'000;
/// Pairs of samples: eight bytes each.
constexpr std::size_t most_pairs = 100'000'000;

std::size_t sites_for(std::size_t n_pairs) noexcept {
    return std::clamp(
        most_comparisons / std::max<std::size_t>(n_pairs, 1), fewest_kept_sites, most_sites);
}

/// A biallelic SNV of an autosome with its genotypes.
struct SnvRow {
    std::string contig{};
    std::int64_t pos{};
    char ref{};
    char alt{};
    std::vector<std::int8_t> dosages{};
};

/// Hands the SNVs of a file to a function, in order (an accumulator without result).
class SnvRows {
public:
    using Partial = std::vector<SnvRow>;

    template <typename Take>
    explicit SnvRows(Take take) : take_{std::move(take)} {}

    [[nodiscard]] static std::string_view name() noexcept { return "snv_rows"; }

    void bind(const Schema& schema) { genome_ = cohort::GenomeParts{schema.contigs()}; }

    [[nodiscard]] Partial summarize(RecordBatch& batch) const {
        Partial rows;
        for (const RowId row : batch.rows()) {
            const auto alts = batch.alts(row);
            if (alts.size() != 1 || alts[0].size() != 1 || batch.ref(row).size() != 1 ||
                alts[0] == "*" || alts[0] == ".")
                continue;
            const std::string_view contig = batch.contig_name(row);
            if (genome_.of(batch.contig(row), contig) != cohort::GenomePart::autosome)
                continue;
            const Genotypes genotypes = batch.genotypes(row);
            if (genotypes.empty())
                continue;
            SnvRow made{std::string{contig}, batch.pos(row), batch.ref(row)[0], alts[0][0], {}};
            made.dosages.resize(batch.n_samples());
            allele_dosages(genotypes, 1, made.dosages);
            rows.push_back(std::move(made));
        }
        return rows;
    }

    void merge(const Partial& rows) {
        for (const SnvRow& row : rows)
            take_(row);
    }

    void finish(Results&) {}

private:
    std::function<void(const SnvRow&)> take_;
    cohort::GenomeParts genome_;
};

std::uint64_t key_of(const SnvRow& row) noexcept {
    return snv_key(row.contig, row.pos, row.ref, row.alt);
}

template <typename Take>
void for_each_snv(const QcOptions& options, const std::string& path, Take take) {
    static_cast<void>((Pipeline{VariantSource{path}} | SnvRows{std::move(take)})
                          .run({.threads = options.threads}));
}

std::vector<std::string> samples_of(const std::string& path) {
    std::vector<std::string> samples = VariantSource{path}.open().samples();
    if (samples.empty())
        throw Error{ErrorKind::bad_data, "the file has no samples to compare", {.file = path}};
    return samples;
}

char letter_of(std::uint8_t packed) noexcept {
    return packed == 1 ? 'A' : packed == 2 ? 'C' : packed == 4 ? 'G' : 'T';
}

/// Copies of ALT that reads show; -1 where they do not tell.
std::int8_t dosage_of(const SiteReads& reads) noexcept {
    constexpr std::int32_t least_reads = 8;
    const std::int32_t total = reads.ref + reads.alt;
    if (total < least_reads)
        return -1;
    const double share = static_cast<double>(reads.alt) / total;
    if (share < 0.15)
        return 0;
    if (share > 0.85)
        return 2;
    return share >= 0.25 && share <= 0.75 ? std::int8_t{1} : std::int8_t{-1};
}

}  // namespace

std::vector<IdentityMatch> compare_variants(const QcOptions& options) {
    const std::vector<std::string> ours = samples_of(options.path);
    const std::vector<std::string> theirs = samples_of(options.compare);
    if (ours.size() > most_pairs / theirs.size())
        throw Error{
            ErrorKind::unsupported,
            fmt::format("{} x {} samples are too many to compare", ours.size(), theirs.size()),
            {.file = options.path},
            "choose some of them first: genostrat view -s"};
    DosageTable table{theirs, sites_for(ours.size() * theirs.size())};
    for_each_snv(
        options, options.compare, [&](const SnvRow& row) { table.add(key_of(row), row.dosages); });
    std::vector<MatchCounts> counts(ours.size() * theirs.size());
    for_each_snv(options, options.path, [&](const SnvRow& row) {
        if (const auto found = table.find(key_of(row)); !found.empty())
            count_matches(row.dosages, found, counts);
    });
    return judge_identity(ours, theirs, counts, options.least_identity_sites);
}

std::vector<IdentityMatch> compare_reads(const QcOptions& options, const std::string& sample) {
    DosageTable table{samples_of(options.compare), most_sites};
    const auto sites = std::make_shared<CommonSites>();
    for_each_snv(options, options.compare, [&](const SnvRow& row) {
        table.add(key_of(row), row.dosages);
        constexpr double any_frequency = 0.5;  // only the counts of reads are used
        sites->add(
            row.contig,
            row.pos,
            std::string_view{&row.ref, 1},
            std::string_view{&row.alt, 1},
            any_frequency);
    });
    sites->finish();
    alignment::SourceOptions source;
    source.path = options.path;
    source.reference = options.reference;
    source.threads = options.threads;
    const RunResult run = (Pipeline{alignment::AlignmentSource{source}} | ReadsQcStage{sites})
                              .run({.threads = options.threads});
    const ReadsQc& reads = *run.results.find<ReadsQc>();
    std::vector<MatchCounts> counts(table.samples().size());
    std::size_t next = 0;
    for (const std::string& contig : reads.contigs.names())
        for (const CommonSite& site : sites->of(contig)) {
            const std::int8_t dosage = dosage_of(reads.sites[next++]);
            const auto found =
                table.find(snv_key(contig, site.pos, letter_of(site.ref), letter_of(site.alt)));
            if (!found.empty())
                count_matches({&dosage, 1}, found, counts);
        }
    return judge_identity({&sample, 1}, table.samples(), counts, options.least_identity_sites);
}

std::vector<QcCheck> identity_checks(const IdentityMatch& match, const std::string& file) {
    const std::string rule =
        fmt::format("{:.0f} % or more of the genotypes as in {}", 100 * least_same, file);
    const auto found = [&](const MatchCounts& counts) {
        return fmt::format(
            "{:.1f} % of {} genotypes agree", 100 * counts.concordance(), counts.sites);
    };
    switch (match.verdict) {
    case IdentityVerdict::same:
        return {{"identity", Verdict::pass, found(match.with_own), rule}};
    case IdentityVerdict::swapped:
        return {
            {"identity",
             Verdict::fail,
             fmt::format("is sample {} of {}: {}", match.best, file, found(match.with_best)),
             rule}};
    case IdentityVerdict::different:
        return {
            {"identity",
             Verdict::fail,
             fmt::format("is not sample {} of {}: {}", match.sample, file, found(match.with_own)),
             rule}};
    case IdentityVerdict::unclear:
        return {{"identity", Verdict::warn, "too few sites, or no clear answer", rule}};
    case IdentityVerdict::unmatched:
        break;
    }
    return {};
}

}  // namespace genostrat::qc
