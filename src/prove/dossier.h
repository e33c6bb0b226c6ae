// The dossier: what a court reads of a case, as blocks that HTML and PDF are drawn from.
//
//   cover · persons and their status · facts by element, with grades · assessments · contradictions ·
//   objections · sources and chain of custody · what was erased or withheld · how to verify
//
// Every sentence names the statement and the source it rests on, with the file in the pack. Facts and
// assessments are apart. Nobody is called more than the procedure says. Press or a leak alone carries no
// element, and the dossier says so. Of what is withheld it says how much, and no word of it, nor of what it
// is about. Marks that turn the direction of writing are shown, not obeyed. Pure: the same case gives the
// same bytes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "prove/case.h"

namespace clew::prove {

struct Block {
  enum class Kind : uint8_t { title, heading, label, text, quote, note };
  Kind kind = Kind::text;
  std::string text;
  std::string label;  // Of Kind::label: what stands before the text.
  std::string link;   // A file of the pack.
};

struct AttachedFile {
  std::string name, what;  // The name in the pack, such as "attachments/chart.svg".
  uint64_t bytes = 0;
  std::string sha256;
};

struct DossierInput {
  const CaseFile* file = nullptr;
  std::string node_vkey, recipient, purpose, exported_at;
  std::set<uint64_t> withheld;                   // Entries whose content does not leave the office.
  std::map<std::string, std::string> names;      // Key id to "name, role".
  std::map<std::string, std::string> originals;  // SHA-256 to the name in the pack.
  std::vector<AttachedFile> attachments;         // Further files, such as the request's sheet or a chart.
  std::map<std::string, std::string> element_titles = {};  // By id; an element without one goes by its id.
  size_t accesses = 0;  // How many of those withheld only note that somebody read the case.
};

std::vector<Block> dossier_of(const DossierInput& input);

// One file, no scripts, nothing fetched from anywhere.
std::string to_html(const std::vector<Block>& blocks);

// Needs a font; `made_with` gets the versions of the libraries and the fonts used. The date inside is `day`.
base::Result<std::string> to_pdf(const std::vector<Block>& blocks, const std::string& day, Value& made_with);

// Whether the statement's source can carry an element of an offence by itself.
bool carries_element(const CaseSource& source);

}  // namespace clew::prove
