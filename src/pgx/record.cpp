// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/core/contigs.hpp>
#include <genostrat/pgx/record.hpp>

namespace genostrat::pgx {
namespace {

bool is_bases(std::string_view text) {
    return !text.empty() && text.find_first_not_of("ACGT") == std::string_view::npos;
}

std::string upper(std::string_view text) {
    std::string out{text};
    for (char& character : out)
        if (character >= 'a' && character <= 'z')
            character = static_cast<char>(character - 'a' + 'A');
    return out;
}

/// An ALT written for the locus's REF, or an empty text if it cannot be.
std::string rewrite(const std::string& alt, const std::string& ref, const std::string& locus_ref) {
    if (ref.size() < locus_ref.size())
        return alt + locus_ref.substr(ref.size());
    const std::string_view tail = std::string_view{ref}.substr(locus_ref.size());
    if (!alt.ends_with(tail) || alt.size() == tail.size())
        return {};
    return alt.substr(0, alt.size() - tail.size());
}

AlleleCode intern(
    const GeneModel& model,
    LocusIndex locus,
    const std::string& sequence,
    UndocumentedAlleles& undocumented) {
    if (const AlleleCode known = model.code_of(locus, sequence); known != missing_code)
        return known;
    undocumented.resize(model.loci.size());
    auto& texts = undocumented[locus];
    const auto found = std::ranges::find(texts, sequence);
    const std::size_t code =
        model.loci[locus].codes.size() + static_cast<std::size_t>(found - texts.begin());
    if (code >= max_codes)
        return unusable_code;
    if (found == texts.end())
        texts.push_back(sequence);
    return static_cast<AlleleCode>(code);
}

bool is_multi_base(std::string_view text) {
    return text.size() > 1;
}

}  // namespace

RecordMapping map_record(
    const GeneModel& model,
    LocusIndex locus,
    std::string_view ref,
    std::span<const std::string_view> alts,
    bool undocumented_as_reference,
    UndocumentedAlleles& undocumented) {
    const Locus& definition = model.definition.loci[locus];
    const CompiledLocus& compiled = model.loci[locus];
    RecordMapping mapping;
    const std::string record_ref = upper(ref);
    const std::size_t common = std::min(record_ref.size(), definition.ref.size());
    if (record_ref.compare(0, common, definition.ref, 0, common) != 0 || common == 0) {
        mapping.contradicts_ref = true;
        return mapping;
    }
    std::vector<std::string> texts;
    for (const std::string_view alt : alts) {
        std::string text = upper(alt);
        if (is_bases(text) && record_ref.size() != definition.ref.size())
            text = rewrite(text, record_ref, definition.ref);
        texts.push_back(std::move(text));
    }
    if (record_ref.size() == definition.ref.size())
        mapping.fit = RecordFit::exact;
    else if (std::ranges::any_of(texts, [&](const std::string& text) {
                 return std::ranges::find(definition.alts, text) != definition.alts.end();
             }))
        mapping.fit = RecordFit::re_written;
    else
        return mapping;
    const bool can_be_undocumented = !std::ranges::any_of(definition.alts, is_multi_base) ||
                                     std::ranges::any_of(texts, is_multi_base);
    mapping.codes.push_back(reference_code);
    mapping.is_undocumented.push_back(false);
    for (const std::string& text : texts) {
        AlleleCode code = is_bases(text) ? intern(model, locus, text, undocumented) : unusable_code;
        const bool is_unknown = code >= 0 && can_be_undocumented &&
                                static_cast<std::size_t>(code) >= compiled.n_documented;
        if (is_unknown && undocumented_as_reference)
            code = reference_code;
        mapping.codes.push_back(code);
        mapping.is_undocumented.push_back(is_unknown);
    }
    return mapping;
}

ContigKind contig_kind(std::string_view contig) noexcept {
    const std::string_view canonical = canonical_contig(contig);
    if (canonical == "X")
        return ContigKind::x;
    return canonical == "Y" || canonical == "MT" ? ContigKind::y_or_mitochondrial
                                                 : ContigKind::autosome;
}

LocusCall
read_genotype(const RecordMapping& mapping, const GenotypeFields& fields, ContigKind kind) {
    if (mapping.fit == RecordFit::none)
        return {};
    const std::size_t n_alleles = std::min<std::size_t>(
        fields.alleles.size(), kind == ContigKind::y_or_mitochondrial ? 1 : 2);
    LocusCall call{.is_phased = fields.is_phased, .phase_set = fields.phase_set};
    AlleleCode codes[2] = {partial_code, partial_code};
    std::size_t n_called = 0;
    std::size_t called = 0;
    for (std::size_t strand = 0; strand < n_alleles; ++strand) {
        const std::int32_t allele = fields.alleles[strand];
        if (allele < 0)
            continue;
        if (static_cast<std::size_t>(allele) >= mapping.codes.size())
            return {};
        const auto index = static_cast<std::size_t>(allele);
        if (mapping.codes[index] == unusable_code)
            return {};
        codes[strand] = mapping.codes[index];
        call.had_undocumented = call.had_undocumented || mapping.is_undocumented[index];
        called = strand;
        ++n_called;
    }
    if (n_called == 0)
        return {};
    if (n_called == 1) {
        if (kind != ContigKind::autosome) {
            call.first = codes[called];
            call.second = absent_code;
            return call;
        }
        if (fields.alleles[called] == 0)
            return {};
    }
    call.first = codes[0];
    call.second = codes[1];
    const bool genotype_is_het = n_called == 2 && fields.alleles[0] != fields.alleles[1];
    if (genotype_is_het && fields.n_alleles_with_reads == 1)
        return {};
    return call;
}

LocusCall join_split_records(const LocusCall& call, const LocusCall& other) {
    constexpr LocusCall contradiction{.is_contradictory = true};
    if (call.is_contradictory || other.is_contradictory)
        return contradiction;
    if (call.is_missing())
        return other;
    if (other.is_missing())
        return call;
    if (call.is_haploid() != other.is_haploid())
        return contradiction;
    const auto is_variant = [](AlleleCode code) { return code > reference_code; };
    const auto n_variants = [&](const LocusCall& one) {
        return (is_variant(one.first) ? 1 : 0) + (is_variant(one.second) ? 1 : 0);
    };
    if (n_variants(call) + n_variants(other) > (call.is_haploid() ? 1 : 2))
        return contradiction;
    LocusCall joined = n_variants(other) > 0 ? other : call;
    joined.had_undocumented = call.had_undocumented || other.had_undocumented;
    if (n_variants(call) == 0 || n_variants(other) == 0)
        return joined;
    joined.is_phased = call.is_phased && other.is_phased && call.phase_set == other.phase_set;
    if (!joined.is_phased) {
        joined.first = std::max(call.first, call.second);
        joined.second = std::max(other.first, other.second);
        return joined;
    }
    if (is_variant(call.first) == is_variant(other.first))
        return contradiction;
    joined.first = std::max(call.first, other.first);
    joined.second = std::max(call.second, other.second);
    return joined;
}

}  // namespace genostrat::pgx
