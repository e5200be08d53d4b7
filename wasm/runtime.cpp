// Functions of the C and C++ runtime that the JSON library and the C++ library name, each for one small use. Their own
// ones would bring software for 128-bit floating point, for every form printf() knows and for looking up types: a tenth
// of the module.

#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

extern "C" {

double tspq_number(const char* text);  // see library.js

/// Text to floating point, done by JavaScript. The JSON parser reads a fraction before a sentence refuses it (the
/// project's own numbers are exact, see tspq/decimal.h). The text is a JSON number then, which JavaScript reads alike,
/// and ends where the number ends.
double strtod(const char* text, char** end) {
  if (end) *end = const_cast<char*>(text) + std::strlen(text);
  return tspq_number(text);
}

// The library has the three in one file: were one of them taken from there, so would be the others.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return static_cast<long double>(strtod(text, end)); }

/// Only what the JSON library asks for: plain text with characters as four digits, by %04x or %.4X.
int snprintf(char* out, std::size_t size, const char* format, ...) {
  std::va_list values;
  va_start(values, format);
  std::string text;
  for (; *format; ++format) {
    if (*format != '%') {
      text += *format;
      continue;
    }
    while (*format != 'x' && *format != 'X') ++format;
    const unsigned value = va_arg(values, unsigned);
    for (int shift = 12; shift >= 0; shift -= 4)
      text += (*format == 'x' ? "0123456789abcdef" : "0123456789ABCDEF")[value >> shift & 15U];
  }
  va_end(values);
  if (size > 0) out[text.copy(out, size - 1)] = '\0';
  return static_cast<int>(text.size());
}

/// Only what embind asks for: a name for a type it was told nothing of, for a complaint that this module gives no cause
/// for. Under both names by which a compiler may call it, it would bring all of printf(): 4.5 kB of the module.
int sprintf(char* out, const char*, ...) {
  *out = '\0';
  return 0;
}
int siprintf(char* out, const char*, ...) {
  *out = '\0';
  return 0;
}

/// What the C++ library calls before it gives up, as when memory has run out: to end is enough, as what it would print
/// nobody reads.
[[noreturn]] void abort_message(const char*, ...) { std::abort(); }

/// The tables of functions behind the descriptions of types that the libraries come with. With nothing thrown, caught
/// or cast nobody calls them, and theirs would bring what looks up a class among the bases of another: 2.4 kB of the
/// module. Weak, so that theirs win where something brings them anyhow.
[[gnu::weak]] const void* _ZTVN10__cxxabiv117__class_type_infoE[8];
[[gnu::weak]] const void* _ZTVN10__cxxabiv120__si_class_type_infoE[8];
[[gnu::weak]] const void* _ZTVN10__cxxabiv121__vmi_class_type_infoE[8];
}
