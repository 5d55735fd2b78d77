// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/sha256.hpp>
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

class BundleReader {
public:
    BundleReader(fs::path directory, const BundleOptions& options)
        : directory_(std::move(directory)), options_(options) {}

    std::shared_ptr<const Bundle> run() {
        const fs::path folder =
            find_folder(directory_, {"definitions", "definition/alleles", "definition", "."});
        read_definitions(folder);
        read_exemptions(folder);
        read_phenotypes();
        if (options_.with_guidance)
            read_guidance();
        bundle_.version = version();
        bundle_.digest = hash_.hex().substr(0, 16);
        return std::make_shared<const Bundle>(std::move(bundle_));
    }

private:
    std::string text_of(const fs::path& path) {
        std::string text = read_text_file(path);
        hash_.add(path.filename().string());
        hash_.add(text);
        return text;
    }

    void read_definitions(const fs::path& folder) {
        std::vector<fs::path> files;
        if (options_.definitions.empty()) {
            for (const fs::path& file : json_files(folder))
                if (file.filename().string().ends_with("_translation.json"))
                    files.push_back(file);
        } else if (fs::is_directory(options_.definitions)) {
            files = json_files(options_.definitions);
        } else {
            files = {options_.definitions};
        }
        std::erase_if(
            files, [](const fs::path& file) { return file.filename() == "exemptions.json"; });
        if (files.empty())
            throw Error{
                ErrorKind::missing_input,
                "no allele definitions (GENE_translation.json) in this folder",
                {.file =
                     (options_.definitions.empty() ? directory_ : options_.definitions).string()},
                "give the folder of PharmCAT-format data with --pgx-data"};
        for (const fs::path& file : files) {
            Gene gene{.model = compile(parse_definition(text_of(file), file.string()))};
            if (gene.name() == "CYP2D6" && !options_.call_cyp2d6)
                continue;
            if (bundle_.find_gene(gene.name()) != nullptr)
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("defines {}, which another file defines already", gene.name()),
                    {.file = file.string()}};
            bundle_.genes.push_back(std::move(gene));
        }
        std::ranges::sort(bundle_.genes, {}, &Gene::name);
    }

    void read_exemptions(const fs::path& folder) {
        for (const fs::path& path :
             {folder / "exemptions.json", folder.parent_path() / "exemptions.json"}) {
            if (!fs::is_regular_file(path))
                continue;
            for (Exemption& exemption : parse_exemptions(text_of(path), path.string()))
                for (Gene& gene : bundle_.genes)
                    if (gene.name() == exemption.gene)
                        gene.exemption = std::move(exemption);
            return;
        }
    }

    void read_phenotypes() {
        for (const fs::path& file :
             json_files(find_folder(directory_, {"phenotypes", "phenotype"}))) {
            PhenotypeTable table = parse_phenotypes(text_of(file), file.string());
            const auto known =
                std::ranges::find(bundle_.phenotypes, table.gene, &PhenotypeTable::gene);
            if (known != bundle_.phenotypes.end())
                throw Error{
                    ErrorKind::bad_data,
                    fmt::format("has phenotypes of {}, as another file has", table.gene),
                    {.file = file.string()}};
            bundle_.phenotypes.push_back(std::move(table));
        }
    }

    void read_guidance() {
        std::vector<fs::path> folders;
        for (const auto& entry : fs::directory_iterator{directory_})
            if (entry.is_directory() && entry.path().filename().string().starts_with("guid"))
                folders.push_back(entry.path());
        std::ranges::sort(folders);
        for (const fs::path& folder : folders)
            for (const fs::path& file : json_files(folder))
                bundle_.guidelines.push_back(parse_guideline(text_of(file), file.string()));
    }

    [[nodiscard]] std::string version() const {
        std::string oldest;
        std::string newest;
        for (const Gene& gene : bundle_.genes) {
            const std::string& version = gene.model.definition.version;
            if (version.empty())
                continue;
            oldest = oldest.empty() ? version : std::min(oldest, version);
            newest = std::max(newest, version);
        }
        return oldest == newest ? newest : oldest + " to " + newest;
    }

    fs::path directory_;
    const BundleOptions& options_;
    Bundle bundle_{};
    Sha256 hash_{};
};

}  // namespace

const Gene* Bundle::find_gene(std::string_view name) const noexcept {
    const auto found = std::ranges::find(genes, name, &Gene::name);
    return found == genes.end() ? nullptr : &*found;
}

const PhenotypeTable* Bundle::find_phenotypes(std::string_view gene) const noexcept {
    const auto found = std::ranges::find(phenotypes, gene, &PhenotypeTable::gene);
    return found == phenotypes.end() ? nullptr : &*found;
}

std::shared_ptr<const Bundle> load_bundle(const fs::path& directory, const BundleOptions& options) {
    if (!fs::is_directory(directory))
        throw Error{
            ErrorKind::missing_input,
            "there is no such folder of pharmacogenomic data",
            {.file = directory.string()},
            "give the folder of PharmCAT-format data with --pgx-data"};
    return BundleReader{directory, options}.run();
}

}  // namespace genostrat::pgx
