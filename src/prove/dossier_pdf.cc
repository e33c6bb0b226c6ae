#include <fmt/core.h>

#include "print/pages.h"
#include "prove/dossier.h"

namespace clew::prove {
namespace {

struct Look {
  double before = 3;  // Space above, in points.
  print::Style style = {};
};

Look look_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::title: return {0, {16, 0, true}};
    case Block::Kind::heading: return {12, {11.5, 0, true}};
    case Block::Kind::note: return {0, {7.5, 16}};
    case Block::Kind::quote: return {2, {8.5, 16}};
    case Block::Kind::label:
    case Block::Kind::text: return {};
  }
  return {};
}

void draw(print::Pages& pages, const Block& block) {
  const Look look = look_of(block.kind);
  pages.skip(look.before);
  if (block.kind == Block::Kind::heading) pages.keep_together(48);
  pages.draw(block.label.empty() ? block.text : fmt::format("{}   {}", block.label, block.text), look.style);
}

}  // namespace

base::Result<std::string> to_pdf(const std::vector<Block>& blocks, const std::string& day, Value& made_with) {
  const auto number = [](int page) { return std::to_string(page); };
  print::Pages pages(blocks.empty() ? "" : blocks.front().text, day, number, 7.5);
  for (const Block& block : blocks) draw(pages, block);
  CLEW_TRY_ASSIGN(std::string bytes, pages.finish());
  const print::MadeWith made = pages.made_with();
  made_with.set("cairo", made.cairo).set("pango", made.pango).set("fonts", made.fonts);
  return bytes;
}

}  // namespace clew::prove
