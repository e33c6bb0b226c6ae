// The list of all formats. A reader's file defines its formats; one line here makes them known.
#include "read/format.h"

namespace clew::read {

extern const Format kOfacCsvSdn, kOfacCsvSdnAlt, kOfacCsvSdnAdd;
extern const Format kOfacCsvCons, kOfacCsvConsAlt, kOfacCsvConsAdd;
extern const Format kOfacCsvComments;
extern const Format kOfacXmlSdn, kOfacXmlCons;
extern const Format kUkXml, kUkCsv, kUkOfsiXml, kUkOfsiCsv, kUkOfsiFlat;
extern const Format kUkTableSubjects, kUkTableNames, kUkTableBirths;
extern const Format kUkTableIdentifiers, kUkTableCountries;
extern const Format kEuXml;
extern const Format kFtmEntities, kFtmStatementsCsv, kFtmStatementsPack, kFtmStatementsJson;
extern const Format kUnXml;
extern const Format kBods;
extern const Format kIcijNodes, kIcijEdges;
extern const Format kGleifXml, kGleifCsv, kGleifApi;
extern const Format kGbPsc, kGbCompanies;
extern const Format kPopolo, kSenzing, kInterpol, kDkCvr, kSkRpvs;
extern const Format kUsCslCsv, kUsCslJson, kCaSema, kAuDfat;
extern const Format kWorldBankDebarred, kIdbSanctioned, kEbrdIneligible;

std::span<const Format* const> formats() {
  static const std::vector<const Format*> all = {
      &kOfacCsvSdn,
      &kOfacCsvSdnAlt,
      &kOfacCsvSdnAdd,  //
      &kOfacCsvCons,
      &kOfacCsvConsAlt,
      &kOfacCsvConsAdd,  //
      &kOfacCsvComments,
      &kOfacXmlSdn,
      &kOfacXmlCons,  //
      &kFtmEntities,
      &kFtmStatementsCsv,
      &kFtmStatementsPack,
      &kFtmStatementsJson,  //
      &kUnXml,              //
      &kBods,               //
      &kUkXml,
      &kUkCsv,
      &kUkOfsiXml,
      &kUkOfsiCsv,
      &kUkOfsiFlat,  //
      &kUkTableSubjects,
      &kUkTableNames,
      &kUkTableBirths,  //
      &kUkTableIdentifiers,
      &kUkTableCountries,  //
      &kEuXml,             //
      &kIcijNodes,
      &kIcijEdges,  //
      &kGleifXml,
      &kGleifCsv,
      &kGleifApi,  //
      &kGbPsc,
      &kGbCompanies,  //
      &kUsCslCsv,
      &kUsCslJson,
      &kCaSema,
      &kAuDfat,  //
      &kWorldBankDebarred,
      &kIdbSanctioned,
      &kEbrdIneligible,  //
      &kPopolo,
      &kSenzing,
      &kInterpol,  //
      &kDkCvr,
      &kSkRpvs,  //
      &kMapped,
  };
  return all;
}

}  // namespace clew::read
