// SPDX-License-Identifier: MIT
#include "bgen_record.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

#include <fmt/format.h>

#include <libdeflate.h>
#ifdef GENOSTRAT_HAS_ZSTD
#include <zstd.h>
#endif

#include <genostrat/core/error.hpp>
#include <genostrat/variant/bgen_source.hpp>

namespace genostrat::detail {

namespace {

constexpr std::size_t most_inflated_ratio = 1040;  // deflate cannot do better
constexpr std::size_t most_zstd_ratio = 32768;     // 128 KiB of one byte take four bytes
constexpr std::size_t most_genotypes = 65536;      // of one sample at one variant
constexpr std::int16_t filling = -32767;           // BCF's end of vector
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

[[noreturn]] void throw_damaged(std::string_view what) {
    throw Error{
        ErrorKind::bad_data,
        fmt::format("the BGEN file is damaged: {}", what),
        {},
        "fetch the file again, or make it again from its source"};
}

template <typename T>
T load(std::string_view bytes, std::size_t at) {
    if (bytes.size() < sizeof(T) || at > bytes.size() - sizeof(T))
        throw_damaged("a variant ends too early");
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// Reads from the front; `is_short` once the bytes do not suffice.
class Front {
public:
    explicit Front(std::string_view bytes) : bytes_{bytes} {}

    template <typename T>
    T number() {
        if (bytes_.size() - at_ < sizeof(T)) {
            is_short_ = true;
            return {};
        }
        T value{};
        std::memcpy(&value, bytes_.data() + at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

    std::string_view text(std::size_t size) {
        if (is_short_ || bytes_.size() - at_ < size) {
            is_short_ = true;
            return {};
        }
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }

    [[nodiscard]] bool is_short() const noexcept { return is_short_; }

    [[nodiscard]] std::size_t at() const noexcept { return at_; }

private:
    std::string_view bytes_;
    std::size_t at_{};
    bool is_short_{};
};

void inflate_zlib(std::string_view packed, std::string& out) {
    struct Free {
        void operator()(libdeflate_decompressor* inflater) const noexcept {
            libdeflate_free_decompressor(inflater);
        }
    };

    thread_local const std::unique_ptr<libdeflate_decompressor, Free> inflater{
        libdeflate_alloc_decompressor()};
    if (libdeflate_zlib_decompress(
            inflater.get(), packed.data(), packed.size(), out.data(), out.size(), nullptr) !=
        LIBDEFLATE_SUCCESS)
        throw_damaged("the probabilities of a variant cannot be inflated");
}

void inflate_zstd(std::string_view packed, std::string& out) {
#ifdef GENOSTRAT_HAS_ZSTD
    const std::size_t size = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
    if (ZSTD_isError(size) != 0 || size != out.size())
        throw_damaged("the probabilities of a variant cannot be inflated");
#else
    static_cast<void>(packed);
    static_cast<void>(out);
    throw Error{
        ErrorKind::unsupported,
        "the BGEN file is compressed with zstd, which this genostrat was built without",
        {},
        "build genostrat with libzstd, or write the file with zlib"};
#endif
}

/// The inflated block; `room` owns it where it had to be inflated.
std::string_view
inflate(std::string_view data, BgenCompression compression, std::size_t most, std::string& room) {
    if (compression == BgenCompression::none)
        return data.substr(4);
    const auto size = load<std::uint32_t>(data, 4);
    if (size > most)
        throw_damaged("a variant has more probabilities than its samples need");
    // Looked at before room is taken, since a damaged size would take gigabytes.
    const std::size_t ratio =
        compression == BgenCompression::zlib ? most_inflated_ratio : most_zstd_ratio;
    if (size / ratio > data.size())
        throw_damaged("the probabilities of a variant cannot be inflated");
    room.resize(size);
    if (compression == BgenCompression::zlib)
        inflate_zlib(data.substr(8), room);
    else
        inflate_zstd(data.substr(8), room);
    return room;
}

/// Unsigned numbers of 1 to 32 bits, packed from the low bits up.
class BitReader {
public:
    BitReader(std::string_view bytes, unsigned width) : bytes_{bytes}, width_{width} {}

    std::uint32_t next() {
        const std::size_t byte = bit_ / 8;
        const auto shift = static_cast<unsigned>(bit_ % 8);
        std::uint64_t window = 0;
        const std::size_t n_needed = (shift + width_ + 7) / 8;
        if (bytes_.size() < n_needed || byte > bytes_.size() - n_needed)
            throw_damaged("a variant has too few probabilities");
        std::memcpy(&window, bytes_.data() + byte, n_needed);
        bit_ += width_;
        return static_cast<std::uint32_t>((window >> shift) & ((std::uint64_t{1} << width_) - 1));
    }

private:
    std::string_view bytes_;
    unsigned width_;
    std::size_t bit_{};
};

/// Number of unordered genotypes of `ploidy` copies of `n_alleles` alleles.
std::size_t genotypes_of(std::size_t ploidy, std::size_t n_alleles) {
    std::size_t n = 1;
    for (std::size_t step = 1; step < n_alleles; ++step) {
        n = n * (ploidy + step) / step;
        if (n > most_genotypes)
            throw_damaged("a variant has too many alleles for its ploidy");
    }
    return n;
}

/// The next genotype in the order of the format: sorted alleles, the last one leads.
void advance(std::vector<std::int16_t>& genotype) {
    std::size_t at = 0;
    while (at + 1 < genotype.size() && genotype[at] == genotype[at + 1]) {
        genotype[at] = 0;
        ++at;
    }
    if (at < genotype.size())
        ++genotype[at];
}

std::int16_t packed_call(int allele, bool phased) {
    return static_cast<std::int16_t>((allele + 1) << 1 | (phased ? 1 : 0));
}

class Decoder {
public:
    Decoder(
        std::string_view block, std::size_t n_samples, std::size_t n_alleles, BgenGenotypes& out)
        : block_{block}, n_samples_{n_samples}, n_alleles_{n_alleles}, out_{out} {}

    void run() {
        if (load<std::uint32_t>(block_, 0) != n_samples_)
            throw_damaged("a variant has another number of samples than the file");
        if (load<std::uint16_t>(block_, 4) != n_alleles_)
            throw_damaged("a variant's probabilities are for another number of alleles");
        const unsigned width = load<std::uint8_t>(block_, 9 + n_samples_);
        if (width < 1 || width > 32)
            throw_damaged(fmt::format("probabilities have {} bits, expected 1 to 32", width));
        const bool phased = load<std::uint8_t>(block_, 8 + n_samples_) == 1;
        const std::string_view ploidies = block_.substr(8, n_samples_);
        out_.ploidy = 1;
        for (const char ploidy : ploidies)
            out_.ploidy = std::max(out_.ploidy, static_cast<std::uint32_t>(ploidy & 0x3f));
        out_.calls.assign(n_samples_ * out_.ploidy, filling);
        out_.dosages.assign(n_samples_ * (n_alleles_ - 1), missing);
        BitReader bits{block_.substr(10 + n_samples_), width};
        total_ = static_cast<double>((std::uint64_t{1} << width) - 1);
        for (std::size_t sample = 0; sample < n_samples_; ++sample) {
            const auto ploidy = static_cast<std::size_t>(ploidies[sample] & 0x3f);
            const bool is_missing = (static_cast<unsigned char>(ploidies[sample]) & 0x80U) != 0;
            if (phased)
                phased_sample(bits, sample, ploidy, is_missing);
            else if (ploidy == 2 && n_alleles_ == 2)
                diploid_sample(bits, sample, is_missing);
            else
                unphased_sample(bits, sample, ploidy, is_missing);
        }
    }

private:
    [[nodiscard]] std::int16_t* calls_of(std::size_t sample) {
        return out_.calls.data() + sample * out_.ploidy;
    }

    [[nodiscard]] float* dosages_of(std::size_t sample) {
        return out_.dosages.data() + sample * (n_alleles_ - 1);
    }

    /// The usual case.
    void diploid_sample(BitReader& bits, std::size_t sample, bool is_missing) {
        const double both_first = bits.next();
        const double one_each = bits.next();
        std::int16_t* const calls = calls_of(sample);
        calls[0] = calls[1] = 0;
        if (is_missing)
            return;
        const double dosage = (2.0 * total_ - 2.0 * both_first - one_each) / total_;
        *dosages_of(sample) = static_cast<float>(dosage);
        const double rounded = std::floor(dosage + 0.5);
        if (std::fabs(dosage - rounded) > BgenSource::hard_call_distance)
            return;
        calls[0] = packed_call(rounded >= 2.0 ? 1 : 0, false);
        calls[1] = packed_call(rounded >= 1.0 ? 1 : 0, false);
    }

    void unphased_sample(BitReader& bits, std::size_t sample, std::size_t ploidy, bool is_missing) {
        const std::size_t n_genotypes = genotypes_of(ploidy, n_alleles_);
        std::vector<std::int16_t> genotype(ploidy, 0);
        std::vector<std::int16_t> best;
        std::vector<double> copies(n_alleles_);
        double best_share = -1.0;
        double rest = total_;
        for (std::size_t at = 0; at < n_genotypes; ++at, advance(genotype)) {
            const double share =
                at + 1 < n_genotypes ? static_cast<double>(bits.next()) : std::max(rest, 0.0);
            rest -= share;
            for (const std::int16_t allele : genotype)
                copies[static_cast<std::size_t>(allele)] += share;
            if (share > best_share) {
                best_share = share;
                best = genotype;
            }
        }
        store(sample, ploidy, is_missing, copies);
        if (is_missing || best_share < (1.0 - BgenSource::hard_call_distance) * total_)
            return;
        for (std::size_t copy = 0; copy < ploidy; ++copy)
            calls_of(sample)[copy] = packed_call(best[copy], false);
    }

    void phased_sample(BitReader& bits, std::size_t sample, std::size_t ploidy, bool is_missing) {
        std::vector<double> copies(n_alleles_);
        std::vector<std::int16_t> calls(ploidy, 0);
        for (std::size_t copy = 0; copy < ploidy; ++copy) {
            double rest = total_;
            for (std::size_t allele = 0; allele < n_alleles_; ++allele) {
                const double share = allele + 1 < n_alleles_ ? static_cast<double>(bits.next())
                                                             : std::max(rest, 0.0);
                rest -= share;
                copies[allele] += share;
                if (share >= (1.0 - BgenSource::hard_call_distance) * total_)
                    calls[copy] = packed_call(static_cast<int>(allele), copy > 0);
            }
        }
        store(sample, ploidy, is_missing, copies);
        if (!is_missing && std::ranges::find(calls, std::int16_t{0}) == calls.end())
            std::ranges::copy(calls, calls_of(sample));
    }

    /// Dosages, and a missing genotype.
    void store(
        std::size_t sample,
        std::size_t ploidy,
        bool is_missing,
        const std::vector<double>& copies) {
        std::fill_n(calls_of(sample), ploidy, std::int16_t{0});
        if (ploidy == 0)
            *calls_of(sample) = 0;
        if (is_missing || ploidy == 0)
            return;
        for (std::size_t alt = 1; alt < n_alleles_; ++alt)
            dosages_of(sample)[alt - 1] = static_cast<float>(copies[alt] / total_);
    }

    std::string_view block_;
    std::size_t n_samples_;
    std::size_t n_alleles_;
    BgenGenotypes& out_;
    double total_{};
};

}  // namespace

bool read_bgen_site(std::string_view bytes, BgenSite& out) {
    Front front{bytes};
    const std::string_view own_id = front.text(front.number<std::uint16_t>());
    const std::string_view rsid = front.text(front.number<std::uint16_t>());
    out.id = rsid.empty() || rsid == "." ? own_id : rsid;
    out.contig = front.text(front.number<std::uint16_t>());
    out.pos = std::int64_t{front.number<std::uint32_t>()} - 1;
    const std::size_t n_alleles = front.number<std::uint16_t>();
    out.alleles.clear();
    for (std::size_t allele = 0; allele < n_alleles && !front.is_short(); ++allele)
        out.alleles.push_back(front.text(front.number<std::uint32_t>()));
    const std::size_t n_data = front.number<std::uint32_t>();
    if (front.is_short())
        return false;
    if (n_alleles < 2)
        throw_damaged(fmt::format("a variant has {} alleles", n_alleles));
    if (out.pos > std::numeric_limits<std::int32_t>::max() - 1)
        throw_damaged(fmt::format("a variant is at position {}", out.pos + 1));
    // UK Biobank writes 01 … 09.
    if (out.contig.size() == 2 && out.contig[0] == '0')
        out.contig.remove_prefix(1);
    out.n_head_bytes = front.at() - 4;
    out.n_data_bytes = n_data + 4;
    return true;
}

void decode_bgen_genotypes(
    std::string_view data,
    BgenCompression compression,
    std::size_t n_samples,
    std::size_t n_alleles,
    BgenGenotypes& out) {
    constexpr std::size_t most_block = std::size_t{1} << 31;
    std::string room;
    const std::string_view block = inflate(data, compression, most_block, room);
    Decoder{block, n_samples, n_alleles, out}.run();
}

}  // namespace genostrat::detail
