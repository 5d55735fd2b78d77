// SPDX-License-Identifier: MIT
// Any bytes as a filter expression (after a first byte that chooses the rules), compiled and run on
// a row, and as a format string. Only an Error may come out.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/query_format.hpp>
#include <genostrat/filter/row.hpp>

namespace {

namespace filter = genostrat::filter;
using genostrat::Error;
using genostrat::OnBadRecord;
using genostrat::RecordBatch;
using genostrat::RowId;
using genostrat::Schema;

constexpr std::string_view header =
    "##fileformat=VCFv4.2\n##contig=<ID=1,length=1000>\n"
    "##FILTER=<ID=q10,Description=\"x\">\n"
    "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
    "##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"
    "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\">\n"
    "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|IMPACT|AF|PICK\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
    "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
    "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"x\">\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";
constexpr std::string_view row = "1\t5\trs1\tAT\tA,<DEL>\t30\tq10\tDP=7;AF=0.1,.;CSQ=A|HIGH|0.1|1,"
                                 "A|LOW||\tGT:GQ:AD:FT\t0/1:20:5,5,0:PASS\t1|.:.:.:.";

/// Lists are files: a fuzzer must not open any.
bool names_a_file(std::string_view text) {
    return text.find('@') != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1 || size > 2000)
        return 0;
    const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
    if (names_a_file(text))
        return 0;
    const auto rules = (data[0] & 1) != 0 ? filter::Rules::bcftools : filter::Rules::manual;
    static const Schema schema = Schema::parse(std::string{header}, "a.vcf");
    RecordBatch batch;
    batch.bind(schema, RecordBatch::Backing::text, OnBadRecord::fail);
    const RowId id = batch.add_line(row);
    try {
        const filter::Program program =
            filter::compile(text, schema, rules, filter::Wants::samples);
        filter::Evaluator evaluator{program};
        filter::BatchRow view{batch};
        view.move_to(id);
        static_cast<void>(evaluator.passes(view));
        static_cast<void>(evaluator.samples());
    } catch (const Error&) {
    }
    try {
        std::string out;
        filter::QueryFormat format{text, schema, rules};
        format.append(batch, id, {}, out);
    } catch (const Error&) {
    }
    return 0;
}
