// SPDX-License-Identifier: MIT
#include "bundle_cache.hpp"
#include "data_stamp.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/sha256.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pgx/bundle.hpp>

namespace genostrat::pgx {
namespace {

namespace fs = std::filesystem;

/// The first of the folders that is there; empty if none is.
fs::path find_folder(const fs::path& directory, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (fs::is_directory(directory / name))
            return directory / name;
    return {};
}

std::vector<fs::path> json_files(const fs::path& folder) {
    std::vector<fs::path> files;
    if (folder.empty())
        return files;
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.is_regular_file() && entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

/// The files of a data directory by what they hold, each list in order of names.
struct DataFiles {
    std::vector<fs::path> definitions{};
    std::vector<fs::path> exemptions{};  ///< none or one
    std::vector<fs::path> phenotypes{};
    std::vector<fs::path> guidance{};
    std::vector<fs::path> messages{};  ///< none or one

    [[nodiscard]] std::vector<fs::path> all() const {
        std::vector<fs::path> files;
        for (const auto* list : {&definitions, &exemptions, &phenotypes, &guidance, &messages})
            files.insert(files.end(), list->begin(), list->end());
        return files;
    }
};

/// The first of the files that is there.
std::vector<fs::path> first_of(std::initializer_list<fs::path> paths) {
    for (const fs::path& path : paths)
        if (fs::is_regular_file(path))
            return {path};
    return {};
}

std::vector<fs::path> definition_files(const fs::path& folder, const BundleOptions& options) {
    std::vector<fs::path> files;
    if (options.definitions.empty()) {
        files = json_files(folder);
        std::erase_if(files, [](const fs::path& file) {
            return !file.filename().string().ends_with("_translation.json");
        });
    } else if (fs::is_directory(options.definitions)) {
        files = json_files(options.definitions);
        std::erase_if(
            files, [](const fs::path& file) { return file.filename() == "exemptions.json"; });
    } else {
        files = {options.definitions};
    }
    return files;
}

std::vector<fs::path> guidance_files(const fs::path& directory) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator{directory})
        if (entry.is_directory() && entry.path().filename().string().starts_with("guid"))
            folders.push_back(entry.path());
    std::ranges::sort(folders);
    std::vector<fs::path> files;
    for (const fs::path& folder : folders)
        std::ranges::copy(json_files(folder), std::back_inserter(files));
    if (files.empty())
        files = first_of({directory / "reporter/prescribing_guidance.json"});
    return files;
}

DataFiles find_files(const fs::path& directory, const BundleOptions& options) {
    const fs::path folder =
        find_folder(directory, {"definitions", "definition/alleles", "definition", "."});
    DataFiles files{
        .definitions = definition_files(folder, options),
        .exemptions =
            first_of({folder / "exemptions.json", folder.parent_path() / "exemptions.json"}),
        .phenotypes = json_files(find_folder(directory, {"phenotypes", "phenotype"})),
        .guidance = options.with_guidance ? guidance_files(directory) : std::vector<fs::path>{},
        .messages = first_of({directory / "messages.json", directory / "reporter/messages.json"})};
    if (files.definitions.empty())
        throw Error{
            ErrorKind::missing_input,
            "no allele definitions (GENE_translation.json) in this folder",
            {.file = (options.definitions.empty() ? directory : options.definitions).string()},
            "give the folder of PharmCAT-format data with --pgx-data"};
    return files;
}

/// The content hash of all files: names, sizes and bytes.
std::string digest_of(const std::vector<fs::path>& files) {
    Sha256 hash;
    for (const fs::path& path : files) {
        const std::string text = read_text_file(path);
        hash.add(fmt::format("{} {}\n", path.filename().string(), text.size()));
        hash.add(text);
    }
    return hash.hex().substr(0, 16);
}

/// The content hash, from a stamp where the files have not changed since it was made.
std::string digest_of(const std::vector<fs::path>& files, const fs::path& cache) {
    if (cache.empty())
        return digest_of(files);
    const DataState state{files};
    if (auto digest = read_stamp(cache, state))
        return *std::move(digest);
    const auto now = std::chrono::system_clock::now();
    std::string digest = digest_of(files);
    if (state.is_settled(now) && DataState{files} == state)
        write_stamp(cache, state, digest);
    return digest;
}

void read_definitions(const std::vector<fs::path>& files, Bundle& bundle) {
    for (const fs::path& file : files) {
        Gene gene{.model = compile(parse_definition(read_text_file(file), file.string()))};
        if (bundle.find_gene(gene.name()) != nullptr)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("defines {}, which another file defines already", gene.name()),
                {.file = file.string()}};
        bundle.genes.push_back(std::move(gene));
    }
    std::ranges::sort(bundle.genes, {}, &Gene::name);
}

void read_exemptions(const std::vector<fs::path>& files, Bundle& bundle) {
    for (const fs::path& file : files)
        for (Exemption& exemption : parse_exemptions(read_text_file(file), file.string()))
            for (Gene& gene : bundle.genes)
                if (gene.name() == exemption.gene)
                    gene.exemption = std::move(exemption);
}

void read_phenotypes(const std::vector<fs::path>& files, Bundle& bundle) {
    for (const fs::path& file : files) {
        PhenotypeTable table = parse_phenotypes(read_text_file(file), file.string());
        if (bundle.find_phenotypes(table.gene) != nullptr)
            throw Error{
                ErrorKind::bad_data,
                fmt::format("has phenotypes of {}, as another file has", table.gene),
                {.file = file.string()}};
        bundle.phenotypes.push_back(std::move(table));
    }
}

/// One version, or the oldest and the newest.
std::string versions_of(const std::vector<Gene>& genes) {
    std::string oldest;
    std::string newest;
    for (const Gene& gene : genes) {
        const std::string& version = gene.model.definition.version;
        if (version.empty())
            continue;
        oldest = oldest.empty() ? version : std::min(oldest, version);
        newest = std::max(newest, version);
    }
    return oldest == newest ? newest : oldest + " to " + newest;
}

Bundle parse_files(const DataFiles& files) {
    Bundle bundle;
    read_definitions(files.definitions, bundle);
    read_exemptions(files.exemptions, bundle);
    read_phenotypes(files.phenotypes, bundle);
    for (const fs::path& file : files.guidance)
        std::ranges::move(
            parse_guidelines(read_text_file(file), file.string()),
            std::back_inserter(bundle.guidelines));
    for (const fs::path& file : files.messages)
        bundle.messages = parse_messages(read_text_file(file), file.string());
    bundle.version = versions_of(bundle.genes);
    return bundle;
}

/// Leaves out guidelines of publishers that were not asked for.
void choose_sources(const std::vector<std::string>& sources, Bundle& bundle) {
    if (sources.empty())
        return;
    std::vector<std::string> known;
    for (const Guideline& guideline : bundle.guidelines)
        if (std::ranges::find(known, guideline.source) == known.end())
            known.push_back(guideline.source);
    for (const std::string& source : sources)
        if (std::ranges::find(known, source) == known.end())
            throw Error{
                ErrorKind::usage,
                fmt::format("there is no guideline of '{}' in the data", source),
                {},
                suggest_name(source, known)};
    std::erase_if(bundle.guidelines, [&](const Guideline& guideline) {
        return std::ranges::find(sources, guideline.source) == sources.end();
    });
}

}  // namespace

const Gene* Bundle::find_gene(std::string_view name) const noexcept {
    const auto found = std::ranges::find(genes, name, &Gene::name);
    return found == genes.end() ? nullptr : &*found;
}

const PhenotypeTable* Bundle::find_phenotypes(std::string_view gene) const noexcept {
    const auto found = std::ranges::find(phenotypes, gene, &PhenotypeTable::gene);
    return found == phenotypes.end() ? nullptr : &*found;
}

fs::path default_cache_folder() {
    const auto value_of = [](const char* name) {
        const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read only
        return value == nullptr ? fs::path{} : fs::path{value};
    };
    if (const fs::path own = value_of("GENOSTRAT_CACHE"); !own.empty())
        return own;
    if (const fs::path shared = value_of("XDG_CACHE_HOME"); !shared.empty())
        return shared / "genostrat";
    if (const fs::path home = value_of("HOME"); !home.empty())
        return home / ".cache" / "genostrat";
    return {};
}

std::shared_ptr<const Bundle> load_bundle(const fs::path& directory, const BundleOptions& options) {
    if (!fs::is_directory(directory))
        throw Error{
            ErrorKind::missing_input,
            "there is no such folder of pharmacogenomic data",
            {.file = directory.string()},
            "give the folder of PharmCAT-format data with --pgx-data"};
    const DataFiles files = find_files(directory, options);
    const std::string digest = digest_of(files.all(), options.cache);
    Bundle bundle;
    const std::string_view left_out = options.call_cyp2d6 ? "" : "CYP2D6";
    if (options.cache.empty() || !read_compiled(options.cache, digest, left_out, bundle)) {
        bundle = parse_files(files);
        bundle.digest = digest;
        if (!options.cache.empty())
            write_compiled(options.cache, bundle);
    }
    std::erase_if(bundle.genes, [&](const Gene& gene) { return gene.name() == left_out; });
    choose_sources(options.sources, bundle);
    return std::make_shared<const Bundle>(std::move(bundle));
}

}  // namespace genostrat::pgx
