#include "read/emit.h"

#include <doctest/doctest.h>

#include "read/testing.h"

namespace clew::read {
namespace {

TEST_CASE("Emit states entities, trims values, keeps the source's words of dates") {
  RecordingSink sink;
  Emit emit(sink);
  emit.begin("x-1", "Person", {0, 4, 100, 20});
  emit.add("name", "  Ana Doe ", "NAME");
  emit.add("name", "   ", "NAME");
  emit.add("name", "Ана Доу", "NAME", {.language = "rus"});
  emit.add_date("birthDate", "10 Dec 1948", "DOB");
  emit.add_date("birthDate", "1948", "DOB");
  emit.add_date("birthDate", "31/02/1948", "DOB");
  emit.add_date("birthDate", "03/04/1948", "DOB", DayOrder::month_first);
  emit.not_mapped("Shoe size", "42");
  emit.not_mapped("Shoe size", "43");
  emit.resume("x-2", "Thing", {0, 5, 120, 9});
  emit.add("name", "Other", "NAME");
  CHECK(sink.text() == R"(
x-1 Person id = x-1 [4]
x-1 Person name = Ana Doe [4 NAME]
x-1 Person name = Ана Доу @rus [4 NAME]
x-1 Person birthDate = 1948-12-10 <- 10 Dec 1948 [4 DOB]
x-1 Person birthDate = 1948 [4 DOB]
x-1 Person birthDate = 31/02/1948 [4 DOB]
x-1 Person birthDate = 1948-03-04 <- 03/04/1948 [4 DOB]
x-2 Thing name = Other [5 NAME]
issue bad-date: DOB: "31/02/1948" is no date we can read [4]
not mapped Shoe size = 42 (2)
)");
  CHECK(sink.entities_by_schema() == std::map<std::string, size_t>{{"Person", 1}});
}

TEST_CASE("Emit asks the sink for a slot once") {
  struct Counting : RecordingSink {
    int asked = 0;
    SlotId slot(const model::Slot& wanted) override {
      ++asked;
      return RecordingSink::slot(wanted);
    }
  } sink;
  Emit emit(sink);
  for (int i = 0; i < 10; ++i) {
    emit.begin("x-" + std::to_string(i), i % 2 == 0 ? "Person" : "Company", {});
    emit.add("name", "n", "NAME");
  }
  CHECK(sink.asked == 4);
}

}  // namespace
}  // namespace clew::read
