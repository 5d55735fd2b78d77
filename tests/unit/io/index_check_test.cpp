// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/io/index_check.hpp>

namespace genostrat::io {
namespace {

using ::testing::HasSubstr;

std::string int32(std::int32_t value) {
    std::string out;
    for (int byte = 0; byte < 4; ++byte)
        out += static_cast<char>(static_cast<std::uint32_t>(value) >> 8 * byte & 0xffU);
    return out;
}

/// A contig with these bins of one chunk, and two windows where it is of BAI or TBI.
std::string contig(const std::vector<std::int32_t>& bins, bool is_csi) {
    std::string out = int32(static_cast<std::int32_t>(bins.size()));
    for (const std::int32_t bin : bins)
        out += int32(bin) + std::string(is_csi ? 8 : 0, '\0') + int32(1) + std::string(16, '\1');
    return is_csi ? out : out + int32(2) + std::string(16, '\1');
}

std::string bai(const std::vector<std::int32_t>& bins) {
    return std::string{"BAI\1", 4} + int32(2) + contig(bins, false) + contig({}, false);
}

std::string csi(const std::vector<std::int32_t>& bins) {
    return std::string{"CSI\1", 4} + int32(14) + int32(5) + int32(3) + "aux" + int32(1) +
           contig(bins, true);
}

std::string tbi(const std::vector<std::int32_t>& bins) {
    return std::string{"TBI\1", 4} + int32(1) + std::string(24, '\1') + int32(2) +
           std::string{"1\0", 2} + contig(bins, false);
}

TEST(IndexFault, sees_nothing_in_sound_indexes) {
    for (const std::string& bytes : {bai({1, 4681}), csi({1, 4681}), tbi({1, 4681}), bai({})}) {
        EXPECT_EQ(index_fault(bytes), "");
        EXPECT_EQ(index_fault(bytes + std::string(8, '\0')), "");  // reads without a place
    }
}

TEST(IndexFault, sees_every_cut) {
    for (const std::string& bytes : {bai({1, 4681}), csi({1, 4681}), tbi({1, 4681})})
        for (std::size_t size = 0; size < bytes.size(); ++size)
            EXPECT_NE(index_fault(std::string_view{bytes}.substr(0, size)), "") << size;
}

TEST(IndexFault, names_what_is_wrong) {
    EXPECT_THAT(std::string{index_fault(bai({7, 1, 7}))}, HasSubstr("twice"));
    EXPECT_THAT(std::string{index_fault("BCF\2")}, HasSubstr("no BAI"));
    std::string shift = csi({1});
    shift[4] = 0;
    EXPECT_THAT(std::string{index_fault(shift)}, HasSubstr("no size"));
    std::string count = bai({1});
    count[7] = '\xff';
    EXPECT_THAT(std::string{index_fault(count)}, HasSubstr("cut off"));
}

TEST(CheckIndex, names_the_file_and_lets_an_absent_one_be) {
    const test::TempDir folder;
    const std::string path = (folder / "a.bam.bai").string();
    test::write_file(path, bai({3, 3}));
    EXPECT_ERROR(check_index(path), ErrorKind::bad_data, HasSubstr("index is damaged"));
    EXPECT_NO_THROW(check_index((folder / "absent.bai").string()));
    const std::string rows = (folder / "a.vcf.gz").string();
    EXPECT_NO_THROW(check_index_of(rows));
    test::write_file(rows + ".tbi", tbi({3, 3}));
    EXPECT_ERROR(check_index_of(rows), ErrorKind::bad_data, HasSubstr("twice"));
    test::write_file(rows + ".csi", csi({3}));
    EXPECT_NO_THROW(check_index_of(rows));
    EXPECT_ERROR(check_index_of(rows, path), ErrorKind::bad_data, HasSubstr("twice"));
}

}  // namespace
}  // namespace genostrat::io
