// SPDX-License-Identifier: MIT
// What has been normalised once is not changed by a second time, and still spells the same
// haplotypes.
#include "test_support.hpp"

#include <algorithm>
#include <set>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <genostrat/normalize/stage.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace genostrat::normalize {
namespace {

constexpr std::string_view header = "##fileformat=VCFv4.3\n"
                                    "##contig=<ID=1,length=120>\n"
                                    "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n"
                                    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
                                    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
                                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";

/// Repeats of short units, so that indels can move.
std::string make_reference(const std::vector<std::uint8_t>& raw) {
    constexpr std::array<std::string_view, 6> units{"A", "CA", "T", "GTC", "GG", "ACGT"};
    std::string bases{"ACGTAC"};
    for (const std::uint8_t value : raw)
        for (int copy = 0; copy <= value / 6 % 5; ++copy)
            bases += units[value % units.size()];
    bases.resize(120, 'T');
    return bases;
}

std::string make_rows(const std::vector<std::uint32_t>& raw, const std::string& bases) {
    constexpr std::array<std::string_view, 8> inserts{
        "", "A", "CA", "T", "GG", "CACA", "TT", "GTC"};
    std::vector<std::pair<std::size_t, std::string>> rows;
    for (const std::uint32_t value : raw) {
        const std::size_t pos = value % 100;
        const std::string ref = bases.substr(pos, 1 + value / 100 % 6);
        std::set<std::string> alts;
        for (std::uint32_t rest = value / 600; alts.size() < 1 + value % 3 && rest < 100'000'000;
             rest += 7'919) {
            const std::string alt = ref.substr(0, 1 + rest % ref.size()) +
                                    std::string{inserts[rest / 7 % inserts.size()]};
            if (alt != ref)
                alts.insert(alt);
        }
        std::string text;
        std::string counts;
        std::string depths = "9";
        for (const std::string& alt : alts) {
            text += (text.empty() ? "" : ",") + alt;
            counts += counts.empty() ? "1" : ",1";
            depths += ",4";
        }
        std::string row = "1\t" + std::to_string(pos + 1) + "\t.\t";
        row += ref;
        row += "\t" + text + "\t.\t.\tAC=" + counts + "\tGT:AD\t";
        row += (alts.size() > 1 ? "1/2:" : "0/1:") + depths + "\n";
        rows.emplace_back(pos, row);
    }
    std::ranges::stable_sort(rows, {}, &std::pair<std::size_t, std::string>::first);
    std::string text;
    for (const auto& [pos, row] : rows)
        text += row;
    return text;
}

std::string
normalize(const test::TempDir& folder, const std::string& rows, NormalizeOptions options) {
    test::write_file(folder / "in.vcf", std::string{header} + rows);
    Pipeline pipeline{VcfSource{folder / "in.vcf"}};
    for (AnyStage<RecordBatch>& stage : make_stages(options, std::make_shared<NormalizeCounts>()))
        pipeline = std::move(pipeline) | std::move(stage);
    pipeline = std::move(pipeline) | VcfSink{folder / "out.vcf", {.parts = VcfParts::only_rows}};
    std::move(pipeline).run({.threads = 1});
    return test::read_file(folder / "out.vcf");
}

/// The sequences that the reference becomes by each row's ALTs alone.
std::set<std::string> haplotypes(const std::string& rows, const std::string& bases) {
    std::set<std::string> sequences;
    for (const std::string& line : test::lines_of(rows)) {
        const RowText row = RowText::parse(line);
        const std::size_t pos = std::stoul(std::string{row.pos}) - 1;
        for (const std::string_view alt : row.alts())
            sequences.insert(
                bases.substr(0, pos) + std::string{alt} + bases.substr(pos + row.ref.size()));
    }
    return sequences;
}

RC_GTEST_PROP(
    Normalize,
    twice_is_once,
    (const std::vector<std::uint8_t>& reference, const std::vector<std::uint32_t>& raw)) {
    const std::string bases = make_reference(reference);
    const std::string rows = make_rows(raw, bases);
    const test::TempDir folder;
    test::write_file(folder / "ref.fa", ">1\n" + bases + "\n");
    const auto fasta = std::make_shared<io::Fasta>(folder / "ref.fa");
    for (const NormalizeOptions& options :
         {NormalizeOptions{.reference = fasta},
          NormalizeOptions{.reference = fasta, .multiallelics = Multiallelics::split},
          NormalizeOptions{
              .reference = fasta,
             .multiallelics = Multiallelics::join,
             .row_types = RowTypes::any}}) {
        const std::string once = normalize(folder, rows, options);
        RC_ASSERT(normalize(folder, once, options) == once);
        RC_ASSERT(haplotypes(once, bases) == haplotypes(rows, bases));
    }
    const NormalizeOptions atomizes{.multiallelics = Multiallelics::split, .atomizes = true};
    const std::string atoms = normalize(folder, rows, atomizes);
    for (const std::string& line : test::lines_of(atoms)) {
        const RowText row = RowText::parse(line);
        RC_ASSERT(row.ref.size() == 1U || row.alt.size() == 1U);
    }
}

}  // namespace
}  // namespace genostrat::normalize
