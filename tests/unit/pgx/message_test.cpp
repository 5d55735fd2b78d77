// SPDX-License-Identifier: MIT
#include "small_gene.hpp"
#include "test_support.hpp"

#include <genostrat/pgx/message.hpp>

namespace genostrat::pgx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* messages_json = R"json([
 {"rule_name": "pair", "exception_type": "ambiguity", "message": "*2/*3 or *1/*4",
  "matches": {"gene": "GEN1", "dips": ["*1/*4"], "drugs": ["examplin"]}},
 {"rule_name": "het", "exception_type": "ambiguity", "message": "unphased",
  "matches": {"gene": "GEN1", "dips": ["*1/*4"], "variant": ["rs1"]}},
 {"rule_name": "gone", "exception_type": "note", "message": "rs2 is missing",
  "matches": {"gene": "GEN1", "variantsMissing": ["rs2"]}},
 {"rule_name": "seen", "exception_type": "note", "message": "*2 or *4",
  "matches": {"gene": "GEN1", "hapsCalled": ["*2; *4"]}},
 {"rule_name": "unknown", "exception_type": "note", "message": "*3 cannot be called",
  "matches": {"gene": "GEN1", "hapsMissing": ["*3"]}},
 {"rule_name": "none", "exception_type": "non-match", "message": "not called",
  "matches": {"gene": "GEN1"}},
 {"rule_name": "pcat-cpic-x", "exception_type": "note", "message": "see the figure",
  "matches": {"drugs": ["examplin"]}},
 {"rule_name": "silent", "exception_type": "note", "message": "", "matches": {"gene": "GEN1"}}])json";

/// *4 has the variants of *2 and *3.
GeneModel gene() {
    GeneDefinition definition = test::small_definition(
        "GEN1", {"100 C T", "200 G A"}, {"*1 C G", "*2 T .", "*3 . A", "*4 T A"});
    definition.loci[0].rsid = "rs1";
    definition.loci[1].rsid = "rs2";
    return compile(std::move(definition));
}

std::vector<std::string> names_for(std::initializer_list<std::string_view> texts) {
    const GeneModel model = gene();
    const auto calls = test::genotypes(texts);
    const auto messages = parse_messages(messages_json, "m.json");
    std::vector<std::string> names;
    for (const Message* message :
         messages_of_gene(messages, model, call_gene(model, calls, {}, nullptr, {}), calls))
        names.push_back(message->name);
    return names;
}

TEST(Messages, of_unphased_diplotypes_need_unphased_data) {
    EXPECT_THAT(names_for({"0/1", "0/1"}), ElementsAre("pair", "het", "seen"));
    EXPECT_THAT(names_for({"0|1", "0|1"}), ElementsAre("seen"));
    EXPECT_THAT(names_for({"0/0", "0/0"}), IsEmpty());
}

TEST(Messages, of_missing_positions_and_alleles) {
    EXPECT_THAT(names_for({"0/0", "-"}), ElementsAre("gone", "unknown"));
}

TEST(Messages, of_genes_without_a_call) {
    EXPECT_THAT(names_for({"-", "-"}), ElementsAre("none"));
}

TEST(Messages, of_drugs_know_their_guideline) {
    const auto messages = parse_messages(messages_json, "m.json");
    const std::vector<const Message*> of_gene{&messages[0]};
    EXPECT_EQ(messages_of_drug(messages, "examplin", "CPIC", of_gene).size(), 2U);
    EXPECT_EQ(messages_of_drug(messages, "examplin", "DPWG", of_gene).size(), 1U);
    EXPECT_EQ(messages_of_drug(messages, "other", "CPIC", of_gene).size(), 0U);
    EXPECT_EQ(find_message(messages, "none")->html, "not called");
    EXPECT_EQ(find_message(messages, "silent"), nullptr);  // it has no text
}

TEST(Messages, name_the_field_that_is_wrong) {
    EXPECT_ERROR(
        (void)parse_messages(R"([{"message": "x"}])", "m.json"),
        ErrorKind::bad_data,
        HasSubstr("rule_name"));
}

}  // namespace
}  // namespace genostrat::pgx
