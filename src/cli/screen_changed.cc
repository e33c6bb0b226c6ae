#include "cli/screen_changed.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/in_order.h"
#include "base/threads.h"
#include "cli/customer_blocks.h"
#include "cli/hits_file.h"
#include "cli/records.h"
#include "cli/screen_print.h"
#include "cli/terminal.h"
#include "store/diff.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct Days {
  std::string from, to;
};

Result<Days> read_days(const std::string& text) {
  const size_t dots = text.find("..");
  const std::string from = text.substr(0, dots);
  const std::string to = dots == text.npos ? "" : text.substr(dots + 2);
  if (dots == text.npos || !is_iso_date(from) || (!to.empty() && !is_iso_date(to)))
    return fail(ErrorKind::usage, fmt::format("--changed {}: write two days, as 2024-05-01..2024-05-17, or "
                                              "2024-05-01.. for all since",
                                              fit(text, 40)));
  if (!to.empty() && to < from)
    return fail(ErrorKind::usage, fmt::format("--changed {}: the days stand in the wrong order", text));
  return Days{from, to};
}

// What one version of a dataset says otherwise of an entry, or of what belongs to it.
struct Event {
  std::string dataset, version, published_on;
  std::string kind;                       // "added", "ended", "changed".
  std::vector<std::string> added, ended;  // "birthDate = 1968-11-03".
};

struct Changed {
  std::optional<screen::Listed> before, after;
  std::vector<Event> events;
};

std::vector<std::string> told(const std::vector<store::EntityStatement>& statements) {
  constexpr size_t kShown = 12;
  std::vector<std::string> lines;
  for (const store::EntityStatement& stated : statements) {
    const model::Statement& statement = stated.statement;
    if (statement.slot.property == "id") continue;
    if (lines.size() == kShown) {
      lines.push_back(fmt::format("and {} more", statements.size() - kShown));
      break;
    }
    lines.push_back(fmt::format("{} = {}", statement.slot.property, fit(statement.value, 100)));
  }
  return lines;
}

// The entries that a difference is about: itself, or whom a listing or a paper belongs to.
std::vector<std::string> owners_of(const store::Difference& difference) {
  const store::Entity& entity = difference.either();
  const std::string_view schema = entity.schema_name();
  const std::string_view property = schema == "Sanction"                                 ? "entity"
                                    : schema == "Passport" || schema == "Identification" ? "holder"
                                                                                         : "";
  if (property.empty()) return {entity.id};
  std::vector<std::string> owners;
  for (const auto& side : {&difference.before, &difference.after}) {
    if (!*side) continue;
    for (const std::string_view owner : (*side)->values(property)) {
      if (std::find(owners.begin(), owners.end(), owner) == owners.end()) owners.emplace_back(owner);
    }
  }
  return owners;
}

Event event_of(const store::Difference& difference, const store::Dataset& dataset,
               const store::Version& version, bool is_own) {
  const bool whole = is_own && (!difference.before || !difference.after);
  Event event{dataset.name,
              version.name,
              version.published_on,
              !whole              ? "changed"
              : difference.before ? "ended"
                                  : "added",
              {},
              {}};
  if (whole) return event;  // All of it came or went.
  event.added = told(difference.added);
  event.ended = told(difference.ended);
  if (!is_own) {
    const std::string_view schema = difference.either().schema_name();
    for (auto* lines : {&event.added, &event.ended}) {
      for (std::string& line : *lines) line = fmt::format("{} {}", schema, line);
    }
  }
  return event;
}

class Changes {
 public:
  Changes(const store::Store& store, const Records& records, std::shared_ptr<const clean::Tables> tables)
      : store_(store), records_(records), tables_(std::move(tables)) {}

  Result<void> find(const store::View& view, const Days& days) {
    store::View before = view, after = view;
    before.known_on = days.from;
    after.known_on = days.to;
    CLEW_TRY_ASSIGN(const auto from, store_.versions_shown(before));
    CLEW_TRY_ASSIGN(const auto to, store_.versions_shown(after));
    for (uint32_t dataset = 0; dataset < from.size(); ++dataset) {
      for (uint32_t version = from[dataset]; version < to[dataset]; ++version)
        CLEW_TRY(find_in_version(dataset, version));
      versions_ += to[dataset] - std::min(from[dataset], to[dataset]);
    }
    return read_both(before, after);
  }

  const std::map<std::string, Changed>& all() const { return changed_; }
  uint64_t versions() const { return versions_; }

  screen::List list_of(std::optional<screen::Listed> Changed::* side, const match::Model& model) const {
    std::vector<screen::Listed> listed;
    for (const auto& [id, changed] : changed_) {
      if (changed.*side) listed.push_back(*(changed.*side));
    }
    return screen::List::of(listed, tables_, model);
  }

 private:
  Result<void> find_in_version(uint32_t number, uint32_t version) {
    const store::Dataset& dataset = store_.manifest().datasets[number];
    return store::diff(store_, number, version, version + 1, [&](const store::Difference& difference) {
      for (const std::string& owner : owners_of(difference)) {
        const bool is_own = owner == difference.either().id;
        changed_[owner].events.push_back(event_of(difference, dataset, dataset.versions[version], is_own));
      }
      return true;
    });
  }

  Result<void> read_both(const store::View& before, const store::View& after) {
    for (auto& [id, changed] : changed_) {
      CLEW_TRY_ASSIGN(changed.before, records_.listed(id, before, *tables_));
      CLEW_TRY_ASSIGN(changed.after, records_.listed(id, after, *tables_));
    }
    std::erase_if(changed_, [](const auto& one) { return !is_screened(one.second); });
    return {};
  }

  // Links and addresses change too, but nobody is screened against them.
  static bool is_screened(const Changed& changed) {
    const auto& either = changed.after ? changed.after : changed.before;
    return either && !either->subject.names.empty();
  }

  const store::Store& store_;
  const Records& records_;
  std::shared_ptr<const clean::Tables> tables_;
  std::map<std::string, Changed> changed_;
  uint64_t versions_ = 0;
};

// One entry that means something else for one customer than before.
struct Turn {
  std::string change;  // "became", "ceased", "stays".
  std::string id;
  const Changed* changed = nullptr;
  std::optional<match::Comparison> before, after;
  std::optional<Ruling> ruling;
};

struct Told {
  CustomerRow row;
  Customer customer;
  std::vector<Turn> turns;
};

struct Sums {
  uint64_t customers = 0, with_turns = 0, became = 0, ceased = 0, stays = 0, not_screened = 0;
  uint64_t read_as_guessed = 0;
};

class Turner {
 public:
  Turner(const Changes& changes, const match::Model& model, screen::Scope scope, screen::Ask ask,
         const Rulings& rulings)
      : changes_(changes),
        before_(changes.list_of(&Changed::before, model)),
        after_(changes.list_of(&Changed::after, model)),
        scope_(std::move(scope)),
        ask_{.score_min = ask.score_min, .limit = 1'000'000},
        rulings_(rulings) {}

  std::vector<Turn> turns_of(const CustomerRow& row, const match::Subject& customer) const {
    std::map<std::string, Turn> turns;
    for (const screen::Hit& hit : screen::candidates(before_, customer, ask_, scope_))
      turns[hit.listed->subject.id].before = hit.comparison;
    for (const screen::Hit& hit : screen::candidates(after_, customer, ask_, scope_))
      turns[hit.listed->subject.id].after = hit.comparison;
    std::vector<Turn> list;
    const std::string hash = rulings_.knows(row.id()) ? row.record_hash() : "";
    for (auto& [id, turn] : turns) {
      turn.id = id;
      turn.change = !turn.before ? "became" : !turn.after ? "ceased" : "stays";
      turn.changed = &changes_.all().at(id);
      turn.ruling = rulings_.of(row.id(), hash, id);
      if (turn.ruling && turn.ruling->sets_aside()) continue;
      list.push_back(std::move(turn));
    }
    return list;
  }
  const clean::Tables& tables() const { return after_.tables(); }

 private:
  const Changes& changes_;
  screen::List before_, after_;
  screen::Scope scope_;
  screen::Ask ask_;
  const Rulings& rulings_;
};

const screen::Listed& newest(const Changed& changed) {
  return changed.after ? *changed.after : *changed.before;
}

std::string why(const Event& event) {
  const std::string day = fmt::format("{} of {}", event.dataset, event.published_on);
  if (event.kind == "added") return fmt::format("added to {}", day);
  if (event.kind == "ended") return fmt::format("no longer in {}", day);
  return fmt::format("changed in {}", day);
}

void print_turn(const Turn& turn) {
  const char* words = turn.change == "became"   ? "became a candidate"
                      : turn.change == "ceased" ? "is no candidate any more"
                                                : "stays a candidate, and has changed";
  fmt::print("  {}  {}  {}", turn.id, fit(newest(*turn.changed).caption, 60), words);
  if (turn.before) fmt::print("  before {:.2f}", turn.before->score);
  if (turn.after) fmt::print("  now {:.2f}", turn.after->score);
  fmt::print("\n");
  for (const Event& event : turn.changed->events) {
    fmt::print("    {}\n", why(event));
    for (const std::string& line : event.ended) fmt::print("      - {}\n", line);
    for (const std::string& line : event.added) fmt::print("      + {}\n", line);
  }
  if (turn.ruling) fmt::print("    {}\n", ruling_words(*turn.ruling));
  if (turn.change == "became") print_evidence(*turn.after);
}

void print_told(const Told& one) {
  const auto& names = one.customer.subject.names;
  const std::string_view id = one.row.id();
  fmt::print("\nline {}{}: {}\n", one.row.line, id.empty() ? "" : fmt::format(" ({})", fit(id, 40)),
             names.empty() ? "" : fit(names.front().name.written, 80));
  for (const Turn& turn : one.turns) print_turn(turn);
}

void write_event(JsonLine& json, const Event& event) {
  json.open();
  json.member("dataset", event.dataset);
  json.member("version", event.version);
  json.member("published_on", event.published_on);
  json.member("kind", event.kind);
  json.list("added", event.added);
  json.list("ended", event.ended);
  json.close();
}

void write_turn(JsonLine& json, const Turn& turn) {
  const screen::Listed& listed = newest(*turn.changed);
  json.open();
  json.member("change", turn.change);
  json.member("id", listed.subject.id);
  json.member("caption", listed.caption);
  json.member("schema", listed.subject.schema);
  json.list("datasets", listed.datasets);
  json.member("match", turn.after.has_value());
  json.member("status", "candidate");
  if (turn.before) json.member("score_before", turn.before->score);
  json.key("events").open_list();
  for (const Event& event : turn.changed->events) write_event(json, event);
  json.close_list();
  if (turn.ruling) write_ruling(json, *turn.ruling);
  if (turn.after) write_comparison(json, *turn.after);
  json.close();
}

std::string json_line(const Told& one) {
  JsonLine json;
  json.open();
  write_asked(json, {.row = one.row.row,
                     .line = one.row.line,
                     .id = std::string(one.row.id()),
                     .field = {},
                     .record_hash = {},
                     .subject = &one.customer.subject,
                     .is_read_as_guessed = one.row.is_read_as_guessed});
  json.key("changes").open_list();
  for (const Turn& turn : one.turns) write_turn(json, turn);
  json.close_list();
  json.close();
  return fmt::format("{}\n", json.text());
}

void count(const Told& one, Sums& sums) {
  ++sums.customers;
  if (one.row.is_read_as_guessed) ++sums.read_as_guessed;
  if (!one.customer.problem.empty()) {
    ++sums.not_screened;
    fmt::print(stderr, "line {}: {}; not screened\n", one.row.line, one.customer.problem);
  }
  if (!one.turns.empty()) ++sums.with_turns;
  for (const Turn& turn : one.turns)
    ++(turn.change == "became" ? sums.became : turn.change == "ceased" ? sums.ceased : sums.stays);
}

std::vector<Told> told_of_block(const Turner& turner, std::string_view schema, Block block) {
  std::vector<Told> list;
  for (CustomerRow& row : block.rows) {
    Told one;
    one.customer = customer_of(turner.tables(), schema, row);
    if (one.customer.problem.empty()) one.turns = turner.turns_of(row, one.customer.subject);
    one.row = std::move(row);
    list.push_back(std::move(one));
  }
  return list;
}

Result<int> tell_all(const Turner& turner, const FileTask& task, const Changes& changes) {
  CLEW_TRY_ASSIGN(CustomerReader reader, CustomerReader::open(task.file, task.maps, {}, task.encoding));
  if (!reader.columns_told().empty()) fmt::print(stderr, "{}\n", reader.columns_told());
  std::optional<HitsFile> out;
  if (!task.out.empty()) {
    CLEW_TRY_ASSIGN(HitsFile file, HitsFile::begin(task.out));
    out.emplace(std::move(file));
  }
  Blocks blocks(reader);
  Sums sums;
  Result<void> state;
  const auto tell = [&](const Told& one) {
    count(one, sums);
    if (one.turns.empty()) return;
    if (out && state) {
      state = out->append(json_line(one));
    } else if (task.json) {
      fmt::print("{}", json_line(one));
    } else {
      print_told(one);
    }
  };
  base::in_order<Block, std::vector<Told>>(
      task.threads == 0 ? base::processor_count() : task.threads, kBlocksInFlight,
      [&] { return blocks.next(); },
      [&](Block block) { return told_of_block(turner, task.schema, std::move(block)); },
      [&](const std::vector<Told>& list) {
        for (const Told& one : list) tell(one);
        return state && std::ferror(stdout) == 0;
      });
  CLEW_TRY(std::move(state));
  CLEW_TRY(blocks.state());
  if (out) CLEW_TRY(out->finish());
  if (sums.read_as_guessed != 0) fmt::print(stderr, "{}\n", guessed_words(sums.read_as_guessed));
  fmt::print(stderr,
             "{}, {} entries changed; {}, of whom {} are touched: {} became candidates, {} ceased to be, {} "
             "stay and "
             "have changed\n",
             counted(changes.versions(), "version"), with_commas(changes.all().size()),
             counted(sums.customers, "customer"), with_commas(sums.with_turns), with_commas(sums.became),
             with_commas(sums.ceased), with_commas(sums.stays));
  if (sums.not_screened > 0) return kDoneWithLosses;
  return sums.with_turns > 0 ? kDone : kNotFound;
}

}  // namespace

Result<int> screen_changed(const ScreenFlags& flags, const std::string& text, const FileTask& task) {
  CLEW_TRY_ASSIGN(const Days days, read_days(text));
  if (!flags.view.view.known_on.empty())
    return fail(ErrorKind::usage, "--changed says the days itself: leave out --known-on");
  if (!task.out.empty()) {
    CLEW_TRY_ASSIGN(const HitsForm form, hits_form(task.out));
    if (form == HitsForm::csv)
      return fail(ErrorKind::usage, "--changed writes JSON lines: name the file .jsonl");
  }
  CLEW_TRY_ASSIGN(const store::Store store, flags.view.open());
  CLEW_TRY_ASSIGN(auto tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(const match::Model model, model_meant(flags.model));
  CLEW_TRY_ASSIGN(const screen::Scope scope, scope_of(flags, *tables, nullptr));
  CLEW_TRY_ASSIGN(const Records records, Records::open(store));
  CLEW_TRY_ASSIGN(const auto rulings, Rulings::open(store));
  Changes changes(store, records, tables);
  CLEW_TRY(changes.find(flags.view.view, days));
  const screen::Ask ask{.score_min = flags.score_min > 0 ? flags.score_min : model.score_min, .limit = 0};
  const Turner turner(changes, model, scope, ask, *rulings);
  return tell_all(turner, task, changes);
}

}  // namespace clew::cli
