// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include <genostrat/consequence/haplotype_caller.hpp>
#include <genostrat/core/text.hpp>

// What HaplotypeCaller says about the haplotypes of a transcript.
namespace genostrat::consequence {
namespace {

bool has(BcsqTerms terms, BcsqTerms some) noexcept {
    return (terms & some) != 0;
}

bool ends_in_stop(std::string_view residues) noexcept {
    return !residues.empty() && residues.back() == '*';
}

// What follows the first stop is not part of the protein. @return true if there is a stop
bool cut_at_stop(std::string& residues) {
    const std::size_t stop = residues.find('*');
    if (stop == std::string::npos)
        return false;
    residues.resize(stop + 1);
    return true;
}

// Terms of a change that keeps the length.
BcsqTerms compare_residues(std::string_view ref, std::string_view alt) noexcept {
    BcsqTerms terms = 0;
    for (std::size_t at = 0; at < ref.size(); ++at) {
        const char changed = at < alt.size() ? alt[at] : '\0';
        if (ref[at] == changed)
            continue;
        terms |= ref[at] == '*'   ? bcsq::stop_lost
                 : changed == '*' ? bcsq::stop_gained
                                  : bcsq::missense;
    }
    return terms == 0 ? bcsq::synonymous : terms;
}

// The terms of a group by its residues; `terms`: those that its places tell.
BcsqTerms judge_residues(
    std::string_view ref, std::string_view alt, const HaplotypeGroup& group, BcsqTerms terms) {
    BcsqTerms removed = 0;
    const bool ref_stops = ends_in_stop(ref);
    const bool alt_stops = ends_in_stop(alt);
    if (has(terms, bcsq::stop_lost)) {
        if (ref_stops && alt_stops) {
            removed |= bcsq::stop_lost;
            terms |= bcsq::stop_retained;
        } else if (!ref_stops && alt_stops) {  // the CDS was cut off before its stop
            removed |= bcsq::stop_gained;
            terms |= bcsq::stop_retained;
        } else if (!ref_stops) {
            terms |= bcsq::incomplete_cds;
        }
    }
    if (!ref.starts_with('M'))
        terms &= ~bcsq::start_lost;
    if (group.delta == 0) {
        terms |= compare_residues(ref, alt);
    } else {
        terms |= group.delta % 3 != 0 ? bcsq::frameshift
                 : group.delta < 0    ? bcsq::inframe_deletion
                                      : bcsq::inframe_insertion;
        if (!ref_stops && alt_stops)
            terms |= bcsq::stop_gained;
    }
    // A stop before the frame is restored.
    if (group.first != group.last && has(terms, bcsq::inframe) && alt_stops) {
        removed |= bcsq::inframe;
        terms |= bcsq::frameshift | bcsq::stop_gained;
    }
    return terms & ~removed;
}

}  // namespace

// Long changes are cut: `25EPPPK..329`.
void HaplotypeCaller::append_residues(
    std::int64_t begin, std::string_view residues, std::string& out) const {
    append_number(out, begin);
    const std::int64_t shown = options_.max_residues;
    if (shown == 0 || static_cast<std::int64_t>(residues.size()) - shown < 3) {
        out += residues;
        return;
    }
    if (ends_in_stop(residues))
        residues.remove_suffix(1);
    out += residues.substr(0, static_cast<std::size_t>(shown));
    out += "..";
    append_number(out, begin + static_cast<std::int64_t>(residues.size()));
}

void HaplotypeCaller::tell_group(
    const HaplotypeTree& tree,
    std::span<const std::int32_t> path,
    const HaplotypeGroup& group,
    bool& upstream_stop,
    std::vector<Listed>& listed) {
    const BcsqTranscript& transcript = tree.transcript();
    const auto member = [&](std::size_t index) -> const HaplotypeVariant& {
        return tree.variant(path[index]);
    };
    const auto push = [&](std::size_t index, BcsqEntry entry) {
        const std::size_t row = member(index).row;
        const BcsqRow::Pushed pushed = held(row).bcsq.push(std::move(entry));
        if (pushed.completes)  // only copies of this haplotype have these residues
            clear_bits(held(row), pushed.index);
        listed.push_back({row, pushed.index});
    };
    BcsqTerms terms = 0;
    for (std::size_t index = group.first; index <= group.last; ++index)
        terms |= member(index).terms & bcsq::compound;
    if (group.delta == 0 && group.has_indel)
        terms |= bcsq::inframe_altering;
    const bool to_the_end = group.delta % 3 != 0 && group.has_sequence;
    std::string alt;
    std::string ref;
    translate_stretch(
        transcript,
        {group.bases, group.alt_begin, group.alt_length, group.ref_begin, group.ref_end},
        to_the_end,
        alt);
    translate_stretch(
        transcript,
        {transcript.bases(group.ref_begin, group.ref_end),
         group.ref_begin,
         transcript.spliced_length(),
         group.ref_begin,
         group.ref_end},
        to_the_end,
        ref);
    cut_at_stop(ref);
    const bool was_upstream = upstream_stop;
    upstream_stop = cut_at_stop(alt) || upstream_stop;
    terms = judge_residues(ref, alt, group, terms);
    if (was_upstream)
        terms |= bcsq::upstream_stop;
    const bool forward = transcript.forward;
    std::string change = "|";
    append_residues(
        (forward ? group.ref_begin : transcript.spliced_length() - group.ref_end) / 3 + 1,
        ref,
        change);
    if (!has(terms, bcsq::synonymous)) {
        change += '>';
        append_residues(
            (forward ? group.alt_begin : group.alt_length - group.alt_end) / 3 + 1, alt, change);
    }
    for (std::size_t index = group.first; index <= group.last; ++index) {
        // A block over an intron lies on the haplotype once for each CDS row.
        if (index > group.first && member(index).row == member(index - 1).row)
            continue;
        change += index == group.first ? '|' : '+';
        append_number(change, held(member(index).row).pos + 1);
        change += member(index).change;
    }
    const std::size_t told = forward ? group.first : group.last;
    push(
        told,
        {.terms = terms,
         .transcript = &transcript,
         .allele = member(told).allele,
         .change = change});
    for (std::size_t index = group.first; index <= group.last; ++index) {
        const HaplotypeVariant& one = member(index);
        if (has(one.terms, ~bcsq::compound))
            push(
                index,
                {.terms = one.terms & ~bcsq::compound,
                 .transcript = &transcript,
                 .allele = one.allele,
                 .change = options_.local ? std::string{} : change});
        if (one.row != member(told).row)
            push(
                index,
                {.terms = bcsq::printed_upstream | one.terms,
                 .transcript = &transcript,
                 .allele = one.allele,
                 .told_at = held(member(told).row).pos,
                 .told_in = member(told).row});
    }
}

std::vector<HaplotypeCaller::Listed> HaplotypeCaller::tell_haplotype(
    const HaplotypeTree& tree, std::int32_t leaf, std::string& sequence) {
    std::vector<Listed> listed;
    const std::vector<std::int32_t> path = tree.path_to(leaf);
    bool upstream_stop = false;
    for (const HaplotypeGroup& group : group_variants(tree, path, sequence))
        tell_group(tree, path, group, upstream_stop, listed);
    return listed;
}

// Each allele of the row by itself (bcftools csq --local-csq).
bool HaplotypeCaller::judge_alone(const BcsqTranscript& transcript) {
    HeldRow& row = rows_.back();
    const auto length = static_cast<std::int64_t>(row.ref.size());
    bool hit = false;
    std::string sequence;
    for (std::size_t piece = 0; piece < transcript.pieces.size(); ++piece) {
        const BcsqTranscript::CodingPiece& own = transcript.pieces[piece];
        if (own.begin > row.pos + length || own.end <= row.pos)
            continue;
        hit = true;
        for (std::size_t at = 0; at < row.alts.size(); ++at) {
            if (!usable(row.alts[at]))
                continue;
            const auto allele = static_cast<std::int32_t>(at + 1);
            HaplotypeTree tree{*model_, transcript};
            const HaplotypeTree::Extension extension =
                tree.extend(HaplotypeTree::root, newest(), allele, row.site(allele), piece);
            for (std::size_t one = 0; one < extension.boundary.n_told; ++one)
                tell(extension.boundary.told[one], transcript, allele);
            if (extension.placement == Placement::beside)
                tell(extension.boundary.terms, transcript, allele);
            if (extension.placement != Placement::added)
                continue;
            for (const Listed& one : tell_haplotype(tree, extension.variant, sequence))
                mark(row, one.index, allele);
        }
    }
    return hit;
}

// Groups of several variants, in the terms of VEP: one row of CSQ for each member.
void HaplotypeCaller::tell_effects(const HaplotypeTree& tree) {
    struct Seen {
        std::int32_t leaf{};
        std::size_t group{};
        std::int64_t copies{};
    };

    if (!effects_->passes(tree.transcript().id))
        return;
    // A block over an intron lies on the haplotype once for each CDS row, and is told once.
    const auto is_repeated = [&](std::span<const std::int32_t> path, std::size_t index) {
        return tree.variant(path[index]).row == tree.variant(path[index - 1]).row;
    };
    std::map<std::string, Seen> seen;
    std::vector<std::string> order;
    std::string sequence;
    for (std::int32_t leaf = 0; leaf < tree.size(); ++leaf) {
        const std::int64_t copies = tree.variant(leaf).n_copies;
        if (copies <= 0)
            continue;
        const std::vector<std::int32_t> path = tree.path_to(leaf);
        const std::vector<HaplotypeGroup> groups = group_variants(tree, path, sequence);
        for (std::size_t at = 0; at < groups.size(); ++at) {
            std::string members;
            std::size_t n_members = 0;
            for (std::size_t index = groups[at].first; index <= groups[at].last; ++index) {
                if (n_members > 0 && is_repeated(path, index))
                    continue;
                const HaplotypeVariant& one = tree.variant(path[index]);
                if (++n_members > 1)
                    members += '+';
                members += contig_name_;
                members += ':';
                append_number(members, held(one.row).pos + 1);
                members += one.change;
            }
            if (n_members < 2)
                continue;
            const auto [known, is_new] = seen.try_emplace(members, Seen{leaf, at, 0});
            known->second.copies += copies;
            if (is_new)
                order.push_back(members);
        }
    }
    for (const std::string& members : order) {
        const Seen& one = seen.at(members);
        const std::vector<std::int32_t> path = tree.path_to(one.leaf);
        const HaplotypeGroup group = group_variants(tree, path, sequence)[one.group];
        effects_->judge(tree.transcript(), group, members, one.copies);
        for (std::size_t index = group.first; index <= group.last; ++index) {
            if (index > group.first && is_repeated(path, index))
                continue;
            const HaplotypeVariant& variant = tree.variant(path[index]);
            HeldRow& row = held(variant.row);
            effects_->append(row.site(variant.allele), variant.allele, row.answer.text);
        }
    }
}

}  // namespace genostrat::consequence
