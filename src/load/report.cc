#include "load/report.h"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>

#include "read/text.h"

namespace clew::load {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

constexpr size_t kExampleBytes = 200;

std::string example(std::string_view words) { return std::string(read::shortened(words, kExampleBytes)); }

void write_text(Writer& out, const char* name, std::string_view text) {
  out.Key(name);
  out.String(text.data(), static_cast<unsigned>(text.size()));
}

void write_record(Writer& out, const model::Record& record) {
  out.Key("part");
  out.Uint(record.part);
  out.Key("line");
  out.Uint(record.line);
  out.Key("offset");
  out.Uint64(record.offset);
  out.Key("length");
  out.Uint(record.length);
}

void write_counts(Writer& out, const char* name, const std::map<std::string, uint64_t, std::less<>>& counts) {
  out.Key(name);
  out.StartObject();
  for (const auto& [key, count] : counts) {
    out.Key(key.c_str());
    out.Uint64(count);
  }
  out.EndObject();
}

uint64_t number(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsUint64() ? found->value.GetUint64() : 0;
}

std::string text(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

model::Record record_of(const rapidjson::Value& object) {
  return {.part = static_cast<uint32_t>(number(object, "part")),
          .line = static_cast<uint32_t>(number(object, "line")),
          .offset = number(object, "offset"),
          .length = static_cast<uint32_t>(number(object, "length"))};
}

template <class OnMember>
void for_members(const rapidjson::Value& object, const char* name, OnMember&& on_member) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsObject()) return;
  for (const auto& item : found->value.GetObject()) on_member(item.name.GetString(), item.value);
}

}  // namespace

void Report::add_issue(std::string_view kind, std::string_view words, const model::Record& record) {
  auto found = issue_counts.find(kind);
  if (found == issue_counts.end()) found = issue_counts.emplace(std::string(kind), 0).first;
  if (++found->second <= kQuotedPerKind) {
    issues.push_back({std::string(kind), example(words), record});
  }
}

void Report::add_not_mapped(std::string_view field, std::string_view value, const model::Record& record) {
  auto found = not_mapped.find(field);
  if (found == not_mapped.end()) {
    found = not_mapped.emplace(std::string(field), Unmapped{0, example(value), record}).first;
  }
  ++found->second.count;
}

void Report::merge(Report&& other) {
  for (const auto& [kind, count] : other.issue_counts) issue_counts[kind] += count;
  for (auto& issue : other.issues) issues.push_back(std::move(issue));
  for (auto& [field, unmapped] : other.not_mapped) {
    Unmapped& mine = not_mapped[field];
    if (mine.count == 0 || std::pair(unmapped.record.part, unmapped.record.offset) <
                               std::pair(mine.record.part, mine.record.offset)) {
      mine.example = unmapped.example;
      mine.record = unmapped.record;
    }
    mine.count += unmapped.count;
  }
  for (const auto& [property, count] : other.withheld) withheld[property] += count;
  // The same order whichever thread read what.
  std::stable_sort(issues.begin(), issues.end(), [](const model::Issue& a, const model::Issue& b) {
    return std::tuple(a.record.part, a.record.offset, std::string_view(a.kind)) <
           std::tuple(b.record.part, b.record.offset, std::string_view(b.kind));
  });
}

uint64_t Report::issue_count() const {
  uint64_t sum = 0;
  for (const auto& [kind, count] : issue_counts) sum += count;
  return sum;
}

uint64_t Report::lost_count() const {
  uint64_t sum = 0;
  for (const auto& [kind, count] : issue_counts) {
    const bool lost = kind.starts_with("malformed") || kind.starts_with("unknown-") ||
                      kind.starts_with("too-long") || kind.starts_with("broken");
    sum += lost ? count : 0;
  }
  return sum;
}

uint64_t Report::not_mapped_count() const {
  uint64_t sum = 0;
  for (const auto& [field, unmapped] : not_mapped) sum += unmapped.count;
  return sum;
}

std::string write_report(const Report& report) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.SetIndent(' ', 1);
  out.StartObject();
  write_counts(out, "issue_counts", report.issue_counts);
  out.Key("issues");
  out.StartArray();
  for (const model::Issue& issue : report.issues) {
    out.StartObject();
    write_text(out, "kind", issue.kind);
    write_text(out, "text", issue.text);
    write_record(out, issue.record);
    out.EndObject();
  }
  out.EndArray();
  out.Key("not_mapped");
  out.StartObject();
  for (const auto& [field, unmapped] : report.not_mapped) {
    out.Key(field.c_str());
    out.StartObject();
    out.Key("count");
    out.Uint64(unmapped.count);
    write_text(out, "example", unmapped.example);
    write_record(out, unmapped.record);
    out.EndObject();
  }
  out.EndObject();
  write_counts(out, "withheld", report.withheld);
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

Report read_report(std::string_view json) {
  Report report;
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return report;
  for_members(document, "issue_counts", [&](const char* kind, const rapidjson::Value& count) {
    report.issue_counts[kind] = count.IsUint64() ? count.GetUint64() : 0;
  });
  const auto issues = document.FindMember("issues");
  if (issues != document.MemberEnd() && issues->value.IsArray()) {
    for (const auto& issue : issues->value.GetArray()) {
      if (issue.IsObject())
        report.issues.push_back({text(issue, "kind"), text(issue, "text"), record_of(issue)});
    }
  }
  for_members(document, "not_mapped", [&](const char* field, const rapidjson::Value& item) {
    if (item.IsObject())
      report.not_mapped[field] = {number(item, "count"), text(item, "example"), record_of(item)};
  });
  for_members(document, "withheld", [&](const char* property, const rapidjson::Value& count) {
    report.withheld[property] = count.IsUint64() ? count.GetUint64() : 0;
  });
  return report;
}

}  // namespace clew::load
