// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <utility>

#include <genostrat/annotate/structural.hpp>
#include <genostrat/core/contigs.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/variant/alleles.hpp>

namespace genostrat::annotate {

namespace {

/// Sequence alleles count as structural from this change of length on, as in the usual catalogues.
constexpr std::int64_t least_change = 50;

/// `DEL` of `DEL:ME:ALU`.
std::string_view main_type(std::string_view type) {
    return type.substr(0, type.find(':'));
}

/// Fills the mate of `A]chr2:100]`, `[chr2:100[A`, `A[<contig>:5[`.
void read_mate(std::string_view alt, StructuralVariant& variant) {
    const std::size_t open = alt.find_first_of("[]");
    const std::size_t close = alt.find_last_of("[]");
    if (open == std::string_view::npos || close <= open)
        return;
    std::string_view mate = alt.substr(open + 1, close - open - 1);
    const std::size_t colon = mate.rfind(':');
    if (colon == std::string_view::npos)
        return;
    const auto pos = parse_number<std::int64_t>(mate.substr(colon + 1));
    if (!pos || *pos < 1)
        return;
    mate = mate.substr(0, colon);
    if (mate.starts_with('<') && mate.ends_with('>'))
        mate = mate.substr(1, mate.size() - 2);
    variant.mate_contig = mate;
    variant.mate_pos = *pos - 1;
}

bool is_point(std::string_view type) {
    return type == "INS" || type == "BND";
}

bool types_agree(std::string_view one, std::string_view other) {
    if (one == other)
        return true;
    if (one.empty() || other.empty())
        return !is_point(one) && !is_point(other);
    const auto is_number_change = [](std::string_view type) {
        return type == "DEL" || type == "DUP" || type == "CNV";
    };
    return (one == "CNV" || other == "CNV") && is_number_change(one) && is_number_change(other);
}

bool is_near(std::int64_t one, std::int64_t other, const StructuralRule& rule) {
    return std::abs(one - other) <= rule.max_distance;
}

bool same_breakend(
    std::string_view contig,
    const StructuralVariant& one,
    std::string_view other_contig,
    const StructuralVariant& other,
    const StructuralRule& rule) {
    if (one.mate_pos < 0 || other.mate_pos < 0)
        return false;
    const auto meets =
        [&](std::string_view c1, std::int64_t p1, std::string_view c2, std::int64_t p2) {
            return is_near(p1, p2, rule) && same_contig(c1, c2);
        };
    const std::int64_t pos = one.where.begin;
    const std::int64_t other_pos = other.where.begin;
    return (meets(contig, pos, other_contig, other_pos) &&
            meets(one.mate_contig, one.mate_pos, other.mate_contig, other.mate_pos)) ||
           (meets(contig, pos, other.mate_contig, other.mate_pos) &&
            meets(one.mate_contig, one.mate_pos, other_contig, other_pos));
}

bool same_insertion(
    const StructuralVariant& one, const StructuralVariant& other, const StructuralRule& rule) {
    if (!is_near(one.where.begin, other.where.begin, rule))
        return false;
    if (one.length <= 0 || other.length <= 0)
        return true;
    const auto [shorter, longer] = std::minmax(one.length, other.length);
    return static_cast<double>(shorter) >= rule.min_reciprocal * static_cast<double>(longer);
}

}  // namespace

StructuralVariant read_structural(
    std::int64_t pos, std::string_view ref, std::string_view alt, const StructuralInfo& info) {
    StructuralVariant variant;
    const bool is_symbolic = alt.starts_with('<') && alt.ends_with('>');
    if (alt.find_first_of("[]") != std::string_view::npos) {
        variant.type = "BND";
        variant.where = {pos, pos + 1};
        read_mate(alt, variant);
        return variant;
    }
    if (!is_symbolic && !is_sequence(alt))
        return variant;
    const auto ref_length = static_cast<std::int64_t>(ref.size());
    const auto change = static_cast<std::int64_t>(alt.size()) - ref_length;
    if (is_symbolic)
        variant.type = main_type(alt.substr(1, alt.size() - 2));
    else if (std::abs(change) >= least_change)
        variant.type = change < 0 ? "DEL" : "INS";
    else
        return variant;
    if (variant.type == "*" || variant.type == "NON_REF")
        return StructuralVariant{};
    // `<CN0>`, `<SV>` and the like: SVTYPE says more.
    if (is_symbolic && !info.type.empty() && info.type != "BND")
        variant.type = main_type(info.type);
    std::int64_t end = pos + ref_length;
    if (is_symbolic && info.end)
        end = *info.end;
    else if (is_symbolic && info.size)
        end = pos + 1 + std::abs(*info.size);
    if (variant.type == "INS") {
        variant.where = {pos, pos + 1};
        variant.length = is_symbolic ? std::abs(info.size.value_or(-1)) : change;
        if (is_symbolic && !info.size)
            variant.length = -1;
        return variant;
    }
    variant.where = {pos + 1, std::max(end, pos + 2)};
    return variant;
}

std::string structural_text(const StructuralVariant& variant) {
    std::string text{variant.type};
    if (variant.mate_pos >= 0) {
        text += ':';
        text += variant.mate_contig;
        text += ':';
        append_number(text, variant.mate_pos);
    } else if (variant.length >= 0) {
        text += ':';
        append_number(text, variant.length);
    }
    return text;
}

StructuralVariant parse_structural_text(std::string_view text, Interval where) {
    StructuralVariant variant{.type = main_type(text), .where = where};
    if (variant.type.size() == text.size())
        return variant;
    const std::string_view rest = text.substr(variant.type.size() + 1);
    const std::size_t colon = rest.rfind(':');
    const auto number =
        parse_number<std::int64_t>(colon == std::string_view::npos ? rest : rest.substr(colon + 1));
    if (!number)
        return variant;
    if (colon == std::string_view::npos) {
        variant.length = *number;
    } else {
        variant.mate_contig = rest.substr(0, colon);
        variant.mate_pos = *number;
    }
    return variant;
}

bool same_structure(
    std::string_view contig,
    const StructuralVariant& one,
    std::string_view other_contig,
    const StructuralVariant& other,
    const StructuralRule& rule) {
    if (!types_agree(one.type, other.type))
        return false;
    if (one.type == "BND")
        return same_breakend(contig, one, other_contig, other, rule);
    if (!same_contig(contig, other_contig))
        return false;
    if (one.type == "INS")
        return same_insertion(one, other, rule);
    if (rule.compares_ends)
        return is_near(one.where.begin, other.where.begin, rule) &&
               is_near(one.where.end, other.where.end, rule);
    const double shared = reciprocal_overlap(one.where, other.where);
    return shared > 0 && shared >= rule.min_reciprocal;
}

double reciprocal_overlap(Interval one, Interval other) noexcept {
    const std::int64_t shared = one.intersection(other).length();
    const std::int64_t longer = std::max(one.length(), other.length());
    return shared > 0 && longer > 0 ? static_cast<double>(shared) / static_cast<double>(longer) : 0;
}

}  // namespace genostrat::annotate
