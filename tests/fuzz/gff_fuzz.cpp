// SPDX-License-Identifier: MIT
// Any bytes as a line of GFF3 or GTF, and as a file that a gene model is built from. Only an Error
// may come out; what was built can be read.
#include "memory_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/genes/build.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/genes/gff.hpp>

#include <unistd.h>

namespace genes = genostrat::genes;

namespace {

void read_line(std::string_view line) {
    try {
        const genes::GffRecord record = genes::parse_gff_line(line);
        for (const auto dialect : {genes::GffDialect::gff3, genes::GffDialect::gtf})
            genes::for_each_gff_attribute(
                record.attributes, dialect, [](std::string_view, std::string_view value) {
                    static_cast<void>(genes::decode_percent(value));
                });
    } catch (const genostrat::Error&) {
    }
}

std::string genome() {
    std::string text;
    for (const std::string_view name : {">1\n", ">MT\n"}) {
        text += name;
        for (int part = 0; part < 600; ++part)
            text += "ATGGCTTAAC";
        text += '\n';
    }
    return text;
}

void build_model(const std::uint8_t* data, std::size_t size) {
    static const std::string bases = genome();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): characters as bytes
    const auto* const base_bytes = reinterpret_cast<const std::uint8_t*>(bases.data());
    const genostrat::fuzz::MemoryFile annotation{data, size};
    const genostrat::fuzz::MemoryFile fasta{base_bytes, bases.size()};
    const std::string output = (std::filesystem::temp_directory_path() /
                                ("fuzz_genes_" + std::to_string(::getpid()) + ".gsg"))
                                   .string();
    for (const bool strict : {false, true}) {
        try {
            static_cast<void>(genes::build_gene_model(
                {.annotations = {{.path = annotation.path()}},
                 .fasta = fasta.path(),
                 .output = output,
                 .strict = strict}));
            const genes::GeneModel model{output};
            std::string spliced;
            for (const genes::TranscriptRow& row : model.transcripts())
                model.append_spliced(row, spliced);
        } catch (const genostrat::Error&) {
        }
    }
    std::filesystem::remove(output);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as characters
    read_line({reinterpret_cast<const char*>(data), size});
    build_model(data, size);
    return 0;
}
