// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <genostrat/pgx/gene_call.hpp>

namespace genostrat::pgx {

/// A remark of the data's publisher (PharmCAT `messages.json`), shown where a sample meets its
/// conditions. A condition that is empty always holds.
struct Message {
    std::string name{};
    std::string kind{};  ///< `ambiguity`, `footnote`, `note`, `non-match` …
    std::string html{};  ///< the text as its publisher writes it
    std::string gene{};
    std::vector<std::string> called{};        ///< one of these alleles is called
    std::vector<std::string> uncallable{};    ///< nothing can be said of these alleles
    std::vector<std::string> missing{};       ///< rsids of positions that are missing
    std::vector<std::string> heterozygous{};  ///< rsids of positions that are heterozygous
    std::vector<std::string> diplotypes{};    ///< one of these is called
    std::vector<std::string> drugs{};         ///< shown beside guidance for these

    friend bool operator==(const Message&, const Message&) = default;
};

/// Reads the JSON text of `messages.json`; entries without a text are left out. Errors as
/// parse_definition.
[[nodiscard]] std::vector<Message> parse_messages(std::string_view json, const std::string& file);

/// Messages that hold for one gene of a sample. An `ambiguity` of diplotypes is one of unphased
/// data only; a `non-match` holds where nothing was called, every other kind where there are
/// genotypes.
/// @param calls  the genotypes that the call was made from, shape [n_loci]
/// @return borrowed from `messages`, in their order
[[nodiscard]] std::vector<const Message*> messages_of_gene(
    const std::vector<Message>& messages,
    const GeneModel& model,
    const GeneCall& call,
    std::span<const LocusCall> calls);

/// Messages about a drug: those of no gene, and those of the given genes' messages that name it.
/// @param source  of the guideline; messages named for CPIC's warfarin guideline are shown there
[[nodiscard]] std::vector<const Message*> messages_of_drug(
    const std::vector<Message>& messages,
    std::string_view drug,
    std::string_view source,
    std::span<const Message* const> of_genes);

/// The message of this name, or null.
[[nodiscard]] const Message*
find_message(const std::vector<Message>& messages, std::string_view name) noexcept;

}  // namespace genostrat::pgx
