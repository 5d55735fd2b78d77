// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <genostrat/catalog/catalog.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/version.hpp>
#include <genostrat/variant/variant_source.hpp>
#include <genostrat/variant/vcf_sink.hpp>

namespace genostrat {

namespace {

StageOptions options_of(const PlanStep& step, const std::vector<OptionInfo>& infos) {
    StageOptions options{step.name, infos};
    for (std::size_t option = 0; option < step.options.size(); ++option)
        options.set(
            step.options[option].first, step.options[option].second, step.option_places[option]);
    options.check_required(step.where);
    return options;
}

void check_output_name(const PlanStep& step) {
    if (step.name != "vcf")
        throw Error{
            ErrorKind::usage,
            fmt::format("there is no output '{}'", step.name),
            step.where,
            "known: vcf (tables and reports are options of their stages)"};
}

VcfSink make_sink(const PlanStep& step, const Plan& plan) {
    check_output_name(step);
    const StageOptions options = options_of(step, vcf_output_options());
    const std::string path = options.text("path");
    VcfSinkOptions out{
        .format = format_of(path), .level = static_cast<int>(options.integer("level"))};
    const std::string index = options.text("index");
    out.index = index == "tbi"   ? IndexFormat::tbi
                : index == "csi" ? IndexFormat::csi
                                 : IndexFormat::none;
    out.provenance = fmt::format("##genostrat_runCommand=run {}; Version={}", plan.name, version());
    return VcfSink{path, std::move(out)};
}

}  // namespace

std::vector<OptionInfo> vcf_output_options() {
    return {
        {.name = "path",
         .type = OptionType::path,
         .help = "file; its ending decides the format: .vcf, .vcf.gz, .bcf",
         .is_required = true},
        {.name = "level",
         .type = OptionType::integer,
         .help = "compression level, 0 to 9",
         .default_value = "6"},
        {.name = "index", .help = "csi or tbi: index the file while it is written"}};
}

void check_plan(const Plan& plan, const VariantStages& registry) {
    const PlanStep* filter = nullptr;
    for (const PlanStep& step : plan.stages) {
        const StageInfo<RecordBatch>& stage = registry.at(step.name, step.where);
        static_cast<void>(options_of(step, stage.options));
        if (stage.effect == StageEffect::needs_all_rows && filter != nullptr && !step.after_filter)
            throw Error{
                ErrorKind::usage,
                fmt::format(
                    "{} stands behind {}, which leaves out rows that it needs",
                    step.name,
                    filter->name),
                step.where,
                "move it before the filter, or say 'after_filter: true' if this is meant"};
        if (stage.effect == StageEffect::drops_rows)
            filter = &step;
    }
    for (const PlanStep& step : plan.outputs) {
        check_output_name(step);
        static_cast<void>(options_of(step, vcf_output_options()));
    }
}

RunResult run_plan(const Plan& plan, const VariantStages& registry, const RunOptions& run_options) {
    check_plan(plan, registry);
    Pipeline pipeline{VariantSource{plan.input}};
    for (const PlanStep& step : plan.stages) {
        const StageInfo<RecordBatch>& stage = registry.at(step.name, step.where);
        for (AnyStage<RecordBatch>& part : stage.make(options_of(step, stage.options)))
            pipeline = std::move(pipeline) | std::move(part);
    }
    for (const PlanStep& step : plan.outputs)
        pipeline = std::move(pipeline) | make_sink(step, plan);
    return std::move(pipeline).run(run_options);
}

}  // namespace genostrat
