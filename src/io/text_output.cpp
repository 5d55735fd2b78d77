// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <tbb/enumerable_thread_specific.h>

#include <genostrat/core/buffer.hpp>
#include <genostrat/core/parallel.hpp>
#include <genostrat/io/atomic_file.hpp>
#include <genostrat/io/bgzf.hpp>
#include <genostrat/io/text_output.hpp>

namespace genostrat::io {

namespace {

constexpr std::size_t blocks_at_once = 64;

bool is_compressed(std::string_view path) {
    return path.ends_with(".gz") || path.ends_with(".bgz");
}

}  // namespace

struct TextOutput::Impl {
    Impl(std::string path, int level)
        : file{std::move(path)}, compressed{is_compressed(file.path())}, deflaters{[level] {
              return Deflater{level};
          }} {}

    /// Writes all whole groups of blocks; at the end, everything.
    void flush(bool at_end) {
        if (!compressed) {
            file.write(text.view());
            text.clear();
            return;
        }
        constexpr std::size_t group_bytes = blocks_at_once * bgzf_block_bytes;
        std::size_t taken = 0;
        while (text.size() - taken >= group_bytes || (at_end && taken < text.size())) {
            const std::size_t n_bytes = std::min(group_bytes, text.size() - taken);
            deflate(text.view().substr(taken, n_bytes));
            taken += n_bytes;
        }
        text.drop_front(taken);
    }

    void deflate(std::string_view group) {
        const std::size_t n_blocks = (group.size() + bgzf_block_bytes - 1) / bgzf_block_bytes;
        blocks.resize(std::max(blocks.size(), n_blocks));
        parallel_for(n_blocks, [this, group](std::size_t block) {
            blocks[block].clear();
            deflaters.local().deflate(
                group.substr(block * bgzf_block_bytes, bgzf_block_bytes), blocks[block]);
        });
        for (std::size_t block = 0; block < n_blocks; ++block)
            file.write(blocks[block].view());
    }

    AtomicFile file;
    bool compressed;
    tbb::enumerable_thread_specific<Deflater> deflaters;
    Buffer text{};
    std::vector<Buffer> blocks{};
};

TextOutput::TextOutput(std::string path, int level)
    : impl_{std::make_unique<Impl>(std::move(path), level)} {
}

TextOutput::~TextOutput() = default;
TextOutput::TextOutput(TextOutput&&) noexcept = default;
TextOutput& TextOutput::operator=(TextOutput&&) noexcept = default;

void TextOutput::write(std::string_view text) {
    impl_->text.append(text);
    if (impl_->text.size() >= blocks_at_once * bgzf_block_bytes)
        impl_->flush(false);
}

void TextOutput::commit() {
    impl_->flush(true);
    if (impl_->compressed)
        impl_->file.write(bgzf_end_of_file);
    impl_->file.close();
    impl_->file.commit();
}

const std::string& TextOutput::path() const noexcept {
    return impl_->file.path();
}

}  // namespace genostrat::io
