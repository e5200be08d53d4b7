#include "tspq/byte_digest.h"

#include <random>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

constexpr Digester::Key key = {1, 2};

std::string some_bytes(std::size_t size) {
  std::mt19937 random(3);
  std::string bytes;
  while (bytes.size() < size) bytes += static_cast<char>(random());
  return bytes;
}

Digest digest_of(std::string_view bytes, std::size_t piece = 1 << 20, const Digester::Key& with = key) {
  ByteDigest digest(with);
  for (std::size_t at = 0; at < bytes.size(); at += piece) digest.add(bytes.substr(at, piece));
  return digest.digest();
}

}  // namespace

TEST_CASE("A file's digest does not depend on the pieces it comes in") {
  const std::string bytes = some_bytes(5'000);
  for (const std::size_t size : {0U, 1U, 1023U, 1024U, 1025U, 2048U, 5'000U})
    for (const std::size_t piece : {1U, 7U, 1023U, 1024U, 1025U, 3'000U})
      CHECK(digest_of(std::string_view(bytes).substr(0, size), piece) ==
          digest_of(std::string_view(bytes).substr(0, size)));
}

TEST_CASE("Any bit, any byte more or less, and another key give a file another digest") {
  const std::string bytes = some_bytes(3'000);
  std::set<std::uint64_t> seen = {digest_of(bytes).low};
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string other = bytes;
    other[at] = static_cast<char>(other[at] ^ (1 << at % 8));
    CHECK(seen.insert(digest_of(other).low).second);
  }
  CHECK(seen.insert(digest_of(bytes + '\0').low).second);
  CHECK(seen.insert(digest_of(std::string_view(bytes).substr(1)).low).second);
  CHECK(seen.insert(digest_of(bytes, 1 << 20, {1, 3}).low).second);
  CHECK(digest_of(std::string(1024, '\0')).low != digest_of(std::string(2048, '\0')).low);
}

TEST_CASE("Of every piece the digest says whether it is ASCII, wherever the byte that is not stands") {
  const std::string ascii(3'000, '\x7F');
  for (const std::size_t before : {0U, 1U, 1023U, 1024U, 1500U}) {
    for (std::size_t at = 0; at < ascii.size(); ++at) {
      std::string other = ascii;
      other[at] = '\x80';
      ByteDigest digest(key);
      const std::string earlier(before, '\xFF');
      CHECK(digest.add(earlier) == (before == 0));
      CHECK_FALSE(digest.add(other));
      CHECK(digest.add(ascii));
    }
  }
}

TEST_CASE("Two blocks that change places change the digest") {
  const std::string bytes = some_bytes(2'048);
  CHECK_FALSE(digest_of(bytes.substr(1024) + bytes.substr(0, 1024)) == digest_of(bytes));
  CHECK_FALSE(digest_of(bytes.substr(16, 16) + bytes.substr(0, 16) + bytes.substr(32)) == digest_of(bytes));
}
