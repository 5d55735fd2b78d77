// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include <genostrat/alignment/header.hpp>
#include <genostrat/alignment/record.hpp>
#include <genostrat/core/buffer.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/pipeline/run_options.hpp>

namespace genostrat::alignment {

/// A BGZF block within a batch's packed bytes.
struct PackedBlock {
    std::uint64_t file_offset{};
    std::uint32_t at{};    ///< of the packed bytes
    std::uint32_t size{};  ///< packed
};

/// A bounded slice of a BAM or CRAM: whole records in file order. Owns its bytes and its inflater;
/// recycled by the runner.
class AlignmentBatch {
public:
    using Schema = Header;

    /// Room in front of the inflated bytes for the head of a record that began in the last batch.
    static constexpr std::size_t head_room = io::bgzf_largest_block;

    [[nodiscard]] std::size_t n_records() const noexcept { return starts.size(); }

    /// @pre index < n_records(). Valid until the batch is cleared.
    [[nodiscard]] Record record(std::size_t index) const noexcept {
        return Record{bytes.data() + starts[index]};
    }

    /// The product of this type that an earlier stage made for this batch, made empty when first
    /// asked for. It is kept, with its memory, when the batch is recycled: who fills it clears it.
    template <typename T>
    [[nodiscard]] T& product() {
        for (auto& [type, value] : products_)
            if (type == std::type_index{typeid(T)})
                return *static_cast<T*>(value.get());
        products_.emplace_back(std::type_index{typeid(T)}, std::make_shared<T>());
        return *static_cast<T*>(products_.back().second.get());
    }

    /// The product of this type, or null.
    template <typename T>
    [[nodiscard]] T* find_product() const {
        for (const auto& [type, value] : products_)
            if (type == std::type_index{typeid(T)})
                return static_cast<T*>(value.get());
        return nullptr;
    }

    void clear() noexcept {
        packed.clear();
        bytes.clear();
        blocks.clear();
        starts.clear();
        front = head_room;
        first_bytes = last_bytes = 0;
        ends_range = false;
        framed_end = 0;
        fault = {};
    }

    // What the runner asks of every batch.
    void settle() noexcept {}

    void describe(Progress& progress) const {
        progress.n_records += static_cast<std::int64_t>(starts.size());
        progress.n_bytes += static_cast<std::int64_t>(bytes.size());
    }

    [[nodiscard]] std::int64_t n_bad() const noexcept { return 0; }

    [[nodiscard]] std::string_view first_bad() const noexcept { return {}; }

    // Filled by the source.
    Buffer packed{};                      ///< BGZF blocks as read
    std::vector<PackedBlock> blocks{};    ///< of packed
    Buffer bytes{};                       ///< inflated records, from `front` on
    std::vector<std::uint32_t> starts{};  ///< of each record in bytes
    std::size_t front{head_room};
    std::size_t first_bytes{};  ///< inflated bytes of the first block that belong elsewhere
    std::size_t last_bytes{};   ///< inflated bytes of the last block that count; 0: all
    bool ends_range{};          ///< no record may go on behind this batch
    std::size_t framed_end{};   ///< end of the last whole record in bytes
    std::string_view fault{};   ///< of the record at framed_end
    io::Inflater inflater{};

private:
    std::vector<std::pair<std::type_index, std::shared_ptr<void>>> products_;
};

}  // namespace genostrat::alignment
