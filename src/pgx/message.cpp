// SPDX-License-Identifier: MIT
#include "json_node.hpp"

#include <algorithm>

#include <genostrat/core/text.hpp>
#include <genostrat/pgx/message.hpp>

namespace genostrat::pgx {
namespace {

/// Texts of a list; one text may hold several with `;` between.
std::vector<std::string> read_list(const JsonNode& node, const char* name) {
    std::vector<std::string> texts;
    if (const auto list = node.find(name))
        list->each([&](const JsonNode& entry) {
            for (const std::string_view text : split(entry.text(), ';'))
                if (const auto trimmed = trim_blanks(text); !trimmed.empty())
                    texts.emplace_back(trimmed);
        });
    return texts;
}

Message read_message(const JsonNode& node) {
    Message message{
        .name = node.at("rule_name").text(),
        .kind = node.text_or("exception_type", ""),
        .html = node.text_or("message", "")};
    if (const auto matches = node.find("matches")) {
        message.gene = matches->text_or("gene", "");
        message.called = read_list(*matches, "hapsCalled");
        message.uncallable = read_list(*matches, "hapsMissing");
        message.missing = read_list(*matches, "variantsMissing");
        message.heterozygous = read_list(*matches, "variant");
        message.diplotypes = read_list(*matches, "dips");
        message.drugs = read_list(*matches, "drugs");
    }
    return message;
}

bool contains(const std::vector<std::string>& texts, std::string_view text) {
    return std::ranges::find(texts, text) != texts.end();
}

class GeneConditions {
public:
    GeneConditions(const GeneModel& model, const GeneCall& call, std::span<const LocusCall> calls)
        : model_(model), call_(call), calls_(calls) {}

    [[nodiscard]] bool hold(const Message& message) const {
        if (message.gene != model_.definition.gene || message.html.empty())
            return false;
        if (message.kind == "non-match")
            return !call_.is_called();
        if (call_.missing_loci.size() == calls_.size())
            return false;
        return (message.called.empty() || has_allele(message.called)) &&
               (message.diplotypes.empty() || has_diplotype(message)) &&
               std::ranges::all_of(message.uncallable, [&](const auto& n) { return lacks(n); }) &&
               std::ranges::all_of(message.missing, [&](const auto& n) { return is_missing(n); }) &&
               std::ranges::all_of(
                   message.heterozygous, [&](const auto& n) { return is_heterozygous(n); });
    }

private:
    [[nodiscard]] bool has_allele(const std::vector<std::string>& names) const {
        const auto is_named = [&](const std::string& name) { return contains(names, name); };
        return std::ranges::any_of(call_.haplotypes, is_named) ||
               std::ranges::any_of(call_.diplotypes, [&](const Diplotype& diplotype) {
                   return std::ranges::any_of(diplotype.first.alleles, is_named) ||
                          std::ranges::any_of(diplotype.second.alleles, is_named);
               });
    }

    [[nodiscard]] bool has_diplotype(const Message& message) const {
        if (message.kind == "ambiguity" && call_.is_effectively_phased)
            return false;
        return std::ranges::any_of(call_.diplotypes, [&](const Diplotype& diplotype) {
            return contains(message.diplotypes, diplotype.text());
        });
    }

    [[nodiscard]] bool lacks(const std::string& name) const {
        return std::ranges::any_of(call_.uncallable, [&](AlleleIndex allele) {
            return model_.allele(allele).name == name;
        });
    }

    [[nodiscard]] const LocusCall* call_at(const std::string& rsid) const {
        const auto locus = std::ranges::find(model_.definition.loci, rsid, &Locus::rsid);
        if (locus == model_.definition.loci.end())
            return nullptr;
        return &calls_[static_cast<std::size_t>(locus - model_.definition.loci.begin())];
    }

    [[nodiscard]] bool is_missing(const std::string& rsid) const {
        const LocusCall* const call = call_at(rsid);
        return call != nullptr && call->is_missing();
    }

    [[nodiscard]] bool is_heterozygous(const std::string& rsid) const {
        const LocusCall* const call = call_at(rsid);
        return call != nullptr && !call->is_missing() && call->is_heterozygous();
    }

    const GeneModel& model_;
    const GeneCall& call_;
    std::span<const LocusCall> calls_;
};

}  // namespace

std::vector<Message> parse_messages(std::string_view json, const std::string& file) {
    const nlohmann::json document = parse_json(json, file);
    std::vector<Message> messages;
    JsonNode{document, file}.each([&](const JsonNode& node) {
        if (Message message = read_message(node); !message.html.empty())
            messages.push_back(std::move(message));
    });
    return messages;
}

std::vector<const Message*> messages_of_gene(
    const std::vector<Message>& messages,
    const GeneModel& model,
    const GeneCall& call,
    std::span<const LocusCall> calls) {
    const GeneConditions conditions{model, call, calls};
    std::vector<const Message*> found;
    for (const Message& message : messages)
        if (conditions.hold(message))
            found.push_back(&message);
    return found;
}

std::vector<const Message*> messages_of_drug(
    const std::vector<Message>& messages,
    std::string_view drug,
    std::string_view source,
    std::span<const Message* const> of_genes) {
    std::vector<const Message*> found;
    for (const Message& message : messages) {
        const bool is_of_cpic = message.name.starts_with("pcat-cpic-");
        if (message.gene.empty() && contains(message.drugs, drug) &&
            (!is_of_cpic || source == "CPIC"))
            found.push_back(&message);
    }
    for (const Message* message : of_genes)
        if (contains(message->drugs, drug))
            found.push_back(message);
    return found;
}

const Message* find_message(const std::vector<Message>& messages, std::string_view name) noexcept {
    const auto found = std::ranges::find(messages, name, &Message::name);
    return found == messages.end() ? nullptr : &*found;
}

}  // namespace genostrat::pgx
