// SPDX-License-Identifier: MIT
#include <memory>

#include <fmt/core.h>
#include <htslib/vcf.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/pileup/pileup.hpp>

namespace genostrat::pileup {

namespace {

bool is_sequence(std::string_view allele) noexcept {
    return !allele.empty() && allele.find_first_not_of("ACGTNacgtn") == std::string_view::npos;
}

void add_allele(std::string_view allele, Site& site) {
    if (!is_sequence(allele))
        return;
    std::string upper{allele};
    for (char& base : upper)
        base = base >= 'a' ? static_cast<char>(base - 'a' + 'A') : base;
    site.alleles.push_back(std::move(upper));
}

bool is_table(const std::string& path) {
    for (const std::string_view ending : {".tsv", ".txt", ".tsv.gz", ".txt.gz"})
        if (path.ends_with(ending))
            return true;
    return false;
}

std::vector<Site> read_table(const std::string& path) {
    std::vector<Site> sites;
    io::LineReader reader{path};
    std::string_view line;
    while (reader.next(line)) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const std::vector<std::string_view> columns = split(line, '\t');
        const auto position =
            columns.size() < 2 ? std::nullopt : parse_number<std::int64_t>(columns[1]);
        if (columns.size() < 4 || !position || *position < 1 || !is_sequence(columns[2]))
            throw Error{
                ErrorKind::bad_data,
                "a site needs contig, position (from 1), REF and ALT, separated by tabs",
                reader.where()};
        Site site{.contig = std::string{columns[0]}, .pos = *position - 1};
        add_allele(columns[2], site);
        for (const std::string_view allele : split(columns[3], ','))
            add_allele(allele, site);
        sites.push_back(std::move(site));
    }
    return sites;
}

std::vector<Site> read_variants(const std::string& path) {
    const auto close = [](htsFile* file) { hts_close(file); };
    const std::unique_ptr<htsFile, decltype(close)> file{hts_open(path.c_str(), "r"), close};
    if (file == nullptr)
        throw Error{ErrorKind::missing_input, "the sites cannot be opened", {.file = path}};
    const auto free_header = [](bcf_hdr_t* header) { bcf_hdr_destroy(header); };
    const std::unique_ptr<bcf_hdr_t, decltype(free_header)> header{
        bcf_hdr_read(file.get()), free_header};
    if (header == nullptr)
        throw Error{ErrorKind::bad_data, "the sites are no VCF or BCF", {.file = path}};
    const auto free_row = [](bcf1_t* row) { bcf_destroy(row); };
    const std::unique_ptr<bcf1_t, decltype(free_row)> row{bcf_init(), free_row};
    std::vector<Site> sites;
    int status = 0;
    while ((status = bcf_read(file.get(), header.get(), row.get())) == 0) {
        if (bcf_unpack(row.get(), BCF_UN_STR) != 0 || row->n_allele == 0)
            continue;
        Site site{.contig = bcf_seqname_safe(header.get(), row.get()), .pos = row->pos};
        for (std::uint32_t allele = 0; allele < row->n_allele; ++allele)
            add_allele(row->d.allele[allele], site);
        if (!is_sequence(row->d.allele[0]))
            continue;
        sites.push_back(std::move(site));
    }
    if (status < -1)
        throw Error{
            ErrorKind::bad_data,
            "the sites are damaged or truncated",
            {.file = path, .record = static_cast<std::int64_t>(sites.size()) + 1}};
    return sites;
}

}  // namespace

std::vector<Site> read_sites(const std::string& path) {
    return is_table(path) ? read_table(path) : read_variants(path);
}

}  // namespace genostrat::pileup
