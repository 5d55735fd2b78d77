// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <htslib/hts.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/interval.hpp>

namespace genostrat::annotate {

/// A sites file read through HTSlib, as lines of text: VCF, BCF (each record printed as a line), or
/// any text with a tabix index. Not to be shared between threads.
class HtsFile {
public:
    /// @throws Error{missing_input} if there is no such file, Error{bad_data} if HTSlib cannot read
    ///         its header
    explicit HtsFile(const std::string& path);

    /// Of VCF and BCF.
    [[nodiscard]] std::string header_text() const;

    [[nodiscard]] bool is_bcf() const noexcept { return is_bcf_; }

    /// Opens the index beside the file. @return false if there is none
    bool load_index();

    using Visit = std::function<void(std::string_view line)>;

    /// Calls `visit` with each row of a stretch. @pre load_index() was true
    /// @param contig  any name of it
    void for_each(std::string_view contig, Interval where, const Visit& visit);

    /// Calls `visit` with each row of a BCF from here to its end.
    void for_each_record(const Visit& visit);

private:
    struct Close {
        void operator()(htsFile* file) const noexcept { hts_close(file); }

        void operator()(bcf_hdr_t* header) const noexcept { bcf_hdr_destroy(header); }

        void operator()(bcf1_t* record) const noexcept { bcf_destroy(record); }

        void operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }

        void operator()(tbx_t* index) const noexcept { tbx_destroy(index); }

        void operator()(hts_itr_t* iterator) const noexcept { hts_itr_destroy(iterator); }

        void operator()(kstring_t* text) const noexcept;
    };

    void print_record(const Visit& visit);
    [[noreturn]] void fail(const std::string& what) const;

    std::string path_;
    bool is_bcf_{};
    std::unique_ptr<htsFile, Close> file_;
    std::unique_ptr<bcf_hdr_t, Close> header_{};
    std::unique_ptr<bcf1_t, Close> record_{};
    std::unique_ptr<hts_idx_t, Close> bcf_index_{};
    std::unique_ptr<tbx_t, Close> text_index_{};
    std::unique_ptr<kstring_t, Close> line_;
    Contigs contigs_{};
};

}  // namespace genostrat::annotate
