// What a page of markup says of itself: title, outlet, authors, dates, language, and where it says so.
//
// Looked at in this order: JSON-LD and <meta>, elements marked with itemprop or rel, the byline, the heading.
#pragma once

#include "press/main_text.h"
#include "press/page.h"

namespace clew::press {

void read_facts(const PageTree& tree, Page& page);
// Authors and dates that only the words around the story name.
void read_byline(const PageTree& tree, const MainText& story, Page& page);

// "By Nadia Felmark in Selm" -> "Nadia Felmark"; empty where the words are no byline.
std::vector<std::string> names_in_byline(std::string_view words);

// An ISO date or date and time of what a page gives as its date; empty where it is none.
std::string date_stated(std::string_view words);

}  // namespace clew::press
