// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <genostrat/annotate/join_rule.hpp>
#include <genostrat/annotate/table_layout.hpp>
#include <genostrat/annotate/vcfanno.hpp>
#include <genostrat/genes/gene_model.hpp>
#include <genostrat/io/fasta.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::annotate {

/// What is to be added from one archive or file, whatever it is.
struct JoinRequest {
    std::string path{};
    std::vector<JoinField> fields{};  ///< empty: all columns of an archive
    std::optional<JoinRule> rule{};   ///< nothing: by allele where there are alleles, else overlap
    TableLayout layout{};             ///< of a table
    std::shared_ptr<const io::Fasta> reference{};          ///< left-aligns rows' alleles
    std::shared_ptr<const genes::GeneModel> gene_model{};  ///< archives of genes
    std::string gene_tag{"CSQ"};                           ///< archives of genes
};

/// The stage that adds it.
/// @throws Error{usage} where the rule or the fields do not go with the file; as the readers
[[nodiscard]] AnyStage<RecordBatch> make_join_stage(JoinRequest request);

/// The stages of a configuration of vcfanno, in its order.
[[nodiscard]] std::vector<AnyStage<RecordBatch>>
make_vcfanno_stages(const std::string& path, const VcfannoOptions& options);

/// The stages `annotate` and `vcfanno` of plans.
[[nodiscard]] StageInfo<RecordBatch> stage_info();
[[nodiscard]] StageInfo<RecordBatch> vcfanno_stage_info();

}  // namespace genostrat::annotate
