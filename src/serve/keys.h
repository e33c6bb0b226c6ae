// Keys by which programs and people are known to the server: a file of hashes, never the keys themselves.
//
//   # name   role      Argon2id hash of the key (libsodium)
//   desk1    officer   $argon2id$v=19$m=65536,t=2,p=1$...
//
// A key is "NAME.SECRET": the name finds its line, so one hash is computed for a key that is not yet known.
// A key that was right is remembered by a keyed hash, so that later requests cost microseconds. Thread-safe.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/error.h"

namespace clew::serve {

class Keys {
 public:
  static base::Result<std::unique_ptr<Keys>> read(const std::string& path);

  struct Holder {
    std::string name, role;
  };
  // Nothing where the key is none of the file's. Costs some hundredths of a second where it is not known
  // yet; wrong keys of one name are refused without work for a second after one was wrong.
  std::optional<Holder> holder_of(std::string_view key);

 private:
  struct Line {
    std::string role, hash;
    std::string known;  // Keyed hash of the key that was right; empty until one was.
    int64_t refused_until = 0;
    std::mutex mutex;  // One key of a name is decided at a time: no queue of costly hashes.
  };
  std::map<std::string, std::unique_ptr<Line>, std::less<>> lines_;
  std::string memory_key_;
};

// A new key and the line of the file that lets it in.
struct NewKey {
  std::string key, line;
};
base::Result<NewKey> make_key(std::string_view name, std::string_view role);

}  // namespace clew::serve
