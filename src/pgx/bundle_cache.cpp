// SPDX-License-Identifier: MIT
#include "bundle_cache.hpp"

#include "binary.hpp"

#include <algorithm>
#include <concepts>
#include <set>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/container.hpp>

namespace genostrat::pgx {

/// T, const or not.
template <typename T, typename Of>
concept Like = std::same_as<std::remove_const_t<T>, Of>;

// One list of fields a type serves writing and reading. A change here needs a new layout_version.

void fields(auto& archive, Like<Locus> auto& locus) {
    archive(locus.contig, locus.pos0, locus.rsid, locus.ref, locus.alts, locus.hgvs);
}

void fields(BinaryWriter& archive, const AlleleCells& cells) {
    archive(cells.size(), cells.defined());
}

void fields(BinaryReader& archive, AlleleCells& cells) {
    std::size_t n_loci = 0;
    std::vector<AlleleCells::Defined> defined;
    archive(n_loci, defined);
    cells = AlleleCells{n_loci, std::move(defined)};
}

void fields(auto& archive, Like<NamedAllele> auto& allele) {
    archive(allele.name, allele.id, allele.is_reference, allele.cells);
}

void fields(auto& archive, Like<GeneDefinition> auto& definition) {
    archive(
        definition.gene,
        definition.contig,
        definition.genome_build,
        definition.version,
        definition.loci,
        definition.alleles,
        definition.suballeles);
}

void fields(auto& archive, Like<DiplotypePriority> auto& priority) {
    archive(priority.diplotypes, priority.pick);
}

void fields(auto& archive, Like<Exemption> auto& exemption) {
    archive(exemption.gene, exemption.required_pos0, exemption.extra_loci, exemption.priorities);
}

void fields(auto& archive, Like<PhenotypeEntry> auto& entry) {
    archive(entry.phenotype, entry.activity_score, entry.lookup_key);
}

void fields(auto& archive, Like<PhenotypeTable> auto& table) {
    archive(
        table.gene,
        table.version,
        table.functions,
        table.activities,
        table.rules,
        table.exceptions);
}

void fields(auto& archive, Like<LookupKey> auto& key) {
    archive(key.phenotypes, key.alleles);
}

void fields(auto& archive, Like<Recommendation> auto& recommendation) {
    archive(
        recommendation.id,
        recommendation.population,
        recommendation.classification,
        recommendation.html,
        recommendation.implications,
        recommendation.drugs,
        recommendation.keys,
        recommendation.has_dosing_information,
        recommendation.has_alternate_drug,
        recommendation.has_other_guidance);
}

void fields(auto& archive, Like<Guideline> auto& guideline) {
    archive(
        guideline.id,
        guideline.name,
        guideline.source,
        guideline.version,
        guideline.url,
        guideline.drugs,
        guideline.genes,
        guideline.recommendations);
}

void fields(auto& archive, Like<Message> auto& message) {
    archive(
        message.name,
        message.kind,
        message.html,
        message.gene,
        message.called,
        message.uncallable,
        message.missing,
        message.heterozygous,
        message.diplotypes,
        message.drugs);
}

namespace {

namespace fs = std::filesystem;

constexpr std::string_view container_kind = "pgx";
constexpr std::uint32_t layout_version = 2;
constexpr std::string_view section = "data";

fs::path file_of(const fs::path& folder, const std::string& digest, const std::string& part) {
    return folder / fmt::format("{}.{}.gsp", digest, part);
}

void write_part(const fs::path& path, const BinaryWriter& content) {
    io::ContainerWriter writer{path.string(), container_kind, layout_version};
    writer.add(section, content.bytes());
    writer.commit();
}

/// Reads a part with `use(reader)`.
template <typename Use>
void read_part(const fs::path& path, Use use) {
    const io::Container container{path.string(), container_kind, layout_version};
    BinaryReader reader{container.bytes(section)};
    use(reader);
}

void read_core(
    BinaryReader& reader,
    std::string_view left_out,
    Bundle& bundle,
    std::vector<std::string>& sources) {
    std::vector<GeneDefinition> definitions;
    std::vector<std::optional<Exemption>> exemptions;
    reader(definitions, exemptions, bundle.phenotypes, bundle.messages, bundle.version, sources);
    for (std::size_t gene = 0; gene < definitions.size(); ++gene)
        if (definitions[gene].gene != left_out)
            bundle.genes.push_back(
                {.model = compile(std::move(definitions[gene])),
                 .exemption = std::move(exemptions.at(gene))});
}

std::vector<Guideline> of_source(const std::vector<Guideline>& all, const std::string& source) {
    std::vector<Guideline> chosen;
    std::ranges::copy_if(all, std::back_inserter(chosen), [&](const Guideline& guideline) {
        return guideline.source == source;
    });
    return chosen;
}

}  // namespace

bool read_compiled(
    const fs::path& folder, const std::string& digest, std::string_view left_out, Bundle& bundle) {
    Bundle read;
    try {
        std::vector<std::string> sources;
        const fs::path core = file_of(folder, digest, "core");
        if (!fs::exists(core))
            return false;
        read_part(core, [&](BinaryReader& reader) { read_core(reader, left_out, read, sources); });
        for (const std::string& source : sources)
            read_part(file_of(folder, digest, source), [&](BinaryReader& reader) {
                std::vector<Guideline> guidelines;
                reader(guidelines);
                std::ranges::move(guidelines, std::back_inserter(read.guidelines));
            });
    } catch (const std::exception&) {
        return false;  // cut off, damaged or of another version: parsed and written again
    }
    read.digest = digest;
    bundle = std::move(read);
    return true;
}

void write_compiled(const fs::path& folder, const Bundle& bundle) {
    try {
        fs::create_directories(folder);
        std::set<std::string> sources;
        for (const Guideline& guideline : bundle.guidelines)
            sources.insert(guideline.source);
        for (const std::string& source : sources) {
            BinaryWriter writer;
            writer(of_source(bundle.guidelines, source));
            write_part(file_of(folder, bundle.digest, source), writer);
        }
        std::vector<GeneDefinition> definitions;
        std::vector<std::optional<Exemption>> exemptions;
        for (const Gene& gene : bundle.genes) {
            definitions.push_back(gene.model.definition);
            exemptions.push_back(gene.exemption);
        }
        BinaryWriter writer;
        writer(
            definitions,
            exemptions,
            bundle.phenotypes,
            bundle.messages,
            bundle.version,
            std::vector<std::string>(sources.begin(), sources.end()));
        write_part(file_of(folder, bundle.digest, "core"), writer);
    } catch (const std::exception&) {
        return;  // a cache is a convenience
    }
}

}  // namespace genostrat::pgx
