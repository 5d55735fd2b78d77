// SPDX-License-Identifier: MIT
#include "simulate/contig_writer.hpp"

#include "simulate/gff3_writer.hpp"
#include "simulate/known_facts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace genostrat::simulate {

namespace {

constexpr std::size_t line_bases = 60;

std::vector<Interval> stretches_of(std::span<const PlantedEvent> events) {
    std::vector<Interval> stretches;
    for (const PlantedEvent& event : events)
        stretches.push_back(
            {event.variant.pos - 1,
             event.variant.pos + static_cast<std::int64_t>(event.variant.ref.size()) + 1});
    return stretches;
}

/// A genotype of a genome that stands for itself: het more often than hom, both ALTs where two.
Call draw_wgs_call(const Site& site, Random& random) {
    const bool is_hom = random.chance(0.4);
    if (site.alts.size() > 1)
        return {1, 2};
    return {static_cast<std::int8_t>(is_hom ? 1 : 0), 1};
}

}  // namespace

struct ContigWriter::People {
    std::vector<Individual> cohort{};
    std::vector<Individual> patient{};  // one
    std::vector<Individual> relatives{};
};

ContigWriter::ContigWriter(
    WorldFiles& files,
    ScoreMaker& scores,
    const std::vector<std::string>& sample_names,
    int n_families,
    bool has_x)
    : files_{files}, scores_{scores}, sample_names_{sample_names},
      n_families_{n_families}, has_x_{has_x},
      patient_truth_{"contig\tpos\tref\talt\tgenotype\tgene\ttranscript\tconsequence\t"
                     "clinical_significance\n"},
      family_truth_{"family\tmode\tcontig\tpos\tref\talt\tgene\ttranscript\tconsequence\t"
                    "father\tmother\tproband\tsibling\n"} {
    for (int family = 0; family < n_families; ++family)
        pedigree_rows_[family] = pedigree_rows(
            family, mode_of_family(family, has_x), std::array<bool, members_of_family>{});
}

void ContigWriter::write(
    const GenomeContig& contig,
    std::span<const Gene> genes,
    std::span<const PlantedEvent> events,
    const SiteCounts& counts,
    const Random& random) {
    write_fasta(contig);
    std::string text;
    append_gff3(text, contig, genes);
    files_.genes.write(text);
    const auto n_haplotypes = static_cast<std::int64_t>(2 * (sample_names_.size() + 1));
    const std::vector<Site> sites = merge_sites(
        make_sites(contig, counts, stretches_of(events), n_haplotypes, random.stream("sites")),
        events);
    People people;
    for (std::size_t sample = 0; sample < sample_names_.size(); ++sample)
        people.cohort.push_back(draw_individual(
            sample_names_[sample], sex_of_sample(sample), contig, random.stream("person", sample)));
    people.patient.push_back(
        draw_individual("PATIENT", Sex::female, contig, random.stream("patient")));
    for (std::size_t event = 0; event < events.size(); ++event) {
        for (int copy = 0; copy < events[event].patient_copies; ++copy)
            people.patient[0].haplotypes[static_cast<std::size_t>(copy)].planted.push_back(
                static_cast<std::int32_t>(event));
    }
    add_families(people, contig, events, random);
    add_patient_truth(contig, events);
    write_rows(contig, genes, events, sites, people, random);
}

void ContigWriter::write_fasta(const GenomeContig& contig) {
    const std::string header = ">" + contig.name + "\n";
    files_.fasta.write(header);
    fasta_bytes_ += static_cast<std::int64_t>(header.size());
    files_.fasta_index.write(fmt::format(
        "{}\t{}\t{}\t{}\t{}\n",
        contig.name,
        contig.length(),
        fasta_bytes_,
        line_bases,
        line_bases + 1));
    std::string line;
    const std::string_view bases = contig.bases;
    for (std::size_t at = 0; at < bases.size(); at += line_bases) {
        line.assign(bases.substr(at, line_bases)).push_back('\n');
        files_.fasta.write(line);
        fasta_bytes_ += static_cast<std::int64_t>(line.size());
    }
}

std::vector<Site>
ContigWriter::merge_sites(std::vector<Site> sites, std::span<const PlantedEvent> events) {
    for (std::size_t event = 0; event < events.size(); ++event) {
        const PlantedVariant& variant = events[event].variant;
        Site site{
            .pos = variant.pos,
            .ref = variant.ref,
            .alts = {variant.alt},
            .rs_number = events[event].known_count > 0 ? 1U : 0U,
            .planted = static_cast<std::int32_t>(event)};
        const auto after = std::find_if(sites.begin(), sites.end(), [&site](const Site& other) {
            return other.pos > site.pos;
        });
        sites.insert(after, std::move(site));
    }
    for (Site& site : sites) {
        if (site.rs_number != 0)
            site.rs_number = next_rs_number_++;
    }
    return sites;
}

void ContigWriter::add_families(
    People& people,
    const GenomeContig& contig,
    std::span<const PlantedEvent> events,
    const Random& random) {
    std::vector<std::int64_t> planted_pos;
    for (const PlantedEvent& event : events)
        planted_pos.push_back(event.variant.pos);
    for (int number = 0; number < n_families_; ++number) {
        std::vector<std::int32_t> own;
        for (std::size_t event = 0; event < events.size(); ++event) {
            if (events[event].family == number)
                own.push_back(static_cast<std::int32_t>(event));
        }
        const Inheritance mode = mode_of_family(number, has_x_);
        const Family family = make_family(
            number,
            mode,
            contig,
            own,
            planted_pos,
            random.stream("family", static_cast<std::uint64_t>(number)));
        if (!own.empty()) {
            std::array<bool, members_of_family> affected{};
            for (std::size_t member = 0; member < members_of_family; ++member)
                affected[member] = is_affected(family, member, own);
            pedigree_rows_[number] = pedigree_rows(number, mode, affected);
        }
        for (const std::int32_t event : own) {
            const PlantedVariant& variant = events[static_cast<std::size_t>(event)].variant;
            family_truth_ += fmt::format(
                "F{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                number + 1,
                to_string(mode),
                contig.name,
                variant.pos + 1,
                variant.ref,
                variant.alt,
                variant.gene,
                variant.transcript,
                to_string(variant.effect));
            for (const Individual& member : family.members)
                family_truth_ += "\t" + planted_genotype(member, event);
            family_truth_ += '\n';
        }
        people.relatives.insert(
            people.relatives.end(), family.members.begin(), family.members.end());
    }
}

void ContigWriter::add_patient_truth(
    const GenomeContig& contig, std::span<const PlantedEvent> events) {
    for (const PlantedEvent& event : events) {
        if (event.patient_copies == 0)
            continue;
        const PlantedVariant& variant = event.variant;
        patient_truth_ += fmt::format(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            contig.name,
            variant.pos + 1,
            variant.ref,
            variant.alt,
            event.patient_copies == 2 ? "1/1" : "0/1",
            variant.gene,
            variant.transcript,
            to_string(variant.effect),
            event.significance);
    }
}

void ContigWriter::write_rows(
    const GenomeContig& contig,
    std::span<const Gene> genes,
    std::span<const PlantedEvent> events,
    std::span<const Site> sites,
    const People& people,
    const Random& random) {
    Genotyper cohort{people.cohort};
    Genotyper patient{people.patient, static_cast<std::int64_t>(2 * people.cohort.size())};
    constexpr std::int64_t beyond_all = std::int64_t{1} << 40;
    Genotyper relatives{people.relatives, beyond_all};
    KnownFactsMaker facts{genes, events, random.stream("known")};
    Random cohort_random = random.stream("cohort rows");
    Random patient_random = random.stream("patient rows");
    Random family_random = random.stream("family rows");
    Random wgs_random = random.stream("wgs rows");
    std::vector<Call> calls;
    std::vector<Call> own_call;
    std::string row;
    const auto flush = [&row](io::TextOutput& file) {
        file.write(row);
        row.clear();
    };
    for (const Site& site : sites) {
        if (site.rs_number != 0) {
            append_known_row(row, contig.name, site, facts.facts_of(site));
            flush(files_.known);
        }
        if (site.in_wgs) {
            append_wgs_row(row, contig.name, site, draw_wgs_call(site, wgs_random), wgs_random);
            flush(*files_.wgs);
        }
        if (!site.in_cohort && site.planted < 0)
            continue;
        cohort.call(site, calls);
        patient.call(site, own_call);
        const bool is_in_cohort =
            append_cohort_row(row, contig.name, site, calls, Phasing::phased, cohort_random);
        flush(files_.cohort);
        if (is_in_cohort)
            scores_.consider(contig.name, site, calls, own_call[0]);
        if (is_in_cohort || own_call[0][0] > 0 || own_call[0][1] > 0) {
            append_wgs_row(row, contig.name, site, own_call[0], patient_random);
            flush(files_.patient);
        }
        if (files_.families) {
            relatives.call(site, calls);
            append_cohort_row(row, contig.name, site, calls, Phasing::unphased, family_random);
            flush(*files_.families);
        }
    }
}

std::string ContigWriter::pedigree() const {
    std::string out = "#family\tindividual\tfather\tmother\tsex\tphenotype\n";
    for (const auto& [family, rows] : pedigree_rows_)
        out += rows;
    return out;
}

}  // namespace genostrat::simulate
