// The Offshore Leaks database in its six files, with the headers, proportions, widths of rows and skew of
// the edition of March 2025, and nobody in it.
//
// Rows come leak by leak, as in the original, so that ids rise within a leak and links stay mostly inside
// it. Where a leak has hubs (a mass address, a nominee director), their ranks are drawn from a power law.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "generate.h"
#include "icij_links.h"
#include "invent.h"
#include "output.h"

namespace clew::bench {
namespace {

enum Kind { entity, officer, address, intermediary, other, kKinds };

// Rows of each kind in the edition of March 2025.
constexpr std::array<uint64_t, kKinds> kRowsOfEdition = {814'344, 771'315, 402'246, 25'629, 2'989};

struct Leak {
  std::string_view source;
  std::string_view valid_until;
  uint64_t share;  // Parts in 1000, of the nodes of every kind.
  std::array<uint64_t, kKinds> first_id;
  std::array<std::string_view, 2> jurisdiction;  // Code and description; empty: it varies.
  std::string_view provider;
};

constexpr Leak kLeaks[] = {
    {"Panama Papers",
     "The Panama Papers data is current through 2015",
     270,
     {10000001, 12000001, 14000001, 11000001, 15000001},
     {"", ""},
     "Invented Fiduciary"},
    {"Offshore Leaks",
     "The Offshore Leaks data is current through 2010",
     125,
     {1, 110001, 215001, 270001, 280001},
     {"", ""},
     "Invented Trustnet"},
    {"Bahamas Leaks",
     "The Bahamas Leaks data is current through early 2016.",
     215,
     {20000001, 21000001, 24000001, 23000001, 25000001},
     {"BAH", "Bahamas"},
     ""},
    {"Paradise Papers - Malta corporate registry",
     "Malta corporate registry data is current through 2016",
     110,
     {55000001, 56000001, 58000001, 57000001, 59000001},
     {"MLT", "Malta"},
     ""},
    {"Paradise Papers - Barbados corporate registry",
     "Barbados corporate registry data is current through 2016",
     130,
     {39000001, 39300001, 39600001, 39800001, 39900001},
     {"BRB", "Barbados"},
     ""},
    {"Paradise Papers - Aruba corporate registry",
     "Aruba corporate registry data is current through 2016",
     60,
     {85000001, 86000001, 88000001, 87000001, 89000001},
     {"AW", "Aruba"},
     ""},
    {"Paradise Papers - Invented Law Firm",
     "Invented Law Firm data is current through 2014",
     50,
     {82000001, 80000001, 81000001, 83000001, 84000001},
     {"", ""},
     "Invented Law Firm"},
    {"Pandora Papers - Invented Corporate Services",
     "Invented Corporate Services data is current through 2018",
     40,
     {240000001, 241000001, 242000001, 243000001, 244000001},
     {"", ""},
     "Invented Corporate Services"},
};
constexpr size_t kLeakCount = std::size(kLeaks);

constexpr std::string_view kHeaders[kKinds] = {
    "node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,address,"
    "internal_id,incorporation_date,inactivation_date,struck_off_date,dorm_date,status,service_provider,"
    "ibcRUC,"
    "country_codes,countries,sourceID,valid_until,note",
    "node_id,name,countries,country_codes,sourceID,valid_until,note",
    "node_id,address,name,countries,country_codes,sourceID,valid_until,note",
    "node_id,name,status,internal_id,address,countries,country_codes,sourceID,valid_until,note",
    "node_id,name,type,incorporation_date,struck_off_date,closed_date,jurisdiction,jurisdiction_description,"
    "countries,country_codes,sourceID,valid_until,note",
};
constexpr std::string_view kFiles[kKinds] = {"nodes-entities.csv", "nodes-officers.csv",
                                             "nodes-addresses.csv", "nodes-intermediaries.csv",
                                             "nodes-others.csv"};

// count * done / whole without overflow: the first `done` parts of `count` split evenly into `whole`.
uint64_t part_of(uint64_t count, uint64_t done, uint64_t whole) {
  return static_cast<uint64_t>(static_cast<Wide>(count) * done / whole);
}

// Where each leak's nodes of each kind lie, and what ids they have.
class Nodes {
 public:
  explicit Nodes(uint64_t nodes) : spread_(1 + nodes / (kNodesOfEdition + kNodesOfEdition / 20)) {
    uint64_t rows_before = 0;
    for (int kind = 0; kind < kKinds; ++kind) {
      const uint64_t rows_after = rows_before + kRowsOfEdition[kind];
      counts_[kind] =
          part_of(nodes, rows_after, kNodesOfEdition) - part_of(nodes, rows_before, kNodesOfEdition);
      rows_before = rows_after;
    }
  }
  uint64_t count(Kind kind) const { return counts_[kind]; }
  uint64_t count(Kind kind, size_t leak) const { return begin(kind, leak + 1) - begin(kind, leak); }
  // Ids of larger sets than the edition are spread so that the ranges of two leaks never meet.
  uint64_t id(Kind kind, size_t leak, uint64_t rank) const {
    return kLeaks[leak].first_id[kind] * spread_ + rank;
  }

 private:
  uint64_t begin(Kind kind, size_t leak) const {
    uint64_t parts = 0;
    for (size_t i = 0; i < leak; ++i) parts += kLeaks[i].share;
    return part_of(counts_[kind], parts, 1000);
  }
  uint64_t spread_;
  std::array<uint64_t, kKinds> counts_{};
};

constexpr std::string_view kMonths[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::string_view kMonthsShort[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::string_view kBadDates[] = {"28/02/201", "5012-05-22", "31/02/2013", "OCT-2019", "00/00/0000"};

// The formats the database mixes, the first by far the most frequent, and one in a thousand unreadable.
void write_date(Random& random, std::string& out) {
  const uint64_t year = 1970 + random.below(48), month = 1 + random.below(12), day = 1 + random.below(28);
  const uint64_t format = random.below(1000);
  out.clear();
  const auto numbers = [&](uint64_t first, int digits, char separator, uint64_t third, int third_digits) {
    append_digits(out, first, digits), out += separator, append_digits(out, month, 2), out += separator;
    append_digits(out, third, third_digits);
  };
  if (format < 860) {
    append_digits(out, day, 2);
    ((out += '-') += kMonths[month - 1]) += '-';
    append_number(out, year);
  } else if (format < 900) {
    (out += kMonthsShort[month - 1]) += ' ';
    append_digits(out, day, 2);
    out += ", ";
    append_number(out, year);
  } else if (format < 940)
    numbers(year, 4, '-', day, 2);
  else if (format < 980)
    numbers(day, 2, '/', year, 4);
  else if (format < 985)
    numbers(day, 2, '.', year, 4);
  else if (format < 989)
    numbers(day, 2, '/', year % 100, 2);
  else if (format < 999)
    append_number(out, year);
  else
    out += random.pick(kBadDates);
}

// Writes the node files. One per run; its strings are reused from row to row.
class NodeWriter {
 public:
  NodeWriter(Random& random, const Nodes& nodes) : random_(random), nodes_(nodes) {}

  void write(Kind kind, CsvOutput& out) {
    for (leak_ = 0; leak_ < kLeakCount; ++leak_) {
      for (uint64_t rank = 0; rank < nodes_.count(kind, leak_); ++rank) {
        country_ = &countries()[random_.skewed(countries().size(), 2)];
        out.number(nodes_.id(kind, leak_, rank));
        write_cells(kind, out);
        out.end_row();
      }
    }
  }

 private:
  void write_cells(Kind kind, CsvOutput& out) {
    switch (kind) {
      case entity: return write_entity(out);
      case officer: return write_officer(out);
      case address: return write_address(out);
      case intermediary: return write_intermediary(out);
      default: return write_other(out);
    }
  }

  void write_entity(CsvOutput& out) {
    invent_company();
    out.cell(name_);
    write_original_name(out);
    write_former_name(out);
    write_jurisdiction(out);
    out.plain(random_.chance(0.15) ? "Standard International Company" : "");
    write_postal_address(out, 0.52);
    write_number(out, 0.6, 6);
    write_date_cell(out, 0.96);
    write_date_cell(out, 0.4);
    write_date_cell(out, 0.35);
    write_date_cell(out, 0.02);
    out.plain(random_.chance(0.6) ? random_.pick(kStatuses) : "");
    out.plain(random_.chance(0.8) ? kLeaks[leak_].provider : "");
    write_number(out, 0.7, 6);
    write_country_codes(out, 0.8);
    write_countries(out);
    write_source(out, 0.03);
  }

  void write_officer(CsvOutput& out) {
    invent_officer();
    out.cell(name_);
    choose_countries(0.72);
    write_countries(out);
    out.plain(codes_);
    write_source(out, 0.01);
  }

  void write_address(CsvOutput& out) {
    text_.clear();
    append_address(random_, *country_, "; ", text_);
    out.cell(text_);
    text_.resize(random_.chance(0.95) ? text_.find(';') : 0);
    out.cell(text_);
    choose_countries(0.97);
    write_countries(out);
    out.plain(codes_);
    write_source(out, 0.0);
  }

  void write_intermediary(CsvOutput& out) {
    random_.chance(0.6) ? invent_company() : invent_person();
    out.cell(name_);
    out.cell(random_.chance(0.5) ? random_.pick(kClientStatuses) : "");
    write_number(out, 0.55, 5);
    write_postal_address(out, 0.3);
    choose_countries(0.9);
    write_countries(out);
    out.plain(codes_);
    write_source(out, 0.01);
  }

  void write_other(CsvOutput& out) {
    invent_company();
    out.cell(name_);
    out.cell(random_.chance(0.05) ? "LIMITED LIABILITY COMPANY" : "");
    write_date_cell(out, 0.3);
    write_date_cell(out, 0.05);
    write_date_cell(out, 0.1);
    random_.chance(0.1) ? write_jurisdiction(out) : (out.empty(), out.empty());
    choose_countries(0.3);
    write_countries(out);
    out.plain(codes_);
    write_source(out, 0.04);
  }

  void invent_company() {
    name_.clear(), native_.clear();
    const Script& script = scripts()[static_cast<size_t>(country_->script)];
    append_company(random_, script, name_, native_);
    if (random_.chance(0.002)) name_ += " \"Trust\"";
    (name_ += ' ') += legal_form(random_);
    if (random_.chance(0.7)) upper_case_ascii(name_);
  }

  void invent_person() {
    name_.clear(), native_.clear();
    append_person(random_, scripts()[static_cast<size_t>(country_->script)], name_, native_);
    if (random_.chance(0.4)) name_ += random_.chance(0.5) ? " Marel" : " Teodan";
    if (random_.chance(0.15)) name_.insert(name_.find(' '), 1, ',');
    if (random_.chance(0.6)) upper_case_ascii(name_);
  }

  // Holders of bearer shares and names lost to encoding are officers too.
  void invent_officer() {
    const uint64_t draw = random_.below(1000);
    if (draw < 4)
      name_ = random_.chance(0.6) ? "THE BEARER" : "EL PORTADOR";
    else if (draw < 5)
      name_ = "???? ????";
    else if (draw < 250)
      invent_company();
    else
      invent_person();
  }

  void write_original_name(CsvOutput& out) {
    if (!native_.empty() && random_.chance(0.12)) return out.cell(native_);
    out.cell(random_.chance(0.3) ? name_ : std::string_view());
  }

  void write_former_name(CsvOutput& out) {
    if (!random_.chance(0.03)) return out.empty();
    text_.clear();
    std::string unused;
    append_company(random_, scripts()[0], text_, unused);
    out.cell(text_);
  }

  void write_jurisdiction(CsvOutput& out) {
    const auto& [code, description] = kLeaks[leak_].jurisdiction;
    if (!code.empty()) return out.plain(code), out.cell(description);
    const Country& where = countries()[3 + random_.below(8)];
    out.plain(where.alpha3);
    out.cell(where.name);
  }

  void write_postal_address(CsvOutput& out, double share) {
    if (!random_.chance(share)) return out.empty();
    text_.clear();
    append_address(random_, *country_, random_.chance(0.5) ? "; " : " ", text_);
    out.cell(text_);
  }

  void write_number(CsvOutput& out, double share, int digits) {
    if (!random_.chance(share)) return out.empty();
    text_.clear();
    append_digits(text_, random_.next(), digits);
    out.plain(text_);
  }

  void write_date_cell(CsvOutput& out, double share) {
    if (!random_.chance(share)) return out.empty();
    write_date(random_, text_);
    out.cell(text_);
  }

  // One country mostly, two for one in twelve, and now and then what is no country.
  void choose_countries(double share) {
    codes_.clear(), countries_.clear();
    if (!random_.chance(share)) return;
    if (random_.chance(0.003)) {
      codes_ = "XXX", countries_ = random_.chance(0.5) ? "Not identified" : "Undetermined";
      return;
    }
    codes_ += country_->alpha3, countries_ += country_->name;
    if (!random_.chance(0.08)) return;
    const Country& second = random_.pick(countries());
    if (&second == country_) return;
    (codes_ += ';') += second.alpha3, (countries_ += ';') += second.name;
  }

  void write_country_codes(CsvOutput& out, double share) {
    choose_countries(share);
    out.plain(codes_);
  }
  void write_countries(CsvOutput& out) { out.cell(countries_); }

  void write_source(CsvOutput& out, double note_share) {
    out.plain(kLeaks[leak_].source);
    out.plain(kLeaks[leak_].valid_until);
    out.plain(random_.chance(note_share) ? "Closed date stands for Cancelled date." : "");
  }

  static constexpr std::string_view kStatuses[] = {
      "Active", "Defaulted", "Struck / Defunct / Deregistered", "Dissolved", "Changed agent", "Dead"};
  static constexpr std::string_view kClientStatuses[] = {"ACTIVE", "SUSPENDED", "INACTIVE", "DELINQUENT"};

  Random& random_;
  const Nodes& nodes_;
  size_t leak_ = 0;
  const Country* country_ = nullptr;
  std::string name_, native_, text_, codes_, countries_;
};

// Which kinds of nodes a rel_type joins, and how skewed each end is: a share of
// the rows meets nodes drawn by Random::skewed, the others walk through all nodes in order.
struct Ends {
  std::string_view rel_type;
  Kind start, end;
  int start_skew;
  double start_hub_share;
  int end_skew;
  double end_hub_share;
};

constexpr Ends kEnds[] = {
    {"registered_address", entity, address, 1, 0.0, 3, 0.4},
    {"officer_of", officer, entity, 3, 0.25, 2, 0.05},
    {"intermediary_of", intermediary, entity, 4, 0.95, 1, 0.0},
    {"same_name_as", officer, officer, 1, 0.0, 1, 1.0},
    {"similar", officer, officer, 1, 0.0, 1, 1.0},
    {"same_company_as", entity, entity, 1, 0.0, 1, 1.0},
    {"connected_to", entity, entity, 2, 0.3, 1, 1.0},
    {"same_as", officer, officer, 1, 0.0, 1, 1.0},
    {"same_id_as", officer, officer, 1, 0.0, 1, 1.0},
    {"underlying", entity, entity, 1, 0.5, 1, 1.0},
    {"similar_company_as", entity, entity, 1, 0.5, 1, 1.0},
    {"probably_same_officer_as", officer, officer, 1, 0.5, 1, 1.0},
    {"same_address_as", address, address, 1, 0.5, 1, 1.0},
    {"same_intermediary_as", intermediary, intermediary, 1, 0.5, 1, 1.0},
};

class LinkWriter {
 public:
  LinkWriter(Random& random, const Nodes& nodes, CsvOutput& out)
      : random_(random), nodes_(nodes), out_(out) {}

  // Each rel_type gets its exact share of `links`, each leak and text its share of that.
  void write(uint64_t links) {
    for (leak_ = 0; leak_ < kLeakCount; parts_ += kLeaks[leak_].share, ++leak_) {
      uint64_t before = 0;
      for (const LinkType& type : kLinkTypes) {
        const uint64_t begin = part_of(links, before, kLinksOfEdition);
        before += type.count;
        write_type(type, part_of(links, before, kLinksOfEdition) - begin);
      }
    }
  }

  const std::array<uint64_t, std::size(kLinkTypes)>& written() const { return written_; }
  // Rows that differ in ends, type, text or dates.
  uint64_t distinct() {
    std::ranges::sort(keys_);
    return static_cast<uint64_t>(std::ranges::unique(keys_).begin() - keys_.begin());
  }

 private:
  uint64_t share_of_leak(uint64_t count) const {
    return part_of(count, parts_ + kLeaks[leak_].share, 1000) - part_of(count, parts_, 1000);
  }

  void write_type(const LinkType& type, uint64_t links) {
    const uint64_t rows = share_of_leak(links);
    const auto& ends = *std::ranges::find(kEnds, type.rel_type, &Ends::rel_type);
    uint64_t before = 0, begin = 0;
    for (const LinkText& text : kLinkTexts) {
      if (text.rel_type != type.rel_type) continue;
      before += text.count;
      const uint64_t end = part_of(rows, before, type.count);
      write_rows(ends, text.text, end - begin, false);
      begin = end;
    }
    write_rows(ends, "", rows - begin, type.rel_type == "officer_of");
    written_[static_cast<size_t>(&type - kLinkTypes)] += rows;
  }

  void write_rows(const Ends& ends, std::string_view text, uint64_t rows, bool is_free_text) {
    for (uint64_t row = 0; row < rows; ++row) {
      const double progress = static_cast<double>(row) / static_cast<double>(rows);
      const Kind start_kind = choose_start_kind(ends);
      const uint64_t start = pick(start_kind, progress, ends.start_skew, ends.start_hub_share);
      uint64_t end = pick_end(ends, progress);
      if (end == start) end = pick(ends.end, progress, 1, 1.0);
      write_row(ends.rel_type, start, end, is_free_text ? invent_role() : text);
    }
  }

  // Officers have addresses of their own, and companies are officers of companies.
  Kind choose_start_kind(const Ends& ends) {
    if (ends.rel_type == "registered_address" && random_.chance(0.25)) return officer;
    if (ends.rel_type == "officer_of" && random_.chance(0.03)) return entity;
    return ends.start;
  }

  uint64_t pick(Kind kind, double progress, int skew, double hub_share) {
    const uint64_t count = nodes_.count(kind, leak_);
    assert(count > 0);
    const auto walk = static_cast<uint64_t>(progress * static_cast<double>(count));
    const uint64_t rank =
        random_.chance(hub_share) ? random_.skewed(count, skew) : (walk + random_.below(40)) % count;
    return nodes_.id(kind, leak_, rank);
  }

  // The links of one company mostly stand together: an end is kept for a few rows.
  uint64_t pick_end(const Ends& ends, double progress) {
    if (ends.rel_type != "officer_of") return pick(ends.end, progress, ends.end_skew, ends.end_hub_share);
    if (end_rows_left_ == 0) {
      end_ = pick(ends.end, progress, ends.end_skew, ends.end_hub_share);
      end_rows_left_ = 1 + random_.skewed(12, 4);
    }
    --end_rows_left_;
    return end_;
  }

  std::string_view invent_role() {
    free_text_ = random_.pick(kFreeRoles);
    const uint64_t draw = random_.below(100);
    if (draw < 10) {
      free_text_ += " - ";
      append_number(free_text_, 1 + random_.below(100));
      free_text_ += '%';
    } else if (draw < 13) {
      free_text_ += " via ";
      append_company(random_, scripts()[0], free_text_, unused_);
    }
    return free_text_;
  }

  void write_row(std::string_view rel_type, uint64_t start, uint64_t end, std::string_view text) {
    out_.number(start);
    out_.number(end);
    out_.plain(rel_type);
    out_.cell(text);
    out_.empty();
    write_dates();
    out_.plain(kLeaks[leak_].source);
    out_.end_row();
    keys_.push_back(scramble(scramble(scramble(start) ^ end) ^ hash(rel_type) * 3 ^ hash(text) * 5 ^
                             hash(start_date_) * 7 ^ hash(end_date_) * 11));
  }

  void write_dates() {
    start_date_.clear(), end_date_.clear();
    if (random_.chance(0.12)) write_date(random_, start_date_);
    if (!start_date_.empty() && random_.chance(0.3)) write_date(random_, end_date_);
    out_.cell(start_date_);
    out_.cell(end_date_);
  }

  static uint64_t hash(std::string_view text) {
    uint64_t bits = text.size();
    for (const char c : text) bits = (bits ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return scramble(bits);
  }

  Random& random_;
  const Nodes& nodes_;
  CsvOutput& out_;
  size_t leak_ = 0;
  uint64_t parts_ = 0;  // Shares of the leaks before this one.
  uint64_t end_ = 0, end_rows_left_ = 0;
  std::string free_text_, unused_, start_date_, end_date_;
  std::vector<uint64_t> keys_;
  std::array<uint64_t, std::size(kLinkTypes)> written_{};
};

void append_file(std::string& json, std::string_view name, const CsvOutput& out) {
  json +=
      fmt::format("  \"{}\": {{\"rows\": {}, \"bytes\": {}, \"filled\": {{", name, out.rows(), out.bytes());
  for (size_t i = 0; i < out.columns().size(); ++i)
    json += fmt::format("{}\"{}\": {}", i ? ", " : "", out.columns()[i], out.filled()[i]);
  json += "}},\n";
}

}  // namespace

void generate_icij(const IcijOptions& options) {
  Random random(options.seed);
  const Nodes nodes(options.nodes);
  NodeWriter writer(random, nodes);
  std::string truth = "{\"files\": {\n";
  uint64_t node_rows = 0;
  for (int kind = 0; kind < kKinds; ++kind) {
    CsvOutput out(fmt::format("{}/{}", options.folder, kFiles[kind]), kHeaders[kind]);
    writer.write(static_cast<Kind>(kind), out);
    append_file(truth, kFiles[kind], out);
    node_rows += out.rows();
  }
  CsvOutput out(options.folder + "/relationships.csv",
                "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID");
  LinkWriter links(random, nodes, out);
  links.write(options.links);
  append_file(truth, "relationships.csv", out);
  truth.resize(truth.size() - 2);
  truth += fmt::format("}},\n\"nodes\": {}, \"links\": {}, \"links_distinct\": {},\n\"rel_types\": {{",
                       node_rows, out.rows(), links.distinct());
  for (size_t i = 0; i < std::size(kLinkTypes); ++i)
    truth += fmt::format("{}\"{}\": {}", i ? ", " : "", kLinkTypes[i].rel_type, links.written()[i]);
  Output(options.folder + "/truth.json").text() = truth + "}}\n";
}

}  // namespace clew::bench
