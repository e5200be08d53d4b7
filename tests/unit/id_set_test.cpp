#include "tspq/id_set.h"

#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

Digest published(std::initializer_list<unsigned> bytes) {
  Digest digest;
  unsigned i = 0;
  for (const unsigned byte : bytes) {
    (i < 8 ? digest.low : digest.high) |= std::uint64_t{byte} << (i % 8 * 8);
    ++i;
  }
  return digest;
}

constexpr Digester::Key published_key = {0x0706050403020100, 0x0f0e0d0c0b0a0908};

}  // namespace

TEST_CASE("With two and four rounds the digest gives SipHash's published 128-bit vectors") {
  Digester none(published_key, 2, 4);
  CHECK(none.digest() ==
      published({0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02, 0x93}));
  Digester one(published_key, 2, 4);
  one.add(std::string_view("\0", 1));
  CHECK(one.digest() ==
      published({0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc, 0x45}));
}

TEST_CASE("The same text in any pieces gives the same digest, and another text another") {
  const std::string text = "The quick brown fox jumps over the lazy dog";
  Digester whole(published_key);
  whole.add(text);
  for (std::size_t piece = 1; piece < 20; ++piece) {
    Digester pieces(published_key);
    for (std::size_t at = 0; at < text.size(); at += piece) pieces.add(std::string_view(text).substr(at, piece));
    CHECK(pieces.digest() == whole.digest());
  }
  Digester other(published_key);
  other.add("The quick brown fox jumps over the lazy dot");
  CHECK_FALSE(other.digest() == whole.digest());
  Digester other_key({1, 2});
  other_key.add(text);
  CHECK_FALSE(other_key.digest() == whole.digest());
}

TEST_CASE("An id is new once; afterwards its entry knows the first place and the content") {
  IdSet ids;
  const Digest id{1, 2};
  IdSet::Entry& entry = ids.entry_of(id);
  CHECK(entry.first.file == IdSet::no_file);
  entry.content = 7;
  entry.first = {0, 5};
  const IdSet::Entry& again = ids.entry_of(id);
  CHECK(again.content == 7);
  CHECK(again.first.file == 0);
  CHECK(again.first.row == 5);
  CHECK(ids.entry_of({1, 3}).first.file == IdSet::no_file);
}

TEST_CASE("Forgetting the last file takes out its ids and no others, also when all ids fall into one place") {
  IdSet ids;
  for (std::uint64_t i = 0; i < 5'000; ++i) ids.entry_of({i, 42}).first = {static_cast<std::uint32_t>(i / 2'000), 0};
  CHECK(ids.size() == 5'000);
  ids.forget(2);
  CHECK(ids.size() == 4'000);
  for (std::uint64_t i = 0; i < 5'000; ++i) {
    IdSet::Entry& entry = ids.entry_of({i, 42});
    CHECK((entry.first.file == IdSet::no_file) == (i >= 4'000));
    entry.first = {9, 0};
  }
}

TEST_CASE(
    "To say which ids will be looked for changes nothing of what is found, whether they are there, new or others") {
  IdSet ids;
  std::vector<Digest> coming;
  ids.expect(coming);
  for (std::uint64_t i = 0; i < 3'000; ++i) {
    coming.push_back({i * 0x9E3779B97F4A7C15U, i % 40});  // many of them in one place
    if (i % 50 == 0) {
      ids.expect(coming);
      coming.clear();
    }
    IdSet::Entry& entry = ids.entry_of({i / 2 * 0x9E3779B97F4A7C15U, i / 2 % 40});
    REQUIRE((entry.first.file == IdSet::no_file) == (i % 2 == 0));
    entry.first = {0, static_cast<std::uint32_t>(i)};
  }
  CHECK(ids.size() == 1'500);
}

TEST_CASE("Two processes do not share a key") { CHECK(random_key() != random_key()); }

namespace {

/// How many places of a table of `slots` are looked at, all in all, until each of these ids has found a free one: the
/// work of a set without a key of its own.
std::size_t looks(const std::vector<std::string>& ids, const Digester::Key& key, std::size_t slots) {
  std::vector<bool> taken(slots);
  std::size_t looked = 0;
  for (const std::string& id : ids) {
    Digester digester(key);
    digester.add(id);
    std::size_t at = digester.digest().low % slots;
    for (++looked; taken[at]; at = (at + 1) % slots) ++looked;
    taken[at] = true;
  }
  return looked;
}

}  // namespace

TEST_CASE("Ids made to fall into one place under a known key cost no more than any others under another key") {
  constexpr std::size_t slots = 1024;
  constexpr std::size_t count = 512;
  const Digester::Key known{};
  std::vector<std::string> made;
  std::vector<std::string> plain;
  for (std::size_t i = 0; made.size() < count; ++i) {
    const std::string id = "S" + std::to_string(i);
    Digester digester(known);
    digester.add(id);
    if (plain.size() < count) plain.push_back(id);
    if (digester.digest().low % slots == 7) made.push_back(id);
  }
  REQUIRE(looks(made, known, slots) ==
      count * (count + 1) / 2);  // each looks at all before it: this is what a key prevents

  for (std::uint64_t i = 1; i <= 20; ++i) {
    const Digester::Key other = {i * 0x9E3779B97F4A7C15, ~i};
    INFO("key " << i);
    CHECK(looks(made, other, slots) <= 3 * looks(plain, other, slots));
  }
}
