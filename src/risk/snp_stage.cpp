// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <genostrat/core/log.hpp>
#include <genostrat/pipeline/results.hpp>
#include <genostrat/risk/snp_stage.hpp>

namespace genostrat::risk {

SnpCollector::SnpCollector(const RiskModel& model, const score::ScoreOptions& matching) {
    const auto add = [&](const std::shared_ptr<const IcareParts>& parts) {
        if (!parts || parts->snp_file.empty())
            return;
        score::ScoreOptions options = matching;
        options.weights = {parts->snp_file};
        options.reading = {};
        options.reading.file.columns = {{"id", "snp_name"}, {"weight", "snp_odds_ratio"}};
        options.reading.file.build_if_unsaid = parts->snp_build;
        options.reading.rows_apart = true;
        options.collecting.missing = score::MissingPolicy::skip;
        options.collecting.scaling = score::Scaling::none;
        options.haplotypes = false;
        options.may_match_nothing = true;
        tables_.push_back({parts, score::PolygenicScore{std::move(options)}});
    };
    for (const RiskRule& rule : model.risks) {
        add(rule.absolute.icare);
        add(rule.absolute.icare_later);
    }
}

void SnpCollector::bind(Schema& schema) {
    for (Table& table : tables_)
        table.score.bind(schema);
}

SnpCollector::Partial SnpCollector::collect(const RecordBatch& batch) const {
    Partial out;
    for (const Table& table : tables_)
        out.push_back(table.score.summarize(batch));
    return out;
}

void SnpCollector::merge(Partial partial) {
    for (std::size_t table = 0; table < tables_.size(); ++table)
        tables_[table].score.merge(std::move(partial[table]));
}

std::vector<SnpDosages> SnpCollector::finish() {
    std::vector<SnpDosages> out;
    for (Table& table : tables_) {
        Results results;
        table.score.finish(results);
        const score::ScoreTable& scores = *results.find<score::ScoreTable>();
        const std::size_t n_samples = scores.samples.size();
        const std::vector<Snp>& snps = table.parts->snps;
        SnpDosages own{.parts = table.parts.get(), .samples = scores.samples};
        own.copies.assign(snps.size() * n_samples, std::numeric_limits<double>::quiet_NaN());
        std::size_t n_found = 0;
        for (std::size_t snp = 0; snp < snps.size(); ++snp) {
            const std::ptrdiff_t score = scores.find(snps[snp].name);
            if (score < 0 || scores.scores[static_cast<std::size_t>(score)].matched.n == 0)
                continue;
            ++n_found;
            for (std::size_t sample = 0; sample < n_samples; ++sample) {
                const std::size_t cell = scores.at(static_cast<std::size_t>(score), sample);
                if (scores.n_missing[cell] == 0)
                    own.copies[snp * n_samples + sample] = scores.sums[cell];
            }
        }
        log_info(fmt::format(
            "{}: {} of {} SNPs found in the variants",
            table.parts->snp_file,
            n_found,
            snps.size()));
        out.push_back(std::move(own));
    }
    return out;
}

}  // namespace genostrat::risk
