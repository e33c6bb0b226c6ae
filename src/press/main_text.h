// Which blocks of a page are its story, and which are navigation, advertising, comments and the like.
//
//   1. What an element's name, class, id or role says is furniture is set aside, unless it holds the page's
//   bulk.
//   2. Every paragraph speaks for the elements around it, by its length and commas; the one with most, less
//      the share of its text that is links, is the story, with neighbours that are like it.
//   3. Within it, lists of links, forms and boxes with little text are left out.
//   4. If little is left, what was set aside is looked at again.
//
// A heuristic: docs/limits.md says how often it is wrong. Cost: a few passes over the nodes.
#pragma once

#include <cstdint>
#include <vector>

#include "press/page_tree.h"

namespace clew::press {

struct MainText {
  std::vector<uint32_t> blocks;  // In the order of the page.
  uint32_t node = 0;             // The element that holds the story.
};

// `title` is what the page calls itself: a heading that only repeats it is no part of the text.
MainText find_main_text(const PageTree& tree, std::string_view title);

}  // namespace clew::press
