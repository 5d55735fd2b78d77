// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <genostrat/variant/record_batch.hpp>
#include <genostrat/variant/schema.hpp>

namespace genostrat::test {

/// A batch made of VCF text, as a stage sees it. The schema lives as long as this.
class VcfRows {
public:
    /// @param text  a whole VCF; `~` stands for a tab
    explicit VcfRows(std::string text, OnBadRecord on_bad = OnBadRecord::fail) {
        for (char& letter : text)
            if (letter == '~')
                letter = '\t';
        const std::size_t header = text.find('\n', text.find("#CHROM")) + 1;
        schema_ = std::make_unique<Schema>(Schema::parse(text.substr(0, header), "test.vcf"));
        on_bad_ = on_bad;
        body_ = text.substr(header);
    }

    /// To declare columns before the rows are read.
    [[nodiscard]] Schema& schema() noexcept { return *schema_; }

    /// The rows; read at the first call.
    [[nodiscard]] RecordBatch& batch() {
        if (batch_)
            return *batch_;
        batch_ = std::make_unique<RecordBatch>();
        batch_->bind(*schema_, RecordBatch::Backing::text, on_bad_);
        batch_->transport.raw.append(body_);
        batch_->transport.end = body_.size();
        batch_->transport.first_line = 1;
        batch_->index_rows();
        return *batch_;
    }

    /// Row number `index` of rows().
    [[nodiscard]] RowId row(std::size_t index = 0) { return batch().rows()[index]; }

    /// The row as a line, with `~` for tabs.
    [[nodiscard]] std::string line(std::size_t index = 0) {
        std::string out;
        batch().append_line(row(index), out);
        for (char& letter : out)
            if (letter == '\t')
                letter = '~';
        return out;
    }

private:
    std::unique_ptr<Schema> schema_;
    std::unique_ptr<RecordBatch> batch_;
    OnBadRecord on_bad_{};
    std::string body_;
};

/// A small header: contigs 1 and 2, INFO DP AF AC CSQ DB END, FORMAT GT DP AD GL, samples A and B.
inline constexpr std::string_view small_header =
    "##fileformat=VCFv4.3\n"
    "##FILTER=<ID=q10,Description=\"low\">\n"
    "##contig=<ID=1,length=1000>\n"
    "##contig=<ID=2>\n"
    "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"depth\">\n"
    "##INFO=<ID=AF,Number=A,Type=Float,Description=\"frequency\">\n"
    "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"count\">\n"
    "##INFO=<ID=NAME,Number=.,Type=String,Description=\"text, with a comma\">\n"
    "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"flag\">\n"
    "##INFO=<ID=END,Number=1,Type=Integer,Description=\"end\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"depth\">\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"depths\">\n"
    "##FORMAT=<ID=GL,Number=G,Type=Float,Description=\"likelihoods\">\n"
    "#CHROM~POS~ID~REF~ALT~QUAL~FILTER~INFO~FORMAT~A~B\n";

}  // namespace genostrat::test
