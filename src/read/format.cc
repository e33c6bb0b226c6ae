#include "read/format.h"

namespace clew::read {

const Format* recognise(std::string_view head) {
  const Format* best = nullptr;
  int best_score = 0;
  for (const Format* format : formats()) {
    const int score = format->recognise(head);
    if (score <= best_score) continue;
    best = format;
    best_score = score;
  }
  return best;
}

}  // namespace clew::read
