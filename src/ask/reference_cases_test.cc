// The cases a lawyer wrote down before the program was there: what each must find stands here a second time,
// so that rewriting a case file cannot take it away.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ask/doc.h"

namespace clew::ask {
namespace {

TEST_CASE("what the reference expects of its cases stands in the case files") {
  const struct {
    const char* file;
    std::vector<std::string> finds;
  } cases[] = {
      {"basis_01_no_declaration", {"fires    UNCAC-44.5-6         NO_LEGAL_BASIS"}},
      {"basis_02_declaration_made",
       {"struck   UNMTE-3a             REFUSE_MANDATORY", "unknown  UNCAC-44.15 ", "basis true"}},
      {"offence_01_threshold", {"fires    ECE-2.1              NOT_EXTRADITABLE"}},
      {"death_01_no_assurance", {"fires    ECE-11 ", "fires    NL-UW-8              REFUSE_MANDATORY"}},
      {"death_02_assurance", {"cured    ECE-11 ", "cured    NL-UW-8 "}},
      {"trial_06_four_boxes", {"fires    NL-OLW-12 "}},
      {"trial_07_fourth_box", {"cured    NL-OLW-12 "}},
      {"confiscate_07_evaded", {"cured    CETS198-28.4 "}},
      {"freeze_01_newspaper",
       {"fires    UNCAC-54.2           INSUFFICIENT_EVIDENCE", "fires    UNCAC-55.7 ",
        "fires    UNCAC-46.8           CANNOT_REFUSE"}},
      {"confiscate_01_not_final",
       {"fires    UNCAC-55.3b          MISSING_CONTENT", "fires    UNCAC-55.3b          MISSING_CONTENT"}},
      {"mla_05_company_records", {"fires    UNCAC-46.9b          DUTY", "fires    UNCAC-46.22 "}},
      {"alert_01_cheque", {"fires    IP-83.1a-i           NOT_PUBLISHABLE"}},
      {"fiu_05_prosecution", {"fires    CETS198-46.7-9       PURPOSE_LOCK"}},
      {"mla_15_exculpatory",
       {"cured    UNCAC-46.19          PURPOSE_LOCK", "fires    UNCAC-46.19          DUTY"}},
      {"return_01_embezzled", {"fires    UNCAC-57.3a          RETURN_MANDATORY"}},
      {"return_02_bribe", {"fires    UNCAC-57.3c          RETURN_PRIORITY"}},
  };
  for (const auto& each : cases) {
    CAPTURE(each.file);
    const auto text = read_text(std::string(CLEW_SOURCE_DIR "/tests/cases/ask/") + each.file + ".case");
    REQUIRE(text);
    size_t from = 0;  // Two of one kind are two lines.
    std::vector<std::string> finds = each.finds;
    for (const std::string& find : finds) {
      const bool again = std::ranges::count(finds, find) > 1;
      const size_t at = text->find("\n" + find, again ? from : 0);
      CHECK_MESSAGE(at != std::string::npos, find);
      from = at + 1;
    }
  }
}

}  // namespace
}  // namespace clew::ask
