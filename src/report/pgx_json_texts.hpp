// SPDX-License-Identifier: MIT
// Texts that the entries of many samples share, made once.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <genostrat/pgx/cohort.hpp>

namespace genostrat::report {

/// Names that are no UTF-8 are mended, not refused.
inline std::string json_text(const nlohmann::ordered_json& json) {
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

/// A text as JSON writes it between its quotes.
inline std::string between_quotes(const std::string& text) {
    const std::string quoted = json_text(nlohmann::ordered_json(text));
    return quoted.substr(1, quoted.size() - 2);
}

/// Puts a comma before all entries of a list but its first. @param start  where the list begins
inline void append_separator(std::string& out, std::size_t start) {
    if (out.size() > start)
        out += ',';
}

/// What samples have in common: the beginning of each position's entry, the texts of its alleles,
/// the names of alleles, and what is said of genotypes that several samples have.
class PgxCommonTexts {
public:
    explicit PgxCommonTexts(const pgx::CohortCalls& calls) {
        for (const pgx::Gene& gene : calls.bundle->genes) {
            auto& positions = positions_.emplace_back();
            for (std::size_t locus = 0; locus < gene.model.loci.size(); ++locus) {
                const auto& definition = gene.model.definition.loci[locus];
                Position& position = positions.emplace_back();
                position.beginning = fmt::format(
                    R"({{"position":{},"rsid":{},)",
                    definition.pos0 + 1,
                    json_text(nlohmann::ordered_json(definition.rsid)));
                for (const std::string& code : gene.model.loci[locus].codes)
                    position.codes.push_back(between_quotes(code));
            }
            auto& names = names_.emplace_back();
            for (const auto& allele : gene.model.definition.alleles)
                names.push_back(json_text(nlohmann::ordered_json(allele.name)));
        }
    }

    struct Position {
        std::string beginning{};  ///< of its entry: place and rsID
        std::vector<std::string> codes{};
    };

    /// A list of alleles' names.
    class Names {
    public:
        Names(const std::vector<std::string>& names, std::string& out) : names_(names), out_(out) {
            out_ += '[';
            start_ = out_.size();
        }

        void add(pgx::AlleleIndex allele) {
            append_separator(out_, start_);
            out_ += names_[allele];
        }

        void close() { out_ += ']'; }

    private:
        const std::vector<std::string>& names_;
        std::string& out_;
        std::size_t start_{};
    };

    /// A gene's entry before and after its positions.
    struct Frame {
        std::string before{};
        std::string after{};
    };

    [[nodiscard]] const Position& position(std::size_t gene, std::size_t locus) const {
        return positions_[gene][locus];
    }

    [[nodiscard]] Names names(std::size_t gene, std::string& out) const {
        return Names{names_[gene], out};
    }

    /// The frame of a call, made by `make` unless a sample of the same call had it before.
    template <typename Make>
    const Frame& frame(const std::shared_ptr<const pgx::GeneCall>& call, Make make) {
        if (call.use_count() == 1) {  // no other sample has it
            single_ = make();
            return single_;
        }
        const auto found = frames_.find(call.get());
        return found != frames_.end() ? found->second
                                      : frames_.emplace(call.get(), make()).first->second;
    }

private:
    std::vector<std::vector<Position>> positions_{};  ///< [gene][locus]
    std::vector<std::vector<std::string>> names_{};   ///< [gene][allele], in quotes
    std::unordered_map<const pgx::GeneCall*, Frame> frames_{};
    Frame single_{};
};

}  // namespace genostrat::report
