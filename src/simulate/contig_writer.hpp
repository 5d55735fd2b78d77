// SPDX-License-Identifier: MIT
#pragma once

#include "simulate/plan.hpp"
#include "simulate/scores.hpp"
#include "simulate/sites.hpp"
#include "simulate/vcf_text.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <genostrat/io/text_output.hpp>

namespace genostrat::simulate {

/// The files that grow contig by contig.
struct WorldFiles {
    io::TextOutput fasta;
    io::TextOutput fasta_index;
    io::TextOutput genes;
    io::TextOutput cohort;
    io::TextOutput patient;
    io::TextOutput known;
    std::optional<io::TextOutput> families;
    std::optional<io::TextOutput> wgs;
};

/// Sex of a person of the cohort: in turn.
[[nodiscard]] inline Sex sex_of_sample(std::size_t sample) noexcept {
    return sample % 2 == 0 ? Sex::female : Sex::male;
}

/// Writes everything that one contig holds into all files, and keeps what the tables need.
class ContigWriter {
public:
    /// @param files, scores, sample_names  must outlive the object
    ContigWriter(
        WorldFiles& files,
        ScoreMaker& scores,
        const std::vector<std::string>& sample_names,
        int n_families,
        bool has_x);

    void write(
        const GenomeContig& contig,
        std::span<const Gene> genes,
        std::span<const PlantedEvent> events,
        const SiteCounts& counts,
        const Random& random);

    /// Tables of what was planted.
    [[nodiscard]] const std::string& patient_truth() const noexcept { return patient_truth_; }

    [[nodiscard]] const std::string& family_truth() const noexcept { return family_truth_; }

    [[nodiscard]] std::string pedigree() const;

private:
    struct People;

    void write_fasta(const GenomeContig& contig);
    std::vector<Site> merge_sites(std::vector<Site> sites, std::span<const PlantedEvent> events);
    void add_families(
        People& people,
        const GenomeContig& contig,
        std::span<const PlantedEvent> events,
        const Random& random);
    void add_patient_truth(const GenomeContig& contig, std::span<const PlantedEvent> events);
    void write_rows(
        const GenomeContig& contig,
        std::span<const Gene> genes,
        std::span<const PlantedEvent> events,
        std::span<const Site> sites,
        const People& people,
        const Random& random);

    WorldFiles& files_;
    ScoreMaker& scores_;
    const std::vector<std::string>& sample_names_;
    int n_families_;
    bool has_x_;
    std::int64_t fasta_bytes_{0};
    std::uint32_t next_rs_number_{1'000'000};
    std::string patient_truth_;
    std::string family_truth_;
    std::map<int, std::string> pedigree_rows_;
};

}  // namespace genostrat::simulate
