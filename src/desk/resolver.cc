#include "desk/resolver.h"

#include <fmt/core.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <simdjson.h>

#include <algorithm>

namespace clew::desk {
namespace {

ResolverLine malformed(Decision& decision, std::string what) {
  decision.why = std::move(what);
  return ResolverLine::malformed;
}

std::string_view text_at(const simdjson::dom::array& array, size_t at) {
  std::string_view text;
  return array.at(at).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int weight_of(std::string_view id) {
  if (id.starts_with("Q") && is_digits(id.substr(1))) return 3;
  return id.starts_with("NK-") ? 2 : 1;
}

bool has_judgement(std::string_view word, Judgement& judgement) {
  if (word == "positive") judgement = Judgement::same;
  if (word == "negative") judgement = Judgement::different;
  if (word == "unsure") judgement = Judgement::unsure;
  return word == "positive" || word == "negative" || word == "unsure";
}

// "2024-05-17T09:30:00.000000" as "2024-05-17T09:30:00Z".
std::string time_of(std::string_view text) {
  constexpr size_t kSeconds = 19;
  return text.size() < kSeconds ? std::string(text) : std::string(text.substr(0, kSeconds)) + "Z";
}

}  // namespace

ResolverLine read_resolver_line(std::string_view line, std::string_view origin, Decision& decision) {
  decision = {};
  thread_local simdjson::dom::parser parser;
  simdjson::dom::array array;
  if (parser.parse(line.data(), line.size()).get(array) != simdjson::SUCCESS)
    return malformed(decision, "no JSON array");
  if (array.size() < 3) return malformed(decision, "fewer than three values");
  const bool is_deleted = !text_at(array, 6).empty();
  const std::string_view word = text_at(array, 2);
  if (is_deleted || word == "no_judgement") return ResolverLine::none;
  if (!has_judgement(word, decision.judgement))
    return malformed(decision, "the judgement is none of positive, negative, unsure, no_judgement");
  decision.left = text_at(array, 0);
  decision.right = text_at(array, 1);
  if (decision.left.empty() || decision.right.empty() || decision.left == decision.right)
    return malformed(decision, "no two ids");
  decision.author = text_at(array, 4).empty() ? "unknown" : std::string(text_at(array, 4));
  decision.decided_at = time_of(text_at(array, 5));
  decision.origin = origin;
  decision.why = fmt::format("imported from {}", origin);
  put_in_order(decision);
  return ResolverLine::decision;
}

std::string resolver_line(const Decision& decision) {
  const auto key = [](const std::string& id) { return std::pair(weight_of(id), id); };
  const auto& [source, target] = std::minmax(decision.left, decision.right,
                                             [&](const auto& a, const auto& b) { return key(a) < key(b); });
  constexpr std::string_view kWords[] = {"positive", "negative", "unsure"};
  const std::string_view word = kWords[static_cast<size_t>(decision.judgement)];
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
  const auto put = [&](std::string_view text) {
    out.String(text.data(), static_cast<unsigned>(text.size()));
  };
  out.StartArray();
  put(target);
  put(source);
  put(word);
  out.Null();
  put(decision.author);
  put(fmt::format("{}.000000", std::string_view(decision.decided_at).substr(0, 19)));
  out.EndArray();
  return fmt::format("{}\n", std::string_view(buffer.GetString(), buffer.GetSize()));
}

}  // namespace clew::desk
