// Hashes: SHA-256 where somebody may doubt us, XXH3 where only we look things up.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace clew::base {

using Sha256 = std::array<uint8_t, 32>;

// SHA-256 of bytes that arrive in pieces (OpenSSL).
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void update(std::string_view bytes);
  // Ends the stream; call once.
  Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Sha256 sha256(std::string_view bytes);

// 64 hexadecimal digits, lower case.
std::string hex(const Sha256& digest);
std::string hex(std::string_view bytes);

// SHA-1 as 40 hexadecimal digits (OpenSSL). Only for names that others compute so; it proves nothing.
std::string sha1_hex(std::string_view bytes);

// XXH3, 64 bits: fast, the same on every machine, no defence against an attacker who chooses the input.
uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

// 80 bits of XXH3-128 as 16 letters of RFC 4648 base32, lower case: names for things that have none.
// Among 10^8 names the chance that any two collide is under 1 in 10^8.
std::string hash_name(std::string_view bytes);

// Bytes nobody can foresee (OpenSSL).
std::string random_bytes(size_t count);

}  // namespace clew::base
