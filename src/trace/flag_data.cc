#include "trace/flag_data.h"

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include "base/data_dir.h"

namespace clew::trace {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

std::string word_at(const YAML::Node& node, const char* key) {
  const YAML::Node value = node[key];
  return value && value.IsScalar() ? value.as<std::string>() : std::string();
}

std::unexpected<base::Error> wrong(const std::string& path, const YAML::Node& node, std::string_view what) {
  return fail(ErrorKind::format, fmt::format("{}:{}: {}", path, node.Mark().line + 1, what));
}

Result<FlagDefinition> read_flag(const std::string& path, const YAML::Node& node) {
  if (!node.IsMap()) return wrong(path, node, "a flag is a map");
  FlagDefinition flag{.name = word_at(node, "flag"),
                      .title = word_at(node, "title"),
                      .asks = word_at(node, "asks"),
                      .evidence = word_at(node, "evidence"),
                      .source = word_at(node, "source"),
                      .innocent = word_at(node, "innocent"),
                      .limits = {}};
  for (const std::string* text :
       {&flag.name, &flag.title, &flag.asks, &flag.evidence, &flag.source, &flag.innocent}) {
    if (text->empty())
      return wrong(path, node, "a flag has flag, title, asks, evidence, source and innocent");
  }
  for (const auto& limit : node["limits"])
    flag.limits[limit.first.as<std::string>()] = limit.second.as<int>();
  return flag;
}

Result<JurisdictionList> read_list(const std::string& path, const YAML::Node& node) {
  if (!node.IsMap()) return wrong(path, node, "a list is a map");
  JurisdictionList list{.name = word_at(node, "list"),
                        .title = word_at(node, "title"),
                        .publisher = word_at(node, "publisher"),
                        .as_of = word_at(node, "as_of"),
                        .is_checked = word_at(node, "checked") == "yes",
                        .codes = {}};
  if (list.name.empty() || list.title.empty() || list.publisher.empty() || list.as_of.empty())
    return wrong(path, node, "a list has list, title, publisher and as_of");
  for (const auto& code : node["codes"]) list.codes.push_back(code.as<std::string>());
  return list;
}

template <class Item>
Result<std::vector<Item>> read_items(const std::string& path, const char* key,
                                     Result<Item> (*read)(const std::string&, const YAML::Node&)) {
  try {
    const YAML::Node list = YAML::LoadFile(path)[key];
    if (!list || !list.IsSequence())
      return fail(ErrorKind::format, fmt::format("{} has no list \"{}\"", path, key));
    std::vector<Item> items;
    for (const YAML::Node& node : list) {
      CLEW_TRY_ASSIGN(Item item, read(path, node));
      items.push_back(std::move(item));
    }
    return items;
  } catch (const YAML::BadFile&) {
    return fail(ErrorKind::not_found, fmt::format("cannot read the definitions of flags in {}", path));
  } catch (const YAML::Exception& error) {
    return fail(ErrorKind::format, fmt::format("{}:{}: {}", path, error.mark.line + 1, error.msg));
  }
}

}  // namespace

Result<FlagData> read_flags(const std::string& flags_path, const std::string& lists_path) {
  FlagData data;
  CLEW_TRY_ASSIGN(data.flags, read_items<FlagDefinition>(flags_path, "flags", read_flag));
  CLEW_TRY_ASSIGN(data.lists, read_items<JurisdictionList>(lists_path, "lists", read_list));
  return data;
}

Result<FlagData> shipped_flags() {
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("flags/flags.yaml"));
  return read_flags(folder + "/flags/flags.yaml", folder + "/flags/jurisdictions.yaml");
}

}  // namespace clew::trace
