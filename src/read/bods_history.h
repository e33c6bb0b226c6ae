// What the statements of a BODS relationship say one after the other: a later one takes the place of the
// earlier. An interest that it no longer states, or states otherwise, ends, at the latest when the later
// statement was made; one that goes on with another share holds so from the later statement on.
//
// Memory: about 200 bytes for each relationship.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/emit.h"

namespace clew::read {

// An interest as it was stated: what is needed to end it when it is stated no more.
struct BodsLink {
  std::string id;
  std::string_view schema;
  std::string type;
  std::string start;
  bool ended = false;
};

// One statement of a relationship.
struct BodsVersion {
  std::string date;
  std::string_view start_field;  // Where the beginning of an interest stands in it.
  std::vector<BodsLink> links;
};

class BodsHistory {
 public:
  // Whether `link`, stated on `date`, was stated before with the same beginning and other content: then it
  // has held with this content only since `date`.
  bool is_changed(const std::string& relationship, const BodsLink& link, std::string_view date) const;

  // Ends, through `emit`, the interests of the older of two statements that the newer does not repeat.
  void supersede(const std::string& relationship, BodsVersion version, Emit& emit,
                 const model::Record& record);

  // `relationship` was replaced by another: its interests are those that the next statement of `by` ends.
  void hand_over(const std::string& relationship, const std::string& by);

 private:
  std::unordered_map<std::string, BodsVersion> last_;  // The newest statement of each relationship.
};

// The day of a date with a time; what is no date as it is.
std::string_view bods_day(std::string_view date);

}  // namespace clew::read
