#include "press/html.h"

#include <doctest/doctest.h>

#include <string>

namespace clew::press {
namespace {

// What a page's markup is read as, one word an event.
class Recorder : public MarkupSink {
 public:
  void on_tag(const Markup& tag) override { said += (tag.is_end ? "/" : "<") + std::string(tag.name) + " "; }
  void on_text(std::string_view raw) override { said += "'" + std::string(raw) + "' "; }
  void on_raw(const Markup& tag, std::string_view content) override {
    said += "raw:" + std::string(tag.name) + "=" + std::string(content) + " ";
  }
  std::string said;
};

std::string events(std::string_view page) {
  Recorder recorder;
  read_markup(page, recorder);
  return recorder.said;
}

TEST_CASE("markup is read as a browser reads it, and nothing in it is an error") {
  struct {
    const char* page;
    const char* said;
  } cases[] = {
      {"<p class=x>One &amp; two</p>", "<p 'One &amp; two' /p "},
      {"1 < 2 and <3", "'1 < 2 and <3' "},
      {"a<!-- <p> -->b", "'a' 'b' "},
      {"a<!-- never closed <p>b", "'a' 'b' "},
      {"<script>if (a < b) '</p>'</script>c", "raw:script=if (a < b) '</p>' 'c' "},
      {"<script>never closed <p>", "raw:script=never closed <p> "},
      {"<title>A <b> title</title>", "raw:title=A <b> title "},
      {"<a title='x > y'>z</a>", "<a 'z' /a "},
      {"<a title=\"never closed>z", "<a 'z' "},
      {"<P>x</P >", "<P 'x' /P "},
      {"<unfinished", "'<unfinished' "},
      {"<?php echo 1 ?>x", "'x' "},
      {"", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.page);
    CHECK(events(one.page) == one.said);
  }
}

TEST_CASE("entities are decoded by name and by number, and left as written where they are none") {
  CHECK(decoded("Ports &amp; works") == "Ports & works");
  CHECK(decoded("&#8217;&#x2019;&rsquo;") == "’’’");
  CHECK(decoded("&#150;&#0;&#xD800;&#99999999;") == "–\uFFFD\uFFFD\uFFFD");
  CHECK(decoded("R&D &unknown; &") == "R&D &unknown; &");
  CHECK(decoded_line("  a\n\t b&nbsp;c ") == "a b c");
}

TEST_CASE("an attribute is found whatever its quotes and case") {
  CHECK(attribute(" ID=one Class=\"a b\" x='1&lt;2'", "class") == "a b");
  CHECK(attribute(" ID=one", "id") == "one");
  CHECK(attribute(" x='1&lt;2'", "x") == "1<2");
  CHECK(attribute(" a b=", "b").empty());
}

}  // namespace
}  // namespace clew::press
