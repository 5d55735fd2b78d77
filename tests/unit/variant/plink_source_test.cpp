// SPDX-License-Identifier: MIT
// Records made by hand after the PLINK 2 File Format Specification, section 2.
#include "test_support.hpp"

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/packed_genotypes.hpp>
#include <genostrat/variant/plink_source.hpp>
#include <genostrat/variant/vcf_sink.hpp>

namespace genostrat {
namespace {

using testing::HasSubstr;
using Bytes = std::vector<int>;

std::string bytes_of(const Bytes& values) {
    std::string out;
    for (const int value : values)
        out.push_back(static_cast<char>(value));
    return out;
}

std::string little_endian(std::uint64_t value, std::size_t n_bytes) {
    std::string out;
    for (std::size_t at = 0; at < n_bytes; ++at)
        out.push_back(static_cast<char>(value >> (8 * at)));
    return out;
}

struct Record {
    int type;
    Bytes bytes;
};

/// A .pgen of storage mode 0x10, types of 8 bits, lengths of one byte.
std::string pgen(std::size_t n_samples, const std::vector<Record>& records) {
    const std::size_t n = records.size();
    std::string out = bytes_of({0x6c, 0x1b, 0x10}) + little_endian(n, 4) +
                      little_endian(n_samples, 4) + bytes_of({0x44});
    out += little_endian(out.size() + 8 + 2 * n, 8);
    for (const Record& record : records)
        out += static_cast<char>(record.type);
    for (const Record& record : records)
        out += static_cast<char>(record.bytes.size());
    for (const Record& record : records)
        out += bytes_of(record.bytes);
    return out;
}

class PlinkSourceTest : public testing::Test {
protected:
    void write_pgen(
        std::size_t n_samples,
        const std::vector<Record>& records,
        const std::vector<std::string>& alts = {}) {
        std::string pvar = "#CHROM\tPOS\tID\tREF\tALT\n";
        for (std::size_t at = 0; at < records.size(); ++at)
            pvar += "1\t" + std::to_string(10 + at) + "\tv" + std::to_string(at) + "\tA\t" +
                    (alts.empty() ? "G" : alts[at]) + "\n";
        std::string psam = "#IID\tSEX\n";
        for (std::size_t sample = 0; sample < n_samples; ++sample)
            psam += "s" + std::to_string(sample) + "\t1\n";
        test::write_file(folder_ / "x.pgen", pgen(n_samples, records));
        test::write_file(folder_ / "x.pvar", pvar);
        test::write_file(folder_ / "x.psam", psam);
    }

    /// The sample columns of every row, as VCF.
    std::vector<std::string> rows(const std::string& name = "x.pgen", int threads = 1) {
        const std::string out = (folder_ / "out.vcf").string();
        (Pipeline{PlinkSource{(folder_ / name).string()}} | VcfSink{out, {}})
            .run({.threads = threads});
        std::vector<std::string> found;
        for (const std::string& line : test::lines_of(test::read_file(out)))
            if (!line.starts_with('#')) {
                std::size_t at = 0;
                for (int tab = 0; tab < 9; ++tab)
                    at = line.find('\t', at) + 1;
                found.push_back(line.substr(at));
            }
        return found;
    }

    /// The codes of every row of the first batch as digits; empty where the row has its genotypes.
    std::vector<std::string>
    packed_rows(std::size_t n_samples, const std::string& name = "x.pgen") {
        PlinkSource source{(folder_ / name).string()};
        source.leave_genotypes_packed();
        const Schema schema = source.open();
        source.start(schema);
        RecordBatch batch;
        static_cast<void>(source.fetch(batch));
        source.inflate(batch);
        source.frame(batch);
        source.prepare(batch);
        std::vector<std::string> found;
        std::vector<std::uint64_t> words(words_of_codes(n_samples), ~std::uint64_t{0});
        const auto* const packed = batch.attached<PackedGenotypes>();
        for (const RowId row : batch.rows()) {
            found.emplace_back();
            if (!packed->read(row, words)) {
                EXPECT_FALSE(batch.genotypes(row).empty());
                continue;
            }
            EXPECT_TRUE(batch.genotypes(row).empty());
            for (std::size_t sample = 0; sample < codes_per_word; ++sample)
                if (sample < n_samples)
                    found.back() += static_cast<char>('0' + code_at(words, sample));
                else
                    EXPECT_EQ(code_at(words, sample), 0);
        }
        return found;
    }

    test::TempDir folder_;
};

TEST_F(PlinkSourceTest, reads_every_compression_of_genotypes) {
    write_pgen(
        5,
        {{0, {0xe4, 0x01}},           // 0 1 2 3 1 as they are
         {2, {1, 0, 0x02}},           // as before, but sample 0 is 2
         {3, {0}},                    // the same inverted
         {4, {2, 1, 0x0d, 3}},        // all 0 but samples 1 and 4
         {1, {1, 0x06, 1, 4, 0x03}},  // 0 or 1 by bits; sample 4 missing
         {6, {0}},                    // all 2
         {7, {1, 2, 0x00}}});         // all missing but sample 2
    EXPECT_EQ(
        rows(),
        (std::vector<std::string>{
            "0/0\t0/1\t1/1\t./.\t0/1",
            "1/1\t0/1\t1/1\t./.\t0/1",
            "1/1\t0/1\t0/0\t./.\t0/1",
            "0/0\t0/1\t0/0\t0/0\t./.",
            "0/0\t0/1\t0/1\t0/0\t./.",
            "1/1\t1/1\t1/1\t1/1\t1/1",
            "./.\t./.\t0/0\t./.\t./."}));
}

TEST_F(PlinkSourceTest, reads_several_alts_and_phase) {
    write_pgen(
        4,
        {{8, {0xa5, 0x00, 0x02, 0x03, 0x02}},
         {0x10, {0x45, 0x0b, 0x02}},
         {0x10, {0x45, 0x04}}},  // all phased, the second one swapped
        {"G,T", "G", "G"});
    EXPECT_EQ(
        rows(),
        (std::vector<std::string>{
            "0/1\t0/2\t1/2\t2/2", "0|1\t0/1\t0|0\t1|0", "0|1\t1|0\t0|0\t0|1"}));
}

TEST_F(PlinkSourceTest, leaves_genotypes_packed_where_codes_tell_all) {
    write_pgen(
        5,
        {{0, {0xe4, 0x01}},           // 0 1 2 3 1
         {2, {1, 0, 0x02}},           // as before, but sample 0 is 2
         {3, {0}},                    // the first one inverted
         {6, {0}},                    // all 2
         {3, {0}},                    // that inverted
         {0x10, {0x45, 0x01, 0x04}},  // phased
         {8, {0x45, 0x01, 0xff}},     // two ALTs
         {7, {1, 2, 0x00}}},
        {"G", "G", "G", "G", "G", "G", "G,T", "G"});
    EXPECT_EQ(
        packed_rows(5),
        (std::vector<std::string>{
            "01231", "21231", "21031", "22222", "00000", "11011", "", "33033"}));
}

TEST_F(PlinkSourceTest, leaves_genotypes_of_a_bed_packed) {
    test::write_file(folder_ / "x.bed", bytes_of({0x6c, 0x1b, 0x01, 0xe4, 0x03}));
    test::write_file(folder_ / "x.bim", "1 v 0 5 A G\n");
    test::write_file(
        folder_ / "x.fam",
        "f a 0 0 1 -9\nf b 0 0 1 -9\nf c 0 0 1 -9\n"
        "f d 0 0 1 -9\nf e 0 0 1 -9\n");
    EXPECT_EQ(packed_rows(5, "x.bed"), (std::vector<std::string>{"23100"}));
}

TEST_F(PlinkSourceTest, names_a_damaged_record_that_was_left_packed) {
    write_pgen(5, {{0, {0xe4}}});
    PlinkSource source{(folder_ / "x.pgen").string()};
    source.leave_genotypes_packed();
    const Schema schema = source.open();
    source.start(schema);
    RecordBatch batch;
    static_cast<void>(source.fetch(batch));
    source.inflate(batch);
    source.prepare(batch);
    std::vector<std::uint64_t> words(1);
    EXPECT_ERROR(
        static_cast<void>(batch.attached<PackedGenotypes>()->read(batch.rows()[0], words)),
        ErrorKind::bad_data,
        HasSubstr("ends too early"));
}

TEST_F(PlinkSourceTest, reads_dosages) {
    write_pgen(
        4,
        {{0x60, {0xb4, 0x06, 0x00, 0x50, 0x00, 0x20}},
         {0x20, {0xb4, 1, 3, 0x00, 0x70}},
         {0x40, {0xe4, 0x00, 0x00, 0x00, 0x40, 0xff, 0xff, 0x00, 0x20}}});
    EXPECT_EQ(
        rows(),
        (std::vector<std::string>{
            "0/0:0\t0/1:1.25\t./.:0.5\t1/1:2",
            "0/0:0\t0/1:1\t./.:.\t1/1:1.75",
            "0/0:0\t0/1:1\t1/1:.\t./.:0.5"}));
}

TEST_F(PlinkSourceTest, reads_bed_with_bim_and_fam) {
    test::write_file(folder_ / "x.bed", bytes_of({0x6c, 0x1b, 0x01, 0xe4, 0x03, 0xff, 0x01}));
    test::write_file(folder_ / "x.bim", "1\trs1\t0\t10\tG\tA\nX\trs2\t0\t20\t0\tC\n");
    test::write_file(
        folder_ / "x.fam",
        "f a 0 0 1 -9\nf b 0 0 2 -9\nf c 0 0 0 -9\nf d 0 0 0 -9\nf e 0 0 0 -9\n");
    EXPECT_EQ(
        rows("x.bed"),
        (std::vector<std::string>{"1/1\t./.\t0/1\t0/0\t0/0", "0/0\t0/0\t0/0\t0/0\t./."}));
    const Schema schema = PlinkSource{(folder_ / "x.bed").string()}.open();
    EXPECT_EQ(schema.samples(), (std::vector<std::string>{"a", "b", "c", "d", "e"}));
    EXPECT_FALSE(schema.find_format("DS").has_value());
}

TEST_F(PlinkSourceTest, refers_to_records_of_earlier_batches) {
    // 9,000 variants: three batches; only the first is not LD-compressed.
    std::vector<Record> records(9000, {2, {1, 1, 0x03}});
    records[0] = {0, {0x24}};
    write_pgen(3, records);
    const std::vector<std::string> found = rows();
    ASSERT_EQ(found.size(), 9000U);
    EXPECT_EQ(found.front(), "0/0\t0/1\t1/1");
    EXPECT_EQ(found.back(), "0/0\t./.\t1/1");
    EXPECT_EQ(rows("x.pgen", 4), found);
}

TEST_F(PlinkSourceTest, reads_columns_in_any_order_and_info_of_any_shape) {
    write_pgen(1, {{0, {0}}, {0, {1}}, {0, {2}}});
    test::write_file(
        folder_ / "x.pvar",
        "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"d\">\n"
        "##INFO=<ID=AF,Number=A,Type=Float,Description=\"a\">\n"
        "##INFO=<ID=DB,Number=0,Type=Flag,Description=\"f\">\n"
        "##FILTER=<ID=q10,Description=\"q\">\n##FILTER=<ID=s50,Description=\"s\">\n"
        "#CHROM\tINFO\tPOS\tCM\tFILTER\tALT\tREF\tID\n"
        "1\tDP=3;AF=.,0.5;DB\t10\t0\tPASS\tG\tA\tone\n"
        "1\tAF=x;DP=4\t11\t0\tq10;s50\tT\tC\ttwo\n"
        "1\tDB;unknown=1;DP=5\t12\t0\tq10;s50\tC\tG\tthree\n");
    const auto read = [&](std::optional<std::vector<std::string>> kept) {
        PlinkSource source{(folder_ / "x.pgen").string()};
        if (kept)
            source.keep_info(*kept);
        const std::string out = (folder_ / "out.vcf").string();
        (Pipeline{std::move(source)} | VcfSink{out, {}}).run({});
        std::vector<std::string> found;
        for (const std::string& line : test::lines_of(test::read_file(out)))
            if (!line.starts_with('#'))
                found.push_back(line);
        return found;
    };
    EXPECT_THAT(
        read(std::nullopt),
        testing::ElementsAre(
            "1\t10\tone\tA\tG\t.\tPASS\tDP=3;AF=.,0.5;DB\tGT\t0/0",
            "1\t11\ttwo\tC\tT\t.\tq10;s50\tAF=x;DP=4\tGT\t0/1",
            "1\t12\tthree\tG\tC\t.\tq10;s50\tDB;DP=5\tGT\t1/1"));
    EXPECT_THAT(
        read(std::vector<std::string>{"DP"}),
        testing::ElementsAre(
            HasSubstr("\tPASS\tDP=3\tGT"), HasSubstr("\tDP=4\tGT"), HasSubstr("\tDP=5\tGT")));
    EXPECT_THAT(read(std::vector<std::string>{}), testing::Each(HasSubstr("\t.\tGT\t")));
}

TEST_F(PlinkSourceTest, names_files_of_different_sets) {
    write_pgen(4, {{0, {0xe4}}});
    test::write_file(folder_ / "x.pvar", "#CHROM\tPOS\tID\tREF\tALT\n");
    EXPECT_ERROR(rows(), ErrorKind::bad_data, HasSubstr("1 variants, the list beside it 0"));
    write_pgen(4, {{0, {0xe4}}});
    std::filesystem::remove(folder_ / "x.psam");
    EXPECT_ERROR(rows(), ErrorKind::missing_input, HasSubstr("x.psam"));
}

TEST_F(PlinkSourceTest, refuses_what_is_cut_off_or_damaged) {
    write_pgen(4, {{0, {0xe4}}, {4, {2, 3, 0x0d, 1}}});
    EXPECT_ERROR(rows(), ErrorKind::bad_data, HasSubstr("1:11"));
    const std::string whole = pgen(4, {{0, {0xe4}}});
    for (std::size_t size = 3; size < whole.size(); ++size) {
        test::write_file(folder_ / "x.pgen", whole.substr(0, size));
        test::write_file(folder_ / "x.pvar", "#CHROM\tPOS\tID\tREF\tALT\n1\t10\tv\tA\tG\n");
        EXPECT_ERROR(rows(), ErrorKind::bad_data, HasSubstr("x.pgen"));
    }
    test::write_file(folder_ / "x.pgen", bytes_of({0x6c, 0x1b, 0x20}) + whole.substr(3));
    EXPECT_ERROR(rows(), ErrorKind::unsupported, HasSubstr("storage mode 32"));
}

}  // namespace
}  // namespace genostrat
