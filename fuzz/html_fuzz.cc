// Any bytes as a news page: the story is text, its paragraphs stand in order, and what is said of a place in
// the page lies within the page.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "press/page.h"
#include "read/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const clew::press::Page page = clew::press::read_page(bytes);
  CLEW_FUZZ_CHECK(page.bytes == size);
  CLEW_FUZZ_CHECK(clew::read::is_clean_utf8(page.text));
  CLEW_FUZZ_CHECK(clew::read::is_clean_utf8(page.title.value));
  size_t end = 0;
  for (const auto& paragraph : page.paragraphs) {
    CLEW_FUZZ_CHECK(paragraph.begin >= end && paragraph.size > 0);
    end = paragraph.begin + paragraph.size;
    CLEW_FUZZ_CHECK(end < page.text.size() && page.text[end] == '\n');
    if (page.has_file_offsets) CLEW_FUZZ_CHECK(page.place_of(paragraph.begin) < size);
  }
  return 0;
}
