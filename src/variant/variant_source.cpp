// SPDX-License-Identifier: MIT
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/variant/variant_source.hpp>

namespace genostrat {

namespace {

/// The first bytes of a plain file; empty for pipes and for what cannot be read.
std::string first_bytes(const std::string& path) {
    std::error_code ignored;
    if (path == "-" || !std::filesystem::is_regular_file(path, ignored))
        return {};

    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    const std::unique_ptr<std::FILE, Close> file{std::fopen(path.c_str(), "rb")};
    std::array<char, 24> bytes{};
    const std::size_t n =
        file ? std::fread(bytes.data(), 1, bytes.size(), file.get()) : std::size_t{0};
    return {bytes.data(), n};
}

/// The genotypes of a PLINK set that is named without an ending.
std::string complete(const std::string& path) {
    std::error_code ignored;
    if (path == "-" || std::filesystem::exists(path, ignored))
        return path;
    for (const std::string_view ending : {".pgen", ".bed"})
        if (std::filesystem::exists(path + std::string{ending}, ignored))
            return path + std::string{ending};
    return path;
}

void refuse_companions(const std::string& path) {
    for (const auto& [ending, genotypes] :
         {std::pair{".psam", ".pgen"}, {".bim", ".bed"}, {".fam", ".bed"}, {".sample", ".bgen"}})
        if (path.ends_with(ending))
            throw Error{
                ErrorKind::usage,
                fmt::format("a {} file has no genotypes", ending),
                {.file = path},
                fmt::format("name the {} file beside it", genotypes)};
}

}  // namespace

VariantSource::Any VariantSource::choose(
    const std::string& path, VcfSourceOptions options, const CompanionFiles& companions) {
    refuse_companions(path);
    std::string file = complete(path);
    const std::string start = first_bytes(file);
    if (PlinkSource::recognises(start)) {
        const CompanionFiles found = PlinkSource::find_companions(file, companions);
        sample_table_ = found.samples;
        return PlinkSource{std::move(file), std::move(options), found};
    }
    if (BgenSource::recognises(start))
        return BgenSource{std::move(file), std::move(options), companions};
    return VcfSource{std::move(file), std::move(options)};
}

VariantSource::VariantSource(
    const std::string& path, VcfSourceOptions options, const CompanionFiles& companions)
    : source_{choose(path, std::move(options), companions)} {
}

}  // namespace genostrat
