// SPDX-License-Identifier: MIT
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <genostrat/consequence/stage.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

// What one thread works with; lent to a batch at a time.
struct Desk {
    Desk(const genes::GenomeView& genome, const StageSettings& settings, JudgeOptions options)
        : judge{genome, settings.rules, options}, writer{
                                                      genome.model(),
                                                      settings.rules,
                                                      settings.fields} {}

    RowSplitter splitter;
    Judge judge;
    CsqWriter writer;
    std::string text;
    std::string genomic_name;
};

}  // namespace

struct ConsequenceStage::Shared {
    explicit Shared(StageSettings given)
        : settings{std::move(given)}, model{settings.genes},
          fasta{
              settings.fasta.empty() ? std::optional<io::Fasta>{}
                                     : std::optional<io::Fasta>{std::in_place, settings.fasta}},
          genome{model, fasta ? &*fasta : nullptr}, options{needed_by(settings.fields)} {
        options.upstream_distance = settings.upstream_distance;
        options.downstream_distance = settings.downstream_distance;
        options.protein_style = settings.protein_style;
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

    StageSettings settings;
    genes::GeneModel model;
    std::optional<io::Fasta> fasta;
    genes::GenomeView genome;
    JudgeOptions options;
    InfoId column{};
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
        place.model, batch.pos(row), batch.ref(row), batch.alts(row), settings.rules.shared_span);
    std::string& text = desk.text;
    text.clear();
    for (const RowVariant& variant : variants) {
        const RowAllele* allele = nullptr;
        for (const Effect& effect : desk.judge.judge(variant, place)) {
            if (effect.allele != allele) {
                allele = effect.allele;
                desk.genomic_name.clear();
                if (options.genomic_names)
                    desk.genomic_name =
                        desk.judge.genomic_name(variant, *allele, place, contig_name);
            }
            if (!text.empty())
                text += ',';
            desk.writer.append(
                effect,
                allele->text.empty() ? std::string_view{"-"} : allele->text,
                desk.genomic_name,
                false,
                text);
        }
    }
    if (!text.empty())
        batch.set_info(row, column, text);
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
             {"distance", OptionType::integer, "upstream and downstream, in bases", "5000", false}},
        .make = [](const StageOptions& options) {
            StageSettings settings;
            settings.genes = options.text("genes");
            settings.fasta = options.text("fasta");
            settings.tag = options.text("tag");
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
            return AnyStage<RecordBatch>{ConsequenceStage{std::move(settings)}};
        }};
}

}  // namespace genostrat::consequence
