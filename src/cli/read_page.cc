// clew read-page: a saved news page as evidence.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/screen_print.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "press/account.h"
#include "read/stream.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using press::Account;
using press::Page;
using press::Stated;

// A page is held in memory whole.
constexpr size_t kPageBytesMax = 256 << 20;

struct Options {
  std::string file;
  std::string url;
  std::string store;
  bool with_speakers = false;
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

std::string words_at(const Page& page, size_t begin, size_t size) { return page.text.substr(begin, size); }

// Where text[offset] stands, for people: its byte in the file.
size_t place(const Page& page, size_t offset) { return page.place_of(offset); }

void print_candidate(const press::Candidate& candidate) {
  const match::Comparison& comparison = candidate.comparison;
  fmt::print("          could be {}  {}  {}  score {:.2f}{}\n", candidate.entity->subject.id,
             candidate.entity->subject.schema, fit(candidate.entity->caption, 60), comparison.score,
             candidate.is_as_listed ? ", named as listed" : "");
  print_evidence(comparison);
}

void print_named(const Options& options, const Page& page, const Account& account) {
  if (account.named.empty()) return;
  fmt::print("\nNamed in the story, by the byte of the first mention in the {}:\n\n",
             page.has_file_offsets ? "file" : "page as UTF-8");
  for (const press::Named& one : account.named) {
    const size_t count = one.mentions.size();
    fmt::print("{:>7}  {}  {}, {}{}\n", place(page, account.reading.mentions[one.mentions.front()].begin),
               fit(one.name, 70), to_string(one.kind), to_string(one.role),
               count > 1 ? fmt::format(", {} mentions", count) : "");
    if (one.is_withheld)
      fmt::print("          not looked for: who speaks or writes is not screened (--with-speakers does)\n");
    for (const press::Candidate& candidate : one.candidates) print_candidate(candidate);
  }
  if (!options.store.empty()) {
    fmt::print(
        "\nA candidate is somebody a name could mean, not a verdict. Bits: +1 doubles the odds, -1 halves "
        "them.\n");
  }
}

std::string claim_words(const Account& account, const press::Claim& claim) {
  return fmt::format("{}: {}{}{}", claim.who ? account.named[*claim.who].name : "nobody by name",
                     claim.is_denied ? "not " : "", claim.meaning,
                     claim.speaker ? fmt::format(", says {}", account.named[*claim.speaker].name) : "");
}

void print_claims(const Page& page, const Account& account) {
  if (account.claims.empty()) {
    fmt::print("\nThe rules for English find no claim about anybody in the story, and no accusation.\n");
    return;
  }
  fmt::print("\nWhat the page says of them, in its words; \"says NAME\" where it quotes somebody:\n\n");
  for (const press::Claim& claim : account.claims) {
    fmt::print("{:>7}  {}\n         the page says: {}\n", place(page, claim.begin),
               fit(claim_words(account, claim), 120),
               fit(words_at(page, claim.sentence_begin, claim.sentence_size), 500));
  }
  fmt::print(
      "\nAll of this is graded press: read by rules, not checked. Press alone carries no element of an "
      "offence.\n");
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

void write_mentions(Json& json, const Page& page, const Account& account, const press::Named& one) {
  json.key("mentions").open_list();
  for (const uint32_t i : one.mentions) {
    const press::Mention& mention = account.reading.mentions[i];
    json.open();
    json.member("words", words_at(page, mention.begin, mention.size));
    json.member("begin", static_cast<uint64_t>(mention.begin));
    json.member("size", static_cast<uint64_t>(mention.size));
    json.member("in_page", static_cast<uint64_t>(page.place_of(mention.begin)));
    json.member("role", to_string(account.roles[i]));
    json.close();
  }
  json.close_list();
}

void write_named(Json& json, const Page& page, const Account& account) {
  json.key("named").open_list();
  for (const press::Named& one : account.named) {
    json.open();
    json.member("name", one.name);
    json.member("kind", to_string(one.kind));
    json.member("role", to_string(one.role));
    json.member("grade", "press");
    json.member("looked_for", !one.is_withheld);
    write_mentions(json, page, account, one);
    json.key("candidates").open_list();
    for (const press::Candidate& candidate : one.candidates) {
      json.open();
      json.member("id", candidate.entity->subject.id);
      json.member("caption", candidate.entity->caption);
      json.member("schema", candidate.entity->subject.schema);
      json.list("datasets", candidate.entity->datasets);
      json.member("status", "candidate");
      json.member("named_as_listed", candidate.is_as_listed);
      write_comparison(json, candidate.comparison);
      json.close();
    }
    json.close_list();
    json.close();
  }
  json.close_list();
}

void write_claims(Json& json, const Page& page, const Account& account) {
  json.key("claims").open_list();
  for (const press::Claim& claim : account.claims) {
    json.open();
    json.key("who");
    if (claim.who)
      json.value(account.named[*claim.who].name);
    else
      json.null();
    json.member("kind", claim.kind);
    json.member("meaning", claim.meaning);
    json.member("is_denied", claim.is_denied);
    json.key("speaker");
    if (claim.speaker)
      json.value(account.named[*claim.speaker].name);
    else
      json.null();
    json.member("the_page_says", words_at(page, claim.sentence_begin, claim.sentence_size));
    json.member("begin", static_cast<uint64_t>(claim.begin));
    json.member("size", static_cast<uint64_t>(claim.size));
    json.member("in_page", static_cast<uint64_t>(page.place_of(claim.begin)));
    json.member("grade", "press");
    json.close();
  }
  json.close_list();
  json.member("note", "Press alone carries no element of an offence.");
}

Result<std::optional<press::StoreNames>> names_of(const Options& options,
                                                  const std::shared_ptr<const clean::Tables>& tables) {
  if (options.store.empty()) return std::nullopt;
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.store));
  CLEW_TRY_ASSIGN(match::Model model, match::Model::load());
  CLEW_TRY_ASSIGN(press::StoreNames names, press::StoreNames::open(store, {}, tables, std::move(model)));
  return std::optional<press::StoreNames>(std::move(names));
}

Result<int> tell_page(const Options& options, const Page& page) {
  CLEW_TRY_ASSIGN(const auto tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(const auto book, press::WordBook::load());
  CLEW_TRY_ASSIGN(const auto names, names_of(options, tables));
  const Account account = press::account_of(
      page, *tables, *book, {.names = names ? &*names : nullptr, .with_speakers = options.with_speakers});
  if (options.json) {
    Json json;
    json.open();
    write_page(json, options, page);
    json.member("bytes_looked_through", static_cast<uint64_t>(account.bytes_read));
    write_named(json, page, account);
    write_claims(json, page, account);
    json.close();
    json.print();
  } else {
    print_page(options, page);
    if (account.bytes_read < page.text.size()) {
      fmt::print("odd        names are looked for in the first {} of the story\n",
                 bytes_text(account.bytes_read));
    }
    print_named(options, page, account);
    if (!page.text.empty()) print_claims(page, account);
  }
  return page.text.empty() ? kNotFound : kDone;
}

Result<int> read_page_run(const Options& options) {
  CLEW_TRY_ASSIGN(const std::string bytes, bytes_of(options.file));
  const Page page = press::read_page(bytes);
  if (!options.text) return tell_page(options, page);
  fmt::print("{}", page.text);
  return page.text.empty() ? kNotFound : kDone;
}

}  // namespace

Run declare_read_page(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("FILE", options->file, "a saved page, HTML or text; - is standard input");
  flags.option("--url", "ADDRESS", options->url, "the address it was saved from; kept as you give it");
  flags.option("--store", "STORE", options->store, "look in this store for who they could be");
  flags.flag("--with-speakers", options->with_speakers, "look for those who speak or write, too");
  flags.flag("--text", options->text, "print nothing but the story");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = read_page_run(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
