// Test aid: files in FollowTheMoney's JSON, made from what they are to say.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <map>
#include <random>
#include <string>

#include "load/load.h"
#include "store/testing.h"

namespace clew::load {

// People whose statements FollowTheMoney's JSON can carry: no originals, no languages. From one version to
// the next some come, some go, some change.
inline store::Content some_people(std::mt19937_64& random, size_t people) {
  static const char* const kNames[] = {"Ivan Petrov", "Иван Петров",  "Anna Lind",
                                       "張偉",        "Omar al-Said", "Acme Ltd"};
  store::Content content;
  for (size_t i = 0; i < people; ++i) {
    if (random() % 4 == 0) continue;
    const std::string id = "p-" + std::to_string(i);
    auto& all = content[id];
    all.insert({"Person", "id", id});
    for (size_t j = random() % 5; j > 0; --j) {
      all.insert({"Person", random() % 2 ? "name" : "alias",
                  std::string(kNames[random() % 6]) + " " + std::to_string(random() % 9)});
    }
    if (random() % 2) all.insert({"Person", "birthDate", "19" + std::to_string(50 + random() % 40)});
  }
  return content;
}

inline std::string ftm_entity_json(const std::string& id, const std::set<store::Said>& all) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
  std::map<std::string, std::vector<std::string>> properties;
  for (const store::Said& said : all) {
    if (said.property != "id") properties[said.property].push_back(said.value);
  }
  out.StartObject();
  out.Key("id");
  out.String(id.c_str());
  out.Key("schema");
  out.String(all.begin()->schema.c_str());
  out.Key("properties");
  out.StartObject();
  for (const auto& [property, values] : properties) {
    out.Key(property.c_str());
    out.StartArray();
    for (const std::string& value : values) out.String(value.c_str());
    out.EndArray();
  }
  out.EndObject();
  out.EndObject();
  return buffer.GetString();
}

inline std::string ftm_lines(const store::Content& content) {
  std::string lines;
  for (const auto& [id, all] : content) lines += ftm_entity_json(id, all) + "\n";
  return lines;
}

inline LoadOptions options_for(const std::string& store, const std::string& file,
                               const std::string& published_on) {
  LoadOptions options;
  options.store = store;
  options.paths = {file};
  options.dataset = "list";
  options.published_on = published_on;
  options.threads = 1;
  return options;
}

}  // namespace clew::load
