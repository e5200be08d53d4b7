#include "tspq/rulebook.h"

#include <set>

#include "embedded.h"
#include "json_reader.h"
#include "tspq/text.h"

namespace tspq {
namespace {

/// Turns the JSON into a Rulebook, member by member; the reader keeps the first complaint.
class RulebookReader {
public:
  explicit RulebookReader(std::string_view json) : in_("rulebook", json) {}

  std::variant<Rulebook, Problem> read() {
    const Json& top = in_.document();
    Rulebook book;
    if (!in_.problem()) {
      in_.only_keys(top, "",
          {"id", "published", "source", "window", "categories", "courseware_completions", "exam_unit_purchases",
              "average_response_score", "survey_completions", "areas"});
      book.id = in_.text(in_.member(top, "", "id"), "id");
      book.source = in_.text(in_.member(top, "", "source"), "source");
      const Json& window = in_.member(top, "", "window");
      in_.only_keys(window, "window", {"months", "source"});
      book.window_months = in_.whole(in_.member(window, "window", "months"), "window.months", 1, 12);
      categories(in_.member(top, "", "categories"), book);
      book.courseware = points(top, "courseware_completions");
      book.exams = points(top, "exam_unit_purchases");
      average(top, book.average);
      surveys(top, book.surveys);
      areas(in_.member(top, "", "areas"), book);
    }
    if (in_.problem()) return *in_.problem();
    return book;
  }

private:
  SourcedDecimal sourced(const Json& parent, const std::string& path, const char* key) {
    const std::string here = JsonReader::join(path, key);
    const Json& value = in_.member(parent, path, key);
    in_.only_keys(value, here, {"value", "source"});
    return {in_.decimal(in_.member(value, here, "value"), here + ".value"),
        in_.text(in_.member(value, here, "source"), here + ".source")};
  }

  /// `known` collects the spellings of one family, categories or areas: none may mean two things.
  std::vector<std::string> spellings(const Json& parent, const std::string& path, std::set<std::string>& known) {
    const Json& list = in_.member(parent, path, "spellings");
    const std::string here = path + ".spellings";
    std::vector<std::string> words;
    if (!list.is_array() || list.empty()) in_.complain(here, "a list of spellings", JsonReader::show(list));
    else
      for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string word = in_.text(list[i], JsonReader::index(here, i));
        const std::string folded = fold_words(word);
        if (folded.empty()) in_.complain(JsonReader::index(here, i), "a word", "nothing");
        if (!known.insert(folded).second)
          in_.complain(JsonReader::index(here, i), "a spelling that nothing else has",
              quoted_for_display(word) + " a second time");
        words.push_back(word);
      }
    return words;
  }

  static constexpr std::array<const char*, category_count> category_ids = {"fundamental_and_others", "advanced"};

  void categories(const Json& list, Rulebook& book) {
    if (!list.is_array() || list.size() != category_count) {
      in_.complain(
          "categories", "a list of the two categories fundamental_and_others and advanced", JsonReader::show(list));
      return;
    }
    std::set<std::string> known;
    for (std::size_t i = 0; i < category_count; ++i) {
      const std::string path = JsonReader::index("categories", i);
      in_.only_keys(list[i], path, {"id", "title", "spellings"});
      CategoryRule& category = book.categories[i];
      category.id = in_.text(in_.member(list[i], path, "id"), path + ".id");
      if (category.id != category_ids[i]) in_.complain(path + ".id", category_ids[i], quoted_for_display(category.id));
      category.title = in_.text(in_.member(list[i], path, "title"), path + ".title");
      category.spellings = spellings(list[i], path, known);
    }
  }

  PointsRule points(const Json& top, const char* key) {
    const Json& from = in_.member(top, "", key);
    in_.only_keys(from, key, {"title", "definition", "target", "terms"});
    PointsRule rule;
    rule.title = in_.text(in_.member(from, key, "title"), std::string(key) + ".title");
    rule.definition = in_.text(in_.member(from, key, "definition"), std::string(key) + ".definition");
    rule.target = sourced(from, key, "target");
    const std::string path = std::string(key) + ".terms";
    const Json& terms = in_.member(from, key, "terms");
    if (!terms.is_array() || terms.size() != category_count) {
      in_.complain(path, "a list of two terms, one for each category", JsonReader::show(terms));
      return rule;
    }
    for (std::size_t i = 0; i < category_count; ++i) {
      const std::string here = JsonReader::index(path, i);
      TermRule& term = rule.terms[i];
      in_.only_keys(terms[i], here, {"category", "weight", "limit"});
      const std::string category = in_.text(in_.member(terms[i], here, "category"), here + ".category");
      if (category != category_ids[i]) in_.complain(here + ".category", category_ids[i], quoted_for_display(category));
      term.category = static_cast<Category>(i);
      term.weight = sourced(terms[i], here, "weight");
      if (!in_.member(terms[i], here, "limit").is_null()) term.limit = sourced(terms[i], here, "limit");
    }
    return rule;
  }

  void average(const Json& top, AverageRule& rule) {
    const std::string path = "average_response_score";
    const Json& from = in_.member(top, "", path.c_str());
    in_.only_keys(from, path, {"title", "definition", "target", "area_target", "questions", "scale"});
    rule.title = in_.text(in_.member(from, path, "title"), path + ".title");
    rule.definition = in_.text(in_.member(from, path, "definition"), path + ".definition");
    rule.target = sourced(from, path, "target");
    rule.area_target = sourced(from, path, "area_target");
    const Json& questions = in_.member(from, path, "questions");
    in_.whole(in_.member(questions, path + ".questions", "value"), path + ".questions.value",
        static_cast<int>(question_count), static_cast<int>(question_count));
    const Json& scale = in_.member(from, path, "scale");
    rule.lowest = in_.whole(
        in_.member(scale, path + ".scale", "lowest"), path + ".scale.lowest", 1, static_cast<int>(highest_answer) - 1);
    rule.highest = in_.whole(in_.member(scale, path + ".scale", "highest"), path + ".scale.highest", rule.lowest + 1,
        static_cast<int>(highest_answer));
    in_.only_keys(questions, path + ".questions", {"value", "source"});
    in_.only_keys(scale, path + ".scale", {"lowest", "highest", "source"});
    rule.scale_source = in_.text(in_.member(scale, path + ".scale", "source"), path + ".scale.source");
  }

  void surveys(const Json& top, SurveysRule& rule) {
    const std::string path = "survey_completions";
    const Json& from = in_.member(top, "", path.c_str());
    in_.only_keys(from, path, {"title", "definition", "target", "weight"});
    rule.title = in_.text(in_.member(from, path, "title"), path + ".title");
    rule.definition = in_.text(in_.member(from, path, "definition"), path + ".definition");
    rule.target = sourced(from, path, "target");
    rule.weight = sourced(from, path, "weight");
  }

  void areas(const Json& list, Rulebook& book) {
    if (!list.is_array() || list.empty() || list.size() > most_areas) {
      in_.complain("areas", "a list of 1 to " + std::to_string(most_areas) + " solution areas", JsonReader::show(list));
      return;
    }
    std::set<std::string> ids;
    std::set<std::string> known;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string path = JsonReader::index("areas", i);
      in_.only_keys(list[i], path, {"id", "title", "spellings"});
      AreaRule area;
      area.id = in_.text(in_.member(list[i], path, "id"), path + ".id");
      area.title = in_.text(in_.member(list[i], path, "title"), path + ".title");
      area.spellings = spellings(list[i], path, known);
      const bool plain =
          !area.id.empty() && area.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
      if (!plain)
        in_.complain(path + ".id", "an id of small letters, digits and underscores", quoted_for_display(area.id));
      if (area.id == "none")
        in_.complain(
            path + ".id", "another id, since this word stands for surveys of no area", quoted_for_display(area.id));
      if (!ids.insert(area.id).second)
        in_.complain(path + ".id", "an id of its own", quoted_for_display(area.id) + " a second time");
      book.areas.push_back(std::move(area));
    }
  }

  JsonReader in_;
};

/// The place in a list of rules of the one with an id.
template <class Index, class Rules>
std::optional<Index> place_of(std::string_view id, const Rules& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i].id == id) return static_cast<Index>(i);
  return std::nullopt;
}

}  // namespace

std::optional<Category> category_with_id(std::string_view id, const Rulebook& rulebook) {
  return place_of<Category>(id, rulebook.categories);
}
std::optional<AreaIndex> area_with_id(std::string_view id, const Rulebook& rulebook) {
  return place_of<AreaIndex>(id, rulebook.areas);
}

std::variant<Rulebook, Problem> parse_rulebook(std::string_view json) { return RulebookReader(json).read(); }

const Rulebook& built_in_rulebook() {
  // The unit tests hold that the built-in file has no problem.
  static const Rulebook book = std::get<Rulebook>(parse_rulebook(embedded::rulebook_2023_09_18));
  return book;
}

}  // namespace tspq
