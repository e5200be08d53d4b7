// What the project says when something cannot be used or deserves a look: a code for programs, a sentence for people.
#pragma once

#include <cstdint>
#include <string>

namespace tspq {

/// Something that could not be used: a whole file, a setting, a rulebook. The message says where, what was expected,
/// what was found and what to do.
struct Problem {
  std::string code;        ///< stable id, snake_case
  std::string message;     ///< one or two sentences, UTF-8
  std::uint64_t line = 0;  ///< in the file, from 1; 0 when no line is to blame
  std::string path;        ///< for settings: where in the JSON, such as "org_ids[2]"; else empty
  std::string expected;    ///< for settings: what would have been right; else empty
  std::string found;       ///< for settings: what stood there; else empty
};

/// Something about a file that was used. Same codes and wording rules as Problem.
struct Notice {
  std::string code;
  std::string message;
};

}  // namespace tspq
