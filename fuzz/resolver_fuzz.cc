// Any bytes as a line of a resolver file: what is read as a decision is one, and goes out and comes in
// unchanged.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "desk/resolver.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using clew::desk::Decision;
  using clew::desk::ResolverLine;
  Decision decision;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto what = clew::desk::read_resolver_line(line, "fuzz", decision);
  if (what == ResolverLine::malformed) CLEW_FUZZ_CHECK(!decision.why.empty());
  if (what != ResolverLine::decision) return 0;
  CLEW_FUZZ_CHECK(!decision.left.empty() && decision.left < decision.right);
  Decision again;
  const auto what_again = clew::desk::read_resolver_line(clew::desk::resolver_line(decision), "fuzz", again);
  CLEW_FUZZ_CHECK(what_again == ResolverLine::decision);
  CLEW_FUZZ_CHECK(again.left == decision.left && again.right == decision.right &&
                  again.judgement == decision.judgement && again.author == decision.author);
  return 0;
}
