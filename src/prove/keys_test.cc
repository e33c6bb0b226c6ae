#include "prove/keys.h"

#include <doctest/doctest.h>

#include "base/hash.h"
#include "prove/note.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

constexpr PassphraseCost kCheap = {.memory_bytes = 8192, .passes = 1};

TEST_CASE("Ed25519 agrees with RFC 8032, section 7.1, tests 1 and 2") {
  struct {
    const char *seed, *key, *message, *signature;
  } cases[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf"
       "5f0595b"
       "be24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2"
       "eaeb430"
       "2aeeb00d291612bb0c00"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.seed);
    const auto key = SecretKey::from_seed(*from_hex(c.seed));
    REQUIRE(key);
    CHECK(base::hex(key->public_key().bytes) == c.key);
    const std::string message = *from_hex(c.message);
    const std::string signature = key->sign(message);
    CHECK(base::hex(signature) == c.signature);
    CHECK(verify(key->public_key(), message, signature));
    CHECK_FALSE(verify(key->public_key(), message + "x", signature));
    CHECK_FALSE(verify(key->public_key(), message, signature.substr(1)));
  }
}

TEST_CASE("a commitment is HMAC-SHA-256, as in RFC 4231, test case 2") {
  CHECK(base::hex(commitment("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("a locked key opens with its passphrase and with no other, and not when it was damaged") {
  const SecretKey key = SecretKey::generate();
  const Value locked = lock(key, "correct horse", kCheap);
  const auto opened = unlock(locked, "correct horse");
  REQUIRE(opened);
  CHECK(opened->public_key() == key.public_key());
  CHECK_FALSE(unlock(locked, "correct horsE"));
  Value other = locked;
  other.set("public", base64(SecretKey::generate().public_key().bytes));
  CHECK_FALSE(unlock(other, "correct horse"));
  Value greedy = locked;
  Value argon = locked["argon2id"];
  greedy.set("argon2id", argon.set("memory", int64_t{1} << 40));
  CHECK_FALSE(unlock(greedy, "correct horse"));
}

TEST_CASE("a checkpoint is signed, cosigned, written and read back byte for byte") {
  const SecretKey log = SecretKey::generate(), witness = SecretKey::generate();
  const Checkpoint checkpoint{"arvenia.example/desk", 42, leaf_hash("x")};
  Note note{checkpoint_text(checkpoint), {}};
  sign_note(note, checkpoint.origin, log);
  cosign_note(note, "witness.example/w1", witness, 1679315147);
  const std::string bytes = write_note(note);
  const auto read = parse_note(bytes);
  REQUIRE(read);
  CHECK(write_note(*read) == bytes);
  CHECK(parse_checkpoint_text(read->text)->root == checkpoint.root);
  uint64_t when = 0;
  CHECK(is_signed_by(*read, {"arvenia.example/desk", log.public_key()}) == Signed::yes);
  CHECK(is_signed_by(*read, {"witness.example/w1", witness.public_key(), kCosignature}, &when) ==
        Signed::yes);
  CHECK(when == 1679315147);
  CHECK(is_signed_by(*read, {"witness.example/w1", log.public_key(), kCosignature}) == Signed::absent);
  Note forged = *read;
  forged.text.replace(forged.text.find("42"), 2, "43");
  CHECK(is_signed_by(forged, {"arvenia.example/desk", log.public_key()}) == Signed::no);
  const NamedKey named{"arvenia.example/desk", log.public_key()};
  CHECK(parse_vkey(vkey(named))->key == log.public_key());
}

TEST_CASE("the published example of a note verifies with its published key, and its vkey is spelled alike") {
  // From the specification of signed notes and the Go sum database's documentation.
  const auto key = parse_vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  REQUIRE(key);
  const std::string text =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n"
      "\n"
      "\xe2\x80\x94 PeterNeumann "
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const auto note = parse_note(text);
  REQUIRE(note);
  CHECK(is_signed_by(*note, *key) == Signed::yes);
}

TEST_CASE("a log proof is read back as written, and nothing else is taken for one") {
  const LogProof proof{"extra", 7, {leaf_hash("a"), leaf_hash("b")}, "origin\n1\nroot\n\n\xe2\x80\x94 x y\n"};
  const std::string bytes = write_log_proof(proof);
  const auto read = parse_log_proof(bytes);
  REQUIRE(read);
  CHECK(write_log_proof(*read) == bytes);
  CHECK(read->index == 7);
  CHECK(read->path == proof.path);
  for (const char* bad : {"", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nindex 07\n\n",
                          "c2sp.org/tlog-proof@v1\nindex 7\nxx\n\n", "c2sp.org/tlog-proof@v1\nindex 7\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_log_proof(bad));
  }
}

}  // namespace
}  // namespace clew::prove
