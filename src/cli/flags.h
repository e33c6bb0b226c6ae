// What a command takes on the command line: declared once, for parsing, --help, the man page and the
// shells' completions alike. CLI11 does the parsing, behind flags.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clew::cli {

// One argument as declared, for those who print it.
struct Flag {
  std::string name;         // "--into" or, for a positional, "STORE".
  std::string placeholder;  // "STORE"; empty for a switch.
  std::string help;
  bool positional = false;
  bool required = false;
  bool many = false;
  std::vector<std::string> choices;
};

// Variables named here are written when the command line is parsed; they must live until then.
class Flags {
 public:
  virtual ~Flags() = default;

  void positional(std::string_view name, std::string& value, std::string_view help, bool required = true);
  void positionals(std::string_view name, std::vector<std::string>& values, std::string_view help,
                   bool required = true);
  void flag(std::string_view name, bool& value, std::string_view help);
  void option(std::string_view name, std::string_view placeholder, std::string& value, std::string_view help,
              bool required = false);
  void option(std::string_view name, std::string_view placeholder, std::vector<std::string>& values,
              std::string_view help);
  void option(std::string_view name, std::string_view placeholder, uint64_t& value, std::string_view help);
  void option(std::string_view name, std::string_view placeholder, double& value, std::string_view help);
  // One word of a closed list.
  void choice(std::string_view name, std::string& value, std::vector<std::string> choices,
              std::string_view help, bool required = false);

  const std::vector<Flag>& declared() const { return declared_; }

 protected:
  virtual void bind(const Flag& flag, std::string& value) = 0;
  virtual void bind(const Flag& flag, std::vector<std::string>& values) = 0;
  virtual void bind(const Flag& flag, bool& value) = 0;
  virtual void bind(const Flag& flag, uint64_t& value) = 0;
  virtual void bind(const Flag& flag, double& value) = 0;

 private:
  std::vector<Flag> declared_;
};

}  // namespace clew::cli
