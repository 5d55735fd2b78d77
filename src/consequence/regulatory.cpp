// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/consequence/overlap.hpp>
#include <genostrat/consequence/regulatory.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/genes/gff.hpp>
#include <genostrat/io/bed.hpp>
#include <genostrat/io/line_reader.hpp>

namespace genostrat::consequence {
namespace {

constexpr std::string_view untold_type = "regulatory_region";

void read_gff(const std::string& path, RegulatoryFeatures& features) {
    io::LineReader lines{path};
    std::string_view line;
    while (lines.next(line)) {
        if (line.starts_with("##FASTA") || line.starts_with('>'))
            break;
        if (line.empty() || line.front() == '#')
            continue;
        try {
            const genes::GffRecord record = genes::parse_gff_line(line);
            std::string id = genes::decode_percent(
                genes::gff_attribute(record.attributes, genes::GffDialect::gff3, "ID"));
            id.erase(0, id.find(':') + 1);
            features.add(record.contig, {record.span, std::move(id), std::string{record.type}});
        } catch (Error& error) {
            error.add_where(lines.where());
            throw;
        }
    }
}

void read_bed(const std::string& path, RegulatoryFeatures& features) {
    io::BedReader rows{path};
    io::BedRow row;
    while (rows.next(row)) {
        const std::vector<std::string_view> more = split(row.rest, '\t');
        const bool has_type =
            more.size() > 1 && !more[1].empty() && more[1] != "." && !parse_number<double>(more[1]);
        features.add(
            row.contig,
            {row.where, std::string{row.name}, std::string{has_type ? more[1] : untold_type}});
    }
}

}  // namespace

RegulatoryFeatures RegulatoryFeatures::read(const std::string& path) {
    RegulatoryFeatures features;
    features.source_ = path.substr(path.rfind('/') + 1);
    std::string_view name = path;
    for (const std::string_view ending : {".gz", ".bgz"})
        if (name.ends_with(ending))
            name.remove_suffix(ending.size());
    if (name.ends_with(".gff") || name.ends_with(".gff3"))
        read_gff(path, features);
    else
        read_bed(path, features);
    features.sort();
    return features;
}

void RegulatoryFeatures::add(std::string_view contig, RegulatoryFeature feature) {
    ContigId id = contigs_.find_alias(contig);
    if (id == unknown_contig)
        id = contigs_.add(contig);
    if (by_contig_.size() < contigs_.size())
        by_contig_.resize(contigs_.size());
    by_contig_[static_cast<std::size_t>(id)].features.push_back(std::move(feature));
}

void RegulatoryFeatures::sort() {
    for (Contig& contig : by_contig_) {
        std::stable_sort(
            contig.features.begin(),
            contig.features.end(),
            [](const RegulatoryFeature& one, const RegulatoryFeature& other) {
                return one.span < other.span;
            });
        contig.farthest.clear();
        std::int64_t farthest = 0;
        for (const RegulatoryFeature& feature : contig.features) {
            farthest = std::max(farthest, feature.span.end);
            contig.farthest.push_back(farthest);
        }
    }
}

void RegulatoryFeatures::find(
    ContigId contig, Interval where, std::vector<const RegulatoryFeature*>& found) const {
    found.clear();
    if (contig < 0 || static_cast<std::size_t>(contig) >= by_contig_.size())
        return;
    const Contig& own = by_contig_[static_cast<std::size_t>(contig)];
    const auto reaching = std::upper_bound(own.farthest.begin(), own.farthest.end(), where.begin);
    for (auto at = static_cast<std::size_t>(reaching - own.farthest.begin());
         at < own.features.size() && own.features[at].span.begin < where.end;
         ++at)
        if (hits(where, own.features[at].span.begin, own.features[at].span.end))
            found.push_back(&own.features[at]);
}

std::size_t RegulatoryFeatures::size() const noexcept {
    std::size_t n = 0;
    for (const Contig& contig : by_contig_)
        n += contig.features.size();
    return n;
}

Term regulatory_term(const RegulatoryFeature& feature, Interval where, CopyChange change) noexcept {
    const bool whole = where.begin <= feature.span.begin && where.end >= feature.span.end;
    if (whole && change == CopyChange::loss)
        return Term::regulatory_region_ablation;
    if (whole && change == CopyChange::gain)
        return Term::regulatory_region_amplification;
    return Term::regulatory_region;
}

}  // namespace genostrat::consequence
