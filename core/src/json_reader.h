// Walks over a JSON document that a person wrote and remembers the first thing that was not as expected, with its path.
// Nothing is thrown: after the first complaint every further read gives an empty value, and the caller asks once at the
// end.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "json.h"
#include "tspq/decimal.h"
#include "tspq/function_ref.h"
#include "tspq/problem.h"

namespace tspq {

class JsonReader {
public:
  /// `code` is that of the problem: "rulebook", "choices".
  JsonReader(std::string code, std::string_view text);

  const Json& document() const { return document_; }
  const std::optional<Problem>& problem() const { return problem_; }

  void complain(const std::string& path, const std::string& expected, const std::string& found);

  /// A value for use in a sentence, cut to a readable length.
  static std::string show(const Json& value);

  /// The member `key`; null when there is none or `object` is none.
  static const Json* find(const Json& object, std::string_view key);

  static bool is_text(const Json& value, std::string_view text);

  /// The text of a value; empty when it is none.
  static std::string_view text_of(const Json& value);

  /// The member `key`, which must be there; null (with a complaint) when it is not.
  const Json& member(const Json& object, const std::string& path, const char* key);

  std::string text(const Json& value, const std::string& path);

  /// A decimal above zero and at most a million, written as text so that it is exact.
  Decimal decimal(const Json& value, const std::string& path);

  int whole(const Json& value, const std::string& path, int lowest, int highest);

  void only_keys(const Json& object, const std::string& path, std::initializer_list<std::string_view> known);

  /// Calls visit(path, key, value) for each member of the object `key` of `parent`, when that is there.
  void each_member(const Json& parent, const std::string& path, const char* key,
      FunctionRef<void(const std::string&, const std::string&, const Json&)> visit);

  /// Calls visit(path, value) for each entry of the list `key` of `parent`, when that is there.
  void each_entry(const Json& parent, const std::string& path, const char* key,
      FunctionRef<void(const std::string&, const Json&)> visit);

  static std::string join(const std::string& path, const std::string& key);
  static std::string index(const std::string& path, std::size_t i);

private:
  std::string code_;
  Json document_;
  std::optional<Problem> problem_;
};

}  // namespace tspq
