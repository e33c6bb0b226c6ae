// The sections of a sheet and their order, once for every form it is given in.
//
// A form writes each kind of section its own way: list (of obstacles), strings, and one function for each
// table. A section without content is the form's to leave out.
#pragma once

#include "ask/sheet.h"

namespace clew::ask {

template <class Form>
void write_sections(const Sheet& sheet, Form& form) {
  form.list("What is missing", sheet.missing, "send: ");
  form.list("What must be found out", sheet.asks, "may help: ");
  form.list("What stands against it", sheet.refused, "");
  form.list("What waits for somebody to act", sheet.gates, "");
  form.rights(
      "What paper cannot complete",
      "A right is in question. It waits until a named person has recorded an assessment with sources.");
  form.list("What may be argued against it", sheet.may, "");
  form.list("What was cured", sheet.cured, "");
  form.strings("What may not be used to refuse", sheet.barred);
  form.strings("What holds", sheet.positive);
  form.elements("Evidence, element by element");
  form.assets("Property");
  form.strings("Duties and conditions", sheet.duties);
  form.timers("Dates to keep");
  form.strings("Two laws disagree; both are shown", sheet.conflicts);
  form.assurances("Assurances");
  form.strings("Assessments recorded", sheet.assessments);
  form.strings("Questions of the weighing", sheet.questions);
  form.superseded("Facts superseded");
  form.strings("Odd in the file", sheet.problems);
  form.strings("Where it goes", sheet.authority);
  form.rules("Rules that apply");
  form.strings("Principles (no rule rests on them)", sheet.principles);
}

}  // namespace clew::ask
