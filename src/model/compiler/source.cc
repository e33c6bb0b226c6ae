#include "model/compiler/source.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <set>

namespace clew::model::compiler {

void Problems::add(const std::string& file, int line, const std::string& text) {
  lines_.push_back(fmt::format("{}:{}: {}", file, line, text));
}

namespace {

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

using Take = std::function<void(const YAML::Node& value)>;
using Takes = std::map<std::string, Take>;

// Reads the YAML of one file and says what is wrong with it.
class Reader {
 public:
  Reader(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  void fail(const YAML::Node& node, const std::string& text) { problems_.add(file_, line_of(node), text); }
  const std::string& file() const { return file_; }

  // Calls `take` with key and value of each entry, in order; a key written twice is a problem.
  void each(const YAML::Node& map, const std::string& what,
            const std::function<void(const Word& key, const YAML::Node& value)>& take) {
    if (!map.IsMap()) return fail(map, what + " must be a list of keys and values");
    std::set<std::string> seen;
    for (const auto& entry : map) {
      const Word key{entry.first.as<std::string>(), line_of(entry.first)};
      if (!seen.insert(key.text).second) fail(entry.first, fmt::format("{} stands here twice", key.text));
      take(key, entry.second);
    }
  }

  void fields(const YAML::Node& map, const std::string& what, const Takes& takes) {
    each(map, what, [&](const Word& key, const YAML::Node& value) {
      const auto found = takes.find(key.text);
      if (found != takes.end()) return found->second(value);
      problems_.add(file_, key.line, fmt::format("{} has no key {}; known: {}", what, key.text, keys(takes)));
    });
  }

  Take into(std::string& text) {
    return [this, &text](const YAML::Node& value) { text = scalar(value); };
  }
  Take into(Word& word) {
    return [this, &word](const YAML::Node& value) { word = Word{scalar(value), line_of(value)}; };
  }
  Take into(bool& flag) {
    return [this, &flag](const YAML::Node& value) { flag = truth(value); };
  }
  Take into(std::optional<bool>& flag) {
    return [this, &flag](const YAML::Node& value) { flag = truth(value); };
  }
  Take into(unsigned& number) {
    return [this, &number](const YAML::Node& value) {
      if (!YAML::convert<unsigned>::decode(value, number)) fail(value, "must be a whole number");
    };
  }
  Take into(Type& type) {
    return [this, &type](const YAML::Node& value) {
      const auto found = find_type(scalar(value));
      if (!found) return fail(value, fmt::format("unknown type {}", scalar(value)));
      type = *found;
    };
  }
  Take into(Words& words) {
    return [this, &words](const YAML::Node& value) {
      if (!value.IsSequence()) return fail(value, "must be a list, such as [name, alias]");
      for (const auto& item : value) words.push_back(Word{scalar(item), line_of(item)});
    };
  }

 private:
  std::string scalar(const YAML::Node& value) {
    if (value.IsScalar()) return value.Scalar();
    fail(value, "must be one word or sentence");
    return {};
  }
  bool truth(const YAML::Node& value) {
    if (scalar(value) == "true") return true;
    if (scalar(value) != "false") fail(value, "must be true or false");
    return false;
  }
  static std::string keys(const Takes& takes) {
    std::vector<std::string> names;
    for (const auto& [name, take] : takes) names.push_back(name);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  std::string file_;
  Problems& problems_;
};

void read_reverse(Reader& reader, const YAML::Node& node, PropertySource& property) {
  bool hidden = false;  // FollowTheMoney's, for pages of its own; read and not kept.
  reader.fields(node, "reverse",
                {{"name", reader.into(property.reverse)},
                 {"label", reader.into(property.reverse_label)},
                 {"hidden", reader.into(hidden)}});
  if (property.reverse.text.empty()) reader.fail(node, "reverse has no name");
}

PropertySource read_property(Reader& reader, const Word& name, const YAML::Node& node) {
  PropertySource property;
  property.name = name;
  property.label = name.text;
  std::string description;  // For those who read the file.
  Words examples;
  reader.fields(node, "a property",
                {{"label", reader.into(property.label)},
                 {"type", reader.into(property.type)},
                 {"format", reader.into(property.format)},
                 {"maxLength", reader.into(property.length_max)},
                 {"matchable", reader.into(property.matchable)},
                 {"hidden", reader.into(property.hidden)},
                 {"deprecated", reader.into(property.deprecated)},
                 {"clew", reader.into(property.clew)},
                 {"range", reader.into(property.range)},
                 {"reverse", [&](const YAML::Node& value) { read_reverse(reader, value, property); }},
                 {"description", reader.into(description)},
                 {"examples", reader.into(examples)}});
  return property;
}

void read_properties(Reader& reader, const YAML::Node& node, SchemaSource& schema) {
  reader.each(node, "properties", [&](const Word& name, const YAML::Node& value) {
    schema.properties.push_back(read_property(reader, name, value));
  });
}

void read_edge(Reader& reader, const YAML::Node& node, EdgeSource& edge) {
  reader.fields(node, "edge",
                {{"source", reader.into(edge.source)},
                 {"target", reader.into(edge.target)},
                 {"label", reader.into(edge.label)},
                 {"directed", reader.into(edge.directed)},
                 {"caption", reader.into(edge.caption)}});
  if (edge.source.text.empty() || edge.target.text.empty()) reader.fail(node, "edge needs source and target");
}

void read_time(Reader& reader, const YAML::Node& node, SchemaSource& schema) {
  reader.fields(node, "temporalExtent",
                {{"start", reader.into(schema.start)}, {"end", reader.into(schema.end)}});
}

SchemaSource read_schema(Reader& reader, const Word& name, const YAML::Node& node) {
  SchemaSource schema;
  schema.file = reader.file();
  schema.name = name;
  schema.label = schema.plural = name.text;
  reader.fields(node, "a schema",
                {{"label", reader.into(schema.label)},
                 {"plural", reader.into(schema.plural)},
                 {"description", reader.into(schema.description)},
                 {"extends", reader.into(schema.extends)},
                 {"abstract", reader.into(schema.abstract)},
                 {"matchable", reader.into(schema.matchable)},
                 {"hidden", reader.into(schema.hidden)},
                 {"deprecated", reader.into(schema.deprecated)},
                 {"generated", reader.into(schema.generated)},
                 {"clew", reader.into(schema.clew)},
                 {"caption", reader.into(schema.caption)},
                 {"featured", reader.into(schema.featured)},
                 {"required", reader.into(schema.required)},
                 {"edge", [&](const YAML::Node& value) { read_edge(reader, value, schema.edge); }},
                 {"temporalExtent", [&](const YAML::Node& value) { read_time(reader, value, schema); }},
                 {"properties", [&](const YAML::Node& value) { read_properties(reader, value, schema); }}});
  return schema;
}

// Hands the document of `path` to `take`; a file that is no YAML becomes a problem.
void with_document(const std::filesystem::path& path, Problems& problems,
                   const std::function<void(Reader& reader, const YAML::Node& document)>& take) {
  Reader reader(path.string(), problems);
  try {
    take(reader, YAML::LoadFile(path.string()));
  } catch (const YAML::BadFile&) {
    problems.add(path.string(), 1, "cannot be opened");
  } catch (const YAML::Exception& error) {
    problems.add(path.string(), error.mark.line + 1, error.msg);
  }
}

void read_schema_file(const std::filesystem::path& path, ModelSource& model, Problems& problems) {
  with_document(path, problems, [&](Reader& reader, const YAML::Node& document) {
    reader.each(document, "a schema file", [&](const Word& name, const YAML::Node& node) {
      if (name.text != path.stem()) {
        problems.add(path.string(), name.line, fmt::format("{} belongs in {}.yaml", name.text, name.text));
      }
      model.schemas.emplace(name.text, read_schema(reader, name, node));
    });
  });
}

void read_topics(const std::filesystem::path& path, ModelSource& model, Problems& problems) {
  with_document(path, problems, [&](Reader& reader, const YAML::Node& document) {
    reader.each(document, "the topics", [&](const Word& code, const YAML::Node& node) {
      TopicSource topic{.code = code, .label = code.text};
      reader.fields(node, "a topic",
                    {{"label", reader.into(topic.label)}, {"risk", reader.into(topic.risk)}});
      model.topics.emplace(code.text, topic);
    });
  });
}

std::vector<std::filesystem::path> schema_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

ModelSource read_model(const std::filesystem::path& folder, Problems& problems) {
  ModelSource model;
  const auto files = schema_files(folder);
  if (files.empty()) problems.add(folder.string(), 1, "holds no schema (*.yaml)");
  for (const auto& file : files) read_schema_file(file, model, problems);
  const auto topics = folder / "values" / "topics.yaml";
  if (std::filesystem::exists(topics)) read_topics(topics, model, problems);
  return model;
}

}  // namespace clew::model::compiler
