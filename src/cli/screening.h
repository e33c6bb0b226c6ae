// A customer in, an answer out: what screen, its stream, payments and xref share.
//
//   customer ── list: candidates ── scope ── decisions of the desk ──▶ results (to be looked at)
//                                                                 └──▶ set_aside (decided to be somebody
//                                                                 else)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "cli/json.h"
#include "cli/rulings.h"
#include "cli/view_flags.h"
#include "screen/scope.h"

namespace clew::cli {

// What every screening command takes beside the view.
struct ScreenFlags {
  ViewFlags view;
  double score_min = 0;  // 0: as the model says.
  uint64_t limit = 10;
  std::vector<std::string> topics, listed_schemas, listed_countries;

  struct With {
    bool datasets = true;  // --datasets, for those who have no flag of their own for it.
  };
  // STORE, the dates, --json and what narrows the list.
  void declare(Flags& flags) { declare_for(flags, {}); }
  void declare_for(Flags& flags, With with);
};

// The scope that the flags ask for; an unknown kind is an error.
base::Result<screen::Scope> scope_of(const ScreenFlags& flags, const clean::Tables& tables);

struct Alert {
  screen::Hit hit;
  std::optional<Ruling> ruling;  // What somebody decided of the two, whether it still counts or not.
};

struct Answer {
  std::vector<Alert> results;
  std::vector<Alert> set_aside;
};

// Who is asked about, as it is repeated in the answer.
struct Asked {
  uint64_t row = 0, line = 0;  // 0 where there are none.
  std::string id;
  std::string field;  // Of a payment message: where the name stands.
  std::string record_hash;
  const match::Subject* subject = nullptr;
};

// Opened once, then thread-safe.
class Screener {
 public:
  static base::Result<Screener> open(const ScreenFlags& flags);

  Answer answer(const Asked& asked) const;
  const screen::List& list() const { return *list_; }
  const screen::Ask& ask() const { return ask_; }
  const store::Store& store() const { return *store_; }
  const Rulings& rulings() const { return *rulings_; }
  // What the answers depend on, in one line: the store's generation, its view, the model, the limits.
  std::string settings() const;

 private:
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<screen::List> list_;
  std::unique_ptr<Rulings> rulings_;
  screen::Ask ask_;
  screen::Scope scope_;
  std::string settings_;
};

// "query" into an open object.
template <class AnyJson>
void write_asked(AnyJson& json, const Asked& asked);

// "query", "results", "set_aside", and "error" where there was one, into an open object.
template <class AnyJson>
void write_answer(AnyJson& json, const Asked& asked, const Answer& answer, const screen::Ask& ask,
                  std::string_view error);

// The same for reading: one paragraph a candidate.
void print_answer(const Answer& answer, bool set_aside_too);

}  // namespace clew::cli
