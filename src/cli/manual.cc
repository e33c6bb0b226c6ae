// clew man, clew completions: printed from the registry of commands.
#include "cli/manual.h"

#include <fmt/core.h>

#include <map>

#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

// Takes declarations and parses nothing.
class Declared : public Flags {
 protected:
  void bind(const Flag&, std::string&) override {}
  void bind(const Flag&, std::vector<std::string>&) override {}
  void bind(const Flag&, bool&) override {}
  void bind(const Flag&, uint64_t&) override {}
  void bind(const Flag&, double&) override {}
};

std::vector<Flag> flags_of(const Command& command) {
  Declared flags;
  command.declare(flags);
  return flags.declared();
}

// Text as troff takes it: no leading dot, backslashes and hyphens kept.
std::string troff(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else {
      safe += c;
    }
  }
  if (safe.starts_with('.') || safe.starts_with('\'')) safe.insert(0, "\\&");
  return safe;
}

std::string synopsis(const Command& command) {
  std::string text = fmt::format("clew {}", command.name);
  for (const Flag& flag : flags_of(command)) {
    if (flag.positional) text += flag.many ? fmt::format(" {}...", flag.name) : " " + flag.name;
    if (!flag.positional && flag.required) text += fmt::format(" {} {}", flag.name, flag.placeholder);
  }
  return text + " [OPTIONS]";
}

std::string values_of(const Flag& flag) {
  if (flag.choices.empty()) return flag.placeholder;
  std::string words;
  for (const std::string& choice : flag.choices) words += (words.empty() ? "" : "|") + choice;
  return words;
}

// Paragraphs of the details; indented lines are examples.
std::string details_troff(std::string_view details) {
  std::string page;
  bool in_example = false;
  while (!details.empty()) {
    const size_t end = std::min(details.find('\n'), details.size());
    const std::string_view line = details.substr(0, end);
    details.remove_prefix(std::min(end + 1, details.size()));
    const bool is_example = line.starts_with("  ");
    if (is_example != in_example) page += is_example ? ".PP\n.nf\n.RS 4\n" : ".RE\n.fi\n";
    in_example = is_example;
    if (!line.empty()) page += troff(is_example ? line.substr(2) : line) + "\n";
  }
  if (in_example) page += ".RE\n.fi\n";
  return page;
}

struct ExitCodeText {
  ExitCode code;
  std::string_view text;
};
constexpr ExitCodeText kExitCodes[] = {
    {kDone, "Done."},
    {kDoneWithLosses, "Done, but some of the input could not be read; the summary says what."},
    {kUsage, "The command line, a date or a name cannot be."},
    {kNotFound, "No such file, store, dataset or entity; or nothing answers the question."},
    {kInputOutput, "Reading or writing failed."},
    {kDiskFull, "No room to write; what was there before is untouched."},
    {kFormat, "A file is of no known format, or damaged beyond reading."},
    {kCorrupt, "The bytes of a store or a source are not what was written."},
    {kLocked, "Another process is writing the store."},
    {kUnsupported, "Understood, but it cannot be done here."},
    {kMappingFailed, "The disk failed under a mapped file."},
    {kDiffers, "A check or verification found that something is not as it should be."},
};

std::string words(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& word : list) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> option_names(const Command& command) {
  std::vector<std::string> names = {"--help"};
  for (const Flag& flag : flags_of(command)) {
    if (!flag.positional) names.push_back(flag.name);
  }
  return names;
}

// First words of the commands, and for each family its second words.
std::map<std::string, std::vector<std::string>> families() {
  std::map<std::string, std::vector<std::string>> found;
  for (const Command& command : commands()) {
    const std::string name(command.name);
    const size_t blank = name.find(' ');
    auto& second = found[name.substr(0, blank)];
    if (blank != std::string::npos) second.push_back(name.substr(blank + 1));
  }
  return found;
}

std::string bash_completions() {
  std::vector<std::string> firsts;
  for (const auto& [first, second] : families()) firsts.push_back(first);
  std::string text =
      "# bash completion for clew; printed by `clew completions bash`.\n"
      "_clew() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} "
      "command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n";
  text += fmt::format(
      "  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return; fi\n",
      words(firsts));
  text += "  case $command in\n";
  for (const auto& [first, second] : families()) {
    if (second.empty()) continue;
    text += fmt::format(
        "    {}) if ((COMP_CWORD == 2)); then COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return; fi\n"
        "       command=\"$command ${{COMP_WORDS[2]}}\" ;;\n",
        first, words(second));
  }
  text += "  esac\n  case \"$command $previous\" in\n";
  for (const Command& command : commands()) {
    for (const Flag& flag : flags_of(command)) {
      if (flag.choices.empty()) continue;
      text += fmt::format("    \"{} {}\") COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return ;;\n",
                          command.name, flag.name, words(flag.choices));
    }
  }
  text += "  esac\n  if [[ $current == -* ]]; then\n    case $command in\n";
  for (const Command& command : commands()) {
    text += fmt::format("      \"{}\") COMPREPLY=($(compgen -W \"{}\" -- \"$current\")) ;;\n", command.name,
                        words(option_names(command)));
  }
  return text +
         "    esac\n    return\n  fi\n  COMPREPLY=($(compgen -f -- \"$current\"))\n}\ncomplete -o filenames "
         "-F _clew clew\n";
}

std::string single_quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + quoted + "'";
}

std::string zsh_completions() {
  std::string text =
      "#compdef clew\n# zsh completion for clew; printed by `clew completions zsh`.\n_clew() {\n  local -a "
      "words_first\n  words_first=(\n";
  for (const auto& [first, second] : families()) text += fmt::format("    {}\n", first);
  text += "  )\n  if ((CURRENT == 2)); then compadd -a words_first; return; fi\n  case $words[2] in\n";
  for (const auto& [first, second] : families()) {
    if (!second.empty())
      text +=
          fmt::format("    {}) if ((CURRENT == 3)); then compadd {}; return; fi ;;\n", first, words(second));
  }
  text += "  esac\n  case \"$words[2] $words[3]\" in\n";
  const auto line = [&](const Command& command, const std::string& pattern) {
    text += fmt::format("    {}) _arguments", pattern);
    for (const Flag& flag : flags_of(command)) {
      if (flag.positional) continue;
      std::string help = flag.help;
      for (char& c : help) c = c == '[' || c == ']' || c == ':' ? ' ' : c;
      std::string spec = fmt::format("{}[{}]", flag.name, help);
      if (!flag.choices.empty()) {
        spec += fmt::format(":{}:({})", flag.placeholder, words(flag.choices));
      } else if (!flag.placeholder.empty()) {
        spec += fmt::format(":{}:_files", flag.placeholder);
      }
      text += " " + single_quoted(spec);
    }
    text += " '*:file:_files' ;;\n";
  };
  for (const Command& command : commands()) {
    const bool of_family = command.name.find(' ') != std::string_view::npos;
    line(command, of_family ? fmt::format("\"{}\"", command.name) : fmt::format("{}\\ *", command.name));
  }
  return text + "  esac\n}\ncompdef _clew clew\n";
}

std::string fish_completions() {
  std::string text = "# fish completion for clew; printed by `clew completions fish`.\n";
  for (const auto& [first, second] : families()) {
    text += fmt::format("complete -c clew -n __fish_use_subcommand -f -a {}\n", first);
    if (!second.empty()) {
      text += fmt::format("complete -c clew -n '__fish_seen_subcommand_from {}' -f -a '{}'\n", first,
                          words(second));
    }
  }
  for (const Command& command : commands()) {
    const std::string name(command.name);
    const std::string last = name.substr(name.find(' ') == std::string::npos ? 0 : name.find(' ') + 1);
    for (const Flag& flag : flags_of(command)) {
      if (flag.positional) continue;
      text += fmt::format("complete -c clew -n '__fish_seen_subcommand_from {}' -l {} -d {}", last,
                          flag.name.substr(2), single_quoted(flag.help));
      if (!flag.choices.empty())
        text += fmt::format(" -x -a '{}'", words(flag.choices));
      else if (!flag.placeholder.empty())
        text += " -r";
      text += "\n";
    }
  }
  return text;
}

}  // namespace

std::string manual_page() {
  std::string page =
      ".TH CLEW 1 \"\" \"clew 0.1.0\" \"User Commands\"\n.SH NAME\nclew \\- evidence and requests across "
      "borders\n.SH SYNOPSIS\n";
  for (const Command& command : commands()) page += fmt::format(".B {}\n.br\n", troff(synopsis(command)));
  page += ".SH COMMANDS\n";
  for (const Command& command : commands()) {
    page += fmt::format(".SS clew {}\n{}.\n.PP\n{}", troff(command.name), troff(command.summary),
                        details_troff(command.details));
    for (const Flag& flag : flags_of(command)) {
      page += fmt::format(".TP\n.B {}{}{}\n{}\n", troff(flag.name),
                          flag.positional || flag.placeholder.empty() ? "" : " ",
                          flag.positional ? "" : troff(values_of(flag)), troff(flag.help));
    }
  }
  page += ".SH EXIT STATUS\n";
  for (const auto& [code, text] : kExitCodes)
    page += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(code), troff(text));
  return page;
}

std::string completions(const std::string& shell) {
  if (shell == "zsh") return zsh_completions();
  if (shell == "fish") return fish_completions();
  return bash_completions();
}

Run declare_man(Flags&) {
  return [] {
    fmt::print("{}", manual_page());
    return static_cast<int>(kDone);
  };
}

Run declare_completions(Flags& flags) {
  auto shell = std::make_shared<std::string>("bash");
  auto named = std::make_shared<std::string>();
  const std::vector<std::string> known = {"bash", "zsh", "fish"};
  flags.choice("SHELL", *named, known, "the shell, as with --shell");
  flags.choice("--shell", *shell, known, "the shell to complete for (default bash)");
  return [shell, named] {
    fmt::print("{}", completions(named->empty() ? *shell : *named));
    return static_cast<int>(kDone);
  };
}

}  // namespace clew::cli
