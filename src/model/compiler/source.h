// The entity model as written in schema/*.yaml, every word with the line it stands on.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/schema.h"

namespace clew::model::compiler {

struct Word {
  std::string text;
  int line = 0;  // From 1.
};
using Words = std::vector<Word>;

struct PropertySource {
  Word name;
  std::string label;
  Type type = Type::string;
  std::optional<bool> matchable;  // Absent: as its type.
  bool hidden = false;
  bool deprecated = false;
  bool clew = false;
  std::string format;
  unsigned length_max = 0;
  Word range;
  Word reverse;
  std::string reverse_label;
};

struct EdgeSource {
  Word source;
  Word target;
  std::string label;
  bool directed = true;
  Words caption;
};

struct SchemaSource {
  std::string file;
  Word name;
  std::string label;
  std::string plural;
  std::string description;
  Words extends;
  bool abstract = false;
  bool matchable = true;
  bool hidden = false;
  bool deprecated = false;
  bool generated = false;
  bool clew = false;
  Words caption;
  Words featured;
  Words required;
  EdgeSource edge;
  Words start;
  Words end;
  std::vector<PropertySource> properties;
};

struct TopicSource {
  Word code;
  std::string label;
  bool risk = false;
};

struct ModelSource {
  std::map<std::string, SchemaSource> schemas;
  std::map<std::string, TopicSource> topics;
};

// Everything wrong, in the order found: "schema/Person.yaml:12: unknown type datum".
class Problems {
 public:
  void add(const std::string& file, int line, const std::string& text);
  bool empty() const { return lines_.empty(); }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

// Reads folder/*.yaml and folder/values/topics.yaml. What is wrong with the writing goes to `problems`;
// whether the schemas fit each other is asked by resolve().
ModelSource read_model(const std::filesystem::path& folder, Problems& problems);

}  // namespace clew::model::compiler
