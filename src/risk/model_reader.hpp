// SPDX-License-Identifier: MIT
#pragma once

#include "io/yaml_document.hpp"

#include <string>

#include <genostrat/risk/model.hpp>

// The parts of parse_risk_model.
namespace genostrat::risk {

/// An expression over the inputs of a rule (and its `let` names).
/// @throws Error{usage} at the node's place
[[nodiscard]] Expression
read_expression(const io::YamlNode& node, const AbsoluteRule& rule, bool with_definitions);
[[nodiscard]] Expression read_expression(
    const std::string& text,
    const io::YamlNode& at,
    const AbsoluteRule& rule,
    bool with_definitions);

/// Reads inputs, horizons, engine and terms of a rule. @param node  the rule
void read_absolute(const io::YamlNode& node, RiskRule& rule);

/// The score of a rule or a term: `score` or `z_column`, and what it is compared with.
[[nodiscard]] ScoreReference read_score(const io::YamlNode& node);

/// `equations` with `link` and `let`.
void read_equations(const io::YamlNode& node, AbsoluteRule& rule);

/// `icare`: the files of a model and, after a split, of its second part.
void read_icare(const io::YamlNode& node, AbsoluteRule& rule);

/// `hazard_ratio` (or `odds_ratio`, `log_hazard`) with `interval` or `se`.
[[nodiscard]] Effect read_effect(const io::YamlNode& node);

/// A table's path as the model means it: beside the model.
[[nodiscard]] std::string path_beside(const io::YamlNode& node);

}  // namespace genostrat::risk
