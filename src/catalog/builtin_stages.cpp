// SPDX-License-Identifier: MIT
#include <genostrat/catalog/catalog.hpp>

namespace genostrat {

void register_builtin_stages(VariantStages&) {
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
