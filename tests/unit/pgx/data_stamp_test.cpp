// SPDX-License-Identifier: MIT
#include "../../../src/pgx/data_stamp.hpp"
#include "test_support.hpp"

namespace genostrat::pgx {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using std::chrono::system_clock;

class DataStampTest : public testing::Test {
protected:
    void SetUp() override {
        test::write_file(one_, "content");
        test::write_file(folder_ / "two.json", "other");
    }

    [[nodiscard]] DataState state() const {
        const std::vector<fs::path> files{one_, folder_ / "two.json"};
        return DataState{files};
    }

    test::TempDir folder_{};
    fs::path one_{folder_ / "one.json"};
    fs::path cache_{folder_ / "cache"};
};

TEST_F(DataStampTest, is_found_again_for_unchanged_files) {
    write_stamp(cache_, state(), "0123456789abcdef");
    EXPECT_EQ(read_stamp(cache_, state()), "0123456789abcdef");
}

TEST_F(DataStampTest, is_of_no_use_for_another_size) {
    write_stamp(cache_, state(), "0123456789abcdef");
    test::write_file(one_, "content, longer");
    EXPECT_EQ(read_stamp(cache_, state()), std::nullopt);
}

TEST_F(DataStampTest, is_of_no_use_for_a_file_with_a_faked_size_and_modification_time) {
    const DataState before = state();
    write_stamp(cache_, before, "0123456789abcdef");
    const auto modified = fs::last_write_time(one_);
    do {  // until the file system's clock has moved on, a few milliseconds at most
        test::write_file(one_, "CONTENT");
        fs::last_write_time(one_, modified);
    } while (state() == before);
    EXPECT_EQ(fs::last_write_time(one_), modified);
    EXPECT_EQ(read_stamp(cache_, state()), std::nullopt);
}

TEST_F(DataStampTest, is_of_no_use_for_a_file_put_in_anothers_place) {
    write_stamp(cache_, state(), "0123456789abcdef");
    test::write_file(folder_ / "new.json", "CONTENT");
    fs::last_write_time(folder_ / "new.json", fs::last_write_time(one_));
    fs::rename(folder_ / "new.json", one_);
    EXPECT_EQ(read_stamp(cache_, state()), std::nullopt);
}

TEST_F(DataStampTest, is_of_no_use_for_another_list_of_files) {
    write_stamp(cache_, state(), "0123456789abcdef");
    const std::vector<fs::path> fewer{one_};
    EXPECT_EQ(read_stamp(cache_, DataState{fewer}), std::nullopt);
}

TEST_F(DataStampTest, is_not_trusted_when_cut_off_or_damaged) {
    write_stamp(cache_, state(), "0123456789abcdef");
    const fs::path file = cache_ / (state().name() + ".stamp");
    const std::string whole = test::read_file(file);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        test::write_file(file, whole.substr(0, length));
        EXPECT_EQ(read_stamp(cache_, state()), std::nullopt) << length;
        std::string damaged = whole;
        damaged[length] = damaged[length] == 'a' ? 'b' : 'a';
        test::write_file(file, damaged);
        EXPECT_EQ(read_stamp(cache_, state()), std::nullopt) << length;
    }
}

TEST_F(DataStampTest, does_not_trust_files_touched_within_the_last_two_seconds) {
    const auto now = system_clock::now();
    EXPECT_FALSE(state().is_settled(now));
    EXPECT_TRUE(state().is_settled(now + seconds{3}));
}

TEST_F(DataStampTest, needs_no_folder_that_can_be_written) {
    test::write_file(cache_, "a file where the folder should be");
    write_stamp(cache_, state(), "0123456789abcdef");
    EXPECT_EQ(read_stamp(cache_, state()), std::nullopt);
}

TEST_F(DataStampTest, names_a_file_that_is_not_there) {
    fs::remove(one_);
    EXPECT_ERROR(state(), ErrorKind::missing_input, testing::HasSubstr("one.json"));
}

}  // namespace
}  // namespace genostrat::pgx
