// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cassert>

#include <genostrat/core/contigs.hpp>

namespace genostrat {

namespace {

constexpr std::array<std::string_view, 25> chromosome_names{
    "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12", "13",
    "14", "15", "16", "17", "18", "19", "20", "21", "22", "X",  "Y",  "MT"};

// Lengths of chromosomes 1-22, X, Y (NCBI assembly reports).
constexpr std::array<std::int64_t, 24> grch37_lengths{
    249250621, 243199373, 198022430, 191154276, 180915260, 171115067, 159138663, 146364022,
    141213431, 135534747, 135006516, 133851895, 115169878, 107349540, 102531392, 90354753,
    81195210,  78077248,  59128983,  63025520,  48129895,  51304566,  155270560, 59373566};
constexpr std::array<std::int64_t, 24> grch38_lengths{
    248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636,
    138394717, 133797422, 135086622, 133275309, 114364328, 107043718, 101991189, 90338345,
    83257441,  80373285,  58617616,  64444167,  46709983,  50818468,  156040895, 57227415};
constexpr std::array<std::int64_t, 24> chm13_lengths{
    248387328, 242696752, 201105948, 193574945, 182045439, 172126628, 160567428, 146259331,
    150617247, 134758134, 135127769, 133324548, 113566686, 101161492, 99753195,  96330374,
    84276897,  80542538,  61707364,  66210255,  45090682,  51324926,  154259566, 62460029};

/// Index into chromosome_names, or -1.
int chromosome_index(std::string_view name) noexcept {
    const auto found = std::ranges::find(chromosome_names, name);
    return found == chromosome_names.end() ? -1
                                           : static_cast<int>(found - chromosome_names.begin());
}

/// `PREFIX` + digits [+ `.version`]: the number after the prefix; -1 if the name is not of the
/// form.
int accession_number(std::string_view name, std::string_view prefix) noexcept {
    if (!name.starts_with(prefix))
        return -1;
    name.remove_prefix(prefix.size());
    return parse_number<int>(name.substr(0, name.find('.'))).value_or(-1);
}

int accession_index(std::string_view name) noexcept {
    if (const int number = accession_number(name, "NC_"); number > 0) {
        if (number <= 24)
            return number - 1;
        if (number == 12920)
            return 24;
        if (number >= 60925 && number <= 60948)  // T2T-CHM13v2.0
            return number - 60925;
    }
    if (const int number = accession_number(name, "CM"); number > 0) {
        if (number >= 663 && number <= 686)  // GenBank, GRCh37 and GRCh38
            return number - 663;
    }
    if (const int number = accession_number(name, "CP0"); number > 0) {  // GenBank, T2T-CHM13v2.0
        if (number >= 68255 && number <= 68277)
            return 68277 - number;
        if (number == 86569)
            return 23;
    }
    if (name == "J01415" || name.starts_with("J01415."))
        return 24;
    return -1;
}

}  // namespace

std::string_view canonical_contig(std::string_view name) noexcept {
    std::string_view bare = name;
    if (bare.size() > 3 &&
        (bare.starts_with("chr") || bare.starts_with("Chr") || bare.starts_with("CHR")))
        bare.remove_prefix(3);
    if (bare == "M")
        bare = "MT";
    int index = chromosome_index(bare);
    if (index < 0)
        index = accession_index(name);
    return index < 0 ? name : chromosome_names[static_cast<std::size_t>(index)];
}

bool same_contig(std::string_view one, std::string_view other) noexcept {
    return one == other || canonical_contig(one) == canonical_contig(other);
}

ContigId Contigs::add(std::string_view name, std::int64_t length) {
    if (const ContigId known = find(name); known != unknown_contig)
        return known;
    const auto id = static_cast<ContigId>(contigs_.size());
    contigs_.push_back({std::string{name}, length});
    ids_.emplace(name, id);
    canonical_ids_.emplace(canonical_contig(name), id);
    return id;
}

ContigId Contigs::find(std::string_view name) const noexcept {
    const auto found = ids_.find(name);
    return found == ids_.end() ? unknown_contig : found->second;
}

ContigId Contigs::find_alias(std::string_view name) const noexcept {
    if (const ContigId exact = find(name); exact != unknown_contig)
        return exact;
    const auto found = canonical_ids_.find(canonical_contig(name));
    return found == canonical_ids_.end() ? unknown_contig : found->second;
}

std::string_view Contigs::name(ContigId id) const noexcept {
    assert(id >= 0 && static_cast<std::size_t>(id) < contigs_.size());
    return contigs_[static_cast<std::size_t>(id)].name;
}

std::int64_t Contigs::length(ContigId id) const noexcept {
    assert(id >= 0 && static_cast<std::size_t>(id) < contigs_.size());
    return contigs_[static_cast<std::size_t>(id)].length;
}

std::vector<std::string> Contigs::names() const {
    std::vector<std::string> out;
    out.reserve(contigs_.size());
    for (const Contig& contig : contigs_)
        out.push_back(contig.name);
    return out;
}

std::optional<std::string_view> build_of(const Contigs& contigs) {
    struct Build {
        std::string_view name;
        const std::array<std::int64_t, 24>& lengths;
        int n_equal;
    };

    std::array<Build, 3> builds{
        {{"GRCh37", grch37_lengths, 0},
         {"GRCh38", grch38_lengths, 0},
         {"T2T-CHM13", chm13_lengths, 0}}};
    int n_known = 0;
    for (ContigId id = 0; static_cast<std::size_t>(id) < contigs.size(); ++id) {
        const int index = chromosome_index(canonical_contig(contigs.name(id)));
        if (index < 0 || index >= 24 || contigs.length(id) < 0)
            continue;
        ++n_known;
        for (Build& build : builds)
            build.n_equal += build.lengths[static_cast<std::size_t>(index)] == contigs.length(id);
    }
    const auto whole = std::ranges::find(builds, n_known, &Build::n_equal);
    if (n_known == 0 || whole == builds.end())
        return std::nullopt;
    return whole->name;
}

}  // namespace genostrat
