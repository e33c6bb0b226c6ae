// The fields of a payment message as rows to be screened, and its free text as names that could stand in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/customers.h"

namespace clew::cli {

// One row a party, an agent and a free text, in the order of the message; `rows` keeps what came before an
// error. Held in memory: some hundred bytes a field.
base::Result<void> read_payment_rows(read::Stream& stream, std::vector<CustomerRow>& rows);

// Stretches of two to five words, and every word of a text of few; of a longer text the first kTextWordsMax
// words. A name stands in a text where one of these is that name.
std::vector<std::string> names_possible(std::string_view text);
constexpr size_t kTextWordsMax = 400;
// Whether names_possible() left the end of the text out.
bool is_text_too_long(std::string_view text);

}  // namespace clew::cli
