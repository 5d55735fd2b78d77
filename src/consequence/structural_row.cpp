// SPDX-License-Identifier: MIT
#include <genostrat/consequence/structural_row.hpp>

namespace genostrat::consequence {

void StructuralColumns::bind(const Schema& schema) {
    end_ = schema.find_info("END");
    length_ = schema.find_info("SVLEN");
    copies_ = schema.find_info("CN");
}

std::optional<StructuralAllele>
StructuralColumns::read(const RecordBatch& batch, RowId row, const RowAllele& other) const {
    const auto number = [&](const std::optional<InfoId>& id, std::size_t at) {
        std::optional<std::int64_t> value;
        if (!id)
            return value;
        const auto values = batch.info_integers(row, *id);
        const std::size_t index = values.size() == 1 ? 0 : at;
        if (index < values.size() && values[index] != missing_integer)
            value = values[index];
        return value;
    };
    const auto at = static_cast<std::size_t>(other.number - 1);
    const std::optional<std::int64_t> copies = number(copies_, at);
    return read_structural(
        batch.pos(row),
        batch.ref(row).size(),
        other.text,
        other.number,
        number(end_, 0),
        number(length_, at),
        copies ? std::optional{static_cast<std::int32_t>(*copies)} : std::nullopt);
}

}  // namespace genostrat::consequence
