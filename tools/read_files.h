// Files for the core, which opens none itself: their bytes in pieces, a set of exports, a short document.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/scan.h"

namespace tspq::command_line {

/// How many bytes are handed over at a time.
inline constexpr std::size_t chunk_bytes = std::size_t{2}
    << 20;  // half as many took a fifteenth more time: the threads wait for each other behind every one

/// A file's bytes in pieces of `piece` bytes, the last one perhaps shorter, until its end or until `on_bytes` returns
/// false. A piece is good during its call only. False, with the system's own words in `why`, when the file cannot be
/// opened or read to its end; the pieces before have then been handed over.
bool read_file(const std::string& path, std::size_t piece, const std::function<bool(std::string_view)>& on_bytes,
    std::string& why);

/// Appends the text of a file of at most 16 MiB. Empty when that went well, else a sentence that says why not.
std::string read_document(const std::string& path, std::string& text);

/// Feeds every file to the set, in this order and as often as the set asks for it. A file that cannot be read becomes a
/// file with a problem, so that the others still count: afterwards there is one report more for each path.
void read_all(FileSet& set, const std::vector<std::string>& paths);

/// A pipe or a device, which cannot be read again from its start. False for what is not there.
bool is_stream(const std::string& path);

/// Why a stream is refused where a file is read twice, as half a sentence, and what to do instead.
inline constexpr std::string_view only_once = "it has to be read twice, and a pipe can be read only once";
inline constexpr std::string_view to_a_file = "Save it to a file first.";

/// The last part of a path, as results name the file.
std::string name_of(const std::string& path);

/// A file's name for the screen: whole, but without characters that could move the cursor or begin another line.
std::string on_one_line(std::string name);

}  // namespace tspq::command_line
