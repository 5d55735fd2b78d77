// SPDX-License-Identifier: MIT
#include "callable_work.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>

namespace genostrat::coverage {

namespace {

/// The runs that share bases with a stretch, cut to it.
template <typename Visit>
void for_each_part(
    std::span<const StateRun> runs, std::int64_t begin, std::int64_t end, Visit visit) {
    auto run = std::ranges::upper_bound(runs, begin, {}, &StateRun::end);
    for (; run != runs.end() && run->begin < end; ++run)
        visit(StateRun{std::max(run->begin, begin), std::min(run->end, end), run->state});
}

void add_part(CallableCounts& counts, const StateRun& part) {
    counts.bases[static_cast<std::size_t>(part.state)] += part.end - part.begin;
}

void add_counts(CallableCounts& sum, const CallableCounts& part) {
    sum.length += part.length;
    for (std::size_t state = 0; state < n_call_states; ++state)
        sum.bases[state] += part.bases[state];
}

/// Counts of a name, made when it first comes.
class Named {
public:
    explicit Named(std::vector<CallableCounts>& counts) : counts_{counts} {}

    std::size_t operator[](const std::string& name) {
        const auto [found, is_new] = places_.try_emplace(name, counts_.size());
        if (is_new)
            counts_.push_back({.name = name});
        return found->second;
    }

private:
    std::vector<CallableCounts>& counts_;
    std::map<std::string, std::size_t> places_;
};

std::vector<Target> whole_contigs(const Contigs& contigs) {
    std::vector<Target> targets;
    for (std::size_t contig = 0; contig < contigs.size(); ++contig) {
        const auto id = static_cast<ContigId>(contig);
        const std::string name{contigs.name(id)};
        if (contigs.length(id) > 0)
            targets.push_back({.contig = name, .end = contigs.length(id), .name = name});
    }
    return targets;
}

}  // namespace

CallableWork::CallableWork(const CallableOptions& options, const Contigs& contigs)
    : options_{options}, contigs_{contigs}, selected_(contigs.size()), targets_(contigs.size()),
      gene_parts_(contigs.size()), clinical_(contigs.size()), namer_{options.gene_model} {
    if (options_.targets.empty())
        options_.targets = whole_contigs(contigs_);
    place_targets();
    place_genes();
    place_clinical();
    open_beds();
}

void CallableWork::place_targets() {
    gaps_.resize(options_.targets.size());
    for (std::size_t index = 0; index < options_.targets.size(); ++index) {
        const Target& target = options_.targets[index];
        result_.targets.push_back({.name = target.name, .length = target.end - target.begin});
        const ContigId contig = contigs_.find_alias(target.contig);
        if (contig == unknown_contig && target.is_site) {
            const StateRun all{target.begin, target.end, CallState::no_coverage};
            count_target(index, {&all, 1});
            continue;
        }
        const std::int64_t length = contig == unknown_contig ? -1 : contigs_.length(contig);
        if (contig == unknown_contig || (length >= 0 && target.end > length))
            throw Error{
                ErrorKind::bad_data,
                fmt::format("target {} does not lie on a contig of the file's header", target.name),
                {.file = options_.path, .contig = target.contig, .pos = target.begin},
                "targets and reads must be of one build"};
        selected_[static_cast<std::size_t>(contig)] = true;
        targets_[static_cast<std::size_t>(contig)].push_back(index);
    }
}

void CallableWork::place_genes() {
    Named genes{result_.genes};
    for (const Target& target : options_.targets) {
        if (target.gene.empty())
            continue;
        const ContigId contig = contigs_.find_alias(target.contig);
        const std::size_t gene = genes[target.gene];
        if (contig == unknown_contig) {  // a site: see place_targets
            result_.genes[gene].length += target.end - target.begin;
            add_part(result_.genes[gene], {target.begin, target.end, CallState::no_coverage});
            continue;
        }
        gene_parts_[static_cast<std::size_t>(contig)].push_back({gene, target.begin, target.end});
    }
    for (std::vector<GenePart>& parts : gene_parts_) {
        std::ranges::sort(parts, [](const GenePart& one, const GenePart& other) {
            return std::pair{one.gene, one.begin} < std::pair{other.gene, other.begin};
        });
        std::size_t kept = 0;
        for (const GenePart& part : parts) {
            if (kept > 0 && parts[kept - 1].gene == part.gene && part.begin <= parts[kept - 1].end)
                parts[kept - 1].end = std::max(parts[kept - 1].end, part.end);
            else
                parts[kept++] = part;
        }
        parts.resize(kept);
        for (const GenePart& part : parts)
            result_.genes[part.gene].length += part.end - part.begin;
    }
}

void CallableWork::place_clinical() {
    const std::vector<Target>& scopes =
        options_.scopes.empty() ? options_.targets : options_.scopes;
    std::vector<std::vector<const Target*>> by_contig(contigs_.size());
    std::int64_t longest = 0;
    for (const Target& scope : scopes) {
        const ContigId contig = contigs_.find_alias(scope.contig);
        if (contig == unknown_contig)
            continue;
        by_contig[static_cast<std::size_t>(contig)].push_back(&scope);
        longest = std::max(longest, scope.end - scope.begin);
    }
    for (auto& own : by_contig)
        std::ranges::stable_sort(own, {}, &Target::begin);
    for (std::size_t index = 0; index < options_.clinical.size(); ++index) {
        const ClinicalSite& site = options_.clinical[index];
        const ContigId contig = contigs_.find_alias(site.contig);
        if (contig == unknown_contig)
            continue;
        const auto& own = by_contig[static_cast<std::size_t>(contig)];
        const std::int64_t end = site.pos + static_cast<std::int64_t>(site.ref.size());
        auto scope = std::ranges::upper_bound(own, site.pos - longest, {}, &Target::begin);
        while (scope != own.end() && (*scope)->begin < end && (*scope)->end <= site.pos)
            ++scope;
        if (scope == own.end() || (*scope)->begin >= end)
            continue;
        ++result_.n_clinical;
        const std::string& gene = !(*scope)->gene.empty() ? (*scope)->gene
                                  : !site.gene.empty()    ? site.gene
                                                          : (*scope)->name;
        clinical_[static_cast<std::size_t>(contig)].push_back({index, gene, (*scope)->transcript});
    }
}

void CallableWork::open_beds() {
    std::int64_t longest = 1;
    for (std::size_t contig = 0; contig < contigs_.size(); ++contig)
        longest = std::max(
            {longest,
             contigs_.length(static_cast<ContigId>(contig)),
             last_end(static_cast<ContigId>(contig))});
    const auto preset = io::CsiBuilder::Preset::zero_based;
    states_.emplace(options_.prefix + ".states.bed.gz", contigs_.names(), longest, preset);
    callable_.emplace(options_.prefix + ".callable.bed.gz", contigs_.names(), longest, preset);
}

std::int64_t CallableWork::last_end(ContigId contig) const noexcept {
    std::int64_t end = 0;
    for (const std::size_t target : targets_[static_cast<std::size_t>(contig)])
        end = std::max(end, options_.targets[target].end);
    return end;
}

void CallableWork::write(BedWriter& bed, BedRows rows, bool last) {
    PackedRows packed;
    bed.cut(std::move(rows), last, packed);
    deflate_rows(packed, deflater_);
    bed.write(packed);
}

void CallableWork::add_contig(ContigId contig, std::span<const StateRun> runs) {
    const std::string name{contigs_.name(contig)};
    BedRows all;
    BedRows good;
    for (const StateRun& run : runs) {
        const auto begin = static_cast<std::int32_t>(run.begin);
        const auto end = static_cast<std::int32_t>(run.end);
        const std::size_t from = all.text.size();
        all.text.append(fmt::format("{}\t{}\t{}\t{}\n", name, begin, end, to_string(run.state)));
        all.mark(contig, begin, end, from);
        if (run.state != CallState::callable)
            continue;
        const std::size_t good_from = good.text.size();
        good.text.append(fmt::format("{}\t{}\t{}\n", name, begin, end));
        good.mark(contig, begin, end, good_from);
    }
    write(*states_, std::move(all), false);
    write(*callable_, std::move(good), false);
    for (const std::size_t target : targets_[static_cast<std::size_t>(contig)])
        count_target(target, runs);
    for (const GenePart& part : gene_parts_[static_cast<std::size_t>(contig)])
        for_each_part(runs, part.begin, part.end, [&](const StateRun& run) {
            add_part(result_.genes[part.gene], run);
        });
    find_missed(contig, runs);
}

void CallableWork::count_target(std::size_t index, std::span<const StateRun> runs) {
    const Target& target = options_.targets[index];
    for_each_part(runs, target.begin, target.end, [&](const StateRun& part) {
        add_part(result_.targets[index], part);
        if (part.state == CallState::callable)
            return;
        gaps_[index].push_back(
            {target.name,
             target.contig,
             part,
             namer_.name(target.contig, {part.begin, part.end}, target.transcript)});
    });
}

void CallableWork::find_missed(ContigId contig, std::span<const StateRun> runs) {
    for (const PlacedSite& placed : clinical_[static_cast<std::size_t>(contig)]) {
        const ClinicalSite& site = options_.clinical[placed.site];
        CallState worst = CallState::callable;
        const std::int64_t end = site.pos + static_cast<std::int64_t>(site.ref.size());
        for_each_part(runs, site.pos, end, [&](const StateRun& part) {
            worst = std::min(worst, part.state);
        });
        if (runs.empty() || runs.back().end < end)
            worst = CallState::no_coverage;
        if (worst != CallState::callable)
            result_.missed.push_back(
                {site, placed.gene, worst, namer_.name(site, placed.transcript)});
    }
}

void CallableWork::sum_up() {
    result_.total.name = "total";
    Named groups{result_.groups};
    for (std::size_t index = 0; index < options_.targets.size(); ++index) {
        add_counts(result_.total, result_.targets[index]);
        std::ranges::move(gaps_[index], std::back_inserter(result_.gaps));
        const std::string& group = options_.targets[index].group;
        if (!group.empty())
            add_counts(result_.groups[groups[group]], result_.targets[index]);
    }
}

CallableResult CallableWork::finish() {
    for (BedWriter* const bed : {&*states_, &*callable_}) {
        write(*bed, {}, true);
        bed->close();
    }
    sum_up();
    states_->commit();
    callable_->commit();
    write_callable_tables(options_, result_);
    return std::move(result_);
}

}  // namespace genostrat::coverage
