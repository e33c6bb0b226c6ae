#include "prove/keys.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cassert>

#include "base/hash.h"

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
  OPENSSL_cleanse(seed.data(), seed.size());
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

namespace {

// One context a thread: fetching the algorithm costs more than a short message.
class Committer {
 public:
  Committer() : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(EVP_MAC_CTX_new(mac_)) {
    char sha256[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", sha256, 0),
                                     OSSL_PARAM_construct_end()};
    EVP_MAC_CTX_set_params(context_, parameters);
  }
  ~Committer() {
    EVP_MAC_CTX_free(context_);
    EVP_MAC_free(mac_);
  }
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  std::string commit(std::string_view salt, std::string_view payload) {
    std::string digest(32, '\0');
    size_t size = 0;
    const bool done = EVP_MAC_init(context_, unsigned_bytes(salt), salt.size(), nullptr) == 1 &&
                      EVP_MAC_update(context_, unsigned_bytes(payload), payload.size()) == 1 &&
                      EVP_MAC_final(context_, unsigned_bytes(digest), &size, digest.size()) == 1;
    assert(done && size == digest.size());
    return done ? digest : std::string();
  }

 private:
  EVP_MAC* mac_;
  EVP_MAC_CTX* context_;
};

}  // namespace

std::string commitment(std::string_view salt, std::string_view payload) {
  thread_local Committer one;
  // OpenSSL takes an absent key for "the one before"; a salt has 32 bytes, or nothing is committed to.
  return salt.empty() ? std::string() : one.commit(salt, payload);
}

}  // namespace clew::prove
