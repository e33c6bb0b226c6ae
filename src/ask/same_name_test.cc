#include "ask/same_name.h"

#include <doctest/doctest.h>

namespace clew::ask {
namespace {

TEST_CASE("a name is found again turned round, shortened, with a title, in another script or spelling") {
  for (const char* name : {"VASQUINE, Teodor", " teodor  vasquine", "Teodor Vasqu\xC3\xADne", "T. Vasquine",
                           "Teodor M. Vasquine", "Dr Teodor Vasquine",
                           "\xD0\xA2\xD0\xB5\xD0\xBE\xD0\xB4\xD0\xBE\xD1\x80 "
                           "\xD0\x92\xD0\xB0\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB8\xD0\xBD\xD0\xB5"}) {
    CAPTURE(name);
    CHECK(may_be_one_person(name, "Teodor Vasquine"));
    CHECK(may_be_one_person("Teodor Vasquine", name));
  }
  CHECK(may_be_one_person("Vladimir Petrov",
                          "\xD0\x9F\xD0\xB5\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2 "
                          "\xD0\x92\xD0\xBB\xD0\xB0\xD0\xB4\xD0\xB8\xD0\xBC\xD0\xB8\xD1\x80"));
}

TEST_CASE("initials alone, a family name alone and other names are nobody's again") {
  for (const char* name : {"Vasquine", "T. V.", "Ilsa Vasquine-Roth", "Maren Oost", "Dr", ""}) {
    CAPTURE(name);
    CHECK_FALSE(may_be_one_person(name, "Teodor Vasquine"));
  }
}

}  // namespace
}  // namespace clew::ask
