// SPDX-License-Identifier: MIT
// Whatever the bytes are: a value or an Error, for each kind of file.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <genostrat/core/error.hpp>
#include <genostrat/pgx/gene_model.hpp>
#include <genostrat/pgx/guideline.hpp>
#include <genostrat/pgx/phenotype.hpp>

namespace {

template <typename Read>
void try_to(Read read) {
    try {
        read();
    } catch (const genostrat::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    try_to([&] {
        static_cast<void>(genostrat::pgx::compile(genostrat::pgx::parse_definition(text, "x")));
    });
    try_to([&] { static_cast<void>(genostrat::pgx::parse_exemptions(text, "x")); });
    try_to([&] { static_cast<void>(genostrat::pgx::parse_phenotypes(text, "x")); });
    try_to([&] { static_cast<void>(genostrat::pgx::parse_guidelines(text, "x")); });
    return 0;
}
