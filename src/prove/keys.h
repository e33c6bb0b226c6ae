// Keys: who signs. Ed25519 (RFC 8032) by OpenSSL; at rest under a passphrase by Argon2id and
// XChaCha20-Poly1305 of libsodium.
//
//   id of a key = SHA-256 of its 32 public bytes, as 64 hexadecimal digits
//
// A locked key is a text anyone may copy: without the passphrase it is worth nothing. Pure; thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "prove/json.h"

namespace clew::prove {

// The 32 bytes that verify.
struct PublicKey {
  std::string bytes;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

std::string id_of(const PublicKey& key);
// The first 16 digits, for people.
inline std::string short_id(std::string_view id) { return std::string(id.substr(0, 16)); }

constexpr size_t kSignatureSize = 64;

bool verify(const PublicKey& key, std::string_view message, std::string_view signature);

// The bytes that sign; wiped when it goes.
class SecretKey {
 public:
  SecretKey(SecretKey&&) noexcept;
  SecretKey& operator=(SecretKey&&) noexcept;
  ~SecretKey();

  static SecretKey generate();
  // From the 32 bytes of seed().
  static base::Result<SecretKey> from_seed(std::string_view seed);

  std::string sign(std::string_view message) const;
  const PublicKey& public_key() const { return public_key_; }
  std::string seed() const;

 private:
  struct State;
  explicit SecretKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
  PublicKey public_key_;
};

// How hard guessing a passphrase is made: memory and passes of Argon2id.
struct PassphraseCost {
  uint64_t memory_bytes = 64u << 20;
  uint64_t passes = 3;
};

// {"format":"clew-key-1","public":...,"argon2id":{"memory","passes","salt"},"nonce":...,"box":...}
Value lock(const SecretKey& key, std::string_view passphrase, const PassphraseCost& cost = {});
// Fails on a wrong passphrase, and on a file that asks for more than 1 GiB of memory.
base::Result<SecretKey> unlock(const Value& locked, std::string_view passphrase);

// HMAC-SHA-256: a commitment to `payload` that tells nothing without the salt.
std::string commitment(std::string_view salt, std::string_view payload);

}  // namespace clew::prove
