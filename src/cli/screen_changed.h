// The changed entries of the lists against the customers: who became a hit, who ceased to be one, and why.
//
//   versions published in (FROM, TO] ── what each says anew ──▶ the entries before ──┐
//                                                          └──▶ the entries after ───┴── each customer, twice
//
// Only changed entries are looked at, so a day's changes against many customers cost little more than reading
// the customers. Every change carries the dataset and the day of the version that made it.
#pragma once

#include <string>

#include "cli/screen_file.h"

namespace clew::cli {

// `days` is FROM..TO, ISO days or parts of them; an empty TO is the newest version of each dataset. Prints
// the customers with a change, in the order of the file: paragraphs, or JSON lines with task.json or
// task.out.
base::Result<int> screen_changed(const ScreenFlags& flags, const std::string& days, const FileTask& task);

}  // namespace clew::cli
