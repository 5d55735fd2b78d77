// SPDX-License-Identifier: MIT
#include "effects_of.hpp"

#include <map>
#include <utility>

// A deletion or duplication in a repeat can be written at several places; all of them are one
// change of the sequence, so they have one name (HGVS nomenclature: the most 3' place, by strand).
namespace genostrat::consequence {
namespace {

struct Writing {
    std::int64_t pos1{};
    std::string ref{};
    std::string alt{};
};

/// Every deletion of 1 to 6 bases and every insertion of a copy of the next 1 to 6 bases from
/// `first` to `last` (0-based), by the sequence that it makes.
std::map<std::string, std::vector<Writing>>
indels(const std::string& genome, std::size_t first, std::size_t last) {
    std::map<std::string, std::vector<Writing>> writings;
    for (std::size_t at = first; at <= last; ++at)
        for (std::size_t length = 1; length <= 6; ++length) {
            const std::string anchor = genome.substr(at - 1, 1);
            const std::string bases = genome.substr(at, length);
            std::string without = genome;
            without.erase(at, length);
            writings[without].push_back({static_cast<std::int64_t>(at), anchor + bases, anchor});
            for (std::size_t place = at; place <= at + length; ++place) {
                // the copy, written before or behind the original or inside of it
                const std::string before = genome.substr(place - 1, 1);
                const std::string turned =
                    genome.substr(place, at + length - place) + genome.substr(at, place - at);
                std::string with = genome;
                with.insert(place, turned);
                writings[with].push_back(
                    {static_cast<std::int64_t>(place), before, before + turned});
            }
        }
    return writings;
}

/// Names of one change as each of its writings gets them.
std::string
differences(const std::string& transcript, std::size_t first, std::size_t last, int& n_groups) {
    static const test::ToyModel toy;
    const std::string genome = test::ToyModel::genome();
    std::string text;
    for (const auto& [changed, writings] : indels(genome, first, last)) {
        if (writings.size() < 2)
            continue;
        ++n_groups;
        const auto names_of = [&](const Writing& one) {
            const auto effects = effects_of(
                toy.model(), one.pos1, one.ref, {one.alt}, "HGVSg,HGVSc,HGVSp", transcript);
            return effects.empty() ? std::string{} : effects.front();
        };
        const std::string names = names_of(writings.front());
        for (const Writing& other : writings)
            if (const std::string found = names_of(other); found != names)
                text += std::to_string(writings.front().pos1) + writings.front().ref + '>' +
                        writings.front().alt + ' ' + names + " but " + std::to_string(other.pos1) +
                        other.ref + '>' + other.alt + ' ' + found + '\n';
    }
    return text;
}

// T1 is 11..90 on the plus strand, T2 201..280 on the minus strand, T3 401..440 does not code. Some
// writings lie before the transcript or behind it.
TEST(ShiftInvariance, names_are_the_same_wherever_a_change_is_written) {
    int n_groups = 0;
    EXPECT_EQ(differences("T1", 6, 90, n_groups), "");
    EXPECT_EQ(differences("T2", 201, 279, n_groups), "");
    EXPECT_EQ(differences("T3", 396, 440, n_groups), "");
    EXPECT_GT(n_groups, 200);
}

}  // namespace
}  // namespace genostrat::consequence
