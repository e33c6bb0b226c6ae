#include "read/iso20022.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

namespace clew::read {
namespace {

std::string told(std::string_view xml) {
  std::string text;
  const auto stream = memory_stream(xml);
  const auto read = read_payments(*stream, [&](const PaymentField& field) {
    constexpr const char* kRoles[] = {"party", "agent", "text"};
    text += fmt::format("{} {} {} \"{}\"{}{}", field.transaction, kRoles[static_cast<size_t>(field.role)],
                        field.field, field.text, field.is_person ? " person" : "",
                        field.is_organisation ? " organisation" : "");
    if (!field.birth_date.empty()) text += " born " + field.birth_date;
    for (const auto& country : field.countries) text += " of " + country;
    for (const auto& [property, number] : field.identifiers) text += fmt::format(" {}={}", property, number);
    text += "\n";
  });
  if (!read) text += "error: " + read.error().message + "\n";
  return text;
}

TEST_CASE("a customer credit transfer names its parties, its agents and its free text") {
  CHECK(told(R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M1</MsgId><InstgAgt><FinInstnId><BICFI>ARVEXA2X</BICFI></FinInstnId></InstgAgt></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId>
<Dbtr><Nm>Teodor Vasquine</Nm><PstlAdr><Ctry>XA</Ctry></PstlAdr>
<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1968-11-03</BirthDt></DtAndPlcOfBirth><Othr><Id>P77</Id></Othr></PrvtId></Id></Dbtr>
<CdtrAgt><FinInstnId><BICFI>BELMXB2X</BICFI><Nm>Bank of Savrenne</Nm></FinInstnId></CdtrAgt>
<Cdtr><Nm>Harbour Lantern &amp; Co</Nm><Id><OrgId><LEI>5493001KJTIIGC8Y1R12</LEI></OrgId></Id></Cdtr>
<RmtInf><Ustrd>for Ilsa Vasquine-Roth</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>)") ==
        "M1 agent InstgAgt \"\" organisation swiftBic=ARVEXA2X\n"
        "E1 party Dbtr \"Teodor Vasquine\" person born 1968-11-03 of XA idNumber=P77\n"
        "E1 agent CdtrAgt \"Bank of Savrenne\" organisation swiftBic=BELMXB2X\n"
        "E1 party Cdtr \"Harbour Lantern & Co\" organisation leiCode=5493001KJTIIGC8Y1R12\n"
        "E1 text RmtInf/Ustrd \"for Ilsa Vasquine-Roth\"\n");
}

TEST_CASE("an initiation names the debtor once for all of its transfers") {
  CHECK(
      told(
          R"(<Document><CstmrCdtTrfInitn><GrpHdr><MsgId>M2</MsgId><InitgPty><Nm>Lumen Quay</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>P1</PmtInfId><Dbtr><Nm>Marrowgate</Nm></Dbtr>
<CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId><InstrId>I1</InstrId></PmtId><Cdtr><Nm>A</Nm></Cdtr></CdtTrfTxInf>
<CdtTrfTxInf><Cdtr><Nm>B</Nm></Cdtr></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>)") ==
      "M2 party InitgPty \"Lumen Quay\"\n"
      "P1 party Dbtr \"Marrowgate\"\n"
      "I1 party Cdtr \"A\"\n"
      "P1 party Cdtr \"B\"\n");
}

TEST_CASE("a transfer between banks has banks as parties") {
  CHECK(told(R"(<e:Env xmlns:e="x"><Document><FICdtTrf><CdtTrfTxInf><PmtId><TxId>T1</TxId></PmtId>
<Dbtr><FinInstnId><Nm>Bank of Orlisk</Nm></FinInstnId></Dbtr></CdtTrfTxInf></FICdtTrf></Document></e:Env>)") ==
        "T1 party Dbtr \"Bank of Orlisk\" organisation\n");
}

TEST_CASE("what is no credit transfer, or broken, is an error and no silence") {
  struct {
    const char* xml;
    const char* says;
  } cases[] = {
      {"<list><person/></list>", "no credit transfer in this XML, whose root is list"},
      {"<Document><CdtTrfTxInf><Cdtr><Nm>A</Nm>", "error: "},
      {"<!DOCTYPE a [<!ENTITY b \"c\">]><Document/>", "error: "},
      {"", "error: "},
      {"<Document><CdtTrfTxInf><Cdtr><Nm>A</Nmm></Cdtr></CdtTrfTxInf><CdtTrfTxInf/></Document>", "error: "},
  };
  for (const auto& c : cases) {
    CAPTURE(c.xml);
    CHECK(told(c.xml).find(c.says) != std::string::npos);
  }
}

}  // namespace
}  // namespace clew::read
