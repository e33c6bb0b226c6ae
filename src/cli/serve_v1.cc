#include "cli/serve_v1.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/json.h"
#include "cli/capture.h"
#include "cli/commands.h"
#include "cli/customers.h"
#include "cli/screening.h"
#include "cli/view_flags.h"
#include "read/json_records.h"

namespace clew::cli {
namespace {

using net::Response;
using Question = serve::Asked;

// Gives a command its values from a request instead of from the command line.
class Values : public Flags {
 public:
  // By the flag's name as declared: "STORE", "--valid-on".
  std::map<std::string, std::vector<std::string>> given;
  std::string problem;

 protected:
  void bind(const Flag& flag, std::string& value) override {
    if (const auto* values = values_of(flag)) value = values->back();
  }
  void bind(const Flag& flag, std::vector<std::string>& value) override {
    if (const auto* values = values_of(flag)) value = *values;
  }
  void bind(const Flag& flag, bool& value) override {
    if (const auto* values = values_of(flag)) value = values->back() != "false" && values->back() != "0";
  }
  void bind(const Flag& flag, uint64_t& value) override { bind_number(flag, value); }
  void bind(const Flag& flag, double& value) override { bind_number(flag, value); }

 private:
  const std::vector<std::string>* values_of(const Flag& flag) const {
    const auto found = given.find(flag.name);
    return found == given.end() || found->second.empty() ? nullptr : &found->second;
  }
  template <class Number>
  void bind_number(const Flag& flag, Number& value) {
    const auto* values = values_of(flag);
    if (values == nullptr) return;
    const std::string& text = values->back();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      problem =
          fmt::format("{} needs a number", flag.name.starts_with("--") ? flag.name.substr(2) : flag.name);
  }
};

// How a route's parameters become a command's flags.
struct Passed {
  std::string parameter;  // Of the query.
  std::string flag;
};

struct CommandRoute {
  std::string method, pattern, summary;
  Run (*declare)(Flags& flags);
  std::vector<std::string> positionals;  // Flags that the path's values are, in order.
  std::vector<Passed> passed;
};

const std::vector<Passed> kView = {
    {"valid_on", "--valid-on"}, {"known_on", "--known-on"}, {"dataset", "--datasets"}};

std::vector<Passed> with_view(std::vector<Passed> passed) {
  passed.insert(passed.end(), kView.begin(), kView.end());
  return passed;
}

std::vector<CommandRoute> command_routes() {
  return {
      {"GET", "/v1/info", "what the store holds: clew info", declare_info, {}, {}},
      {"GET",
       "/v1/find",
       "entities by words of their names: clew find",
       declare_find,
       {},
       with_view({{"q", "NAME"}, {"limit", "--limit"}})},
      {"GET",
       "/v1/entities/{id}",
       "every value with its source: clew show",
       declare_show,
       {"ID"},
       with_view({})},
      {"GET",
       "/v1/entities/{id}/source",
       "the bytes behind a value: clew source",
       declare_source,
       {"ID"},
       with_view({{"field", "FIELD"}})},
      {"GET",
       "/v1/entities/{id}/links",
       "one step of links: clew links",
       declare_links,
       {"ID"},
       with_view({{"limit", "--limit"}})},
      {"GET",
       "/v1/entities/{id}/trace",
       "who is behind it: clew trace",
       declare_trace,
       {"COMPANY"},
       with_view({{"rule", "--rule"}})},
      {"GET",
       "/v1/entities/{id}/holdings",
       "what it stands behind: clew holdings",
       declare_holdings,
       {"HOLDER"},
       with_view({})},
      {"GET",
       "/v1/entities/{id}/flags",
       "questions that its links raise: clew flags",
       declare_flags,
       {"--about"},
       with_view({{"limit", "--limit"}})},
      {"GET",
       "/v1/paths",
       "how two are linked: clew path",
       declare_path,
       {},
       with_view({{"from", "FROM"},
                  {"to", "TO"},
                  {"k", "--k"},
                  {"during", "--during"},
                  {"roles", "--roles"},
                  {"at_any_time", "--at-any-time"},
                  {"through_hubs", "--through-hubs"},
                  {"in_order", "--in-order"}})},
      {"GET",
       "/v1/entities/{id}/chart.svg",
       "who is behind it, drawn: clew chart",
       declare_chart,
       {"COMPANY"},
       with_view({{"rule", "--rule"}, {"boxes", "--boxes"}, {"siblings", "--siblings"}})},
      {"GET",
       "/v1/flags",
       "questions that links raise: clew flags",
       declare_flags,
       {},
       with_view({{"limit", "--limit"}})},
  };
}

bool is_chart(const CommandRoute& route) { return route.declare == declare_chart; }

void give(Values& values, const CommandRoute& route, const Question& asked, const std::string& store) {
  values.given["STORE"] = {store};
  values.given["--json"] = {"true"};
  if (is_chart(route)) values.given["--output"] = {"chart.svg"};
  for (size_t i = 0; i < route.positionals.size(); ++i)
    values.given[route.positionals[i]] = {asked.values[i]};
  for (const Passed& passed : route.passed) {
    if (auto all = asked.request.query.all(passed.parameter); !all.empty())
      values.given[passed.flag] = std::move(all);
  }
}

// A required value that no parameter gave.
std::string missing(const Values& values, const CommandRoute& route) {
  for (const Flag& flag : values.declared()) {
    if (!flag.required || values.given.contains(flag.name)) continue;
    for (const Passed& passed : route.passed) {
      if (passed.flag == flag.name) return passed.parameter;
    }
  }
  return {};
}

Response run_command(const CommandRoute& route, const Question& asked, const std::string& store) {
  Values values;
  give(values, route, asked, store);
  const Run run = route.declare(values);
  if (const std::string name = missing(values, route); !name.empty())
    return serve::invalid({"query", name}, "missing", "Field required");
  if (!values.problem.empty()) return serve::invalid({"query"}, "int_parsing", values.problem);
  Capture capture;
  run();
  if (capture.error) return serve::problem_of(*capture.error);
  Response response = net::json_response(200, std::move(capture.json));
  if (!is_chart(route)) return response;
  response.content_type = "image/svg+xml";
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
  return response;
}

// The words of a search in the body: in no address, so in no log on the way.
Response find_posted(const Question& asked, const std::string& store) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element body;
  simdjson::dom::object object;
  if (parser.parse(asked.request.body).get(body) != simdjson::SUCCESS ||
      body.get(object) != simdjson::SUCCESS)
    return serve::invalid({"body"}, "json_invalid", "a JSON object with q is needed");
  std::string query;
  const auto add = [&](std::string_view key, const simdjson::dom::element& value) {
    std::string buffer;
    query +=
        fmt::format("&{}={}", net::percent_encoded(key), net::percent_encoded(read::text_of(value, buffer)));
  };
  for (const auto& [key, value] : object) {
    if (simdjson::dom::array values; value.get(values) == simdjson::SUCCESS) {
      for (const simdjson::dom::element one : values) add(key, one);
    } else {
      add(key, value);
    }
  }
  net::Request request = asked.request;
  request.query = net::Parameters::parse(query).value_or(net::Parameters());
  for (const CommandRoute& route : command_routes()) {
    if (route.pattern == "/v1/find") return run_command(route, {request, {}, asked.snapshot}, store);
  }
  return serve::problem(404, "Not Found");
}

// Bytes as a file that lies in memory alone, for a command that reads a file.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("body", MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) break;
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    is_whole_ = descriptor_ >= 0 && bytes.empty();
  }
  MemoryFile(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  bool is_whole() const { return is_whole_; }
  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_;
  bool is_whole_ = false;
};

// {"html": "..."}: the page is read as clew read-page does, and kept nowhere.
Response page_posted(const Question& asked, const std::string& store) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element body;
  std::string_view html;
  if (parser.parse(asked.request.body).get(body) != simdjson::SUCCESS ||
      body["html"].get(html) != simdjson::SUCCESS)
    return serve::invalid({"body", "html"}, "missing", "Field required");
  const MemoryFile file(html);
  if (!file.is_whole()) return serve::problem(503, "no memory for the page; try again in a moment");
  Values values;
  values.given = {{"FILE", {file.path()}}, {"--store", {store}}, {"--json", {"true"}}};
  const Run run = declare_read_page(values);
  Capture capture;
  run();
  if (capture.error) return serve::problem_of(*capture.error);
  return net::json_response(200, std::move(capture.json));
}

// --- Requests to another state ---------------------------------------------------------------------------

constexpr size_t kRequestBytes = 1 << 20;

struct RequestRoute {
  std::string pattern, summary;
  Run (*declare)(Flags& flags);
  std::vector<Passed> passed;
};

std::vector<RequestRoute> request_routes() {
  return {{"/v1/requests/check",
           "the sheet of the request in the body: clew ask check",
           declare_ask_check,
           {{"as", "--as"},
            {"format", "--format"},
            {"outgoing", "--outgoing"},
            {"profile", "--profile"},
            {"on", "--on"},
            {"all", "--all"}}},
          {"/v1/requests/draft",
           "the request in the body as a letter: clew ask draft",
           declare_ask_draft,
           {{"format", "--format"}}},
          {"/v1/requests/timeline",
           "the days of the request in the body: clew ask timeline",
           declare_ask_timeline,
           {}}};
}

// The first value that is none of those its flag offers: that parameter, and those.
std::optional<Response> wrong_choice(const Values& values, const std::vector<Passed>& passed) {
  for (const Passed& one : passed) {
    const auto given = values.given.find(one.flag);
    const auto flag = std::ranges::find(values.declared(), one.flag, &Flag::name);
    if (given == values.given.end() || flag == values.declared().end() || flag->choices.empty()) continue;
    if (std::ranges::find(flag->choices, given->second.back()) == flag->choices.end())
      return serve::invalid({"query", one.parameter}, "enum",
                            fmt::format("one of {}", fmt::join(flag->choices, ", ")));
  }
  return std::nullopt;
}

void set_kind(Response& response, const std::string& format) {
  if (format == "text" || format == "brief") response.content_type = "text/plain; charset=utf-8";
  if (format == "pdf") response.content_type = "application/pdf";
  if (format != "html") return;
  response.content_type = "text/html; charset=utf-8";
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox");
}

// The letter, and what is missing or was left out of it.
std::string draft_json(const Capture& capture) {
  base::JsonLine json;
  json.open();
  json.member("draft", std::string_view(capture.json));
  json.key("notes").open_list();
  for (size_t at = 0; at < capture.notes.size();) {
    const size_t end = capture.notes.find('\n', at);
    json.value(std::string_view(capture.notes).substr(at, end - at));
    at = end + 1;
  }
  json.close_list();
  json.close();
  return std::string(json.text());
}

// The body is read from memory and kept nowhere; it is in no log.
Response answer_request(const RequestRoute& route, const Question& asked) {
  if (asked.request.body.size() > kRequestBytes)
    return serve::problem(413, fmt::format("a request has at most {} bytes", kRequestBytes));
  Values values;
  values.given = {{"REQUEST", {"request"}}, {"--json", {"true"}}};
  if (route.declare == declare_ask_check) values.given["--format"] = {"json"};
  for (const Passed& passed : route.passed) {
    if (auto all = asked.request.query.all(passed.parameter); !all.empty())
      values.given[passed.flag] = std::move(all);
  }
  const Run run = route.declare(values);
  if (auto refusal = wrong_choice(values, route.passed)) return std::move(*refusal);
  Capture capture;
  capture.input = asked.request.body;
  run();
  if (capture.error &&
      (capture.error->kind == base::ErrorKind::usage || capture.error->kind == base::ErrorKind::format))
    return serve::invalid({"body"}, "request", capture.error->message);
  if (capture.error) return serve::problem_of(*capture.error);
  const auto format = values.given.find("--format");
  if (format == values.given.end() && route.declare == declare_ask_draft) capture.json = draft_json(capture);
  Response response = net::json_response(200, std::move(capture.json));
  if (format != values.given.end()) set_kind(response, format->second.back());
  return response;
}

// --- Screening in bulk ----------------------------------------------------------------------------------

// Rows of a body, answered a block at a time as the client takes them.
class Bulk {
 public:
  Bulk(serve::House& house, Screener screener, std::string body, std::string schema)
      : house_(house), screener_(std::move(screener)), body_(std::move(body)), schema_(std::move(schema)) {}

  bool next(std::string& piece) {
    constexpr size_t kBlock = 64;
    for (size_t done = 0; done < kBlock; ++done) {
      const size_t end = std::min(body_.find('\n', at_), body_.size());
      if (at_ >= body_.size()) return false;
      const std::string_view line = std::string_view(body_).substr(at_, end - at_);
      at_ = end + 1;
      ++line_;
      if (line.find_first_not_of(" \t\r") != line.npos) answer(line, piece);
    }
    return at_ < body_.size();
  }

 private:
  void answer(std::string_view line, std::string& piece) {
    const CustomerRow row = row_of_json(line);
    const Customer customer = customer_of(screener_.list().tables(), schema_, row);
    Asked asked;
    asked.row = ++row_;
    asked.line = line_;
    asked.subject = &customer.subject;
    asked.id = row.id();
    asked.record_hash = row.record_hash();
    JsonLine json;
    json.open();
    const auto answer = customer.problem.empty() ? screener_.answer(asked) : Answer();
    write_answer(json, asked, answer, screener_, customer.problem, Fullness::brief);
    json.close();
    piece += json.text();
    piece += '\n';
    house_.figures.screened(1);
    for (const Alert& alert : answer.results) {
      const screen::Listed& listed = *alert.hit.listed;
      house_.figures.hit({listed.datasets, listed.subject.schema, listed.subject.countries});
    }
  }

  serve::House& house_;
  Screener screener_;
  std::string body_, schema_;
  size_t at_ = 0;
  uint64_t row_ = 0, line_ = 0;
};

Response screen_bulk(serve::House& house, const Question& asked, const std::string& store) {
  ScreenFlags flags;
  flags.view.store = store;
  const auto& query = asked.request.query;
  flags.view.view.valid_on = query.get("valid_on");
  flags.view.view.known_on = query.get("known_on");
  flags.view.view.datasets = query.all("dataset");
  flags.topics = query.all("topic");
  flags.listed_schemas = query.all("listed_schema");
  flags.listed_countries = query.all("listed_country");
  const auto limit = serve::number_asked(asked.request, "limit", 10, {.least = 1, .most = 500});
  if (!limit) return limit.error();
  const auto score = serve::share_asked(asked.request, "score_min", 0);
  if (!score) return score.error();
  flags.limit = *limit;
  flags.score_min = *score;
  auto screener = Screener::open(flags);
  if (!screener) return serve::problem_of(screener.error());
  auto bulk = std::make_shared<Bulk>(house, std::move(*screener), asked.request.body,
                                     std::string(query.get("schema", "Person")));
  Response response;
  response.content_type = "application/x-ndjson";
  response.stream = net::Stream{.next = [bulk](std::string& piece) { return bulk->next(piece); }};
  return response;
}

}  // namespace

match::Subject subject_of_fields(const clean::Tables& tables, std::string_view schema,
                                 const std::vector<serve::Field>& fields) {
  CustomerRow row;
  for (const auto& [property, value] : fields) row.fields.push_back({property, value});
  return customer_of(tables, schema, row).subject;
}

void add_v1_routes(serve::Router& router, serve::House& house, const std::string& store) {
  for (CommandRoute& route : command_routes()) {
    router.add({route.method, route.pattern, route.summary,
                [route, store](const Question& asked) { return run_command(route, asked, store); }, true});
  }
  router.add({"POST", "/v1/find", "the same with the words in the body",
              [store](const Question& asked) { return find_posted(asked, store); }, true});
  router.add({"POST", "/v1/pages", "a saved page: its story, who is named, who they could be: clew read-page",
              [store](const Question& asked) { return page_posted(asked, store); }, true});
  for (RequestRoute& route : request_routes()) {
    router.add({"POST", route.pattern, route.summary,
                [route](const Question& asked) { return answer_request(route, asked); }, true});
  }
  router.add({"POST", "/v1/screen", "customers as JSON lines, answers as JSON lines: clew screen",
              [&house, store](const Question& asked) { return screen_bulk(house, asked, store); }, true});
}

}  // namespace clew::cli
