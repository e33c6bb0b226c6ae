// What ./dev bench press measures of Clew itself; bench/press.py holds it against others.
//
//   clew_press_bench text OUT FILE...       the story of each page into OUT, and megabytes a second of one
//   core clew_press_bench mentions FILE...       people and organisations in plain text: file, byte, bytes,
//   kind clew_press_bench names LIST TEXT NAMES  megabytes a second of TEXT looked through for NAMES names of
//   LIST
#include <fmt/core.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "press/account.h"
#include "press/testing_list.h"

namespace {

using namespace clew;

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int text(const std::string& out, int count, char** files) {
  double seconds = 0;
  size_t bytes = 0;
  for (int i = 0; i < count; ++i) {
    const std::string page_bytes = file_bytes(files[i]);
    const double begin = processor_seconds();
    const press::Page page = press::read_page(page_bytes);
    seconds += processor_seconds() - begin;
    bytes += page_bytes.size();
    std::ofstream(out + "/" + std::filesystem::path(files[i]).stem().string() + ".txt") << page.text;
  }
  fmt::print("{:.1f} MB in {:.2f} s of one core: {:.0f} MB/s\n", static_cast<double>(bytes) / 1e6, seconds,
             static_cast<double>(bytes) / 1e6 / seconds);
  return 0;
}

// Each line a paragraph, as it stands.
press::Page plain_page(const std::string& bytes) {
  press::Page page;
  size_t at = 0;
  while (at < bytes.size()) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    press::add_paragraph(page, std::string_view(bytes).substr(at, end - at), press::ParagraphKind::body, at);
    at = end + 1;
  }
  return page;
}

int mentions(int count, char** files) {
  const auto tables = clean::Tables::load();
  const auto book = press::WordBook::load();
  if (!tables || !book) return 1;
  for (int i = 0; i < count; ++i) {
    const press::Page page = plain_page(file_bytes(files[i]));
    for (const press::Mention& mention : press::read_mentions(page, **tables, **book).mentions) {
      fmt::print("{}\t{}\t{}\t{}\n", files[i], mention.begin, mention.size, to_string(mention.kind));
    }
  }
  return 0;
}

// The list, and as many invented people as are missing: a given name of one entry with the family name of
// another.
void fill_up(std::vector<press::KnownEntity>& list, const clean::Tables& tables, size_t names_wanted) {
  std::vector<std::string> given, family;
  size_t names = 0;
  for (const press::KnownEntity& entity : list) {
    names += entity.subject.names.size();
    const size_t comma = entity.caption.find(", ");
    if (entity.subject.kind != clean::NameKind::person || comma == std::string::npos) continue;
    family.push_back(entity.caption.substr(0, comma));
    given.push_back(entity.caption.substr(comma + 2));
  }
  for (size_t i = 0; names < names_wanted && !given.empty(); ++i, ++names) {
    press::KnownEntity entity;
    entity.subject.id = fmt::format("invented-{}", i);
    entity.subject.schema = "Person";
    entity.subject.kind = clean::NameKind::person;
    entity.caption = family[i % family.size()] + ", " + given[(i * 7 + i / family.size() + 1) % given.size()];
    match::add_value(tables, entity.subject, "name", entity.caption);
    list.push_back(std::move(entity));
  }
}

int names(const std::string& folder, const std::string& file, size_t wanted) {
  const auto tables = clean::Tables::load();
  auto model = match::Model::load();
  if (!tables || !model) return 1;
  auto list = press::read_list(folder, **tables);
  if (!list) return 1;
  fill_up(*list, **tables, wanted);
  const press::StoreNames known = press::StoreNames::of(std::move(*list), *tables, std::move(*model));
  const std::string bytes = file_bytes(file);
  size_t hits = 0, scored = 0;
  const double begin = processor_seconds();
  std::vector<std::pair<std::string_view, press::NameHit>> found;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\f', at), bytes.size());
    const std::string_view page = std::string_view(bytes).substr(at, end - at);
    for (press::NameHit& hit : known.known().find(page)) found.emplace_back(page, std::move(hit));
    at = end + 1;
  }
  const double middle = processor_seconds();
  for (const auto& [page, hit] : found)
    scored += known.candidates(hit, page.substr(hit.begin, hit.size), 3).size();
  const double end = processor_seconds();
  hits = found.size();
  const double megabytes = static_cast<double>(bytes.size()) / 1e6;
  fmt::print(
      "{} names as {} patterns; {:.1f} MB, {} mentions: found at {:.0f} MB/s, with their scoring {:.0f} MB/s "
      "({} candidates)\n",
      known.known().name_count(), known.known().pattern_count(), megabytes, hits,
      megabytes / (middle - begin), megabytes / (end - begin), scored);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::string mode = count > 1 ? words[1] : "";
  if (mode == "text" && count > 3) return text(words[2], count - 3, words + 3);
  if (mode == "mentions" && count > 2) return mentions(count - 2, words + 2);
  if (mode == "names" && count == 5) return names(words[2], words[3], std::stoul(words[4]));
  fmt::print(stderr, "clew_press_bench text OUT FILE... | mentions FILE... | names LIST TEXT NAMES\n");
  return 2;
}
