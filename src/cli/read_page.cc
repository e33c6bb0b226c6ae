// clew read-page: a saved news page as evidence.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "press/page.h"
#include "read/stream.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using press::Page;
using press::Stated;

// A page is held in memory whole.
constexpr size_t kPageBytesMax = 256 << 20;

struct Options {
  std::string file;
  std::string url;
  bool json = false;
  bool text = false;
};

Result<std::string> bytes_of(const std::string& path) {
  CLEW_TRY_ASSIGN(const auto stream,
                  read::open_input({.path = path == "-" ? "/dev/stdin" : path, .member = {}}));
  std::string bytes;
  size_t filled = 0;
  while (true) {
    bytes.resize(std::max<size_t>(filled * 2, 256 << 10));
    CLEW_TRY_ASSIGN(const size_t size, stream->read(bytes.data() + filled, bytes.size() - filled));
    if (size == 0) break;
    filled += size;
    if (filled > kPageBytesMax) {
      return fail(ErrorKind::unsupported,
                  fmt::format("{} is larger than {}; no news page is", path, bytes_text(kPageBytesMax)));
    }
  }
  bytes.resize(filled);
  return bytes;
}

void print_stated(std::string_view name, const Stated& stated) {
  if (stated.is_known()) {
    fmt::print("{:<10} {}   [{}]\n", name, fit(stated.value, 200), fit(stated.from, 60));
  } else {
    fmt::print("{:<10} unknown: the page does not say\n", name);
  }
}

void print_page(const Options& options, const Page& page) {
  if (!options.url.empty()) fmt::print("{:<10} {}   [as you gave it]\n", "address", fit(options.url, 200));
  print_stated("title", page.title);
  print_stated("outlet", page.outlet);
  if (page.authors.empty()) print_stated("author", {});
  for (const Stated& author : page.authors) print_stated("author", author);
  print_stated("published", page.published);
  if (page.modified.is_known()) print_stated("modified", page.modified);
  print_stated("language", page.language);
  fmt::print("{:<10} {}, by its {}; {}\n", "encoding", page.encoding, page.encoding_known_by,
             bytes_text(page.bytes));
  for (const std::string& oddity : page.oddities) fmt::print("odd        {}\n", fit(oddity, 400));
}

void print_text(const Page& page) {
  fmt::print("\nThe story, {} paragraphs; in front of each its byte in the {}:\n\n", page.paragraphs.size(),
             page.has_file_offsets ? "file" : "page as UTF-8");
  for (const press::Paragraph& one : page.paragraphs) {
    fmt::print("{:>7}  {}{}\n", page.place_of(one.begin),
               one.kind == press::ParagraphKind::body ? "" : fmt::format("[{}] ", press::to_string(one.kind)),
               fit(std::string_view(page.text).substr(one.begin, one.size), 1 << 20));
  }
}

void write_stated(Json& json, std::string_view name, const Stated& stated) {
  json.key(name);
  if (!stated.is_known()) return json.null();
  json.open();
  json.member("value", stated.value);
  json.member("from", stated.from);
  json.close();
}

void write_page(Json& json, const Options& options, const Page& page) {
  json.key("address");
  if (options.url.empty())
    json.null();
  else
    json.value(options.url);
  write_stated(json, "title", page.title);
  write_stated(json, "outlet", page.outlet);
  json.key("authors").open_list();
  for (const Stated& author : page.authors) {
    json.open();
    json.member("value", author.value);
    json.member("from", author.from);
    json.close();
  }
  json.close_list();
  write_stated(json, "published", page.published);
  write_stated(json, "modified", page.modified);
  write_stated(json, "language", page.language);
  json.member("encoding", page.encoding);
  json.member("encoding_known_by", page.encoding_known_by);
  json.member("bytes", static_cast<uint64_t>(page.bytes));
  json.list("oddities", page.oddities);
  json.member("text", page.text);
  json.member("has_file_offsets", page.has_file_offsets);
  json.key("paragraphs").open_list();
  for (const press::Paragraph& one : page.paragraphs) {
    json.open();
    json.member("kind", press::to_string(one.kind));
    json.member("begin", static_cast<uint64_t>(one.begin));
    json.member("size", static_cast<uint64_t>(one.size));
    json.member("in_page", static_cast<uint64_t>(page.place_of(one.begin)));
    json.close();
  }
  json.close_list();
}

Result<int> read_page_run(const Options& options) {
  CLEW_TRY_ASSIGN(const std::string bytes, bytes_of(options.file));
  const Page page = press::read_page(bytes);
  if (options.text) {
    fmt::print("{}", page.text);
  } else if (options.json) {
    Json json;
    json.open();
    write_page(json, options, page);
    json.close();
    json.print();
  } else {
    print_page(options, page);
    print_text(page);
  }
  return page.text.empty() ? kNotFound : kDone;
}

}  // namespace

Run declare_read_page(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("FILE", options->file, "a saved page, HTML or text; - is standard input");
  flags.option("--url", "ADDRESS", options->url, "the address it was saved from; kept as you give it");
  flags.flag("--text", options->text, "print nothing but the story");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = read_page_run(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
