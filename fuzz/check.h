// What a fuzzer holds to be true: unlike assert it stops in every build, with the place.
#pragma once

#include <cstdio>
#include <cstdlib>

#define CLEW_FUZZ_CHECK(condition)                                                   \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)
