#include "json_reader.h"

#include <algorithm>
#include <set>
#include <vector>

#include "tspq/text.h"

namespace tspq {
namespace {

/// Makes the document from what nlohmann's parser reports. It stops at the first thing that is refused, so that nothing
/// deep is ever built.
class Builder final : public nlohmann::json_sax<Json> {
public:
  Builder(JsonReader& reader, Json& document, std::string_view text)
      : reader_(reader),
        document_(document),
        text_(text) {}

  bool null() override { return put(Json()); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(Json::number_integer_t value) override { return put(Json(value)); }
  bool number_unsigned(Json::number_unsigned_t value) override { return put(Json(value)); }
  bool number_float(Json::number_float_t value, const std::string&) override { return put(Json(value)); }
  bool string(std::string& value) override { return put(Json(std::move(value))); }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return open(Json::object());
  }
  bool end_object() override {
    keys_.pop_back();
    return close();
  }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }

  bool key(std::string& key) override {
    if (too_deep()) return false;
    if (!keys_.back().insert(key).second) {
      reader_.complain(short_for_display(key), "each key once", "it a second time");
      return false;
    }
    key_ = std::move(key);
    return true;
  }

  /// The last of `read` bytes cannot stand where it does, or `token`, which they end, is a number that is too large.
  bool parse_error(std::size_t read, const std::string& token, const Json::exception& problem) override {
    constexpr int number_too_large = 406;
    const std::size_t at = std::min(read - std::min<std::size_t>(read, 1), text_.size());
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const std::string_view rest = text_.substr(at, text_.find('\n', at) - at);
    reader_.complain("line " + std::to_string(line), "JSON",
        problem.id == number_too_large ? token
            : at == text_.size()       ? "the end of the file"
            : rest.empty()             ? "the end of the line"
                                       : quoted_for_display(rest));
    return false;
  }

private:
  static constexpr std::size_t deepest = 16;

  bool too_deep() {
    if (open_.size() <= deepest) return false;
    reader_.complain("", "at most " + std::to_string(deepest) + " levels", "more");
    return true;
  }

  /// Straight into the list behind the members, as keys are known to be new: the library would look for each among all
  /// before it.
  Json* add(Json&& value) {
    if (open_.empty()) {
      document_ = std::move(value);
      return &document_;
    }
    if (auto* members = open_.back()->get_ptr<Json::object_t*>())
      return &members->Container::emplace_back(std::move(key_), std::move(value)).second;
    return &open_.back()->get_ref<Json::array_t&>().emplace_back(std::move(value));
  }

  bool put(Json&& value) {
    if (too_deep()) return false;
    add(std::move(value));
    return true;
  }

  bool open(Json&& value) {
    if (too_deep()) return false;
    open_.push_back(add(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  JsonReader& reader_;
  Json& document_;
  std::string_view text_;
  std::vector<Json*> open_;
  std::vector<std::set<std::string>> keys_;  // of the objects among them
  std::string key_;
};

}  // namespace

JsonReader::JsonReader(std::string code, std::string_view text) : code_(std::move(code)) {
  Builder builder(*this, document_, text);
  constexpr bool strict = true;
  constexpr bool with_comments = true;
  Json::sax_parse(text, &builder, Json::input_format_t::json, strict, with_comments);
}

void JsonReader::complain(const std::string& path, const std::string& expected, const std::string& found) {
  if (problem_) return;
  Problem problem;
  problem.code = code_;
  problem.path = path.empty() ? "the whole file" : path;
  problem.expected = expected;
  problem.found = found;
  problem.message = "In the " + code_ + " at " + problem.path + ": expected " + expected + ", found " + found +
      ". Correct it there and load it again.";
  problem_ = std::move(problem);
}

std::string JsonReader::show(const Json& value) {
  if (value.is_string()) return quoted_for_display(text_of(value));
  if (value.is_object()) return "an object";
  if (value.is_array()) return value.empty() ? "an empty list" : "a list of " + std::to_string(value.size());
  return short_for_display(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

const Json* JsonReader::find(const Json& object, std::string_view key) {
  if (object.is_object())
    for (const auto& [name, value] : object.get_ref<const Json::object_t&>())
      if (name == key) return &value;
  return nullptr;
}

std::string_view JsonReader::text_of(const Json& value) {
  return value.is_string() ? std::string_view(value.get_ref<const std::string&>()) : std::string_view();
}

bool JsonReader::is_text(const Json& value, std::string_view text) {
  return value.is_string() && text_of(value) == text;
}

const Json& JsonReader::member(const Json& object, const std::string& path, const char* key) {
  static const Json nothing;
  if (!object.is_object()) {
    complain(path, "an object with \u201C" + std::string(key) + "\u201D", show(object));
    return nothing;
  }
  const Json* found = find(object, key);
  if (found) return *found;
  complain(join(path, key), "a value", "nothing");
  return nothing;
}

std::string JsonReader::text(const Json& value, const std::string& path) {
  if (!value.is_string()) complain(path, "a text", show(value));
  return std::string(text_of(value));
}

Decimal JsonReader::decimal(const Json& value, const std::string& path) {
  const std::optional<Decimal> number = value.is_string() ? parse_decimal(text_of(value)) : std::nullopt;
  if (number && *number > Decimal{} && *number <= largest_rule_value) return *number;
  complain(path,
      "a decimal in quotation marks, such as \"0.5\", above 0, at most " + to_string(largest_rule_value) +
          " and with no more than two decimals",
      show(value));
  return Decimal::whole(1);
}

int JsonReader::whole(const Json& value, const std::string& path, int lowest, int highest) {
  const Integer number = value.is_number_unsigned() ? Integer{value.get<std::uint64_t>()}
      : value.is_number_integer()                   ? Integer{value.get<std::int64_t>()}
                                                    : Integer{lowest} - 1;
  if (number >= lowest && number <= highest) return static_cast<int>(number);
  complain(path,
      lowest == highest ? std::to_string(lowest)
                        : "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest),
      show(value));
  return lowest;
}

void JsonReader::only_keys(const Json& object, const std::string& path, std::initializer_list<std::string_view> known) {
  if (!object.is_object()) {
    complain(path, "an object", show(object));
    return;
  }
  for (const auto& [key, value] : object.get_ref<const Json::object_t&>()) {
    bool found = false;
    std::string list;
    for (const std::string_view name : known) {
      found = found || name == key;
      if (!list.empty()) list += ", ";
      list += name;
    }
    if (!found)
      complain(
          join(path, short_for_display(key)), "one of the keys " + list, "the unknown key " + quoted_for_display(key));
  }
}

void JsonReader::each_member(const Json& parent, const std::string& path, const char* key,
    FunctionRef<void(const std::string&, const std::string&, const Json&)> visit) {
  const Json* found = find(parent, key);
  if (!found) return;
  const std::string here = join(path, key);
  if (!found->is_object()) return complain(here, "an object", show(*found));
  for (const auto& [name, value] : found->get_ref<const Json::object_t&>()) visit(join(here, name), name, value);
}

void JsonReader::each_entry(const Json& parent, const std::string& path, const char* key,
    FunctionRef<void(const std::string&, const Json&)> visit) {
  const Json* found = find(parent, key);
  if (!found) return;
  const std::string here = join(path, key);
  if (!found->is_array()) return complain(here, "a list", show(*found));
  std::size_t i = 0;
  for (const Json& value : found->get_ref<const Json::array_t&>()) visit(index(here, i++), value);
}

std::string JsonReader::join(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}
std::string JsonReader::index(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

}  // namespace tspq
