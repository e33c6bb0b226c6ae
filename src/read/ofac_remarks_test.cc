#include "read/ofac_remarks.h"

#include <doctest/doctest.h>

#include "read/testing.h"

namespace clew::read {
namespace {

std::string show(const std::vector<RemarkPiece>& pieces) {
  std::string out;
  for (const RemarkPiece& piece : pieces) {
    if (!out.empty()) out += " / ";
    if (piece.alternate) out += "alt ";
    ((out += piece.key) += " = ") += piece.value;
  }
  return out;
}

TEST_CASE("split_remark finds the pieces, their keys and values") {
  struct {
    std::string remark;
    std::string pieces;
  } cases[] = {
      {"", ""},
      {".", ""},
      {"; ; .", ""},
      {"DOB 10 Dec 1948; POB Bari, Italy.", "DOB = 10 Dec 1948 / POB = Bari, Italy"},
      {"alt. DOB 1936.", "alt DOB = 1936"},
      {"Alt. POB: Keren", "alt POB = Keren"},
      {"a.k.a. 'BNC'.", "a.k.a. = 'BNC'"},
      {"NIT # 800146749-7 (Colombia)", "NIT # = 800146749-7 (Colombia)"},
      {"Passport", "Passport = "},
      {"Passports 12", " = Passports 12"},
      {"Registration Number 5", "Registration Number = 5"},
      {"Vessel Registration Identification IMO 9187629", "Vessel Registration Identification = IMO 9187629"},
      {"Member of a committee; DOBERMANN", " = Member of a committee /  = DOBERMANN"},
      {"Digital Currency Address - XBT 1abc", "Digital Currency Address - = XBT 1abc"},
      {"Listing Date (CMIC) 03 Jun 2021", "Listing Date = (CMIC) 03 Jun 2021"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.remark);
    CHECK(show(split_remark(c.remark)) == c.pieces);
  }
}

TEST_CASE("read_document finds number, country and dates") {
  struct {
    std::string value;
    std::string document;  // number|country|issued|expires|rest
  } cases[] = {
      {"1084010 (Egypt)", "1084010|Egypt|||"},
      {"D9008347 (Iran) issued 18 Jul 2010 expires 18 Jul 2015", "D9008347|Iran|18 Jul 2010|18 Jul 2015|"},
      {"A123 expires Aug 2009", "A123||||"},
      {"K754050 issued 26 May 1999", "K754050||26 May 1999||"},
      {"22839 (Jalisco) (Mexico)", "22839|Mexico|||Jalisco"},
      {"D489833(9) (Hong Kong)", "D489833(9)|Hong Kong|||"},
      {"CNIC: 35202-5400413-9", "35202-5400413-9||||"},
      {"123 (Congo, Democratic Republic of the)", "123|Congo, Democratic Republic of the|||"},
      {"(", "(||||"},
      {")", ")||||"},
      {"1 )", "1 )||||"},
      {"", "||||"},
  };
  cases[2].document = "A123|||Aug 2009|";
  for (const auto& c : cases) {
    CAPTURE(c.value);
    const RemarkDocument document = read_document(c.value);
    std::string shown;
    for (const std::string_view part :
         {document.number, document.country, document.issued, document.expires}) {
      (shown += part) += '|';
    }
    CHECK((shown += document.rest) == c.document);
  }
}

TEST_CASE("read_ofac_dates reads days, years, about-dates and spans, and nothing else") {
  struct {
    std::string words;
    std::string dates;
  } cases[] = {
      {"10 Dec 1948", "1948-12-10 "},
      {"Dec 1948", "1948-12 "},
      {"1948", "1948 "},
      {"circa 1951", "1951 "},
      {"1961 to 1963", "1961 1963 "},
      {"01 Jan 1961 to 31 Dec 1961", "1961-01-01 1961-12-31 "},
      {"circa 1979-1982", "1979 1982 "},
      {"1961 to 1961", "1961 "},
      {"1950s", ""},
      {"31 Feb 1961", ""},
      {"1961 to soon", ""},
      {"", ""},
      {"circa ", ""},
      {" to ", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    std::string dates;
    for (const std::string& date : read_ofac_dates(c.words)) dates += date + " ";
    CHECK(dates == c.dates);
  }
}

// All that invented remarks on an entry of that kind state about it, apart from id and name.
std::string stated(OfacKind kind, std::string_view remark) {
  RecordingSink sink;
  OfacEntries entries(sink);
  entries.begin("7", OfacKind::organization, {});
  entries.add_name("HARBOUR TRUST S.A.", "SDN_Name");
  entries.begin("1", kind, {});
  entries.add_remarks(remark);
  entries.finish();
  std::string out;
  for (const auto& statement : sink.statements) {
    const RecordedSlot& slot = sink.slots[statement.slot];
    if (statement.entity == "ofac-7" || slot.property == "id") continue;
    const std::string subject = statement.entity == "ofac-1" ? "" : slot.schema + ".";
    out += subject + slot.property + "=" + statement.value + "\n";
  }
  for (const auto& issue : sink.issues) out += issue.kind + "\n";
  for (const auto& [field, entry] : sink.not_mapped_fields) out += "not mapped " + field + "\n";
  return out;
}

TEST_CASE("What remarks say of a person finds its property, and documents become things of their own") {
  CHECK(stated(OfacKind::person,
               "DOB circa 1951; POB Bari, Italy; nationality Italy; Gender Female; Passport A12 (Italy) "
               "issued 1 Jan 2000 "
               "expires 1 Jan 2010; National ID No. 99; a.k.a. 'LA ZIA'; Email Address zia@example.org.") ==
        "birthDate=1951\nbirthPlace=Bari, Italy\nnationality=Italy\ngender=female\npassportNumber=A12\n"
        "Passport.holder=ofac-1\nPassport.type=Passport\nPassport.number=A12\nPassport.passportNumber=A12\n"
        "Passport.country=Italy\nPassport.startDate=2000-01-01\nPassport.endDate=2010-01-01\nidNumber=99\n"
        "Identification.holder=ofac-1\nIdentification.type=National ID No.\nIdentification.number=99\n"
        "weakAlias=LA ZIA\nemail=zia@example.org\n");
}

TEST_CASE("Remarks on organizations, vessels and aircraft find their properties") {
  CHECK(
      stated(OfacKind::organization,
             "Company Number IMO 1234567; ISIN XX0000000000; Legal Entity Number "
             "ABCDEFGHIJ0123456789; Organization Established Date 17 Dec 2016.") ==
      "imoNumber=1234567\nisinCode=XX0000000000\nleiCode=ABCDEFGHIJ0123456789\nIdentification.holder=ofac-1\n"
      "Identification.type=Legal Entity Number\nIdentification.number=ABCDEFGHIJ0123456789\n"
      "incorporationDate=2016-12-17\n");
  CHECK(stated(OfacKind::vessel,
               "Vessel Year of Build 1999; Former Vessel Flag Malta; alt. Former Vessel Flag None "
               "Identified; Vessel Registration Identification IMO 7654321; MMSI 123456789.") ==
        "buildDate=1999\npastFlags=Malta\nnotes=alt. Former Vessel Flag None Identified\nimoNumber=7654321\n"
        "mmsi=123456789\nnot mapped Remarks/alt. Former Vessel Flag\n");
  CHECK(stated(OfacKind::airplane,
               "Aircraft Model A1; Aircraft Operator HARBOUR TRUST S.A; Aircraft Operator Nobody Air.") ==
        "model=A1\noperator=ofac-7\nLegalEntity.name=Nobody Air\noperator=" +
            model::link_id("ofac-", "LegalEntity", "ofac-1", "Nobody Air", "Aircraft Operator") + "\n");
}

TEST_CASE("Links by name become links to entries, whether or not the final full stop belongs to the name") {
  const std::string linked =
      "UnknownLink.subject=ofac-1\nUnknownLink.object=ofac-7\nUnknownLink.role=Linked To\n";
  CHECK(stated(OfacKind::person, "Linked To: HARBOUR TRUST S.A..") == linked);
  CHECK(stated(OfacKind::person, "Linked To: HARBOUR TRUST S.A.") == linked);
  CHECK(stated(OfacKind::person, "Linked To: SOMEBODY ELSE.") ==
        "notes=Linked To: SOMEBODY ELSE\nnot mapped Remarks/Linked To\n");
}

TEST_CASE("A name that two entries bear links to neither") {
  RecordingSink sink;
  OfacEntries entries(sink);
  for (const char* number : {"1", "2"}) {
    entries.begin(number, OfacKind::organization, {});
    entries.add_name("MINISTRY", "SDN_Name");
  }
  entries.begin("3", OfacKind::organization, {});
  entries.add_remarks("Linked To: MINISTRY.");
  entries.finish();
  CHECK(sink.entities_by_schema().count("UnknownLink") == 0);
  CHECK(sink.values("ofac-3", "notes") == std::vector<std::string>{"Linked To: MINISTRY"});
}

TEST_CASE("What is said of the listing goes to the sanction") {
  const std::string sanction =
      "Sanction.entity=ofac-1\nSanction.authority=Office of Foreign Assets Control\nSanction.authorityId=1\n"
      "Sanction.country=us\n";
  CHECK(stated(OfacKind::vessel,
               "Secondary sanctions risk: see section 1; Listing Date (CMIC) 03 Jun 2021; Effective "
               "Date (EO 14024 Directive 3): 26 Mar 2022.") ==
        sanction +
            "Sanction.summary=Secondary sanctions risk: see section 1\nSanction.listingDate=2021-06-03\n"
            "Sanction.summary=Listing Date (CMIC) 03 Jun 2021\nSanction.startDate=2022-03-26\n"
            "Sanction.summary=Effective Date (EO 14024 Directive 3): 26 Mar 2022\n");
}

TEST_CASE("Digital currency addresses become wallets held by the entry") {
  CHECK(
      stated(OfacKind::person, "Digital Currency Address - XBT 1abc; alt. Digital Currency Address - ETH.") ==
      "CryptoWallet.holder=ofac-1\nCryptoWallet.publicKey=1abc\nCryptoWallet.currency=XBT\n"
      "notes=ETH\nnot mapped Remarks/alt. Digital Currency Address\n");
}

TEST_CASE("Nothing vanishes: what has no place is a note in its own words, and counted") {
  CHECK(stated(OfacKind::person,
               "Tribe: Noorzai; arrested 23 Apr 2002; member of a band; Passport issued in Bari; "
               "Aircraft Model A1; DOB next week.") ==
        "notes=Tribe: Noorzai\nnotes=arrested 23 Apr 2002\nnotes=member of a band\nnotes=Passport issued in "
        "Bari\n"
        "notes=Aircraft Model A1\nbirthDate=next week\nbad-date\nnot mapped Remarks/Aircraft Model\n"
        "not mapped Remarks/Passport\nnot mapped Remarks/Tribe\nnot mapped Remarks/arrested\n"
        "not mapped Remarks/free text\n");
}

TEST_CASE("A piece that is cut is kept as words and not read; so is the rest in the comments") {
  std::string remark = "DOB 1951; ";
  remark += "Passport " + std::string(1000 - remark.size() - 9, '1');
  REQUIRE(remark.size() == 1000);
  RecordingSink sink;
  OfacEntries entries(sink);
  entries.begin("1", OfacKind::person, {});
  entries.add_remarks(remark, 1000);
  CHECK(sink.values("ofac-1", "birthDate") == std::vector<std::string>{"1951"});
  CHECK(sink.values("ofac-1", "passportNumber").empty());
  CHECK(sink.values("ofac-1", "notes").size() == 1);
  CHECK(sink.issues_by_kind() == std::map<std::string, size_t>{{"cut-remark", 1}});
  entries.begin("1", OfacKind::unknown, {}, true);
  entries.add_continued_remarks("11 (Iran); Passport 5.");
  CHECK(sink.values("ofac-1", "notes").back() == "11 (Iran)");
  CHECK(sink.values("ofac-1", "passportNumber") == std::vector<std::string>{"5"});
}

}  // namespace
}  // namespace clew::read
