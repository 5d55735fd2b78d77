// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace genostrat::io {

/// Inflates zstd frames, one after the other.
class ZstdStream {
public:
    /// Null where genostrat was built without libzstd.
    [[nodiscard]] static std::unique_ptr<ZstdStream> make();

    ZstdStream() = default;
    virtual ~ZstdStream() = default;
    ZstdStream(const ZstdStream&) = delete;
    ZstdStream& operator=(const ZstdStream&) = delete;

    struct Step {
        std::size_t taken{};
        std::size_t given{};
        bool ended{};   ///< a frame is complete
        bool failed{};  ///< the data are damaged
    };

    [[nodiscard]] virtual Step inflate(std::string_view packed, char* out, std::size_t room) = 0;
};

[[nodiscard]] inline bool is_zstd(std::string_view bytes) noexcept {
    return bytes.starts_with("\x28\xb5\x2f\xfd");
}

}  // namespace genostrat::io
