// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include <genostrat/ancestry/panel.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/io/container.hpp>

// Sections of a panel: `facts` (lines: name, build, numbers of components), `variants` and
// `samples` (a line each, tab-separated), `scales` (mean and sd of each variant), `singular`,
// `loadings` and `vectors` (doubles, row-major).
namespace genostrat::ancestry {

namespace {

constexpr std::string_view kind = "ancestry";
constexpr std::uint32_t layout_version = 1;

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span{text});
}

std::vector<std::vector<std::string_view>> table_of(std::string_view text) {
    std::vector<std::vector<std::string_view>> rows;
    for_each_piece(text, '\n', [&](std::string_view line) {
        if (!line.empty())
            rows.push_back(split(line, '\t'));
    });
    return rows;
}

[[noreturn]] void fail(const std::string& path, std::string_view what) {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("the panel is damaged: {}", what),
        {.file = path},
        "build it again: genostrat ancestry build"};
}

template <typename Number>
Number number_of(std::string_view text, const std::string& path) {
    const std::optional<Number> value = parse_number<Number>(text);
    if (!value)
        fail(path, fmt::format("'{}' is no number", text));
    return *value;
}

std::vector<double> numbers_of(const io::Container& file, std::string_view name) {
    const std::span<const double> numbers = file.array<double>(name);
    return {numbers.begin(), numbers.end()};
}

}  // namespace

std::vector<std::string> Panel::groups() const {
    std::vector<std::string> names;
    for (const std::string& label : labels)
        if (std::ranges::find(names, label) == names.end())
            names.push_back(label);
    return names;
}

std::vector<std::size_t> Panel::group_of_samples() const {
    const std::vector<std::string> names = groups();
    std::vector<std::size_t> indices;
    for (const std::string& label : labels)
        indices.push_back(
            static_cast<std::size_t>(std::ranges::find(names, label) - names.begin()));
    return indices;
}

void Panel::write(const std::string& path) const {
    io::ContainerWriter file{path, kind, layout_version};
    const Decomposition& panel = basis.panel;
    const std::string facts = fmt::format(
        "{}\n{}\n{}\t{}\t{}\t{}\n",
        name,
        build,
        basis.n_reference,
        basis.n_study,
        basis.n_online,
        panel.n_components);
    std::string rows;
    for (const PanelVariant& variant : variants)
        rows +=
            fmt::format("{}\t{}\t{}\t{}\n", variant.contig, variant.pos, variant.ref, variant.alt);
    std::string people;
    for (std::size_t sample = 0; sample < samples.size(); ++sample)
        people += fmt::format("{}\t{}\n", samples[sample], labels[sample]);
    std::vector<double> scales;
    for (const VariantScale& scale : panel.scales) {
        scales.push_back(scale.mean);
        scales.push_back(scale.sd);
    }
    file.add("facts", bytes_of(facts));
    file.add("variants", bytes_of(rows));
    file.add("samples", bytes_of(people));
    file.add("scales", std::span<const double>{scales});
    file.add("singular", std::span<const double>{panel.singular});
    file.add("loadings", std::span<const double>{panel.loadings});
    file.add("vectors", std::span<const double>{panel.samples});
    file.commit();
}

Panel Panel::load(const std::string& path) {
    const io::Container file{path, kind, layout_version};
    Panel out;
    const std::vector<std::string_view> facts = split(file.text("facts"), '\n');
    const std::vector<std::string_view> counts =
        facts.size() >= 3 ? split(facts[2], '\t') : std::vector<std::string_view>{};
    if (counts.size() != 4)
        fail(path, "its facts are not whole");
    out.name = facts[0];
    out.build = facts[1];
    out.basis.n_reference = number_of<std::size_t>(counts[0], path);
    out.basis.n_study = number_of<std::size_t>(counts[1], path);
    out.basis.n_online = number_of<std::size_t>(counts[2], path);
    Decomposition& panel = out.basis.panel;
    panel.n_components = number_of<std::size_t>(counts[3], path);
    for (const std::vector<std::string_view>& row : table_of(file.text("variants"))) {
        if (row.size() != 4 || row[2].size() != 1 || row[3].size() != 1)
            fail(path, "a variant has not four fields");
        out.variants.push_back(
            {std::string{row[0]},
             number_of<std::int64_t>(row[1], path),
             row[2].front(),
             row[3].front()});
    }
    for (const std::vector<std::string_view>& row : table_of(file.text("samples"))) {
        if (row.size() != 2)
            fail(path, "a sample has no label");
        out.samples.emplace_back(row[0]);
        out.labels.emplace_back(row[1]);
    }
    const std::vector<double> scales = numbers_of(file, "scales");
    panel.singular = numbers_of(file, "singular");
    panel.loadings = numbers_of(file, "loadings");
    panel.samples = numbers_of(file, "vectors");
    const std::size_t n = panel.n_components;
    const bool fits = scales.size() == 2 * out.variants.size() && panel.singular.size() == n &&
                      panel.loadings.size() == n * out.variants.size() &&
                      panel.samples.size() == n * out.samples.size() &&
                      out.basis.n_reference <= out.basis.n_study &&
                      out.basis.n_study <= out.basis.n_online && out.basis.n_online <= n && n > 0;
    if (!fits)
        fail(path, "its arrays do not fit each other");
    for (std::size_t at = 0; at < scales.size(); at += 2)
        panel.scales.push_back({scales[at], scales[at + 1]});
    return out;
}

double
squared_correlation(std::span<const std::int8_t> one, std::span<const std::int8_t> other) noexcept {
    std::int64_t n = 0;
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t xx = 0;
    std::int64_t yy = 0;
    std::int64_t xy = 0;
    for (std::size_t sample = 0; sample < one.size(); ++sample) {
        const bool both = one[sample] >= 0 && other[sample] >= 0;
        const int own = both ? one[sample] : 0;
        const int its = both ? other[sample] : 0;
        n += both;
        x += own;
        y += its;
        xx += own * own;
        yy += its * its;
        xy += own * its;
    }
    const auto variance_x = static_cast<double>(n * xx - x * x);
    const auto variance_y = static_cast<double>(n * yy - y * y);
    const auto covariance = static_cast<double>(n * xy - x * y);
    return variance_x > 0 && variance_y > 0 ? covariance * covariance / (variance_x * variance_y)
                                            : 0;
}

bool LdPruner::keep(
    const std::string& contig, std::int64_t pos, std::span<const std::int8_t> copies) {
    if (contig != contig_) {
        contig_ = contig;
        window_.clear();
    }
    std::erase_if(window_, [&](const Kept& kept) { return kept.pos < pos - window_bp_; });
    const bool is_alike = std::any_of(window_.rbegin(), window_.rend(), [&](const Kept& kept) {
        return squared_correlation(kept.copies, copies) > limit_;
    });
    if (is_alike)
        return false;
    window_.push_back({pos, {copies.begin(), copies.end()}});
    return true;
}

}  // namespace genostrat::ancestry
