// SPDX-License-Identifier: MIT
#include "row_reader.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/qc/variant_stage.hpp>

namespace genostrat::qc {

namespace {

using cohort::GenomePart;

/// Fewest samples whose own frequencies say something about people in general.
constexpr std::size_t fewest_for_frequency = 50;
constexpr double least_frequency = 0.05;  // of REF and of ALT, for CHARR

bool is_number(const Schema& schema, InfoId id) {
    const ColumnType type = schema.info(id).type;
    return type == ColumnType::integer || type == ColumnType::floating;
}

}  // namespace

/// What one batch is counted in.
struct VariantQcStage::Work {
    Work(const detail::QcColumns& columns, const Schema& schema)
        : tally{schema.n_samples()}, reader{columns, schema} {}

    Partial partial{};
    GenotypeTally tally;
    detail::RowReader reader;
    PartCounts* part{};  // that rows belong to now; within partial
    GenomePart which{GenomePart::other};
    Site site{};
    const SiteGenotypes* genotypes{};
    std::vector<std::int64_t> copies{};
    std::vector<std::uint32_t> bins{};
    std::vector<std::uint32_t> missing{};
};

void VariantQcStage::bind(const Schema& schema) {
    qc_.path = schema.file();
    qc_.samples = schema.samples();
    qc_.sites.bins = FrequencyBins{qc_.samples.size()};
    genome_ = cohort::GenomeParts{schema.contigs()};
    auto columns = std::make_shared<detail::QcColumns>(schema);
    if (!options_.frequency.empty()) {
        columns->frequency = schema.reads_info(options_.frequency);
        if (!is_number(schema, *columns->frequency))
            throw Error{
                ErrorKind::usage,
                fmt::format("INFO/{} is no number", options_.frequency),
                {.file = schema.file()},
                "name a column of type Float that holds allele frequencies"};
    } else if (qc_.samples.size() < fewest_for_frequency) {
        columns->frequency = schema.find_info("AF");
        if (columns->frequency && !is_number(schema, *columns->frequency))
            columns->frequency.reset();
    }
    columns_ = std::move(columns);
    if (options_.plink_prefix.empty())
        return;
    for (const auto& [ending, header] :
         {std::pair{".vmiss", missing_header},
          {".afreq", frequency_header},
          {".hardy", hardy_header}})
        plink_.emplace_back(options_.plink_prefix + ending).write(header);
}

VariantQcStage::Partial VariantQcStage::summarize(RecordBatch& batch) const {
    Work work{*columns_, batch.schema()};
    for (const RowId row : batch.rows())
        count_row(batch, row, work);
    if (work.part != nullptr)
        work.tally.take(work.part->samples);
    return std::move(work.partial);
}

void VariantQcStage::enter(GenomePart part, Work& work) const {
    if (work.part != nullptr && work.which == part)
        return;
    if (work.part != nullptr)
        work.tally.take(work.part->samples);
    work.which = part;
    work.partial.parts.emplace_back(part, PartCounts{});
    work.part = &work.partial.parts.back().second;
    work.part->samples.resize(qc_.samples.size());
}

void VariantQcStage::count_row(RecordBatch& batch, RowId row, Work& work) const {
    enter(genome_.at(batch.contig(row), batch.contig_name(row), batch.pos(row)), work);
    const detail::QcRow& read = work.reader.read(batch, row);
    work.site.assign(read.ref, read.alts);
    count_genotypes(read.genotypes, work);
    count_copies(read, work);
    work.bins.assign(work.site.n_alleles(), 0);
    qc_.sites.bins.assign(work.copies, work.bins);
    SiteCounters& counters = work.partial.counters;
    count_alleles(work.site, work.bins, read.quality, counters, work.partial.events);
    counters.passed += read.passed ? 1 : 0;
    if (const auto bin = heterozygosity_bin(*work.genotypes, work.bins))
        work.partial.events.heterozygosities.push_back(*bin);
    if (read.site_depth.size() == 1)
        ++counters.site_depths[depth_bin(read.site_depth[0])];
    if (!read.depths.empty()) {
        work.partial.depths.resize(qc_.samples.size());
        count_depths(
            read.depths,
            read.genotypes,
            work.site,
            ref_frequency(read, work),
            work.partial.depths,
            counters);
    }
    if (!plink_.empty())
        work.partial.plink.add(
            batch.contig_name(row),
            work.which,
            batch.id(row),
            read.ref,
            read.alts,
            *work.genotypes);
}

void VariantQcStage::count_copies(const detail::QcRow& read, Work& work) {
    work.copies.clear();
    const auto counts = read.allele_count;
    // A missing count (`AC=.`) tells nothing, whether it is written as text or packed.
    const bool has_counts = !counts.empty() && read.allele_number.size() == 1 &&
                            read.allele_number[0] >= 0 &&
                            std::ranges::none_of(counts, [](auto count) { return count < 0; });
    if (has_counts && counts.size() + 1 == work.site.n_alleles()) {
        work.copies.assign(1, read.allele_number[0]);
        for (const std::int32_t count : counts) {
            work.copies.push_back(count);
            work.copies[0] -= count;
        }
    } else if (!has_counts && work.genotypes->has_genotypes) {
        for (const AlleleGenotypes& allele : work.genotypes->alleles)
            work.copies.push_back(allele.copies);
    }
}

void VariantQcStage::count_genotypes(const Genotypes& genotypes, Work& work) const {
    work.genotypes = &work.tally.add(genotypes, work.site);
    const SiteGenotypes& site = *work.genotypes;
    ++work.part->n_rows;
    std::size_t n_shown = 0;
    for (const AlleleGenotypes& allele : site.alleles)
        n_shown += allele.homozygous + allele.heterozygous + allele.haploid > 0 ? 1 : 0;
    if (n_shown < 2)
        return;
    const double expected = site.expected_homozygosity(2);
    ++work.part->n_polymorphic;
    work.part->expected_homozygosity += expected;
    if (site.missing == 0)
        return;
    missing_samples(genotypes, work.missing);
    for (const std::uint32_t sample : work.missing) {
        ++work.part->samples[sample].missing_polymorphic;
        work.part->samples[sample].missing_expected_hom += expected;
    }
}

std::optional<double>
VariantQcStage::ref_frequency(const detail::QcRow& read, const Work& work) const {
    if (work.which != GenomePart::autosome || work.site.n_alleles() != 2 ||
        !is_snv(work.site.kinds[1]) || work.genotypes->alleles[1].homozygous == 0)
        return std::nullopt;
    double alt = 0;
    if (columns_->frequency) {
        if (!read.frequency)
            return std::nullopt;
        alt = double{*read.frequency};
    } else if (qc_.samples.size() >= fewest_for_frequency) {
        alt = work.genotypes->frequency(1, 1);
    }
    return alt >= least_frequency && alt <= 1 - least_frequency ? std::optional{1 - alt}
                                                                : std::nullopt;
}

void VariantQcStage::merge(Partial partial) {
    qc_.sites.add(partial.counters, partial.events);
    for (const auto& [part, counts] : partial.parts)
        qc_.parts[static_cast<std::size_t>(part)].add(counts);
    if (!partial.depths.empty())
        qc_.depths.resize(qc_.samples.size());
    for (std::size_t sample = 0; sample < partial.depths.size(); ++sample)
        qc_.depths[sample].add(partial.depths[sample]);
    if (plink_.empty())
        return;
    plink_[0].write(partial.plink.missing);
    plink_[1].write(partial.plink.frequency);
    plink_[2].write(partial.plink.hardy);
}

void VariantQcStage::finish(Results& results) {
    for (io::TextOutput& table : plink_)
        table.commit();
    results.put(std::move(qc_));
}

}  // namespace genostrat::qc
