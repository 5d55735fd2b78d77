// SPDX-License-Identifier: MIT
#include "simulate/gene_models.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/interval.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/io/line_reader.hpp>
#include <genostrat/io/text_output.hpp>
#include <genostrat/simulate/filler.hpp>
#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {

namespace {

struct Model {
    ContigId contig{};
    char strand{'+'};
    std::vector<Interval> exons{};
    std::vector<Interval> cds{};
};

/// A base that a gene model wants; on the forward strand.
struct Edit {
    std::int64_t pos{};
    char base{};
};

struct Annotation {
    Contigs contigs{};
    std::vector<std::int64_t> lengths{};
    std::vector<bool> is_declared{};
    std::vector<Model> models{};
};

std::string_view attribute(std::string_view attributes, std::string_view key) {
    std::string_view found;
    for_each_piece(attributes, ';', [&](std::string_view piece) {
        const std::string_view clean = trim_blanks(piece);
        if (found.empty() && clean.size() > key.size() && clean.starts_with(key) &&
            clean[key.size()] == '=')
            found = clean.substr(key.size() + 1);
    });
    return found.substr(0, found.find(','));
}

class Gff3Reader {
public:
    explicit Gff3Reader(const std::string& path) : lines_{path} {}

    Annotation read() {
        std::string_view line;
        while (lines_.next(line)) {
            if (line.starts_with("##FASTA") || line.starts_with('>'))
                break;
            if (line.starts_with("##sequence-region"))
                read_region(line);
            else if (!line.empty() && !line.starts_with('#'))
                read_feature(line);
        }
        if (annotation_.contigs.size() == 0)
            throw Error{
                ErrorKind::bad_data,
                "holds no feature and no ##sequence-region line",
                {.file = lines_.where().file},
                "a gene model in GFF3 is needed"};
        for (std::size_t contig = 0; contig < annotation_.lengths.size(); ++contig) {
            if (!annotation_.is_declared[contig])
                annotation_.lengths[contig] = (annotation_.lengths[contig] + 999) / 1000 * 1000;
        }
        return std::move(annotation_);
    }

private:
    [[noreturn]] void fail(std::string_view what) const {
        throw Error{ErrorKind::bad_data, std::string{what}, lines_.where(), "correct this line"};
    }

    std::size_t contig_index(std::string_view name) {
        const auto index = static_cast<std::size_t>(annotation_.contigs.add(name));
        if (index == annotation_.lengths.size()) {
            annotation_.lengths.push_back(0);
            annotation_.is_declared.push_back(false);
        }
        return index;
    }

    void read_region(std::string_view line) {
        std::vector<std::string_view> words;
        for_each_piece(line, ' ', [&words](std::string_view word) {
            if (!word.empty())
                words.push_back(word);
        });
        const auto length = words.size() == 4 ? parse_number<std::int64_t>(words[3]) : std::nullopt;
        if (!length || *length < 1)
            fail("is no '##sequence-region NAME START END'");
        const std::size_t contig = contig_index(words[1]);
        annotation_.is_declared[contig] = true;
        annotation_.lengths[contig] = std::max(annotation_.lengths[contig], *length);
    }

    void read_feature(std::string_view line) {
        const std::vector<std::string_view> columns = split(line, '\t');
        if (columns.size() != 9)
            fail(fmt::format("has {} columns, GFF3 has 9", columns.size()));
        const auto first = parse_number<std::int64_t>(columns[3]);
        const auto last = parse_number<std::int64_t>(columns[4]);
        if (!first || !last || *first < 1 || *last < *first)
            fail(fmt::format("start '{}' and end '{}' are no places", columns[3], columns[4]));
        const std::size_t contig = contig_index(columns[0]);
        annotation_.lengths[contig] = std::max(annotation_.lengths[contig], *last);
        const bool is_cds = columns[2] == "CDS";
        if (!is_cds && columns[2] != "exon")
            return;
        const std::string_view parent = attribute(columns[8], "Parent");
        const auto [entry, is_new] =
            model_of_.emplace(std::string{parent}, annotation_.models.size());
        if (is_new)
            annotation_.models.push_back(
                {.contig = static_cast<ContigId>(contig), .strand = columns[6] == "-" ? '-' : '+'});
        Model& model = annotation_.models[entry->second];
        if (model.contig == static_cast<ContigId>(contig))
            (is_cds ? model.cds : model.exons).push_back({*first - 1, *last});
    }

    io::LineReader lines_;
    Annotation annotation_{};
    TextMap<std::size_t> model_of_{};
};

/// The bases that the models of one contig want, in ascending order of position.
class EditMaker {
public:
    explicit EditMaker(Random random) : random_{random} {}

    void add(Model model) {
        std::sort(model.exons.begin(), model.exons.end());
        std::sort(model.cds.begin(), model.cds.end());
        add_splice_sites(model);
        add_codons(model);
    }

    std::vector<Edit> finish() {
        std::vector<Edit> edits;
        edits.reserve(bases_.size());
        for (const auto& [pos, base] : bases_)
            edits.push_back({pos, base});
        std::sort(edits.begin(), edits.end(), [](const Edit& one, const Edit& other) {
            return one.pos < other.pos;
        });
        return edits;
    }

private:
    void want(const Model& model, std::int64_t pos, char base) {
        bases_.emplace(pos, model.strand == '-' ? complement(base) : base);
    }

    void add_splice_sites(const Model& model) {
        const bool forward = model.strand != '-';
        for (std::size_t exon = 1; exon < model.exons.size(); ++exon) {
            const std::int64_t first = model.exons[exon - 1].end;
            const std::int64_t last = model.exons[exon].begin - 1;
            if (last - first < 3)
                continue;  // a gap too small for an intron
            want(model, forward ? first : last, 'G');
            want(model, forward ? first + 1 : last - 1, 'T');
            want(model, forward ? last - 1 : first + 1, 'A');
            want(model, forward ? last : first, 'G');
        }
    }

    void add_codons(const Model& model) {
        std::vector<std::int64_t> positions;
        for (const Interval& part : model.cds) {
            for (std::int64_t pos = part.begin; pos < part.end; ++pos)
                positions.push_back(pos);
        }
        if (model.strand == '-')
            std::reverse(positions.begin(), positions.end());
        const std::size_t n_codons = positions.size() / 3;
        for (std::size_t codon = 0; codon < n_codons; ++codon) {
            const bool is_last = codon + 1 == n_codons && positions.size() % 3 == 0;
            add_codon(model, &positions[3 * codon], codon == 0, is_last);
        }
    }

    /// Completes what other models left free of a codon; a codon that is taken stays as it is.
    void add_codon(const Model& model, const std::int64_t* positions, bool is_first, bool is_last) {
        static constexpr std::string_view letters = "TCAG";
        std::array<char, 3> taken{};
        for (std::size_t base = 0; base < 3; ++base) {
            const auto found = bases_.find(positions[base]);
            if (found != bases_.end())
                taken[base] = model.strand == '-' ? complement(found->second) : found->second;
        }
        for (int trial = 0; trial < 64; ++trial) {
            std::string codon = is_first ? "ATG" : is_last ? "TAA" : "NNN";
            for (std::size_t base = 0; base < 3; ++base) {
                if (codon[base] == 'N')
                    codon[base] = letters[random_.below(4)];
                if (taken[base] != '\0')
                    codon[base] = taken[base];
            }
            if (!is_first && !is_last && translate(codon) == '*')
                continue;
            for (std::size_t base = 0; base < 3; ++base)
                want(model, positions[base], codon[base]);
            return;
        }
    }

    Random random_;
    std::unordered_map<std::int64_t, char> bases_{};
};

constexpr std::int64_t bases_per_line = 60;

/// Writes one contig line by line.
void write_contig(
    io::TextOutput& out, std::int64_t length, const std::vector<Edit>& edits, Random random) {
    constexpr std::string_view letters = "ACGT";
    auto edit = edits.begin();
    std::string text;
    for (std::int64_t begin = 0; begin < length; begin += bases_per_line) {
        const std::int64_t n_bases = std::min(bases_per_line, length - begin);
        const std::size_t start = text.size();
        for (std::int64_t done = 0; done < n_bases; done += 30) {
            std::uint64_t bits = random.next();
            for (std::int64_t base = done; base < std::min(done + 30, n_bases); ++base, bits >>= 2)
                text += letters[bits & 3];
        }
        for (; edit != edits.end() && edit->pos < begin + n_bases; ++edit)
            text[start + static_cast<std::size_t>(edit->pos - begin)] = edit->base;
        text += '\n';
        if (text.size() > 1 << 20) {
            out.write(text);
            text.clear();
        }
    }
    out.write(text);
}

}  // namespace

void write_filler_fasta(const std::string& gff3, const std::string& output, std::uint64_t seed) {
    const Annotation annotation = Gff3Reader{gff3}.read();
    const Random random{seed};
    io::TextOutput fasta{output};
    std::string index;
    std::int64_t offset = 0;
    for (std::size_t contig = 0; contig < annotation.contigs.size(); ++contig) {
        const auto id = static_cast<ContigId>(contig);
        const std::string name{annotation.contigs.name(id)};
        EditMaker edits{random.stream("codons " + name)};
        for (const Model& model : annotation.models) {
            if (model.contig == id)
                edits.add(model);
        }
        const std::string header = ">" + name + "\n";
        const std::int64_t length = annotation.lengths[contig];
        offset += static_cast<std::int64_t>(header.size());
        index += fmt::format(
            "{}\t{}\t{}\t{}\t{}\n", name, length, offset, bases_per_line, bases_per_line + 1);
        offset += length + (length + bases_per_line - 1) / bases_per_line;
        fasta.write(header);
        write_contig(fasta, length, edits.finish(), random.stream("bases " + name));
    }
    fasta.commit();
    if (output == "-" || output.starts_with("/dev/") || output.ends_with(".gz"))
        return;
    io::TextOutput index_file{output + ".fai"};
    index_file.write(index);
    index_file.commit();
}

}  // namespace genostrat::simulate
