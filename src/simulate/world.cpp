// SPDX-License-Identifier: MIT
#include "simulate/contig_writer.hpp"
#include "simulate/families.hpp"
#include "simulate/gff3_writer.hpp"
#include "simulate/plan.hpp"
#include "simulate/scores.hpp"
#include "simulate/vcf_text.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <htslib/tbx.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/simulate/random.hpp>
#include <genostrat/simulate/world.hpp>

namespace genostrat::simulate {

namespace {

namespace fs = std::filesystem;

std::int64_t divide_up(std::int64_t value, std::int64_t by) {
    return (value + by - 1) / by;
}

/// The part of `total` that the contig with this index gets; all parts sum up to it.
std::int64_t part_of(std::int64_t total, int index, int n_parts) {
    return total * (index + 1) / n_parts - total * index / n_parts;
}

void refuse(std::string_view what, std::string help) {
    throw Error{ErrorKind::usage, std::string{what}, {}, std::move(help)};
}

std::int64_t choose_length(const WorldOptions& options) {
    constexpr std::int64_t usual_bases_a_site = 400;
    constexpr std::int64_t usual_bases_a_gene = 20'000;
    constexpr std::int64_t shortest = 200'000;
    constexpr std::int64_t longest = 2'000'000'000;
    const std::int64_t n_sites =
        divide_up(options.n_records + options.n_wgs + options.n_known, options.n_contigs);
    const std::int64_t n_genes = divide_up(options.n_genes, options.n_contigs);
    const std::int64_t needed =
        2 * telomere_bases + std::max(n_sites * bases_for_a_site, n_genes * bases_for_a_gene);
    const std::int64_t usual =
        2 * telomere_bases +
        std::max({n_sites * usual_bases_a_site, n_genes * usual_bases_a_gene, shortest});
    const std::int64_t length = options.contig_length == 0 ? usual : options.contig_length;
    if (length < std::max(needed, 2 * telomere_bases + bases_for_a_gene))
        refuse(
            fmt::format("contigs of {} bases are too short for so many sites or genes", length),
            fmt::format("give {} bases or more", needed));
    if (length > longest)
        refuse(
            fmt::format("contigs would have {} bases, at most {} can be", length, longest),
            "ask for fewer sites, or for more contigs");
    return length;
}

void check(const WorldOptions& options) {
    if (options.n_contigs < 1 || options.n_contigs > 23)
        refuse(fmt::format("{} contigs: 1 to 23 can be", options.n_contigs), "");
    if (options.n_records < 1 || options.n_samples < 1)
        refuse("a cohort needs at least one record and one sample", "");
    if (options.n_genes < 0 || options.n_families < 0 || options.n_wgs < 0 || options.n_known < 0 ||
        options.n_score_rows < 0 || options.contig_length < 0)
        refuse("numbers of genes, families, sites and bases cannot be negative", "");
}

void make_folder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        throw Error{
            ErrorKind::system,
            "cannot make the folder: " + failed.message(),
            {.file = folder.string()},
            "choose a folder you may write to"};
}

std::vector<std::string> cohort_names(int n_samples) {
    std::vector<std::string> names;
    for (int sample = 1; sample <= n_samples; ++sample)
        names.push_back(fmt::format("S{:05}", sample));
    return names;
}

std::string cohort_pedigree(const std::vector<std::string>& names) {
    std::string out = "#family\tindividual\tfather\tmother\tsex\tphenotype\n";
    for (std::size_t sample = 0; sample < names.size(); ++sample)
        out += fmt::format(
            "{0}\t{0}\t0\t0\t{1}\t-9\n", names[sample], static_cast<int>(sex_of_sample(sample)));
    return out;
}

void index_vcf(const std::string& path) {
    if (tbx_index_build(path.c_str(), 0, &tbx_conf_vcf) != 0)
        throw Error{ErrorKind::system, "cannot write the index of this file", {.file = path}};
}

class World {
public:
    World(const fs::path& folder, const WorldOptions& options)
        : folder_{folder}, options_{options}, random_{options.seed}, names_{cohort_names(
                                                                         options.n_samples)} {
        const std::int64_t length = choose_length(options);
        for (std::string& name : contig_names(options.n_contigs))
            contigs_.push_back({std::move(name), length});
    }

    void write() {
        const bool has_families = options_.n_families > 0;
        WorldFiles files{
            .fasta = io::TextOutput{path("reference.fa")},
            .fasta_index = io::TextOutput{path("reference.fa.fai")},
            .genes = io::TextOutput{path("genes.gff3.gz")},
            .cohort = io::TextOutput{path("cohort.vcf.gz")},
            .patient = io::TextOutput{path("patient.vcf.gz")},
            .known = io::TextOutput{path("known.vcf.gz")},
            .families = has_families ? std::optional{io::TextOutput{path("families.vcf.gz")}}
                                     : std::nullopt,
            .wgs = options_.n_wgs > 0 ? std::optional{io::TextOutput{path("wgs.vcf.gz")}}
                                      : std::nullopt};
        write_headers(files);
        ScoreMaker scores{options_.n_score_rows, options_.n_records, random_.stream("scores")};
        ContigWriter writer{files, scores, names_, options_.n_families, options_.n_contigs > 1};
        for (int index = 0; index < options_.n_contigs; ++index)
            write_contig(writer, index);
        commit(files);
        write_tables(writer, scores);
    }

private:
    [[nodiscard]] std::string path(std::string_view name) const { return folder_ / name; }

    void write_headers(WorldFiles& files) const {
        files.genes.write(gff3_header(contigs_));
        files.cohort.write(cohort_header(contigs_, names_));
        files.patient.write(wgs_header(contigs_, "PATIENT"));
        files.known.write(known_header(contigs_));
        if (files.wgs)
            files.wgs->write(wgs_header(contigs_, "WGS"));
        if (files.families) {
            std::vector<std::string> members;
            for (int family = 0; family < options_.n_families; ++family) {
                for (std::string& name : member_names(family))
                    members.push_back(std::move(name));
            }
            files.families->write(cohort_header(contigs_, members));
        }
    }

    void write_contig(ContigWriter& writer, int index) {
        const auto number = static_cast<std::uint64_t>(index);
        const ContigLine& line = contigs_[number];
        const Random random = random_.stream("contig", number);
        const bool has_x = options_.n_contigs > 1;
        GenomeContig contig = make_contig(line.name, line.length, random.stream("bases"));
        const auto n_genes = static_cast<int>(part_of(options_.n_genes, index, options_.n_contigs));
        const std::vector<Gene> genes =
            make_genes(contig, n_genes, next_gene_, random.stream("genes"));
        next_gene_ += n_genes;
        const std::vector<PlantedEvent> events = plan_events(
            contig,
            index,
            has_x ? options_.n_contigs - 1 : 1,
            has_x,
            options_.n_families,
            genes,
            random.stream("events"));
        const SiteCounts counts{
            part_of(options_.n_records, index, options_.n_contigs),
            part_of(options_.n_wgs, index, options_.n_contigs),
            part_of(options_.n_known, index, options_.n_contigs)};
        writer.write(contig, genes, events, counts, random);
    }

    void commit(WorldFiles& files) const {
        for (io::TextOutput* const file :
             {&files.fasta,
              &files.fasta_index,
              &files.genes,
              &files.cohort,
              &files.patient,
              &files.known})
            file->commit();
        for (const char* const name : {"cohort.vcf.gz", "patient.vcf.gz", "known.vcf.gz"})
            index_vcf(path(name));
        for (std::optional<io::TextOutput>* const file : {&files.families, &files.wgs}) {
            if (*file) {
                (*file)->commit();
                index_vcf((*file)->path());
            }
        }
    }

    void write_tables(const ContigWriter& writer, ScoreMaker& maker) const {
        const std::vector<SimulatedScore> scores = maker.finish();
        make_folder(folder_ / "scores");
        for (const SimulatedScore& score : scores) {
            io::TextOutput file{path("scores/" + score.file_name)};
            file.write(score.text);
            file.commit();
        }
        io::write_file(path("risk-model.yaml"), risk_model_text(scores));
        io::write_file(path("cohort.ped"), cohort_pedigree(names_));
        io::write_file(path("patient.truth.tsv"), writer.patient_truth());
        if (options_.n_families > 0) {
            io::write_file(path("families.ped"), writer.pedigree());
            io::write_file(path("families.truth.tsv"), writer.family_truth());
        }
    }

    fs::path folder_;
    WorldOptions options_;
    Random random_;
    std::vector<std::string> names_;
    std::vector<ContigLine> contigs_{};
    int next_gene_{1};
};

}  // namespace

void simulate_world(const std::string& folder, const WorldOptions& options) {
    check(options);
    World world{folder, options};
    make_folder(folder);
    world.write();
}

}  // namespace genostrat::simulate
