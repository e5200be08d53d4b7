// Text to floating point, done by JavaScript. The C library's own works with 128-bit numbers in software and would be a twentieth of the module,
// for one use: the JSON parser reads a fraction before a sentence refuses it (the project's own numbers are exact, see tspq/decimal.h). The text is
// a JSON number then, which JavaScript reads alike, and ends where the number ends.

#include <emscripten/val.h>

#include <cstdlib>
#include <string>

extern "C" {

double strtod(const char* text, char** end) {
  const std::string digits = text;
  if (end) *end = const_cast<char*>(text) + digits.size();
  return emscripten::val::global("Number")(digits).as<double>();
}

// The library has the three in one file: were one of them taken from there, so would be the others.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return static_cast<long double>(strtod(text, end)); }

}
