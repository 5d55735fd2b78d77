// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>

#include <genostrat/core/error.hpp>
#include <genostrat/core/log.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/coverage/depth_output.hpp>

namespace genostrat::coverage {

namespace {

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// The contig of `--chrom`; mosdepth also takes `name:begin-end` and then computes all of it.
ContigId find_contig(const std::string& name, const alignment::Header& header) {
    const ContigId exact = header.contigs.find(name);
    const std::size_t colon = name.rfind(':');
    if (exact != unknown_contig || colon == std::string::npos)
        return exact;
    const ContigId of_region = header.contigs.find(name.substr(0, colon));
    if (of_region != unknown_contig)
        log_warning(fmt::format(
            "--chrom takes a contig, not a region: all of {} is computed", name.substr(0, colon)));
    return of_region;
}

void check_options(const DepthOptions& options) {
    if (!options.thresholds.empty() && options.by.empty())
        throw Error{ErrorKind::usage, "--thresholds can only be used with --by"};
    if (options.precision < -1 || options.precision > 32)
        throw Error{
            ErrorKind::usage,
            fmt::format("MOSDEPTH_PRECISION is {} but must lie in 0..32", options.precision)};
    if (options.quantize.size() == 1)
        throw Error{ErrorKind::usage, "--quantize needs at least two bounds"};
}

std::vector<std::string> make_labels(const DepthOptions& options) {
    std::vector<std::string> labels;
    for (std::size_t bin = 0; bin + 1 < options.quantize.size(); ++bin) {
        const std::int64_t upper = options.quantize[bin + 1];
        if (bin < options.quantize_labels.size() && !options.quantize_labels[bin].empty())
            labels.push_back(options.quantize_labels[bin]);
        else if (upper == unbounded)
            labels.push_back(fmt::format("{}:inf", options.quantize[bin]));
        else
            labels.push_back(fmt::format("{}:{}", options.quantize[bin], upper));
    }
    return labels;
}

}  // namespace

DepthPlan::DepthPlan(const DepthOptions& given, const alignment::Header& of_file)
    : options{given}, header{of_file}, selected(header.contigs.size(), true) {
    check_options(options);
    if (header.contigs.size() == 0)
        throw Error{ErrorKind::bad_data, "the header names no contig (@SQ)", {.file = header.path}};
    for (std::size_t contig = 0; contig < header.contigs.size(); ++contig)
        if (header.contigs.length(static_cast<ContigId>(contig)) > INT32_MAX)
            throw Error{
                ErrorKind::unsupported,
                fmt::format(
                    "contig {} has {} bases but 2147483647 is the most",
                    header.contigs.name(static_cast<ContigId>(contig)),
                    header.contigs.length(static_cast<ContigId>(contig))),
                {.file = header.path}};
    if (!options.contig.empty()) {
        const ContigId only = find_contig(options.contig, header);
        if (only == unknown_contig)
            throw Error{
                ErrorKind::usage,
                fmt::format("contig {} is not in the header", options.contig),
                {.file = header.path},
                suggest_name(options.contig, header.contigs.names())};
        selected.assign(selected.size(), false);
        selected[static_cast<std::size_t>(only)] = true;
    }
    labels = make_labels(options);
    if (!with_regions())
        return;
    if (!is_number(options.by)) {
        regions = Regions{header, options.by, options.rules, options.contig};
        // Without other outputs, contigs without regions need not be read.
        if (!options.per_base && options.thresholds.empty() && options.quantize.empty())
            for (std::size_t contig = 0; contig < selected.size(); ++contig)
                if (regions.size(static_cast<std::int32_t>(contig)) == 0)
                    selected[contig] = false;
        return;
    }
    const std::optional<std::int64_t> window = parse_number<std::int64_t>(options.by);
    if (!window || *window < 1 || *window > INT32_MAX)
        throw Error{
            ErrorKind::usage,
            fmt::format("--by is {} but a window's size must lie in 1..2147483647", options.by)};
    regions = Regions{header, *window};
}

std::int32_t DepthPlan::bin_of(std::int32_t depth) const noexcept {
    const auto above = std::ranges::upper_bound(options.quantize, std::int64_t{depth});
    if (above == options.quantize.begin() || above == options.quantize.end())
        return -1;
    return static_cast<std::int32_t>(above - options.quantize.begin()) - 1;
}

}  // namespace genostrat::coverage
