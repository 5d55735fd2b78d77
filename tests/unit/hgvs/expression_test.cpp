// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <genostrat/hgvs/expression.hpp>

namespace genostrat::hgvs {
namespace {

using testing::HasSubstr;

std::string canonical(std::string_view text) {
    const ParsedExpression parsed = parse_expression(text);
    if (parsed.fault)
        return std::to_string(parsed.fault->at) + ": " + parsed.fault->what;
    return parsed.dna ? to_string(*parsed.dna) : to_string(*parsed.protein);
}

TEST(ParseExpression, prints_dna_canonically) {
    for (const char* text :
         {"NM_000014.4:c.2998A>G",
          "NC_000012.12:g.9079672T>C",
          "ENST1.2:c.-14del",
          "ENST1.2:c.*6_*7insC",
          "ENST1.2:c.87+1_88-1dup",
          "ENST1.2:n.3_5inv",
          "NM_1.1(BRCA2):c.3_5delinsTT",
          "NC_012920.1:m.3243A>G",
          "c.76=",
          "c.12_14CAG[23]"})
        EXPECT_EQ(canonical(text), text);
    EXPECT_EQ(canonical("NM_000014.4:c.2126-7_2126-3delACCAT"), "NM_000014.4:c.2126-7_2126-3del");
    EXPECT_EQ(canonical("NM_1.1:c.2478_2485dupGGCTAAAT"), "NM_1.1:c.2478_2485dup");
    EXPECT_EQ(canonical("NM_1.1:c.76_77delAGinsT"), "NM_1.1:c.76_77delinsT");
    EXPECT_EQ(canonical("c.5_7del3"), "c.5_7del");
}

TEST(ParseExpression, takes_as_many_bases_as_are_written) {
    EXPECT_EQ(canonical("c.76delATG"), "c.76_78del");
    EXPECT_EQ(canonical("c.76del3"), "c.76_78del");
    EXPECT_EQ(canonical("c.-2dupATG"), "c.-2_1dup");  // there is no base 0
    EXPECT_EQ(canonical("c.88+3delAT"), "c.88+3_88+4del");
    EXPECT_EQ(canonical("c.89-2delATG"), "c.89-2_89del");
    EXPECT_EQ(canonical("c.76AT>G"), "c.76_77delinsG");
    EXPECT_EQ(canonical("c.53AGC[19]"), "c.53AGC[19]");  // one unit, not the place
    EXPECT_EQ(canonical("c.76_78delAT"), "7: the places are 3 bases, those given are 2");
    EXPECT_EQ(canonical("c.-1_1delACC"), "6: the places are 2 bases, those given are 3");
    EXPECT_EQ(canonical("c.88_88+2delGGT"), "c.88_88+2del");  // not known without the transcript
}

TEST(ParseExpression, wants_places_in_order) {
    for (const char* text :
         {"c.-5_-3del",
          "c.-1_1insA",
          "c.*1_*2insA",
          "c.87+5_88-3del",
          "c.88-3_88del",
          "c.85_*4del"})
        EXPECT_EQ(canonical(text), text);
    EXPECT_EQ(canonical("NC_012920.1:m.16569_1del"), "NC_012920.1:m.16569_1del");  // a circle
    EXPECT_EQ(canonical("c.76_75del"), "5: the places are not in order");
    EXPECT_EQ(canonical("c.-3_-5del"), "5: the places are not in order");
    EXPECT_EQ(canonical("c.*1_85del"), "5: the places are not in order");
    EXPECT_EQ(canonical("c.88-2_88-4del"), "7: the places are not in order");
    EXPECT_THAT(canonical("c.76_78insA"), HasSubstr("5: an insertion lies between two bases"));
}

std::string likely(std::string_view text) {
    const ParsedExpression parsed = parse_expression(text);
    return parsed.fault ? parsed.fault->likely : "no fault";
}

TEST(ParseExpression, tells_what_was_probably_meant) {
    for (const char* text :
         {"NM_1.1:C.76A>C",
          "NM_1.1:c76A>C",
          "NM_1.1:76A>C",
          "NM_1.1:c,76A>C",
          "NM_1.1 c.76A>C",
          "NM_1.1c.76A>C",
          "NM_1.1:c.76 A>C",
          "NM_1.1:c.76A->C",
          "NM_1.1:c.76A\xE2\x86\x92"
          "C",
          "NM_1.1:c.76A&gt;C",
          "NM_1.1:c.76A/C",
          "NM_1.1:c.A76C",
          "NM_1.1:c.76A>C;",
          "\"NM_1.1:c.76A>C\"",
          "NM_1.1:c.76A>C (p.Arg26Ser)",
          "NM_1.1:c.76A>C, NM_1.1:c.77A>C",
          "NM_1.1:c.(76A>C"})
        EXPECT_EQ(likely(text), "probably NM_1.1:c.76A>C") << text;
    EXPECT_EQ(likely("NM_1.1:c.76U>A"), "probably NM_1.1:c.76T>A");
    EXPECT_EQ(likely("NM_1.1:c.76Del"), "probably NM_1.1:c.76del");
    EXPECT_EQ(likely("NM_1.1:c.76_78deletion"), "probably NM_1.1:c.76_78del");
    EXPECT_EQ(likely("NM_1.1:c.76_77INSAC"), "probably NM_1.1:c.76_77insAC");
    EXPECT_EQ(likely("NM_1.1:c.76..78del"), "probably NM_1.1:c.76_78del");
    EXPECT_EQ(likely("NM_1.1:c.76^77insA"), "probably NM_1.1:c.76_77insA");
    EXPECT_EQ(likely("NM_1.1:c.76_75del"), "probably NM_1.1:c.75_76del");
    EXPECT_EQ(likely("NM_1.1:c.76insA"), "probably NM_1.1:c.76_77insA");
    EXPECT_EQ(likely("NM_1.1:c.-1insA"), "probably NM_1.1:c.-1_1insA");
    EXPECT_EQ(likely("NM_1.1:c.76_78insA"), "probably NM_1.1:c.76_78delinsA");
    EXPECT_EQ(
        likely("NM_1.1:c.88\xE2\x88\x92"
               "1G>T"),
        "probably NM_1.1:c.88-1G>T");
    EXPECT_EQ(likely("NC_1.1:100A>C"), "probably NC_1.1:g.100A>C");
    EXPECT_EQ(likely("NR_1.1:100A>C"), "probably NR_1.1:n.100A>C");
    EXPECT_EQ(likely("NM_1.1:c.76_78A>C"), "probably NM_1.1:c.76A>C");
    EXPECT_EQ(likely("NM_1.1:c.78_71insA"), "probably NM_1.1:c.71_78delinsA");
    // As ClinVar has them.
    EXPECT_EQ(likely("NM_1.1:c.373_4insAT"), "probably NM_1.1:c.373_374insAT");
    EXPECT_EQ(likely("NM_1.1:c.-675_674insGT"), "probably NM_1.1:c.-675_-674insGT");
    EXPECT_EQ(likely("NM_1.1:c.568-19_-18insC"), "probably NM_1.1:c.568-19_568-18insC");
    EXPECT_EQ(likely("NM_1.1:c.228-20_228-21delTTinsC"), "probably NM_1.1:c.228-21_228-20delinsC");
    EXPECT_EQ(likely("NM_1.1:c.557-559delCAA"), "probably NM_1.1:c.557_559del");
    EXPECT_EQ(likely("NM_1.1:c.116-141del26"), "probably NM_1.1:c.116_141del");
    EXPECT_EQ(likely("NM_1.1:c.1544_1545dupA"), "probably NM_1.1:c.1544_1545dup");
    EXPECT_THAT(likely("NM_1.1:c.IVS3+1G>A"), HasSubstr("c.88+1G>A"));
    EXPECT_THAT(likely("NM_1.1:c.0A>G"), HasSubstr("c.-1"));
    EXPECT_THAT(likely("NM_1.1:c.77_80con123_126"), HasSubstr("delins"));
    EXPECT_EQ(likely("nonsense"), "");
    EXPECT_EQ(likely(""), "");
}

TEST(ParseExpression, names_forms_that_it_does_not_read) {
    for (const char* text :
         {"NM_1.1:c.[76A>C;83G>C]",
          "NM_1.1:c.[76A>C];[83G>C]",
          "NM_1.1:c.76A>C(;)83G>C",
          "NC_1.1:g.(1_2)_(3_4)del",
          "NC_1.1:g.(?_2)_(3_?)dup",
          "NC_1.1:g.pter_1000del",
          "NM_1.1:c.76=/A>G",
          "NM_1.1:c.76_77ins[NC_2.1:g.1_100]",
          "NM_1.1:c.76_77insN[5]",
          "NM_1.1:r.76a>u",
          "NC_1.1:o.76A>G",
          "NP_1.1:p.[Ser68Arg;Asn594del]",
          "NP_1.1:p.(Gly56Ala^Ser^Cys)"}) {
        const ParsedExpression parsed = parse_expression(text);
        ASSERT_TRUE(parsed.fault) << text;
        EXPECT_TRUE(parsed.fault->is_valid_form) << text;
        EXPECT_THAT(parsed.fault->what, HasSubstr("not read")) << text;
    }
    EXPECT_FALSE(parse_expression("NM_1.1:c.G>A").fault->is_valid_form);
}

TEST(ParseExpression, says_where_the_fault_is) {
    EXPECT_EQ(canonical("NM_1.1:c.G>A"), "9: a position was expected");
    EXPECT_EQ(canonical("NM_1.1:c.0G>A"), "10: there is no base 0");
    EXPECT_THAT(canonical("NM_1.1:c.5insA"), HasSubstr("an insertion lies between two bases"));
    EXPECT_THAT(canonical("NM_1.1:c.5G>"), HasSubstr("12: a base was expected"));
    EXPECT_THAT(canonical("NM_1.1:76A>T"), HasSubstr("7: a type was expected"));
    EXPECT_THAT(canonical("NM_1.1:c.5delA!"), HasSubstr("14: nothing was expected"));
    EXPECT_THAT(canonical("NM_1.1:r.5a>c"), HasSubstr("RNA"));
    EXPECT_THAT(canonical("NM_1.1:c.5delinsAu"), HasSubstr("17: nothing was expected"));
    EXPECT_THAT(canonical("NM_1.1:c.5>G"), HasSubstr("10: a base was expected"));
    EXPECT_EQ(canonical("NM_1.1:c.5+0G>A"), "12: there is no intronic base 0");
    EXPECT_EQ(canonical("c.9999999999999999999A>G"), "2: the number is too large");
    EXPECT_EQ(canonical("g.100+1G>A"), "5: a place of g. has no offset");
    EXPECT_EQ(canonical("g.-5G>A"), "2: places of g. are plain numbers");
    EXPECT_EQ(canonical("m.*5G>A"), "2: places of m. are plain numbers");
    EXPECT_EQ(canonical(":c.5G>A"), "0: a reference was expected in front of ':'");
}

}  // namespace
}  // namespace genostrat::hgvs
