#include "index/query.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "index/keys.h"

namespace clew::index {
namespace {

using clean::Likeness;
using clean::Part;
using clean::Role;

constexpr size_t kMemoryWords = 50'000;
constexpr size_t kMemoryParts = 4'000'000;            // 48 MB in a thread, at most.
constexpr double kRounding = 2.0 * clean::kPartsMax;  // Gains are cut to whole numbers, part by part.

Board& board_of_this_thread() {
  thread_local Board board;
  return board;
}

uint32_t mask(size_t first, size_t count) { return ((1u << count) - 1u) << first; }

bool can_tell(Role role) { return !clean::is_soft(role) && role != Role::servant && role != Role::initial; }

// Two words of one content have the same relations.
uint64_t content_hash(const Part& part, std::string& bytes) {
  bytes.assign(1, static_cast<char>(part.role));
  bytes += static_cast<char>(static_cast<int>(part.script) | (part.vowels_unwritten ? kUnwritten : 0));
  bytes += part.written;
  for (const clean::Form& form : part.forms) bytes.append(1, '\0').append(form.latin);
  for (const std::string& name : part.nickname_classes) bytes.append(1, '\1').append(name);
  return base::hash64(bytes);
}

// Whether a run of so many letters is about as long as the word; what clean::related() asks before all else.
bool may_be_read_as(size_t run_letters, bool vowels_unwritten, const std::string& bones, const Part& word) {
  const bool is_alike = vowels_unwritten == word.vowels_unwritten;
  if (!is_alike && bones.size() < clean::kRunBonesMin) return false;
  run_letters = std::min<size_t>(run_letters, kRunLettersMax);
  return std::any_of(word.forms.begin(), word.forms.end(), [&](const clean::Form& form) {
    const size_t letters = std::min<size_t>(form.latin.size(), kRunLettersMax);
    const size_t apart = run_letters > letters ? run_letters - letters : letters - run_letters;
    return form.skeleton == bones && apart <= (is_alike ? clean::kRunApart : clean::kRunApartUnwritten);
  });
}

}  // namespace

void Board::start(const NameIndex& index, uint64_t index_serial) {
  for (const uint32_t part : linked) first_link[part] = 0;
  linked.clear();
  links.clear();
  runs.clear();
  extras.clear();
  runs_used = 0;
  if (memory.size() > kMemoryWords || remembered > kMemoryParts || serial != index_serial) {
    memory.clear();
    remembered = 0;
  }
  if (serial == index_serial) return;
  serial = index_serial;
  first_link.assign(index.part_count(), 0);
  part_seen.assign(index.part_count(), 0);
  term_seen.assign(index.term_count(), 0);
  name_seen.assign(index.name_count(), 0);
  name_round = part_round = term_round = 0;
}

uint32_t Board::next_round(uint32_t& round, std::vector<uint32_t>& seen) {
  if (++round == 0) {
    std::fill(seen.begin(), seen.end(), 0);
    round = 1;
  }
  return round;
}

Query::Query(const NameIndex& index, const clean::Name& query, const Need& need, Found& found)
    : index_(index), query_(query), need_(need), found_(found), board_(board_of_this_thread()) {
  board_.start(index, index.serial_);
  for (size_t i = 0; i < query.parts.size(); ++i) {
    const Part& part = query.parts[i];
    const uint32_t weight_max = index.numbers_[kPartWeightMax];
    weights_[i] = part.weight;
    if (clean::is_soft(part.role)) {
      soft_ |= 1u << i;
      always_met_ += (part.weight + index.numbers_[kSoftWeightMax]) / 2.0;
    } else if (part.role == Role::initial) {
      initials_ |= 1u << i;
      always_met_ += part.weight;
      always_listed_ += weight_max;
    } else if (part.role == Role::servant) {
      always_met_ += (part.weight + weight_max) / 2.0;
      always_listed_ += weight_max;
    }
  }
}

void Query::run() {
  Board::next_round(board_.name_round, board_.name_seen);
  take_parts();
  take_runs();
  take_acronym();
  take_listed_runs();
  take_listed_acronyms();
  std::sort(board_.extras.begin(), board_.extras.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  walk_lists();
  for (const Board::Extra& extra : board_.extras) look_at(extra.name);
}

// --- Words that are related -----------------------------------------------------------------------------

clean::PartView Query::view(uint32_t number) {
  const PartRow& row = index_.parts_[number];
  const PartRow& next = index_.parts_[number + 1];
  board_.forms.clear();
  for (uint32_t i = row.first_form; i < next.first_form; ++i) {
    const TermRow& term = index_.terms_[index_.part_forms_[i]];
    const uint32_t end = (&term + 1)->latin;
    const std::string_view text = index_.term_text_;
    board_.forms.push_back({text.substr(term.latin, term.sound - term.latin),
                            text.substr(term.sound, term.skeleton - term.sound),
                            text.substr(term.skeleton, end - term.skeleton), term.letters, term.bones});
  }
  board_.classes.clear();
  for (uint32_t i = row.first_class; i < next.first_class; ++i) {
    const uint32_t named = index_.part_classes_[i];
    const uint32_t begin = index_.classes_[named];
    board_.classes.push_back(index_.class_text_.substr(begin, index_.classes_[named + 1] - begin));
  }
  return {.written = index_.part_text_.substr(row.written, next.written - row.written),
          .forms = board_.forms,
          .role = static_cast<Role>(row.role),
          .script = static_cast<clean::Script>(row.script & ~(kUnwritten | kMayBeAcronym)),
          .vowels_unwritten = (row.script & kUnwritten) != 0,
          .nickname_classes = board_.classes};
}

// Initials are not looked for by spelling: see add_initials().
void Query::gather(uint32_t part) {
  if (board_.part_seen[part] == board_.part_round) return;
  board_.part_seen[part] = board_.part_round;
  if (static_cast<Role>(index_.parts_[part].role) != Role::initial) board_.near.push_back(part);
}

void Query::gather_parts_of(uint32_t term) {
  for (uint32_t i = index_.term_parts_at_[term]; i < index_.term_parts_at_[term + 1]; ++i)
    gather(index_.term_parts_[i]);
}

void Query::gather_near(const clean::Form& form) {
  const DeleteKeys keys(form.latin);
  for (const uint64_t key : keys) index_.keys_.prefetch(key);
  const uint32_t round = Board::next_round(board_.term_round, board_.term_seen);
  for (const uint64_t key : keys) {
    index_.keys_.find(key, [&](uint32_t number) {
      if (board_.term_seen[number] == round) return;
      board_.term_seen[number] = round;
      const TermRow& term = index_.terms_[number];
      const size_t length = term.sound - term.latin;
      const uint32_t allowed = clean::edits_allowed(std::max(length, form.latin.size()));
      if (static_cast<uint32_t>(std::popcount((term.letters ^ form.letters) & ~clean::kOfMany)) > 2 * allowed)
        return;
      const std::string_view latin = index_.term_text_.substr(term.latin, length);
      if (clean::edit_distance(latin, form.latin, allowed) <= allowed) gather_parts_of(number);
    });
  }
}

void Query::gather_bones(const clean::Form& form) {
  if (form.bones == 0) return;
  index_.keys_.find(bones_key(form.skeleton), [&](uint32_t number) {
    const TermRow& term = index_.terms_[number];
    if (term.bones != form.bones) return;
    const uint32_t end = (&term + 1)->latin;
    if (index_.term_text_.substr(term.skeleton, end - term.skeleton) == form.skeleton)
      gather_parts_of(number);
  });
}

void Query::add(Related& related, uint32_t part, Likeness likeness) const {
  if (likeness.quality == 0) return;
  related.parts.push_back({part, index_.parts_[part].weight, likeness});
  related.postings += index_.postings_at_[part + 1] - index_.postings_at_[part];
  related.weight_max = std::max<uint32_t>(related.weight_max, index_.parts_[part].weight);
}

const Related& Query::related_to(const Part& part) {
  const auto [found, is_new] = board_.memory.try_emplace(content_hash(part, board_.content));
  Related& related = found->second;
  if (!is_new) return related;
  Board::next_round(board_.part_round, board_.part_seen);
  board_.near.clear();
  for (const clean::Form& form : part.forms) {
    gather_near(form);
    gather_bones(form);
  }
  for (const std::string& name : part.nickname_classes)
    index_.class_keys_.find(class_key(name), [&](uint32_t near) { gather(near); });
  for (const uint32_t near : board_.near) add(related, near, clean::related(part, view(near)));
  board_.remembered += related.parts.size();
  return related;
}

Related& Query::next_run_related() {
  if (board_.runs_used == board_.runs_related.size()) board_.runs_related.emplace_back();
  Related& related = board_.runs_related[board_.runs_used++];
  related.parts.clear();
  related.postings = related.weight_max = 0;
  return related;
}

// --- What of the query could meet what ------------------------------------------------------------------

void Query::link(const Related& related, size_t first, size_t count) {
  for (const RelatedPart& one : related.parts) {
    uint32_t& chain = board_.first_link[one.part];
    if (chain == 0) board_.linked.push_back(one.part);
    board_.links.push_back({static_cast<uint8_t>(first), static_cast<uint8_t>(count), one.likeness, chain});
    chain = static_cast<uint32_t>(board_.links.size());
  }
}

void Query::take_parts() {
  for (size_t i = 0; i < query_.parts.size(); ++i) {
    const Part& part = query_.parts[i];
    if (part.role == Role::initial) continue;
    const Related& related = related_to(part);
    link(related, i, 1);
    if (can_tell(part.role)) lists_.push_back({&related, part.weight, false});
  }
}

bool Query::is_as_long(const clean::Run& run, uint32_t part) const {
  const PartRow& row = index_.parts_[part];
  const size_t wanted = run.part.forms.front().latin.size();
  const bool is_alike = run.part.vowels_unwritten == ((row.script & kUnwritten) != 0);
  const size_t apart_most = is_alike ? clean::kRunApart : clean::kRunApartUnwritten;
  for (uint32_t form = row.first_form; form < index_.parts_[part + 1].first_form; ++form) {
    const TermRow& term = index_.terms_[index_.part_forms_[form]];
    const size_t letters = term.sound - term.latin;
    if ((letters > wanted ? letters - wanted : wanted - letters) <= apart_most) return true;
  }
  return false;
}

void Query::take_runs() {
  for (const clean::Run& run : query_.runs) {
    Board::next_round(board_.part_round, board_.part_seen);
    board_.near.clear();
    gather_bones(run.part.forms.front());
    if (board_.near.empty()) continue;
    Related& related = next_run_related();
    for (const uint32_t near : board_.near) {
      if (is_as_long(run, near)) add(related, near, clean::related(run, view(near)));
    }
    if (related.parts.empty()) continue;
    link(related, run.first, run.count);
    if (related.postings > 0) lists_.push_back({&related, 0, true});
  }
}

// The letters of the query's words as a listed word.
void Query::take_acronym() {
  if (query_.acronym.empty()) return;
  Related& related = next_run_related();
  const DeleteKeys keys(query_.acronym);
  index_.keys_.find(*keys.begin(), [&](uint32_t number) {
    const TermRow& term = index_.terms_[number];
    if (index_.term_text_.substr(term.latin, term.sound - term.latin) != query_.acronym) return;
    for (uint32_t i = index_.term_parts_at_[number]; i < index_.term_parts_at_[number + 1]; ++i) {
      const uint32_t part = index_.term_parts_[i];
      const PartRow& row = index_.parts_[part];
      if (index_.part_forms_[row.first_form] == number && (row.script & kMayBeAcronym) != 0)
        add(related, part, {clean::Relation::acronym, 1000});
    }
  });
  link(related, 0, query_.parts.size());
  if (related.postings > 0) lists_.push_back({&related, 0, true});
}

Likeness Query::run_likeness(const Part& part, size_t query_part, uint32_t name, uint32_t first,
                             uint32_t count) {
  const auto parts = index_.parts_of(name).subspan(first, count);
  const uint64_t key =
      base::hash64({reinterpret_cast<const char*>(parts.data()), parts.size_bytes()}, query_part);
  const auto [found, is_new] = board_.runs.try_emplace(key);
  if (!is_new) return found->second;
  std::vector<Part> joined(count);
  for (uint32_t i = 0; i < count; ++i) {
    const clean::PartView listed = view(parts[i]);
    joined[i].written = listed.written;
    joined[i].role = listed.role;
    joined[i].script = listed.script;
    joined[i].vowels_unwritten = listed.vowels_unwritten;
    joined[i].forms.emplace_back().latin = listed.forms.front().latin;
  }
  return found->second = clean::related(clean::run_of(joined, 0, count), part);
}

// Listed words that are one word of the query.
void Query::take_listed_runs() {
  for (size_t i = 0; i < query_.parts.size(); ++i) {
    const Part& part = query_.parts[i];
    if (clean::is_soft(part.role) || part.role == Role::initial) continue;
    for (size_t f = 0; f < part.forms.size(); ++f) {
      const std::string& bones = part.forms[f].skeleton;
      const auto is_same = [&](const clean::Form& form) { return form.skeleton == bones; };
      const auto end = part.forms.begin() + static_cast<ptrdiff_t>(f);
      if (part.forms[f].bones == 0 || std::any_of(part.forms.begin(), end, is_same)) continue;
      index_.run_keys_.find(run_key(bones), [&](uint64_t packed) {
        const RunNumber run = RunNumber::of(packed);
        const uint32_t name = run.name, first = run.first, count = run.count;
        if (count == 0 || !may_be_read_as(run.letters, run.vowels_unwritten, bones, part)) return;
        if ((need_.kinds >> index_.names_[name].kind & 1) == 0) return;
        const Likeness likeness = run_likeness(part, i, name, first, count);
        if (likeness.quality == 0) return;
        board_.extras.push_back({name,
                                 {static_cast<uint8_t>(i), 1, static_cast<uint8_t>(first),
                                  static_cast<uint8_t>(count), likeness}});
      });
    }
  }
}

std::string Query::acronym_of(uint32_t name) const {
  std::string letters;
  for (const uint32_t number : index_.parts_of(name)) {
    const PartRow& part = index_.parts_[number];
    if (clean::is_soft(static_cast<Role>(part.role))) continue;
    letters += index_.term_text_[index_.terms_[index_.part_forms_[part.first_form]].latin];
  }
  return letters;
}

void Query::take_listed_acronyms() {
  for (size_t i = 0; i < query_.parts.size(); ++i) {
    const Part& part = query_.parts[i];
    const std::string& latin = part.forms.front().latin;
    if (!part.may_be_acronym) continue;
    index_.run_keys_.find(acronym_key(latin), [&](uint64_t number) {
      const uint32_t name = RunNumber::of(number).name;
      if (RunNumber::of(number).count != 0 || acronym_of(name) != latin) return;
      const auto count = static_cast<uint8_t>(index_.parts_of(name).size());
      board_.extras.push_back(
          {name, {static_cast<uint8_t>(i), 1, 0, count, {clean::Relation::acronym, 1000}}});
    });
  }
}

// --- Which names ----------------------------------------------------------------------------------------

// A name reaches a share s where gained >= s * (met + penalty): where what it gained beyond s times its
// weight, summed over all that met, is at least s times the penalty for what did not. That sum is called
// value here, and value / s the budget for penalties.
double Query::value_of(const List& list, const RelatedPart& related, double share) const {
  const double weight = (list.weight + related.weight) / 2.0;
  return std::max(0.0, weight * (related.likeness.quality / 1000.0 - share));
}

double Query::best_value(const List& list, double share) const {
  double best = 0;
  for (const RelatedPart& related : list.related->parts)
    best = std::max(best, value_of(list, related, share));
  return best;
}

// While `unmet` of the query is left over, and `listed` of a name's weight is taken care of: how heavy may
// the name be for that budget?
uint32_t Query::weight_limit(double budget, double unmet, double listed) const {
  constexpr double kMost = 1e9;
  const double c = need_.contradiction, o = need_.omission;
  double left_over = 0;  // On the listed side.
  if (budget < std::min(c, o) * unmet) return 0;
  if (budget >= c * unmet) {
    left_over = o > 0 ? unmet + (budget - c * unmet) / o : kMost;
  } else {
    left_over = c > o ? (budget - o * unmet) / (c - o) : unmet;
  }
  return static_cast<uint32_t>(std::clamp(listed + std::max(left_over, 0.0) + 1, 0.0, kMost));
}

// A name is found by the rarest of the words that meet in it: so the list of a frequent word is only walked
// as far as names go that the rarer words need not meet.
void Query::walk_lists() {
  std::stable_sort(lists_.begin(), lists_.end(),
                   [](const List& a, const List& b) { return a.related->postings > b.related->postings; });
  double unmet = 0, listed = always_listed_;
  for (const List& list : lists_) unmet += list.weight;
  Reach all = {.share = std::max(need_.share_min, 0.0)};
  Reach tagged = {.share = need_.tags == 0 ? all.share : std::clamp(need_.share_min_tagged, 0.0, all.share)};
  for (Reach* reach : {&all, &tagged}) reach->value = always_met_ * (1 - reach->share);
  for (const List& list : lists_) {
    if (list.related->postings == 0) continue;
    unmet -= list.weight;
    walk(list, all, tagged, unmet, listed);
    if (list.is_whole) continue;
    listed += list.related->weight_max;
    for (Reach* reach : {&all, &tagged}) reach->value += best_value(list, reach->share);
  }
}

void Query::walk(const List& list, const Reach& all, const Reach& tagged, double unmet, double listed) {
  const auto load = [&](uint32_t name) {
    const NameRow& row = index_.names_[name];
    return row.has_initial != 0 ? 0u : row.hard;
  };
  for (const RelatedPart& related : list.related->parts) {
    const auto limit = [&](const Reach& reach) {
      if (list.is_whole || reach.share <= 0) return UINT32_MAX;
      const double value = reach.value + value_of(list, related, reach.share);
      return weight_limit(value / reach.share, unmet, listed + related.weight);
    };
    const uint32_t limit_all = limit(all);
    const uint32_t limit_tagged = tagged.share == all.share ? limit_all : limit(tagged);
    const auto begin = index_.postings_.begin() + index_.postings_at_[related.part];
    const auto end = index_.postings_.begin() + index_.postings_at_[related.part + 1];
    for (auto at = begin; at != end && load(*at) <= limit_tagged; ++at) {
      if (load(*at) <= limit_all || (index_.names_[*at].tags & need_.tags) != 0) look_at(*at);
    }
  }
}

void Query::look_at(uint32_t name) {
  if (board_.name_seen[name] == board_.name_round) return;
  board_.name_seen[name] = board_.name_round;
  const NameRow& row = index_.names_[name];
  if ((need_.kinds >> row.kind & 1) == 0) return;
  const auto parts = index_.parts_of(name);
  first_met_ = found_.met.size();
  query_met_ = listed_met_ = 0;
  add_links(parts);
  if (initials_ != 0 || row.has_initial != 0) add_initials(parts);
  add_extras(name);
  const size_t count = found_.met.size() - first_met_;
  if (count > 0 && can_reach(row, parts)) {
    found_.candidates.push_back(
        {name, row.owner, static_cast<uint32_t>(first_met_), static_cast<uint32_t>(count)});
  } else {
    found_.met.resize(first_met_);
  }
}

void Query::add_met(const Met& met) {
  found_.met.push_back(met);
  query_met_ |= mask(met.query_first, met.query_count);
  listed_met_ |= mask(met.listed_first, met.listed_count);
}

void Query::add_links(std::span<const uint32_t> parts) {
  for (size_t l = 0; l < parts.size(); ++l) {
    for (uint32_t at = board_.first_link[parts[l]]; at != 0;) {
      const Link& link = board_.links[at - 1];
      add_met({link.query_first, link.query_count, static_cast<uint8_t>(l), 1, link.likeness});
      at = link.next;
    }
  }
}

// Where one of the two is an initial.
void Query::add_initials(std::span<const uint32_t> parts) {
  for (size_t l = 0; l < parts.size(); ++l) {
    const PartRow& row = index_.parts_[parts[l]];
    const auto role = static_cast<Role>(row.role);
    if (clean::is_soft(role)) continue;
    for (size_t q = 0; q < query_.parts.size(); ++q) {
      const Part& part = query_.parts[q];
      if (part.role != Role::initial && role != Role::initial) continue;
      uint64_t letters = 0;
      for (const clean::Form& form : part.forms)
        letters |= clean::letters_of(std::string_view(form.latin).substr(0, 1));
      if ((letters & row.first_letters) == 0) continue;
      const Likeness likeness = clean::related(part, view(parts[l]));
      if (likeness.quality > 0) add_met({static_cast<uint8_t>(q), 1, static_cast<uint8_t>(l), 1, likeness});
    }
  }
}

void Query::add_extras(uint32_t name) {
  auto extra = std::lower_bound(board_.extras.begin(), board_.extras.end(), name,
                                [](const Board::Extra& one, uint32_t wanted) { return one.name < wanted; });
  for (; extra != board_.extras.end() && extra->name == name; ++extra) add_met(extra->met);
}

// Each part that met counts with the best that met it: no choice among the meetings is worth more.
bool Query::can_reach(const NameRow& row, std::span<const uint32_t> parts) const {
  const bool is_tagged = (row.tags & need_.tags) != 0;
  const double share =
      std::max(0.0, is_tagged ? std::min(need_.share_min, need_.share_min_tagged) : need_.share_min);
  std::array<double, clean::kPartsMax> listed_weights;
  double query_hard = 0, soft = 0, listed_hard = 0;
  for (size_t i = 0; i < query_.parts.size(); ++i) {
    if ((query_met_ >> i & 1) == 0) ((soft_ >> i & 1) != 0 ? soft : query_hard) += weights_[i];
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    const PartRow& part = index_.parts_[parts[i]];
    listed_weights[i] = part.weight;
    if ((listed_met_ >> i & 1) == 0)
      (clean::is_soft(static_cast<Role>(part.role)) ? soft : listed_hard) += part.weight;
  }
  std::array<double, clean::kPartsMax> values = {};
  for (size_t i = first_met_; i < found_.met.size(); ++i) {
    const Met& met = found_.met[i];
    double weight = 0;
    for (size_t q = met.query_first; q < size_t{met.query_first} + met.query_count; ++q)
      weight += weights_[q];
    for (size_t l = met.listed_first; l < size_t{met.listed_first} + met.listed_count; ++l)
      weight += listed_weights[l];
    double& best = values[met.query_first];
    best = std::max(best, weight / 2 * (met.likeness.quality / 1000.0 - share));
  }
  double value = 0;
  for (size_t i = 0; i < query_.parts.size(); ++i) value += values[i];
  const double both = std::min(query_hard, listed_hard);
  const double one = std::max(query_hard, listed_hard) - both + soft;
  return value >= share * (need_.contradiction * both + need_.omission * one) - kRounding;
}

}  // namespace clew::index
