// The files of the desk in the browser, held in memory: what is not in the folder when the server starts
// cannot be asked for, whatever the path.
#pragma once

#include <map>
#include <string>

#include "base/error.h"
#include "net/http.h"

namespace clew::serve {

class Files {
 public:
  // All files below the folder but those whose names begin with a dot; links are not followed.
  static base::Result<Files> of(const std::string& folder);

  // nullptr-like 404 is the caller's: nothing where there is no such file. "/" is index.html.
  std::optional<net::Response> answer(const net::Request& request) const;
  bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::string bytes, type, etag;
    bool is_forever = false;  // Its name holds a hash of its content: /assets/ as Vite writes it.
  };
  std::map<std::string, File> files_;
};

}  // namespace clew::serve
