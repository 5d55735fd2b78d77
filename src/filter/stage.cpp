// SPDX-License-Identifier: MIT
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/filter/stage.hpp>

namespace genostrat {

namespace {

/// A genotype of the same ploidy with every allele missing or REF.
void blank_genotype(
    const Genotypes& genotypes, std::size_t sample, RejectedGenotype to, std::string& out) {
    const char allele = to == RejectedGenotype::missing ? '.' : '0';
    out.assign(1, allele);
    for (std::size_t copy = 1; copy < genotypes.ploidy_of(sample); ++copy) {
        out += '/';
        out += allele;
    }
}

}  // namespace

struct Filter::Impl {
    explicit Impl(FilterOptions chosen) : options{std::move(chosen)} {}

    /// An evaluator for one batch; kept for the next, so that its registers keep their memory.
    class Lease {
    public:
        explicit Lease(const Impl& owner) : owner_{owner} {
            const std::scoped_lock lock{owner.mutex};
            if (!owner.idle.empty()) {
                evaluator_ = std::move(owner.idle.back());
                owner.idle.pop_back();
            }
        }

        ~Lease() {
            const std::scoped_lock lock{owner_.mutex};
            owner_.idle.push_back(std::move(evaluator_));
        }

        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;

        filter::Evaluator& get() {
            if (!evaluator_)
                evaluator_ = std::make_unique<filter::Evaluator>(owner_.program);
            return *evaluator_;
        }

    private:
        const Impl& owner_;
        std::unique_ptr<filter::Evaluator> evaluator_;
    };

    /// True if the row is rejected.
    static bool rejects(
        filter::Evaluator& evaluator,
        const filter::Row& view,
        const RecordBatch& batch,
        RowId row,
        bool exclude) {
        try {
            return evaluator.passes(view) == exclude;
        } catch (Error& error) {
            error.add_where(batch.where(row));
            throw;
        }
    }

    void mark(RecordBatch& batch, RowId row, bool is_rejected) const {
        if (is_rejected) {
            if (options.appends)
                batch.add_filter(row, mark_name);
            else
                batch.set_filter(row, mark_name);
        } else if (const auto filter = batch.filter(row);
                   filter == "." || (options.resets && filter != "PASS")) {
            batch.set_filter(row, "PASS");
        }
    }

    void blank(RecordBatch& batch, RowId row, std::span<const std::uint8_t> passing) const {
        const Genotypes genotypes = batch.genotypes(row);
        if (genotypes.empty())
            return;
        const auto texts = batch.format_strings(row, *genotype_id);
        std::vector<std::string_view> changed(texts.begin(), texts.end());
        std::vector<std::string> made(changed.size());
        bool is_changed = false;
        for (std::size_t sample = 0; sample < changed.size(); ++sample) {
            if ((passing[sample] != 0) != options.exclude)
                continue;
            blank_genotype(genotypes, sample, options.genotypes, made[sample]);
            changed[sample] = made[sample];
            is_changed = true;
        }
        if (!is_changed)
            return;
        batch.set_format(row, *genotype_id, changed);
        update_counts(batch, row);
    }

    void update_counts(RecordBatch& batch, RowId row) const {
        std::vector<std::int64_t> counts(batch.n_alleles(row));
        const std::int64_t called = filter::count_alleles(batch.genotypes(row), counts);
        if (count_id && batch.has_info(row, *count_id)) {
            const std::vector<std::int32_t> alternates(counts.begin() + 1, counts.end());
            batch.set_info(row, *count_id, alternates);
        }
        if (number_id && batch.has_info(row, *number_id)) {
            const auto value = static_cast<std::int32_t>(called);
            batch.set_info(row, *number_id, std::span{&value, 1});
        }
    }

    FilterOptions options;
    filter::Program program;
    std::string mark_name;
    std::optional<FormatId> genotype_id;
    std::optional<InfoId> count_id;
    std::optional<InfoId> number_id;
    mutable std::mutex mutex;
    mutable std::vector<std::unique_ptr<filter::Evaluator>> idle;
};

Filter::Filter(FilterOptions options) : impl_{std::make_unique<Impl>(std::move(options))} {
}

Filter::Filter(std::string_view expression)
    : Filter{FilterOptions{.expression = std::string{expression}}} {
}

Filter::~Filter() = default;
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;

void Filter::bind(Schema& schema) {
    const FilterOptions& options = impl_->options;
    const bool wants_samples = options.genotypes != RejectedGenotype::kept;
    impl_->program = filter::compile(
        options.expression,
        schema,
        options.rules,
        wants_samples ? filter::Wants::samples : filter::Wants::verdict);
    impl_->idle.clear();
    if (!options.soft_filter.empty()) {
        impl_->mark_name = options.soft_filter;
        if (options.soft_filter == "+")
            for (int number = 1; impl_->mark_name == "+" || schema.has_filter(impl_->mark_name);
                 ++number)
                impl_->mark_name = "Filter" + std::to_string(number);
        if (impl_->mark_name.find_first_of("; \t") != std::string::npos ||
            impl_->mark_name == "0" || impl_->mark_name == ".")
            throw Error{ErrorKind::usage, "'" + impl_->mark_name + "' cannot be a name in FILTER"};
        std::string condition = options.expression;
        for (char& c : condition)
            if (c == '"')
                c = '\'';
        const std::string_view when = options.exclude ? "Set if true: " : "Set if not true: ";
        if (!schema.has_filter(impl_->mark_name))
            schema.adds_filter(impl_->mark_name, std::string{when} + condition);
    }
    if (wants_samples) {
        impl_->genotype_id = schema.reads_format("GT");
        impl_->count_id = schema.find_info("AC");
        impl_->number_id = schema.find_info("AN");
    }
}

void Filter::process(RecordBatch& batch) const {
    Impl::Lease lease{*impl_};
    filter::Evaluator& evaluator = lease.get();
    filter::BatchRow view{batch};
    const FilterOptions& options = impl_->options;
    const auto is_rejected = [&](RowId row) {
        view.move_to(row);
        return Impl::rejects(evaluator, view, batch, row, options.exclude);
    };
    const bool blanks = options.genotypes != RejectedGenotype::kept;
    if (!blanks && options.soft_filter.empty()) {
        batch.keep_if([&](RowId row) { return !is_rejected(row); });
        return;
    }
    for (const RowId row : batch.rows()) {
        const bool rejected = is_rejected(row);
        if (!options.soft_filter.empty())
            impl_->mark(batch, row, rejected);
        if (blanks)
            impl_->blank(batch, row, evaluator.samples());
    }
}

StageInfo<RecordBatch> filter::stage_info() {
    return {
        .name = "filter",
        .summary = "keep, mark or blank rows by an expression (docs/filter.md)",
        .effect = StageEffect::drops_rows,
        .options =
            {{"include", OptionType::text, "keep rows for which this is true", "", false},
             {"exclude", OptionType::text, "leave out rows for which this is true", "", false},
             {"rules",
              OptionType::text,
              "manual, or bcftools (1.16 to the letter)",
              "manual",
              false},
             {"soft_filter",
              OptionType::text,
              "leave rejected rows in and put this name in FILTER",
              "",
              false},
             {"append", OptionType::boolean, "with soft_filter: other names stay", "false", false}},
        .make = [](const StageOptions& options) {
            if (options.has("include") == options.has("exclude"))
                throw Error{
                    ErrorKind::usage,
                    "a filter needs an expression: include or exclude",
                    options.where()};
            const std::string rules = options.text("rules");
            if (rules != "manual" && rules != "bcftools")
                throw Error{
                    ErrorKind::usage,
                    "there are no rules '" + rules + "'",
                    options.where(),
                    "known: manual, bcftools"};
            const bool excludes = options.has("exclude");
            return AnyStage<RecordBatch>{Filter{FilterOptions{
                .expression = options.text(excludes ? "exclude" : "include"),
                .exclude = excludes,
                .rules = rules == "manual" ? Rules::manual : Rules::bcftools,
                .soft_filter = options.text("soft_filter"),
                .appends = options.boolean("append")}}};
        }};
}

}  // namespace genostrat
