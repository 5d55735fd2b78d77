// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/pgx/cohort.hpp>

namespace genostrat::pgx {
namespace {

/// The genotypes of a gene as bytes: equal for samples that must get equal answers.
std::string key_of(std::span<const LocusCall> calls) {
    std::string key;
    key.reserve(calls.size() * 5);
    std::vector<std::int32_t> phase_sets;
    for (const LocusCall& call : calls) {
        std::size_t set = 0;
        if (call.is_heterozygous() && call.phase_set != no_phase_set && call.is_phased) {
            auto found = std::ranges::find(phase_sets, call.phase_set);
            if (found == phase_sets.end())
                found = phase_sets.insert(phase_sets.end(), call.phase_set);
            set = 1 + static_cast<std::size_t>(found - phase_sets.begin());
        }
        key.push_back(static_cast<char>(call.first));
        key.push_back(static_cast<char>(call.second));
        key.push_back(static_cast<char>(
            (call.is_phased ? 1 : 0) | (call.had_undocumented ? 2 : 0) |
            (static_cast<int>(call.evidence) << 2U)));
        key.push_back(static_cast<char>(set & 0xffU));
        key.push_back(static_cast<char>(set >> 8U));
    }
    return key;
}

/// What a record adds to those read before it: ALTs that they list already are no news, and must
/// not count twice. Nothing if it has no other.
std::optional<RecordMapping> what_is_new(
    const std::vector<std::string>& alts,
    const RecordMapping& mapping,
    std::vector<std::string>& listed) {
    RecordMapping news = mapping;
    const std::size_t n_before = listed.size();
    for (std::size_t alt = 0; alt < alts.size(); ++alt) {
        const auto end = listed.begin() + static_cast<std::ptrdiff_t>(n_before);
        if (std::find(listed.begin(), end, alts[alt]) == end) {
            listed.push_back(alts[alt]);
        } else {
            news.codes[alt + 1] = reference_code;
            news.is_undocumented[alt + 1] = false;
        }
    }
    return listed.size() == n_before ? std::nullopt : std::optional{std::move(news)};
}

/// Takes the first genotype that can be used; before that, remembers why there is none.
void take(const LocusCall& read, const RawGenotype& raw, LocusCall& call) {
    if (!read.is_missing()) {
        call = read;
        return;
    }
    if (!call.is_missing())
        return;
    if (raw.first < 0 && raw.second < 0)
        call.evidence = Evidence::unspecified;
    else
        call.was_dropped = true;
}

bool is_on_x(const Gene& gene) {
    return contig_kind(gene.model.definition.contig) == ContigKind::x;
}

}  // namespace

std::span<const LocusCall> CohortCalls::calls_of(std::size_t gene, std::size_t sample) const {
    const std::size_t n_loci = bundle->genes[gene].model.loci.size();
    return std::span{genotypes[gene]}.subspan(sample * n_loci, n_loci);
}

const std::vector<PhenotypeCall>&
CohortCalls::phenotypes_of(std::size_t gene, std::size_t sample) const {
    if (sample < outside.size()) {
        const auto found = outside[sample].find(bundle->genes[gene].name());
        if (found != outside[sample].end())
            return found->second;
    }
    return *results[gene][sample].phenotypes;
}

CohortCaller::CohortCaller(
    std::shared_ptr<const Bundle> bundle, std::vector<std::string> samples, CohortOptions options) {
    calls_.bundle = std::move(bundle);
    calls_.options = std::move(options);
    calls_.samples = std::move(samples);
    const auto& genes = calls_.bundle->genes;
    calls_.undocumented.resize(genes.size());
    for (const Gene& gene : genes) {
        states_.emplace_back(gene.model.loci.size());
        calls_.genotypes.emplace_back(gene.model.loci.size() * calls_.samples.size());
    }
}

LocusCall& CohortCaller::at(const GeneLocus& place, std::size_t sample) {
    const std::size_t n_loci = states_[place.gene].size();
    return calls_.genotypes[place.gene][sample * n_loci + place.locus];
}

void CohortCaller::add(const RecordGenotypes& record) {
    for (const GeneLocus& place : record.loci) {
        if (record.is_reference_block)
            add_block(record, place);
        else
            add_record(record, place);
    }
}

void CohortCaller::add_block(const RecordGenotypes& record, const GeneLocus& place) {
    states_[place.gene][place.locus].is_seen = true;
    for (std::size_t sample = 0; sample < record.samples.size(); ++sample) {
        const RawGenotype& raw = record.samples[sample];
        LocusCall& call = at(place, sample);
        if (!call.is_missing() || call.is_contradictory || raw.is_filtered || raw.n_alleles == 0)
            continue;
        call = {
            .first = reference_code,
            .second = raw.n_alleles == 1 ? absent_code : reference_code,
            .is_phased = raw.is_phased,
            .evidence = Evidence::inferred};
    }
}

void CohortCaller::add_record(const RecordGenotypes& record, const GeneLocus& place) {
    const Gene& gene = calls_.bundle->genes[place.gene];
    const std::vector<std::string_view> alts(record.alts.begin(), record.alts.end());
    const RecordMapping mapping = map_record(
        gene.model,
        place.locus,
        record.ref,
        alts,
        takes_undocumented_as_reference(gene.name(), calls_.options.call),
        calls_.undocumented[place.gene]);
    ++n_records_;
    if (mapping.contradicts_ref) {
        ++n_contradictions_;
        const Locus& locus = gene.model.definition.loci[place.locus];
        calls_.warnings.push_back(fmt::format(
            "{}:{}: REF is {} but {} is defined with {}: position left out",
            locus.contig,
            locus.pos0 + 1,
            record.ref,
            gene.name(),
            locus.ref));
    }
    LocusState& state = states_[place.gene][place.locus];
    if (mapping.fit == RecordFit::none || (mapping.fit == RecordFit::re_written && state.has_exact))
        return;
    if (mapping.fit == RecordFit::exact && state.is_seen && !state.has_exact) {
        state.listed.clear();
        for (std::size_t sample = 0; sample < record.samples.size(); ++sample)
            if (at(place, sample).evidence != Evidence::inferred)
                at(place, sample) = {};
    }
    const std::optional<RecordMapping> news = what_is_new(record.alts, mapping, state.listed);
    state.is_seen = true;
    state.has_exact = state.has_exact || mapping.fit == RecordFit::exact;
    const ContigKind kind = contig_kind(gene.model.definition.contig);
    for (std::size_t sample = 0; sample < record.samples.size(); ++sample) {
        const RawGenotype& raw = record.samples[sample];
        LocusCall& call = at(place, sample);
        const bool is_free = call.is_missing() || call.evidence == Evidence::inferred;
        if (raw.is_filtered || call.is_contradictory || (!is_free && !news))
            continue;
        const std::int32_t alleles[2] = {raw.first, raw.second};
        const LocusCall read = read_genotype(
            is_free ? mapping : *news,
            {.alleles = {alleles, static_cast<std::size_t>(raw.n_alleles)},
             .is_phased = raw.is_phased,
             .phase_set = raw.phase_set,
             .n_alleles_with_reads = raw.n_alleles_with_reads},
            kind);
        if (is_free)
            take(read, raw, call);
        else
            call = join_split_records(call, read);
    }
}

/// Sex is what the table says, or what the genotypes on X show; the latter is said in a warning.
void CohortCaller::settle_sexes() {
    calls_.sexes.assign(calls_.samples.size(), Sex::unknown);
    const auto& genes = calls_.bundle->genes;
    for (std::size_t sample = 0; sample < calls_.samples.size(); ++sample) {
        if (!calls_.options.sexes.empty()) {
            const auto found = calls_.options.sexes.find(calls_.samples[sample]);
            if (found == calls_.options.sexes.end() || found->second == Sex::unknown)
                throw Error{
                    ErrorKind::missing_input,
                    fmt::format(
                        "sample '{}' has no sex, which genes on X need (G6PD)",
                        calls_.samples[sample]),
                    {},
                    "complete the table of sexes (M, F, 1 or 2), or leave it out to infer them"};
            calls_.sexes[sample] = found->second;
            continue;
        }
        bool has_one = false;
        bool has_two = false;
        for (std::size_t gene = 0; gene < genes.size(); ++gene)
            if (is_on_x(genes[gene]))
                for (const LocusCall& call : calls_.calls_of(gene, sample)) {
                    has_one = has_one || (!call.is_missing() && call.is_haploid());
                    has_two = has_two || (!call.is_missing() && !call.is_haploid());
                }
        if (has_one != has_two)
            calls_.sexes[sample] = has_one ? Sex::male : Sex::female;
    }
}

/// A man has one X: what is written as homozygous is one allele, a heterozygote is an error.
void CohortCaller::make_haploid(std::size_t gene, std::size_t sample) {
    const auto& definition = calls_.bundle->genes[gene].model.definition;
    for (std::size_t locus = 0; locus < states_[gene].size(); ++locus) {
        LocusCall& call =
            at({static_cast<std::uint16_t>(gene), static_cast<LocusIndex>(locus)}, sample);
        if (call.is_missing() || call.is_haploid())
            continue;
        if (call.first == call.second) {
            call.second = absent_code;
            continue;
        }
        calls_.warnings.push_back(fmt::format(
            "{}: heterozygous at {}:{} in a man: position left out",
            calls_.samples[sample],
            definition.contig,
            definition.loci[locus].pos0 + 1));
        call = {};
    }
}

void CohortCaller::fill_reference(std::size_t gene) {
    const bool has_records =
        std::ranges::any_of(states_[gene], [](const LocusState& state) { return state.is_seen; });
    const bool on_x = is_on_x(calls_.bundle->genes[gene]);
    for (std::size_t sample = 0; sample < calls_.samples.size(); ++sample) {
        bool is_phased = true;
        for (const LocusCall& call : calls_.calls_of(gene, sample))
            is_phased = is_phased && (call.is_missing() || call.is_phased);
        for (std::size_t locus = 0; locus < states_[gene].size(); ++locus) {
            const GeneLocus place{static_cast<std::uint16_t>(gene), static_cast<LocusIndex>(locus)};
            LocusCall& call = at(place, sample);
            if (!call.is_missing())
                continue;
            const bool is_absent = !states_[gene][locus].is_seen;
            const bool is_inferred = is_absent && is_callable(gene, locus);
            const bool is_assumed =
                (is_absent && has_records && calls_.options.absent_to_reference) ||
                (call.evidence == Evidence::unspecified && !call.was_dropped &&
                 calls_.options.unspecified_to_reference);
            if (!is_assumed && !is_inferred)
                continue;
            call = {
                .first = reference_code,
                .second = on_x && calls_.sexes[sample] == Sex::male ? absent_code : reference_code,
                .is_phased = is_phased,
                .evidence = is_inferred ? Evidence::inferred : Evidence::assumed};
        }
    }
}

bool CohortCaller::is_callable(std::size_t gene, std::size_t locus) const {
    if (calls_.options.callable == nullptr)
        return false;
    const Locus& place = calls_.bundle->genes[gene].model.definition.loci[locus];
    const auto n_bases = static_cast<std::int64_t>(std::max<std::size_t>(place.ref.size(), 1));
    return calls_.options.callable->covers(place.contig, {place.pos0, place.pos0 + n_bases});
}

void CohortCaller::call_gene_of_all(std::size_t index) {
    const Gene& gene = calls_.bundle->genes[index];
    const PhenotypeTable* const phenotypes = calls_.bundle->find_phenotypes(gene.name());
    std::unordered_map<std::string, GeneResult> known;
    auto& results = calls_.results[index];
    results.reserve(calls_.samples.size());
    for (std::size_t sample = 0; sample < calls_.samples.size(); ++sample) {
        const auto calls = calls_.calls_of(index, sample);
        const auto [entry, is_new] = known.try_emplace(key_of(calls));
        if (is_new) {
            auto call = std::make_shared<const GeneCall>(call_gene(
                gene.model,
                calls,
                calls_.undocumented[index],
                gene.exemption ? &*gene.exemption : nullptr,
                calls_.options.call));
            auto meaning = std::make_shared<const std::vector<PhenotypeCall>>(
                phenotypes_of(gene.model, phenotypes, *call, calls));
            entry->second = {.call = std::move(call), .phenotypes = std::move(meaning)};
        }
        results.push_back(entry->second);
    }
}

CohortCalls CohortCaller::finish() {
    if (n_records_ > 4 && n_contradictions_ * 2 > n_records_)
        throw Error{
            ErrorKind::bad_data,
            fmt::format(
                "REF differs from the definitions at {} of {} positions: the input is not on "
                "GRCh38",
                n_contradictions_,
                n_records_),
            {.file = calls_.input},
            "lift the input over to GRCh38 first"};
    settle_sexes();
    const auto& genes = calls_.bundle->genes;
    calls_.results.resize(genes.size());
    for (std::size_t gene = 0; gene < genes.size(); ++gene) {
        if (is_on_x(genes[gene]))
            for (std::size_t sample = 0; sample < calls_.samples.size(); ++sample)
                if (calls_.sexes[sample] == Sex::male)
                    make_haploid(gene, sample);
        if (calls_.options.absent_to_reference || calls_.options.unspecified_to_reference ||
            calls_.options.callable != nullptr)
            fill_reference(gene);
        call_gene_of_all(gene);
    }
    return std::move(calls_);
}

}  // namespace genostrat::pgx
