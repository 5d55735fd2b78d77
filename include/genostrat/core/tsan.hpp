// SPDX-License-Identifier: MIT
#pragma once

// Debian's libtbb is not built for ThreadSanitizer, which therefore does not see that a token's
// hand over from filter to filter orders memory. The runner tells it, at the slot and at each
// serial filter, and so does parallel_for; nobody else needs to.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GENOSTRAT_HAS_TSAN
#endif
#elif defined(__SANITIZE_THREAD__)
#define GENOSTRAT_HAS_TSAN
#endif

#ifdef GENOSTRAT_HAS_TSAN
extern "C" {
void __tsan_acquire(void* address);  // NOLINT(bugprone-reserved-identifier): the runtime's own name
void __tsan_release(void* address);  // NOLINT(bugprone-reserved-identifier): the runtime's own name
}

namespace genostrat::detail {
inline void tsan_acquire(void* address) {
    __tsan_acquire(address);
}

inline void tsan_release(void* address) {
    __tsan_release(address);
}
}  // namespace genostrat::detail
#else
namespace genostrat::detail {
inline void tsan_acquire(void*) {
}

inline void tsan_release(void*) {
}
}  // namespace genostrat::detail
#endif
