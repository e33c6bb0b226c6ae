// Any bytes as a news page: the story is text, its paragraphs stand in order, and what is said of a place in
// the page lies within the page; names and claims lie within the story.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "press/account.h"
#include "read/text.h"

namespace {

using namespace clew::press;

// The words that a name is found by: a few names, and the word book where the source tree is at hand.
struct Tables {
  std::shared_ptr<clew::clean::Tables> tables = std::make_shared<clew::clean::Tables>();
  std::shared_ptr<const WordBook> book = std::make_shared<WordBook>();
  Tables() {
    if (auto loaded = WordBook::load()) book = *loaded;
    tables->person_bits = {{"teodor", 9000}, {"nadia", 9000}};
    tables->countries = {{"china", "CN"}, {"united states", "US"}};
  }
};

void check_account(const Page& page) {
  static const Tables known;
  const Account account = account_of(page, *known.tables, *known.book);
  size_t end = 0;
  for (const Mention& mention : account.reading.mentions) {
    CLEW_FUZZ_CHECK(mention.begin >= end && mention.size > 0);
    end = mention.begin + mention.size;
    CLEW_FUZZ_CHECK(end <= page.text.size());
  }
  CLEW_FUZZ_CHECK(account.roles.size() == account.reading.mentions.size());
  for (const Claim& claim : account.claims) CLEW_FUZZ_CHECK(claim.begin + claim.size <= page.text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Page page = read_page(bytes);
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
  check_account(page);
  return 0;
}
