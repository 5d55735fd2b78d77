// SPDX-License-Identifier: MIT
#include "packed_text.hpp"

#include <stdexcept>

#include <genostrat/core/buffer.hpp>
#include <genostrat/io/bgzf.hpp>

#include <zlib.h>

namespace genostrat::test {

std::string gzip(std::string_view text) {
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error{"deflateInit2"};
    std::string in{text};
    std::string out(deflateBound(&stream, in.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        throw std::runtime_error{"deflate"};
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string bgzf(std::string_view text, std::size_t block_bytes) {
    const io::Deflater deflater{6};
    Buffer out;
    while (!text.empty()) {
        deflater.deflate(text.substr(0, block_bytes), out);
        text.remove_prefix(std::min(text.size(), block_bytes));
    }
    out.append(io::bgzf_end_of_file);
    return std::string{out.view()};
}

}  // namespace genostrat::test
