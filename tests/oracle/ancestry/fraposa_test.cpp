// SPDX-License-Identifier: MIT
// Online projection of 30 samples onto 240, as FRAPOSA's functions computed it.
#include "test_support.hpp"

#include <cmath>

#include <genostrat/ancestry/pca.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::ancestry {
namespace {

std::vector<std::vector<double>> numbers_of(const std::string& text) {
    std::vector<std::vector<double>> rows;
    for (const std::string& line : test::lines_of(text)) {
        if (line.empty() || line.starts_with('#'))
            continue;
        rows.emplace_back();
        for (const std::string_view piece : split(line, '\t'))
            rows.back().push_back(*parse_number<double>(piece));
    }
    return rows;
}

std::vector<std::int8_t> copies_of(const std::vector<std::vector<double>>& rows) {
    std::vector<std::int8_t> copies;
    for (const std::vector<double>& row : rows)
        for (const double number : row)
            copies.push_back(number == 3 ? missing_copies : static_cast<std::int8_t>(number));
    return copies;
}

TEST(Fraposa, reference_online_and_plain_projections) {
    const auto folder = test::shared("data/risk/fraposa");
    GENOSTRAT_NEEDS(folder);
    const auto panel = copies_of(numbers_of(test::read_gzip_file(folder / "oadp_ref_geno.tsv.gz")));
    const auto study =
        copies_of(numbers_of(test::read_gzip_file(folder / "oadp_study_geno.tsv.gz")));
    const auto golden = numbers_of(test::read_file(folder / "oadp_ref_pcs_golden.tsv"));
    const auto placed = numbers_of(test::read_file(folder / "oadp_study_pcs_golden.tsv"));
    const ProjectionBasis basis = basis_of(decompose({panel, 240}, 16), 4);
    ASSERT_EQ(basis.n_study, 8U);
    ASSERT_EQ(basis.n_online, 16U);
    const std::vector<double> pcs = basis.reference_pcs();
    std::vector<double> signs;
    for (std::size_t pc = 0; pc < 4; ++pc)
        signs.push_back(pcs[pc] * golden[0][pc] < 0 ? -1 : 1);
    for (std::size_t sample = 0; sample < 240; ++sample)
        for (std::size_t pc = 0; pc < 4; ++pc)
            EXPECT_NEAR(signs[pc] * pcs[sample * 4 + pc], golden[sample][pc], 1e-6);
    for (std::size_t sample = 0; sample < 30; ++sample) {
        std::vector<std::int8_t> copies;
        for (std::size_t variant = 0; variant < 3000; ++variant)
            copies.push_back(study[variant * 30 + sample]);
        std::vector<double> place(4);
        project(basis, copies, place);
        std::vector<double> plain(4);
        project_naively(basis, copies, plain);
        for (std::size_t pc = 0; pc < 4; ++pc) {
            EXPECT_NEAR(signs[pc] * place[pc], placed[sample][pc], 1e-4);
            EXPECT_NEAR(signs[pc] * plain[pc], placed[sample][pc + 4], 1e-4);
        }
    }
}

TEST(Fraposa, randomised_components_equal_the_exact_ones) {
    const auto folder = test::shared("data/risk/fraposa");
    GENOSTRAT_NEEDS(folder);
    const auto panel = copies_of(numbers_of(test::read_gzip_file(folder / "oadp_ref_geno.tsv.gz")));
    const ProjectionBasis exact = basis_of(decompose({panel, 240}, 4, Solver::exact), 4);
    const ProjectionBasis drawn = basis_of(decompose({panel, 240}, 4, Solver::randomised), 4);
    const std::vector<double> one = exact.reference_pcs();
    const std::vector<double> other = drawn.reference_pcs();
    // The fourth component is noise: its neighbours are as strong, so it turns among them.
    for (std::size_t sample = 0; sample < 240; ++sample)
        for (std::size_t pc = 0; pc < 3; ++pc)
            EXPECT_NEAR(one[sample * 4 + pc], other[sample * 4 + pc], 1e-3);
}

}  // namespace
}  // namespace genostrat::ancestry
