// SPDX-License-Identifier: MIT
#include "simulate/genome.hpp"

#include <algorithm>
#include <cassert>

namespace genostrat::simulate {

namespace {

char upper_case(char letter) noexcept {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - ('a' - 'A')) : letter;
}

/// Puts copies of one unit at a place, in lower case.
void write_repeat(std::string& bases, std::size_t begin, Random& random) {
    const std::size_t unit_bases = 1 + random.below(6);
    const std::size_t n_copies = 4 + random.below(16);
    for (std::size_t base = 0; base < unit_bases * n_copies; ++base) {
        const char copied =
            base < unit_bases ? bases[begin + base] : bases[begin + base - unit_bases];
        const bool is_upper = copied >= 'A' && copied <= 'Z';
        bases[begin + base] = is_upper ? static_cast<char>(copied + ('a' - 'A')) : copied;
    }
}

}  // namespace

char GenomeContig::base(std::int64_t pos) const noexcept {
    return upper_case(bases[static_cast<std::size_t>(pos)]);
}

std::string GenomeContig::stretch(std::int64_t begin, std::int64_t end) const {
    std::string out =
        bases.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    std::transform(out.begin(), out.end(), out.begin(), upper_case);
    return out;
}

std::vector<std::string> contig_names(int n_contigs) {
    std::vector<std::string> names;
    for (int number = 1; number <= n_contigs; ++number) {
        const bool is_last = number == n_contigs && n_contigs > 1;
        names.push_back(is_last ? "chrX" : "chr" + std::to_string(number));
    }
    return names;
}

GenomeContig make_contig(std::string name, std::int64_t length, Random random) {
    assert(length > 2 * telomere_bases);
    GenomeContig contig{.name = std::move(name), .bases = {}};
    contig.bases.resize(static_cast<std::size_t>(length));
    // Of 256 equal cases 52 each are G and C, 76 each A and T: 41 % GC, as in the human genome.
    for (std::size_t at = 0; at < contig.bases.size();) {
        std::uint64_t bits = random.next();
        const std::size_t end = std::min(at + 8, contig.bases.size());
        for (; at < end; ++at, bits >>= 8) {
            const auto value = static_cast<unsigned>(bits & 0xff);
            contig.bases[at] = value < 76 ? 'A' : value < 152 ? 'T' : value < 204 ? 'G' : 'C';
        }
    }
    for (std::int64_t at = telomere_bases + random.below(2000); at + telomere_bases + 200 < length;
         at += 200 + random.below(3600))
        write_repeat(contig.bases, static_cast<std::size_t>(at), random);
    std::fill_n(contig.bases.begin(), telomere_bases, 'N');
    std::fill_n(contig.bases.rbegin(), telomere_bases, 'N');
    return contig;
}

char complement(char base) noexcept {
    switch (base) {
    case 'A':
        return 'T';
    case 'C':
        return 'G';
    case 'G':
        return 'C';
    case 'T':
        return 'A';
    default:
        return 'N';
    }
}

std::string reverse_complement(std::string_view bases) {
    std::string out{bases.rbegin(), bases.rend()};
    std::transform(out.begin(), out.end(), out.begin(), complement);
    return out;
}

}  // namespace genostrat::simulate
