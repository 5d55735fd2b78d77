// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <genostrat/consequence/boundary_check.hpp>

namespace genostrat::consequence {
namespace {

constexpr std::int64_t site_bases = 2;     // of an intron: donor or acceptor
constexpr std::int64_t region_intron = 8;  // bases of an intron that count as splice region
constexpr std::size_t window_length = static_cast<std::size_t>(region_intron);

// Names within: `first` and `last` are the outer bases of the stretch, `low` and `high` the outer
// bases that the trimmed allele touches (of an insertion the bases on both sides, of a deletion
// the base before it and its last one).
class Checker {
public:
    Checker(
        const genes::GeneModel& model,
        const BcsqTranscript& transcript,
        const SiteAlleles& alleles,
        Interval stretch,
        const BoundaryOptions& options)
        : model_{model}, transcript_{transcript}, alleles_{alleles}, options_{options},
          first_{stretch.begin}, last_{stretch.end - 1}, ref_length_{alleles.ref_length()},
          alt_length_{alleles.alt_length()} {
        found_.terms = options.terms;
    }

    BoundaryFindings check() {
        trim();
        if (ref_length_ == alt_length_)
            found_.place = check_substitution();
        else
            found_.place = ref_length_ < alt_length_ ? check_insertion() : check_deletion();
        found_.begin = low_;
        return std::move(found_);
    }

private:
    void trim();
    [[nodiscard]] BoundaryPlace check_substitution();
    [[nodiscard]] BoundaryPlace check_insertion();
    [[nodiscard]] BoundaryPlace check_deletion();
    void reach_below(std::int64_t last_changed, bool compare);
    void reach_above(std::int64_t first_changed, bool compare, std::size_t site_offset);
    [[nodiscard]] bool tell_utr(std::int64_t from, std::int64_t to);
    void touch_ends(bool low, bool high);
    void cut_insertion();
    void cut_deletion();
    [[nodiscard]] std::int64_t bases_to_realign() const;
    [[nodiscard]] bool keeps_start_by_another_place() const;
    void read_window(std::int64_t begin, std::int64_t length);
    void append_genome(std::int64_t begin, std::int64_t length, std::string& out) const;

    BoundaryPlace tell(BoundaryPlace place) {
        found_.tell(found_.terms);
        return place;
    }

    const genes::GeneModel& model_;
    const BcsqTranscript& transcript_;
    const SiteAlleles& alleles_;
    const BoundaryOptions& options_;
    std::int64_t first_;
    std::int64_t last_;
    std::int64_t ref_length_;
    std::int64_t alt_length_;
    std::int64_t left_{};  // bases trimmed
    std::int64_t right_{};
    std::int64_t inserted_{};   // letters of ALT that are left
    std::int64_t realigned_{};  // bases by which a deletion is written farther to the right
    std::int64_t low_{};
    std::int64_t high_{};
    std::string ref_window_;
    std::string alt_window_;
    BoundaryFindings found_;
};

void Checker::trim() {
    std::string_view ref = alleles_.ref;
    std::string_view alt = alleles_.alt;
    while (!ref.empty() && !alt.empty() && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
        ++right_;
    }
    while (!ref.empty() && !alt.empty() && ref.front() == alt.front()) {
        ref.remove_prefix(1);
        alt.remove_prefix(1);
        ++left_;
    }
    inserted_ = static_cast<std::int64_t>(alt.size());
}

void Checker::append_genome(std::int64_t begin, std::int64_t length, std::string& out) const {
    if (length > 0)
        model_.append_bases(transcript_.contig, {begin, begin + length}, out);
}

// The bases of both alleles in a window of the reference, as far as the transcript goes.
void Checker::read_window(std::int64_t begin, std::int64_t length) {
    const std::int64_t pos = alleles_.pos;
    const std::int64_t behind = pos + alleles_.ref_length();
    const auto size = [](const std::string& text) {
        return static_cast<std::int64_t>(text.size());
    };
    const auto add = [&](std::string_view allele, std::int64_t& offset, std::string& window) {
        if (begin < pos)
            append_genome(begin, pos - begin, window);
        else
            offset = begin - pos;
        const std::int64_t n_allele = static_cast<std::int64_t>(allele.size());
        if (offset >= n_allele || size(window) >= length)
            return;
        const std::int64_t taken = std::min(n_allele - offset, length - size(window));
        window += allele.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(taken));
        offset -= taken;
    };
    const auto fill = [&](std::int64_t from, std::string& window) {
        const std::int64_t wanted = length - size(window);
        const std::int64_t fitting = transcript_.end - from;
        append_genome(from, std::min(wanted, fitting), window);
    };
    ref_window_.clear();
    alt_window_.clear();
    std::int64_t offset = 0;
    add(alleles_.ref, offset, ref_window_);
    if (size(ref_window_) < length)
        fill(behind, ref_window_);
    offset = 0;
    add(alleles_.alt, offset, alt_window_);
    // csq's way of counting the bases of the ALT that lie before the window.
    offset = offset < 0 ? 0 : offset - 1;
    if (size(alt_window_) < length)
        fill(behind + offset, alt_window_);
}

// A UTR of the transcript beside the stretch takes over what reaches out of it.
bool Checker::tell_utr(std::int64_t from, std::int64_t to) {
    if (!options_.utr)
        return false;
    for (const BcsqTranscript::Utr& utr : transcript_.utrs)
        if (utr.span.begin <= to && utr.span.end > from) {
            found_.tell(
                (utr.five_prime ? bcsq::five_prime_utr : bcsq::three_prime_utr) | found_.terms);
            return true;
        }
    return false;
}

// The intron below the stretch.
void Checker::reach_below(std::int64_t last_changed, bool compare) {
    if (compare)
        read_window(first_ - region_intron, region_intron);
    const std::string_view ref = ref_window_;
    const std::string_view alt = alt_window_;
    if (last_changed >= first_ - region_intron && low_ < first_ - site_bases) {
        found_.terms |= bcsq::splice_region;
        if (compare && ref.substr(0, window_length) == alt.substr(0, window_length))
            found_.terms |= bcsq::synonymous;
    }
    if (last_changed >= first_ - site_bases) {
        if (options_.splice_sites)
            found_.terms |= transcript_.forward ? bcsq::splice_acceptor : bcsq::splice_donor;
        constexpr std::size_t site = window_length - static_cast<std::size_t>(site_bases);
        if (compare && ref.size() >= site && alt.size() >= site &&
            ref.substr(site, site_bases) == alt.substr(site, site_bases))
            found_.terms |= bcsq::synonymous;
    }
}

// The intron above it. `site_offset` is where csq compares the two bases of the splice site: for
// deletions six bases into the intron.
void Checker::reach_above(std::int64_t first_changed, bool compare, std::size_t site_offset) {
    if (compare)
        read_window(last_ + 1, region_intron);
    const std::string_view ref = ref_window_;
    const std::string_view alt = alt_window_;
    if (first_changed <= last_ + region_intron && high_ > last_ + site_bases) {
        found_.terms |= bcsq::splice_region;
        if (compare && ref.substr(0, window_length) == alt.substr(0, window_length))
            found_.terms |= bcsq::synonymous;
    }
    if (first_changed <= last_ + site_bases) {
        if (options_.splice_sites)
            found_.terms |= transcript_.forward ? bcsq::splice_donor : bcsq::splice_acceptor;
        if (compare && ref.size() >= site_offset && alt.size() >= site_offset &&
            ref.substr(site_offset, site_bases) == alt.substr(site_offset, site_bases))
            found_.terms |= bcsq::synonymous;
    }
}

// The outer three bases inside the stretch.
void Checker::touch_ends(bool low, bool high) {
    const bool at_start = transcript_.forward ? low : high;
    const bool at_stop = transcript_.forward ? high : low;
    if ((low && options_.low_region) || (high && options_.high_region))
        found_.terms |= bcsq::splice_region;
    if (at_start && options_.start)
        found_.terms |= bcsq::start_lost;
    if (at_stop && options_.stop)
        found_.terms |= bcsq::stop_lost;
}

BoundaryPlace Checker::check_substitution() {
    if (left_ + right_ == ref_length_)
        return BoundaryPlace::no_change;
    low_ = alleles_.pos + left_;
    high_ = alleles_.pos + ref_length_ - right_ - 1;
    if (low_ < first_) {
        if (options_.low_region && !tell_utr(low_, first_ - 1))
            reach_below(high_, false);
        if (high_ >= first_) {
            left_ += first_ - low_;
            low_ = first_;
        }
    }
    if (high_ > last_) {
        if (options_.high_region && !tell_utr(last_ + 1, high_))
            reach_above(low_, false, 0);
        if (low_ <= last_) {
            right_ += high_ - last_;
            high_ = last_;
        }
    }
    if (high_ < first_ || low_ > last_)
        return tell(BoundaryPlace::outside);
    touch_ends(low_<first_ + 3, high_> last_ - 3);
    if (options_.alleles) {
        const auto from = static_cast<std::size_t>(left_);
        const auto length = static_cast<std::size_t>(ref_length_ - left_ - right_);
        found_.ref = alleles_.ref.substr(from, length);
        found_.alt = alleles_.alt.substr(from, length);
    }
    return tell(BoundaryPlace::inside);
}

BoundaryPlace Checker::check_insertion() {
    if (left_ > 0 || alleles_.ref.front() != alleles_.alt.front()) {
        low_ = alleles_.pos + left_ - 1;
    } else {
        right_ = std::max<std::int64_t>(right_ - 1, 0);
        low_ = alleles_.pos;
    }
    high_ = alleles_.pos + ref_length_ - right_;
    if (low_ >= last_) {
        if (tell_utr(low_ + 1, low_ + 1) || !options_.high_region)
            return BoundaryPlace::outside;
        reach_above(low_ + 1, options_.alleles, 0);
        return tell(BoundaryPlace::outside);
    }
    if (high_ < first_ || (high_ == first_ && !options_.low_region)) {
        if (tell_utr(high_ - 1, high_ - 1) || !options_.low_region)
            return BoundaryPlace::outside;
        reach_below(high_ - 1, options_.alleles);
        return tell(BoundaryPlace::outside);
    }
    touch_ends(low_ <= first_ + 2, high_ > last_ - 2);
    if (options_.alleles)
        cut_insertion();
    return tell(BoundaryPlace::inside);
}

// One base before the insertion is kept.
void Checker::cut_insertion() {
    if (low_ < alleles_.pos) {  // all that could be trimmed was trimmed on the right
        left_ += alleles_.pos - low_;
        if (left_ + right_ == ref_length_)
            --right_;
        low_ = alleles_.pos;
    }
    if (high_ == first_)
        --right_;  // or REF would be empty
    read_window(low_, alt_length_ - right_ - left_ + 1);
    const std::int64_t ref_kept = std::max<std::int64_t>(ref_length_ - (left_ + right_ - 1), 0);
    found_.ref = ref_window_.substr(0, static_cast<std::size_t>(ref_kept));
    found_.alt = alt_window_;
}

// One base before the deletion is kept, the genome's: REF need not have it, and where it has
// another one csq writes both alleles one base too early. Where it is outside the stretch the base
// behind is kept.
void Checker::cut_deletion() {
    const bool keeps_behind = low_ < first_;
    const std::int64_t behind = alleles_.pos + ref_length_ - right_ + realigned_;
    const std::int64_t begin = low_ + (keeps_behind ? 1 : 0);
    append_genome(begin, behind - low_, found_.ref);
    if (!keeps_behind)
        append_genome(low_, 1, found_.alt);
    found_.alt +=
        alleles_.alt.substr(static_cast<std::size_t>(left_), static_cast<std::size_t>(inserted_));
    if (keeps_behind)
        append_genome(behind, 1, found_.alt);
    low_ = begin;
}

// How far a deletion over the low end must be written to the right to lie inside; 0: it cannot be.
std::int64_t Checker::bases_to_realign() const {
    const std::int64_t shift = first_ - (low_ + 1);
    if (right_ == 0 || inserted_ > 0 || high_ + shift >= last_)
        return 0;
    std::string out_of_it;
    std::string into_it;
    append_genome(low_ + 1, shift, out_of_it);
    append_genome(high_ + 1, shift, into_it);
    return out_of_it == into_it ? shift : 0;
}

// True if a deletion at the start codon could as well be written as one beside it.
bool Checker::keeps_start_by_another_place() const {
    const std::int64_t deleted = ref_length_ - alt_length_;
    std::int64_t from = alleles_.pos + ref_length_;  // reverse: the bases behind the deleted ones
    if (transcript_.forward) {
        if (alleles_.pos >= first_ + 3)
            return false;
        from -= 2 * deleted;
        if (from < 0 || BcsqTranscript::padding + from < first_)
            return false;
    } else {
        if (from + 2 <= last_ || from - 1 + deleted > transcript_.end - 1 + BcsqTranscript::padding)
            return false;
    }
    std::string bases;
    append_genome(from, deleted, bases);
    return bases == alleles_.ref.substr(alleles_.alt.size());
}

BoundaryPlace Checker::check_deletion() {
    if (options_.start && keeps_start_by_another_place()) {
        found_.terms |= bcsq::start_retained;
        return BoundaryPlace::overlapping;
    }
    low_ = alleles_.pos + left_ - 1;
    high_ = alleles_.pos + ref_length_ - right_ - 1;
    if (low_ + 1 < first_) {
        if (options_.low_region && !tell_utr(low_, first_ - 1))
            reach_below(high_, options_.alleles);
        if (high_ >= first_) {
            if (left_ + right_ == alt_length_) {
                realigned_ = bases_to_realign();
                if (realigned_ == 0) {
                    found_.terms |= bcsq::coding_sequence;
                    return BoundaryPlace::overlapping;
                }
            }
            low_ = first_ - 1;
        }
    }
    if (high_ > last_) {
        if (options_.high_region && !tell_utr(last_ + 1, high_))
            reach_above(
                low_ + 1, options_.alleles, window_length - static_cast<std::size_t>(site_bases));
        if (low_ < last_)
            high_ = last_;
    }
    if (high_ < first_ || low_ >= last_)
        return tell(BoundaryPlace::outside);
    touch_ends(low_<first_ + 2, high_> last_ - 3);
    if (options_.alleles) {
        const bool over_low = low_ + 1 < first_ && high_ >= first_;
        const bool over_high = low_ + 1 < last_ && high_ >= last_;
        if (over_low || over_high) {
            const std::int64_t lost = high_ - low_ - inserted_;
            found_.terms |= lost % 3 != 0 ? bcsq::frameshift : bcsq::inframe_deletion;
            return BoundaryPlace::overlapping;
        }
        cut_deletion();
    }
    return tell(BoundaryPlace::inside);
}

}  // namespace

BoundaryFindings check_boundary(
    const genes::GeneModel& model,
    const BcsqTranscript& transcript,
    const SiteAlleles& alleles,
    Interval stretch,
    const BoundaryOptions& options) {
    return Checker{model, transcript, alleles, stretch, options}.check();
}

}  // namespace genostrat::consequence
