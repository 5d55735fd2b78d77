// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant_files.hpp"

namespace genostrat {
namespace {

using testing::HasSubstr;

class VcfSourceTest : public testing::Test {
protected:
    std::string copy(const std::string& from, VcfSourceOptions options = {}, int threads = 1) {
        const std::string to = folder_ / "out.vcf";
        test::copy_variants(from, to, {}, std::move(options), threads);
        return test::read_file(to);
    }

    std::string file(std::string_view name, std::string_view content) {
        test::write_file(folder_ / name, content);
        return folder_ / name;
    }

    test::TempDir folder_;
};

TEST_F(VcfSourceTest, plain_gzip_and_bgzf_leave_byte_for_byte) {
    const std::string text = test::made_vcf(30'000);  // several batches
    const std::string plain = file("a.vcf", text);
    const std::string in = folder_.path();
    ASSERT_EQ(test::run_command("gzip -kc " + plain + " > " + in + "/g.vcf.gz").exit_code, 0);
    ASSERT_EQ(test::run_command("bgzip -c " + plain + " > " + in + "/b.vcf.gz").exit_code, 0);
    ASSERT_EQ(
        test::run_command(
            "cd " + in + "; (head -500 a.vcf | gzip; tail -n +501 a.vcf | gzip) > m.gz")
            .exit_code,
        0);
    for (const char* name : {"/a.vcf", "/g.vcf.gz", "/b.vcf.gz", "/m.gz"})
        for (const int threads : {1, 4})
            EXPECT_EQ(copy(in + name, {}, threads), text) << name << threads;
}

TEST_F(VcfSourceTest, a_last_line_without_line_end_stays_so) {
    std::string text = test::made_vcf(5);
    text.pop_back();
    EXPECT_EQ(copy(file("a.vcf", text)), text);
}

TEST_F(VcfSourceTest, a_record_longer_than_many_batches_passes) {
    std::string text = test::made_vcf(2);
    text += "2\t99\t.\t" + std::string(5'000'000, 'A') + "\tC\t.\t.\t.\tGT\t0/1\t0/0\n";
    text += "2\t100\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0\n";
    EXPECT_EQ(copy(file("a.vcf", text)), text);
}

TEST_F(VcfSourceTest, targets_are_a_filter_on_position) {
    VcfSourceOptions options{.targets = Regions::parse("1:17-24,2")};
    const auto lines = test::lines_of(copy(file("a.vcf", test::made_vcf(9)), options));
    std::vector<std::string> rows;
    for (const std::string& line : lines)
        if (!line.starts_with('#'))
            rows.push_back(line.substr(0, line.find("\trs")));
    EXPECT_THAT(rows, testing::ElementsAre("1\t17", "1\t24", "2\t10", "2\t17", "2\t24"));
    options.exclude_targets = true;
    EXPECT_THAT(copy(file("a.vcf", test::made_vcf(9)), options), HasSubstr("1\t10\trs0"));
}

TEST_F(VcfSourceTest, regions_through_an_index_equal_reading_everything) {
    const std::string packed = folder_ / "a.vcf.gz";
    test::copy_variants(
        file("a.vcf", test::made_vcf(60'000)),
        packed,
        {.format = VcfFormat::vcf_gz, .index = IndexFormat::tbi});
    for (const char* text :
         {"1:100000-100100,1:100050-100200", "2", "1:270000-,2:1-50", "2:900000000"}) {
        VcfSourceOptions by_index{.regions = Regions::parse(text)};
        VcfSourceOptions by_reading{
            .targets = Regions::parse(text), .targets_overlap = OverlapRule::record};
        EXPECT_EQ(copy(packed, by_index), copy(packed, by_reading)) << text;
    }
}

TEST_F(VcfSourceTest, says_what_is_wrong_with_a_file) {
    const auto expect = [&](std::string_view content, ErrorKind kind, std::string_view message) {
        EXPECT_ERROR(copy(file("x", content)), kind, HasSubstr(std::string{message}));
    };
    expect("", ErrorKind::bad_data, "the file is empty");
    expect("hello\n", ErrorKind::bad_data, "neither VCF nor BCF");
    expect("BZh91AY", ErrorKind::unsupported, "bzip2");
    expect("PK\x03\x04", ErrorKind::unsupported, "zip");
    expect("BAM\1", ErrorKind::unsupported, "BAM");
    EXPECT_ERROR(copy(folder_ / "none"), ErrorKind::missing_input, HasSubstr("none"));
    EXPECT_ERROR(copy(folder_.path()), ErrorKind::unsupported, HasSubstr("folder"));
    VcfSourceOptions regions{.regions = Regions::parse("1")};
    EXPECT_ERROR(
        copy(file("p.vcf", test::made_vcf(2)), regions),
        ErrorKind::unsupported,
        HasSubstr("bgzip"));
}

TEST_F(VcfSourceTest, the_first_bad_row_is_named_for_any_number_of_threads) {
    std::string text = test::made_vcf(50'000);
    const auto spoil = [&](std::string_view id) {
        const std::size_t at = text.find(id);
        text.replace(at, id.size(), std::string(id.size() - 2, 'x') + "\t\t");
    };
    spoil("\trs40000\t");
    spoil("\trs30000\t");
    const std::string path = file("a.vcf", text);
    std::string first;
    for (const int threads : {1, 2, 5}) {
        try {
            copy(path, {}, threads);
            FAIL();
        } catch (const Error& error) {
            first = first.empty() ? error.describe() : first;
            EXPECT_EQ(error.describe(), first);
        }
    }
    EXPECT_THAT(first, HasSubstr("a.vcf:30016: "));  // 15 header lines
    EXPECT_FALSE(std::filesystem::exists(folder_ / "out.vcf"));
}

}  // namespace
}  // namespace genostrat
