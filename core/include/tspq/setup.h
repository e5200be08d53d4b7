// Settings as command line and WebAssembly receive them: text in, checked values or a sentence out.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "tspq/choices.h"
#include "tspq/problem.h"
#include "tspq/row_filter.h"
#include "tspq/rulebook.h"
#include "tspq/window.h"

namespace tspq {

struct Setup {
  Rulebook rulebook;
  Choices choices;
};

/// {"choices": {…}, "rulebook": {…}}; both optional, the built-in rulebook where none is given. The problem's path
/// starts inside the part it names.
std::variant<Setup, Problem> parse_setup(std::string_view json);

/// The window before an anniversary YYYY-MM-DD, or nullopt when either text is not known or the day lies outside the
/// anniversaries that can be asked for.
std::optional<Window> window_of(std::string_view anniversary, std::string_view mode, const Rulebook& rulebook);

/// Which line items are wanted: {"criterion":id, "which":"all|counted|not-counted", "reason":id, "file":index,
/// "area":id or "none", "category":id or "unknown", "text":"…"}. Every member is optional, and an empty text or a file
/// below zero asks for nothing. Nullopt for an unknown word, or a file that is no whole number.
std::optional<RowFilter> parse_row_filter(std::string_view json, const Rulebook& rulebook);

}  // namespace tspq
