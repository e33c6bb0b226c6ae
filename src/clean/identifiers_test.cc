#include "clean/identifiers.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace clew::clean {
namespace {

using enum IdentifierKind;

struct Example {
  IdentifierKind kind;
  std::string text;
};

// Examples that the standards, the issuers or the bodies that bear them publish.
const std::vector<Example> kValid = {
    {lei, "506700GE1G29325QX363"},
    {lei, "HWUPKR0MPOU8FGXBT394"},
    {imo, "9074729"},
    {imo, "IMO 9176187"},
    {mmsi, "366123456"},
    {mmsi, "002320001"},
    {isin, "US0378331005"},
    {isin, "AU0000XVGZA3"},
    {isin, "GB0002634946"},
    {iban, "GB82 WEST 1234 5698 7654 32"},
    {iban, "DE89370400440532013000"},
    {iban, "FR1420041010050500013M02606"},
    {iban, "NO93 8601 1117 947"},
    {bic, "DEUTDEFF"},
    {bic, "deutdeff500"},
    {inn, "7707083893"},
    {inn, "7736050003"},
    {inn, "500100732259"},
    {ogrn, "1027700132195"},
    {ogrn, "1027700070518"},
    {ogrn, "304500116000157"},
    {uscc, "91350100M000100Y43"},
    {siren, "732 829 320"},
    {siret, "732 829 320 00074"},
    {cpf, "111.444.777-35"},
    {cpf, "529.982.247-25"},
    {cnpj, "11.222.333/0001-81"},
    {cnpj, "33.000.167/0001-01"},
    {cnpj, "12.ABC.345/01DE-35"},
};

std::vector<std::string> changes_of_one_digit(const std::string& text) {
  std::vector<std::string> changes;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') continue;
    for (char c = '0'; c <= '9'; ++c) {
      if (c == text[i]) continue;
      changes.push_back(text);
      changes.back()[i] = c;
    }
  }
  return changes;
}

// Others well made, found by trying digits in the published one: so that the property is held against many.
std::string another(const Example& example, std::mt19937& random) {
  const std::string pattern = normalise_identifier(example.kind, example.text);
  for (;;) {
    std::string text = pattern;
    for (char& c : text) {
      if (c >= '0' && c <= '9') c = static_cast<char>('0' + random() % 10);
    }
    if (check_identifier(example.kind, text) == Check::valid) return text;
  }
}

// What share of the changes of one digit goes unseen.
double unseen(const Example& example, std::mt19937& random) {
  size_t missed = 0, all = 0;
  for (int i = 0; i < 20; ++i) {
    for (const std::string& change : changes_of_one_digit(another(example, random))) {
      missed += check_identifier(example.kind, change) == Check::valid ? 1 : 0;
      ++all;
    }
  }
  return static_cast<double>(missed) / static_cast<double>(all);
}

}  // namespace

TEST_CASE("published identifiers are valid however they are spaced") {
  for (const auto& [kind, text] : kValid) {
    CAPTURE(text);
    CHECK(check_identifier(kind, text) == Check::valid);
  }
}

TEST_CASE("where the sum sees every change of one digit, each is invalid") {
  std::mt19937 random(1);
  for (const Example& example : kValid) {
    const bool sees_all = example.kind == lei || example.kind == isin || example.kind == iban ||
                          example.kind == uscc || example.kind == siren;
    CAPTURE(example.text);
    if (sees_all) CHECK(unseen(example, random) == 0);
  }
}

TEST_CASE("where two remainders share a check digit, few changes of one digit go unseen") {
  std::mt19937 random(2);
  for (const Example& example : kValid) {
    CAPTURE(example.text);
    if (example.kind == inn || example.kind == ogrn) CHECK(unseen(example, random) < 0.06);
    if (example.kind == cpf || example.kind == cnpj) CHECK(unseen(example, random) < 0.02);
    // Half of a ship's weights are even, and a company's sum may fit where a ship's does not.
    if (example.kind == imo) CHECK(unseen(example, random) < 0.25);
  }
}

TEST_CASE("a wrong length or sign is invalid, another state's number and an unlisted country unknown") {
  CHECK(check_identifier(lei, "506700GE1G29325QX36") == Check::invalid);
  CHECK(check_identifier(lei, "506700GE1G29325QX3É") == Check::invalid);
  CHECK(check_identifier(iban, "DE8937040044053201300") == Check::invalid);
  CHECK(check_identifier(uscc, "91350100I000100Y43") == Check::invalid);
  CHECK(check_identifier(cpf, "111.111.111-11") == Check::invalid);
  CHECK(check_identifier(cnpj, "00000000000000") == Check::invalid);
  CHECK(check_identifier(mmsi, "123456789") == Check::invalid);
  CHECK(check_identifier(bic, "DEUT12FF") == Check::invalid);
  CHECK(check_identifier(imo, "9074728") == Check::invalid);
  CHECK(check_identifier(inn, "123456789") == Check::unknown);
  CHECK(check_identifier(inn, "") == Check::unknown);
}

TEST_CASE("only a property that holds one kind tells the kind") {
  CHECK(identifier_kind("leiCode") == lei);
  CHECK(identifier_kind("swiftBic") == bic);
  CHECK(identifier_kind("idNumber") == std::nullopt);
  CHECK(check_property("registrationNumber", "1") == Check::unknown);
  CHECK(check_property("ogrnCode", "1027700132196") == Check::invalid);
}

}  // namespace clew::clean
