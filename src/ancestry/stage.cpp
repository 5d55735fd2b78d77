// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <genostrat/ancestry/forest.hpp>
#include <genostrat/ancestry/stage.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/data_table.hpp>
#include <genostrat/sites/allele_match.hpp>
#include <genostrat/variant/genotypes.hpp>

namespace genostrat::ancestry {

namespace {

bool is_autosome(std::string_view contig) {
    const std::optional<int> number = parse_number<int>(canonical_contig(contig));
    return number && *number >= 1 && *number <= 22;
}

bool is_base(std::string_view allele) {
    return allele.size() == 1 &&
           std::string_view{"ACGT"}.find(allele.front()) != std::string_view::npos;
}

/// Copies of one allele; genotypes that are not diploid are missing.
void copies_of(const Genotypes& genotypes, std::int32_t allele, std::span<std::int8_t> out) {
    allele_dosages(genotypes, allele, out);
    for (std::int8_t& copies : out)
        if (copies > 2)
            copies = missing_copies;
}

/// The group of each sample of a run; empty where the table has none.
std::vector<std::string>
read_labels(const BuildOptions& options, const std::vector<std::string>& samples) {
    const io::DataTable table = io::DataTable::read(options.labels);
    const auto id = table.find_column({"IID", "sample", "id", "Sample"});
    std::optional<std::size_t> group;
    if (!options.label_column.empty())
        group = table.column(options.label_column);
    else
        group = table.find_column({"SuperPop", "Population", "population", "group"});
    if (!group)
        group = table.column("SuperPop");
    TextMap<std::string> labels;
    for (std::size_t row = 0; row < table.n_rows(); ++row)
        if (!table.is_missing(row, *group))
            labels.emplace(table.text(row, id.value_or(0)), table.text(row, *group));
    std::vector<std::string> out;
    for (const std::string& sample : samples) {
        const auto own = labels.find(sample);
        out.push_back(own == labels.end() ? std::string{} : own->second);
    }
    return out;
}

}  // namespace

BuildPanel::BuildPanel(BuildOptions options)
    : options_{std::move(options)}, pruner_{options_.ld_limit, options_.ld_window_bp} {
}

void BuildPanel::bind(const Schema& schema) {
    static_cast<void>(schema.reads_format("GT"));
    samples_ = schema.samples();
    labels_ = read_labels(options_, samples_);
    build_ = build_of(schema.contigs()).value_or("");
}

BuildPanel::Partial BuildPanel::summarize(RecordBatch& batch) const {
    Partial out;
    std::vector<std::int8_t> copies(samples_.size());
    std::string_view contig;
    bool is_wanted = false;
    for (const RowId row : batch.rows()) {
        // By name: a header need not declare its contigs.
        if (batch.contig_name(row) != contig) {
            contig = batch.contig_name(row);
            is_wanted = is_autosome(contig);
        }
        if (!is_wanted || batch.n_alleles(row) != 2)
            continue;
        const std::string_view ref = batch.ref(row);
        const std::string_view alt = batch.alts(row).front();
        if (!is_base(ref) || !is_base(alt) || sites::is_ambiguous(ref, alt))
            continue;
        const Genotypes genotypes = batch.genotypes(row);
        if (genotypes.empty())
            continue;
        copies_of(genotypes, 1, copies);
        double n = 0;
        double sum = 0;
        for (const std::int8_t own : copies) {
            n += own >= 0;
            sum += std::max<std::int8_t>(own, 0);
        }
        const double frequency = n > 0 ? sum / (2 * n) : 0;
        if (n < options_.minimum_call_rate * static_cast<double>(copies.size()) ||
            std::min(frequency, 1 - frequency) < options_.minimum_frequency)
            continue;
        out.variants.push_back(
            {std::string{batch.contig_name(row)}, batch.pos(row), ref.front(), alt.front()});
        out.copies.insert(out.copies.end(), copies.begin(), copies.end());
    }
    return out;
}

void BuildPanel::merge(Partial partial) {
    const GenotypeMatrix genotypes{partial.copies, samples_.size()};
    for (std::size_t variant = 0; variant < partial.variants.size(); ++variant) {
        PanelVariant& own = partial.variants[variant];
        const std::span<const std::int8_t> row = genotypes.row(variant);
        if (!pruner_.keep(own.contig, own.pos, row))
            continue;
        variants_.push_back(std::move(own));
        copies_.insert(copies_.end(), row.begin(), row.end());
    }
}

void BuildPanel::finish(Results& results) const {
    const std::vector<std::size_t> related =
        related_samples({copies_, samples_.size()}, options_.kinship_limit);
    Panel panel{.name = options_.name, .build = build_, .variants = variants_};
    std::vector<std::size_t> chosen;
    for (std::size_t sample = 0; sample < samples_.size(); ++sample)
        if (!labels_[sample].empty() && !std::ranges::binary_search(related, sample)) {
            chosen.push_back(sample);
            panel.samples.push_back(samples_[sample]);
            panel.labels.push_back(labels_[sample]);
        }
    if (chosen.size() <= options_.n_pcs || variants_.size() <= options_.n_pcs)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "{} variants of {} unrelated samples with a label make no {} components",
                variants_.size(),
                chosen.size(),
                options_.n_pcs),
            {.file = options_.labels},
            "sample names of variants and labels have to agree; variants have to be common SNVs"};
    std::vector<std::int8_t> copies;
    copies.reserve(variants_.size() * chosen.size());
    for (std::size_t variant = 0; variant < variants_.size(); ++variant)
        for (const std::size_t sample : chosen)
            copies.push_back(copies_[variant * samples_.size() + sample]);
    panel.basis = basis_of(
        decompose({copies, chosen.size()}, 4 * options_.n_pcs, options_.solver), options_.n_pcs);
    results.put(std::move(panel));
}

Ancestry::Ancestry(ProjectOptions options)
    : options_{std::move(options)}, panel_{std::make_shared<Panel>(Panel::load(options_.panel))} {
}

void Ancestry::bind(const Schema& schema) {
    static_cast<void>(schema.reads_format("GT"));
    const std::string build{build_of(schema.contigs()).value_or("")};
    if (!build.empty() && !panel_->build.empty() && build != panel_->build)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("the variants are on {}, the panel is on {}", build, panel_->build),
            {.file = options_.panel},
            "build the panel from variants of the same build"};
    samples_ = schema.samples();
    places_.clear();
    for (std::size_t variant = 0; variant < panel_->variants.size(); ++variant)
        places_[std::string{canonical_contig(panel_->variants[variant].contig)}].emplace_back(
            panel_->variants[variant].pos, static_cast<std::uint32_t>(variant));
    for (auto& [contig, places] : places_)
        std::ranges::sort(places);
    is_found_.assign(panel_->variants.size(), false);
    copies_.assign(samples_.size() * panel_->variants.size(), missing_copies);
}

Ancestry::Partial Ancestry::summarize(RecordBatch& batch) const {
    Partial out;
    std::vector<std::int8_t> copies(samples_.size());
    std::string_view contig;
    auto places = places_.end();
    for (const RowId row : batch.rows()) {
        if (batch.contig_name(row) != contig) {
            contig = batch.contig_name(row);
            places = places_.find(canonical_contig(contig));
        }
        if (places == places_.end())
            continue;
        const std::pair wanted{batch.pos(row), std::uint32_t{0}};
        const auto place = std::ranges::lower_bound(places->second, wanted);
        if (place == places->second.end() || place->first != wanted.first)
            continue;
        const PanelVariant& variant = panel_->variants[place->second];
        // The panel's ALT may be REF here, or one of several ALTs.
        std::int32_t allele = -1;
        const auto is_alt = [&](std::string_view base) {
            return base.size() == 1 && base.front() == variant.alt;
        };
        const auto is_ref = [&](std::string_view base) {
            return base.size() == 1 && base.front() == variant.ref;
        };
        for (std::size_t at = 0; at < batch.alts(row).size(); ++at)
            if (is_ref(batch.ref(row)) && is_alt(batch.alts(row)[at]))
                allele = static_cast<std::int32_t>(at) + 1;
            else if (is_alt(batch.ref(row)) && is_ref(batch.alts(row)[at]))
                allele = 0;
        if (allele < 0)
            continue;
        const Genotypes genotypes = batch.genotypes(row);
        if (genotypes.empty())
            continue;
        copies_of(genotypes, allele, copies);
        out.emplace_back(place->second, copies);
    }
    return out;
}

void Ancestry::merge(Partial partial) {
    for (const auto& [variant, copies] : partial) {
        if (is_found_[variant])
            continue;  // a second row of the same alleles says nothing new
        is_found_[variant] = true;
        for (std::size_t sample = 0; sample < copies.size(); ++sample)
            copies_[sample * panel_->variants.size() + variant] = copies[sample];
    }
}

void Ancestry::finish(Results& results) const {
    const std::size_t n_variants = panel_->variants.size();
    const auto n_found = static_cast<std::size_t>(std::ranges::count(is_found_, true));
    if (!options_.assume_ref &&
        static_cast<double>(n_found) < options_.least_share * static_cast<double>(n_variants))
        throw Error{
            ErrorKind::bad_data,
            fmt::format("only {} of the panel's {} variants are in the input", n_found, n_variants),
            {.file = options_.panel},
            "if the input leaves out sites that are homozygous reference, say --assume-ref"};
    const std::size_t n_pcs = panel_->basis.n_reference;
    std::vector<double> pcs(samples_.size() * n_pcs);
    std::vector<double> shares;
    std::vector<std::int8_t> own(n_variants);
    for (std::size_t sample = 0; sample < samples_.size(); ++sample) {
        const auto begin = copies_.begin() + static_cast<std::ptrdiff_t>(sample * n_variants);
        std::copy_n(begin, n_variants, own.begin());
        shares.push_back(
            static_cast<double>(
                n_variants - static_cast<std::size_t>(std::ranges::count(own, missing_copies))) /
            static_cast<double>(n_variants));
        for (std::size_t variant = 0; variant < n_variants; ++variant)
            if (options_.assume_ref && !is_found_[variant])
                own[variant] = 0;
        project(panel_->basis, own, std::span{pcs}.subspan(sample * n_pcs, n_pcs));
    }
    AncestryTable table{.panel = panel_->name, .groups = panel_->groups(), .samples = samples_};
    table.people = classify(*panel_, pcs);
    for (std::size_t sample = 0; sample < samples_.size(); ++sample)
        table.people[sample].matched_share = shares[sample];
    results.put(std::move(table));
}

std::vector<PersonAncestry> classify(const Panel& panel, std::span<const double> pcs) {
    // The first five components tell continental groups apart; later ones tell families.
    constexpr std::size_t most_features = 5;
    const std::size_t n_pcs = panel.basis.n_reference;
    const std::size_t n_features = std::min(n_pcs, most_features);
    const std::vector<double> reference = panel.basis.reference_pcs();
    std::vector<double> features;
    for (std::size_t sample = 0; sample < panel.samples.size(); ++sample)
        features.insert(
            features.end(),
            reference.begin() + static_cast<std::ptrdiff_t>(sample * n_pcs),
            reference.begin() + static_cast<std::ptrdiff_t>(sample * n_pcs + n_features));
    const std::vector<std::size_t> groups = panel.group_of_samples();
    const std::size_t n_groups = panel.groups().size();
    const RandomForest forest{features, n_features, groups, n_groups};
    std::vector<PersonAncestry> people;
    for (std::size_t person = 0; person * n_pcs < pcs.size(); ++person) {
        PersonAncestry own;
        const std::span<const double> place = pcs.subspan(person * n_pcs, n_pcs);
        own.pcs.assign(place.begin(), place.end());
        own.probabilities.resize(n_groups);
        forest.probabilities(place.first(n_features), own.probabilities);
        own.group = static_cast<std::size_t>(
            std::ranges::max_element(own.probabilities) - own.probabilities.begin());
        constexpr double confident = 0.5;
        own.is_between = own.probabilities[own.group] < confident;
        people.push_back(std::move(own));
    }
    return people;
}

std::string ancestry_words(const AncestryTable& table, const PersonAncestry& person) {
    if (!person.is_between)
        return table.groups[person.group];
    std::vector<std::size_t> order(table.groups.size());
    for (std::size_t group = 0; group < order.size(); ++group)
        order[group] = group;
    std::ranges::stable_sort(
        order, std::greater<>{}, [&](std::size_t group) { return person.probabilities[group]; });
    return fmt::format(
        "between {} ({:.0f} %) and {} ({:.0f} %)",
        table.groups[order[0]],
        100 * person.probabilities[order[0]],
        table.groups[order[1]],
        100 * person.probabilities[order[1]]);
}

StageInfo<RecordBatch> stage_info() {
    return {
        .name = "ancestry",
        .summary = "project each person onto a reference panel and name the most similar group",
        .effect = StageEffect::reports,
        .options =
            {{"panel", OptionType::path, "panel made by 'genostrat ancestry build'", "", true},
             {"assume_ref",
              OptionType::boolean,
              "sites without a row are homozygous reference",
              "false"}},
        .make = [](const StageOptions& options) {
            return AnyStage<RecordBatch>{Ancestry{
                {.panel = options.text("panel"), .assume_ref = options.boolean("assume_ref")}}};
        }};
}

}  // namespace genostrat::ancestry
