// What the remarks of an OFAC entry say: pieces set apart by "; ", each a key and its value.
//
//   DOB 10 Dec 1948; alt. DOB 1949; Passport D9008347 (Iran) issued 18 Jul 2010 expires 18 Jul 2015; a.k.a.
//   'ABU ZAYD'.
//   --- -----------  --------       -------- ----------------------------------------------------   ------
//   key value        alternate      document                                                        weak
//   alias
//
// The same keys name the features and identity documents of OFAC's XML, so that is read by the same table.
// Nothing vanishes: a piece whose key is unknown, or that has no place on the entry's kind of thing, becomes
// a note in its own words and is counted as not mapped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/emit.h"

namespace clew::read {

// What an entry is: SDN_Type, or unknown in files that continue another.
enum class OfacKind { unknown, person, organization, vessel, airplane };
std::string_view ofac_schema(OfacKind kind);

// A document as remarks write it: "A123 (Iran) issued 1 Jan 2000 expires 1 Jan 2010".
struct RemarkDocument {
  std::string_view number;
  std::string_view country;
  std::string_view issued;   // As written.
  std::string_view expires;  // As written.
  std::string_view rest;     // What else stands in brackets: "individual".
};
struct RemarkPiece {
  std::string_view words;  // The piece as written.
  std::string_view key;    // "DOB"; empty where no key of ours begins the piece.
  std::string_view value;  // What follows the key.
  bool alternate = false;  // The piece begins with "alt. ".
  // Where the source sets number, country and dates apart; else they are read from the value.
  std::optional<RemarkDocument> document = {};
};

// The pieces of `remark`; its final full stop belongs to no piece, nor do brackets around a piece whose key
// is known. Views into `remark`.
std::vector<RemarkPiece> split_remark(std::string_view remark);
RemarkPiece remark_piece(std::string_view words);

RemarkDocument read_document(std::string_view value);

// OFAC's own writing of birth dates and the like: "10 Dec 1948", "circa 1951", "1961 to 1963". One or two
// ISO prefix dates; none where the words are no date.
std::vector<std::string> read_ofac_dates(std::string_view words);

// States what entries say, and joins names to entries at the end of the file.
//
// Remarks name other entries by their primary name ("Linked To: HIZBALLAH"). Names may come later in the
// file than what refers to them, so links are kept until finish().
class OfacEntries {
 public:
  // `number_field`: how the source calls the number of an entry.
  explicit OfacEntries(Sink& sink, std::string_view number_field = "ent_num")
      : listed_(sink), side_(sink), number_field_(number_field) {}

  // The entry that is spoken of from now on. `resumed`: another file states that it exists.
  void begin(std::string_view ent_num, OfacKind kind, const model::Record& record, bool resumed = false);

  // The primary name; for people also read as "LAST, First".
  void add_name(std::string_view name, std::string_view field);
  // "SDGT] [IFSR": what the entry is listed under, as one Sanction.
  void add_programs(std::string_view programs, std::string_view field);
  void add_program(std::string_view program, std::string_view field);
  // Remarks of `cut_after` bytes are taken to be cut: their last piece is not read here. `is_continued`: the
  // file of comments is at hand, and whoever reads it joins that piece.
  void add_remarks(std::string_view remarks, size_t cut_after = std::string_view::npos,
                   bool is_continued = false);
  // The rest of remarks that were cut. `cut`: their last piece, as cut off; empty where it is not at hand.
  void add_continued_remarks(std::string_view remarks, std::string_view cut = {});
  // The name of an entry that stands in another file, for links to it.
  void know_name(std::string_view ent_num, std::string_view name);
  // One piece, or one feature of the XML.
  void add_piece(const RemarkPiece& piece, std::string_view field_prefix = "Remarks/");
  // A feature as the XML writes it: its key, and value, country and dates apart.
  void add_feature(std::string_view type, const RemarkDocument& feature, std::string_view field_prefix);
  // A vessel's owner or an aircraft's operator, known by name only.
  void add_party(std::string_view role, std::string_view name, std::string_view field);
  // Words without a place: a note, and a count of what was not mapped.
  void add_note(std::string_view words, std::string_view field, std::string_view not_mapped_field);

  // Links whose names were found among the primary names; the others become notes.
  void finish();

  Emit& listed() { return listed_; }
  Emit& side() { return side_; }

 private:
  struct NamedLink {
    std::string from;
    OfacKind kind;
    std::string role;
    std::string name;
    std::string field;
    model::Record record;
  };
  struct Rule;

  static const Rule* rule_of(std::string_view key);
  bool has_place(std::string_view schema) const;
  void add_document(std::string_view key, const RemarkDocument& document, std::string_view field,
                    std::string_view words);
  bool apply(const Rule& rule, const RemarkPiece& piece, std::string_view field);
  bool add_dates(const Rule& rule, std::string_view words, std::string_view field);
  void add_wallet(std::string_view value, std::string_view field);
  void add_sanction(std::string_view property, std::string_view value, std::string_view field);
  void begin_sanction();
  const std::string* entry_named(std::string_view name) const;
  void add_link(const NamedLink& link, const std::string& to);
  void add_unlisted_party(const NamedLink& link);

  Emit listed_;
  Emit side_;
  std::string_view number_field_;
  std::string ent_num_;
  OfacKind kind_ = OfacKind::unknown;
  std::unordered_map<std::string, std::string> entry_by_name_;  // Empty id: two entries have the name.
  std::vector<NamedLink> links_;

  friend RemarkPiece remark_piece(std::string_view words);
};

}  // namespace clew::read
