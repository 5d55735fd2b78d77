// SPDX-License-Identifier: MIT
#include "normalize/bad_row.hpp"
#include "normalize/tags.hpp"
#include "variant/genotype_index.hpp"

#include <algorithm>
#include <tuple>

#include <genostrat/core/error.hpp>
#include <genostrat/normalize/atomize.hpp>
#include <genostrat/variant/renamed_genotype.hpp>

namespace genostrat::normalize {

namespace {

using Values = std::vector<std::string_view>;
using Call = Atom::Call;

constexpr std::string_view missing = ".";

std::string upper(std::string_view bases) {
    std::string text{bases};
    for (char& base : text)
        base = base >= 'a' && base <= 'z' ? static_cast<char>(base - 'a' + 'A') : base;
    return text;
}

/// Pieces of one ALT, in the order of their places.
void append_pieces(
    std::string_view ref, std::string_view alt, std::size_t allele, std::vector<Atom>& atoms) {
    while (ref.size() > 1 && alt.size() > 1 && ref.back() == alt.back()) {
        ref.remove_suffix(1);
        alt.remove_suffix(1);
    }
    const std::size_t shared = std::min(ref.size(), alt.size());
    for (std::size_t at = 0; at < shared; ++at)
        if (ref[at] != alt[at] || at + 1 == shared)  // the last base carries an indel
            atoms.push_back(
                {.ref = std::string{ref[at]},
                 .alt = std::string{alt[at]},
                 .begin = at,
                 .allele = allele});
    atoms.back().ref += ref.substr(shared);
    atoms.back().alt += alt.substr(shared);
}

auto order_of(const Atom& atom) {
    return std::tuple{atom.begin, upper(atom.ref), upper(atom.alt)};
}

std::size_t end_of(const Atom& atom) noexcept {
    return atom.begin + atom.ref.size();
}

/// Writes the values of one row in the alleles of one atom.
class AtomWriter {
public:
    AtomWriter(const RowText& row, const Atom& atom, const AtomizeOptions& options)
        : row_{row}, atom_{atom}, options_{options}, n_alleles_{atom.calls.size() + 1},
          has_star_{atom.overlaps && options.overlaps == AtomOverlaps::star} {}

    void append_line(std::string& out) const {
        const std::int64_t pos = parse_number<std::int64_t>(row_.pos).value_or(0);
        out += row_.contig;
        out += '\t';
        append_number(out, pos + static_cast<std::int64_t>(atom_.begin));
        for (const std::string_view column : {row_.id, std::string_view{atom_.ref}}) {
            out += '\t';
            out += column;
        }
        out += '\t';
        out += atom_.alt;
        if (has_star_)
            out += ",*";
        for (const std::string_view column : {row_.qual, row_.filter}) {
            out += '\t';
            out += column;
        }
        out += '\t';
        append_info(out);
        if (!row_.format.empty())
            append_samples(out);
    }

private:
    void append_info(std::string& out) const {
        const std::size_t first = out.size();
        for_each_piece(row_.info, ';', [&](std::string_view entry) {
            const std::size_t equals = entry.find('=');
            const std::string_view key = entry.substr(0, equals);
            const auto kind = options_.kinds.info.find(key);
            if (entry == missing || key == options_.old_record_tag)
                return;
            std::string made{entry};
            if (equals != std::string_view::npos && kind != options_.kinds.info.end()) {
                made.resize(equals + 1);
                const bool is_text = options_.text_info.contains(key);
                const Values values = split(entry.substr(equals + 1), ',');
                if (kind->second == Number::Kind::per_genotype ||
                    !(is_text || values.size() == length_of(kind->second)))
                    return;
                append_values(values, kind->second, is_text, is_summed(key), made);
            }
            if (out.size() > first)
                out += ';';
            out += made;
        });
        if (!options_.old_record_tag.empty()) {
            if (out.size() > first)
                out += ';';
            out += options_.old_record_tag + '=' + old_record(row_) + '|';
            char separator = '\0';
            for (std::size_t alt = 0; alt < atom_.calls.size(); ++alt) {
                if (atom_.calls[alt] != Call::same)
                    continue;
                if (separator != '\0')
                    out += separator;
                append_number(out, static_cast<std::int64_t>(alt + 1));
                separator = ',';
            }
        }
        if (out.size() == first)
            out += '.';
    }

    [[nodiscard]] std::size_t length_of(Number::Kind kind) const noexcept {
        return kind == Number::Kind::per_alt ? n_alleles_ - 1 : n_alleles_;
    }

    /// Counts of reads and their summed qualities add up over alleles with the same piece.
    static bool is_summed(std::string_view key) noexcept { return key == "AD" || key == "QS"; }

    /// Number=A or R; a place beyond the vector is missing.
    void append_values(
        const Values& values, Number::Kind kind, bool is_text, bool sums, std::string& out) const {
        const auto value_at = [&](std::size_t place) {
            return place < values.size() ? values[place] : missing;
        };
        if (kind == Number::Kind::per_alt) {
            out += value_at(atom_.allele - 1);
        } else {
            out += value_at(0);
            out += ',';
            if (sums && !is_text)
                append_sum(values, out);
            else
                out += value_at(atom_.allele);
        }
        if (has_star_)
            out += ",.";
    }

    void append_sum(const Values& values, std::string& out) const {
        std::int64_t sum = 0;
        bool has_any = false;
        for (std::size_t alt = 0; alt < atom_.calls.size(); ++alt) {
            const auto number = atom_.calls[alt] == Call::same && alt + 1 < values.size()
                                    ? parse_number<std::int64_t>(values[alt + 1])
                                    : std::nullopt;
            has_any = has_any || number.has_value();
            sum += number.value_or(0);
        }
        if (has_any)
            append_number(out, sum);
        else
            out += atom_.allele < values.size() ? values[atom_.allele] : missing;
    }

    struct Key {
        std::string_view name{};
        Number::Kind kind{Number::Kind::other};
        bool is_text{};
        bool is_dropped{};
        std::size_t width{};  ///< most values that a sample has
    };

    [[nodiscard]] std::vector<Key> keys_of(const std::vector<Values>& samples) const {
        std::vector<Key> keys;
        for (const std::string_view name : split(row_.format, ':')) {
            Key key{.name = name};
            const auto kind = options_.kinds.format.find(name);
            if (kind != options_.kinds.format.end() && name != "GT") {
                key.kind = kind->second;
                key.is_text = options_.text_format.contains(name);
            }
            for (const Values& sample : samples)
                if (keys.size() < sample.size())
                    key.width = std::max(
                        key.width,
                        1 + static_cast<std::size_t>(std::ranges::count(sample[keys.size()], ',')));
            key.is_dropped = is_dropped(key);
            keys.push_back(key);
        }
        return keys;
    }

    [[nodiscard]] bool is_dropped(const Key& key) const noexcept {
        if (key.kind == Number::Kind::other || key.kind == Number::Kind::fixed ||
            row_.samples.empty())
            return false;
        if (key.kind == Number::Kind::per_genotype)
            return key.is_text ||
                   (key.width != n_alleles_ && key.width != n_alleles_ * (n_alleles_ + 1) / 2);
        return !key.is_text && key.width != length_of(key.kind);
    }

    void append_samples(std::string& out) const {
        std::vector<Values> samples;
        if (!row_.samples.empty())
            for_each_piece(row_.samples, '\t', [&](std::string_view sample) {
                samples.push_back(split(sample, ':'));
            });
        const std::vector<Key> keys = keys_of(samples);
        append_joined(out, keys, [&](const Key& key, std::size_t) { out += key.name; });
        for (const Values& sample : samples)
            append_joined(out, keys, [&](const Key& key, std::size_t place) {
                append_sample_value(key, place < sample.size() ? sample[place] : missing, out);
            });
    }

    /// A column: what `append` writes for each kept key, with colons between.
    template <typename Append>
    static void append_joined(std::string& out, const std::vector<Key>& keys, Append append) {
        char separator = '\t';
        for (std::size_t place = 0; place < keys.size(); ++place) {
            if (keys[place].is_dropped)
                continue;
            out += separator;
            append(keys[place], place);
            separator = ':';
        }
        if (separator == '\t')
            out += "\t.";
    }

    void append_sample_value(const Key& key, std::string_view text, std::string& out) const {
        if (key.name == "GT") {
            append_genotype(text, out);
            return;
        }
        switch (key.kind) {
        case Number::Kind::per_alt:
            append_values(split(text, ','), key.kind, key.is_text, false, out);
            break;
        case Number::Kind::per_allele: {
            const Values values = split(text, ',');
            if (!key.is_text && atom_.allele >= values.size())
                out += values.front();  // a short vector stays short
            else
                append_values(values, key.kind, key.is_text, is_summed(key.name), out);
            break;
        }
        case Number::Kind::per_genotype:
            append_likelihoods(key, split(text, ','), out);
            break;
        default:
            out += text;
        }
    }

    void append_likelihoods(const Key& key, const Values& values, std::string& out) const {
        const std::size_t allele = atom_.allele;
        out += values.front();
        if (values.size() == n_alleles_) {
            out += ',';
            out += values[allele];
            if (has_star_)
                out += ",.";
        } else if (values.size() == n_alleles_ * (n_alleles_ + 1) / 2) {
            for (const std::size_t place :
                 {genotype_index(0, allele), genotype_index(allele, allele)}) {
                out += ',';
                out += values[place];
            }
            if (has_star_)
                out += ",.,.,.";
        } else if (values.size() != 1 || values.front() != missing) {
            fail(
                row_,
                "FORMAT/" + std::string{key.name} + " has " + std::to_string(values.size()) +
                    " values, which fits neither haploid nor diploid genotypes of " +
                    std::to_string(n_alleles_) + " alleles");
        }
    }

    void append_genotype(std::string_view genotype, std::string& out) const {
        const auto append = [this](std::size_t allele, std::string& text) {
            text += called(allele);
        };
        if (!append_renamed_genotype(genotype, n_alleles_, out, append))
            fail(
                row_,
                "genotype " + std::string{genotype} + " does not fit the alleles " +
                    std::string{row_.ref} + ">" + std::string{row_.alt});
    }

    [[nodiscard]] char called(std::size_t allele) const noexcept {
        const Call call = allele == 0 ? Call::reference : atom_.calls[allele - 1];
        if (call == Call::other)
            return has_star_ ? '2' : '.';
        return call == Call::same ? '1' : '0';
    }

    const RowText& row_;
    const Atom& atom_;
    const AtomizeOptions& options_;
    std::size_t n_alleles_;
    bool has_star_;
};

}  // namespace

std::vector<Atom> atomize(std::string_view ref, std::span<const std::string_view> alts) {
    std::vector<Atom> pieces;
    for (std::size_t alt = 0; alt < alts.size(); ++alt)
        append_pieces(ref, alts[alt], alt + 1, pieces);
    std::ranges::stable_sort(pieces, {}, order_of);
    std::vector<Atom> atoms;
    for (const Atom& piece : pieces)
        if (atoms.empty() || order_of(atoms.back()) != order_of(piece))
            atoms.push_back(piece);
    for (Atom& atom : atoms) {
        atom.calls.assign(alts.size(), Call::reference);
        atom.calls[atom.allele - 1] = Call::same;
        for (const Atom& piece : pieces) {
            const bool is_itself = piece.allele == atom.allele && order_of(piece) == order_of(atom);
            if (is_itself || piece.begin >= end_of(atom) || end_of(piece) <= atom.begin)
                continue;
            atom.calls[piece.allele - 1] =
                order_of(piece) == order_of(atom) ? Call::same : Call::other;
            atom.overlaps = true;
        }
    }
    return atoms;
}

void append_atom_line(
    const RowText& row, const Atom& atom, const AtomizeOptions& options, std::string& out) {
    AtomWriter{row, atom, options}.append_line(out);
}

}  // namespace genostrat::normalize
