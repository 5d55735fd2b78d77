// SPDX-License-Identifier: MIT
// A stage of one's own in a pipeline: the alternate-allele frequency of every row as INFO/AF.
#include <array>
#include <cstdio>
#include <fstream>
#include <vector>

#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_sink.hpp>
#include <genostrat/variant/vcf_source.hpp>

namespace {

class AlleleFrequency {
public:
    [[nodiscard]] std::string_view name() const { return "allele_frequency"; }

    void bind(genostrat::Schema& schema) {
        frequency_ = schema.adds_info(
            {.id = "AF",
             .number = "1",
             .type = genostrat::ColumnType::floating,
             .description = "Frequency of the first ALT"});
    }

    void process(genostrat::RecordBatch& batch) const {
        std::vector<std::int8_t> dosages(batch.n_samples());
        for (const genostrat::RowId row : batch.rows()) {
            genostrat::allele_dosages(batch.genotypes(row), 1, dosages);
            float n_alternate = 0;
            float n_called = 0;
            for (const std::int8_t dosage : dosages) {
                n_alternate += dosage > 0 ? static_cast<float>(dosage) : 0;
                n_called += dosage >= 0 ? 2 : 0;
            }
            const std::array<float, 1> frequency{n_alternate / n_called};
            batch.set_info(row, frequency_, frequency);
        }
    }

private:
    genostrat::InfoId frequency_{};
};

}  // namespace

int main() {
    std::ofstream{"example.vcf"} << "##fileformat=VCFv4.3\n"
                                    "##contig=<ID=chr1>\n"
                                    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"GT\">\n"
                                    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n"
                                    "chr1\t7\trs1\tA\tC\t.\tPASS\t.\tGT\t0/1\t1/1\n"
                                    "chr1\t9\trs2\tG\tT\t.\tPASS\t.\tGT\t0/1\t./.\n";
    try {
        static_cast<void>((genostrat::Pipeline{genostrat::VcfSource{"example.vcf"}} |
                           AlleleFrequency{} | genostrat::VcfSink{"-"})
                              .run({.threads = 2}));
    } catch (const genostrat::Error& error) {
        std::puts(error.describe().c_str());
        return 1;
    }
    std::remove("example.vcf");
}
