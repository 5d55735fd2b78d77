// SPDX-License-Identifier: MIT
#pragma once

/// Put before a hot plain loop: the compiler makes one version for each x86-64 level and the
/// dynamic linker picks the best. Empty where that does not work: under ThreadSanitizer (the
/// resolver runs before its runtime), with clang 14, off ELF and off x86-64.
#if defined(__x86_64__) && defined(__ELF__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_THREAD__)
#define GENOSTRAT_CLONES                                                                           \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GENOSTRAT_CLONES
#endif
