#include "store/manifest.h"

#include <fmt/core.h>
#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "base/hash.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;
using Json = rapidjson::Value;

constexpr std::string_view kMagic = "clew-store 1 ";

// The members of each part of the manifest, named once: `visit` writes or reads them.
template <class Visit>
void members(Visit& visit, KeptSource& kept) {
  visit("sha256", kept.source.sha256);
  visit("from", kept.source.from);
  visit("published_on", kept.source.published_on);
  visit("loaded_at", kept.source.loaded_at);
  visit("obtained", kept.source.obtained);
  visit("size", kept.source.size);
  visit("kept", kept.kept);
  visit("file", kept.file);
  visit("redacted_sha256", kept.redacted_sha256);
}

template <class Visit>
void members(Visit& visit, Part& part) {
  visit("source", part.source);
  visit("member", part.member);
  visit("format", part.format);
}

template <class Visit>
void members(Visit& visit, Version& version) {
  visit("number", version.number);
  visit("name", version.name);
  visit("published_on", version.published_on);
  visit("loaded_at", version.loaded_at);
  visit("delta", version.delta);
  visit("statements", version.statements);
  visit("entities", version.entities);
  visit("links", version.links);
  visit("added", version.added);
  visit("ended", version.ended);
  visit("issues", version.issues);
  visit("not_mapped", version.not_mapped);
  visit("by_schema", version.by_schema);
  visit("report", version.report);
  visit("sources", version.sources);
}

template <class Visit>
void members(Visit& visit, Dataset& dataset) {
  visit("name", dataset.name);
  visit("title", dataset.title);
  visit("publisher", dataset.publisher);
  visit("licence", dataset.licence);
  visit("prefix", dataset.prefix);
  visit("versions", dataset.versions);
}

template <class Visit>
void members(Visit& visit, SegmentEntry& segment) {
  visit("file", segment.file);
  visit("dataset", segment.dataset);
  visit("version_first", segment.version_first);
  visit("version_last", segment.version_last);
  visit("bytes", segment.bytes);
  visit("rows", segment.rows);
  visit("entities", segment.entities);
}

template <class Visit>
void members(Visit& visit, Tombstone& tombstone) {
  visit("hashes", tombstone.hashes);
  visit("reason", tombstone.reason);
  visit("approver", tombstone.approver);
  visit("at", tombstone.at);
}

template <class Visit>
void members(Visit& visit, Manifest& manifest) {
  visit("generation", manifest.generation);
  visit("salt", manifest.salt);
  visit("sources", manifest.sources);
  visit("parts", manifest.parts);
  visit("datasets", manifest.datasets);
  visit("segments", manifest.segments);
  visit("tombstones", manifest.tombstones);
}

struct WriteMembers {
  Writer& out;

  template <class T>
  void operator()(const char* name, T& value) {
    out.Key(name);
    put(value);
  }
  void put(std::string& text) { out.String(text.data(), static_cast<unsigned>(text.size())); }
  void put(uint64_t& number) { out.Uint64(number); }
  void put(uint32_t& number) { out.Uint(number); }
  void put(bool& value) { out.Bool(value); }
  void put(model::Obtained& obtained) {
    std::string word(model::to_string(obtained));
    put(word);
  }
  void put(std::map<std::string, uint64_t>& map) {
    out.StartObject();
    for (auto& [name, count] : map) (*this)(name.c_str(), count);
    out.EndObject();
  }
  template <class T>
  void put(std::vector<T>& list) {
    out.StartArray();
    for (T& item : list) put(item);
    out.EndArray();
  }
  template <class T>
  void put(T& object) {
    out.StartObject();
    members(*this, object);
    out.EndObject();
  }
};

// What is absent or of another type stays as it was made.
struct ReadMembers {
  const Json& object;

  template <class T>
  void operator()(const char* name, T& value) {
    const auto found = object.FindMember(name);
    if (found != object.MemberEnd()) get(found->value, value);
  }
  static void get(const Json& json, std::string& text) {
    if (json.IsString()) text.assign(json.GetString(), json.GetStringLength());
  }
  static void get(const Json& json, uint64_t& number) {
    if (json.IsUint64()) number = json.GetUint64();
  }
  static void get(const Json& json, uint32_t& number) {
    if (json.IsUint()) number = json.GetUint();
  }
  static void get(const Json& json, bool& value) {
    if (json.IsBool()) value = json.GetBool();
  }
  static void get(const Json& json, model::Obtained& obtained) {
    std::string word;
    get(json, word);
    for (const auto way : {model::Obtained::official, model::Obtained::open, model::Obtained::leak}) {
      if (word == model::to_string(way)) obtained = way;
    }
  }
  static void get(const Json& json, std::map<std::string, uint64_t>& map) {
    if (!json.IsObject()) return;
    for (const auto& item : json.GetObject()) get(item.value, map[item.name.GetString()]);
  }
  template <class T>
  static void get(const Json& json, std::vector<T>& list) {
    if (!json.IsArray()) return;
    for (const Json& item : json.GetArray()) get(item, list.emplace_back());
  }
  template <class T>
  static void get(const Json& json, T& value) {
    if (!json.IsObject()) return;
    ReadMembers inner{json};
    members(inner, value);
  }
};

// Numbers that point into other lists must point inside them.
bool is_consistent(const Manifest& manifest) {
  for (const Part& part : manifest.parts) {
    if (part.source >= manifest.sources.size()) return false;
  }
  for (const SegmentEntry& segment : manifest.segments) {
    if (segment.dataset >= manifest.datasets.size()) return false;
  }
  for (const Dataset& dataset : manifest.datasets) {
    for (size_t i = 0; i < dataset.versions.size(); ++i) {
      if (dataset.versions[i].number != i + 1) return false;
    }
  }
  return true;
}

}  // namespace

const Dataset* Manifest::dataset(std::string_view name) const {
  for (const Dataset& candidate : datasets) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

std::string write_manifest(const Manifest& manifest) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.SetIndent(' ', 1);
  Manifest copy = manifest;  // Members are visited as they can be read into.
  WriteMembers{out}.put(copy);
  const std::string_view json(buffer.GetString(), buffer.GetSize());
  return fmt::format("{}{:016x}\n{}\n", kMagic, base::hash64(json), json);
}

Result<Manifest> read_manifest(std::string_view text, const std::string& path) {
  if (!text.starts_with("clew-store "))
    return fail(ErrorKind::format, fmt::format("{} is no manifest of a Clew store", path));
  if (!text.starts_with(kMagic)) {
    return fail(
        ErrorKind::unsupported,
        fmt::format("{} was written by another version of Clew; load its sources into a new store: clew load "
                    "FILE... --into NEW.clew",
                    path));
  }
  text.remove_prefix(kMagic.size());
  const bool has_checksum = text.size() > 18 && text[16] == '\n';
  if (!has_checksum ||
      text.substr(0, 16) != fmt::format("{:016x}", base::hash64(text.substr(17, text.size() - 18)))) {
    return fail(ErrorKind::corrupt, fmt::format("{} fails its checksum; restore it from a backup", path));
  }
  rapidjson::Document json;
  json.Parse(text.data() + 17, text.size() - 17);
  Manifest manifest;
  if (!json.HasParseError()) ReadMembers::get(json, manifest);
  if (json.HasParseError() || !is_consistent(manifest)) {
    return fail(ErrorKind::corrupt, fmt::format("{} contradicts itself; restore it from a backup", path));
  }
  return manifest;
}

}  // namespace clew::store
