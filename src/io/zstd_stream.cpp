// SPDX-License-Identifier: MIT
#include "io/zstd_stream.hpp"

#ifdef GENOSTRAT_HAS_ZSTD
#include <new>

#include <zstd.h>
#endif

namespace genostrat::io {

#ifdef GENOSTRAT_HAS_ZSTD

namespace {

class LibraryStream final : public ZstdStream {
public:
    LibraryStream() : stream_{ZSTD_createDStream()} {
        if (stream_ == nullptr)
            throw std::bad_alloc{};
    }

    ~LibraryStream() override { ZSTD_freeDStream(stream_); }

    LibraryStream(const LibraryStream&) = delete;
    LibraryStream& operator=(const LibraryStream&) = delete;

    Step inflate(std::string_view packed, char* out, std::size_t room) override {
        ZSTD_inBuffer input{packed.data(), packed.size(), 0};
        ZSTD_outBuffer output{out, room, 0};
        const std::size_t status = ZSTD_decompressStream(stream_, &output, &input);
        return {input.pos, output.pos, status == 0, ZSTD_isError(status) != 0};
    }

private:
    ZSTD_DStream* stream_;
};

}  // namespace

std::unique_ptr<ZstdStream> ZstdStream::make() {
    return std::make_unique<LibraryStream>();
}

#else

std::unique_ptr<ZstdStream> ZstdStream::make() {
    return nullptr;
}

#endif

}  // namespace genostrat::io
