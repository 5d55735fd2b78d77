// SPDX-License-Identifier: MIT
#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <genostrat/consequence/haplotype_stage.hpp>
#include <genostrat/consequence/stage.hpp>
#include <genostrat/consequence/structural_row.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

// A structural allele as a variant with one allele.
struct StructuralRow {
    StructuralAllele allele;
    RowAllele named;
    RowVariant variant;
};

// What one thread works with; lent to a batch at a time.
struct Desk {
    Desk(const genes::GenomeView& genome, const StageSettings& settings, JudgeOptions options)
        : judge{genome, settings.rules, options},
          writer{genome.model(), settings.rules, settings.fields}, picker{
                                                                       genome.model(),
                                                                       settings.pick} {}

    RowSplitter splitter;
    Judge judge;
    CsqWriter writer;
    Picker picker;
    std::vector<Picker::Candidate> candidates;
    std::vector<std::pair<const RowVariant*, Effect>> choices;  // effects of the candidates
    std::deque<StructuralRow> structural_rows;                  // of one row; addresses stay
    std::vector<genes::TranscriptId> found;
    Effect structural;
    std::vector<const RegulatoryFeature*> regions;
    std::string text;
    std::string genomic_name;
    const RowAllele* named_allele{};  // whose HGVSg genomic_name is
};

}  // namespace

struct ConsequenceStage::Shared {
    explicit Shared(StageSettings given)
        : settings{std::move(given)},
          regulatory{
              settings.regulatory.empty() ? RegulatoryFeatures{}
                                          : RegulatoryFeatures::read(settings.regulatory)},
          model{settings.genes},
          fasta{
              settings.fasta.empty() ? std::optional<io::Fasta>{}
                                     : std::optional<io::Fasta>{std::in_place, settings.fasta}},
          genome{model, fasta ? &*fasta : nullptr}, options{needed_by(settings.fields)} {
        warn_of_unknown_names(model, settings.pick);
        options.upstream_distance = settings.upstream_distance;
        options.downstream_distance = settings.downstream_distance;
        options.protein_style = settings.protein_style;
        options.nmd_options = settings.nmd;
    }

    [[nodiscard]] std::unique_ptr<Desk> lend() {
        const std::lock_guard lock{mutex};
        if (desks.empty())
            return std::make_unique<Desk>(genome, settings, options);
        std::unique_ptr<Desk> desk = std::move(desks.back());
        desks.pop_back();
        return desk;
    }

    void give_back(std::unique_ptr<Desk> desk) {
        const std::lock_guard lock{mutex};
        desks.push_back(std::move(desk));
    }

    void annotate(RecordBatch& batch, RowId row, Desk& desk) const;
    void offer(
        const RowVariant& variant,
        const Effect& effect,
        genes::ContigPlace place,
        std::string_view contig_name,
        Desk& desk) const;
    void append_effect(
        const RowVariant& variant,
        const Effect& effect,
        genes::ContigPlace place,
        std::string_view contig_name,
        bool picked,
        Desk& desk) const;
    void offer_structural(
        const RecordBatch& batch,
        RowId row,
        genes::ContigPlace place,
        std::string_view contig_name,
        Desk& desk) const;
    void offer_regulatory(
        const RowVariant& variant,
        const RowAllele& allele,
        CopyChange change,
        genes::ContigPlace place,
        std::string_view contig_name,
        Desk& desk) const;
    void append_picked(genes::ContigPlace place, std::string_view contig_name, Desk& desk) const;

    StageSettings settings;
    RegulatoryFeatures regulatory;
    genes::GeneModel model;
    std::optional<io::Fasta> fasta;
    genes::GenomeView genome;
    JudgeOptions options;
    InfoId column{};
    StructuralColumns structural;
    std::vector<genes::ContigPlace> places;  // by contig of the schema
    std::mutex mutex;
    std::vector<std::unique_ptr<Desk>> desks;
};

void ConsequenceStage::Shared::annotate(RecordBatch& batch, RowId row, Desk& desk) const {
    const ContigId contig = batch.contig(row);
    const std::string_view contig_name = batch.contig_name(row);
    const genes::ContigPlace place = contig >= 0 && static_cast<std::size_t>(contig) < places.size()
                                         ? places[static_cast<std::size_t>(contig)]
                                         : genome.find(contig_name);
    const auto variants = desk.splitter.split(
        place.model, batch.pos(row), batch.ref(row), batch.alts(row), settings.rules);
    desk.text.clear();
    desk.named_allele = nullptr;
    desk.candidates.clear();
    desk.choices.clear();
    desk.structural_rows.clear();
    const bool picks = settings.pick.active();
    for (const RowVariant& variant : variants)
        for (const Effect& effect : desk.judge.judge(variant, place))
            if (picks)
                offer(variant, effect, place, contig_name, desk);
            else
                append_effect(variant, effect, place, contig_name, false, desk);
    if (regulatory.size() > 0)
        for (const RowVariant& variant : variants)
            for (const RowAllele& allele : variant.alleles) {
                const std::int64_t length = variant.span.length();
                const bool shorter = static_cast<std::int64_t>(allele.text.size()) < length;
                const CopyChange change = shorter                               ? CopyChange::loss
                                          : is_repeat(allele.text, variant.ref) ? CopyChange::gain
                                                                                : CopyChange::none;
                offer_regulatory(variant, allele, change, place, contig_name, desk);
            }
    if (!desk.splitter.others().empty())
        offer_structural(batch, row, place, contig_name, desk);
    append_picked(place, contig_name, desk);
    if (!desk.text.empty())
        batch.set_info(row, column, desk.text);
    else
        batch.remove_info(row, column);  // what an earlier run said
}

void ConsequenceStage::Shared::offer_structural(
    const RecordBatch& batch,
    RowId row,
    genes::ContigPlace place,
    std::string_view contig_name,
    Desk& desk) const {
    for (const RowAllele& other : desk.splitter.others()) {
        const std::optional<StructuralAllele> allele = structural.read(batch, row, other);
        if (!allele)
            continue;
        StructuralRow& kept = desk.structural_rows.emplace_back(StructuralRow{
            *allele,
            {allele->name, allele->number, other.kind},
            {.contig = place.model, .span = allele->span}});
        const RowAllele& named = kept.named;
        const RowVariant& variant = kept.variant;
        const std::int64_t reach =
            std::max(settings.upstream_distance, settings.downstream_distance);
        model.locate(
            place.model, {allele->span.begin - reach, allele->span.end + reach}, desk.found);
        Effect& effect = desk.structural;
        effect.clear();
        effect.allele = &named;
        for (const genes::TranscriptId transcript : desk.found) {
            const StructuralEffect found = judge_structural(model, transcript, *allele);
            const bool upstream = found.terms.has(Term::upstream_gene);
            if (found.distance >
                (upstream ? settings.upstream_distance : settings.downstream_distance))
                continue;
            effect.transcript = transcript;
            effect.terms = found.terms;
            effect.distance = found.distance;
            effect.exons = found.exons;
            effect.introns = found.introns;
            effect.n_exons = found.n_exons;
            effect.overlap_bases = found.distance < 0 ? found.overlap_bases : -1;
            effect.overlap_percent = found.overlap_percent;
            offer(variant, effect, place, contig_name, desk);
        }
        if (desk.found.empty()) {
            effect.terms.add(Term::intergenic);
            offer(variant, effect, place, contig_name, desk);
        }
        if (regulatory.size() > 0) {
            const CopyChange change = allele->is_loss()   ? CopyChange::loss
                                      : allele->is_gain() ? CopyChange::gain
                                                          : CopyChange::none;
            offer_regulatory(variant, named, change, place, contig_name, desk);
        }
    }
}

// Prints an effect, or keeps it until all of the row can be compared.
void ConsequenceStage::Shared::offer(
    const RowVariant& variant,
    const Effect& effect,
    genes::ContigPlace place,
    std::string_view contig_name,
    Desk& desk) const {
    if (!settings.pick.active()) {
        append_effect(variant, effect, place, contig_name, false, desk);
        return;
    }
    if (!desk.picker.passes(effect))
        return;
    desk.candidates.push_back(desk.picker.candidate(effect));
    desk.choices.emplace_back(&variant, effect);
}

// One effect for each regulatory feature that an allele touches.
void ConsequenceStage::Shared::offer_regulatory(
    const RowVariant& variant,
    const RowAllele& allele,
    CopyChange change,
    genes::ContigPlace place,
    std::string_view contig_name,
    Desk& desk) const {
    regulatory.find(regulatory.find_contig(contig_name), variant.span, desk.regions);
    Effect& effect = desk.structural;
    for (const RegulatoryFeature* const feature : desk.regions) {
        effect.clear();
        effect.regulatory = feature;
        effect.allele = &allele;
        effect.terms.add(regulatory_term(*feature, variant.span, change));
        offer(variant, effect, place, contig_name, desk);
    }
}

void ConsequenceStage::Shared::append_effect(
    const RowVariant& variant,
    const Effect& effect,
    genes::ContigPlace place,
    std::string_view contig_name,
    bool picked,
    Desk& desk) const {
    if (effect.allele != desk.named_allele) {
        desk.named_allele = effect.allele;
        desk.genomic_name.clear();
        if (options.genomic_names && effect.allele->kind == AlleleKind::sequence)
            desk.genomic_name =
                desk.judge.genomic_name(variant, *effect.allele, place, contig_name);
    }
    if (!desk.text.empty())
        desk.text += ',';
    const std::string_view allele = effect.allele->text;
    desk.writer.append(
        effect,
        allele.empty() ? std::string_view{"-"} : allele,
        desk.genomic_name,
        picked,
        desk.text);
}

// What was offered, once it is known which of it is best.
void ConsequenceStage::Shared::append_picked(
    genes::ContigPlace place, std::string_view contig_name, Desk& desk) const {
    desk.picker.pick(desk.candidates);
    for (std::size_t at = 0; at < desk.candidates.size(); ++at) {
        const bool picked = desk.candidates[at].picked;
        if (!picked && !settings.pick.flag_only)
            continue;
        const bool marked =
            picked && (settings.pick.flag_only || settings.pick.mode != PickMode::all);
        const auto& [variant, effect] = desk.choices[at];
        append_effect(*variant, effect, place, contig_name, marked, desk);
    }
}

ConsequenceStage::ConsequenceStage(StageSettings settings)
    : shared_{std::make_unique<Shared>(std::move(settings))} {
}

ConsequenceStage::~ConsequenceStage() = default;
ConsequenceStage::ConsequenceStage(ConsequenceStage&&) noexcept = default;
ConsequenceStage& ConsequenceStage::operator=(ConsequenceStage&&) noexcept = default;

void ConsequenceStage::bind(Schema& schema) {
    shared_->column = schema.adds_info(
        {.id = shared_->settings.tag,
         .number = ".",
         .type = ColumnType::string,
         .description = csq_description(shared_->settings.fields)});
    shared_->structural.bind(schema);
    shared_->places.clear();
    for (std::size_t contig = 0; contig < schema.contigs().size(); ++contig)
        shared_->places.push_back(
            shared_->genome.find(schema.contigs().name(static_cast<ContigId>(contig))));
}

void ConsequenceStage::process(RecordBatch& batch) const {
    std::unique_ptr<Desk> desk = shared_->lend();
    for (const RowId row : batch.rows())
        shared_->annotate(batch, row, *desk);
    shared_->give_back(std::move(desk));
}

namespace {

// CSQ by row, then what haplotypes add to it; or BCSQ.
StageFactory<RecordBatch>::Stages stages_of(const StageOptions& options, StageSettings settings) {
    const std::string format = options.text("format");
    if (format != "csq" && format != "bcsq")
        throw Error{
            ErrorKind::usage,
            fmt::format("there is no format '{}'", format),
            options.where(),
            "known: csq, bcsq"};
    const bool by_haplotype = options.boolean("haplotypes");
    const bool as_bcsq = format == "bcsq";
    HaplotypeSettings haplotypes;
    haplotypes.genes = settings.genes;
    haplotypes.options.phase = parse_phase_rule(options.text("phase"));
    haplotypes.options.local = !by_haplotype;
    haplotypes.options.bcsq = as_bcsq;
    haplotypes.rules = settings.rules;
    if (by_haplotype && !options.has("fields"))
        for (const CsqField field : {CsqField::haplotype, CsqField::haplotype_copies})
            settings.fields.push_back(field);
    haplotypes.fields = settings.fields;
    if (!as_bcsq || settings.tag != "CSQ")
        haplotypes.tag = settings.tag;
    StageFactory<RecordBatch>::Stages stages;
    if (!as_bcsq)
        stages.emplace_back(ConsequenceStage{std::move(settings)});
    if (by_haplotype || as_bcsq)
        stages.emplace_back(HaplotypeStage{std::move(haplotypes)});
    return stages;
}

}  // namespace

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "consequence",
        .summary = "what each ALT does to genes: INFO/CSQ with terms and HGVS names",
        .effect = StageEffect::keeps_rows,
        .options =
            {{"genes", OptionType::path, "gene model made by 'genostrat genes build'", "", true},
             {"fasta", OptionType::path, "genome, for HGVSg far away from genes", "", false},
             {"rules", OptionType::text, "default or vep115", "default", false},
             {"fields", OptionType::text, "CSQ fields, separated by commas", "", false},
             {"tag", OptionType::text, "name of the INFO field", "CSQ", false},
             {"regulatory", OptionType::path, "BED or GFF3 of regulatory features", "", false},
             {"distance", OptionType::integer, "upstream and downstream, in bases", "5000", false},
             {"format", OptionType::text, "csq, or bcsq as bcftools csq", "csq", false},
             {"haplotypes",
              OptionType::boolean,
              "judge variants of one haplotype together",
              "false",
              false},
             {"phase", OptionType::text, "genotypes without phase: a, m, r, R or s", "r", false}},
        .make = [](const StageOptions& options) {
            StageSettings settings;
            settings.genes = options.text("genes");
            settings.fasta = options.text("fasta");
            settings.tag = options.text("tag");
            settings.regulatory = options.text("regulatory");
            settings.upstream_distance = options.integer("distance");
            settings.downstream_distance = settings.upstream_distance;
            const std::optional<Rules> rules = find_rules(options.text("rules"));
            if (!rules)
                throw Error{
                    ErrorKind::usage,
                    fmt::format("there are no rules '{}'", options.text("rules")),
                    options.where(),
                    "known: default, vep115"};
            settings.rules = *rules;
            if (options.has("fields"))
                settings.fields = parse_csq_fields(options.text("fields"));
            return stages_of(options, std::move(settings));
        }};
}

}  // namespace genostrat::consequence
