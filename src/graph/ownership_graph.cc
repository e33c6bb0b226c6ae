#include "graph/ownership_graph.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

namespace clew::graph {
namespace {

using base::Result;
using clean::Share;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != text.npos; }

struct Named {
  std::string_view word;
  Right right;
};

// The interests of BODS 0.4 and what they give.
constexpr std::array kInterests = std::to_array<Named>({
    {"shareholding", Right::shares},
    {"votingRights", Right::votes},
    {"rightsToSurplusAssetsOnDissolution", Right::other_economic},
    {"rightsToProfitOrIncome", Right::other_economic},
    {"rightToProfitOrIncomeFromAssets", Right::other_economic},
    {"enjoymentAndUseOfAssets", Right::other_economic},
    {"appointmentOfBoard", Right::appointment},
    {"otherInfluenceOrControl", Right::influence},
    {"rightsGrantedByContract", Right::influence},
    {"conditionalRightsGrantedByContract", Right::influence},
    {"controlViaCompanyRulesOrArticles", Right::influence},
    {"controlByLegalFramework", Right::influence},
    {"settlor", Right::trust_role},
    {"trustee", Right::trust_role},
    {"protector", Right::trust_role},
    {"beneficiaryOfLegalArrangement", Right::trust_role},
    {"nominator", Right::nominator},
    {"nominee", Right::nominee},
    {"unknownInterest", Right::unstated},
    {"unpublishedInterest", Right::unstated},
});

LinkKind kind_of(std::string_view schema) {
  if (schema == "Ownership") return LinkKind::ownership;
  if (schema == "Control") return LinkKind::control;
  if (schema == "Directorship") return LinkKind::directorship;
  if (schema == "Representation") return LinkKind::representation;
  if (schema == "Membership" || schema == "Employment" || schema == "Occupancy") return LinkKind::membership;
  if (schema == "Family" || schema == "Associate") return LinkKind::family;
  if (schema == "IdentityClaim" || schema == "Similar") return LinkKind::identity;
  return LinkKind::other;
}

Right right_by_words(LinkKind kind, std::string_view role, std::string_view control) {
  const bool trust =
      has(role, "trust") || has(role, "settlor") || has(role, "protector") || has(role, "beneficiary of");
  switch (kind) {
    case LinkKind::ownership:
      return has(role, "nominee") ? Right::nominee : trust ? Right::trust_role : Right::shares;
    case LinkKind::control:
      if (control == "voting") return Right::votes;
      if (control == "appointment") return Right::appointment;
      return control == "trust" || trust ? Right::trust_role : Right::influence;
    case LinkKind::representation: return has(role, "nominee") ? Right::nominee : Right::none;
    case LinkKind::directorship: return trust && has(role, "trustee") ? Right::trust_role : Right::none;
    default: return Right::none;
  }
}

// A link whose source speaks of an interest but not of its kind is an interest all the same.
bool speaks_of_an_interest(const store::Entity& link) {
  return !link.first("directness").empty() || !link.first("isComponent").empty();
}

Right right_of(const store::Entity& link, LinkKind kind) {
  const std::string_view interest = link.first("interestType");
  const auto known = std::find_if(kInterests.begin(), kInterests.end(),
                                  [&](const Named& named) { return named.word == interest; });
  if (known != kInterests.end()) return known->right;
  if (kind == LinkKind::other && speaks_of_an_interest(link)) return Right::unstated;
  return right_by_words(kind, lower(link.first("role")), link.first("controlType"));
}

Directness directness_of(const store::Entity& link) {
  std::string_view said = link.first("directness");
  if (said.empty()) said = link.first("ownershipType");
  if (said == "direct") return Directness::direct;
  if (said == "indirect" || said == "ultimate") return Directness::indirect;
  return Directness::unknown;
}

int number_at(std::string_view text, size_t at, size_t length) {
  int number = 0;
  for (size_t i = at; i < at + length; ++i) number = number * 10 + (text[i] - '0');
  return number;
}

// Start: the first day it may mean. End: a day on which it no longer holds.
int32_t start_number(std::string_view date) {
  const auto last = day_number(date);
  if (!last) return INT32_MIN;
  return date.size() >= 10 ? *last : date.size() >= 7 ? *last / 100 * 100 : *last / 10000 * 10000;
}

int32_t end_number(std::string_view date) {
  const auto last = day_number(date);
  if (!last) return INT32_MAX;
  return date.size() >= 10 ? *last : *last + 1;
}

struct Time {
  int32_t from = INT32_MIN, until = INT32_MAX;
};

Time time_of(const store::Entity& entity) {
  if (entity.schema == nullptr) return {};
  Time time;
  if (!entity.schema->start.empty()) time.from = start_number(entity.first(entity.schema->start));
  if (!entity.schema->end.empty()) time.until = end_number(entity.first(entity.schema->end));
  return time;
}

// All that is stated of one link's share speaks of the same holding: what all of it says.
struct StatedShare {
  Share share;
  bool bad = false;
};

StatedShare stated_share(const store::Entity& link) {
  StatedShare stated;
  auto values = link.values("shareInterval");
  if (values.empty()) values = link.values("percentage");
  for (const std::string_view value : values) {
    const auto share = clean::parse_share(value);
    const auto both = share ? clean::intersection(stated.share, *share) : std::nullopt;
    if (both) stated.share = *both;
    stated.bad = stated.bad || !both;
  }
  // "Shareholder (Trident) - 34%" hides the share in the role.
  if (values.empty() && link.schema->name == "Ownership" && has(link.first("role"), "%")) {
    if (const auto share = clean::parse_share(link.first("role"))) stated.share = *share;
  }
  if (stated.bad) stated.share = {};
  return stated;
}

bool is_the_bearer(std::string_view name) {
  const std::string said = lower(name);
  return said == "the bearer" || said == "bearer" || said == "el portador" || said == "to the bearer";
}

NodeKind node_kind(const store::Entity& entity) {
  const model::Schema& schema = *entity.schema;
  static const model::Schema* const kLegal = model::find_schema("LegalEntity");
  if (!schema.is_a(*kLegal)) return NodeKind::thing;
  const std::string_view classification = entity.first("classification");
  if (classification == "anonymousEntity" || classification == "unknownEntity") return NodeKind::unnamed;
  for (const std::string_view form : entity.values("legalForm")) {
    if (form == "nomination") return NodeKind::nomination;
    if (form == "trust") return NodeKind::trust;
  }
  const std::string_view name = entity.caption();
  if (name == entity.id && entity.first("registrationNumber").empty()) return NodeKind::unnamed;
  if (is_the_bearer(name)) return NodeKind::unnamed;
  if (schema.name == "Person") return NodeKind::person;
  return schema.name == "PublicBody" ? NodeKind::state : NodeKind::company;
}

}  // namespace

std::optional<int32_t> day_number(std::string_view day) {
  for (size_t i = 0; i < std::min<size_t>(day.size(), 10); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? day[i] != '-' : day[i] < '0' || day[i] > '9') return std::nullopt;
  }
  if (day.size() < 4) return std::nullopt;
  const int month = day.size() >= 7 ? number_at(day, 5, 2) : 12;
  return number_at(day, 0, 4) * 10000 + month * 100 + (day.size() >= 10 ? number_at(day, 8, 2) : 31);
}

// --- The graph ------------------------------------------------------------------------------------------

std::span<const LinkNumber> OwnershipGraph::into(NodeNumber node) const {
  return std::span(into_).subspan(into_starts_[node], into_starts_[node + 1] - into_starts_[node]);
}

std::span<const LinkNumber> OwnershipGraph::out_of(NodeNumber node) const {
  return std::span(out_).subspan(out_starts_[node], out_starts_[node + 1] - out_starts_[node]);
}

std::vector<const NegativeFact*> OwnershipGraph::negative_facts_of(NodeNumber node) const {
  const auto [first, last] = std::ranges::equal_range(negative_facts_, node, {}, &NegativeFact::subject);
  std::vector<const NegativeFact*> found;
  for (auto at = first; at != last; ++at) found.push_back(&*at);
  return found;
}

std::optional<NodeNumber> OwnershipGraph::find(std::string_view id) const {
  const auto at = std::ranges::lower_bound(by_id_, id, {}, [&](NodeNumber node) { return this->id(node); });
  if (at == by_id_.end() || this->id(*at) != id) return std::nullopt;
  return *at;
}

std::string_view OwnershipGraph::caption(NodeNumber node) const {
  const std::string_view name = text(nodes_[node].caption);
  return name.empty() ? id(node) : name;
}

bool OwnershipGraph::holds(LinkNumber number, const LinkView& view) const {
  const Link& link = links_[number];
  if (view.day != 0 && (link.valid_from > view.day || link.valid_until <= view.day)) return false;
  if (!view.datasets.empty() && (link.dataset >= view.datasets.size() || !view.datasets[link.dataset]))
    return false;
  return view.left_out.empty() || !std::binary_search(view.left_out.begin(), view.left_out.end(), number);
}

size_t OwnershipGraph::memory_bytes() const {
  return nodes_.size() * sizeof(Node) + links_.size() * sizeof(Link) + text_.size() +
         4 * (into_starts_.size() + out_starts_.size() + into_.size() + out_.size() + by_id_.size()) +
         shares_.size() * sizeof(Share) + negative_facts_.size() * sizeof(NegativeFact);
}

// --- Building -------------------------------------------------------------------------------------------

OwnershipGraphBuilder::OwnershipGraphBuilder() { graph_.text_.push_back('\0'); }

uint32_t OwnershipGraphBuilder::keep(std::string_view text) {
  if (text.empty()) return 0;
  const auto place = static_cast<uint32_t>(graph_.text_.size());
  graph_.text_.append(text.data(), text.size());
  graph_.text_.push_back('\0');
  return place;
}

uint32_t OwnershipGraphBuilder::share_number(const Share& share) {
  const std::string key(reinterpret_cast<const char*>(&share.low), sizeof share.low);
  const std::string whole = key + std::string(reinterpret_cast<const char*>(&share.high), sizeof share.high) +
                            (share.low_open ? "(" : "[") + (share.high_open ? ")" : "]");
  const auto [place, is_new] =
      share_numbers_.try_emplace(whole, static_cast<uint32_t>(graph_.shares_.size()));
  if (is_new) graph_.shares_.push_back(share);
  return place->second;
}

NodeNumber OwnershipGraphBuilder::node(std::string_view id) {
  const auto [place, is_new] =
      numbers_.try_emplace(std::string(id), static_cast<NodeNumber>(graph_.nodes_.size()));
  if (is_new) {
    Node node;
    node.id = keep(id);
    graph_.nodes_.push_back(node);
  }
  return place->second;
}

void OwnershipGraphBuilder::name(NodeNumber node, NodeKind kind, std::string_view caption) {
  graph_.nodes_[node].kind = kind;
  graph_.nodes_[node].caption = keep(caption);
}

LinkNumber OwnershipGraphBuilder::link(Link link, std::string_view id, const Share& share,
                                       std::string_view role) {
  link.id = keep(id);
  link.share = share_number(share);
  if (!role.empty()) {
    const auto [place, is_new] = common_.try_emplace(std::string(role), 0);
    if (is_new) place->second = keep(role);
    link.role = place->second;
  }
  graph_.links_.push_back(link);
  return static_cast<LinkNumber>(graph_.links_.size() - 1);
}

void OwnershipGraphBuilder::add(const store::Entity& entity, uint16_t dataset) {
  if (entity.schema == nullptr) return;
  static const model::Schema* const kThing = model::find_schema("Thing");
  if (entity.schema->is_link()) return add_link(entity, dataset);
  if (entity.schema->name == "NegativeFact") return add_negative_fact(entity, dataset);
  if (entity.schema->name == "Sanction") {
    for (const std::string_view listed : entity.values("entity"))
      graph_.nodes_[node(listed)].is_listed = true;
    return;
  }
  if (entity.schema->is_a(*kThing) && entity.schema->name != "Address") add_thing(entity);
}

void OwnershipGraphBuilder::add_thing(const store::Entity& entity) {
  const NodeNumber number = node(entity.id);
  const NodeKind kind = node_kind(entity);
  const std::string_view caption = entity.caption();
  name(number, kind, caption == entity.id ? std::string_view() : caption);
  const auto common = [&](std::string_view text) {
    const auto [place, is_new] = common_.try_emplace(std::string(text), 0);
    if (is_new) place->second = keep(text);
    return place->second;
  };
  Node& made = graph_.nodes_[number];
  made.record = entity.statements.front().statement.record;
  made.schema = common(entity.schema_name());
  std::string_view country = entity.first("jurisdiction");
  if (country.empty()) country = entity.first("country");
  made.jurisdiction = common(country);
  made.birth_date = common(entity.first("birthDate"));
}

void OwnershipGraphBuilder::add_link(const store::Entity& entity, uint16_t dataset) {
  Link link;
  link.kind = kind_of(entity.schema->name);
  link.right = right_of(entity, link.kind);
  link.directness = directness_of(entity);
  link.is_beneficial = entity.first("isBeneficial") == "true";
  link.is_conclusion = link.directness == Directness::indirect;
  link.dataset = dataset;
  link.record = entity.statements.front().statement.record;
  const Time time = time_of(entity);
  link.valid_from = time.from;
  link.valid_until = time.until;
  const StatedShare stated = stated_share(entity);
  link.has_bad_share = stated.bad;
  const std::string_view record_id = entity.first("recordId");
  if (!record_id.empty()) link.record_id = keep(record_id);
  std::string_view role = entity.first("role");
  if (role.empty()) role = entity.first("relationship");
  for (const std::string_view from : entity.values(entity.schema->edge.source)) {
    for (const std::string_view to : entity.values(entity.schema->edge.target)) {
      link.from = node(from);
      link.to = node(to);
      this->link(link, entity.id, stated.share, role);
    }
  }
}

void OwnershipGraphBuilder::add_negative_fact(const store::Entity& entity, uint16_t dataset) {
  const Time time = time_of(entity);
  for (const std::string_view subject : entity.values("subject")) {
    graph_.negative_facts_.push_back({.subject = node(subject),
                                      .kind = std::string(entity.first("kind")),
                                      .reason = std::string(entity.first("reason")),
                                      .description = std::string(entity.first("description")),
                                      .record_id = std::string(entity.first("recordId")),
                                      .valid_from = time.from,
                                      .valid_until = time.until,
                                      .record = entity.statements.front().statement.record,
                                      .dataset = dataset});
  }
}

namespace {

// Counting sort of links by one of their ends, in the order of their numbers.
void sort_by(const std::vector<Link>& links, size_t nodes, NodeNumber Link::* end,
             std::vector<uint32_t>& starts, std::vector<LinkNumber>& sorted) {
  starts.assign(nodes + 1, 0);
  for (const Link& link : links) ++starts[link.*end + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  sorted.resize(links.size());
  std::vector<uint32_t> next(starts.begin(), starts.end() - 1);
  for (LinkNumber number = 0; number < links.size(); ++number) sorted[next[links[number].*end]++] = number;
}

}  // namespace

OwnershipGraph OwnershipGraphBuilder::finish() {
  // A person of whom the source says that nobody knows, or may say, who it is.
  std::ranges::stable_sort(graph_.negative_facts_, {}, &NegativeFact::subject);
  for (const NegativeFact& fact : graph_.negative_facts_) {
    if (fact.kind == "anonymousPerson" || fact.kind == "unknownPerson")
      graph_.nodes_[fact.subject].kind = NodeKind::unnamed;
  }
  // Shares given without a word on their holder's nature do not make a person a company, but trust roles make
  // a trust.
  for (const Link& link : graph_.links_) {
    Node& subject = graph_.nodes_[link.to];
    if (link.right == Right::trust_role && subject.kind == NodeKind::company &&
        link.kind == LinkKind::control) {
      subject.kind = NodeKind::trust;
    }
  }
  sort_by(graph_.links_, graph_.nodes_.size(), &Link::to, graph_.into_starts_, graph_.into_);
  sort_by(graph_.links_, graph_.nodes_.size(), &Link::from, graph_.out_starts_, graph_.out_);
  graph_.by_id_.resize(graph_.nodes_.size());
  std::iota(graph_.by_id_.begin(), graph_.by_id_.end(), 0u);
  std::ranges::sort(graph_.by_id_, {}, [&](NodeNumber node) { return graph_.id(node); });
  return std::move(graph_);
}

Result<OwnershipGraph> OwnershipGraph::build(const store::Store& store, const store::View& view) {
  OwnershipGraphBuilder builder;
  const store::View all_time{.known_on = view.known_on, .valid_on = {}, .datasets = view.datasets};
  const auto& datasets = store.manifest().datasets;
  CLEW_TRY(store.scan(all_time, [&](const store::Entity& entity) {
    const std::string_view name = entity.statements.front().statement.dataset;
    const auto at = std::ranges::find(datasets, name, &store::Dataset::name);
    builder.add(entity, static_cast<uint16_t>(at - datasets.begin()));
    return true;
  }));
  return builder.finish();
}

}  // namespace clew::graph
