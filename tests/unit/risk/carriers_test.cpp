// SPDX-License-Identifier: MIT
#include "test_support.hpp"
#include "vcf_rows.hpp"

#include <genostrat/risk/carriers.hpp>

namespace genostrat::risk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RiskModel model_of(std::vector<std::string> classes, int copies = 1) {
    RiskTerm term{.kind = RiskTerm::Kind::carrier, .name = "BRCA1 carrier"};
    term.genes = {"BRCA1"};
    term.classes = std::move(classes);
    term.copies = copies;
    RiskModel model;
    model.risks.emplace_back();
    model.risks[0].absolute.terms = {term};
    return model;
}

test::VcfRows rows(std::string_view body) {
    test::VcfRows vcf{std::string{test::small_header} + std::string{body}};
    vcf.schema().adds_info(
        {.id = "CSQ", .number = ".", .description = "Format: Consequence|SYMBOL|ALLELE_NUM"});
    vcf.schema().adds_info({.id = "CLNSIG", .number = ".", .description = "significance"});
    return vcf;
}

std::vector<std::uint8_t> carriers(const RiskModel& model, test::VcfRows vcf) {
    CarrierCollector collector{model};
    collector.bind(vcf.schema());
    collector.merge(collector.collect(vcf.batch()));
    return collector.calls().carriers.at(0);
}

TEST(CarrierCollector, counts_alleles_of_gene_and_class) {
    const RiskModel pathogenic = model_of({"pathogenic", "likely_pathogenic"});
    EXPECT_THAT(
        carriers(
            pathogenic,
            rows("1~1~.~A~C~.~.~CLNSIG=Pathogenic/Likely_pathogenic;CSQ=missense_variant|BRCA1|1"
                 "~GT~0/1~0/0\n")),
        ElementsAre(1, 0));
    EXPECT_THAT(
        carriers(
            pathogenic,
            rows("1~1~.~A~C~.~.~CLNSIG=Pathogenic;CSQ=missense_variant|BRCA2|1~GT~0/1~0/0\n"
                 "1~2~.~A~C~.~.~CLNSIG=Benign;CSQ=stop_gained|BRCA1|1~GT~0/1~0/1\n"
                 "1~3~.~A~C,G~.~.~CLNSIG=Pathogenic;CSQ=intron_variant|BRCA1|2~GT~0/1~0/2\n")),
        ElementsAre(0, 1));
    EXPECT_THAT(
        carriers(
            model_of({"loss_of_function"}),
            rows("1~1~.~A~C~.~.~CSQ=frameshift_variant&splice_region_variant|BRCA1|1"
                 "~GT~./1~0/0\n")),
        ElementsAre(1, 0));
}

TEST(CarrierCollector, recessive_terms_need_two_copies) {
    EXPECT_THAT(
        carriers(
            model_of({"pathogenic"}, 2),
            rows("1~1~.~A~C~.~.~CLNSIG=Pathogenic;CSQ=stop_gained|BRCA1|1~GT~0/1~1/1\n"
                 "1~2~.~A~C~.~.~CLNSIG=Pathogenic;CSQ=stop_gained|BRCA1|1~GT~0/0~0/0\n")),
        ElementsAre(0, 1));
}

TEST(CarrierCollector, names_the_annotation_that_is_missing) {
    test::VcfRows bare{std::string{test::small_header}};
    CarrierCollector collector{model_of({"pathogenic"})};
    EXPECT_ERROR(
        collector.bind(bare.schema()), ErrorKind::missing_input, HasSubstr("no consequences"));
    bare.schema().adds_info(
        {.id = "CSQ", .number = ".", .description = "Format: Consequence|SYMBOL"});
    EXPECT_ERROR(collector.bind(bare.schema()), ErrorKind::missing_input, HasSubstr("CLNSIG"));
    CarrierCollector lost{model_of({"loss_of_function"})};
    EXPECT_NO_THROW(lost.bind(bare.schema()));
}

}  // namespace
}  // namespace genostrat::risk
