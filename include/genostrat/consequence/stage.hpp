// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/consequence/csq.hpp>
#include <genostrat/consequence/pick.hpp>
#include <genostrat/consequence/rules.hpp>
#include <genostrat/pipeline/registry.hpp>
#include <genostrat/variant/record_batch.hpp>

namespace genostrat::consequence {

/// Options of the stage `consequence`.
struct StageSettings {
    std::string genes{};  ///< gene model (.gsg)
    std::string fasta{};  ///< genome, for HGVSg far away from genes; may be empty
    Rules rules{};
    std::vector<CsqField> fields{default_csq_fields()};
    std::string tag{"CSQ"};
    std::int64_t upstream_distance{5000};
    std::int64_t downstream_distance{5000};
    ProteinStyle protein_style{};
    NmdOptions nmd{};
    PickSettings pick{};
    std::string regulatory{};  ///< BED or GFF3 of regulatory features; may be empty
};

/// Writes INFO/CSQ: what each ALT does to each transcript near it.
class ConsequenceStage {
public:
    /// Opens the gene model. @throws Error as GeneModel does
    explicit ConsequenceStage(StageSettings settings);
    ~ConsequenceStage();
    ConsequenceStage(ConsequenceStage&&) noexcept;
    ConsequenceStage& operator=(ConsequenceStage&&) noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return "consequence"; }

    void bind(Schema& schema);

    void process(RecordBatch& batch) const;

private:
    struct Shared;
    std::unique_ptr<Shared> shared_;
};

/// The stage as plans name it.
[[nodiscard]] StageInfo<RecordBatch> stage_info();

}  // namespace genostrat::consequence
