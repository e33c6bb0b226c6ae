#include "graph/graph_builder.h"

#include <algorithm>
#include <numeric>

namespace clew::graph {
namespace {

template <class T>
std::string bytes_of_value(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// The number of `value` in `values`, where it is put if it is new.
template <class T>
uint32_t intern(std::unordered_map<std::string, uint32_t>& numbers, std::vector<T>& values, const T& value) {
  const auto [place, is_new] =
      numbers.try_emplace(bytes_of_value(value), static_cast<uint32_t>(values.size()));
  if (is_new) values.push_back(value);
  return place->second;
}

std::vector<uint32_t> starts_of(size_t nodes, const std::vector<uint32_t>& ends) {
  std::vector<uint32_t> starts(nodes + 1, 0);
  for (const uint32_t end : ends) ++starts[end + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  return starts;
}

}  // namespace

// --- Keys -----------------------------------------------------------------------------------------------

void KeyTable::grow(size_t slots) {
  slots_.assign(slots, 0);
  for (uint32_t number = 0; number < keys_.size(); ++number) {
    size_t at = keys_[number] & (slots - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots - 1);
    slots_[at] = number + 1;
  }
}

void KeyTable::reserve(size_t keys) {
  size_t slots = 16;
  while (slots < 2 * keys) slots *= 2;
  if (slots > slots_.size()) grow(slots);
  keys_.reserve(keys);
}

uint32_t KeyTable::number(uint64_t key) {
  if (2 * (keys_.size() + 1) > slots_.size()) grow(std::max<size_t>(16, 2 * slots_.size()));
  size_t at = key & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (keys_[slots_[at] - 1] == key) return slots_[at] - 1;
  }
  keys_.push_back(key);
  slots_[at] = static_cast<uint32_t>(keys_.size());
  return slots_[at] - 1;
}

// --- Tables ---------------------------------------------------------------------------------------------

GraphTableBuilder::GraphTableBuilder() { node_class({}); }

uint32_t GraphTableBuilder::share_number(const clean::Share& share) {
  return intern(share_numbers_, tables_.share,
                ShareRow{share.low.numerator, share.low.denominator, share.high.numerator,
                         share.high.denominator, share.low_open, share.high_open});
}

uint32_t GraphTableBuilder::link_class(const LinkClass& what) {
  return intern(link_classes_, tables_.link_class, what);
}

uint32_t GraphTableBuilder::node_class(const NodeClass& what) {
  return intern(node_classes_, tables_.node_classes, what);
}

void GraphTableBuilder::state(NodeNumber node, const NodeClass& what, int32_t born) {
  states_.push_back({node, node_class(what), born});
}

void GraphTableBuilder::link(NodeNumber from, NodeNumber to, LinkClass what, const clean::Share& share,
                             uint64_t key, uint32_t line, uint64_t offset) {
  what.share = share_number(share);
  links_.push_back({from, to, link_class(what), line, key, offset});
}

void GraphTableBuilder::fact(NodeNumber about, NoteRow row) {
  row.node = about;
  tables_.fact.push_back(row);
}

void GraphTableBuilder::listing(NodeNumber about, NoteRow row) {
  row.node = about;
  tables_.listing.push_back(row);
}

void GraphTableBuilder::add(const Reading& reading, uint64_t key, uint32_t known_from, uint32_t known_to) {
  const auto known = [&](auto what) {
    what.known_from = known_from;
    what.known_to = known_to;
    return what;
  };
  if (reading.node) state(node(key), known(reading.node->what), reading.node->born);
  for (const LinkReading& link : reading.links) {
    const NodeNumber from = node(link.from), to = node(link.to);
    this->link(from, to, known(link.what), link.share, key, reading.line, reading.offset);
  }
  for (const NoteReading& note : reading.facts) fact(node(note.about), known(note.what));
  for (const NoteReading& note : reading.listings) listing(node(note.about), known(note.what));
}

// The only state of a node stands at the node; several stand beside it.
void GraphTableBuilder::put_states() {
  const size_t count = nodes_.keys().size();
  tables_.node_class.assign(count, 0);
  tables_.node_born.assign(count, 0);
  std::ranges::stable_sort(states_, {}, &State::node);
  for (size_t at = 0; at < states_.size();) {
    size_t end = at + 1;
    while (end < states_.size() && states_[end].node == states_[at].node) ++end;
    const NodeNumber node = states_[at].node;
    tables_.node_class[node] = states_[at].what;
    for (size_t i = at; i < end; ++i) {
      if (states_[i].born != 0) tables_.node_born[node] = states_[i].born;
    }
    if (end - at > 1) {
      tables_.node_class[node] = kMany | static_cast<uint32_t>(tables_.node_many_start.size());
      tables_.node_many_start.push_back(static_cast<uint32_t>(tables_.node_many_class.size()));
      for (size_t i = at; i < end; ++i) {
        tables_.node_many_class.push_back(states_[i].what);
        tables_.node_many_born.push_back(states_[i].born);
      }
    }
    at = end;
  }
  tables_.node_many_start.push_back(static_cast<uint32_t>(tables_.node_many_class.size()));
  states_ = {};
}

// A person of whom the source says that nobody knows, or may say, who it is. And shares given without a word
// on their holder's nature do not make a person a company, but trust roles make a trust.
void GraphTableBuilder::mark_unnamed_and_trusts() {
  const auto become = [&](NodeNumber node, NodeKind kind, bool only_companies) {
    const auto changed = [&](uint32_t what) {
      NodeClass other = tables_.node_classes[what];
      const bool is_company = other.kind == NodeKind::company || other.kind == NodeKind::party;
      if (other.kind == NodeKind::missing || (only_companies && !is_company)) return what;
      other.kind = kind;
      return node_class(other);
    };
    uint32_t& what = tables_.node_class[node];
    if ((what & kMany) == 0) {
      what = changed(what);
      return;
    }
    const uint32_t many = what & ~kMany;
    for (uint32_t i = tables_.node_many_start[many]; i < tables_.node_many_start[many + 1]; ++i)
      tables_.node_many_class[i] = changed(tables_.node_many_class[i]);
  };
  for (const NoteRow& fact : tables_.fact) {
    if (fact.kind == FactWord::anonymous_person || fact.kind == FactWord::unknown_person)
      become(fact.node, NodeKind::unnamed, false);
  }
  for (const RawLink& link : links_) {
    const LinkClass& what = tables_.link_class[link.what];
    if (what.right == Right::trust_role && what.kind == LinkKind::control)
      become(link.to, NodeKind::trust, true);
  }
}

// Breadth first through links in either direction, from the node with most links, then from each that was not
// reached. Gives the new number of each node.
std::vector<NodeNumber> GraphTableBuilder::order_by_nearness() const {
  const auto count = static_cast<uint32_t>(nodes_.keys().size());
  std::vector<uint32_t> starts(count + size_t{1}, 0);
  for (const RawLink& link : links_) ++starts[link.from + 1], ++starts[link.to + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<NodeNumber> others(2 * links_.size());
  std::vector<uint32_t> next(starts.begin(), starts.end() - 1);
  for (const RawLink& link : links_) {
    others[next[link.from]++] = link.to;
    others[next[link.to]++] = link.from;
  }
  constexpr NodeNumber kNew = UINT32_MAX;
  std::vector<NodeNumber> number(count, kNew), order;
  order.reserve(count);
  uint32_t hub = 0;
  for (uint32_t node = 1; node < count; ++node) {
    if (starts[node + 1] - starts[node] > starts[hub + 1] - starts[hub]) hub = node;
  }
  const auto place = [&](NodeNumber node) {
    if (number[node] != kNew) return;
    number[node] = static_cast<NodeNumber>(order.size());
    order.push_back(node);
  };
  for (uint32_t root = 0; root <= count && count > 0; ++root) {
    size_t at = order.size();
    place(root == 0 ? hub : root - 1);
    for (; at < order.size(); ++at) {
      for (uint32_t i = starts[order[at]]; i < starts[order[at] + 1]; ++i) place(others[i]);
    }
  }
  return number;
}

void GraphTableBuilder::renumber(const std::vector<NodeNumber>& new_number) {
  const auto moved = [&](auto column) {
    auto result = column;
    for (size_t node = 0; node < column.size(); ++node) result[new_number[node]] = column[node];
    return result;
  };
  tables_.node_key = moved(std::move(tables_.node_key));
  tables_.node_class = moved(std::move(tables_.node_class));
  tables_.node_born = moved(std::move(tables_.node_born));
  for (RawLink& link : links_) {
    link.from = new_number[link.from];
    link.to = new_number[link.to];
  }
  for (NoteRow& row : tables_.fact) row.node = new_number[row.node];
  for (NoteRow& row : tables_.listing) row.node = new_number[row.node];
}

void GraphTableBuilder::put_links(std::vector<LinkNumber>* old_link_of) {
  std::vector<uint32_t> begins(links_.size());
  for (size_t i = 0; i < links_.size(); ++i) begins[i] = links_[i].from;
  tables_.out_start = starts_of(tables_.node_key.size(), begins);
  std::vector<uint32_t> next(tables_.out_start.begin(), tables_.out_start.end() - 1);
  const size_t count = links_.size();
  for (auto* column : {&tables_.out_other, &tables_.out_class, &tables_.link_from, &tables_.link_line})
    column->resize(count);
  tables_.link_key.resize(count);
  tables_.link_offset.resize(count);
  if (old_link_of != nullptr) old_link_of->resize(count);
  for (uint32_t i = 0; i < count; ++i) {
    const RawLink& link = links_[i];
    const uint32_t at = next[link.from]++;
    tables_.out_other[at] = link.to;
    tables_.out_class[at] = link.what;
    tables_.link_from[at] = link.from;
    tables_.link_line[at] = link.line;
    tables_.link_key[at] = link.key;
    tables_.link_offset[at] = link.offset;
    if (old_link_of != nullptr) (*old_link_of)[at] = i;
  }
  links_ = {};
}

void GraphTableBuilder::put_ends() {
  tables_.in_start = starts_of(tables_.node_key.size(), tables_.out_other);
  std::vector<uint32_t> next(tables_.in_start.begin(), tables_.in_start.end() - 1);
  for (auto* column : {&tables_.in_other, &tables_.in_class, &tables_.in_link})
    column->resize(tables_.out_other.size());
  for (uint32_t link = 0; link < tables_.out_other.size(); ++link) {
    const uint32_t at = next[tables_.out_other[link]]++;
    tables_.in_other[at] = tables_.link_from[link];
    tables_.in_class[at] = tables_.out_class[link];
    tables_.in_link[at] = link;
  }
}

void GraphTableBuilder::put_keys() {
  std::vector<std::pair<uint64_t, NodeNumber>> keys;
  keys.reserve(tables_.node_key.size());
  for (NodeNumber node = 0; node < tables_.node_key.size(); ++node)
    keys.emplace_back(tables_.node_key[node], node);
  std::ranges::sort(keys);
  for (const auto& [key, node] : keys) tables_.node_by_key.push_back(node);
}

GraphTables GraphTableBuilder::finish(NodeOrder order, std::vector<LinkNumber>* old_link_of) {
  put_states();
  mark_unnamed_and_trusts();
  tables_.node_key = nodes_.keys();
  if (order == NodeOrder::by_nearness) renumber(order_by_nearness());
  std::ranges::stable_sort(tables_.fact, {}, &NoteRow::node);
  std::ranges::stable_sort(tables_.listing, {}, &NoteRow::node);
  put_links(old_link_of);
  put_ends();
  put_keys();
  return std::move(tables_);
}

}  // namespace clew::graph
