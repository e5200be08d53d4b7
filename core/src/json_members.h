// How the core puts its JSON together: objects member by member, counts and decimals as report_json.h promises.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "json.h"
#include "tspq/date.h"
#include "tspq/decimal.h"

namespace tspq {

/// How every answer is printed.
inline std::string print(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

/// A number below 2^53, a text from there on.
inline Json count(Integer value) {
  if (value <= largest_exact_count) return static_cast<std::int64_t>(value);
  return to_string(value);
}

/// An object in the making, its members in the order they are printed in. A function for each kind of value: lists in
/// braces would write out the making and unmaking of every value at every place, which was a tenth of the module.
class Members {
public:
  Members& json(std::string_view name, Json value) {
    list().emplace_back(std::string(name), std::move(value));
    return *this;
  }
  Members& text(std::string_view name, std::string_view value) { return json(name, std::string(value)); }
  Members& number(std::string_view name, Integer value) { return json(name, count(value)); }
  Members& decimal(std::string_view name, Decimal value) { return json(name, to_string(value)); }
  Members& flag(std::string_view name, bool value) { return json(name, value); }
  Members& null(std::string_view name) { return json(name, nullptr); }
  Members& day(std::string_view name, Day value) { return json(name, to_string(value)); }
  /// The members of another object as well.
  Members& all_of(const Json& other) {
    for (const auto& [name, value] : other.get_ref<const Json::object_t&>()) json(name, value);
    return *this;
  }

  Json done() { return std::move(object_); }

private:
  /// Behind the members, as names are known to be new: the library would look for each among all before it.
  Json::object_t::Container& list() { return object_.get_ref<Json::object_t&>(); }

  Json object_ = Json::object();
};

inline Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(std::string(text)); }
inline Json shown_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }
inline Json day_or_null(const std::optional<Day>& day) { return day ? Json(to_string(*day)) : Json(); }
inline Json column_or_null(const std::optional<std::size_t>& column) {
  return column ? count(static_cast<Integer>(*column)) : Json();
}

}  // namespace tspq
