// Credit transfers of ISO 20022 (pacs.008, pacs.009, pain.001): who is named in them, field by field.
//
//   CdtTrfTxInf ── Dbtr, Cdtr, UltmtDbtr, UltmtCdtr, InitgPty ...   a party: name, country, birth date,
//   numbers
//              └── DbtrAgt, CdtrAgt, IntrmyAgt1 ...                 an agent: a bank
//              └── RmtInf/Ustrd, InstrForCdtrAgt/InstrInf ...       free text, in which anybody may be named
//
// Any version of the three messages is read, by the names of its elements, with or without a business header
// around it. Nothing is interpreted but where it stands. XML as safe as read_xml() makes it; memory: one
// record (a transaction, or a payment instruction with all of its transactions).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "read/stream.h"

namespace clew::read {

enum class PaymentRole : uint8_t { party, agent, text };

struct PaymentField {
  std::string transaction;  // The end-to-end, transaction or instruction id; of a header, the message's.
  std::string field;        // "Cdtr", "CdtrAgt", "RmtInf/Ustrd".
  PaymentRole role = PaymentRole::party;
  std::string text;              // The name as written, or the free text.
  bool is_person = false;        // The message identifies it as a private person,
  bool is_organisation = false;  // or as an organisation. Neither where it does not say.
  std::string birth_date;
  std::vector<std::string> countries;
  std::vector<std::pair<std::string, std::string>>
      identifiers;  // (property, number): leiCode, swiftBic, idNumber.
  uint32_t line = 0;
};

// Calls on_field in the order of the message. An error if the XML cannot be read on, or if no credit transfer
// is in it; what came before was good.
base::Result<void> read_payments(Stream& stream, const std::function<void(const PaymentField&)>& on_field);

}  // namespace clew::read
