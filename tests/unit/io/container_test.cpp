// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cstdint>
#include <numeric>

#include <genostrat/io/container.hpp>

namespace genostrat::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::uint32_t version = 3;

std::string write_example(const test::TempDir& folder) {
    const std::string path = folder / "x.gsg";
    ContainerWriter writer{path, "genes", version};
    const std::vector<std::int32_t> starts{1, 20, 300};
    writer.add("starts", std::span{starts});
    writer.add("names", std::as_bytes(std::span{std::string_view{"BRCA1\0TP53", 10}}));
    writer.add("empty", std::span<const std::byte>{});
    writer.commit();
    return path;
}

TEST(Container, gives_back_what_was_written) {
    const test::TempDir folder;
    const Container file{write_example(folder), "genes", version};
    EXPECT_THAT(file.array<std::int32_t>("starts"), ElementsAre(1, 20, 300));
    EXPECT_EQ(file.text("names"), (std::string_view{"BRCA1\0TP53", 10}));
    EXPECT_TRUE(file.bytes("empty").empty());
    EXPECT_TRUE(file.has("empty"));
    EXPECT_FALSE(file.has("absent"));
}

TEST(Container, aligns_sections_to_64_bytes) {
    const test::TempDir folder;
    const Container file{write_example(folder), "genes", version};
    for (const std::string_view name : {"starts", "names"})
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(file.bytes(name).data()) % 64, 0U) << name;
}

TEST(ContainerWriter, takes_a_section_in_pieces) {
    const test::TempDir folder;
    const std::string_view text = "BRCA1 TP53";
    for (const std::string name : {"whole", "pieces"}) {
        ContainerWriter writer{folder / name, "genes", version};
        std::string_view rest = text;
        if (name == "whole")
            writer.add("names", std::as_bytes(std::span{text}));
        else
            writer.add_pieces("names", [&] {
                const std::string_view piece = rest.substr(0, 4);
                rest.remove_prefix(piece.size());
                return std::as_bytes(std::span{piece.data(), piece.size()});
            });
        writer.commit();
    }
    EXPECT_EQ(test::read_file(folder / "whole"), test::read_file(folder / "pieces"));
    EXPECT_EQ((Container{folder / "pieces", "genes", version}.text("names")), text);
}

TEST(Container, is_absent_without_commit) {
    const test::TempDir folder;
    { ContainerWriter writer{folder / "x", "genes", version}; }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Container, refuses_another_kind_and_version) {
    const test::TempDir folder;
    const std::string path = write_example(folder);
    EXPECT_ERROR(
        Container(path, "archive", version),
        ErrorKind::bad_data,
        HasSubstr("of kind 'genes', one of kind 'archive' is needed"));
    EXPECT_ERROR(
        Container(path, "genes", 4), ErrorKind::unsupported, HasSubstr("build the file again"));
}

TEST(Container, refuses_what_a_section_is_not) {
    const test::TempDir folder;
    const Container file{write_example(folder), "genes", version};
    EXPECT_ERROR(file.bytes("absent"), ErrorKind::bad_data, HasSubstr("no section 'absent'"));
    EXPECT_ERROR(file.array<std::int64_t>("names"), ErrorKind::bad_data, HasSubstr("no multiple"));
}

TEST(ContainerWriter, refuses_a_second_section_of_a_name) {
    const test::TempDir folder;
    ContainerWriter writer{folder / "x", "genes", version};
    writer.add("a", std::span<const std::byte>{});
    EXPECT_ERROR(
        (writer.add("a", std::span<const std::byte>{}), 0), ErrorKind::internal, HasSubstr("'a'"));
}

}  // namespace
}  // namespace genostrat::io
