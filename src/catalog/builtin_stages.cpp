// SPDX-License-Identifier: MIT
#include <genostrat/ancestry/stage.hpp>
#include <genostrat/annotate/join_stages.hpp>
#include <genostrat/catalog/catalog.hpp>
#include <genostrat/consequence/stage.hpp>
#include <genostrat/filter/stage.hpp>
#include <genostrat/inheritance/stage.hpp>
#include <genostrat/liftover/stage.hpp>
#include <genostrat/normalize/stage.hpp>
#include <genostrat/qc/stage.hpp>
#include <genostrat/report/pgx_stage.hpp>
#include <genostrat/report/stage.hpp>
#include <genostrat/risk/stage.hpp>
#include <genostrat/score/stage.hpp>

namespace genostrat {

void register_builtin_stages(VariantStages& stages) {
    stages.add(normalize::stage_info());
    stages.add(liftover::stage_info());
    stages.add(consequence::stage_info());
    stages.add(annotate::stage_info());
    stages.add(annotate::vcfanno_stage_info());
    stages.add(filter::stage_info());
    stages.add(inheritance::stage_info());
    stages.add(score::stage_info());
    stages.add(qc::stage_info());
    stages.add(ancestry::stage_info());
    stages.add(risk::stage_info());
    stages.add(report::stage_info());
    for (StageInfo<RecordBatch>& info : report::pgx_stage_infos())
        stages.add(std::move(info));
}

const VariantStages& builtin_stages() {
    static const VariantStages registry = [] {
        VariantStages all;
        register_builtin_stages(all);
        return all;
    }();
    return registry;
}

}  // namespace genostrat
