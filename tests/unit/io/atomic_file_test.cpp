// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <csignal>
#include <filesystem>

#include <genostrat/io/atomic_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace genostrat::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::size_t n_files(const fs::path& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

TEST(AtomicFile, is_absent_until_commit) {
    const test::TempDir folder;
    AtomicFile file{folder / "out"};
    file.write("one ");
    file.write("two");
    file.close();
    EXPECT_FALSE(fs::exists(folder / "out"));
    EXPECT_EQ(fs::path{file.current_path()}.parent_path(), folder.path());
    file.commit();
    EXPECT_EQ(test::read_file(folder / "out"), "one two");
    EXPECT_EQ(file.current_path(), (folder / "out").string());
    EXPECT_EQ(n_files(folder.path()), 1U);
}

TEST(AtomicFile, leaves_nothing_without_commit) {
    const test::TempDir folder;
    test::write_file(folder / "out", "old");
    {
        AtomicFile file{folder / "out"};
        file.write("new");
        file.close();
    }
    EXPECT_EQ(test::read_file(folder / "out"), "old");
    EXPECT_EQ(n_files(folder.path()), 1U);
}

TEST(AtomicFile, keeps_mode_and_symbolic_link_of_what_it_replaces) {
    const test::TempDir folder;
    test::write_file(folder / "real", "old");
    fs::permissions(folder / "real", fs::perms{0640});
    fs::create_symlink("real", folder / "link");
    write_file(folder / "link", "new");
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(test::read_file(folder / "real"), "new");
    EXPECT_EQ(fs::status(folder / "real").permissions(), fs::perms{0640});
}

TEST(AtomicFile, writes_through_a_link_to_nowhere) {
    const test::TempDir folder;
    fs::create_symlink("real", folder / "link");
    write_file(folder / "link", "new");
    EXPECT_EQ(test::read_file(folder / "real"), "new");
}

TEST(AtomicFile, moves_its_duty_along) {
    const test::TempDir folder;
    AtomicFile first{folder / "a"};
    first.write("a");
    AtomicFile second{std::move(first)};
    second.write("b");
    second.close();
    second.commit();
    EXPECT_EQ(test::read_file(folder / "a"), "ab");
    EXPECT_EQ(n_files(folder.path()), 1U);
}

TEST(AtomicFile, refuses_a_second_output_of_the_same_name) {
    const test::TempDir folder;
    fs::create_symlink("out", folder / "link");
    fs::create_directory(folder / "sub");
    {
        const AtomicFile first{folder / "out"};
        for (const char* name : {"out", "link", "sub/../out"})
            EXPECT_ERROR(
                AtomicFile{folder / name},
                ErrorKind::usage,
                HasSubstr("two outputs go to the same file"));
    }
    write_file(folder / "out", "one");  // one after the other is no clash
    write_file(folder / "out", "two");
    EXPECT_EQ(test::read_file(folder / "out"), "two");
}

TEST(AtomicFile, says_why_it_cannot_be_made) {
    const test::TempDir folder;
    EXPECT_ERROR(
        AtomicFile{folder / "absent/out"}, ErrorKind::system, HasSubstr("make the folder first"));
    EXPECT_ERROR(AtomicFile{folder.path()}, ErrorKind::system, HasSubstr("is a folder"));
}

TEST(AtomicFile, takes_long_names) {
    const test::TempDir folder;
    const std::string name(255, 'n');
    write_file(folder / name, "x");
    EXPECT_EQ(test::read_file(folder / name), "x");
}

TEST(AtomicFile, writes_a_pipe_directly) {
    const test::TempDir folder;
    const std::string pipe = folder / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    AtomicFile file{pipe};
    EXPECT_TRUE(file.is_direct());
    file.write("bytes");
    char got[6]{};
    EXPECT_EQ(::read(reader, got, 5), 5);
    EXPECT_STREQ(got, "bytes");
    ::close(reader);
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    EXPECT_THROW(file.write("more"), ClosedPipe);
    std::signal(SIGPIPE, before);
}

TEST(AtomicFile, names_a_full_disk) {
    AtomicFile file{"/dev/full"};
    EXPECT_ERROR(
        (file.write("bytes"), 0),
        ErrorKind::system,
        ::testing::AllOf(HasSubstr("/dev/full"), HasSubstr("the disk is full after 0 bytes")));
}

TEST(RemoveTemporaryFiles, removes_those_of_live_files_only) {
    const test::TempDir folder;
    write_file(folder / "done", "x");
    // A process that a signal ends calls it last, and frees nothing any more.
    const auto end_with_two_open = [&] {
        AtomicFile one{folder / "one"};
        AtomicFile two{folder / "two"};
        const bool were_there = n_files(folder.path()) == 3U;
        remove_temporary_files();
        std::_Exit(were_there ? 0 : 1);
    };
    EXPECT_EXIT(end_with_two_open(), testing::ExitedWithCode(0), "");
    EXPECT_EQ(n_files(folder.path()), 1U);
    EXPECT_TRUE(fs::exists(folder / "done"));
}

TEST(AtomicFile, leaves_no_target_when_killed) {
    const test::TempDir folder;
    const std::string target = folder / "out";
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        AtomicFile file{target};
        file.write(std::string(1 << 20, 'x'));
        std::raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_FALSE(fs::exists(target));
    write_file(target, "whole");
    EXPECT_EQ(test::read_file(target), "whole");
}

}  // namespace
}  // namespace genostrat::io
