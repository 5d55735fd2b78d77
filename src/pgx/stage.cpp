// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pgx/stage.hpp>

namespace genostrat::pgx {
namespace {

constexpr std::string_view non_ref_alts[] = {"<NON_REF>", "<*>", "<X>"};

/// True for rows of a gVCF that say "reference from here to there".
bool is_block(const RecordBatch& batch, RowId row, std::span<const std::string_view> alts) {
    if (alts.empty())
        return batch.span(row).length() > static_cast<std::int64_t>(batch.ref(row).size());
    return std::ranges::all_of(alts, [](std::string_view alt) {
        return std::ranges::find(non_ref_alts, alt) != std::end(non_ref_alts);
    });
}

/// A column that is there with one integer a sample (AD: one an allele).
std::optional<FormatId>
find_integers(const Schema& schema, std::string_view id, bool one_an_allele = false) {
    const auto found = schema.find_format(id);
    if (!found || schema.format(*found).type != ColumnType::integer)
        return std::nullopt;
    if (one_an_allele &&
        Number::parse(schema.format(*found).number).kind != Number::Kind::per_allele)
        return std::nullopt;
    return found;
}

RawGenotype read_raw(const Genotypes& genotypes, std::size_t sample) {
    RawGenotype raw;
    raw.is_phased = true;
    for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
        const std::int32_t value = genotypes.at(sample, copy);
        if (Genotypes::is_filling(value))
            break;
        if (copy > 0 && !Genotypes::is_phased(value))
            raw.is_phased = false;
        const auto allele =
            static_cast<std::int16_t>(std::min(Genotypes::allele_of(value), std::int32_t{32767}));
        if (copy == 0)
            raw.first = allele;
        else if (copy == 1)
            raw.second = allele;
        raw.n_alleles = static_cast<std::int8_t>(std::min<std::size_t>(copy + 1, 2));
    }
    return raw;
}

/// A phase set that is named by a text: its number, or one made of its characters.
std::int32_t phase_set_of(std::string_view name) {
    if (name.empty() || name == ".")
        return no_phase_set;
    if (const auto number = parse_number<std::int32_t>(name))
        return *number;
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char character : name)
        hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
    return static_cast<std::int32_t>(hash & 0x7fffffffU);
}

bool is_heterozygous(const RawGenotype& raw) {
    return raw.n_alleles == 2 && raw.first >= 0 && raw.second >= 0 && raw.first != raw.second;
}

/// The smaller share of reads of a heterozygote's two alleles; 1 where it cannot be told.
double allele_balance(const RawGenotype& raw, std::span<const std::int32_t> depths) {
    const auto first = static_cast<std::size_t>(raw.first);
    const auto second = static_cast<std::size_t>(raw.second);
    if (first >= depths.size() || second >= depths.size())
        return 1.0;
    const std::int64_t one = std::max(depths[first], 0);
    const std::int64_t other = std::max(depths[second], 0);
    if (one + other == 0)
        return 1.0;
    return static_cast<double>(std::min(one, other)) / static_cast<double>(one + other);
}

}  // namespace

OutsideFile read_outside_file(const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const bool has_sample = equals != std::string::npos && argument.find('/') > equals;
    OutsideFile outside{
        .sample = has_sample ? argument.substr(0, equals) : std::string{},
        .file = has_sample ? argument.substr(equals + 1) : argument};
    outside.calls = parse_outside_calls(read_text_file(outside.file), outside.file);
    return outside;
}

std::map<std::string, Sex, std::less<>> read_sexes(const std::string& path) {
    const cohort::SampleTable table = cohort::SampleTable::read(path);
    std::map<std::string, Sex, std::less<>> sexes;
    for (const auto& sample : table.samples())
        sexes[sample.id] = sample.sex;
    return sexes;
}

PgxStage::PgxStage(
    std::shared_ptr<const Bundle> bundle,
    CohortOptions options,
    GenotypeFilters filters,
    PgxInputs inputs)
    : bundle_(std::move(bundle)), options_(std::move(options)), filters_(filters),
      inputs_(std::move(inputs)), changes_(*bundle_) {
    for (std::size_t gene = 0; gene < bundle_->genes.size(); ++gene) {
        const auto& loci = bundle_->genes[gene].model.definition.loci;
        for (std::size_t index = 0; index < loci.size(); ++index)
            sites_[std::string{canonical_contig(loci[index].contig)}].push_back(
                {.pos0 = loci[index].pos0,
                 .end = loci[index].pos0 + static_cast<std::int64_t>(loci[index].ref.size()),
                 .place = {static_cast<std::uint16_t>(gene), static_cast<LocusIndex>(index)}});
    }
    for (auto& [contig, sites] : sites_)
        std::ranges::sort(sites, {}, &Site::pos0);
}

void PgxStage::bind(Schema& schema) {
    input_ = schema.file();
    if (const auto build = build_of(schema.contigs()); build && *build != "GRCh38")
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "the contig lengths are those of {}, but genes are defined on GRCh38", *build),
            {.file = input_},
            "lift the input over to GRCh38 first"};
    if (schema.n_samples() == 0)
        throw Error{
            ErrorKind::missing_input,
            "the input has no samples, so there is nothing to call",
            {.file = input_},
            "give a file with genotypes"};
    bind_columns(schema);
    caller_ = std::make_unique<CohortCaller>(bundle_, schema.samples(), options_);
}

/// Columns that the header does not declare are read as the VCF specification has them: a phase set
/// that is overlooked would change calls.
void PgxStage::bind_columns(Schema& schema) {
    const auto find_or_add = [&](const char* id, const char* number, const char* description) {
        if (!schema.find_format(id) && schema.has_format_column())
            return std::optional{schema.adds_format(
                {.id = id,
                 .number = number,
                 .type = ColumnType::integer,
                 .description = description})};
        return find_integers(schema, id, std::string_view{number} == "R");
    };
    phase_set_ = find_or_add("PS", "1", "Phase set");
    if (const auto named = schema.find_format("PS");
        named && schema.format(*named).type == ColumnType::string)
        phase_set_name_ = named;
    depth_ =
        filters_.min_dp > 0 ? find_or_add("DP", "1", "Read depth") : find_integers(schema, "DP");
    min_depth_ = find_integers(schema, "MIN_DP");
    quality_ = filters_.min_gq > 0 ? find_or_add("GQ", "1", "Genotype quality")
                                   : find_integers(schema, "GQ");
    if (const auto real = schema.find_format("GQ");
        real && schema.format(*real).type == ColumnType::floating)
        quality_number_ = real;
    reference_quality_ = find_integers(schema, "RGQ");
    filter_ = schema.find_format("FT");
    depths_ = find_or_add("AD", "R", "Read depth of each allele");
}

const std::vector<PgxStage::Site>* PgxStage::sites_of(std::string_view contig) const {
    const auto found = sites_.find(canonical_contig(contig));
    return found == sites_.end() ? nullptr : &found->second;
}

void PgxStage::read_samples(RecordBatch& batch, RowId row, RecordGenotypes& record) const {
    const Genotypes genotypes = batch.genotypes(row);
    record.samples.resize(batch.n_samples());
    if (genotypes.empty())
        return;
    for (std::size_t sample = 0; sample < record.samples.size(); ++sample)
        record.samples[sample] = read_raw(genotypes, sample);
    const auto each_value = [&](std::optional<FormatId> id, auto use) {
        if (!id || !batch.has_format(row, *id))
            return;
        const auto values = batch.format_integers(row, *id);
        for (std::size_t sample = 0; sample < record.samples.size() && !values.empty(); ++sample)
            use(record.samples[sample], values.of(sample));
    };
    each_value(phase_set_, [](RawGenotype& raw, std::span<const std::int32_t> values) {
        if (!values.empty() && !is_missing(values.front()))
            raw.phase_set = values.front();
    });
    if (phase_set_name_ && batch.has_format(row, *phase_set_name_)) {
        const auto names = batch.format_strings(row, *phase_set_name_);
        for (std::size_t sample = 0; sample < std::min(names.size(), record.samples.size());
             ++sample)
            record.samples[sample].phase_set = phase_set_of(names[sample]);
    }
    each_value(depths_, [&](RawGenotype& raw, std::span<const std::int32_t> values) {
        if (values.empty() || (values.size() == 1 && is_missing(values.front())))
            return;
        const auto n_with_reads =
            std::ranges::count_if(values, [](std::int32_t depth) { return depth > 0; });
        raw.n_alleles_with_reads =
            static_cast<std::int8_t>(std::min<std::ptrdiff_t>(n_with_reads, 100));
        if (is_heterozygous(raw) && allele_balance(raw, values) < filters_.min_allele_balance)
            raw.is_filtered = true;
    });
}

void PgxStage::apply_filters(RecordBatch& batch, RowId row, RecordGenotypes& record) const {
    const std::size_t n_samples = record.samples.size();
    const auto values_of = [&](std::optional<FormatId> id) {
        return id && batch.has_format(row, *id) ? batch.format_integers(row, *id)
                                                : FormatValues<std::int32_t>{};
    };
    const auto value_of = [](const FormatValues<std::int32_t>& values, std::size_t sample) {
        if (values.empty())
            return std::optional<std::int32_t>{};
        const auto own = values.of(sample);
        return own.empty() || is_missing(own.front()) ? std::optional<std::int32_t>{}
                                                      : std::optional{own.front()};
    };
    const auto depth = values_of(depth_);
    const auto min_depth = values_of(min_depth_);
    const auto quality = values_of(quality_);
    const auto real_quality = quality_number_ && batch.has_format(row, *quality_number_)
                                  ? batch.format_floats(row, *quality_number_)
                                  : FormatValues<float>{};
    const auto reference_quality = values_of(reference_quality_);
    for (std::size_t sample = 0; sample < n_samples; ++sample) {
        RawGenotype& raw = record.samples[sample];
        auto dp = value_of(depth, sample);
        auto gq = value_of(quality, sample);
        if (!real_quality.empty() && !real_quality.of(sample).empty() &&
            !std::isnan(real_quality.of(sample).front()))
            gq = static_cast<std::int32_t>(real_quality.of(sample).front());
        if (!record.is_reference_block) {
            raw.is_filtered =
                raw.is_filtered || (dp && *dp < filters_.min_dp) || (gq && *gq < filters_.min_gq);
            continue;
        }
        if (const auto lowest = value_of(min_depth, sample))
            dp = lowest;
        if (!gq)
            gq = value_of(reference_quality, sample);
        const bool is_reference =
            raw.first == 0 && (raw.n_alleles == 1 || raw.second == 0) && raw.n_alleles > 0;
        raw.is_filtered = !is_reference || (!dp && !gq) || (dp && *dp < filters_.block_min_dp) ||
                          (gq && *gq < filters_.block_min_gq);
    }
    if (!filters_.use_ft || !filter_ || !batch.has_format(row, *filter_))
        return;
    const auto texts = batch.format_strings(row, *filter_);
    for (std::size_t sample = 0; sample < n_samples && sample < texts.size(); ++sample)
        if (texts[sample] != "." && texts[sample] != "PASS" && !texts[sample].empty())
            record.samples[sample].is_filtered = true;
}

std::vector<GeneLocus> PgxStage::loci_at(
    const std::vector<Site>& sites, const RecordBatch& batch, RowId row, bool is_block) const {
    const std::int64_t pos0 = batch.pos(row);
    const std::int64_t end = is_block ? batch.span(row).end : pos0 + 1;
    std::vector<GeneLocus> loci;
    auto site = std::ranges::lower_bound(sites, pos0, {}, &Site::pos0);
    for (; site != sites.end() && site->pos0 < end; ++site)
        if (!is_block || site->end <= end)
            loci.push_back(site->place);
    return loci;
}

std::vector<Projection> PgxStage::projections(
    const RecordBatch& batch, RowId row, std::span<const std::string_view> alts) const {
    const std::string_view contig = batch.contig_name(row);
    if (inputs_.fasta == nullptr)
        return changes_.find(
            canonical_contig(contig), batch.pos(row), batch.ref(row), alts, nullptr);
    const ContigId id = inputs_.fasta->contigs().find_alias(contig);
    if (id == unknown_contig)
        throw Error{
            ErrorKind::bad_data,
            fmt::format("contig '{}' is not in the FASTA {}", contig, inputs_.fasta->path()),
            {.file = input_, .contig = std::string{contig}, .pos = batch.pos(row)},
            "give the FASTA of GRCh38"};
    const FetchBases fetch = [&](Interval where, std::string& bases) {
        inputs_.fasta->fetch(id, where, bases);
    };
    return changes_.find(canonical_contig(contig), batch.pos(row), batch.ref(row), alts, &fetch);
}

PgxStage::Partial PgxStage::summarize(RecordBatch& batch) const {
    Partial records;
    for (const RowId row : batch.rows()) {
        const std::vector<Site>* const sites = sites_of(batch.contig_name(row));
        if (sites == nullptr)
            continue;
        const auto alts = batch.alts(row);
        const bool block = is_block(batch, row, alts);
        RecordGenotypes record{
            .loci = loci_at(*sites, batch, row, block), .is_reference_block = block};
        const std::vector<Projection> moved =
            block ? std::vector<Projection>{} : projections(batch, row, alts);
        if (record.loci.empty() && moved.empty())
            continue;
        record.ref = batch.ref(row);
        record.alts.assign(alts.begin(), alts.end());
        read_samples(batch, row, record);
        apply_filters(batch, row, record);
        for (const Projection& projection : moved) {
            const auto& definition = bundle_->genes[projection.place.gene].model.definition;
            records.push_back(
                {.loci = {projection.place},
                 .ref = definition.loci[projection.place.locus].ref,
                 .alts = projection.alts,
                 .samples = record.samples});
        }
        if (!record.loci.empty())
            records.push_back(std::move(record));
    }
    return records;
}

void PgxStage::merge(Partial partial) {
    for (const RecordGenotypes& record : partial)
        caller_->add(record);
}

void PgxStage::finish(Results& results) {
    CohortCalls calls;
    try {
        calls = caller_->finish();
    } catch (Error& error) {
        error.add_where({.file = input_});
        throw;
    }
    calls.input = input_;
    for (const OutsideFile& outside : inputs_.outside)
        apply_outside_calls(outside.calls, outside.file, outside.sample, calls);
    results.put(std::move(calls));
}

Regions regions_of(const Bundle& bundle, std::int64_t reach_bp) {
    Regions regions;
    for (const Gene& gene : bundle.genes)
        for (const Locus& locus : gene.model.definition.loci) {
            const bool changes_length = std::ranges::any_of(
                locus.alts, [&](const std::string& alt) { return alt.size() != locus.ref.size(); });
            regions.add(
                locus.contig,
                {locus.pos0,
                 locus.pos0 + static_cast<std::int64_t>(locus.ref.size()) +
                     (changes_length ? reach_bp : 0)});
        }
    regions.finish();
    return regions;
}

}  // namespace genostrat::pgx
