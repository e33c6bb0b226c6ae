#include "load/plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "load/unknown.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// A name for what has none: the file's stem without further endings, as a dataset is named.
std::string dataset_name(const std::string& path) {
  std::string stem = std::filesystem::path(path).filename().string();
  stem = stem.substr(0, stem.find('.', 1));
  for (char& c : stem) {
    const bool keeps =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<uint8_t>(c) >= 0x80;
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    } else if (!keeps) {
      c = '_';
    }
  }
  return stem.empty() ? "dataset" : stem;
}

bool file_begins_with(const std::string& path, std::string_view head) {
  std::string bytes(std::min<size_t>(head.size(), 4096), 0);
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file.gcount() == static_cast<std::streamsize>(bytes.size()) && head.starts_with(bytes);
}

// JSON may also be an array, or objects spread over lines: then a line is not what it is read by.
bool shows_an_object_a_line(std::string_view head) {
  size_t lines = 0;
  for (size_t end = head.find('\n'); end != std::string_view::npos; end = head.find('\n'), ++lines) {
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.starts_with('{') || !line.ends_with('}')) return false;
    head.remove_prefix(end + 1);
  }
  return lines != 0;
}

bool lie_together(const PlannedInput& a, const PlannedInput& b) {
  if (!a.input.member.empty() || !b.input.member.empty()) return a.input.path == b.input.path;
  return std::filesystem::path(a.input.path).parent_path() ==
         std::filesystem::path(b.input.path).parent_path();
}

// Where the dataset is that of the files beside it: the bundle of another file of the publisher there.
Bundle* bundle_of_sibling(Plan& plan, const PlannedInput& input) {
  for (Bundle& bundle : plan.bundles) {
    for (const PlannedInput& other : bundle.inputs) {
      const bool says_it = !other.format->dataset_of_siblings && other.format->prefix == input.format->prefix;
      if (says_it && lie_together(input, other)) return &bundle;
    }
  }
  return nullptr;
}

void join_siblings(Plan& plan) {
  for (size_t b = 0; b < plan.bundles.size(); ++b) {
    for (size_t i = plan.bundles[b].inputs.size(); i-- > 0;) {
      const PlannedInput input = plan.bundles[b].inputs[i];
      Bundle* home = input.format->dataset_of_siblings ? bundle_of_sibling(plan, input) : nullptr;
      if (home == nullptr || home == &plan.bundles[b]) continue;
      plan.bundles[b].inputs.erase(plan.bundles[b].inputs.begin() + static_cast<std::ptrdiff_t>(i));
      home->inputs.push_back(input);
    }
  }
  std::erase_if(plan.bundles, [](const Bundle& bundle) { return bundle.inputs.empty(); });
}

const read::Format* format_of(std::string_view head, bool by_mapping) {
  if (is_tar(head)) return nullptr;
  return by_mapping ? &read::kMapped : read::recognise(head);
}

// What was listed in one of two versions only would be listed still, or never have been.
Result<void> check_versions(const Bundle& bundle) {
  for (size_t i = 0; i < bundle.inputs.size(); ++i) {
    for (size_t j = 0; j < i && bundle.inputs[i].format->whole_list; ++j) {
      const PlannedInput &one = bundle.inputs[j], &other = bundle.inputs[i];
      if (one.format != other.format || one.input.path == other.input.path) continue;
      return fail(ErrorKind::usage,
                  fmt::format("{} and {} are each the whole of one list ({}): two versions of {}; load them "
                              "one after another, the oldest first, each with --published-on",
                              one.input.path, other.input.path, one.format->title, bundle.dataset));
    }
  }
  return {};
}

}  // namespace

Result<Plan> make_plan(const LoadOptions& options) {
  Plan plan;
  std::shared_ptr<const read::Mapping> mapping;
  if (!options.mapping.empty()) {
    CLEW_TRY_ASSIGN(mapping, read::load_mapping(options.mapping));
  }
  std::string head_of_unknown;  // Of the first that has no advice of its own.
  for (const std::string& path : options.paths) {
    CLEW_TRY_ASSIGN(const auto inputs, read::find_inputs(path));
    for (const read::Input& input : inputs) {
      const bool named_by_user = inputs.size() == 1 && input.path == path && input.member.empty();
      auto stream = read::open_input(input);
      if (!stream && named_by_user) return std::unexpected(stream.error());
      if (!stream) {
        plan.unread.push_back(stream.error().message);
        continue;
      }
      read::Peeked peeked(std::move(*stream));
      PlannedInput planned{input, format_of(peeked.head(), mapping != nullptr), false};
      if (planned.format == nullptr) {
        if (named_by_user) return unknown_file(path, peeked.head());
        plan.skipped.push_back(skipped(input, peeked.head()));
        if (head_of_unknown.empty() && plan.skipped.back().advice.empty()) head_of_unknown = peeked.head();
        continue;
      }
      planned.in_pieces = input.member.empty() && planned.format->lines_stand_alone &&
                          shows_an_object_a_line(peeked.head()) &&
                          file_begins_with(input.path, peeked.head());
      std::string name = options.dataset;
      if (name.empty()) name = mapping ? mapping->dataset : planned.format->dataset;
      if (name.empty()) name = dataset_name(path);
      auto bundle = std::find_if(plan.bundles.begin(), plan.bundles.end(),
                                 [&](const Bundle& b) { return b.dataset == name; });
      if (bundle == plan.bundles.end()) bundle = plan.bundles.insert(bundle, Bundle{name, {}, mapping});
      bundle->inputs.push_back(std::move(planned));
    }
  }
  if (options.dataset.empty()) join_siblings(plan);
  if (plan.bundles.empty()) return nothing_to_load(plan, options.paths, head_of_unknown);
  for (const Bundle& bundle : plan.bundles) CLEW_TRY(check_versions(bundle));
  return plan;
}

}  // namespace clew::load
