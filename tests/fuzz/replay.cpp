// SPDX-License-Identifier: MIT
// Runs a fuzz target on every file of the folders given: a crash found once never comes back.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    int n_replayed = 0;
    for (int at = 1; at < argc; ++at)
        for (const auto& entry : std::filesystem::recursive_directory_iterator{argv[at]}) {
            if (!entry.is_regular_file())
                continue;
            std::ifstream in{entry.path(), std::ios::binary};
            const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
            std::printf("%s\n", entry.path().c_str());
            std::fflush(stdout);
            LLVMFuzzerTestOneInput(
                reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
            ++n_replayed;
        }
    if (n_replayed == 0)
        std::fprintf(stderr, "no corpus file found\n");
    return n_replayed == 0 ? 1 : 0;
}
