// SPDX-License-Identifier: MIT
// Somebody else's program: uses the installed library only.
#include <cstdio>
#include <string>

#include <genostrat/core/contigs.hpp>
#include <genostrat/core/error.hpp>
#include <genostrat/core/text.hpp>
#include <genostrat/core/version.hpp>

int main() {
    std::string third;
    genostrat::append_number(third, 0.1F);
    const genostrat::Error error{
        genostrat::ErrorKind::bad_data, "POS is 0", {.file = "a.vcf", .line = 7}};
    std::printf(
        "%s|%s|%s|%s\n",
        std::string{genostrat::version()}.c_str(),
        std::string{genostrat::canonical_contig("chr21")}.c_str(),
        third.c_str(),
        error.describe().c_str());
    return 0;
}
