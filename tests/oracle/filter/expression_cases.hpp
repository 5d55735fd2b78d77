// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <htslib/hts.h>

#include <genostrat/core/text.hpp>
#include <genostrat/filter/evaluator.hpp>
#include <genostrat/filter/program.hpp>
#include <genostrat/filter/row.hpp>
#include <genostrat/pipeline/pipeline.hpp>
#include <genostrat/variant/vcf_source.hpp>

// Expressions with the rows that bcftools keeps for them, evaluated in one pass over their file.
namespace genostrat::filter {

struct Md5 {
    Md5() : state{hts_md5_init()} {}

    ~Md5() { hts_md5_destroy(state); }

    Md5(const Md5&) = delete;
    Md5& operator=(const Md5&) = delete;

    void add(std::string_view text) const {
        hts_md5_update(state, text.data(), static_cast<unsigned long>(text.size()));
    }

    [[nodiscard]] std::string text() const {
        std::array<unsigned char, 16> digest{};
        std::array<char, 33> hex{};
        hts_md5_final(digest.data(), state);
        hts_md5_hex(hex.data(), digest.data());
        return hex.data();
    }

    hts_md5_context* state;
};

struct Case {
    std::string expression{};
    bool exclude{};
    std::int64_t kept{};
    std::string md5{};
};

struct Tried {
    Tried(const Case& wanted, const Schema& schema)
        : expected{wanted}, program{compile(wanted.expression, schema, Rules::bcftools)},
          evaluator{program} {}

    const Case& expected;
    Program program;
    Evaluator evaluator;
    Md5 md5{};
    std::int64_t kept{};
};

/// A stage that evaluates many expressions and keeps the rows.
class TryAll {
public:
    explicit TryAll(const std::vector<Case>& cases) : cases_{&cases} {}

    [[nodiscard]] std::string_view name() const noexcept { return "try_all"; }

    void bind(Schema& schema) {
        for (const Case& expected : *cases_)
            tried_.push_back(std::make_unique<Tried>(expected, schema));
    }

    void process(std::unique_ptr<RecordBatch> batch, Batches<RecordBatch>& ready) {
        BatchRow view{*batch};
        std::string line;
        for (const RowId row : batch->rows()) {
            view.move_to(row);
            line.clear();
            line += batch->contig_name(row);
            line += ':';
            append_number(line, batch->pos(row) + 1);
            line += ':';
            line += batch->ref(row);
            line += ':';
            const auto alts = batch->alts(row);
            if (alts.empty())
                line += '.';
            for (std::size_t alt = 0; alt < alts.size(); ++alt) {
                line += alt == 0 ? "" : ",";
                line += alts[alt];
            }
            line += '\n';
            for (const auto& tried : tried_)
                if (tried->evaluator.passes(view) != tried->expected.exclude) {
                    tried->md5.add(line);
                    ++tried->kept;
                }
        }
        ready.push_back(std::move(batch));
    }

    void finish(Batches<RecordBatch>&) {
        for (const auto& tried : tried_) {
            EXPECT_EQ(tried->kept, tried->expected.kept) << tried->expected.expression;
            EXPECT_EQ(tried->md5.text(), tried->expected.md5) << tried->expected.expression;
        }
    }

private:
    const std::vector<Case>* cases_;
    std::vector<std::unique_ptr<Tried>> tried_;
};

/// Expects of every case the rows that it names. @throws Error{usage} if one does not compile
inline void expect_rows(const std::string& path, const std::vector<Case>& cases) {
    auto pipeline = Pipeline{VcfSource{path}} | TryAll{cases};
    static_cast<void>(std::move(pipeline).run({}));
}

}  // namespace genostrat::filter
