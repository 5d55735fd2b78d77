// SPDX-License-Identifier: MIT
#include "bam_file.hpp"

#include "test_support.hpp"

#include <algorithm>
#include <stdexcept>

#include <htslib/sam.h>

#include <genostrat/alignment/alignment_source.hpp>

namespace genostrat::test {

std::string sam(std::string_view text) {
    std::string out{text};
    std::ranges::replace(out, ' ', '\t');
    return out;
}

void write_bam(const std::filesystem::path& path, std::string_view sam_text, bool with_index) {
    const TempDir folder;
    const std::filesystem::path text_path = folder / "in.sam";
    write_file(text_path, sam_text);
    htsFile* const in = hts_open(text_path.c_str(), "r");
    htsFile* const out = hts_open(path.c_str(), "wb");
    sam_hdr_t* const header = sam_hdr_read(in);
    if (header == nullptr || sam_hdr_write(out, header) != 0)
        throw std::runtime_error{"no header"};
    bam1_t* const record = bam_init1();
    int status = 0;
    while ((status = sam_read1(in, header, record)) >= 0)
        if (sam_write1(out, header, record) < 0)
            throw std::runtime_error{"cannot write"};
    if (status < -1)
        throw std::runtime_error{"bad SAM text"};
    bam_destroy1(record);
    sam_hdr_destroy(header);
    hts_close(in);
    hts_close(out);
    if (with_index && sam_index_build(path.c_str(), 0) != 0)
        throw std::runtime_error{"cannot index"};
}

void fill_batch(alignment::AlignmentBatch& batch, std::string_view sam_text) {
    const TempDir folder;
    write_bam(folder / "in.bam", sam_text, false);
    alignment::AlignmentSource source{{.path = (folder / "in.bam").string()}};
    static_cast<void>(source.open());
    batch.clear();
    static_cast<void>(source.fetch(batch));
    source.inflate(batch);
    source.frame(batch);
}

}  // namespace genostrat::test
