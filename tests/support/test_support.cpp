// SPDX-License-Identifier: MIT
#include "test_support.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

namespace genostrat::test {

namespace fs = std::filesystem;

fs::path project() {
    return GENOSTRAT_TEST_PROJECT;
}

fs::path data(std::string_view name) {
    return project() / "tests" / "data" / name;
}

fs::path shared(std::string_view name) {
    const char* const given = std::getenv("GENOSTRAT_SHARED");
    return (given != nullptr ? fs::path{given} : project() / ".." / "shared") / name;
}

TempDir::TempDir() {
    std::string pattern = (fs::temp_directory_path() / "genostrat-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error{"cannot make a temporary folder"};
    path_ = pattern;
}

TempDir::~TempDir() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

CommandResult run_command(const std::string& command) {
    const TempDir folder;
    const std::string line =
        "{ " + command + "\n} >" + (folder / "out").string() + " 2>" + (folder / "err").string();
    const int status = std::system(line.c_str());
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return {code, read_file(folder / "out"), read_file(folder / "err")};
}

std::string program() {
    return GENOSTRAT_TEST_PROGRAM;
}

CommandResult genostrat(const std::string& arguments) {
    return run_command(program() + " " + arguments);
}

bool have_program(std::string_view name) {
    return run_command("command -v " + std::string{name}).exit_code == 0;
}

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in)
        throw std::runtime_error{"cannot read " + path.string()};
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

void write_file(const fs::path& path, std::string_view content) {
    std::ofstream out{path, std::ios::binary};
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!out.flush())
        throw std::runtime_error{"cannot write " + path.string()};
}

std::string read_gzip_file(const fs::path& path) {
    gzFile file = gzopen(path.c_str(), "rb");
    if (file == nullptr)
        throw std::runtime_error{"cannot read " + path.string()};
    std::string out;
    std::array<char, 1 << 16> buffer{};
    int n_read = 0;
    while ((n_read = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0)
        out.append(buffer.data(), static_cast<std::size_t>(n_read));
    gzclose(file);
    return out;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t at = text.find('\n');
        lines.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos)
            break;
        text.remove_prefix(at + 1);
    }
    return lines;
}

}  // namespace genostrat::test
