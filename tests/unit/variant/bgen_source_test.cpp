// SPDX-License-Identifier: MIT
// Files made by hand after the BGEN specification, layout 2.
#include "test_support.hpp"

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/bgen_source.hpp>
#include <genostrat/variant/vcf_sink.hpp>

namespace genostrat {
namespace {

using testing::HasSubstr;

std::string number(std::uint64_t value, std::size_t n_bytes) {
    std::string out;
    for (std::size_t at = 0; at < n_bytes; ++at)
        out.push_back(static_cast<char>(value >> (8 * at)));
    return out;
}

std::string text(std::string_view value, std::size_t n_bytes = 2) {
    return number(value.size(), n_bytes) + std::string{value};
}

/// @param ploidies  a byte a sample, bit 7: missing
std::string variant(
    std::string_view contig,
    int pos,
    const std::vector<std::string>& alleles,
    std::string_view ploidies,
    bool phased,
    int n_bits,
    std::string_view probabilities) {
    std::string out = text("own") + text("rs1") + text(contig) +
                      number(static_cast<std::uint64_t>(pos), 4) + number(alleles.size(), 2);
    for (const std::string& allele : alleles)
        out += text(allele, 4);
    const std::string block = number(ploidies.size(), 4) + number(alleles.size(), 2) + "\1\2" +
                              std::string{ploidies} + number(phased ? 1 : 0, 1) +
                              number(static_cast<std::uint64_t>(n_bits), 1) +
                              std::string{probabilities};
    return out + text(block, 4);
}

std::string bgen(
    const std::vector<std::string>& samples,
    const std::vector<std::string>& variants,
    std::uint32_t flags = 0x80000008) {
    std::string names;
    for (const std::string& sample : samples)
        names += text(sample);
    const bool has_names = (flags & 0x80000000U) != 0;
    names = has_names ? number(names.size() + 8, 4) + number(samples.size(), 4) + names : "";
    std::string out = number(20 + names.size(), 4) + number(20, 4) + number(variants.size(), 4) +
                      number(samples.size(), 4) + "bgen" + number(flags, 4) + names;
    for (const std::string& variant : variants)
        out += variant;
    return out;
}

class BgenSourceTest : public testing::Test {
protected:
    std::string convert(const std::string& content, CompanionFiles companions = {}) {
        test::write_file(folder_ / "x.bgen", content);
        const std::string out = (folder_ / "out.vcf").string();
        (Pipeline{BgenSource{(folder_ / "x.bgen").string(), {}, std::move(companions)}} |
         VcfSink{out, {}})
            .run({.threads = 2});
        std::string rows;
        for (const std::string& line : test::lines_of(test::read_file(out)))
            if (!line.starts_with("##"))
                rows += line + '\n';
        return rows;
    }

    test::TempDir folder_;
};

const std::string two_diploid{"\2\2", 2};

TEST_F(BgenSourceTest, reads_diploid_probabilities) {
    // P(0/0), P(0/1) of each sample in 8 bits: 1, 0; then 0, 0.2 (51 / 255): DS 1.8, in doubt.
    const std::string found = convert(bgen(
        {"a", "b"},
        {variant("07", 11, {"A", "G"}, two_diploid, false, 8, std::string{"\xff\0\0\x33", 4})}));
    EXPECT_EQ(
        found,
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
        "7\t11\trs1\tA\tG\t.\t.\t.\tGT:DS\t0/0:0\t./.:1.8\n");
}

TEST_F(BgenSourceTest, reads_missing_haploid_phased_and_many_alleles) {
    // Haploid and missing; 4 bits: P(A) = 0 for the first sample, so G.
    const std::string haploid =
        variant("X", 5, {"A", "G"}, std::string{"\1\x82", 2}, false, 4, std::string{"\0\0", 2});
    // Phased: P(first allele) of each haplotype in 16 bits: 1, 0 and 0, 1.
    const std::string phased = variant(
        "X", 6, {"A", "G"}, two_diploid, true, 16, std::string{"\xff\xff\0\0\0\0\xff\xff", 8});
    // Three alleles: 11 12 22 13 23 (33 is the rest): the fourth is certain, then the rest is.
    const std::string triallelic = variant(
        "X", 7, {"A", "G", "T"}, two_diploid, false, 8, std::string{"\0\0\0\xff\0\0\0\0\0\0", 10});
    const std::string found = convert(bgen({"a", "b"}, {haploid, phased, triallelic}));
    EXPECT_THAT(found, HasSubstr("X\t5\trs1\tA\tG\t.\t.\t.\tGT:DS\t1:1\t./.:.\n"));
    EXPECT_THAT(found, HasSubstr("X\t6\trs1\tA\tG\t.\t.\t.\tGT:DS\t0|1:1\t1|0:1\n"));
    EXPECT_THAT(found, HasSubstr("X\t7\trs1\tA\tG,T\t.\t.\t.\tGT:DS\t0/2:0,1\t2/2:0,2\n"));
}

TEST_F(BgenSourceTest, takes_the_names_of_samples_from_a_list) {
    const std::string content =
        bgen({"x"}, {variant("1", 1, {"A", "G"}, "\2", false, 8, std::string{"\0\xff", 2})}, 0x8);
    EXPECT_ERROR(convert(content), ErrorKind::missing_input, HasSubstr("--sample"));
    test::write_file(folder_ / "s.sample", "ID_1 ID_2 missing\n0 0 0\nf p1 0\n");
    EXPECT_THAT(
        convert(content, {.samples = (folder_ / "s.sample").string()}), HasSubstr("FORMAT\tp1\n"));
    test::write_file(folder_ / "s.sample", "ID_1 ID_2 missing\n0 0 0\n");
    EXPECT_ERROR(
        convert(content, {.samples = (folder_ / "s.sample").string()}),
        ErrorKind::bad_data,
        HasSubstr("names 0 samples, the BGEN file has 1"));
}

TEST_F(BgenSourceTest, refuses_what_is_cut_off_or_of_another_layout) {
    const std::string whole = bgen(
        {"a", "b"},
        {variant("1", 11, {"A", "G"}, two_diploid, false, 8, std::string{"\xff\0\0\x33", 4})});
    for (std::size_t size = 20; size < whole.size(); ++size)
        EXPECT_ERROR(convert(whole.substr(0, size)), ErrorKind::bad_data, HasSubstr("x.bgen"));
    EXPECT_ERROR(
        convert(bgen({"a"}, {}, 0x80000004)), ErrorKind::unsupported, HasSubstr("layout 1"));
    EXPECT_ERROR(
        convert(bgen(
            {"a", "b"},
            {variant("1", 11, {"A", "G"}, two_diploid, false, 33, std::string(20, '\0'))})),
        ErrorKind::bad_data,
        HasSubstr("33 bits"));
}

TEST(BgenSource, recognises_its_magic) {
    EXPECT_TRUE(BgenSource::recognises(bgen({}, {})));
    EXPECT_FALSE(BgenSource::recognises("##fileformat=VCFv4.3\n#CHROM"));
}

}  // namespace
}  // namespace genostrat
