// What goes wrong in the world: files, disks, networks, formats nobody knows.
//
// A message says what was tried, on what, and what to do about it. Mistakes of our own are asserts;
// odd data is a model::Issue. Nothing crosses a room as an exception.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace clew::base {

// The doors map these to exit codes and HTTP statuses, once.
enum class ErrorKind {
  usage,        // The caller asked for something that cannot be: a bad flag, an impossible date.
  not_found,    // No such file, store, dataset or entity.
  io,           // Reading or writing failed.
  disk_full,    // No room to write.
  format,       // The file is of no known format, or is damaged beyond reading.
  corrupt,      // A store's own bytes are not what was written.
  locked,       // Another writer holds the store.
  unsupported,  // Understood, but cannot be done here.
};

struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string message;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return std::unexpected(Error{kind, std::move(message)});
}

}  // namespace clew::base

#define CLEW_CONCAT_(a, b) a##b
#define CLEW_CONCAT(a, b) CLEW_CONCAT_(a, b)

// CLEW_TRY(expression): returns the error from the enclosing function, or goes on.
#define CLEW_TRY(expression)                                      \
  do {                                                            \
    if (auto clew_try_result = (expression); !clew_try_result)    \
      return std::unexpected(std::move(clew_try_result).error()); \
  } while (false)

// CLEW_TRY_ASSIGN(auto x, expression): the same, and takes the value.
#define CLEW_TRY_ASSIGN(declaration, expression)                                 \
  auto CLEW_CONCAT(clew_try_, __LINE__) = (expression);                          \
  if (!CLEW_CONCAT(clew_try_, __LINE__))                                         \
    return std::unexpected(std::move(CLEW_CONCAT(clew_try_, __LINE__)).error()); \
  declaration = std::move(*CLEW_CONCAT(clew_try_, __LINE__))
