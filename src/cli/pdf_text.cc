#include "cli/pdf_text.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;

constexpr rlim_t kSecondsMax = 60, kMemoryMax = rlim_t{2} << 30;
constexpr int kNotInstalled = 127;

[[noreturn]] void become_pdftotext(const std::string& path, int output) {
  const rlimit seconds = {kSecondsMax, kSecondsMax}, memory = {kMemoryMax, kMemoryMax};
  setrlimit(RLIMIT_CPU, &seconds);
  setrlimit(RLIMIT_AS, &memory);
  dup2(output, STDOUT_FILENO);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(nowhere, STDERR_FILENO);
  dup2(nowhere, STDIN_FILENO);
  execlp("pdftotext", "pdftotext", "-enc", "UTF-8", "--", path.c_str(), "-", static_cast<char*>(nullptr));
  _exit(kNotInstalled);
}

std::string drain(int from) {
  std::string bytes;
  char buffer[65536];
  for (ssize_t count; (count = read(from, buffer, sizeof buffer)) > 0;)
    bytes.append(buffer, static_cast<size_t>(count));
  return bytes;
}

// pdftotext ends each page with a form feed.
std::string with_page_numbers(std::string_view text) {
  std::string out;
  for (int page = 1; !text.empty(); ++page) {
    const size_t end = std::min(text.find('\f'), text.size());
    out += fmt::format("[page {}]\n{}\n", page, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

base::Result<PdfText> text_of_pdf(const std::string& path) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return fail(ErrorKind::io, "cannot start pdftotext");
  const pid_t child = fork();
  if (child < 0) return fail(ErrorKind::io, "cannot start pdftotext");
  if (child == 0) become_pdftotext(path, ends[1]);
  close(ends[1]);
  const std::string text = drain(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return PdfText{with_page_numbers(text), "pdftotext of poppler, pages numbered"};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotInstalled)
    return fail(ErrorKind::unsupported, "pdftotext is not installed (poppler-utils)");
  return fail(ErrorKind::format, "the PDF is broken, encrypted or too heavy to read");
}

}  // namespace clew::cli
