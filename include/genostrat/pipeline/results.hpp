// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include <genostrat/io/atomic_file.hpp>

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

    /// A file that belongs to the run's outputs: written now under a temporary name, and given its
    /// final one when every output of the run is complete. @throws Error{system}
    void add_file(const std::string& path, std::string_view content) {
        add_file(path, [&](io::AtomicFile& file) { file.write(content); });
    }

    /// The same for a file too large for memory. @param fill  called once with the open file
    template <std::invocable<io::AtomicFile&> Fill>
    void add_file(const std::string& path, Fill fill) {
        io::AtomicFile file{path};
        fill(file);
        file.close();
        files_.push_back(std::move(file));
    }

    /// Called by the runner after every sink has closed.
    void commit_files() {
        for (io::AtomicFile& file : files_)
            file.commit();
        files_.clear();
    }

private:
    std::vector<io::AtomicFile> files_;
    std::map<std::type_index, std::shared_ptr<void>> values_;
};

}  // namespace genostrat
