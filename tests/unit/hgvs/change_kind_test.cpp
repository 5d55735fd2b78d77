// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/hgvs/change_kind.hpp>

namespace genostrat::hgvs {
namespace {

TEST(KindOfReplacement, tests_in_order) {
    EXPECT_EQ(kind_of_replacement("A", "C"), ChangeKind::substitution);
    EXPECT_EQ(kind_of_replacement("AC", ""), ChangeKind::deletion);
    EXPECT_EQ(kind_of_replacement("AAC", "GTT"), ChangeKind::inversion);
    EXPECT_EQ(kind_of_replacement("AAC", "GTA"), ChangeKind::deletion_insertion);
    EXPECT_EQ(kind_of_replacement("AC", "ACAC"), ChangeKind::duplication);
    EXPECT_EQ(kind_of_replacement("AC", "ACAT"), ChangeKind::deletion_insertion);
    EXPECT_EQ(kind_of_replacement("AC", "AC"), ChangeKind::none);
}

TEST(ClipCommon, takes_the_prefix_first) {
    std::string_view ref = "CAA";
    std::string_view alt = "CA";
    EXPECT_EQ(clip_common(ref, alt), 2);
    EXPECT_EQ(ref, "A");
    EXPECT_EQ(alt, "");
    ref = "GAC";
    alt = "TTC";
    EXPECT_EQ(clip_common(ref, alt), 0);
    EXPECT_EQ(ref, "GA");
    EXPECT_EQ(alt, "TT");
}

TEST(AppendChange, spells_each_kind) {  // HGVS nomenclature v21, DNA level
    std::string out;
    for (const ChangeKind kind :
         {ChangeKind::substitution,
          ChangeKind::deletion,
          ChangeKind::duplication,
          ChangeKind::insertion,
          ChangeKind::inversion,
          ChangeKind::deletion_insertion,
          ChangeKind::none}) {
        append_change(kind, "A", "GT", out);
        out += ' ';
    }
    EXPECT_EQ(out, "A>GT del dup insGT inv delinsGT = ");
}

}  // namespace
}  // namespace genostrat::hgvs
