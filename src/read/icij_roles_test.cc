#include "read/icij_roles.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iostream>

#include "read/testing_data.h"

namespace clew::read {
namespace {

std::string show(std::string_view words) {
  const IcijLink link = read_icij_link(words);
  std::string out;
  for (const IcijRole role : link.roles) out += (out.empty() ? "" : " + ") + std::string(to_string(role));
  if (link.nominee) out += ", nominee";
  if (!link.percentage.empty()) out += ", " + link.percentage + "%";
  if (!link.via.empty()) out += ", via " + link.via;
  if (link.impossible_share) out += ", impossible";
  return out;
}

TEST_CASE("the words of a link become roles, whatever their spelling") {
  struct {
    const char* words;
    const char* roles;
  } cases[] = {
      {"shareholder of", "owner"},
      {"Shareholder of", "owner"},
      {"Ultimate Beneficial Owner", "beneficial owner"},
      {"beneficialowner", "beneficial owner"},
      {"Shareholder/BO", "owner + beneficial owner"},
      {"Benefiicary (main), Protector", "beneficiary + protector"},
      {"beneficiary, power of attorney, client/correspondent", "beneficiary + signatory"},
      {"Trustee of Trust of", "trustee"},
      {"Nominee Trust Settlor of", "settlor, nominee"},
      {"nominee director of", "director, nominee"},
      {"Nominee Name of", "nominee, nominee"},
      {"Settlor, Protector, Investment director", "settlor + protector + director"},
      {"DIRECTOR / OWNER", "director + owner"},
      {"diretor", "director"},
      {"Dir / Pres / VP / Trea / Sec", "director + secretary"},
      {"Records & Registers of", "service"},
      {"Register of Director of", "service"},
      {"registered office service provider", "service"},
      {"attorney\xE2\x80\x91in\xE2\x80\x91"
       "fact",
       "signatory"},
      {"attorney at law", "service"},
      {"similar name and address as", "identity"},
      {"same_name_as", "identity"},
      {"residential address", "address"},
      {"Taipei", "other"},
      {"Businessman", "other"},
      {"", "other"},
      {" / , & ", "other"},
      {"((((", "other"},
      {"Person of Significant Control", "controller"},
      {"Financial controller", "director"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    CHECK(show(c.words) == c.roles);
  }
}

TEST_CASE("shares and detours written into a link are read, impossible ones are not") {
  struct {
    const char* words;
    const char* roles;
  } cases[] = {
      {"Shareholder (Acme) - 34%", "owner, 34%"},
      {"Co-owner (50% owned by him)", "owner, 50%"},
      {"Shareholder 33,3 %", "owner, 33.3%"},
      {"Shareholder 00100.0%", "owner, 00100.0%"},
      {"Shareholder - 340%", "owner, impossible"},
      {"Shareholder 100.5%", "owner, impossible"},
      {"Shareholder 50% A, 30% B", "owner"},
      {"Shareholder 50%, still 50%", "owner, 50%"},
      {"Shareholder %", "owner"},
      {"Shareholder via Acme Holdings", "owner, via Acme Holdings"},
      {"Shareholder, through Example Foundation", "owner, via Example Foundation"},
      {"Shareholder (through Example Foundation) of", "owner, via Example Foundation"},
      {"Shareholder via ", "owner"},
      {"Aviator", "other"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    CHECK(show(c.words) == c.roles);
  }
}

TEST_CASE("every published link text has a role, and few are other") {
  const std::string path = test_data("icij/icij_link_values.tsv");
  if (path.empty()) return;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  int texts = 0, others = 0;
  while (std::getline(file, line)) {
    const IcijLink link = read_icij_link(line.substr(0, line.find('\t')));
    REQUIRE_FALSE(link.roles.empty());
    ++texts;
    others += link.roles.front() == IcijRole::other;
  }
  std::cout << "icij: " << others << " of " << texts << " link texts fall to \"other\"\n";
  CHECK(texts == 412);
  CHECK(others <= 45);
}

}  // namespace
}  // namespace clew::read
