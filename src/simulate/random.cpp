// SPDX-License-Identifier: MIT
#include <bit>

#include <genostrat/simulate/random.hpp>

namespace genostrat::simulate {

namespace {

std::uint64_t split_mix(std::uint64_t& state) noexcept {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return mixed ^ mixed >> 31;
}

}  // namespace

Random::Random(std::uint64_t seed) noexcept : seed_{seed} {
    for (std::uint64_t& word : state_)
        word = split_mix(seed);
}

Random Random::stream(std::string_view purpose, std::uint64_t number) const noexcept {
    std::uint64_t hash = 0xcbf29ce484222325 ^ seed_;  // FNV-1a
    for (const char letter : purpose)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    return Random{split_mix(hash) ^ number * 0xd1342543de82ef95};
}

std::uint64_t Random::next() noexcept {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint32_t Random::below(std::uint32_t n) noexcept {
    return static_cast<std::uint32_t>((next() >> 32) * n >> 32);
}

std::int64_t Random::between(std::int64_t first, std::int64_t last) noexcept {
    return first + below(static_cast<std::uint32_t>(last - first + 1));
}

double Random::uniform() noexcept {
    return static_cast<double>(next() >> 11) * 0x1p-53;
}

bool Random::chance(double probability) noexcept {
    return uniform() < probability;
}

double Random::normal() noexcept {
    double sum = -6.0;
    for (int term = 0; term < 12; ++term)
        sum += uniform();
    return sum;
}

}  // namespace genostrat::simulate
