// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/variant/sample_stages.hpp>

namespace genostrat {

SampleSelection SampleSelection::parse(std::string_view text) {
    SampleSelection selection;
    selection.exclude = text.starts_with('^');
    text.remove_prefix(selection.exclude ? 1 : 0);
    for_each_piece(text, ',', [&](std::string_view name) {
        if (!name.empty())
            selection.names.emplace_back(name);
    });
    return selection;
}

SampleSelection SampleSelection::read(std::string_view path) {
    SampleSelection selection;
    selection.exclude = path.starts_with('^');
    io::LineReader reader{std::string{path.substr(selection.exclude ? 1 : 0)}};
    std::string_view line;
    while (reader.next(line)) {
        const std::string_view name = line.substr(0, line.find_first_of(" \t"));
        if (!name.empty())
            selection.names.emplace_back(name);
    }
    return selection;
}

void SelectSamples::bind(Schema& schema) const {
    std::vector<std::int32_t> named;
    for (const std::string& sample : selection_.names) {
        const std::int32_t index = schema.find_sample(sample);
        if (index < 0 && !selection_.force)
            throw Error{
                ErrorKind::usage,
                fmt::format("the input has no sample '{}'", sample),
                {.file = schema.file()},
                suggest_name(sample, schema.samples()) + " (--force-samples passes over it)"};
        if (index < 0)
            log_warning(fmt::format("the input has no sample '{}': passed over", sample));
        else if (std::ranges::find(named, index) == named.end())
            named.push_back(index);
    }
    std::vector<std::int32_t> kept;
    if (selection_.exclude) {
        for (std::int32_t sample = 0; sample < static_cast<std::int32_t>(schema.n_samples());
             ++sample)
            if (std::ranges::find(named, sample) == named.end())
                kept.push_back(sample);
    } else {
        kept = std::move(named);
    }
    if (selection_.drop_genotypes)
        kept.clear();
    schema.selects_samples(kept, kept.empty());
}

void UpdateAlleleCounts::bind(Schema& schema) {
    const auto declared = [&](const char* id, const char* number, const char* description) {
        if (const auto known = schema.find_info(id))
            return *known;
        return schema.adds_info(
            {.id = id, .number = number, .type = ColumnType::integer, .description = description});
    };
    ac_ = declared("AC", "A", "Allele count in genotypes");
    an_ = declared("AN", "1", "Total number of alleles in called genotypes");
}

void UpdateAlleleCounts::process(RecordBatch& batch) const {
    std::vector<std::int32_t> counts;
    for (const RowId row : batch.rows()) {
        const Genotypes genotypes = batch.genotypes(row);
        if (genotypes.empty())
            continue;
        counts.assign(batch.n_alleles(row), 0);
        std::int32_t n_called = 0;
        for (std::size_t sample = 0; sample < genotypes.n_samples; ++sample) {
            for (std::size_t copy = 0; copy < genotypes.ploidy; ++copy) {
                const std::int32_t allele = Genotypes::allele_of(genotypes.at(sample, copy));
                if (allele < 0 || static_cast<std::size_t>(allele) >= counts.size())
                    continue;
                ++n_called;
                ++counts[static_cast<std::size_t>(allele)];
            }
        }
        if (counts.size() > 1)
            batch.set_info(row, ac_, std::span<const std::int32_t>{counts}.subspan(1));
        batch.set_info(row, an_, std::span<const std::int32_t>{&n_called, 1});
    }
}

void DropGenotypes::process(RecordBatch& batch) const {
    constexpr int n_site_columns = 8;
    std::vector<RowId> sites;
    std::string line;
    for (const RowId row : batch.rows()) {
        line.clear();
        batch.append_line(row, line);
        std::size_t end = 0;
        for (int column = 0; column < n_site_columns && end != std::string::npos; ++column)
            end = line.find('\t', end + (column > 0 ? 1 : 0));
        sites.push_back(batch.add_line(std::string_view{line}.substr(0, end), row));
    }
    batch.set_order(std::move(sites));
}

}  // namespace genostrat
