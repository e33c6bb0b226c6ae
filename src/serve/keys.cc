#include "serve/keys.h"

#include <fmt/core.h>
#include <sodium.h>

#include <chrono>
#include <sstream>

#include "base/disk.h"
#include "base/hash.h"

namespace clew::serve {
namespace {

constexpr size_t kSecretBytes = 24;
constexpr size_t kKeyMax = 200;

int64_t milliseconds_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

bool is_word(std::string_view text) {
  if (text.empty() || text.size() > 60) return false;
  for (const char c : text) {
    const bool is_fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         c == '-' || c == '_' || c == '@';
    if (!is_fine) return false;
  }
  return true;
}

std::string keyed_hash(std::string_view text, const std::string& key) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return hash;
}

}  // namespace

base::Result<std::unique_ptr<Keys>> Keys::read(const std::string& path) {
  if (sodium_init() < 0) return base::fail(base::ErrorKind::unsupported, "libsodium does not start");
  CLEW_TRY_ASSIGN(const std::string text, base::real_disk().read_file(path));
  auto keys = std::make_unique<Keys>();
  keys->memory_key_ = base::random_bytes(crypto_generichash_KEYBYTES);
  std::istringstream lines(text);
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream cells(line);
    std::string name, role, hash, rest;
    cells >> name >> role >> hash >> rest;
    if (name.empty() || name[0] == '#') continue;
    if (!is_word(name) || !is_word(role) || !hash.starts_with("$argon2id$") || !rest.empty()) {
      return base::fail(base::ErrorKind::format,
                        fmt::format("{}, line {}: NAME ROLE HASH is needed; clew serve-key NAME makes a line",
                                    path, number));
    }
    auto made = std::make_unique<Line>();
    made->role = role;
    made->hash = hash;
    if (!keys->lines_.emplace(name, std::move(made)).second)
      return base::fail(base::ErrorKind::format,
                        fmt::format("{}, line {}: {} is there twice", path, number, name));
  }
  if (keys->lines_.empty())
    return base::fail(base::ErrorKind::format,
                      fmt::format("{} holds no key; clew serve-key NAME makes one", path));
  return keys;
}

std::optional<Keys::Holder> Keys::holder_of(std::string_view key) {
  if (key.size() > kKeyMax) return std::nullopt;
  const std::string name(key.substr(0, key.find('.')));
  const auto found = lines_.find(name);
  if (found == lines_.end()) return std::nullopt;
  Line& line = *found->second;
  const std::lock_guard lock(line.mutex);
  const std::string given = keyed_hash(key, memory_key_);
  if (!line.known.empty() && sodium_memcmp(line.known.data(), given.data(), given.size()) == 0)
    return Holder{name, line.role};
  if (milliseconds_now() < line.refused_until) return std::nullopt;
  if (crypto_pwhash_str_verify(line.hash.c_str(), key.data(), key.size()) != 0) {
    line.refused_until = milliseconds_now() + 1000;
    return std::nullopt;
  }
  line.known = given;
  return Holder{name, line.role};
}

base::Result<NewKey> make_key(std::string_view name, std::string_view role) {
  if (!is_word(name) || !is_word(role))
    return base::fail(base::ErrorKind::usage, "a name and a role are letters, digits, - and _");
  if (sodium_init() < 0) return base::fail(base::ErrorKind::unsupported, "libsodium does not start");
  const std::string key =
      fmt::format("{}.{}", name, base::hex(std::string_view(base::random_bytes(kSecretBytes))));
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(hash.data(), key.data(), key.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return base::fail(base::ErrorKind::unsupported, "not enough memory to hash the key");
  hash.resize(hash.find('\0'));
  return NewKey{key, fmt::format("{} {} {}", name, role, hash)};
}

}  // namespace clew::serve
