#include "model/statement.h"

#include "base/hash.h"

namespace clew::model {

std::string_view to_string(Obtained obtained) {
  switch (obtained) {
    case Obtained::official: return "official";
    case Obtained::open: return "open";
    case Obtained::leak: return "leak";
    case Obtained::unknown: break;
  }
  return "unknown";
}

std::string link_id(std::string_view prefix, std::string_view kind, std::string_view from,
                    std::string_view to, std::string_view role, std::string_view start) {
  std::string key;
  key.reserve(kind.size() + from.size() + to.size() + role.size() + start.size() + 4);
  for (const std::string_view piece : {kind, from, to, role, start}) {
    key += piece;
    key += '\0';
  }
  std::string id(prefix);
  id += base::hash_name(key);
  return id;
}

}  // namespace clew::model
