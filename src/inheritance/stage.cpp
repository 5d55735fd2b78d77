// SPDX-License-Identifier: MIT
#include "inheritance/families.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <genostrat/core/text.hpp>
#include <genostrat/inheritance/mendel.hpp>
#include <genostrat/inheritance/stage.hpp>

namespace genostrat {

namespace {

using inheritance::are_compound_het;
using inheritance::Call;
using inheritance::CallReader;
using inheritance::Consistency;
using inheritance::Families;
using inheritance::GeneReader;
using inheritance::is_good;
using inheritance::Member;
using inheritance::mendelian_consistency;
using inheritance::Mode;
using inheritance::modes_of;
using inheritance::n_modes;
using inheritance::place_of;
using inheritance::Region;
using inheritance::region_of;
using inheritance::Relative;
using inheritance::segregates_dominantly;
using inheritance::Side;
using inheritance::Thresholds;
using inheritance::to_string;
using inheritance::Trio;
using Gender = cohort::Pedigree::Gender;
using Phenotype = cohort::Pedigree::Phenotype;

[[nodiscard]] std::uint32_t bit(Mode mode) noexcept {
    return std::uint32_t{1} << static_cast<unsigned>(mode);
}

[[nodiscard]] bool is_looked_at(const Relative& child, const InheritanceOptions& options) noexcept {
    return !options.affected_only || child.phenotype == Phenotype::affected;
}

[[nodiscard]] Region
region_at(const cohort::GenomeParts& parts, const RecordBatch& batch, RowId row) {
    return region_of(parts.at(batch.contig(row), batch.contig_name(row), batch.pos(row)));
}

}  // namespace

// --- Inheritance ---

struct Inheritance::Impl {
    InheritanceOptions options;
    std::multimap<std::string, std::string, std::less<>> pairs;  // place -> child/gene/place
    Families families;
    cohort::GenomeParts parts;
    CallReader reader;
    std::array<InfoId, n_modes> ids{};
    InfoId pair_id{};

    /// Modes of every person of the pedigree for one ALT.
    void find(
        const CallReader::Columns& columns,
        std::int32_t alt,
        Region region,
        std::vector<std::uint32_t>& modes) const {
        for (std::size_t at = 0; at < families.people.size(); ++at) {
            const Relative& child = families.people[at];
            if (!child.has_parents() || !is_looked_at(child, options))
                continue;
            const Trio trio{
                .child = CallReader::call(columns, child.sample, alt),
                .mother = CallReader::call(columns, child.mother, alt),
                .father = CallReader::call(columns, child.father, alt),
                .child_gender = child.gender};
            modes[at] |= modes_of(trio, region, options.thresholds, reader.evidence());
        }
        for (const std::vector<std::size_t>& family : families.members)
            find_dominant(family, columns, alt, region, modes);
    }

    void find_dominant(
        const std::vector<std::size_t>& family,
        const CallReader::Columns& columns,
        std::int32_t alt,
        Region region,
        std::vector<std::uint32_t>& modes) const {
        std::vector<Member> members;
        const auto index_of = [&](std::int32_t sample) {
            for (std::size_t at = 0; sample >= 0 && at < family.size(); ++at)
                if (families.people[family[at]].sample == sample)
                    return static_cast<int>(at);
            return -1;
        };
        for (const std::size_t at : family) {
            const Relative& person = families.people[at];
            members.push_back(
                {.call = CallReader::call(columns, person.sample, alt),
                 .gender = person.gender,
                 .phenotype = person.phenotype,
                 .father = index_of(person.father),
                 .mother = index_of(person.mother)});
        }
        if (!segregates_dominantly(members, region, options.thresholds, reader.evidence()))
            return;
        const Mode mode = region == Region::x ? Mode::x_dominant : Mode::autosomal_dominant;
        for (const std::size_t at : family)
            if (families.people[at].phenotype == Phenotype::affected)
                modes[at] |= bit(mode);
    }

    /// Writes the INFO keys of a row. @return true if any mode holds
    bool write(RecordBatch& batch, RowId row, const std::vector<std::uint32_t>& modes) const {
        bool any = false;
        std::string names;
        for (std::size_t mode = 0; mode < n_modes; ++mode) {
            names.clear();
            for (std::size_t at = 0; at < modes.size(); ++at)
                if ((modes[at] >> mode & 1U) != 0) {
                    names += names.empty() ? "" : ",";
                    names += batch.schema()
                                 .samples()[static_cast<std::size_t>(families.people[at].sample)];
                }
            if (names.empty())
                continue;
            batch.set_info(row, ids.at(mode), std::string_view{names});
            any = true;
        }
        if (pairs.empty())
            return any;
        names.clear();
        for (std::size_t alt = 0; alt < batch.alts(row).size(); ++alt) {
            const auto [begin, end] = pairs.equal_range(place_of(batch, row, alt));
            for (auto pair = begin; pair != end; ++pair) {
                names += names.empty() ? "" : ",";
                names += pair->second;
            }
        }
        if (!names.empty())
            batch.set_info(row, pair_id, std::string_view{names});
        return any || !names.empty();
    }
};

Inheritance::Inheritance(InheritanceOptions options, const CompoundHetTable& pairs)
    : impl_{std::make_unique<Impl>()} {
    impl_->options = std::move(options);
    for (const CompoundHet& pair : pairs.pairs) {
        const std::string who = pair.child + "/" + pair.gene + "/";
        impl_->pairs.emplace(pair.first, who + pair.second);
        impl_->pairs.emplace(pair.second, who + pair.first);
    }
}

Inheritance::~Inheritance() = default;
Inheritance::Inheritance(Inheritance&&) noexcept = default;
Inheritance& Inheritance::operator=(Inheritance&&) noexcept = default;

void Inheritance::bind(Schema& schema) {
    impl_->families = Families{impl_->options.pedigree, schema};
    impl_->families.need_trios(schema);
    impl_->parts = cohort::GenomeParts{schema.contigs()};
    impl_->reader = CallReader{schema};
    constexpr std::array<std::string_view, n_modes> meanings{
        "in the child, not in its parents",
        "two copies in the child, one in each parent",
        "one copy in all affected members of the family, none in the unaffected",
        "on X in the child, not in its parents",
        "on X in a son of a carrier, or in both copies of a daughter",
        "on X in all affected members of the family, none in the unaffected",
        "one copy in the child, handed on by one parent: half of a possible compound heterozygote"};
    for (std::size_t mode = 0; mode < n_modes; ++mode)
        impl_->ids.at(mode) = schema.adds_info(
            {.id = std::string{to_string(static_cast<Mode>(mode))},
             .number = ".",
             .type = ColumnType::string,
             .description = "Samples for which the variant is " + std::string{meanings.at(mode)}});
    if (!impl_->pairs.empty())
        impl_->pair_id = schema.adds_info(
            {.id = "COMPOUND_HET",
             .number = ".",
             .type = ColumnType::string,
             .description = "Compound heterozygotes: child/gene/contig/pos/ref/alt of the other "
                            "variant"});
}

void Inheritance::process(RecordBatch& batch) const {
    std::vector<std::uint32_t> modes;
    const auto fits = [&](RowId row) {
        modes.assign(impl_->families.people.size(), 0);
        const CallReader::Columns columns = impl_->reader.columns(batch, row);
        const Region region = region_at(impl_->parts, batch, row);
        const auto n_alts = static_cast<std::int32_t>(batch.alts(row).size());
        for (std::int32_t alt = 1; alt <= n_alts && !columns.genotypes.empty(); ++alt)
            impl_->find(columns, alt, region, modes);
        return impl_->write(batch, row, modes);
    };
    if (impl_->options.matching_only) {
        batch.keep_if(fits);
        return;
    }
    for (const RowId row : batch.rows())
        static_cast<void>(fits(row));
}

// --- CompoundHetSearch ---

struct CompoundHetSearch::Impl {
    InheritanceOptions options;
    Families families;
    cohort::GenomeParts parts;
    CallReader reader;
    GeneReader genes;
    std::vector<std::string> samples;
    std::map<std::pair<std::uint32_t, std::string>, Partial> by_gene;
    CompoundHetTable table;

    /// True if the call can be one half: a good het, with parents (as far as they are there) that
    /// are good and have no two copies, and that tell its origin where its phase does not.
    [[nodiscard]] bool is_half(const Side& side, const Relative& child) const noexcept {
        const Thresholds& thresholds = options.thresholds;
        if (!side.child.is(Call::State::het) || !is_good(side.child, thresholds, reader.evidence()))
            return false;
        const bool is_phased = side.child.haplotype >= 0;
        if (!child.has_parents())
            return is_phased;
        for (const Call* parent : {&side.mother, &side.father})
            if (parent->alts == 2 || !is_good(*parent, thresholds, reader.evidence()))
                return false;
        const int from_parents = side.mother.alts + side.father.alts;
        const double parent_reads =
            std::max(0.0, side.mother.alt_reads) + std::max(0.0, side.father.alt_reads);
        return is_phased || from_parents == 1 ||
               (from_parents == 0 && parent_reads <= thresholds.max_parent_alt_reads);
    }
};

CompoundHetSearch::CompoundHetSearch(InheritanceOptions options) : impl_{std::make_unique<Impl>()} {
    impl_->options = std::move(options);
}

CompoundHetSearch::~CompoundHetSearch() = default;
CompoundHetSearch::CompoundHetSearch(CompoundHetSearch&&) noexcept = default;
CompoundHetSearch& CompoundHetSearch::operator=(CompoundHetSearch&&) noexcept = default;

void CompoundHetSearch::bind(Schema& schema) {
    impl_->families = Families{impl_->options.pedigree, schema};
    impl_->parts = cohort::GenomeParts{schema.contigs()};
    impl_->reader = CallReader{schema};
    impl_->genes = GeneReader{schema, impl_->options.gene_field};
    impl_->samples = schema.samples();
}

CompoundHetSearch::Partial CompoundHetSearch::summarize(RecordBatch& batch) const {
    Partial found;
    std::vector<std::string_view> genes;
    const auto& people = impl_->families.people;
    for (const RowId row : batch.rows()) {
        const Region region = region_at(impl_->parts, batch, row);
        if (region == Region::y || region == Region::mitochondrion)
            continue;
        const CallReader::Columns columns = impl_->reader.columns(batch, row);
        if (columns.genotypes.empty())
            continue;
        genes.clear();
        for (std::size_t alt = 0; alt < batch.alts(row).size(); ++alt)
            for (std::uint32_t at = 0; at < people.size(); ++at) {
                const Relative& child = people[at];
                if ((region == Region::x && child.gender == Gender::male) ||
                    !is_looked_at(child, impl_->options))
                    continue;
                const auto number = static_cast<std::int32_t>(alt + 1);
                const Side side{
                    .child = CallReader::call(columns, child.sample, number),
                    .mother = CallReader::call(columns, child.mother, number),
                    .father = CallReader::call(columns, child.father, number)};
                if (!impl_->is_half(side, child))
                    continue;
                if (genes.empty())
                    impl_->genes.read(batch, row, genes);
                for (const std::string_view gene : genes)
                    found.push_back(
                        {.child = at,
                         .gene = std::string{gene},
                         .place = place_of(batch, row, alt),
                         .side = side});
            }
    }
    return found;
}

void CompoundHetSearch::merge(Partial partial) {
    for (Candidate& candidate : partial) {
        Partial& earlier = impl_->by_gene[{candidate.child, candidate.gene}];
        for (const Candidate& other : earlier)
            if (other.place != candidate.place && are_compound_het(other.side, candidate.side))
                impl_->table.pairs.push_back(
                    {.child = impl_->samples[static_cast<std::size_t>(
                         impl_->families.people[candidate.child].sample)],
                     .gene = candidate.gene,
                     .first = other.place,
                     .second = candidate.place});
        earlier.push_back(std::move(candidate));
    }
}

void CompoundHetSearch::finish(Results& results) {
    results.put(std::move(impl_->table));
}

std::string CompoundHetTable::text() const {
    std::string out = "child\tgene\tfirst\tsecond\n";
    for (const CompoundHet& pair : pairs)
        out += pair.child + '\t' + pair.gene + '\t' + pair.first + '\t' + pair.second + '\n';
    return out;
}

// --- MendelianErrors ---

struct MendelianErrors::Impl {
    cohort::Pedigree pedigree;
    cohort::GenomeParts parts;
    std::vector<Relative> children;
    std::vector<MendelianCount> counts;
};

MendelianErrors::MendelianErrors(cohort::Pedigree pedigree) : impl_{std::make_unique<Impl>()} {
    impl_->pedigree = std::move(pedigree);
}

MendelianErrors::~MendelianErrors() = default;
MendelianErrors::MendelianErrors(MendelianErrors&&) noexcept = default;
MendelianErrors& MendelianErrors::operator=(MendelianErrors&&) noexcept = default;

void MendelianErrors::bind(Schema& schema) {
    const Families families{impl_->pedigree, schema};
    families.need_trios(schema);
    static_cast<void>(schema.reads_format("GT"));
    const auto name = [&](std::int32_t sample) {
        return schema.samples()[static_cast<std::size_t>(sample)];
    };
    impl_->parts = cohort::GenomeParts{schema.contigs()};
    impl_->children.clear();
    impl_->counts.clear();
    for (const Relative& person : families.people) {
        if (!person.has_parents())
            continue;
        impl_->children.push_back(person);
        impl_->counts.push_back(
            {.child = name(person.sample),
             .mother = name(person.mother),
             .father = name(person.father)});
    }
}

MendelianErrors::Partial MendelianErrors::summarize(RecordBatch& batch) const {
    Partial counts(impl_->children.size());
    std::array<std::vector<std::int32_t>, 3> alleles;
    for (const RowId row : batch.rows()) {
        const Region region = region_at(impl_->parts, batch, row);
        const Genotypes genotypes = batch.genotypes(row);
        for (std::size_t at = 0; at < counts.size(); ++at) {
            const Relative& child = impl_->children[at];
            const std::array<std::int32_t, 3> samples{child.sample, child.mother, child.father};
            for (std::size_t who = 0; who < samples.size(); ++who) {
                alleles.at(who).clear();
                const auto sample = static_cast<std::size_t>(samples.at(who));
                for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
                    const std::int32_t call = genotypes.at(sample, copy);
                    if (Genotypes::is_filling(call))
                        break;
                    alleles.at(who).push_back(Genotypes::allele_of(call));
                }
            }
            switch (
                mendelian_consistency(alleles[0], alleles[1], alleles[2], region, child.gender)) {
            case Consistency::consistent:
                ++counts[at].consistent;
                break;
            case Consistency::inconsistent:
                ++counts[at].inconsistent;
                break;
            case Consistency::not_assessed:
                ++counts[at].not_assessed;
            }
        }
    }
    return counts;
}

void MendelianErrors::merge(Partial partial) {
    for (std::size_t at = 0; at < partial.size(); ++at) {
        impl_->counts[at].consistent += partial[at].consistent;
        impl_->counts[at].inconsistent += partial[at].inconsistent;
        impl_->counts[at].not_assessed += partial[at].not_assessed;
    }
}

void MendelianErrors::finish(Results& results) {
    results.put(MendelianTable{.trios = impl_->counts});
}

std::string MendelianTable::text() const {
    std::string out = "child\tmother\tfather\tconsistent\tinconsistent\tnot_assessed\terror_rate\n";
    for (const MendelianCount& trio : trios) {
        out += trio.child + '\t' + trio.mother + '\t' + trio.father;
        for (const std::int64_t count : {trio.consistent, trio.inconsistent, trio.not_assessed}) {
            out += '\t';
            append_number(out, count);
        }
        out += '\t';
        const std::int64_t assessed = trio.consistent + trio.inconsistent;
        if (assessed == 0)
            out += "NA";
        else
            append_number(
                out, static_cast<double>(trio.inconsistent) / static_cast<double>(assessed));
        out += '\n';
    }
    return out;
}

StageInfo<RecordBatch> inheritance::stage_info() {
    return {
        .name = "inheritance",
        .summary = "de novo, recessive, dominant and X-linked variants of families",
        .effect = StageEffect::keeps_rows,
        .options =
            {{"ped", OptionType::path, "pedigree (PLINK's six columns)", "", true},
             {"affected_only", OptionType::boolean, "only affected children", "false", false},
             {"min_gq", OptionType::number, "genotype quality", "20", false},
             {"min_depth", OptionType::number, "reads (AD)", "6", false},
             {"min_balance", OptionType::number, "ALT reads / all of a het", "0.2", false}},
        .make = [](const StageOptions& options) {
            InheritanceOptions chosen{
                .pedigree = cohort::Pedigree::read(options.text("ped")),
                .affected_only = options.boolean("affected_only")};
            chosen.thresholds.min_gq = options.number("min_gq");
            chosen.thresholds.min_depth = options.number("min_depth");
            chosen.thresholds.min_balance = options.number("min_balance");
            return AnyStage<RecordBatch>{Inheritance{std::move(chosen)}};
        }};
}

}  // namespace genostrat
