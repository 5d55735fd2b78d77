// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "variant/bcf_record.hpp"

#include <array>

#include <genostrat/variant/values.hpp>

namespace genostrat::detail {
namespace {

using testing::HasSubstr;

BcfReader reader_of(std::string_view bytes) {
    return {bytes.data(), bytes.data() + bytes.size()};
}

// Descriptors: count << 4 | type; VCF specification, section 6.3.3
TEST(BcfReader, reads_typed_vectors_and_long_counts) {
    const BcfVector two = reader_of(std::string_view{"\x21\x05\x80", 3}).vector();
    EXPECT_EQ(two.count, 2U);
    EXPECT_EQ(two.integer(0), 5);
    EXPECT_EQ(two.integer(1), missing_integer);
    const std::string text = std::string{"\xf7\x11\x14", 3} + std::string(20, 'x');
    EXPECT_EQ(reader_of(text).vector().text(), std::string(20, 'x'));
    EXPECT_EQ(reader_of(std::string_view{"\x12\x00\x01", 3}).key(), 256);
}

TEST(BcfReader, never_reads_past_the_record) {
    for (const std::string_view bytes :
         {std::string_view{"", 0},
          std::string_view{"\x21\x05", 2},
          std::string_view{"\xf7\x11", 2},
          std::string_view{"\x14\x01", 2},
          std::string_view{"\xf1\x11\xff", 3}})
        EXPECT_ERROR(reader_of(bytes).vector(), ErrorKind::bad_data, HasSubstr("damaged"));
    EXPECT_ERROR(BcfRecord{"short"}, ErrorKind::bad_data, HasSubstr("damaged"));
}

TEST(BcfVector, leaves_out_the_filling) {
    const std::array<std::int8_t, 3> calls{3, -127, -127};
    const BcfVector vector{
        BcfType::int8, 3, reinterpret_cast<const char*>(calls.data())};  // NOLINT(*-cast)
    EXPECT_EQ(vector.used(), 1U);
}

TEST(AppendFloat, six_digits_or_exact) {
    std::string out;
    append_float(0.12345678F, FloatText::six_digits, out);
    out += ' ';
    append_float(0.12345678F, FloatText::exact, out);
    out += ' ';
    append_float(missing_float, FloatText::exact, out);
    out += ' ';
    append_float(1e6F, FloatText::six_digits, out);
    EXPECT_EQ(out, "0.123457 0.12345678 . 1e+06");
}

// bcftools 1.16 view of a BCF with these values in QUAL.
TEST(AppendFloat, rounds_half_way_up_as_htslib_does) {
    const auto text = [](float value) {
        std::string out;
        append_float(value, FloatText::six_digits, out);
        return out;
    };
    EXPECT_EQ(text(119612.5F), "119613");  // printf: 119612
    EXPECT_EQ(text(-119612.5F), "-119613");
    EXPECT_EQ(text(1000.125F), "1000.13");
    EXPECT_EQ(text(0.9999999F), "1");
    EXPECT_EQ(text(999999.0F), "999999");
    EXPECT_EQ(text(999999.5F), "1e+06");
    EXPECT_EQ(text(0.0001F), "0.0001");
    EXPECT_EQ(text(0.00001234567F), "1.23457e-05");
    EXPECT_EQ(text(100.0F), "100");
    EXPECT_EQ(text(0.05F), "0.05");
    EXPECT_EQ(text(-0.0F), "-0");
}

}  // namespace
}  // namespace genostrat::detail
