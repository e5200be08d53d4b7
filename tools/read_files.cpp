#include "read_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include "tspq/beside.h"

namespace tspq::command_line {

bool read_file(const std::string& path, std::size_t piece, const std::function<bool(std::string_view)>& on_bytes,
    std::string& why) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    why = "it is a folder";
    return false;
  }
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) {
    why = std::generic_category().message(errno);
    return false;
  }
  std::setvbuf(file, nullptr, _IONBF, 0);  // the pieces are large enough
  std::error_code unknown;
  if (const std::uintmax_t size = std::filesystem::file_size(path, unknown); !unknown && size > 0)
    piece = std::min<std::uintmax_t>(piece, size);
  // The next pieces are read while others are worked on: small ones many at once, since handing over takes its time
  // too.
  constexpr std::size_t least_at_once = std::size_t{64} << 10;
  const std::size_t at_once = piece * std::max<std::size_t>(1, least_at_once / piece);
  std::array<std::string, 2> buffers{std::string(at_once, '\0'), std::string(at_once, '\0')};
  std::array<std::size_t, 2> bytes{std::fread(buffers[0].data(), 1, at_once, file), 0};
  bool goes_on = true;
  Beside beside;
  for (std::size_t now = 0; goes_on && bytes[now] > 0; now = 1 - now) {
    const std::size_t next = 1 - now;
    const auto read_next = [&] { bytes[next] = std::fread(buffers[next].data(), 1, at_once, file); };
    const Beside::Work work(beside, read_next);
    const std::string_view read(buffers[now].data(), bytes[now]);
    for (std::size_t at = 0; goes_on && at < read.size(); at += piece) goes_on = on_bytes(read.substr(at, piece));
  }
  const bool good = std::ferror(file) == 0;
  if (!good) why = std::generic_category().message(errno);
  std::fclose(file);
  return good;
}

std::string read_document(const std::string& path, std::string& text) {
  constexpr std::size_t most_bytes = std::size_t{16} << 20;
  std::string why;
  const auto add = [&](std::string_view bytes) {
    text += bytes;
    return text.size() <= most_bytes;
  };
  if (!read_file(path, chunk_bytes, add, why)) return "the file " + on_one_line(path) + " cannot be read: " + why + ".";
  if (text.size() > most_bytes)
    return "the file " + on_one_line(path) +
        " is larger than 16 MiB: expected a short JSON document, as the page exports it.";
  return {};
}

void read_all(FileSet& set, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code error;
    for (FileEnd end = FileEnd::read_again; end == FileEnd::read_again;) {
      const bool regular = std::filesystem::is_regular_file(path, error);
      const std::uintmax_t size = regular ? std::filesystem::file_size(path, error) : 0;
      set.begin_file(name_of(path), regular && !error ? ExpectedBytes(size) : std::nullopt);
      std::string why;
      const bool read = read_file(
          path, chunk_bytes, [&](std::string_view bytes) { return set.feed(bytes), true; }, why);
      if (read) end = set.end_file();
      if (!why.empty()) {
        set.end_unreadable_file(why);
        end = FileEnd::done;
      } else if (read && end == FileEnd::read_again && !regular) {
        set.end_unreadable_file(only_once, to_a_file);
        end = FileEnd::done;
      }
    }
  }
}

bool is_stream(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error) &&
      !std::filesystem::is_directory(path, error);
}

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::string on_one_line(std::string name) {
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  return name;
}

}  // namespace tspq::command_line
