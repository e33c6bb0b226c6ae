// clew decide, clew decisions: what people decide of two records, kept beside the store.
#include <fmt/core.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include "base/clock.h"
#include "base/disk.h"
#include "cli/commands.h"
#include "cli/customers.h"
#include "cli/json.h"
#include "cli/rulings.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "desk/resolver.h"
#include "read/lines.h"
#include "read/text.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct DecideOptions {
  std::string store, left, right, judgement, why, author, expires, customers;
  std::vector<std::string> maps;
  bool json = false;
};

struct ListOptions {
  std::string store, file, output;
  bool json = false;
};

// A record that is decided of: its id, what it is called, and what it states now.
struct Meant {
  std::string id, caption, hash;
};

Result<std::optional<Meant>> customer_meant(const DecideOptions& options, std::string_view id) {
  if (options.customers.empty()) return std::nullopt;
  CLEW_TRY_ASSIGN(CustomerReader reader, CustomerReader::open(options.customers, options.maps));
  CustomerRow row;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_row, reader.next(row));
    if (!has_row) return std::nullopt;
    if (row.id() != id) continue;
    std::string name;
    for (const Field& field : row.fields) {
      if (name.empty() && field.property == "name") name = field.value;
    }
    return Meant{std::string(id), fmt::format("{}, line {}: {}", options.customers, row.line, fit(name, 60)),
                 row.record_hash()};
  }
}

Result<Meant> record_meant(const DecideOptions& options, const store::Store& store, const Records& records,
                           const std::string& id) {
  CLEW_TRY_ASSIGN(auto customer, customer_meant(options, id));
  if (customer) return std::move(*customer);
  CLEW_TRY_ASSIGN(const auto ids, store.resolve_id(id));
  if (ids.empty()) {
    return fail(ErrorKind::not_found,
                fmt::format("no entity {} in {}{}", id, store.path(),
                            options.customers.empty()
                                ? "; if it is a customer's, name the file: --customers FILE"
                                : fmt::format(", and no customer of that id in {}", options.customers)));
  }
  CLEW_TRY_ASSIGN(const store::Entity entity, entity_meant(store, id, {}));
  CLEW_TRY_ASSIGN(auto hash, records.hash(entity.id));
  return Meant{entity.id, fit(entity.caption(), 60), hash ? *hash : ""};
}

std::string author_of(const std::string& told) {
  if (!told.empty()) return told;
  const passwd* user = getpwuid(geteuid());
  return user == nullptr ? "" : user->pw_name;
}

Result<desk::Decision> decision_asked(const DecideOptions& options) {
  desk::Decision decision;
  const auto judgement = desk::read_judgement(options.judgement);
  if (!judgement)
    return fail(ErrorKind::usage, fmt::format("{} is no decision; write same, different or unsure",
                                              fit(options.judgement, 30)));
  decision.judgement = *judgement;
  decision.why = std::string(read::trim(options.why));
  if (decision.why.empty()) return fail(ErrorKind::usage, "a decision needs its reason: --why \"...\"");
  decision.author = author_of(options.author);
  if (decision.author.empty()) return fail(ErrorKind::usage, "who decides? --author NAME");
  decision.decided_at = base::iso_time(base::now());
  decision.expires_on = options.expires;
  constexpr size_t kDayLength = 10;
  if (!options.expires.empty() && (options.expires.size() != kDayLength || !is_iso_date(options.expires)))
    return fail(ErrorKind::usage,
                fmt::format("--expires {}: write a day, as 2027-01-31", fit(options.expires, 30)));
  if (!options.expires.empty() && options.expires <= decision.decided_at.substr(0, kDayLength))
    return fail(ErrorKind::usage, fmt::format("--expires {}: that day has come already", options.expires));
  return decision;
}

void print_decision(const desk::Decision& decision, const Meant& left, const Meant& right,
                    const std::string& desk) {
  fmt::print("{}  {}\n{}  {}\n", left.id, left.caption, right.id, right.caption);
  fmt::print("{}\nkept in {}\n", ruling_words({decision, Standing::holds, ""}), desk);
}

template <class AnyJson>
void write_one(AnyJson& json, const desk::Decision& decision, int64_t last = 0) {
  json.open();
  if (decision.number != 0) json.member("number", decision.number);
  json.member("left", decision.left);
  json.member("right", decision.right);
  json.member("judgement", desk::to_string(decision.judgement));
  json.member("why", decision.why);
  json.member("author", decision.author);
  json.member("decided_at", decision.decided_at);
  json.member("expires_on", decision.expires_on);
  json.member("left_hash", decision.left_hash);
  json.member("right_hash", decision.right_hash);
  json.member("origin", decision.origin);
  if (last != 0 && last != decision.number) json.member("overruled_by", last);
  json.close();
}

Result<int> run_decide(const DecideOptions& options) {
  CLEW_TRY_ASSIGN(desk::Decision decision, decision_asked(options));
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.store));
  CLEW_TRY_ASSIGN(const Records records, Records::open(store));
  CLEW_TRY_ASSIGN(const Meant left, record_meant(options, store, records, options.left));
  CLEW_TRY_ASSIGN(const Meant right, record_meant(options, store, records, options.right));
  if (left.id == right.id)
    return fail(ErrorKind::usage, fmt::format("{} is one record; a decision is of two", left.id));
  decision.left = left.id;
  decision.right = right.id;
  decision.left_hash = left.hash;
  decision.right_hash = right.hash;
  const std::string folder = desk_of(options.store);
  CLEW_TRY_ASSIGN(desk::Database database, desk::Database::open(folder, desk::Access::create));
  CLEW_TRY(desk::keep(database, {decision}));
  if (options.json) {
    desk::put_in_order(decision);
    Json json;
    write_one(json, decision);
    json.print();
  } else {
    print_decision(decision, left, right, folder);
  }
  return kDone;
}

Result<desk::Database> existing_desk(const std::string& store) {
  const std::string folder = desk_of(store);
  if (!base::exists(folder))
    return fail(ErrorKind::not_found, fmt::format("there is no desk {}: nothing was decided yet", folder));
  return desk::Database::open(folder, desk::Access::write);
}

std::string standing_words(const desk::Decision& one, const desk::Decision& last) {
  if (last.number != one.number) return fmt::format("overruled by {}", last.number);
  const bool is_over = !one.expires_on.empty() && one.expires_on <= base::iso_day(base::now());
  return is_over ? "ran out" : "yes";
}

Result<int> run_list(const ListOptions& options) {
  CLEW_TRY_ASSIGN(desk::Database database, existing_desk(options.store));
  CLEW_TRY_ASSIGN(const auto all, desk::all_decisions(database));
  const desk::Decisions decisions(all);
  if (options.json) {
    for (const desk::Decision& one : all) {
      JsonLine json;
      write_one(json, one, decisions.direct(one.left, one.right)->number);
      json.print();
    }
    return kDone;
  }
  Table table({">no", "of", "and", "decided", "by", "on", "until", "stands", "why"});
  for (const desk::Decision& one : all) {
    table.add({fmt::format("{}", one.number), one.left, one.right,
               std::string(desk::to_string(one.judgement)), one.author, one.decided_at.substr(0, 10),
               one.expires_on, standing_words(one, *decisions.direct(one.left, one.right)), one.why});
  }
  table.print();
  return kDone;
}

struct Import {
  std::vector<desk::Decision> decisions;
  uint64_t passed_over = 0, malformed = 0;
};

Result<Import> read_resolver_file(const std::string& path) {
  CLEW_TRY_ASSIGN(auto stream, open_customers(path, {}));
  read::LineReader reader(*stream, 0);
  read::Line line;
  Import import;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_line, reader.next(line));
    if (!has_line) return import;
    if (read::trim(line.text).empty()) continue;
    desk::Decision decision;
    const auto what = desk::read_resolver_line(line.text, path, decision);
    if (what == desk::ResolverLine::decision) import.decisions.push_back(std::move(decision));
    if (what == desk::ResolverLine::none) ++import.passed_over;
    if (what == desk::ResolverLine::malformed) {
      fmt::print(stderr, "{}:{}: {}; passed over\n", path, line.record.line, decision.why);
      ++import.malformed;
    }
  }
}

// What the desk says already is not said again, so that a file can be imported twice.
void leave_out_known(Import& import, const desk::Decisions& known) {
  const size_t before = import.decisions.size();
  std::erase_if(import.decisions, [&](const desk::Decision& one) {
    const desk::Decision* kept = known.direct(one.left, one.right);
    return kept != nullptr && kept->decided_at >= one.decided_at;
  });
  import.passed_over += before - import.decisions.size();
}

Result<int> run_import(const ListOptions& options) {
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.store));
  CLEW_TRY_ASSIGN(Import import, read_resolver_file(options.file));
  const std::string folder = desk_of(options.store);
  CLEW_TRY_ASSIGN(desk::Database database, desk::Database::open(folder, desk::Access::create));
  CLEW_TRY_ASSIGN(auto known, desk::all_decisions(database));
  leave_out_known(import, desk::Decisions(std::move(known)));
  CLEW_TRY(desk::keep(database, import.decisions));
  fmt::print("{} decisions taken into {}, {} passed over (no judgement, deleted, or known), {} malformed\n",
             with_commas(import.decisions.size()), folder, with_commas(import.passed_over),
             with_commas(import.malformed));
  return import.malformed > 0 ? kDoneWithLosses : kDone;
}

Result<int> run_export(const ListOptions& options) {
  CLEW_TRY_ASSIGN(desk::Database database, existing_desk(options.store));
  CLEW_TRY_ASSIGN(auto all, desk::all_decisions(database));
  std::string text;
  const desk::Decisions decisions(std::move(all));
  for (const desk::Decision& one : decisions.kept()) text += desk::resolver_line(one);
  if (options.output.empty()) {
    fmt::print("{}", text);
    return kDone;
  }
  CLEW_TRY(base::replace_file(base::real_disk(), options.output, text));
  fmt::print(stderr, "{} decisions written to {}\n", with_commas(decisions.kept().size()), options.output);
  return kDone;
}

Run running(Result<int> (*work)(const ListOptions&), std::shared_ptr<ListOptions> options) {
  return [work, options] {
    const auto result = work(*options);
    return result ? *result : report(result.error());
  };
}

constexpr const char* kStoreHelp = "the store, a folder NAME.clew; the desk NAME.desk lies beside it";

}  // namespace

Run declare_decide(Flags& flags) {
  auto options = std::make_shared<DecideOptions>();
  flags.positional("STORE", options->store, kStoreHelp);
  flags.positional("A", options->left, "an entity's id, or a customer's with --customers");
  flags.positional("B", options->right, "the other");
  flags.positional("JUDGEMENT", options->judgement, "same, different or unsure");
  flags.option("--why", "TEXT", options->why, "the reason, for whoever asks later", true);
  flags.option("--author", "NAME", options->author, "who decides (default: the name of your account)");
  flags.option("--expires", "DATE", options->expires, "the day from which the question is open again");
  flags.option("--customers", "FILE", options->customers, "the customers' file in which A (or B) is an id");
  flags.option("--map", "PROPERTY=COLUMN", options->maps, "what a column of that file is, as for screen");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = run_decide(*options);
    return result ? *result : report(result.error());
  };
}

Run declare_decisions_list(Flags& flags) {
  auto options = std::make_shared<ListOptions>();
  flags.positional("STORE", options->store, kStoreHelp);
  flags.flag("--json", options->json, "print a JSON line for each, with the hashes of the records");
  return running(run_list, options);
}

Run declare_decisions_import(Flags& flags) {
  auto options = std::make_shared<ListOptions>();
  flags.positional("STORE", options->store, kStoreHelp);
  flags.positional("FILE", options->file, "a resolver file: a JSON array a line");
  return running(run_import, options);
}

Run declare_decisions_export(Flags& flags) {
  auto options = std::make_shared<ListOptions>();
  flags.positional("STORE", options->store, kStoreHelp);
  flags.option("--output", "FILE", options->output, "where to write (default: standard output)");
  return running(run_export, options);
}

}  // namespace clew::cli
