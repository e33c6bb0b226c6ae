#include "read/bods_parts.h"

#include <fmt/format.h>

#include <string>

#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {

namespace dom = simdjson::dom;

void read_bods_annotations(const dom::object& statement, std::string_view statement_id,
                           std::string_view about, Emit& emit, const model::Record& record) {
  size_t number = 0;
  each_object(statement, "annotations", [&](const dom::object& annotation) {
    const std::string_view target = string_at(annotation, "statementPointerTarget");
    const std::string_view motivation = string_at(annotation, "motivation");
    emit.begin(
        model::link_id(kBodsPrefix, "Note", statement_id, target, motivation, fmt::format("{}", number++)),
        "Note", record);
    emit.add("entity", about, "annotations");
    emit.add("summary", fmt::format("{} {}", motivation, target), "annotations/motivation");
    emit.add("description", string_at(annotation, "description"), "annotations/description");
    std::string buffer;
    dom::element content;
    if (annotation["transformedContent"].get(content) == simdjson::SUCCESS) {
      emit.add("notes", text_of(content, buffer), "annotations/transformedContent");
    }
    emit.add("sourceUrl", string_at(annotation, "url"), "annotations/url");
    emit.add_date("createdAt", string_at(annotation, "creationDate"), "annotations/creationDate");
    each_object(annotation, "createdBy", [&](const dom::object& author) {
      emit.add("publisher", string_at(author, "name"), "annotations/createdBy/name");
    });
  });
}

void read_bods_security(const dom::object& security, std::string_view issuer, std::string_view field,
                        Emit& emit, const model::Record& record) {
  const std::string_view id = string_at(security, "id"), ticker = string_at(security, "ticker");
  const std::string_view scheme = string_at(security, "idScheme");
  if (id.empty() && ticker.empty()) return;
  emit.begin(model::link_id(kBodsPrefix, "Security", issuer, id, id.empty() ? ticker : scheme), "Security",
             record);
  emit.add("issuer", issuer, field);
  const std::string_view property = equal_ignoring_case(scheme, "isin")   ? "isin"
                                    : equal_ignoring_case(scheme, "figi") ? "figiCode"
                                                                          : "registrationNumber";
  emit.add(property, id, fmt::format("{}/id", field), {.original = fmt::format("{} {}", scheme, id)});
  emit.add("ticker", ticker, fmt::format("{}/ticker", field));
}

}  // namespace clew::read
