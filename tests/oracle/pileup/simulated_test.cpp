// SPDX-License-Identifier: MIT
// Reads of a made-up person on the real bases of chr21: counts against bcftools mpileup, genotypes
// against what was planted.
#include "bam_file.hpp"
#include "test_support.hpp"

#include <algorithm>
#include <map>
#include <random>

#include <fmt/core.h>

#include <genostrat/core/text.hpp>
#include <genostrat/io/fasta.hpp>

namespace genostrat::pileup {
namespace {

constexpr std::int64_t begin = 25'600'000;
constexpr std::int64_t n_bases = 20'000;

struct Planted {
    std::int64_t pos{};
    std::string ref{};
    std::string alt{};
    bool on_both{};  ///< else on the first haplotype
};

struct Letter {
    char base{};
    std::int64_t pos{};  ///< of an inserted one: that of the base in front of it
    bool inserted{};
};

using Haplotype = std::vector<Letter>;

class Person {
public:
    explicit Person(std::string bases) : bases_{std::move(bases)} {
        for (std::int64_t at = 200; at < n_bases - 200; at += 60 + below(120))
            plant(at);
        haplotypes_ = {haplotype(0), haplotype(1)};
    }

    [[nodiscard]] const std::vector<Planted>& planted() const noexcept { return planted_; }

    /// Pairs that often overlap, of qualities on both sides of 13, in the order of their places.
    std::string sam(std::int64_t length, int n_pairs) {
        std::multimap<std::int64_t, std::string> rows;
        for (int pair = 0; pair < n_pairs; ++pair) {
            const Haplotype& from = haplotypes_[static_cast<std::size_t>(below(2))];
            const std::int64_t insert = 110 + below(200);
            const std::int64_t at = below(static_cast<std::int64_t>(from.size()) - insert);
            const Read left = read(from, at);
            const Read right = read(from, at + insert - read_length);
            const std::int64_t size = right.end - left.pos;
            const auto row = [&](const Read& own, const Read& mate, int flags, std::int64_t sign) {
                rows.emplace(
                    own.pos,
                    fmt::format(
                        "p{}\t{}\tchr21\t{}\t60\t{}\t=\t{}\t{}\t{}\t{}\n",
                        pair,
                        flags,
                        own.pos + 1,
                        own.cigar,
                        mate.pos + 1,
                        sign * size,
                        own.bases,
                        own.qualities));
            };
            row(left, right, 99, 1);
            row(right, left, 147, -1);
        }
        std::string text = fmt::format(
            "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr21\tLN:{}\n@RG\tID:g\tSM:made_up\n", length);
        for (const auto& [pos, row] : rows)
            text += row;
        return text;
    }

private:
    static constexpr std::int64_t read_length = 100;

    struct Read {
        std::int64_t pos{};
        std::int64_t end{};
        std::string cigar{};
        std::string bases{};
        std::string qualities{};
    };

    std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_()) % n; }

    char other_base(char base) {
        char other = base;
        while (other == base)
            other = "ACGT"[below(4)];
        return other;
    }

    void plant(std::int64_t at) {
        const auto ref_at = [&](std::int64_t n) {
            return bases_.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(n));
        };
        Planted own{.pos = begin + at, .ref = ref_at(1), .on_both = below(3) == 0};
        const std::int64_t kind = below(4);
        own.alt = own.ref;
        if (kind == 0) {
            for (std::int64_t added = 1 + below(5); added > 0; --added)
                own.alt += "ACGT"[below(4)];
        } else if (kind == 1) {
            own.ref = ref_at(2 + below(5));
        } else {
            own.alt = other_base(own.ref[0]);
        }
        planted_.push_back(std::move(own));
    }

    [[nodiscard]] Haplotype haplotype(int copy) const {
        Haplotype letters;
        auto next = planted_.begin();
        for (std::int64_t pos = begin; pos < begin + n_bases; ++pos) {
            while (next != planted_.end() && next->pos < pos)
                ++next;
            const bool changes =
                next != planted_.end() && next->pos == pos && (copy == 0 || next->on_both);
            if (!changes) {
                letters.push_back({bases_[static_cast<std::size_t>(pos - begin)], pos});
                continue;
            }
            letters.push_back({next->alt[0], pos});
            for (const char base : next->alt.substr(1))
                letters.push_back({base, pos, true});
            pos += static_cast<std::int64_t>(next->ref.size()) - 1;
        }
        return letters;
    }

    Read read(const Haplotype& from, std::int64_t at) {
        auto first = from.begin() + at;
        auto last = first + read_length;
        while (first->inserted)
            ++first;
        while ((last - 1)->inserted)
            --last;
        Read read{.pos = first->pos, .end = (last - 1)->pos + 1};
        std::vector<std::pair<char, std::int64_t>> operations;
        const auto extend = [&](char operation, std::int64_t length) {
            if (operations.empty() || operations.back().first != operation)
                operations.emplace_back(operation, 0);
            operations.back().second += length;
        };
        for (auto letter = first; letter != last; ++letter) {
            if (const std::int64_t gap = letter == first ? 0 : letter->pos - (letter - 1)->pos - 1;
                gap > 0)
                extend('D', gap);
            extend(letter->inserted ? 'I' : 'M', 1);
            read.bases += below(400) == 0 ? other_base(letter->base) : letter->base;
            read.qualities += std::string_view{"IIII?5-$"}[static_cast<std::size_t>(below(8))];
        }
        for (const auto& [operation, length] : operations)
            read.cigar += fmt::format("{}{}", length, operation);
        return read;
    }

    std::string bases_;
    std::mt19937 random_{21};
    std::vector<Planted> planted_;
    std::vector<Haplotype> haplotypes_;
};

/// Depth and reads of each base by position, from rows that are no indels; `<*>` is left out.
std::map<std::string, std::string> counts_of(const std::string& text) {
    std::map<std::string, std::string> counts;
    for (const std::string& line : test::lines_of(text)) {
        if (line.empty() || line.starts_with('#') || line.find("INDEL") != std::string::npos)
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        const std::vector<std::string_view> names = split(columns[8], ':');
        const std::vector<std::string_view> values = split(columns[9], ':');
        const auto value = [&](std::string_view name) {
            return values[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
        };
        const std::string position{columns[1]};
        counts[position + " DP"] = value("DP");
        std::string alleles = std::string{columns[3]} + ',' + std::string{columns[4]};
        const std::vector<std::string_view> letters = split(alleles, ',');
        for (const std::string_view tag : {"AD", "ADF", "ADR"}) {
            const std::vector<std::string_view> reads = split(value(tag), ',');
            for (std::size_t allele = 0; allele < reads.size(); ++allele)
                if (letters[allele].size() == 1 && reads[allele] != "0")
                    counts[fmt::format("{} {} {}", position, letters[allele], tag)] = reads[allele];
        }
    }
    return counts;
}

struct Inputs {
    test::TempDir folder{};
    std::string fasta{};
    std::string bam{};
    std::string sites{};    ///< every fifth base with all others as ALT
    std::string planted{};  ///< what the person has
    std::vector<std::string> genotypes{};

    Inputs() : fasta{test::shared("data/ref/grch38.chr21.filled.fa.gz").string()} {
        const io::Fasta reference{fasta};
        const ContigId contig = reference.contigs().find("chr21");
        const std::string bases = reference.fetch(contig, {begin, begin + n_bases});
        Person person{bases};
        bam = (folder / "in.bam").string();
        test::write_bam(bam, person.sam(reference.contigs().length(contig), 2'500));
        std::string rows;
        for (std::int64_t at = 0; at < n_bases; at += 5) {
            const char base = bases[static_cast<std::size_t>(at)];
            std::string others;
            for (const char other : std::string_view{"ACGT"})
                if (other != base)
                    others += fmt::format("{}{}", others.empty() ? "" : ",", other);
            rows += fmt::format("chr21\t{}\t{}\t{}\n", begin + at + 1, base, others);
        }
        sites = (folder / "sites.tsv").string();
        test::write_file(sites, rows);
        rows.clear();
        for (const Planted& own : person.planted()) {
            rows += fmt::format("chr21\t{}\t{}\t{}\n", own.pos + 1, own.ref, own.alt);
            genotypes.emplace_back(own.on_both ? "1/1" : "0/1");
        }
        planted = (folder / "planted.tsv").string();
        test::write_file(planted, rows);
    }
};

TEST(SimulatedReads, are_counted_as_bcftools_mpileup_does) {
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    GENOSTRAT_NEEDS(test::shared("data/ref"));
    const Inputs inputs;
    for (const std::string_view options : {"-q 0 -Q 13", "-q 0 -Q 0 -x", "-q 20 -Q 30 -A"}) {
        SCOPED_TRACE(options);
        const auto theirs = counts_of(
            test::run_command(fmt::format(
                                  "cut -f1,2 {1} > {1}.pos; bcftools mpileup -f {0} -T {1}.pos "
                                  "-a AD,ADF,ADR,DP {3} -B -d 1000000 {2}",
                                  inputs.fasta,
                                  inputs.sites,
                                  inputs.bam,
                                  options))
                .out);
        auto ours = counts_of(test::genostrat(fmt::format(
                                                  "pileup --sites {} -f {} {} {}",
                                                  inputs.sites,
                                                  inputs.fasta,
                                                  options,
                                                  inputs.bam))
                                  .out);
        // bcftools has no row where no read is.
        std::erase_if(ours, [&](const auto& entry) {
            return entry.second == "0" && !theirs.contains(entry.first);
        });
        EXPECT_GT(theirs.size(), 10'000U);
        EXPECT_EQ(ours, theirs);
    }
}

TEST(SimulatedReads, show_the_genotypes_that_were_planted) {
    GENOSTRAT_NEEDS(test::shared("data/ref"));
    const Inputs inputs;
    const auto run = test::genostrat(
        fmt::format("pileup --sites {} -f {} {}", inputs.planted, inputs.fasta, inputs.bam));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    std::vector<std::string> genotypes;
    for (const std::string& line : test::lines_of(run.out))
        if (!line.starts_with('#'))
            genotypes.emplace_back(split(split(line, '\t')[9], ':')[0]);
    EXPECT_GT(genotypes.size(), 100U);
    EXPECT_EQ(genotypes, inputs.genotypes);
}

}  // namespace
}  // namespace genostrat::pileup
