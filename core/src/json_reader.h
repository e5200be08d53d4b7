// Walks over a JSON document that a person wrote and remembers the first thing that was not as expected, with its path. Nothing is
// thrown: after the first complaint every further read gives an empty value, and the caller asks once at the end.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/decimal.h"
#include "tspq/problem.h"
#include "tspq/text.h"

namespace tspq {

using Json = nlohmann::json;

class JsonReader {
public:
  /// `code` is that of the problem: "rulebook", "choices".
  JsonReader(std::string code, std::string_view text) : code_(std::move(code)) {
    // nlohmann's callback sees every level and key while it parses; what it refuses is dropped, so that nothing deep is ever built.
    std::vector<std::set<std::string>> keys;
    const auto check = [&](int depth, Json::parse_event_t event, Json& parsed) {
      if (depth > deepest) {
        complain("", "at most " + std::to_string(deepest) + " levels", "more");
        return false;
      }
      if (event == Json::parse_event_t::object_start) keys.emplace_back();
      if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
      if (event == Json::parse_event_t::key && !keys.empty() && !keys.back().insert(parsed.get<std::string>()).second)
        complain(short_for_display(parsed.get_ref<const std::string&>()), "each key once", "it a second time");
      return true;
    };
    document_ = Json::parse(text, check, false, true);
    if (document_.is_discarded()) complain("", "a JSON document", quoted_for_display(text));
  }

  const Json& document() const { return document_; }
  const std::optional<Problem>& problem() const { return problem_; }

  void complain(const std::string& path, const std::string& expected, const std::string& found) {
    if (problem_) return;
    Problem problem;
    problem.code = code_;
    problem.path = path.empty() ? "the whole file" : path;
    problem.expected = expected;
    problem.found = found;
    problem.message = "In the " + code_ + " at " + problem.path + ": expected " + expected + ", found " + found + ". Correct it there and load it again.";
    problem_ = std::move(problem);
  }

  /// A value for use in a sentence, cut to a readable length.
  static std::string show(const Json& value) {
    if (value.is_string()) return quoted_for_display(value.get_ref<const std::string&>());
    if (value.is_structured()) return value.is_object() ? "an object" : "a list";
    return short_for_display(value.dump(-1, ' ', false, Json::error_handler_t::replace));
  }

  /// The member `key`, which must be there; null (with a complaint) when it is not.
  const Json& member(const Json& object, const std::string& path, const char* key) {
    static const Json nothing;
    if (!object.is_object()) {
      complain(path, "an object with \u201C" + std::string(key) + "\u201D", show(object));
      return nothing;
    }
    const auto found = object.find(key);
    if (found == object.end()) {
      complain(join(path, key), "a value", "nothing");
      return nothing;
    }
    return *found;
  }

  std::string text(const Json& value, const std::string& path) {
    if (!value.is_string()) {
      complain(path, "a text", show(value));
      return {};
    }
    return value.get<std::string>();
  }

  /// A decimal above zero and at most a million, written as text so that it is exact.
  Decimal decimal(const Json& value, const std::string& path) {
    const std::optional<Decimal> number = value.is_string() ? parse_decimal(value.get_ref<const std::string&>()) : std::nullopt;
    if (number && *number > Decimal{} && *number <= largest_rule_value) return *number;
    complain(path, "a decimal in quotation marks, such as \"0.5\", above 0 and at most " + to_string(largest_rule_value), show(value));
    return Decimal::whole(1);
  }

  int whole(const Json& value, const std::string& path, int lowest, int highest) {
    if (!value.is_number_integer() || value < lowest || value > highest) {
      complain(path, "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest), show(value));
      return lowest;
    }
    return value.get<int>();
  }

  void only_keys(const Json& object, const std::string& path, std::initializer_list<std::string_view> known) {
    if (!object.is_object()) {
      complain(path, "an object", show(object));
      return;
    }
    for (const auto& [key, value] : object.items()) {
      bool found = false;
      std::string list;
      for (const std::string_view name : known) {
        found = found || name == key;
        list += (list.empty() ? "" : ", ") + std::string(name);
      }
      if (!found) complain(join(path, short_for_display(key)), "one of the keys " + list, "the unknown key " + quoted_for_display(key));
    }
  }

  static std::string join(const std::string& path, const std::string& key) { return path.empty() ? key : path + "." + key; }
  static std::string index(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

private:
  static constexpr int deepest = 16;

  std::string code_;
  Json document_;
  std::optional<Problem> problem_;
};

}  // namespace tspq
