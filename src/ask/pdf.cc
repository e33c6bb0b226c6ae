#include "ask/pdf.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "ask/sheet_blocks.h"
#include "ask/text.h"
#include "base/hash.h"
#include "print/pages.h"

namespace clew::ask {
namespace {

constexpr double kColumn = 4.6;  // Points of one column of a lead.

void draw_paragraph(print::Pages& pages, const Block& block) {
  const size_t columns = std::min<size_t>(block.lead.size(), 38);
  const size_t mark = block.lead.find_first_not_of(' ');
  if (mark != std::string::npos) {
    pages.keep_together(24);
    pages.draw_beside(plain(block.lead.substr(mark)), {8.5, kColumn * static_cast<double>(mark)});
  }
  pages.draw(plain(block.text), {8.5, kColumn * static_cast<double>(columns)});
}

void draw(print::Pages& pages, const Block& block) {
  switch (block.kind) {
    case Block::Kind::title: return pages.draw(plain(block.text), {14, 0, true});
    case Block::Kind::gap: return pages.skip(6);
    case Block::Kind::heading:
      pages.skip(10);
      pages.keep_together(40);
      pages.draw(plain(block.text), {10.5, 0, true});
      return pages.skip(2);
    case Block::Kind::paragraph: return draw_paragraph(pages, block);
  }
}

std::string made_with(const print::MadeWith& made) {
  return fmt::format(
      "Made with Cairo {}, Pango {}; fonts: {}. The same libraries and fonts make the same bytes.",
      made.cairo, made.pango, fmt::join(made.fonts, ", "));
}

}  // namespace

base::Result<PdfSheet> to_pdf(const Sheet& sheet) {
  const auto footer = [&](int page) {
    return plain(fmt::format("{} sheet - {} - page {}",
                             sheet.view == View::internal ? "Internal" : "Outgoing", sheet.on, page));
  };
  print::Pages pages(sheet.title, sheet.on, footer, 7);
  for (const Block& block : blocks_of(sheet, true)) draw(pages, block);
  pages.skip(8);
  const print::MadeWith made = pages.made_with();
  pages.draw(made_with(made), {7});
  CLEW_TRY_ASSIGN(std::string bytes, pages.finish());
  Printed printed{base::hex(base::sha256(bytes)), made.cairo, made.pango, made.fonts};
  return PdfSheet{std::move(bytes), std::move(printed)};
}

}  // namespace clew::ask
