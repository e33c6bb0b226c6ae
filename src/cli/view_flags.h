// What every command that looks at a store takes: which store, as of when, which datasets, JSON or not.
#pragma once

#include <string>

#include "cli/flags.h"
#include "store/store.h"

namespace clew::cli {

struct ViewFlags {
  std::string store;
  store::View view;
  bool json = false;

  // Declares STORE, --valid-on, --known-on, --datasets and --json.
  void declare(Flags& flags);
  // The same for commands whose output has a form of its own.
  void declare_without_json(Flags& flags);
  // The same without --datasets.
  void declare_without_datasets(Flags& flags);
  // Tests the dates and opens the store.
  base::Result<store::Store> open() const;
};

// Whether `text` is a day, month or year of the calendar: 2024-05-17, 2024-05 or 2024.
bool is_iso_date(std::string_view text);

// The one entity that `id` means in the view; an error lists the candidates or says where to look.
base::Result<store::Entity> entity_meant(const store::Store& store, std::string_view id,
                                         const store::View& view);

// "us_ofac_sdn 2021-07-07, sdn.csv line 812".
std::string place_text(const store::Store& store, const model::Statement& statement);
// "sdn.csv:812", short enough for a table.
std::string place_short(const store::Store& store, const model::Record& record);

}  // namespace clew::cli
