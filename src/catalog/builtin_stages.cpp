// SPDX-License-Identifier: MIT
#include <genostrat/catalog/catalog.hpp>
#include <genostrat/consequence/stage.hpp>

namespace genostrat {

void register_builtin_stages(VariantStages& stages) {
    stages.add(consequence::stage_info());
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
