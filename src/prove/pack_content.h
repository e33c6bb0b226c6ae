// The files of a pack that machines read, made from a case. Pure: the same case gives the same bytes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "desk/office.h"
#include "prove/case.h"

namespace clew::prove {

// [{"id","name","public","role"}], canonical, of those who acted.
std::string keys_json(const std::vector<desk::OfficerRow>& officers, const std::set<std::string>& actors);
// Key id to "name, role".
std::map<std::string, std::string> names_of(const std::vector<desk::OfficerRow>& officers);

// Every statement with its grade, its source and what was said of it; canonical JSON.
std::string statements_json(const CaseFile& file, const std::set<uint64_t>& withheld);
// Statements that name entity, schema, property and value, as FollowTheMoney's entities, one a line.
std::string statements_ftm(const CaseFile& file, const std::set<uint64_t>& withheld);
// Sources and statements are entities, taking in and stating are activities, officers are agents.
std::string prov_json(const CaseFile& file, const std::set<uint64_t>& withheld,
                      const std::map<std::string, std::string>& names);
// `originals`: SHA-256 to the name in the pack; those that may run scripts are named.
std::string readme_text(const std::map<std::string, std::string>& originals);
// Whether a browser that opens the file would run what is in it: pages, SVG, XML.
bool may_run_scripts(std::string_view name);

// "originals/SHA256.pdf".
std::string original_name(const CaseSource& source);

}  // namespace clew::prove
