#include "read/iso20022.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "read/xml.h"

namespace clew::read {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_party(std::string_view name) {
  return is_one_of(name, {"Dbtr", "Cdtr", "UltmtDbtr", "UltmtCdtr", "InitgPty", "Invcr", "Invcee", "Grnshee",
                          "GrnshmtAdmstr"});
}

bool is_agent(std::string_view name) {
  return name.ends_with("Agt") || name.ends_with("Agt1") || name.ends_with("Agt2") || name.ends_with("Agt3");
}

// Elements whose text is written by people for people.
bool is_text(std::string_view name) {
  return is_one_of(name, {"Ustrd", "AddtlRmtInf", "InstrInf", "Inf", "AddtlInf"});
}

// The first element of that name below `node`, at any depth.
const XmlNode* below(const XmlNode& node, std::string_view name) {
  for (const XmlNode& child : node.children) {
    if (child.name == name) return &child;
    if (const XmlNode* found = below(child, name)) return found;
  }
  return nullptr;
}

std::string text_below(const XmlNode& node, std::string_view name) {
  const XmlNode* found = below(node, name);
  return found == nullptr ? "" : found->text;
}

void add_identifier(PaymentField& field, const XmlNode& node, std::string_view element,
                    std::string_view property) {
  std::string number = text_below(node, element);
  if (!number.empty()) field.identifiers.emplace_back(property, std::move(number));
}

// Numbers of any other scheme: Othr/Id, as many as there are.
void add_others(PaymentField& field, const XmlNode& node) {
  for (const XmlNode& child : node.children) {
    if (child.name == "Othr" && !child.child_text("Id").empty())
      field.identifiers.emplace_back("idNumber", child.child_text("Id"));
    add_others(field, child);
  }
}

PaymentField read_party(const XmlNode& node, PaymentRole role) {
  PaymentField field;
  field.role = role;
  field.line = node.line;
  field.text = text_below(node, "Nm");
  field.is_person = below(node, "PrvtId") != nullptr;
  field.is_organisation =
      role == PaymentRole::agent || below(node, "OrgId") != nullptr || below(node, "FinInstnId") != nullptr;
  field.birth_date = text_below(node, "BirthDt");
  for (const char* element : {"Ctry", "CtryOfRes"}) {
    if (std::string country = text_below(node, element); !country.empty())
      field.countries.push_back(std::move(country));
  }
  add_identifier(field, node, "LEI", "leiCode");
  for (const char* element : {"BICFI", "BIC", "AnyBIC", "BICOrBEI"})
    add_identifier(field, node, element, "swiftBic");
  add_others(field, node);
  return field;
}

class Walker {
 public:
  explicit Walker(const std::function<void(const PaymentField&)>& on_field) : on_field_(on_field) {}

  // `outer` is the id that holds where the node says none.
  void walk(const XmlNode& node, const std::string& outer, const std::string& path) {
    if (node.name == "CdtTrfTxInf") found_transfer_ = true;
    const std::string transaction = id_of(node, outer);
    for (const XmlNode& child : node.children) visit(child, transaction, path);
  }
  bool found_transfer() const { return found_transfer_; }

 private:
  static std::string id_of(const XmlNode& node, const std::string& outer) {
    const XmlNode* ids = node.child("PmtId");
    for (const char* name : {"EndToEndId", "TxId", "InstrId", "UETR"}) {
      if (ids != nullptr && !ids->child_text(name).empty() && ids->child_text(name) != "NOTPROVIDED")
        return std::string(ids->child_text(name));
    }
    for (const char* name : {"PmtInfId", "MsgId"}) {
      if (!node.child_text(name).empty()) return std::string(node.child_text(name));
    }
    return outer;
  }

  void visit(const XmlNode& node, const std::string& transaction, const std::string& path) {
    const std::string here = path.empty() ? std::string(node.name) : fmt::format("{}/{}", path, node.name);
    if (is_party(node.name) || is_agent(node.name)) {
      PaymentField field = read_party(node, is_agent(node.name) ? PaymentRole::agent : PaymentRole::party);
      if (!field.text.empty() || !field.identifiers.empty()) give(std::move(field), transaction, here);
    } else if (is_text(node.name)) {
      PaymentField field;
      field.role = PaymentRole::text;
      field.text = node.text;
      field.line = node.line;
      if (!field.text.empty()) give(std::move(field), transaction, here);
    } else {
      const bool is_record = node.name == "CdtTrfTxInf";
      walk(node, transaction, is_record ? "" : here);
    }
  }

  void give(PaymentField field, const std::string& transaction, const std::string& where) {
    field.transaction = transaction;
    field.field = where;
    on_field_(field);
  }

  const std::function<void(const PaymentField&)>& on_field_;
  bool found_transfer_ = false;
};

}  // namespace

Result<void> read_payments(Stream& stream, const std::function<void(const PaymentField&)>& on_field) {
  Walker walker(on_field);
  std::string message, root;
  XmlHandlers handlers;
  handlers.on_root = [&](const XmlNode& node) { root = node.name; };
  handlers.on_record = [&](const XmlNode& node) {
    if (node.name == "GrpHdr") message = node.child_text("MsgId");
    walker.walk(node, message, "");
  };
  std::string damage;
  handlers.on_damage = [&](const XmlNode& node, std::string_view what) {
    if (damage.empty()) damage = fmt::format("line {}: {}", node.line, what);
  };
  CLEW_TRY(read_xml(stream, {"GrpHdr", "PmtInf", "CdtTrfTxInf"}, handlers));
  if (!damage.empty())
    return fail(ErrorKind::format,
                fmt::format("a transfer cannot be read, and must not pass unseen: {}", damage));
  if (walker.found_transfer()) return {};
  return fail(ErrorKind::format,
              fmt::format("no credit transfer in this XML, whose root is {}: pacs.008, pacs.009 and "
                          "pain.001 of ISO 20022 are read",
                          root.empty() ? "missing" : root));
}

}  // namespace clew::read
