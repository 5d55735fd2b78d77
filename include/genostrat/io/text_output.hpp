// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace genostrat::io {

/// Writes a side output (a table, a model) as one stream of text: BGZF where the path ends in
/// `.gz` or `.bgz`, else plain; atomically, as all outputs. Blocks are deflated by many threads;
/// the bytes do not depend on how many.
class TextOutput {
public:
    /// @param level  of compression, 0..9
    /// @throws as AtomicFile
    explicit TextOutput(std::string path, int level = 6);
    ~TextOutput();
    TextOutput(TextOutput&&) noexcept;
    TextOutput& operator=(TextOutput&&) noexcept;

    /// Appends text. @throws as AtomicFile::write
    void write(std::string_view text);

    /// Writes what is left, syncs, and gives the file its name.
    void commit();

    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace genostrat::io
