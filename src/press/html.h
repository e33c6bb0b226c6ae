// The markup of a page as events, the way browsers read it: nothing is an error.
//
//   <p class="x">Ports &amp; works<br>   ->  tag p [class="x"], text "Ports &amp; works", tag br
//
// One pass, no recursion, no memory of its own: any page costs time in proportion to its bytes. Views point
// into the page's text, which must outlive them. What the markup says (entities in text, letters of any case
// in names) is left as written until asked for.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace clew::press {

// Elements that reading a page tells apart.
enum class Tag : uint8_t {
  other,
  custom,
  // Part of a sentence.
  a,
  abbr,
  b,
  big,
  br,
  cite,
  code,
  em,
  font,
  i,
  img,
  input,
  kbd,
  label,
  mark,
  q,
  s,
  samp,
  small,
  span,
  strong,
  sub,
  sup,
  time,
  tt,
  u,
  var,
  wbr,
  del,
  ins,
  button,
  picture,
  source,
  // Blocks.
  address,
  article,
  aside,
  blockquote,
  body,
  caption,
  center,
  dd,
  details,
  dialog,
  div,
  dl,
  dt,
  fieldset,
  figcaption,
  figure,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  header,
  hgroup,
  hr,
  html,
  li,
  main,
  menu,
  nav,
  ol,
  optgroup,
  option,
  p,
  pre,
  section,
  select,
  summary,
  table,
  tbody,
  td,
  tfoot,
  th,
  thead,
  tr,
  ul,
  // The head, and what is no text.
  head,
  title,
  meta,
  link,
  base,
  script,
  style,
  noscript,
  template_,
  svg,
  math,
  iframe,
  object,
  video,
  audio,
  canvas,
  textarea,
  noframes,
  noembed,
  xmp,
  embed,
  param,
  track,
  area,
  col,
  colgroup,
  map,
  count_
};

// By its name in letters of any case; `custom` where a hyphen stands in it.
Tag tag_of(std::string_view name);

// Elements that cannot have content.
bool is_void(Tag tag);
// Elements that stand within a line of text and do not end it.
bool is_inline(Tag tag);

struct Markup {
  Tag tag = Tag::other;
  bool is_end = false;
  std::string_view name;
  std::string_view attributes;  // As written, between the name and the '>'.
};

class MarkupSink {
 public:
  virtual ~MarkupSink() = default;
  virtual void on_tag(const Markup& tag) = 0;
  virtual void on_text(std::string_view raw) = 0;
  // What stands in a script, a style, a title, a text area: never markup.
  virtual void on_raw(const Markup& tag, std::string_view content) = 0;
};

void read_markup(std::string_view page, MarkupSink& sink);

// Calls with each attribute, its value as written. Stops when `each` gives false.
void for_each_attribute(std::string_view attributes,
                        const std::function<bool(std::string_view name, std::string_view value)>& each);
// The decoded value of one attribute; empty where there is none.
std::string attribute(std::string_view attributes, std::string_view name);

// Adds `raw` with its entities decoded and all white space as it is.
void append_decoded(std::string& text, std::string_view raw);
std::string decoded(std::string_view raw);
// The same with runs of white space as one blank, and none at either end.
std::string decoded_line(std::string_view raw);

}  // namespace clew::press
