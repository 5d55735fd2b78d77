// SPDX-License-Identifier: MIT
#pragma once

#include "test_support.hpp"

#include <string_view>

namespace genostrat::liftover {

// Source contig 1, 40 bases, and a target of two contigs:
//   1:0-8    -> A:5-13            bases 8-10 of the source are not in the target
//   1:10-20  -> A:13-23
//   1:20-30  -> B:16-26, other strand
//   1:30-35  -> A:25-30           bases 30-32 of A are not in the source
//   1:35-40  -> A:32-37
//   1:0-5    -> B:0-5             a chain of a lower score
inline constexpr std::string_view chain_text = "# made up\n"
                                               "chain 100 1 40 + 0 20 A 50 + 5 23 1\n"
                                               "8 2 0\n"
                                               "10\n"
                                               "\n"
                                               "chain 90 1 40 + 20 30 B 30 - 4 14 2\n"
                                               "10\n"
                                               "chain 10 1 40 + 0 5 B 30 + 0 5 3\n"
                                               "5\n"
                                               "chain 80 1 40 + 30 40 A 50 + 25 37\n"
                                               "5 0 2\n"
                                               "5\n";

// The source is ACGTACGT GG CATTACAGCA TTGACCATGA CCCAG TTTGA; base 3 of it, a T, is C in the
// target.
inline constexpr std::string_view target_text =
    ">A\n"
    "GGGGGACGCACGTCATTACAGCACCCCCAGTTTTTGAACGTACGTACGTA\n"
    ">B\n"
    "ACACACACACACACACTCATGGTCAAGTGT\n";

}  // namespace genostrat::liftover
