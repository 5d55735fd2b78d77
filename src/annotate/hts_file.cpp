// SPDX-License-Identifier: MIT
#include "annotate/hts_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <htslib/kstring.h>

#include <genostrat/core/error.hpp>
#include <genostrat/io/index_check.hpp>

namespace genostrat::annotate {

void HtsFile::Close::operator()(kstring_t* text) const noexcept {
    ks_free(text);
    delete text;
}

HtsFile::HtsFile(const std::string& path) : path_{path}, line_{new kstring_t{0, 0, nullptr}} {
    if (!std::filesystem::exists(path))
        throw Error{ErrorKind::missing_input, "no such file", {.file = path}};
    file_.reset(hts_open(path.c_str(), "r"));
    if (!file_)
        fail("cannot be opened");
    const htsExactFormat format = hts_get_format(file_.get())->format;
    is_bcf_ = format == bcf;
    if (format != vcf && !is_bcf_)
        return;
    header_.reset(bcf_hdr_read(file_.get()));
    record_.reset(bcf_init());
    if (!header_ || !record_)
        fail("has a header that cannot be read");
}

void HtsFile::fail(const std::string& what) const {
    throw Error{ErrorKind::bad_data, what, {.file = path_}, "check the file, or index it again"};
}

std::string HtsFile::header_text() const {
    if (!header_)
        fail("is no VCF or BCF");
    kstring_t text{0, 0, nullptr};
    if (bcf_hdr_format(header_.get(), 0, &text) != 0) {
        ks_free(&text);
        fail("has a header that cannot be printed");
    }
    std::string result{text.s, text.l};
    ks_free(&text);
    return result;
}

bool HtsFile::load_index() {
    int n_names = 0;
    io::check_index_of(path_);
    if (is_bcf_) {
        bcf_index_.reset(bcf_index_load(path_.c_str()));
        for (int contig = 0; header_ && contig < header_->n[BCF_DT_CTG]; ++contig)
            contigs_.add(bcf_hdr_id2name(header_.get(), contig));
    } else if (hts_get_format(file_.get())->compression == bgzf) {
        text_index_.reset(tbx_index_load(path_.c_str()));
        if (text_index_) {
            const char** const names = tbx_seqnames(text_index_.get(), &n_names);
            for (int name = 0; name < n_names; ++name)
                contigs_.add(names[name]);
            std::free(names);  // NOLINT(cppcoreguidelines-no-malloc): HTSlib allocated it
        }
    }
    return bcf_index_ || text_index_;
}

void HtsFile::for_each(std::string_view contig, Interval where, const Visit& visit) {
    const ContigId own = contigs_.find_alias(contig);
    if (own == unknown_contig || where.empty())
        return;
    const std::int64_t begin = std::max<std::int64_t>(where.begin, 0);
    const std::unique_ptr<hts_itr_t, Close> rows{
        is_bcf_ ? bcf_itr_queryi(bcf_index_.get(), own, begin, where.end)
                : tbx_itr_queryi(text_index_.get(), own, begin, where.end)};
    if (!rows)
        return;
    int status = 0;
    if (is_bcf_) {
        while ((status = bcf_itr_next(file_.get(), rows.get(), record_.get())) >= 0)
            print_record(visit);
    } else {
        while ((status = tbx_itr_next(file_.get(), text_index_.get(), rows.get(), line_.get())) >=
               0)
            visit({line_->s, line_->l});
    }
    if (status < -1)
        fail("cannot be read at " + std::string{contig} + ":" + std::to_string(begin + 1));
}

void HtsFile::for_each_record(const Visit& visit) {
    int status = 0;
    while ((status = bcf_read(file_.get(), header_.get(), record_.get())) >= 0)
        print_record(visit);
    if (status < -1)
        fail("is damaged");
}

void HtsFile::print_record(const Visit& visit) {
    line_->l = 0;
    // Sites only: genotypes of a source are of no use here.
    bcf_subset(header_.get(), record_.get(), 0, nullptr);
    if (vcf_format(header_.get(), record_.get(), line_.get()) != 0)
        fail("has a record that cannot be printed");
    visit({line_->s, line_->l > 0 && line_->s[line_->l - 1] == '\n' ? line_->l - 1 : line_->l});
}

}  // namespace genostrat::annotate
