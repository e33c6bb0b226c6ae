#include "prove/keys.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <cassert>

#include "base/hash.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeKey>;

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

std::string id_of(const PublicKey& key) { return base::hex(base::sha256(key.bytes)); }

bool verify(const PublicKey& key, std::string_view message, std::string_view signature) {
  if (signature.size() != kSignatureSize || key.bytes.size() != 32) return false;
  const Owned<EVP_PKEY> made(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(key.bytes), 32));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return made && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, made.get()) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(), unsigned_bytes(message),
                          message.size()) == 1;
}

struct SecretKey::State {
  Owned<EVP_PKEY> key;
};

SecretKey::SecretKey(std::unique_ptr<State> state) : state_(std::move(state)) {
  size_t size = 32;
  public_key_.bytes.resize(size);
  EVP_PKEY_get_raw_public_key(state_->key.get(), unsigned_bytes(public_key_.bytes), &size);
}
SecretKey::SecretKey(SecretKey&&) noexcept = default;
SecretKey& SecretKey::operator=(SecretKey&&) noexcept = default;
SecretKey::~SecretKey() = default;

SecretKey SecretKey::generate() {
  std::string seed = base::random_bytes(32);
  auto key = from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  assert(key);
  return std::move(*key);
}

base::Result<SecretKey> SecretKey::from_seed(std::string_view seed) {
  if (seed.size() != 32) return fail(ErrorKind::format, "a signing key has 32 bytes");
  auto state = std::make_unique<State>();
  state->key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(seed), 32));
  if (!state->key) return fail(ErrorKind::unsupported, "this OpenSSL has no Ed25519");
  return SecretKey(std::move(state));
}

std::string SecretKey::sign(std::string_view message) const {
  std::string signature(kSignatureSize, '\0');
  size_t size = signature.size();
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, state_->key.get());
  [[maybe_unused]] const int done = EVP_DigestSign(context.get(), unsigned_bytes(signature), &size,
                                                   unsigned_bytes(message), message.size());
  assert(done == 1 && size == kSignatureSize);
  return signature;
}

std::string SecretKey::seed() const {
  std::string seed(32, '\0');
  size_t size = seed.size();
  EVP_PKEY_get_raw_private_key(state_->key.get(), unsigned_bytes(seed), &size);
  return seed;
}

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

std::string commitment(std::string_view salt, std::string_view payload) {
  std::string digest(32, '\0');
  unsigned size = 0;
  HMAC(EVP_sha256(), salt.data(), static_cast<int>(salt.size()), unsigned_bytes(payload), payload.size(),
       unsigned_bytes(digest), &size);
  assert(size == digest.size());
  return digest;
}

}  // namespace clew::prove
