// SPDX-License-Identifier: MIT
#include "pgx_data.hpp"

#include <genostrat/pgx/bundle.hpp>

namespace genostrat::pgx {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(LoadBundle, reads_all_parts_of_a_folder) {
    const test::TempDir folder;
    test::write_pgx_data(folder.path());
    const auto bundle = load_bundle(folder.path(), {.with_guidance = true});
    EXPECT_THAT(bundle->genes, SizeIs(2));
    EXPECT_NE(bundle->find_gene("GEN1"), nullptr);
    EXPECT_NE(bundle->find_phenotypes("GEN1"), nullptr);
    EXPECT_EQ(bundle->find_phenotypes("G6PD"), nullptr);
    EXPECT_THAT(bundle->guidelines, SizeIs(1));
    EXPECT_EQ(bundle->version, "v1");
}

TEST(LoadBundle, stamps_the_content) {
    const test::TempDir folder;
    test::write_pgx_data(folder.path());
    const std::string before = load_bundle(folder.path())->digest;
    EXPECT_EQ(load_bundle(folder.path())->digest, before);
    const auto path = folder / "phenotypes/GEN1.json";
    test::write_file(path, test::read_file(path) + "\n");
    EXPECT_NE(load_bundle(folder.path())->digest, before);
}

TEST(LoadBundle, reads_guidelines_of_the_publishers_asked_for) {
    const test::TempDir folder;
    test::write_pgx_data(folder.path());
    const auto load = [&](std::vector<std::string> sources) {
        return load_bundle(folder.path(), {.with_guidance = true, .sources = std::move(sources)});
    };
    EXPECT_THAT(load({"CPIC"})->guidelines, SizeIs(1));
    EXPECT_ERROR(
        static_cast<void>(load({"DPWG"})),
        ErrorKind::usage,
        HasSubstr("there is no guideline of 'DPWG'"));
}

TEST(LoadBundle, says_what_is_not_there) {
    const test::TempDir folder;
    EXPECT_ERROR(
        load_bundle(folder.path()), ErrorKind::missing_input, HasSubstr("no allele definitions"));
    EXPECT_ERROR(
        load_bundle(folder / "none"), ErrorKind::missing_input, HasSubstr("no such folder"));
}

}  // namespace
}  // namespace genostrat::pgx
