#include "desk/resolver.h"

#include <doctest/doctest.h>

namespace clew::desk {
namespace {

TEST_CASE("read_resolver_line takes what counts, passes over what does not, and says what is wrong") {
  struct {
    const char* line;
    ResolverLine what;
    const char* says;
  } cases[] = {
      {R"(["NK-abc","ofac-36","positive",null,"j.doe","2024-05-17T09:30:00.000000"])", ResolverLine::decision,
       "NK-abc same ofac-36 by j.doe at 2024-05-17T09:30:00Z"},
      {R"(["b","a","negative",0.5,"j.doe","2024-05-17T09:30:00.000000",null])", ResolverLine::decision,
       "a different b by j.doe at 2024-05-17T09:30:00Z"},
      {R"(["a","b","unsure",null,null,null])", ResolverLine::decision, "a unsure b by unknown at "},
      {R"(["a","b","no_judgement",0.9,"auto","2024-05-17T09:30:00.000000"])", ResolverLine::none, ""},
      {R"(["a","b","positive",0.9,"x","2024-05-17T09:30:00","2024-06-01T00:00:00"])", ResolverLine::none, ""},
      {R"({"a":1})", ResolverLine::malformed, "no JSON array"},
      {R"(["a","b")", ResolverLine::malformed, "no JSON array"},
      {"", ResolverLine::malformed, "no JSON array"},
      {R"(["a"])", ResolverLine::malformed, "fewer than three values"},
      {R"(["a","b","perhaps"])", ResolverLine::malformed,
       "the judgement is none of positive, negative, unsure, no_judgement"},
      {R"(["a","a","positive"])", ResolverLine::malformed, "no two ids"},
      {R"([1,"a","positive"])", ResolverLine::malformed, "no two ids"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.line);
    Decision d;
    REQUIRE(read_resolver_line(c.line, "file", d) == c.what);
    if (c.what == ResolverLine::malformed) CHECK(d.why == c.says);
    if (c.what != ResolverLine::decision) continue;
    const std::string said = d.left + " " + std::string(to_string(d.judgement)) + " " + d.right + " by " +
                             d.author + " at " + d.decided_at;
    CHECK(said == c.says);
  }
}

TEST_CASE("a decision goes out as it came in, the better id as the target") {
  for (const char* line : {R"(["NK-abc","ofac-36","positive",null,"j.doe","2024-05-17T09:30:00.000000"])",
                           R"(["Q42","NK-abc","negative",null,"j.doe","2024-05-17T09:30:00.000000"])",
                           R"(["b","a","unsure",null,"J. \"D\" Doe","2024-05-17T09:30:00.000000"])"}) {
    Decision decision;
    REQUIRE(read_resolver_line(line, "file", decision) == ResolverLine::decision);
    CHECK(resolver_line(decision) == std::string(line) + "\n");
  }
}

}  // namespace
}  // namespace clew::desk
