#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cassert>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace clew::base {

struct Sha256Stream::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr);
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

Sha256 Sha256Stream::finish() {
  Sha256 digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(state_->context, digest.data(), &length);
  assert(length == digest.size());
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Stream stream;
  stream.update(bytes);
  return stream.finish();
}

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string hex(const Sha256& digest) {
  return hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::string sha1_hex(std::string_view bytes) {
  char digest[EVP_MAX_MD_SIZE];
  size_t length = 0;
  [[maybe_unused]] const int ok = EVP_Q_digest(nullptr, "SHA1", nullptr, bytes.data(), bytes.size(),
                                               reinterpret_cast<unsigned char*>(digest), &length);
  assert(ok == 1 && length == 20);
  return hex(std::string_view(digest, length));
}

uint64_t hash64(std::string_view bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string hash_name(std::string_view bytes) {
  static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  __extension__ unsigned __int128 bits =
      (__extension__ static_cast<unsigned __int128>(hash.high64) << 64) | hash.low64;
  std::string name(16, 'a');
  for (char& letter : name) {
    letter = kAlphabet[static_cast<unsigned>(bits & 31)];
    bits >>= 5;
  }
  return name;
}

std::string random_bytes(size_t count) {
  std::string bytes(count, 0);
  [[maybe_unused]] const int ok =
      RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count));
  assert(ok == 1);
  return bytes;
}

}  // namespace clew::base
