// Keys at rest: Argon2id makes a key of the passphrase, XChaCha20-Poly1305 keeps the signing key under it.
#include <sodium.h>

#include <cassert>

#include "base/hash.h"
#include "prove/keys.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* unsigned_bytes(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

constexpr std::string_view kKeyFormat = "clew-key-1";
constexpr uint64_t kMemoryMax = uint64_t{1} << 30;
constexpr uint64_t kPassesMax = 64;

// The key that a passphrase gives; empty when memory is short.
std::string stretched(std::string_view passphrase, const std::string& salt, uint64_t memory,
                      uint64_t passes) {
  std::string key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, '\0');
  const int failed =
      crypto_pwhash(unsigned_bytes(key), key.size(), passphrase.data(), passphrase.size(),
                    unsigned_bytes(std::string_view(salt)), passes, memory, crypto_pwhash_ALG_ARGON2ID13);
  return failed != 0 ? std::string() : key;
}

}  // namespace

Value lock(const SecretKey& key, std::string_view passphrase, const PassphraseCost& cost) {
  const std::string salt = base::random_bytes(crypto_pwhash_SALTBYTES);
  const std::string nonce = base::random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  std::string wrapping = stretched(passphrase, salt, cost.memory_bytes, cost.passes);
  assert(!wrapping.empty());
  std::string seed = key.seed();
  std::string box(seed.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  const std::string& about = key.public_key().bytes;
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      unsigned_bytes(box), nullptr, unsigned_bytes(std::string_view(seed)), seed.size(),
      unsigned_bytes(std::string_view(about)), about.size(), nullptr, unsigned_bytes(std::string_view(nonce)),
      unsigned_bytes(std::string_view(wrapping)));
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(wrapping.data(), wrapping.size());
  Value argon;
  argon.set("memory", cost.memory_bytes).set("passes", cost.passes).set("salt", base64(salt));
  return Value()
      .set("format", kKeyFormat)
      .set("public", base64(about))
      .set("argon2id", argon)
      .set("nonce", base64(nonce))
      .set("box", base64(box));
}

base::Result<SecretKey> unlock(const Value& locked, std::string_view passphrase) {
  const auto salt = from_base64(locked["argon2id"]["salt"].text());
  const auto nonce = from_base64(locked["nonce"].text());
  const auto box = from_base64(locked["box"].text());
  const auto about = from_base64(locked["public"].text());
  const auto memory = static_cast<uint64_t>(locked["argon2id"]["memory"].number());
  const auto passes = static_cast<uint64_t>(locked["argon2id"]["passes"].number());
  if (locked["format"].text() != kKeyFormat || !salt || salt->size() != crypto_pwhash_SALTBYTES || !nonce ||
      nonce->size() != crypto_aead_xchacha20poly1305_ietf_NPUBBYTES || !about || !box ||
      box->size() != 32 + crypto_aead_xchacha20poly1305_ietf_ABYTES || memory > kMemoryMax ||
      passes > kPassesMax || memory < crypto_pwhash_MEMLIMIT_MIN || passes < 1) {
    return fail(ErrorKind::format, "not a locked key (clew-key-1), or one that asks for too much memory");
  }
  std::string wrapping = stretched(passphrase, *salt, memory, passes);
  if (wrapping.empty()) return fail(ErrorKind::unsupported, "not enough memory to unlock the key");
  std::string seed(32, '\0');
  const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
      unsigned_bytes(seed), nullptr, nullptr, unsigned_bytes(std::string_view(*box)), box->size(),
      unsigned_bytes(std::string_view(*about)), about->size(), unsigned_bytes(std::string_view(*nonce)),
      unsigned_bytes(std::string_view(wrapping)));
  sodium_memzero(wrapping.data(), wrapping.size());
  if (wrong != 0) return fail(ErrorKind::usage, "that is not the passphrase of this key");
  auto key = SecretKey::from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  if (key && key->public_key().bytes != *about) return fail(ErrorKind::corrupt, "the locked key is damaged");
  return key;
}

}  // namespace clew::prove
