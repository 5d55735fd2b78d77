// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <string>

// The text that the installed bcftools prints for the same format strings. Formats are chosen
// without floating-point columns: bcftools prints those with six digits, we as they stand.
namespace genostrat {

namespace {

void compare(const std::string& file, const std::string& arguments) {
    const auto vcf = test::shared("data/" + file);
    GENOSTRAT_NEEDS(vcf);
    if (!test::have_program("bcftools"))
        GTEST_SKIP() << "bcftools is not installed";
    const std::string common = " " + arguments + " " + vcf.string() + " | md5sum";
    const auto ours = test::genostrat("query --quiet --rules bcftools" + common);
    const auto theirs = test::run_command("bcftools query" + common + " 2>/dev/null");
    EXPECT_EQ(ours.out, theirs.out) << arguments << '\n' << ours.err;
    EXPECT_FALSE(
        test::run_command("bcftools query " + arguments + " " + vcf.string() + " | head -c 9")
            .out.empty());
}

TEST(BcftoolsQuery, prints_the_same_sites) {
    compare(
        "vcf/ceu_trio.NA12878.grch38.vcf.gz",
        "-H -f "
        "'%CHROM\\t%POS\\t%POS0\\t%END\\t%ID\\t%REF\\t%ALT\\t%FIRST_ALT\\t%FILTER\\t%TYPE\\n'");
}

TEST(BcftoolsQuery, prints_the_same_samples) {
    compare(
        "vcf/ceu_trio.NA12878.grch38.vcf.gz",
        "-f '%POS[\\t%SAMPLE=%GT:%TGT:%IUPACGT:%DP:%AD{0}:%AD{1}]\\n'");
}

TEST(BcftoolsQuery, prints_the_same_passing_samples) {
    compare(
        "vcf/giab_ashk_trio.b37.vcf.gz",
        "-f '[%POS %SAMPLE %GT %GQ %AD\\n]' -i 'GT=\"het\" & FMT/DP>100'");
    compare("vcf/giab_ashk_trio.b37.vcf.gz", "-f '%POS[ %SAMPLE %GT]\\n' -e 'GT=\"het\" && GQ>50'");
}

TEST(BcftoolsQuery, prints_the_same_info) {
    compare(
        "sv/1kg_ref_panel.sv_cleaned.chr22_chrY.156s.vcf.gz",
        "-f '%POS %END %ALT %INFO/SVTYPE %INFO/EVIDENCE %EVIDENCE{1} %TYPE\\n' -i 'N_ALT=1'");
}

}  // namespace

}  // namespace genostrat
