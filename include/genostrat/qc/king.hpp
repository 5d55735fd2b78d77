// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/qc/genotype_rows.hpp>

namespace genostrat::qc {

/// What two samples share.
struct KingCounts {
    std::int64_t sites{};  ///< both called
    std::int64_t both_heterozygous{};
    std::int64_t opposite{};            ///< homozygous for different alleles (IBS 0)
    std::int64_t first_heterozygous{};  ///< where both are called
    std::int64_t second_heterozygous{};

    void add(const KingCounts& other) noexcept;

    /// KING-robust kinship between families (Manichaikul et al. 2010,
    /// doi:10.1093/bioinformatics/btq559, equation 11): 0.5 for duplicates, 0.25 for parents,
    /// children and siblings. NaN where one has no heterozygous site.
    [[nodiscard]] double kinship() const noexcept;
};

/// Adds a block's sites to the counts of one sample against others.
/// @param first   a sample
/// @param others  the samples [begin, begin + counts.size())
void count_pairs_of(
    const GenotypeBits& block, std::size_t first, std::size_t begin, std::span<KingCounts> counts);

/// Genotypes of biallelic and other autosomal sites, packed for the comparison of all pairs.
///
/// Sites where few samples differ from the rest are kept as lists of these samples, since their
/// pairs are fewer than all; the others as two bits a genotype (three where one is missing).
class KingSites {
public:
    /// Lists need four bytes a pair; with more samples than this all sites are packed.
    static constexpr std::size_t most_listed_samples = 12'000;

    explicit KingSites(std::vector<std::string> samples = {});

    [[nodiscard]] const std::vector<std::string>& samples() const noexcept { return samples_; }

    [[nodiscard]] std::int64_t n_sites() const noexcept { return n_sites_; }

    /// Some sites, sorted into lists and bits.
    struct Part {
        GenotypeRows rows{};
        /// A site after the other: number of heterozygous samples, number of those that are
        /// homozygous for the rarer allele, then these samples in rising order.
        std::vector<std::uint32_t> lists{};
        std::int64_t n_sites{};
    };

    /// An empty part for this many samples.
    [[nodiscard]] Part part() const;

    /// Adds a site to a part. @param genotypes  not empty
    void add(const Genotypes& genotypes, Part& part) const;

    void merge(const Part& part);

    /// No more sites: packs what is left and counts the lists.
    void finish(int threads);

    /// All pairs: `visit(first, counts)` gets those of one sample with all samples before it, in
    /// their order; many threads call it at once. After some consecutive samples have been visited
    /// `done(begin, end)` is called for them, in order, by one thread.
    /// @pre finish was called
    void for_each_row(
        int threads,
        const std::function<void(std::size_t first, std::span<const KingCounts> counts)>& visit,
        const std::function<void(std::size_t begin, std::size_t end)>& done) const;

    struct Listed;  ///< counts of pairs at the listed sites

private:
    void pack(std::size_t n_sites);
    void add_listed(std::size_t first, std::span<KingCounts> counts) const;

    std::vector<std::string> samples_;
    std::size_t most_carriers_;
    GenotypeRows pending_;
    std::vector<GenotypeBits> blocks_;
    std::vector<std::uint32_t> lists_;
    std::int64_t n_listed_{};
    std::int64_t n_sites_{};
    std::shared_ptr<const Listed> listed_;
};

/// plink2's `--make-king-table`: for every pair NSNP, HETHET and IBS0 (as shares of NSNP) and
/// KINSHIP, with six digits; made while KingSites::for_each_row compares all pairs.
class KingTable {
public:
    using Write = std::function<void(std::string_view)>;

    /// @param samples        valid as long as this object
    /// @param least_kinship  pairs below are left out; those without kinship stay
    /// @param write          called with the header, then with pieces of the table in order
    KingTable(std::span<const std::string> samples, double least_kinship, Write write);

    void visit(std::size_t first, std::span<const KingCounts> counts);
    void done(std::size_t begin, std::size_t end);

private:
    std::span<const std::string> samples_;
    double least_kinship_;
    Write write_;
    std::vector<std::string> rows_;  // by first sample, until `done`
};

}  // namespace genostrat::qc
