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
  std::string model;  // A file of weights; empty: data/match/model.yaml.
  std::vector<std::string> topics, listed_schemas, listed_countries;

  struct With {
    bool datasets = true;  // --datasets, for those who have no flag of their own for it.
  };
  // STORE, the dates, --json and what narrows the list.
  void declare(Flags& flags) { declare_for(flags, {}); }
  void declare_for(Flags& flags, With with);
};

// The scope that the flags ask for; an unknown kind is an error, and a country that neither the tables know
// nor anybody listed names; `list` may be null.
base::Result<screen::Scope> scope_of(const ScreenFlags& flags, const clean::Tables& tables,
                                     const screen::List* list);
// A country as it is compared; an error for a word as of scope_of(), which names the flag.
base::Result<std::string> country_meant(std::string_view flag, std::string_view country,
                                        const clean::Tables& tables, const screen::List* list);

// The weights of a file; without one those in use.
base::Result<match::Model> model_meant(const std::string& path);

struct Alert {
  screen::Hit hit;
  std::optional<Ruling> ruling;  // What somebody decided of the two, whether it still counts or not.
  std::vector<Ruling> same;      // Of what other records somebody decided that they are this one.
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
  bool is_read_as_guessed = false;  // Its bytes are no UTF-8.
};

// How much is said of each candidate: where the list says what met, and what would put it on the other side
// of the threshold, cost about a millisecond.
enum class Fullness : uint8_t { brief, full };

// Opened once, then thread-safe.
class Screener {
 public:
  static base::Result<Screener> open(const ScreenFlags& flags);

  Answer answer(const Asked& asked) const;
  const screen::List& list() const { return *list_; }
  const screen::Ask& ask() const { return ask_; }
  const store::Store& store() const { return *store_; }
  const Rulings& rulings() const { return *rulings_; }
  const store::View& view() const { return view_; }
  // What the answers depend on, in one line: the store's generation, its view, the model, the limits.
  std::string settings() const;

 private:
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<screen::List> list_;
  std::unique_ptr<Rulings> rulings_;
  store::View view_;
  screen::Ask ask_;
  screen::Scope scope_;
  std::string settings_;
};

// "query" into an open object.
template <class AnyJson>
void write_asked(AnyJson& json, const Asked& asked);

// "query", "results", "set_aside", and "error" where there was one, into an open object.
template <class AnyJson>
void write_answer(AnyJson& json, const Asked& asked, const Answer& answer, const Screener& screener,
                  std::string_view error, Fullness fullness);

// The same for reading: one paragraph a candidate; with `screener` also where the list says what met.
void print_answer(const Answer& answer, const Screener* screener);

}  // namespace clew::cli
