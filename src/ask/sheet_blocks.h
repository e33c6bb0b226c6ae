// The sheet as paragraphs in reading order: what a terminal and a printed page share.
//
//   lead    text
//   " 1. "  "The law is missing ..."     continuation lines stand under the text
#pragma once

#include <string>
#include <vector>

#include "ask/sheet.h"

namespace clew::ask {

struct Block {
  enum class Kind { title, paragraph, heading, gap };
  Kind kind = Kind::paragraph;
  std::string lead;  // Indent and number or mark; ASCII.
  std::string text;
};

std::vector<Block> blocks_of(const Sheet& sheet, bool all_rules);

}  // namespace clew::ask
