#include "prove/stamp.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <memory>

#include "base/hash.h"
#include "prove/merkle.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;

struct Free {
  void operator()(TS_REQ* p) const { TS_REQ_free(p); }
  void operator()(TS_MSG_IMPRINT* p) const { TS_MSG_IMPRINT_free(p); }
  void operator()(X509_ALGOR* p) const { X509_ALGOR_free(p); }
  void operator()(ASN1_INTEGER* p) const { ASN1_INTEGER_free(p); }
  void operator()(TS_RESP* p) const { TS_RESP_free(p); }
  void operator()(TS_VERIFY_CTX* p) const { TS_VERIFY_CTX_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509_STORE* p) const { X509_STORE_free(p); }
  void operator()(X509* p) const { X509_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

std::string time_text(const ASN1_GENERALIZEDTIME* time) {
  tm parts = {};
  char text[32] = "";
  if (ASN1_TIME_to_tm(time, &parts) == 1) strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string name_of(X509* certificate) {
  char text[256] = "";
  if (certificate != nullptr) X509_NAME_oneline(X509_get_subject_name(certificate), text, sizeof text);
  return text;
}

// The certificates of a PEM file; empty when there are none.
Owned<X509_STORE> store_of(std::string_view roots) {
  Owned<X509_STORE> store(X509_STORE_new());
  const Owned<BIO> bio(BIO_new_mem_buf(roots.data(), static_cast<int>(roots.size())));
  while (const Owned<X509> one{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
    X509_STORE_add_cert(store.get(), one.get());
  return store;
}

bool is_of(TS_RESP* response, const Hash& digest) {
  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(TS_RESP_get_tst_info(response));
  const ASN1_OCTET_STRING* hashed = TS_MSG_IMPRINT_get_msg(imprint);
  const std::string_view found(reinterpret_cast<const char*>(ASN1_STRING_get0_data(hashed)),
                               static_cast<size_t>(ASN1_STRING_length(hashed)));
  const ASN1_OBJECT* kind = nullptr;
  X509_ALGOR_get0(&kind, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  return OBJ_obj2nid(kind) == NID_sha256 && found == bytes_of(digest);
}

}  // namespace

std::string stamp_request(std::string_view bytes) {
  const Hash digest = base::sha256(bytes);
  const Owned<TS_REQ> request(TS_REQ_new());
  const Owned<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
  const Owned<X509_ALGOR> algorithm(X509_ALGOR_new());
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get());
  std::string copy(bytes_of(digest));
  TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(copy.data()),
                         static_cast<int>(copy.size()));
  TS_REQ_set_version(request.get(), 1);
  TS_REQ_set_msg_imprint(request.get(), imprint.get());
  TS_REQ_set_cert_req(request.get(), 1);
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(request.get(), &der);
  std::string out(reinterpret_cast<const char*>(der), size > 0 ? static_cast<size_t>(size) : 0);
  OPENSSL_free(der);
  return out;
}

base::Result<Stamp> read_stamp(std::string_view answer, std::string_view bytes, std::string_view roots) {
  const auto* at = reinterpret_cast<const unsigned char*>(answer.data());
  const auto* const end = at + answer.size();
  const Owned<TS_RESP> response(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
  if (!response || at != end || TS_RESP_get_tst_info(response.get()) == nullptr ||
      TS_RESP_get_token(response.get()) == nullptr)
    return fail(ErrorKind::format, "not the answer of a time stamp authority, or one that was refused");
  // DER has one spelling; what OpenSSL reads more widely is not let through.
  unsigned char* der = nullptr;
  const int size = i2d_TS_RESP(response.get(), &der);
  const std::string again(reinterpret_cast<const char*>(der), size > 0 ? static_cast<size_t>(size) : 0);
  OPENSSL_free(der);
  if (again != answer) return fail(ErrorKind::format, "the time stamp is not in its one spelling");
  if (!is_of(response.get(), base::sha256(bytes)))
    return fail(ErrorKind::corrupt, "the time stamp is of other bytes");

  const Owned<TS_VERIFY_CTX> context(TS_VERIFY_CTX_new());
  PKCS7* token = TS_RESP_get_token(response.get());
  STACK_OF(X509)* signers = PKCS7_get0_signers(token, nullptr, 0);
  X509* signer = signers == nullptr ? nullptr : sk_X509_value(signers, 0);
  const Stamp stamp{time_text(TS_TST_INFO_get_time(TS_RESP_get_tst_info(response.get()))), name_of(signer)};
  Owned<X509_STORE> store = store_of(roots);
  if (roots.empty() && signer != nullptr) {
    // Without roots the signer's certificate stands for itself.
    X509_STORE_add_cert(store.get(), signer);
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
  }
  sk_X509_free(signers);
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(context.get(), store.release());
  if (signer == nullptr || TS_RESP_verify_response(context.get(), response.get()) != 1)
    return fail(ErrorKind::corrupt, "the time stamp's signature is not that of the certificate in it");
  return stamp;
}

}  // namespace clew::prove
