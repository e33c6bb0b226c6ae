// JSON to standard output, or to whoever runs a command in the program itself (cli/capture.h).
#pragma once

#include "base/json.h"
#include "cli/capture.h"

namespace clew::cli {

template <class Writer>
class PrintedJson : public base::BasicJson<Writer> {
 public:
  // Prints what was written, with a line end.
  void print() const { print_line(this->text()); }
};

using Json = PrintedJson<rapidjson::PrettyWriter<rapidjson::StringBuffer>>;
using JsonLine = PrintedJson<rapidjson::Writer<rapidjson::StringBuffer>>;

}  // namespace clew::cli
