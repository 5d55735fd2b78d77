// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <typeindex>
#include <utility>

namespace genostrat {

/// What the accumulators of a run publish in `finish`: one value a type. Later stages, reports and
/// the caller of run() read it.
class Results {
public:
    template <typename T>
    void put(T value) {
        values_.insert_or_assign(std::type_index{typeid(T)}, std::make_shared<T>(std::move(value)));
    }

    /// The value of this type, or null. Valid as long as the results.
    template <typename T>
    [[nodiscard]] const T* find() const {
        const auto found = values_.find(std::type_index{typeid(T)});
        return found == values_.end() ? nullptr : static_cast<const T*>(found->second.get());
    }

private:
    std::map<std::type_index, std::shared_ptr<void>> values_;
};

}  // namespace genostrat
