// The draft of a request, in the order the recipient's treaty asks for, each paragraph with its statements.
//
//   legal assistance   UNCAC 46(15)(a)-(f)
//   freezing, confiscation   the same, then 55(3)
//   extradition, arrest   the European convention's article 12(2), then 44 and what the person is owed
//   information between financial units   facts, urgency, use
//
// A draft goes to another state: protected facts are never in it. An element that rests on press or a leak
// alone is left out of the offence and named in `left_out` with the record to ask for; a place nobody filled
// is written as [missing: ...], never invented. Nobody is called guilty. Use limits that came with a
// statement stand in its footnote. Same request, same bytes.
#pragma once

#include <string>
#include <vector>

#include "ask/request.h"

namespace clew::ask {

struct Draft {
  std::string title;
  struct Section {
    std::string heading;                  // "(a) The authority making the request"
    std::vector<std::string> paragraphs;  // With footnote marks "[1]".
  };
  std::vector<Section> sections;
  std::vector<std::string> footnotes;
  std::vector<std::string> left_out;  // For the drafter's eyes; not part of the request.
  std::vector<std::string> missing;   // Likewise.
};

Draft make_draft(const Request& request, const RuleBook& book);

std::string to_text(const Draft& draft);
std::string to_html(const Draft& draft);

// A new request file of that type with every place to fill and every question to answer, as comments.
base::Result<std::string> new_request(std::string_view type, std::string_view requesting,
                                      std::string_view requested, const RuleBook& book);

struct Event {
  std::string day, what, rule;
  bool past = false;
};

// Everything dated in a request, and every timer that runs from it, in order of day.
std::vector<Event> timeline_of(const Request& request, const RuleBook& book);

}  // namespace clew::ask
