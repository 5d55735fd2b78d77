// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/pipeline/any_stage.hpp>
#include <genostrat/pipeline/stage_options.hpp>

namespace genostrat {

/// What a stage does with rows, so that a plan can be checked before it runs.
enum class StageEffect : std::uint8_t {
    keeps_rows,      ///< every row goes on
    drops_rows,      ///< a filter: rows may be left out
    needs_all_rows,  ///< its result is wrong if rows were left out before it (a score, a QC count)
    reports          ///< reads what earlier stages published when the run ends
};

/// Makes what one name of a plan stands for: a stage, or several that belong together.
template <typename Batch>
class StageFactory {
public:
    using Stages = std::vector<AnyStage<Batch>>;

    /// From a function of StageOptions that returns an AnyStage or Stages.
    template <typename Make>

    requires std::invocable<const Make&, const StageOptions&> &&(!std::same_as<Make, StageFactory>)
        StageFactory(Make make)  // NOLINT(google-explicit-constructor): a lambda stands for it
        : make_{[make = std::move(make)](const StageOptions& options) {
              if constexpr (std::same_as<
                                std::invoke_result_t<const Make&, const StageOptions&>,
                                Stages>) {
                  return make(options);
              } else {
                  Stages stages;
                  stages.push_back(make(options));
                  return stages;
              }
          }} {}

    StageFactory() = default;

    [[nodiscard]] Stages operator()(const StageOptions& options) const { return make_(options); }

private:
    std::function<Stages(const StageOptions&)> make_;
};

/// One kind of stage: everything that help, docs, plans and completion are printed from.
template <typename Batch>
struct StageInfo {
    std::string name{};
    std::string summary{};  ///< one line
    StageEffect effect{StageEffect::keeps_rows};
    std::vector<OptionInfo> options{};
    StageFactory<Batch> make{};
};

/// The stages that plans can name, in the order they were added. Filled by an ordinary function.
template <typename Batch>
class StageRegistry {
public:
    void add(StageInfo<Batch> stage) { stages_.push_back(std::move(stage)); }

    [[nodiscard]] const std::vector<StageInfo<Batch>>& stages() const noexcept { return stages_; }

    /// @throws Error{usage} with the nearest name if there is none
    [[nodiscard]] const StageInfo<Batch>& at(std::string_view name, const Where& where = {}) const {
        const auto found = std::ranges::find(stages_, name, &StageInfo<Batch>::name);
        if (found != stages_.end())
            return *found;
        std::vector<std::string> names;
        for (const StageInfo<Batch>& stage : stages_)
            names.push_back(stage.name);
        throw Error{
            ErrorKind::usage,
            "there is no stage '" + std::string{name} + "'",
            where,
            suggest_name(name, names)};
    }

private:
    std::vector<StageInfo<Batch>> stages_;
};

}  // namespace genostrat
