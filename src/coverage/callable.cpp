// SPDX-License-Identifier: MIT
#include <algorithm>

#include <genostrat/coverage/callable.hpp>

namespace genostrat::coverage {

std::string_view to_string(CallState state) noexcept {
    switch (state) {
    case CallState::no_coverage:
        return "NO_COVERAGE";
    case CallState::low_depth:
        return "LOW_DEPTH";
    case CallState::poor_mapping:
        return "POOR_MAPPING";
    case CallState::low_quality:
        return "LOW_QUALITY";
    case CallState::callable:
        return "CALLABLE";
    }
    return "";
}

void StateJoiner::add(Kind kind, std::span<const Run> runs, std::int64_t end) {
    Depths& depths = kind == Kind::all ? all_ : good_;
    depths.runs.erase(
        depths.runs.begin(), depths.runs.begin() + static_cast<std::ptrdiff_t>(depths.next));
    depths.next = 0;
    depths.runs.insert(depths.runs.end(), runs.begin(), runs.end());
    depths.end = end;
    join();
}

void StateJoiner::join() {
    const auto end_of = [](const Depths& depths) {
        return depths.next + 1 < depths.runs.size() ? depths.runs[depths.next + 1].begin
                                                    : depths.end;
    };
    while (done_ < std::min(all_.end, good_.end)) {
        const std::int64_t end = std::min(end_of(all_), end_of(good_));
        if (end > done_) {
            const CallState state =
                classify(all_.runs[all_.next].depth, good_.runs[good_.next].depth, needed_);
            if (states_.empty() || states_.back().state != state)
                states_.push_back({done_, end, state});
            else
                states_.back().end = end;
            done_ = end;
        }
        for (Depths* depths : {&all_, &good_})
            if (end_of(*depths) <= done_ && depths->next + 1 < depths->runs.size())
                ++depths->next;
    }
}

std::vector<StateRun> StateJoiner::take() {
    std::vector<StateRun> states = std::move(states_);
    *this = StateJoiner{needed_};
    return states;
}

}  // namespace genostrat::coverage
