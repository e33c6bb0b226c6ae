#include "cli/flags.h"

namespace clew::cli {
namespace {

Flag make(std::string_view name, std::string_view placeholder, std::string_view help, bool required) {
  Flag flag;
  flag.name = name;
  flag.placeholder = placeholder;
  flag.help = help;
  flag.required = required;
  flag.positional = !name.starts_with("-");
  return flag;
}

}  // namespace

void Flags::positional(std::string_view name, std::string& value, std::string_view help, bool required) {
  bind(declared_.emplace_back(make(name, name, help, required)), value);
}

void Flags::positionals(std::string_view name, std::vector<std::string>& values, std::string_view help,
                        bool required) {
  Flag& flag = declared_.emplace_back(make(name, name, help, required));
  flag.many = true;
  bind(flag, values);
}

void Flags::flag(std::string_view name, bool& value, std::string_view help) {
  bind(declared_.emplace_back(make(name, "", help, false)), value);
}

void Flags::option(std::string_view name, std::string_view placeholder, std::string& value,
                   std::string_view help, bool required) {
  bind(declared_.emplace_back(make(name, placeholder, help, required)), value);
}

void Flags::option(std::string_view name, std::string_view placeholder, std::vector<std::string>& values,
                   std::string_view help) {
  Flag& flag = declared_.emplace_back(make(name, placeholder, help, false));
  flag.many = true;
  bind(flag, values);
}

void Flags::option(std::string_view name, std::string_view placeholder, uint64_t& value,
                   std::string_view help) {
  bind(declared_.emplace_back(make(name, placeholder, help, false)), value);
}

void Flags::option(std::string_view name, std::string_view placeholder, double& value,
                   std::string_view help) {
  bind(declared_.emplace_back(make(name, placeholder, help, false)), value);
}

void Flags::choice(std::string_view name, std::string& value, std::vector<std::string> choices,
                   std::string_view help, bool required) {
  Flag& flag = declared_.emplace_back(make(name, "WORD", help, required));
  flag.choices = std::move(choices);
  bind(flag, value);
}

}  // namespace clew::cli
