// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <genostrat/variant/alleles.hpp>

namespace genostrat {
namespace {

/// A repeat-rich contig, a place on it and one or two ALTs that differ from REF.
struct Scene {
    std::string contig;
    AlleleSet set;
};

std::string random_bases(int least, int most) {
    const auto length = static_cast<std::size_t>(*rc::gen::inRange(least, most + 1));
    return *rc::gen::container<std::string>(length, rc::gen::elementOf(std::string{"ACA"}));
}

Scene random_scene() {
    Scene scene;
    scene.contig = random_bases(2, 40);
    const auto size = static_cast<int>(scene.contig.size());
    const int pos = *rc::gen::inRange(0, size);
    const int length = *rc::gen::inRange(1, size - pos + 1);
    scene.set.pos = pos;
    scene.set.alleles = {
        scene.contig.substr(static_cast<std::size_t>(pos), static_cast<std::size_t>(length))};
    const int n_alts = *rc::gen::inRange(1, 3);
    for (int alt = 0; alt < n_alts; ++alt) {
        std::string allele = random_bases(1, 8);
        RC_PRE(allele != scene.set.alleles.front());
        scene.set.alleles.push_back(std::move(allele));
    }
    return scene;
}

std::string haplotype(const std::string& contig, const AlleleSet& set, std::size_t allele) {
    std::string made = contig;
    made.replace(
        static_cast<std::size_t>(set.pos), set.alleles.front().size(), set.alleles[allele]);
    return made;
}

FetchBases fetch_from(const std::string& contig) {
    return [&contig](Interval where, std::string& bases) {
        bases = contig.substr(
            static_cast<std::size_t>(where.begin), static_cast<std::size_t>(where.length()));
    };
}

RC_GTEST_PROP(LeftAlign, keeps_every_haplotype_and_is_idempotent, ()) {
    const Scene scene = random_scene();
    AlleleSet once = scene.set;
    left_align(once, fetch_from(scene.contig));
    for (std::size_t allele = 0; allele < once.alleles.size(); ++allele)
        RC_ASSERT(
            haplotype(scene.contig, once, allele) == haplotype(scene.contig, scene.set, allele));
    AlleleSet twice = once;
    RC_ASSERT(!left_align(twice, fetch_from(scene.contig)));
    RC_ASSERT(twice == once);
}

RC_GTEST_PROP(LeftAlign, gives_equal_haplotypes_one_spelling, ()) {
    Scene scene = random_scene();
    scene.set.alleles.resize(2);
    AlleleSet longer = scene.set;  // the same change, written with more context
    const auto before =
        static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(scene.set.pos) + 1));
    const std::string context =
        scene.contig.substr(static_cast<std::size_t>(scene.set.pos) - before, before);
    const std::size_t end =
        static_cast<std::size_t>(scene.set.pos) + scene.set.alleles.front().size();
    const auto after = static_cast<std::size_t>(
        *rc::gen::inRange(0, static_cast<int>(scene.contig.size() - end) + 1));
    for (std::string& allele : longer.alleles)
        allele = context + allele + scene.contig.substr(end, after);
    longer.pos -= static_cast<std::int64_t>(before);

    AlleleSet aligned = scene.set;
    left_align(aligned, fetch_from(scene.contig));
    left_align(longer, fetch_from(scene.contig));
    RC_ASSERT(longer == aligned);
}

RC_GTEST_PROP(MayBeUnnormalised, is_never_false_for_a_row_that_changes, ()) {
    const Scene scene = random_scene();
    std::vector<std::string_view> alts(scene.set.alleles.begin() + 1, scene.set.alleles.end());
    const bool may_change = may_be_unnormalised(scene.set.alleles.front(), alts);
    AlleleSet aligned = scene.set;
    if (left_align(aligned, fetch_from(scene.contig)))
        RC_ASSERT(may_change);
}

RC_GTEST_PROP(Trim, keeps_every_haplotype, ()) {
    const Scene scene = random_scene();
    AlleleSet trimmed = scene.set;
    trim(trimmed);
    for (std::size_t allele = 0; allele < trimmed.alleles.size(); ++allele)
        RC_ASSERT(
            haplotype(scene.contig, trimmed, allele) == haplotype(scene.contig, scene.set, allele));
}

}  // namespace
}  // namespace genostrat
