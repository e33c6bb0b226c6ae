// Who speaks on a page, and what is claimed of whom; see account.h.
#pragma once

#include "press/account.h"

namespace clew::press {

// Gives mentions beside words of speech the role of speaker.
void find_speakers(const Page& page, const WordBook& book, Account& account);
// Finds claims, gives their subjects that role, and says whose words they are. After find_speakers.
void find_claims(const Page& page, const WordBook& book, Account& account);

}  // namespace clew::press
