// SPDX-License-Identifier: MIT
#include <genostrat/consequence/bcsq_table.hpp>
#include <genostrat/core/text.hpp>

namespace genostrat::consequence {
namespace {

bool has_consequence(std::span<const std::int32_t> mask, std::size_t bit) noexcept {
    const std::size_t word = bit / bcsq_bits_of_word;
    return word < mask.size() && mask[word] >= 0 &&
           ((mask[word] >> (bit % bcsq_bits_of_word)) & 1) != 0;
}

}  // namespace

std::string bcsq_table_header(std::span<const std::string> provenance) {
    std::string text;
    for (const std::string& line : provenance)
        text += "# " + line + '\n';
    return text + "# CSQ\t[2]Sample\t[3]Haplotype\t[4]Chromosome\t[5]Position\t[6]Consequence\n";
}

void append_bcsq_lines(
    std::string_view contig,
    std::int64_t pos0,
    std::string_view bcsq,
    std::span<const std::string> samples,
    const FormatValues<std::int32_t>& masks,
    std::string& out) {
    std::size_t index = 0;
    for_each_piece(bcsq, ',', [&](std::string_view consequence) {
        const std::size_t first_bit = 2 * index++;
        if (consequence.starts_with('@'))
            return;
        bool told = false;
        const auto add = [&](std::string_view sample, std::string_view copy) {
            for (const std::string_view column : {std::string_view{"CSQ"}, sample, copy, contig}) {
                out += column;
                out += '\t';
            }
            append_number(out, pos0 + 1);
            out += '\t';
            out += consequence;
            out += '\n';
            told = true;
        };
        for (std::size_t sample = 0; !masks.empty() && sample < samples.size(); ++sample) {
            const std::span<const std::int32_t> mask = masks.of(sample);
            if (has_consequence(mask, first_bit))
                add(samples[sample], "1");
            if (has_consequence(mask, first_bit + 1))
                add(samples[sample], "2");
        }
        if (!told)
            add("-", "-");
    });
}

}  // namespace genostrat::consequence
