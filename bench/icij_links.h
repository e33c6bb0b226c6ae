// How often which words stand on a link of the Offshore Leaks database, by its rel_type.
//
// The rel_type counts are those of the whole edition of March 2025 (their sum is its 3,339,267 rows); the
// counts of link texts are those of that edition where they are among its 21 most frequent, of the edition
// of May 2016 otherwise. Only joint totals are public: which text stands under which rel_type is our
// reading. Source: International Consortium of Investigative Journalists, Offshore Leaks Database, ODbL 1.0.
#pragma once

#include <cstdint>
#include <string_view>

namespace clew::bench {

struct LinkText {
  std::string_view rel_type;
  std::string_view text;
  uint64_t count;
};

// What the rows of a rel_type that no line names get: free text for officers, no text for the others.
struct LinkType {
  std::string_view rel_type;
  uint64_t count;
};

constexpr uint64_t kLinksOfEdition = 3'339'267;

constexpr LinkType kLinkTypes[] = {
    {"registered_address", 832'721}, {"officer_of", 1'720'357},   {"intermediary_of", 598'546},
    {"same_name_as", 104'170},       {"similar", 46'761},         {"same_company_as", 15'523},
    {"connected_to", 12'145},        {"same_as", 4'272},          {"same_id_as", 3'120},
    {"underlying", 1'308},           {"similar_company_as", 203}, {"probably_same_officer_as", 132},
    {"same_address_as", 5},          {"same_intermediary_as", 4},
};

constexpr LinkText kLinkTexts[] = {
    {"registered_address", "registered address", 566'910},
    {"registered_address", "registered office", 164'290},
    {"registered_address", "residential address", 25'317},
    {"registered_address", "Correspondent Addr. of", 173},
    {"officer_of", "shareholder of", 484'530},
    {"officer_of", "Shareholder of", 105'408},
    {"officer_of", "director of", 339'333},
    {"officer_of", "Director of", 118'589},
    {"officer_of", "secretary of", 101'301},
    {"officer_of", "Secretary of", 14'351},
    {"officer_of", "judicial representative of", 109'526},
    {"officer_of", "legal representative of", 99'181},
    {"officer_of", "Records & Registers of", 36'318},
    {"officer_of", "auditor of", 27'035},
    {"officer_of", "Auditor of", 207},
    {"officer_of", "Ultimate Beneficial Owner", 25'876},
    {"officer_of", "managing director of", 23'830},
    {"officer_of", "beneficiary of", 19'606},
    {"officer_of", "Beneficiary of", 4'031},
    {"officer_of", "owner of", 20'389},
    {"officer_of", "Owner of", 16},
    {"officer_of", "director", 20'339},
    {"officer_of", "vice-president of", 19'678},
    {"officer_of", "liquidator of", 17'365},
    {"officer_of", "Beneficial Owner of", 1'847},
    {"officer_of", "Trustee of Trust of", 1'418},
    {"officer_of", "Trust Settlor of", 1'234},
    {"officer_of", "Authorised Person / Signatory of", 1'229},
    {"officer_of", "Protector of", 1'198},
    {"officer_of", "Nominee Shareholder of", 1'130},
    {"officer_of", "Assistant Secretary of", 583},
    {"officer_of", "Alternate Director of", 409},
    {"officer_of", "Co-Trustee of Trust of", 320},
    {"officer_of", "Officer of", 281},
    {"officer_of", "Resident Director of", 272},
    {"officer_of", "Bank Signatory of", 123},
    {"officer_of", "General Accountant of", 120},
    {"officer_of", "Nominated Person of", 101},
    {"officer_of", "Legal Advisor of", 89},
    {"officer_of", "Reserve Director of", 74},
    {"officer_of", "Investment Advisor of", 65},
    {"officer_of", "Nominee Director of", 64},
    {"officer_of", "Register of Director of", 48},
    {"officer_of", "Register of Shareholder of", 41},
    {"officer_of", "Joint Settlor of", 41},
    {"officer_of", "President of", 40},
    {"officer_of", "Appointor of", 32},
    {"officer_of", "Auth. Representative of", 32},
    {"officer_of", "Owner, director and shareholder of", 28},
    {"officer_of", "Beneficial owner of", 25},
    {"officer_of", "Nominee Trust Settlor of", 24},
    {"officer_of", "Power of Attorney of", 20},
    {"officer_of", "Treasurer of", 18},
    {"officer_of", "Unit Trust Register of", 18},
    {"officer_of", "Custodian of", 14},
    {"officer_of", "Tax Advisor of", 14},
    {"officer_of", "Successor Protector of", 13},
    {"officer_of", "Stockbroker of", 11},
    {"officer_of", "Nominee Protector of", 8},
    {"officer_of", "Safekeeping of", 8},
    {"officer_of", "Partner of", 7},
    {"officer_of", "Director / Shareholder of", 6},
    {"officer_of", "Nominee Beneficial Owner of", 4},
    {"officer_of", "Member of Foundation Council of", 3},
    {"officer_of", "Grantee of a mortgage of", 1},
    {"intermediary_of", "intermediary of", 512'797},
    {"intermediary_of", "registered agent of", 78'737},
    {"same_name_as", "same name as", 104'170},
    {"similar", "similar name and address as", 46'761},
    {"same_company_as", "same name and registration date as", 3'146},
    {"same_company_as", "same company as", 12'377},
    {"connected_to", "related entity", 622},
    {"connected_to", "connected to", 11'523},
    {"same_as", "same as", 4'272},
    {"same_id_as", "same id as", 3'120},
    {"underlying", "underlying company of", 1'308},
    {"similar_company_as", "similar company as", 203},
    {"probably_same_officer_as", "probably same officer as", 132},
    {"same_address_as", "same address as", 5},
    {"same_intermediary_as", "same intermediary as", 4},
};

// Roles that the free text of the tail is put together from; the rest of such a text is invented.
constexpr std::string_view kFreeRoles[] = {
    "Shareholder",
    "President",
    "Treasurer",
    "Beneficial Owner",
    "Director / Shareholder",
    "Settlor",
    "Protector",
    "Settlor, Protector, Beneficiary",
    "DIRECTOR / OWNER",
    "Power of Attorney",
    "Sole Director",
    "Co-owner",
    "UBO",
    "Benefiicary",
    "Vice President",
    "Alternate Director",
    "Sec / Treas",
    "General Manager",
    "Nominee Shareholder",
    "Founder",
    "Authorised Signatory",
    "Trustee of",
    "Partner",
    "CEO",
};

}  // namespace clew::bench
