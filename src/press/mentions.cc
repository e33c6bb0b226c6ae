#include "press/mentions.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "clean/tokens.h"

namespace clew::press {
namespace {

// A word that the table of personal names has, and not as one of the rarest.
constexpr uint32_t kNameBits = 16'500;

std::string folded_word(std::string_view text, const TextWord& word) {
  std::string folded;
  for (const std::string& token : clean::tokens(text.substr(word.begin, word.size))) folded += token;
  return folded;
}

// Words, sentences, quotation marks.
void split(const Page& page, const WordBook& book, Reading& reading) {
  const std::string_view text = page.text;
  uint32_t sentence = 0;
  for (uint32_t p = 0; p < page.paragraphs.size(); ++p) {
    const Paragraph& paragraph = page.paragraphs[p];
    const size_t before = reading.words.size();
    append_words(text.substr(paragraph.begin, paragraph.size), reading.words);
    ++sentence;
    bool in_quote = false;
    size_t at = paragraph.begin;
    for (size_t i = before; i < reading.words.size(); ++i) {
      TextWord& word = reading.words[i];
      word.begin += static_cast<uint32_t>(paragraph.begin);
      const std::string_view between = text.substr(at, word.begin - at);
      const bool is_first = i == before;
      if (between.find("“") != between.npos) in_quote = true;
      const size_t marks = static_cast<size_t>(std::count(between.begin(), between.end(), '"'));
      if (between.find("”") != between.npos)
        in_quote = between.rfind("“") != between.npos && between.rfind("“") > between.rfind("”");
      if (marks % 2 == 1) in_quote = !in_quote;
      const size_t stop = between.find_first_of(".!?");
      const bool ends = !is_first && stop != between.npos && stop + 1 < between.size();
      const bool is_initial = !is_first && reading.words[i - 1].size <= 2 && between[0] == '.';
      const bool is_title = !is_first && between == ". " && reading.words[i - 1].size <= 3 &&
                            reading.words[i - 1].is_upper_first &&
                            !book.is(folded_word(text, word), WordUse::small);
      if (ends && !is_initial && !is_title) ++sentence;
      reading.sentence.push_back(sentence);
      reading.paragraph.push_back(p);
      reading.is_quoted.push_back(in_quote);
      reading.folded.push_back(folded_word(text, word));
      at = word.begin + word.size;
    }
  }
}

// "Spanish", "Chinese", "Iranian": of a country, and no short name of a body that begins with the word.
bool is_of_a_country(std::string_view word) {
  for (const std::string_view end : {"ish", "ese", "ian", "ean", "ican", "eli", "qi", "ani"}) {
    if (word.size() > end.size() + 1 && word.ends_with(end)) return true;
  }
  return word == "french" || word == "dutch" || word == "german" || word == "greek" || word == "swiss" ||
         word == "saudi" || word == "afghan" || word == "thai" || word == "czech";
}

class Finder {
 public:
  Finder(const Page& page, const clean::Tables& tables, const WordBook& book, Reading& reading)
      : text_(page.text), tables_(tables), book_(book), in_(reading) {
    for (size_t i = 0; i < in_.words.size(); ++i) {
      if (!in_.words[i].is_upper_first) small_.insert(in_.folded[i]);
    }
  }

  void find() {
    for (size_t i = 0; i < in_.words.size();) i = take(i);
    second_look();
    std::sort(in_.mentions.begin(), in_.mentions.end(),
              [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
  }

 private:
  struct Chunk {
    size_t begin, end;
  };

  bool is(size_t word, WordUse use) const { return book_.is(in_.folded[word], use); }
  bool is_capital(size_t word) const {
    const TextWord& one = in_.words[word];
    return one.is_upper_first && !(text_[one.begin] >= '0' && text_[one.begin] <= '9');
  }
  std::string_view between(size_t word) const {
    const size_t end = in_.words[word - 1].begin + in_.words[word - 1].size;
    return std::string_view(text_).substr(end, in_.words[word].begin - end);
  }
  bool is_sentence_start(size_t word) const {
    return word == 0 || in_.sentence[word] != in_.sentence[word - 1];
  }

  // Whether the word and the one before it stand in one name.
  bool is_joined(size_t word) const {
    if (word >= in_.words.size() || is_sentence_start(word)) return false;
    const std::string_view gap = between(word);
    return gap == " " || gap == "-" || gap == "\u2011" || gap == " & " ||
           (gap == ". " && in_.words[word - 1].size <= 3);
  }

  Chunk chunk_at(size_t word) const {
    size_t end = word + 1;
    bool has_head = is(word, WordUse::organisation);
    while (is_joined(end)) {
      if (is_capital(end) && !(is(end, WordUse::small) && in_.words[end].size > 1)) {
        has_head |= is(end, WordUse::organisation) || is(end, WordUse::event);
        ++end;
        continue;
      }
      // "bin", "de", "van" stand in people's names; "of", "for" and "and" in those of bodies.
      const std::string& small = in_.folded[end];
      const bool is_particle = small == "bin" || small == "ibn" || small == "al" || small == "el" ||
                               small == "de" || small == "da" || small == "di" || small == "du" ||
                               small == "dos" || small == "van" || small == "von" || small == "der" ||
                               small == "la" || small == "del" || small == "ul";
      const bool is_link = has_head && !is_form(end - 1) &&
                           (small == "of" || small == "for" || small == "and" || small == "the");
      size_t next = end + 1;
      if (is_link && is_joined(next) && in_.folded[next] == "the") ++next;
      if ((is_particle || is_link) && is_joined(next) && is_capital(next) && !is(next, WordUse::time) &&
          (small != "and" || is_body_with_and(word))) {
        end = next;
        continue;
      }
      break;
    }
    return {word, end};
  }
  // "Ministry of Ports and Public Works", but not "Iran and Syria".
  bool is_body_with_and(size_t first) const {
    return in_.folded[first] == "ministry" || in_.folded[first] == "department" ||
           in_.folded[first] == "committee" || in_.folded[first] == "commission" ||
           in_.folded[first] == "office";
  }

  // How many words from `word` on name a country; 0 for none.
  size_t country_at(size_t word, size_t end) const {
    std::string name;
    size_t longest = 0;
    for (size_t i = word; i < std::min(end, word + 6); ++i) {
      name += (i == word ? "" : " ") + in_.folded[i];
      const auto found = tables_.countries.find(name);
      if (found == tables_.countries.end()) continue;
      if (i == word && in_.words[i].size <= 3 && !in_.words[i].is_all_upper) continue;
      longest = i + 1 - word;
    }
    return longest;
  }

  void add(MentionKind kind, size_t begin, size_t end) {
    if (kind == MentionKind::organisation) body_first_.insert(in_.folded[begin]);
    const TextWord& first = in_.words[begin];
    const TextWord& last = in_.words[end - 1];
    in_.mentions.push_back({kind, first.begin, last.begin + last.size - first.begin,
                            static_cast<uint32_t>(begin), static_cast<uint32_t>(end - begin),
                            in_.paragraph[begin]});
  }

  // How many words from `word` on are an office or a title: "prime minister", "Mr".
  size_t office_at(size_t word, size_t end, bool& is_office) const {
    std::string words;
    size_t longest = 0;
    is_office = false;
    for (size_t i = word; i < std::min(end, word + 3); ++i) {
      words += (i == word ? "" : " ") + in_.folded[i];
      const auto found = tables_.words.find(words);
      const bool is_title =
          found != tables_.words.end() &&
          std::any_of(found->second.begin(), found->second.end(), [](const clean::WordMeaning& meaning) {
            return meaning.kind == clean::WordKind::title;
          });
      const bool is_head = book_.is(words, WordUse::office);
      if (!is_title && !is_head) continue;
      longest = i + 1 - word;
      is_office = is_head;
    }
    return longest;
  }

  size_t take(size_t word) {
    if (!is_capital(word)) return word + 1;
    Chunk chunk = chunk_at(word);
    const size_t end = chunk.end;
    // What begins a sentence is in capitals whatever it is.
    while (chunk.begin < end && (is(chunk.begin, WordUse::small) || is(chunk.begin, WordUse::time)))
      ++chunk.begin;
    while (end > chunk.begin && chunk.end > chunk.begin && is(chunk.end - 1, WordUse::time)) --chunk.end;
    if (chunk.begin < chunk.end) classify(chunk);
    return std::max(end, word + 1);
  }

  bool has(const Chunk& chunk, WordUse use) const {
    for (size_t i = chunk.begin; i < chunk.end; ++i) {
      if (is(i, use)) return true;
    }
    return false;
  }
  bool is_form(size_t word) const {
    const auto found = tables_.words.find(in_.folded[word]);
    return found != tables_.words.end() && in_.folded[word].size() > 1 &&
           std::any_of(found->second.begin(), found->second.end(), [](const clean::WordMeaning& meaning) {
             return meaning.kind == clean::WordKind::form;
           });
  }
  bool is_name(size_t word) const {
    const auto found = tables_.person_bits.find(in_.folded[word]);
    return (found != tables_.person_bits.end() && found->second <= kNameBits) ||
           tables_.nicknames.contains(in_.folded[word]);
  }
  bool is_acronym(const Chunk& chunk) const {
    const TextWord& word = in_.words[chunk.begin];
    return chunk.end - chunk.begin == 1 && word.is_all_upper && word.size >= 2 && word.size <= 6;
  }
  // Whether somebody speaks right here: "... said X", "X said".
  bool is_beside_speech(const Chunk& chunk) const {
    return (chunk.begin > 0 && is(chunk.begin - 1, WordUse::speech)) ||
           (chunk.end < in_.words.size() && is(chunk.end, WordUse::speech));
  }
  // "X, 45," and "X, a", "X, who".
  bool is_told_of(const Chunk& chunk) const {
    if (chunk.end >= in_.words.size() || between(chunk.end) != ", ") return false;
    const std::string& next = in_.folded[chunk.end];
    const bool is_age =
        next.size() == 2 && next[0] >= '1' && next[0] <= '9' && next[1] >= '0' && next[1] <= '9';
    const bool is_apposition = (next == "a" || next == "an" || next == "the") &&
                               chunk.end + 1 < in_.words.size() && !in_.words[chunk.end].is_upper_first &&
                               !body_first_.contains(in_.folded[chunk.begin]);
    return is_age || is_apposition || next == "who" || next == "whose";
  }
  // "X was charged", "X has been convicted of".
  bool is_before_status(const Chunk& chunk) const {
    for (size_t i = chunk.end; i < std::min(in_.words.size(), chunk.end + 4); ++i) {
      if (is_sentence_start(i)) return false;
      if (is(i, WordUse::status)) return true;
      const bool is_auxiliary =
          is(i, WordUse::be) || is(i, WordUse::negation) || in_.folded[i] == "has" || in_.folded[i] == "had";
      if (!is_auxiliary) return false;
    }
    return false;
  }
  bool has_initial(const Chunk& chunk) const {
    for (size_t i = chunk.begin; i < chunk.end; ++i) {
      if (in_.words[i].size == 1 && i + 1 < chunk.end) return true;
    }
    return false;
  }

  void classify(Chunk chunk) {
    const size_t country = country_at(chunk.begin, chunk.end);
    if (country == chunk.end - chunk.begin) return add(MentionKind::country, chunk.begin, chunk.end);
    if (has_form(chunk) || (has(chunk, WordUse::event) && chunk.end - chunk.begin > 1)) {
      return add(has_form(chunk) ? MentionKind::organisation : MentionKind::event, chunk.begin, chunk.end);
    }
    bool is_titled = chunk.begin > 0 && titled_before(chunk.begin);
    bool is_office = false;
    // "Chinese President Xi Jinping": what stands before the office is not the name.
    for (size_t i = chunk.begin; i < std::min(chunk.end, chunk.begin + 4); ++i) {
      const size_t words = office_at(i, chunk.end, is_office);
      if (words == 0) continue;
      if (is_office && (i + words == chunk.end || !has_of_behind(i + words, chunk.end)))
        add(MentionKind::office, i, i + words);
      if (is_office && has_of_behind(i + words, chunk.end)) return add(MentionKind::office, i, chunk.end);
      chunk.begin = i + words;
      is_titled = true;
      i = chunk.begin - 1;
    }
    if (chunk.begin >= chunk.end) return;
    classify_name(chunk, is_titled);
  }
  bool has_of_behind(size_t word, size_t end) const { return word < end && in_.folded[word] == "of"; }
  bool has_form(const Chunk& chunk) const { return chunk.end - chunk.begin > 1 && is_form(chunk.end - 1); }

  // "minister Vasquine", "Mr Vasquine", "The Prosecutor General, Oskel Brandivar".
  bool titled_before(size_t word) const {
    if (is_sentence_start(word)) return false;
    const std::string_view gap = between(word);
    if (gap != " " && gap != ", " && gap != ". ") return false;
    bool is_office = false;
    return office_at(word - 1, word, is_office) == 1 || is(word - 1, WordUse::source) ||
           (word > 1 && office_at(word - 2, word, is_office) == 2);
  }

  void classify_name(const Chunk& chunk, bool is_titled) {
    const size_t count = chunk.end - chunk.begin;
    const bool is_body = has(chunk, WordUse::organisation);
    if (is_titled && !is_body && count <= 5) return add_person(chunk);
    if (is_body && count > 1) return add(MentionKind::organisation, chunk.begin, chunk.end);
    if (is_acronym(chunk)) {
      if (!is_headline(chunk)) add(MentionKind::organisation, chunk.begin, chunk.end);
      return;
    }
    if (count == 1) return open_.push_back(chunk);
    const bool is_place = has(chunk, WordUse::place);
    if (count <= 5 && !is_place &&
        (has_initial(chunk) || is_told_of(chunk) || is_beside_speech(chunk) || is_before_status(chunk)))
      return add_person(chunk);
    if (count <= 4 && !is_place && is_name(chunk.begin) && !is_headline(chunk)) return add_person(chunk);
    open_.push_back(chunk);
  }
  bool is_headline(const Chunk& chunk) const {
    return chunk.begin > 0 && chunk.end < in_.words.size() && in_.words[chunk.begin].is_all_upper &&
           in_.sentence[chunk.begin - 1] == in_.sentence[chunk.begin] &&
           in_.words[chunk.begin - 1].is_all_upper;
  }

  void add_person(const Chunk& chunk) {
    add(MentionKind::person, chunk.begin, chunk.end);
    last_names_.insert(in_.folded[chunk.end - 1]);
    if (chunk.end - chunk.begin == 2) first_names_.insert(in_.folded[chunk.begin]);
  }

  // "National", "Central": the first word of so many bodies that it names none.
  bool is_in_many_names(size_t word) const {
    if (is_of_a_country(in_.folded[word])) return true;
    const auto found = tables_.organisation_bits.find(in_.folded[word]);
    return found != tables_.organisation_bits.end() && found->second < 13'000;
  }

  // Single names, once it is known who is named in full somewhere on the page.
  void second_look() {
    std::unordered_set<std::string> body_words;
    for (const Mention& mention : in_.mentions) {
      if (mention.kind == MentionKind::organisation && !is_in_many_names(mention.first_word)) {
        body_words.insert(in_.folded[mention.first_word]);
      }
    }
    for (const Chunk& chunk : open_) {
      const std::string& first = in_.folded[chunk.begin];
      const size_t count = chunk.end - chunk.begin;
      const bool tells_nothing = small_.contains(first) || is_of_a_country(first) || first.size() < 2;
      if (count == 1 && tells_nothing) continue;
      if (count == 1 && last_names_.contains(first)) {
        add(MentionKind::person, chunk.begin, chunk.end);
      } else if (body_words.contains(first)) {
        add(MentionKind::organisation, chunk.begin, chunk.end);
      } else if (count == 1 && first_names_.contains(first)) {
        add(MentionKind::person, chunk.begin, chunk.end);
      } else if (count == 1 && is_name(chunk.begin) && is_beside_speech(chunk)) {
        add(MentionKind::person, chunk.begin, chunk.end);
      } else if (count >= 2 && last_names_.contains(in_.folded[chunk.end - 1])) {
        add(MentionKind::person, chunk.begin, chunk.end);
      } else if (const size_t country = country_at(chunk.begin, chunk.end); country > 0) {
        add(MentionKind::country, chunk.begin, chunk.begin + country);
      }
    }
  }

  const std::string& text_;
  const clean::Tables& tables_;
  const WordBook& book_;
  Reading& in_;
  std::unordered_set<std::string> small_;  // Words that the page also writes without a capital.
  std::unordered_set<std::string> last_names_, first_names_, body_first_;
  std::vector<Chunk> open_;
};

}  // namespace

std::string_view to_string(MentionKind kind) {
  switch (kind) {
    case MentionKind::organisation: return "organisation";
    case MentionKind::office: return "office";
    case MentionKind::country: return "country";
    case MentionKind::event: return "event";
    case MentionKind::person: break;
  }
  return "person";
}

Reading read_mentions(const Page& page, const clean::Tables& tables, const WordBook& book) {
  Reading reading;
  split(page, book, reading);
  Finder(page, tables, book, reading).find();
  return reading;
}

}  // namespace clew::press
