// SPDX-License-Identifier: MIT
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <genostrat/consequence/haplotype_stage.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/gene_model.hpp>

namespace genostrat::consequence {

struct HaplotypeStage::Impl {
    explicit Impl(HaplotypeSettings given) : settings{std::move(given)}, model{settings.genes} {}

    void declare(Schema& schema);
    void take(const RecordBatch& batch);
    void release(Batches<RecordBatch>& ready);
    void write(RecordBatch& batch, RowId row, const HaplotypeAnswer& answer);
    void report() const;

    struct Held {
        std::unique_ptr<RecordBatch> batch;
        std::size_t end{};  // number behind its last row
    };

    HaplotypeSettings settings;
    genes::GeneModel model;
    std::optional<HaplotypeCaller> caller;
    std::vector<ContigId> contigs;  // of the model, by contig of the schema
    std::deque<Held> held;
    std::size_t n_taken{};  // rows given to the caller
    InfoId info{};
    std::optional<FormatId> format;
    std::vector<std::string> texts;
    std::vector<std::string_view> views;
};

void HaplotypeStage::Impl::declare(Schema& schema) {
    const bool has_samples = schema.n_samples() > 0 && !settings.options.ignore_samples;
    if (!settings.options.bcsq) {
        info = schema.reads_info(settings.tag);
        return;
    }
    // The words of bcftools, which finds its converters by them.
    info = schema.adds_info(
        {.id = settings.tag,
         .number = ".",
         .type = ColumnType::string,
         .description = fmt::format(
             "{} consequence annotation as BCFtools/csq writes it. Format: "
             "Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change",
             settings.options.local ? "Local" : "Haplotype-aware")});
    if (has_samples)
        format = schema.adds_format(
            {.id = settings.tag,
             .number = ".",
             .type = ColumnType::integer,
             .description = fmt::format(
                 "Bitmask of indexes to INFO/{}, with interleaved first/second haplotype. Use "
                 "bcftools query -f '[%CHROM\\t%POS\\t%SAMPLE\\t%T{}\\n]' to translate.",
                 settings.tag,
                 settings.tag)});
}

void HaplotypeStage::Impl::take(const RecordBatch& batch) {
    for (const RowId row : batch.rows()) {
        const ContigId contig = batch.contig(row);
        const ContigId known = contig >= 0 && static_cast<std::size_t>(contig) < contigs.size()
                                   ? contigs[static_cast<std::size_t>(contig)]
                                   : model.contigs().find_alias(batch.contig_name(row));
        n_taken = 1 + caller->add(
                          {.contig = known,
                           .pos = batch.pos(row),
                           .ref = batch.ref(row),
                           .alts = batch.alts(row),
                           .end = batch.span(row).end,
                           .genotypes = batch.genotypes(row),
                           .where = batch.where(row)});
    }
}

void HaplotypeStage::Impl::release(Batches<RecordBatch>& ready) {
    const std::size_t open = caller->first_open();
    while (!held.empty() && held.front().end <= open) {
        RecordBatch& batch = *held.front().batch;
        for (const RowId row : batch.rows())
            write(batch, row, caller->take());
        ready.push_back(std::move(held.front().batch));
        held.pop_front();
    }
}

void HaplotypeStage::Impl::write(RecordBatch& batch, RowId row, const HaplotypeAnswer& answer) {
    if (answer.text.empty()) {
        if (settings.options.bcsq)
            batch.remove_info(row, info);  // what an earlier run said
        return;
    }
    if (!settings.options.bcsq) {
        const std::optional<std::string_view> known = batch.info_text(row, info);
        std::string text{known.value_or(std::string_view{})};
        if (!text.empty())
            text += ',';
        batch.set_info(row, info, text + answer.text);
        return;
    }
    batch.set_info(row, info, answer.text);
    if (!format || answer.n_words == 0)
        return;
    const std::size_t n_samples = batch.n_samples();
    const std::size_t stride = answer.mask.size() / n_samples;
    texts.resize(n_samples);
    views.clear();
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        std::string& text = texts[sample];
        text.clear();
        for (std::size_t word = 0; word < answer.n_words; ++word) {
            if (word > 0)
                text += ',';
            append_number(text, std::int64_t{answer.mask[sample * stride + word]});
        }
        views.push_back(text);
    }
    batch.set_format(row, *format, views);
}

void HaplotypeStage::Impl::report() const {
    const HaplotypeCounts& counts = caller->counts();
    if (counts.overlapping > 0)
        log_warning(fmt::format(
            "{} alleles overlap the one before on their haplotype and are left out of it (first "
            "at {})",
            counts.overlapping,
            counts.first_overlapping));
    if (counts.polyploid > 0)
        log_warning(fmt::format(
            "{} rows have samples with more than two alleles; no haplotypes are made of them",
            counts.polyploid));
    if (counts.untold > 0)
        log_warning(fmt::format(
            "{} consequences of samples have no room in FORMAT/{}; raise --ncsq",
            counts.untold,
            settings.tag));
}

HaplotypeStage::HaplotypeStage(HaplotypeSettings settings)
    : impl_{std::make_unique<Impl>(std::move(settings))} {
}

HaplotypeStage::~HaplotypeStage() = default;
HaplotypeStage::HaplotypeStage(HaplotypeStage&&) noexcept = default;
HaplotypeStage& HaplotypeStage::operator=(HaplotypeStage&&) noexcept = default;

void HaplotypeStage::bind(Schema& schema) {
    impl_->declare(schema);
    const HaplotypeSettings& settings = impl_->settings;
    impl_->caller.emplace(
        impl_->model,
        settings.options,
        schema.n_samples(),
        settings.options.bcsq ? nullptr
                              : std::make_unique<HaplotypeEffects>(
                                    impl_->model,
                                    settings.rules,
                                    settings.fields,
                                    settings.protein_style,
                                    settings.pick));
    impl_->contigs.clear();
    for (std::size_t contig = 0; contig < schema.contigs().size(); ++contig)
        impl_->contigs.push_back(impl_->model.contigs().find_alias(
            schema.contigs().name(static_cast<ContigId>(contig))));
}

void HaplotypeStage::process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
    impl_->take(*batch);
    impl_->held.push_back({std::move(batch), impl_->n_taken});
    impl_->release(ready);
}

void HaplotypeStage::finish(Batches<RecordBatch>& ready) {
    impl_->caller->finish();
    impl_->release(ready);
    impl_->report();
}

}  // namespace genostrat::consequence
