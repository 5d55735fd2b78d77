// SPDX-License-Identifier: MIT
#include <genostrat/ancestry/stage.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/report/ancestry_table.hpp>

namespace genostrat::report {

namespace {

std::string pc_names(std::size_t n_pcs) {
    std::string names;
    for (std::size_t pc = 1; pc <= n_pcs; ++pc)
        names += "\tPC" + std::to_string(pc);
    return names;
}

void append(std::string& out, double value) {
    out += '\t';
    append_number(out, value);
}

}  // namespace

std::string ancestry_tsv(const ancestry::AncestryTable& table) {
    const std::size_t n_pcs = table.people.empty() ? 0 : table.people.front().pcs.size();
    std::string out = "IID" + pc_names(n_pcs) +
                      "\tMostSimilarPop\tprobability\tis_between\tin_words\tmatched_share";
    for (const std::string& group : table.groups)
        out += "\tP_" + group;
    out += '\n';
    for (std::size_t sample = 0; sample < table.people.size(); ++sample) {
        const ancestry::PersonAncestry& person = table.people[sample];
        out += table.samples[sample];
        for (const double pc : person.pcs)
            append(out, pc);
        out += '\t' + table.groups[person.group];
        append(out, person.probabilities[person.group]);
        out += person.is_between ? "\tTrue\t" : "\tFalse\t";
        out += ancestry::ancestry_words(table, person);
        append(out, person.matched_share);
        for (const double probability : person.probabilities)
            append(out, probability);
        out += '\n';
    }
    return out;
}

std::string panel_tsv(const ancestry::Panel& panel) {
    const std::size_t n_pcs = panel.basis.n_reference;
    std::string out = "IID\tSuperPop" + pc_names(n_pcs) + '\n';
    const std::vector<double> pcs = panel.basis.reference_pcs();
    for (std::size_t sample = 0; sample < panel.samples.size(); ++sample) {
        out += panel.samples[sample] + '\t' + panel.labels[sample];
        for (std::size_t pc = 0; pc < n_pcs; ++pc)
            append(out, pcs[sample * n_pcs + pc]);
        out += '\n';
    }
    return out;
}

}  // namespace genostrat::report
