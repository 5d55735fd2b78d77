// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include <fmt/core.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/text_output.hpp>
#include <genostrat/simulate/haplotype_cohort.hpp>
#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {
namespace {

/// A site of a gene, with the place that its contig has in a karyotype.
struct SitePlace {
    int contig{};
    std::int64_t pos0{};
    std::size_t gene{};
    std::size_t site{};
};

constexpr int n_autosomes = 22;

int contig_number(std::string_view contig) {
    const std::string_view name = canonical_contig(contig);
    if (name == "X")
        return n_autosomes + 1;
    int number = 0;
    for (const char digit : name)
        number = number * 10 + (digit - '0');
    return number;
}

/// The two strands of every sample in one gene, as indices of haplotypes; or, for a number of
/// heterozygous sites, which sites those are.
struct GenePeople {
    std::vector<std::uint16_t> first{};
    std::vector<std::uint16_t> second{};
    std::vector<std::vector<bool>> heterozygous{};  ///< [sample][site]
};

class CohortWriter {
public:
    CohortWriter(
        std::span<const HaplotypeGene> genes,
        const HaplotypeCohortOptions& options,
        const std::string& path)
        : genes_(genes), options_(options), random_(options.seed), out_(path) {
        for (std::size_t gene = 0; gene < genes.size(); ++gene)
            people_.push_back(make_people(gene));
    }

    void run() {
        write_header();
        for (const SitePlace& place : places())
            write_row(place);
        out_.commit();
    }

private:
    [[nodiscard]] std::size_t n_samples() const {
        return static_cast<std::size_t>(options_.n_samples);
    }

    [[nodiscard]] GenePeople make_people(std::size_t index) const {
        const HaplotypeGene& gene = genes_[index];
        Random random = random_.stream("haplotypes", index);
        GenePeople people;
        const auto draw = [&] {
            return random.chance(options_.reference_share)
                       ? std::uint16_t{0}
                       : static_cast<std::uint16_t>(
                             random.below(static_cast<std::uint32_t>(gene.haplotypes.size())));
        };
        for (std::size_t sample = 0; sample < n_samples(); ++sample) {
            people.first.push_back(draw());
            people.second.push_back(draw());
            if (options_.n_heterozygous > 0)
                people.heterozygous.push_back(choose_sites(gene.sites.size(), random));
        }
        return people;
    }

    [[nodiscard]] std::vector<bool> choose_sites(std::size_t n_sites, Random& random) const {
        std::vector<std::size_t> order(n_sites);
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::size_t n = std::min(n_sites, static_cast<std::size_t>(options_.n_heterozygous));
        std::vector<bool> chosen(n_sites);
        for (std::size_t index = 0; index < n; ++index) {
            const auto other = index + random.below(static_cast<std::uint32_t>(n_sites - index));
            std::swap(order[index], order[other]);
            chosen[order[index]] = true;
        }
        return chosen;
    }

    [[nodiscard]] std::vector<SitePlace> places() const {
        std::vector<SitePlace> places;
        for (std::size_t gene = 0; gene < genes_.size(); ++gene)
            for (std::size_t site = 0; site < genes_[gene].sites.size(); ++site)
                places.push_back(
                    {contig_number(genes_[gene].contig),
                     genes_[gene].sites[site].pos0,
                     gene,
                     site});
        std::ranges::stable_sort(places, [](const SitePlace& one, const SitePlace& other) {
            return std::pair{one.contig, one.pos0} < std::pair{other.contig, other.pos0};
        });
        return places;
    }

    void write_header() {
        std::string text = "##fileformat=VCFv4.3\n##source=genostrat simulate\n"
                           "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n";
        std::vector<std::pair<int, std::string_view>> contigs;
        for (const HaplotypeGene& gene : genes_)
            contigs.emplace_back(contig_number(gene.contig), gene.contig);
        std::ranges::sort(contigs);
        contigs.erase(std::unique(contigs.begin(), contigs.end()), contigs.end());
        for (const auto& [number, contig] : contigs)
            text += fmt::format("##contig=<ID={}>\n", contig);
        text += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
        for (std::size_t sample = 0; sample < n_samples(); ++sample)
            text += fmt::format("\tS{:05}", sample + 1);
        out_.write(text + "\n");
    }

    /// ALT index of both strands.
    [[nodiscard]] std::pair<int, int> alleles(const SitePlace& place, std::size_t sample) const {
        const GenePeople& people = people_[place.gene];
        if (options_.n_heterozygous > 0)
            return {0, people.heterozygous[sample][place.site] ? 1 : 0};
        const auto& haplotypes = genes_[place.gene].haplotypes;
        return {
            haplotypes[people.first[sample]][place.site],
            haplotypes[people.second[sample]][place.site]};
    }

    void write_row(const SitePlace& place) {
        const HaplotypeGene& gene = genes_[place.gene];
        const HaplotypeGene::Site& site = gene.sites[place.site];
        std::string alts;
        for (const std::string& alt : site.alts)
            alts += (alts.empty() ? "" : ",") + alt;
        std::string row = fmt::format(
            "{}\t{}\t{}\t{}\t{}\t.\tPASS\t.\tGT",
            gene.contig,
            site.pos0 + 1,
            site.id,
            site.ref,
            alts);
        Random random = random_.stream(gene.contig, static_cast<std::uint64_t>(site.pos0));
        const bool on_x = place.contig > n_autosomes;
        for (std::size_t sample = 0; sample < n_samples(); ++sample) {
            const auto [first, second] = alleles(place, sample);
            const bool is_missing = random.chance(options_.missing_share);
            const char between = options_.is_phased ? '|' : '/';
            row += '\t';
            if (on_x && sample % 2 == 1 && options_.n_heterozygous == 0)
                row += is_missing ? "." : fmt::format("{}", first);
            else if (is_missing)
                row += fmt::format(".{}.", between);
            else if (options_.is_phased)
                row += fmt::format("{}|{}", first, second);
            else
                row += fmt::format("{}/{}", std::min(first, second), std::max(first, second));
        }
        out_.write(row + "\n");
    }

    std::span<const HaplotypeGene> genes_;
    const HaplotypeCohortOptions& options_;
    Random random_;
    io::TextOutput out_;
    std::vector<GenePeople> people_{};
};

}  // namespace

void write_haplotype_cohort(
    std::span<const HaplotypeGene> genes,
    const HaplotypeCohortOptions& options,
    const std::string& path) {
    const auto is_share = [](double share) { return share >= 0.0 && share <= 1.0; };
    if (options.n_samples < 1 || options.n_heterozygous < 0 || !is_share(options.reference_share) ||
        !is_share(options.missing_share))
        throw Error{
            ErrorKind::usage,
            "a cohort has at least one person, and shares lie in 0..1",
            {},
            "see genostrat simulate --help"};
    CohortWriter{genes, options, path}.run();
}

}  // namespace genostrat::simulate
