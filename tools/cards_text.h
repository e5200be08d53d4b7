// The qualification cards for people, as lines of text.
#pragma once

#include <iosfwd>

#include "tspq/scan.h"
#include "tspq/window.h"

namespace tspq::command_line {

/// Writes the overall status, the cards of base criteria and solution areas with how each score comes about, and a line
/// for every file with its notices or its problem. Whether all of it could be written is for `out` to say.
void print_cards(std::ostream& out, const FileSet& set, const Window& window);

}  // namespace tspq::command_line
