// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <genostrat/consequence/protein_name.hpp>

namespace genostrat::consequence {

/// What happens to the protein.
enum class ProteinKind : std::uint8_t {
    substitution,
    deletion,
    insertion,
    duplication,
    deletion_insertion,
    frameshift,
    unknown,
    equal,
    start_lost
};

/// Works out and prints one protein name.
///
/// Residue numbers are 1-based here, as in the names; an insertion has end == start - 1.
class ProteinNamer {
public:
    ProteinNamer(const ProteinChange& input, const ProteinStyle& style, ProteinScratch& scratch)
        : input_{input}, transcript_{input.transcript}, rules_{input.transcript.rules},
          style_{style}, scratch_{scratch}, ref_{scratch.ref}, alt_{scratch.changed} {}

    bool append(CodonChange& change, std::string& out);

private:
    [[nodiscard]] const CodonChange* place(CodonChange& change);
    void rotate_alt();
    [[nodiscard]] bool find_kind(const CodonChange& change);
    void clip();
    void find_frameshift_residues(const CodonChange& change);
    void move_right(std::string& moving);
    [[nodiscard]] bool name_stop();
    [[nodiscard]] bool name_insertion();
    void translate_edited(const CodonChange& change);
    void fill_reference_protein();
    void append_residue(char residue, std::string& out) const;
    void append_residues(std::string_view residues, std::string& out) const;
    void append_range(std::string& out) const;
    void append_stop_distance(std::int64_t distance, std::string& out) const;
    void render(const CodonChange& change, std::string& out);
    void narrow_equal(const CodonChange& change);
    void render_equal(std::string& out);
    void render_stop_lost(const CodonChange& change, std::string& out);
    void render_lost_tail(const CodonChange& change, std::string& out);
    void render_frameshift(const CodonChange& change, std::string& out);
    void name_cut_off_frame();
    [[nodiscard]] bool is_unknown() const noexcept;
    [[nodiscard]] std::int64_t first_stop(std::int64_t from) const;

    const ProteinChange& input_;
    const CodingTranscript& transcript_;
    const Rules& rules_;
    const ProteinStyle& style_;
    ProteinScratch& scratch_;
    std::string& ref_;
    std::string& alt_;
    std::string unclipped_ref_{};
    std::int64_t start_{};
    std::int64_t end_{};
    ProteinKind kind_{};
    bool moved_{false};
    bool edited_known_{false};
};

}  // namespace genostrat::consequence
