#include "cli/cli.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <clocale>
#include <filesystem>
#include <map>
#include <memory>

#include "base/mapping.h"
#include "clean/nearest.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

// CLI11 takes -1 for the largest number there is. Empty where the words are fit.
std::string count_complaint(const std::string& words) {
  if (!words.starts_with('-')) return {};
  return fmt::format("{} is below 0", words);
}

// More threads than this only take memory from each other.
std::string threads_complaint(const std::string& words) {
  constexpr size_t kThreadsMax = 256;
  if (std::string complaint = count_complaint(words); !complaint.empty()) return complaint;
  const bool is_number =
      !words.empty() && std::ranges::all_of(words, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number || (words.size() <= 3 && std::stoul(words) <= kThreadsMax)) return {};
  return fmt::format("{} is more than {}, the most that is taken", words, kThreadsMax);
}

// Flags declared into a CLI11 (sub)command.
class Parser : public Flags {
 public:
  explicit Parser(CLI::App& app) : app_(app) {}

  // The file that the command would read and write at once; empty when there is none.
  std::string read_and_written() const {
    for (const std::string* output : outputs_) {
      for (const std::string* input : inputs_) {
        if (is_same_file(*output, *input)) return *output;
      }
      for (const auto* inputs : input_lists_) {
        for (const std::string& input : *inputs) {
          if (is_same_file(*output, input)) return *output;
        }
      }
    }
    return {};
  }

 protected:
  void bind(const Flag& flag, std::string& value) override {
    const bool written = flag.name == "--output" || flag.name == "--query";
    (written ? outputs_ : inputs_).push_back(&value);
    // The one option that everybody writes short.
    add(flag, app_.add_option(flag.name == "--output" ? "-o,--output" : flag.name, value, flag.help));
  }
  void bind(const Flag& flag, std::vector<std::string>& values) override {
    input_lists_.push_back(&values);
    CLI::Option* option = app_.add_option(flag.name, values, flag.help);
    if (!flag.positional) option->delimiter(',');
    add(flag, option);
  }
  void bind(const Flag& flag, bool& value) override { app_.add_flag(flag.name, value, flag.help); }
  void bind(const Flag& flag, uint64_t& value) override {
    add(flag, app_.add_option(flag.name, value, flag.help)
                  ->check(flag.name == "--threads" ? threads_complaint : count_complaint));
  }
  void bind(const Flag& flag, double& value) override {
    add(flag, app_.add_option(flag.name, value, flag.help));
  }

 private:
  // By whatever names: a link, a longer path. A terminal or pipe is nobody's original.
  static bool is_same_file(const std::string& one, const std::string& other) {
    std::error_code error;
    return !one.empty() && !other.empty() && std::filesystem::is_regular_file(one, error) &&
           std::filesystem::equivalent(one, other, error);
  }
  static void add(const Flag& flag, CLI::Option* option) {
    option->required(flag.required);
    if (!flag.positional) option->type_name(flag.placeholder);
    if (!flag.choices.empty()) option->check(CLI::IsMember(flag.choices));
  }
  CLI::App& app_;
  std::vector<const std::string*> outputs_, inputs_;
  std::vector<const std::vector<std::string>*> input_lists_;
};

// Paragraphs laid out in lines of at most 80 columns; indented lines are examples and stay as they are.
std::string wrapped(std::string_view text) {
  constexpr int kColumns = 80;
  std::string laid_out;
  int used = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.starts_with("  ") && !line.empty()) {
      const size_t blank = line.find(' ');
      const std::string_view word = line.substr(0, blank);
      const int width = display_width(word);
      if (used != 0) laid_out += used + 1 + width > kColumns ? '\n' : ' ';
      used = used != 0 && used + 1 + width <= kColumns ? used + 1 + width : width;
      laid_out += word;
      line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
    }
    laid_out += fmt::format("{}\n", line);
    used = 0;
  }
  return laid_out;
}

// "rules list" is the command list of the family rules.
CLI::App* add_subcommand(CLI::App& app, const Command& command, std::map<std::string, CLI::App*>& families) {
  CLI::App* parent = &app;
  std::string name(command.name);
  if (const size_t blank = name.find(' '); blank != std::string::npos) {
    const std::string family = name.substr(0, blank);
    name = name.substr(blank + 1);
    CLI::App*& made = families[family];
    if (made == nullptr) {
      made = app.add_subcommand(family, std::string(family_summary(family)));
      made->require_subcommand(1);
    }
    parent = made;
  }
  CLI::App* sub = parent->add_subcommand(name, std::string(command.summary));
  sub->footer("\n" + wrapped(command.details));
  return sub;
}

// "load" for the first word, "case new" for the first two.
std::vector<std::string_view> names_after(std::string_view family) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    std::string_view name = command.name;
    if (!family.empty()) {
      if (!name.starts_with(family) || !name.substr(family.size()).starts_with(' ')) continue;
      name.remove_prefix(family.size() + 1);
    }
    name = name.substr(0, name.find(' '));
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

// "help screen" is "screen --help", "help" alone "--help".
void take_help(std::vector<std::string>& words) {
  if (words.empty() || words.front() != "help") return;
  words.erase(words.begin());
  words.emplace_back("--help");
}

// Empty where the words begin with a command. CLI11 would only say that there is none.
std::string unknown_command(const std::vector<std::string>& words) {
  if (words.empty()) return "say what to do; clew --help lists the commands";
  std::string family;
  for (const std::string& word : words) {
    const auto known = names_after(family);
    if (word.empty() || word.starts_with('-') || known.empty()) return {};
    if (std::ranges::find(known, word) == known.end()) {
      const std::string before = family.empty() ? "" : family + " ";
      const std::string_view near = clean::nearest(word, known);
      return fmt::format("there is no command {}{}{}; clew {}--help lists them", before, word,
                         near.empty() ? "" : fmt::format(" (did you mean {}{}?)", before, near), before);
    }
    if (!family.empty()) return {};
    family = word;
  }
  return {};
}

// Instead of a command that would write onto what it reads.
Run refuse(const std::string& file) {
  return [file] {
    return report({base::ErrorKind::usage,
                   fmt::format("{} is read and would be overwritten; give --output another name", file)});
  };
}

}  // namespace

int run(int argc, char** argv) {
  std::setlocale(LC_ALL, "C.UTF-8");
  base::report_mapping_failures(kMappingFailed);
  CLI::App app("Clew: evidence and requests across borders. Screen, trace, prove, ask.", "clew");
  app.set_version_flag("--version", "clew 0.1.0");
  app.require_subcommand(1);
  app.footer("\nclew COMMAND --help (or clew help COMMAND) explains a command with an example.");
  std::map<std::string, CLI::App*> families;
  std::vector<std::unique_ptr<Parser>> parsers;
  Run chosen;
  for (const Command& command : commands()) {
    CLI::App* sub = add_subcommand(app, command, families);
    parsers.push_back(std::make_unique<Parser>(*sub));
    Run run = command.declare(*parsers.back());
    sub->callback([&chosen, run = std::move(run), parser = parsers.back().get()] {
      const std::string file = parser->read_and_written();
      chosen = file.empty() ? run : refuse(file);
    });
  }
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  take_help(words);
  if (const std::string unknown = unknown_command(words); !unknown.empty())
    return report({base::ErrorKind::usage, unknown});
  try {
    std::ranges::reverse(words);  // As CLI11 takes them.
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kDone : kUsage;
  }
  const int code = chosen();
  if (std::fflush(stdout) != 0) {
    return report(
        {base::ErrorKind::io, "cannot write to standard output; is the disk full or the pipe closed?"});
  }
  return code;
}

}  // namespace clew::cli
