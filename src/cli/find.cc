// clew find: entities by words of their names.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/minors.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "index/names.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string name;
  uint64_t limit = 20;
};

std::string datasets_of(const store::Entity& entity) {
  std::string text;
  std::string_view before;
  for (const auto& [statement, from, to] : entity.statements) {
    if (statement.dataset == before) continue;
    before = statement.dataset;
    text += (text.empty() ? "" : " ") + std::string(before);
  }
  return text;
}

base::Result<int> find(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(const auto names, index::Names::open(store));
  CLEW_TRY_ASSIGN(const auto found, names.find(options.name, options.view.view));
  Table table({"id", "kind", "name", "born", "datasets"});
  Json json;
  json.open();
  json.member("total", static_cast<uint64_t>(found.size()));
  json.key("results").open_list();
  for (size_t i = 0; i < std::min<size_t>(found.size(), options.limit); ++i) {
    const store::Entity& entity = found[i];
    const bool hides = is_child(store, entity, options.view.view);
    const std::string_view caption = hides ? kChild : entity.caption();
    table.add({entity.id, std::string(entity.schema_name()), std::string(caption),
               hides ? std::string() : std::string(entity.first("birthDate")), datasets_of(entity)});
    json.open();
    json.member("id", entity.id);
    json.member("schema", entity.schema_name());
    json.member("caption", caption);
    json.list("names", hides ? std::vector<std::string_view>() : entity.values("name"));
    json.list("birthDate", hides ? std::vector<std::string_view>() : entity.values("birthDate"));
    json.member("datasets", datasets_of(entity));
    json.close();
  }
  json.close_list();
  json.close();
  if (options.view.json) {
    json.print();
  } else if (found.empty()) {
    fmt::print("nobody in {} has a name with all of these words: {}\n", store.path(), fit(options.name, 200));
  } else {
    table.print();
    if (found.size() > options.limit) {
      fmt::print("{} of {}; --limit shows more\n", options.limit, with_commas(found.size()));
    }
    fmt::print("A shared name is a candidate, not an identification.\n");
  }
  return found.empty() ? kNotFound : kDone;
}

}  // namespace

Run declare_find(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("NAME", options->name, "words of a name, in any order");
  flags.option("--limit", "N", options->limit, "how many to show (default 20)");
  return [options] {
    const auto result = find(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
