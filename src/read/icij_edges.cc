// The edges of the Offshore Leaks databases of the International Consortium of Investigative Journalists, in
// all their editions, also where others have extracted them without names.
//
//   officer_of             Ownership, Directorship, Control ... by the words of the link (icij_roles.h)
//   intermediary_of        Representation
//   registered_address     addressEntity of the start, with the words as original
//   same_as, similar ...   IdentityClaim
//   connected_to ...       UnknownLink
//
// Words are understood once per distinct text. An edge whose words name two roles is two links. Where the
// bundle has no file of nodes, the ends are stated as what the edge shows them to be.
#include <array>
#include <unordered_map>

#include "base/hash.h"
#include "read/icij_roles.h"
#include "read/icij_table.h"

namespace clew::read {
namespace {

using namespace icij;

struct LinkKind {
  std::string_view schema, from, to;
  std::string_view from_stub, to_stub;  // What an end is at least, where no file of nodes says it.
};
enum Kind {
  ownership,
  control,
  directorship,
  representation,
  membership,
  unknown_link,
  identity_claim,
  kKinds
};
constexpr std::array<LinkKind, kKinds> kLinkKinds = {{
    {"Ownership", "owner", "asset", "LegalEntity", "Company"},
    {"Control", "controller", "controlled", "LegalEntity", "Company"},
    {"Directorship", "director", "organization", "LegalEntity", "Company"},
    {"Representation", "agent", "client", "LegalEntity", "Company"},
    {"Membership", "member", "organization", "LegalEntity", "Company"},
    {"UnknownLink", "subject", "object", "LegalEntity", "LegalEntity"},
    {"IdentityClaim", "subject", "object", "LegalEntity", "LegalEntity"},
}};

// Trust roles direct without owning: each is control, none is a share. Signing, representing and serving are
// one kind of link in the model; the words tell them apart.
Kind kind_of(IcijRole role) {
  switch (role) {
    case IcijRole::owner:
    case IcijRole::beneficial_owner:
    case IcijRole::beneficiary:
    case IcijRole::nominator: return ownership;
    case IcijRole::controller:
    case IcijRole::settlor:
    case IcijRole::trustee:
    case IcijRole::protector:
    case IcijRole::appointor: return control;
    case IcijRole::director:
    case IcijRole::secretary: return directorship;
    case IcijRole::signatory:
    case IcijRole::representative:
    case IcijRole::service: return representation;
    case IcijRole::member: return membership;
    case IcijRole::identity: return identity_claim;
    case IcijRole::nominee:
    case IcijRole::connected:
    case IcijRole::address:
    case IcijRole::other: break;
  }
  return unknown_link;
}

// Said where it tells more than the schema does.
bool is_interest_type(IcijRole role) {
  return role == IcijRole::beneficiary || role == IcijRole::nominator || role == IcijRole::settlor ||
         role == IcijRole::trustee || role == IcijRole::protector || role == IcijRole::appointor;
}

// What a pair of rel_type and link means, understood once.
struct Meaning {
  struct Part {
    Kind kind = unknown_link;
    std::vector<std::string_view> interest_types;
    bool is_beneficial = false;
  };
  std::vector<Part> parts;
  bool is_address = false;
  bool joins_addresses = false;  // A claim that two addresses are one.
  std::string percentage, share_interval, via;
};

Meaning::Part& part_of(Meaning& meaning, Kind kind) {
  for (Meaning::Part& part : meaning.parts) {
    if (part.kind == kind) return part;
  }
  return meaning.parts.emplace_back(Meaning::Part{.kind = kind, .interest_types = {}});
}

IcijLink understand(std::string_view rel_type, std::string_view words) {
  const IcijRole type = icij_role_of_type(rel_type);
  IcijLink link = read_icij_link(words);
  if (type == IcijRole::identity || type == IcijRole::address) link.roles = {type};
  if (link.roles.front() == IcijRole::other) link.roles = {type};
  return link;
}

Meaning meaning_of(const IcijLink& link, std::string_view rel_type, std::string_view words) {
  Meaning meaning;
  const bool may_be_address = rel_type.empty() || icij_role_of_type(rel_type) == IcijRole::address;
  for (const IcijRole role : link.roles) {
    if (role == IcijRole::address && may_be_address) {
      meaning.is_address = true;
      continue;
    }
    Meaning::Part& part = part_of(meaning, kind_of(role));
    if (is_interest_type(role)) part.interest_types.push_back(to_string(role));
    part.is_beneficial |= role == IcijRole::beneficial_owner && !link.nominee;
  }
  for (Meaning::Part& part : meaning.parts) {
    if (link.nominee && part.kind != identity_claim) part.interest_types = {"nominee"};
  }
  meaning.joins_addresses =
      equal_ignoring_case(rel_type, "same_address_as") || equal_ignoring_case(words, "same address as");
  meaning.percentage = link.percentage;
  if (!link.percentage.empty()) meaning.share_interval = "[" + link.percentage + "," + link.percentage + "]";
  meaning.via = link.via;
  return meaning;
}

// The columns of all dialects that name the same thing, the likeliest first.
int find_any(const CsvHeader& header, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const int at = header.find(name); at >= 0) return at;
  }
  return -1;
}

struct EdgeColumns {
  int start, end, rel_type, link, start_date, end_date, status, source, valid_until, id;

  explicit EdgeColumns(const CsvHeader& header)
      : start(find_any(header, {"node_id_start", "START_ID", ":START_ID", "node_1", "source"})),
        end(find_any(header, {"node_id_end", "END_ID", ":END_ID", "node_2", "target"})),
        rel_type(find_any(header, {"rel_type", "TYPE", ":TYPE"})),
        link(find_any(header, {"link", "data.properties.name"})),
        start_date(find_any(header, {"start_date", "data.properties.date_start"})),
        end_date(find_any(header, {"end_date", "data.properties.date_end"})),
        status(header.find("status")),
        source(header.find("sourceID")),
        valid_until(header.find("valid_until")),
        id(-1) {
    if (header.find("data.type") < 0) return;
    rel_type = header.find("data.type");  // Their own "type" is how a line is drawn.
    id = header.find("id");
  }
  bool are_edges() const { return start >= 0 && end >= 0 && (rel_type >= 0 || link >= 0); }
  bool has(int column) const {
    for (const int one :
         {start, end, rel_type, link, start_date, end_date, status, source, valid_until, id}) {
      if (one == column) return true;
    }
    return false;
  }
};

class EdgeReader : public TableReader {
 public:
  EdgeReader(Sink& sink, const ReadOptions& options)
      : TableReader(sink, options),
        stubs_(std::ranges::find(options.siblings, kNodesName) == options.siblings.end()) {}

 private:
  struct Slots {
    SlotId id, from, to, role, role_of_type, start_date, end_date, status, publisher, retrieved_at, record_id;
    SlotId interest_type, is_beneficial, percentage, share_interval, directness, via, strength;
  };
  // What edges to addresses say of their start, whose schema the nodes tell.
  struct AddressSlots {
    SlotId address_entity, publisher, retrieved_at;
  };
  // An end of the last row, so that one stub is stated once for the rows of one node.
  struct Stub {
    std::string id;
    std::string_view schema;
    SlotId slot = 0;
  };

  void plan(const CsvHeader& header) override {
    columns_ = std::make_unique<EdgeColumns>(header);
    const auto name = [&](int column) {
      return column < 0 ? std::string() : header.names()[static_cast<size_t>(column)];
    };
    names_ = {name(columns_->link), name(columns_->rel_type), name(columns_->start_date),
              name(columns_->end_date)};
    for (size_t i = 0; i < kKinds; ++i) plan_kind(i, name);
    address_ = {sink_.slot({"Thing", "addressEntity", name(columns_->end), {}}),
                sink_.slot({"Thing", "publisher", name(columns_->source), {}}),
                sink_.slot({"Thing", "retrievedAt", name(columns_->valid_until), {}})};
    for (size_t i = 0; i < header.names().size(); ++i) {
      if (columns_->has(static_cast<int>(i))) continue;
      const std::string& field = header.names()[i];
      not_mapped_.push_back({static_cast<int>(i), field.empty() ? "column " + std::to_string(i + 1) : field});
    }
  }

  template <class Name>
  void plan_kind(size_t i, const Name& name) {
    const LinkKind& kind = kLinkKinds[i];
    Slots& slots = slots_[i];
    const auto slot = [&](std::string_view property, int column) {
      return sink_.slot({kind.schema, property, column < 0 ? std::string() : name(column), {}});
    };
    const EdgeColumns& c = *columns_;
    slots.id = sink_.slot({kind.schema, "id", {}, {}});
    slots.from = slot(kind.from, c.start);
    slots.to = slot(kind.to, c.end);
    slots.role = slot("role", c.link);
    slots.role_of_type = slot("role", c.rel_type);
    slots.start_date = slot("startDate", c.start_date);
    slots.end_date = slot("endDate", c.end_date);
    slots.status = slot("status", c.status);
    slots.publisher = slot("publisher", c.source);
    slots.retrieved_at = slot("retrievedAt", c.valid_until);
    slots.record_id = slot("recordId", c.id);
    slots.interest_type = slot("interestType", c.link);
    slots.is_beneficial = slot("isBeneficial", c.link);
    slots.share_interval = slot("shareInterval", c.link);
    slots.directness = slot("directness", c.link);
    slots.via = slot("namesMentioned", c.link);
    slots.percentage = i == ownership ? slot("percentage", c.link) : 0;
    slots.strength = i == identity_claim ? slot("strength", c.rel_type >= 0 ? c.rel_type : c.link) : 0;
  }

  struct Row {
    std::string_view rel_type, words, start_date, end_date, status, source, valid_until, id;
    // What the link is called: its words, or where there are none its type.
    std::string_view role() const { return words.empty() ? rel_type : words; }
  };

  void read_row(std::span<const std::string_view> cells, const Record& record) override {
    const EdgeColumns& c = *columns_;
    const std::string_view start = cell(cells, c.start), end = cell(cells, c.end);
    if (start.empty() || end.empty())
      return sink_.issue("no-id", "the edge lacks an end and cannot be read", record);
    from_.set(start);
    to_.set(end);
    const Row row{cell(cells, c.rel_type),    cell(cells, c.link),   cell(cells, c.start_date),
                  cell(cells, c.end_date),    cell(cells, c.status), cell(cells, c.source),
                  cell(cells, c.valid_until), cell(cells, c.id)};
    const Meaning& meaning = meaning_for(row, record);
    if (meaning.is_address) state_address(row, record);
    for (const Meaning::Part& part : meaning.parts) state_link(part, meaning, row, record);
    for (const auto& [at, field] : not_mapped_) {
      if (const std::string_view words = cell(cells, at); !words.empty())
        sink_.not_mapped(field, words, record);
    }
  }

  // The free text of links is bounded by the file only: past a bound the texts met so far are forgotten.
  const Meaning& meaning_for(const Row& row, const Record& record) {
    constexpr size_t kTextsMax = 1 << 16;
    key_.assign(row.rel_type);
    key_ += '\0';
    key_ += row.words;
    if (last_ != nullptr && key_ == last_key_) return *last_;
    auto found = meanings_.find(key_);
    if (found == meanings_.end()) {
      if (meanings_.size() >= kTextsMax) meanings_.clear();
      found = meanings_.emplace(key_, new_meaning(row, record)).first;
    }
    last_key_ = key_;
    last_ = &found->second;
    return *last_;
  }

  Meaning new_meaning(const Row& row, const Record& record) {
    const IcijLink link = understand(row.rel_type, row.words);
    if (link.roles.front() == IcijRole::other && !row.role().empty() && row.words.empty() == false) {
      sink_.issue("unclear-link", names_[0] + ": " + quoted(row.words) + " is no role we know", record);
    }
    if (link.impossible_share) {
      sink_.issue("impossible-share", names_[0] + ": " + quoted(row.words) + " is more than the whole",
                  record);
    }
    return meaning_of(link, row.rel_type, row.words);
  }

  // The edge's words are the original of the statement. What else the edge says (dates, a status) would find
  // no place at a property, so such an edge is a link too.
  void state_address(const Row& row, const Record& record) {
    if (stubs_) {
      stub(from_stub_, from_.text(), "LegalEntity", record);
      stub(to_stub_, to_.text(), "Address", record);
    }
    sink_.add(from_.text(), address_.address_entity, to_.text(), row.role(), record);
    if (!row.start_date.empty() || !row.end_date.empty() || !row.status.empty() || !row.id.empty()) {
      static const Meaning nothing_else;
      return state_link(Meaning::Part{}, nothing_else, row, record, false);
    }
    sink_.add(from_.text(), address_.publisher, row.source, {}, record);
    if (!row.valid_until.empty()) add_current_through(from_.text(), address_.retrieved_at, row, record);
  }

  void state_link(const Meaning::Part& part, const Meaning& meaning, const Row& row, const Record& record,
                  bool may_be_stub = true) {
    const LinkKind& kind = kLinkKinds[part.kind];
    const Slots& slots = slots_[part.kind];
    if (stubs_ && may_be_stub) {
      stub(from_stub_, from_.text(), meaning.joins_addresses ? "Address" : kind.from_stub, record);
      stub(to_stub_, to_.text(), meaning.joins_addresses ? "Address" : kind.to_stub, record);
    }
    const std::string_view id = link_id(kind, row);
    sink_.add(id, slots.id, id, {}, record);
    sink_.add(id, slots.from, from_.text(), {}, record);
    sink_.add(id, slots.to, to_.text(), {}, record);
    sink_.add(id, row.words.empty() ? slots.role_of_type : slots.role, row.role(), {}, record);
    sink_.add(id, slots.publisher, row.source, {}, record);
    sink_.add(id, slots.status, row.status, {}, record);
    sink_.add(id, slots.record_id, row.id, {}, record);
    if (!row.start_date.empty()) add_date(sink_, id, slots.start_date, row.start_date, names_[2], record);
    if (!row.end_date.empty()) add_date(sink_, id, slots.end_date, row.end_date, names_[3], record);
    if (!row.valid_until.empty()) add_current_through(id, slots.retrieved_at, row, record);
    state_what_words_say(id, part, meaning, slots, row, record);
  }

  void state_what_words_say(std::string_view id, const Meaning::Part& part, const Meaning& meaning,
                            const Slots& slots, const Row& row, const Record& record) {
    for (const std::string_view type : part.interest_types) {
      sink_.add(id, slots.interest_type, type, type == row.words ? std::string_view() : row.words, record);
    }
    if (part.is_beneficial) sink_.add(id, slots.is_beneficial, "true", row.words, record);
    if (part.kind == identity_claim) state_strength(id, slots, row, record);
    if (part.kind == ownership && !meaning.percentage.empty()) {
      sink_.add(id, slots.percentage, meaning.percentage, row.words, record);
      sink_.add(id, slots.share_interval, meaning.share_interval, row.words, record);
    }
    if (!meaning.via.empty()) {
      sink_.add(id, slots.directness, "indirect", row.words, record);
      sink_.add(id, slots.via, meaning.via, row.words, record);
    }
  }

  // The type of the claim tells how strong it is: same_id_as more than same_name_as.
  void state_strength(std::string_view id, const Slots& slots, const Row& row, const Record& record) {
    sink_.add(id, slots.strength, row.rel_type.empty() ? row.words : row.rel_type, {}, record);
  }

  void add_current_through(std::string_view id, SlotId slot, const Row& row, const Record& record) {
    const std::string_view year = current_through_.year(row.valid_until);
    if (year.empty()) return sink_.not_mapped("valid_until", row.valid_until, record);
    sink_.add(id, slot, year, row.valid_until, record);
  }

  // The same as model::link_id, in buffers that are used again.
  std::string_view link_id(const LinkKind& kind, const Row& row) {
    link_key_.clear();
    for (const std::string_view piece : {kind.schema, from_.text(), to_.text(), row.role(), row.start_date}) {
      link_key_ += piece;
      link_key_ += '\0';
    }
    link_id_.assign(kPrefix);
    link_id_ += base::hash_name(link_key_);
    return link_id_;
  }

  void stub(Stub& last, std::string_view id, std::string_view schema, const Record& record) {
    if (last.id == id && last.schema == schema) return;
    last.id = id;
    if (last.schema != schema) last.slot = sink_.slot({schema, "id", {}, {}});
    last.schema = schema;
    sink_.add(id, last.slot, id, {}, record);
  }

  bool stubs_;  // No file of nodes is in the bundle: the ends exist because edges name them.
  std::unique_ptr<EdgeColumns> columns_;
  std::vector<std::string> names_;
  std::array<Slots, kKinds> slots_{};
  AddressSlots address_{};
  std::vector<std::pair<int, std::string>> not_mapped_;
  std::unordered_map<std::string, Meaning> meanings_;
  std::string key_, last_key_;
  const Meaning* last_ = nullptr;
  NodeId from_, to_;
  Stub from_stub_, to_stub_;
  std::string link_key_, link_id_;
  CurrentThrough current_through_;
};

bool are_edges(const CsvHeader& header) {
  const EdgeColumns columns(header);
  // "source" and "target" are anybody's words.
  return columns.are_edges() && (header.find("source") != columns.start || header.find("data.type") >= 0);
}

int recognise_edges(std::string_view head) {
  const auto header = header_of(head);
  return header && are_edges(*header) ? 90 : 0;
}

base::Result<void> read_edges(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_table<EdgeReader>(stream, sink, options, are_edges, "edges");
}

}  // namespace

extern const Format kIcijEdges;

const Format kIcijEdges = {
    .name = "icij-edges",
    .title = "ICIJ Offshore Leaks, edges: relationships.csv, *.edges.csv, all_edges.csv (CSV)",
    .dataset = kDataset,
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_edges,
    .read = read_edges,
};

}  // namespace clew::read
