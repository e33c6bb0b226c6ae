// Apart from schema.cc because the schema compiler needs it before there is a table of schemas.
#include <array>

#include "model/schema.h"

namespace clew::model {
namespace {

struct TypeFact {
  Type type;
  std::string_view name;
  bool matchable;
};

// Which types are matchable is FollowTheMoney's choice. It has dropped `iban` for an identifier of that
// format and `entity` values are compared by what they point to.
constexpr std::array kTypes = {
    TypeFact{Type::string, "string", false},
    TypeFact{Type::name, "name", true},
    TypeFact{Type::identifier, "identifier", true},
    TypeFact{Type::address, "address", true},
    TypeFact{Type::country, "country", true},
    TypeFact{Type::date, "date", true},
    TypeFact{Type::email, "email", true},
    TypeFact{Type::phone, "phone", true},
    TypeFact{Type::url, "url", true},
    TypeFact{Type::ip, "ip", true},
    TypeFact{Type::iban, "iban", true},
    TypeFact{Type::language, "language", false},
    TypeFact{Type::mimetype, "mimetype", false},
    TypeFact{Type::checksum, "checksum", true},
    TypeFact{Type::topic, "topic", false},
    TypeFact{Type::gender, "gender", false},
    TypeFact{Type::entity, "entity", true},
    TypeFact{Type::text, "text", false},
    TypeFact{Type::html, "html", false},
    TypeFact{Type::number, "number", false},
    TypeFact{Type::json, "json", false},
};

constexpr bool in_order_of_the_enumeration() {
  for (size_t i = 0; i < kTypes.size(); ++i) {
    if (static_cast<size_t>(kTypes[i].type) != i) return false;
  }
  return kTypes.back().type == Type::json;
}
static_assert(in_order_of_the_enumeration());

constexpr const TypeFact& fact(Type type) { return kTypes[static_cast<size_t>(type)]; }

}  // namespace

std::string_view to_string(Type type) { return fact(type).name; }

bool is_matchable(Type type) { return fact(type).matchable; }

std::optional<Type> find_type(std::string_view name) {
  for (const TypeFact& known : kTypes) {
    if (known.name == name) return known.type;
  }
  return std::nullopt;
}

}  // namespace clew::model
