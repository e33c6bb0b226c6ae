#include <doctest/doctest.h>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {
namespace {

using Counts = std::map<std::string, size_t>;

std::string text_of(const std::string& bytes) {
  const Format* format = recognise(bytes);
  REQUIRE(format != nullptr);
  RecordingSink sink;
  const auto result = format->read(*memory_stream(bytes), sink, {});
  return std::string(format->name) + sink.text() + (result ? "" : "error\n");
}

const std::string kBegin =
    "<?xml version=\"1.0\"?>\n<sdnList xmlns=\"http://tempuri.org/sdnList.xsd\">\n"
    "<publshInformation><Publish_Date>03/28/2025</Publish_Date><Record_Count>2</Record_Count></"
    "publshInformation>\n";

TEST_CASE("An entry becomes what the CSV would make of it, with the parts of its addresses") {
  CHECK(text_of(kBegin + R"(<sdnEntry><uid>7</uid><firstName>Ana</firstName><lastName>DOE</lastName>
<title>Treasurer</title><sdnType>Individual</sdnType><remarks>(Linked To: HARBOUR TRUST S.A.)</remarks>
<programList><program>SDGT</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A12</idNumber><idCountry>Italy</idCountry>
<issueDate>1 Jan 2000</issueDate><expirationDate>1 Jan 2010</expirationDate></id>
<id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id></idList>
<akaList><aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>LA ZIA</lastName></aka></akaList>
<addressList><address><uid>9</uid><address1>1 Quay</address1><city>Bari</city><postalCode>70121</postalCode>
<country>Italy</country></address></addressList>
<dateOfBirthList><dateOfBirthItem><uid>4</uid><dateOfBirth>circa 1951</dateOfBirth><mainEntry>true</mainEntry>
</dateOfBirthItem></dateOfBirthList><shoeSize>42</shoeSize></sdnEntry>
<sdnEntry><uid>8</uid><lastName>HARBOUR TRUST S.A.</lastName><sdnType>Entity</sdnType></sdnEntry>
</sdnList>)") == R"(ofac-xml-sdn
ofac-7 Person id = ofac-7 [4]
ofac-7 Person name = DOE, Ana [4 lastName, firstName]
ofac-7 Person lastName = DOE [4 lastName, firstName]
ofac-7 Person firstName = Ana [4 lastName, firstName]
ofac-7 Person position = Treasurer [4 title]
ofac-7 Person topics = sanction [4 programList/program]
ofac-q3snenij7lrqyzms Sanction id = ofac-q3snenij7lrqyzms [4]
ofac-q3snenij7lrqyzms Sanction entity = ofac-7 [4]
ofac-q3snenij7lrqyzms Sanction authority = Office of Foreign Assets Control [4]
ofac-q3snenij7lrqyzms Sanction authorityId = 7 [4 uid]
ofac-q3snenij7lrqyzms Sanction country = us [4]
ofac-q3snenij7lrqyzms Sanction program = SDGT [4 programList/program]
ofac-7 Person weakAlias = LA ZIA [4 akaList/aka]
ofac-address-9 Address id = ofac-address-9 [11]
ofac-address-9 Address full = 1 Quay, Bari, 70121, Italy [11]
ofac-address-9 Address street = 1 Quay [11 addressList/address/address1]
ofac-address-9 Address city = Bari [11 addressList/address/city]
ofac-address-9 Address postalCode = 70121 [11 addressList/address/postalCode]
ofac-address-9 Address country = Italy [11 addressList/address/country]
ofac-7 Person addressEntity = ofac-address-9 [4 addressList/address/uid]
ofac-7 Person country = Italy [4 addressList/address/country]
ofac-7 Person birthDate = 1951 <- circa 1951 [4 dateOfBirthList/dateOfBirthItem/DOB]
ofac-7 Person passportNumber = A12 [4 idList/id/Passport]
ofac-dgnp76arzxfnmtjo Passport id = ofac-dgnp76arzxfnmtjo [4]
ofac-dgnp76arzxfnmtjo Passport holder = ofac-7 [4]
ofac-dgnp76arzxfnmtjo Passport type = Passport [4 idList/id/Passport]
ofac-dgnp76arzxfnmtjo Passport number = A12 [4 idList/id/Passport]
ofac-dgnp76arzxfnmtjo Passport passportNumber = A12 [4 idList/id/Passport]
ofac-dgnp76arzxfnmtjo Passport country = Italy [4 idList/id/Passport]
ofac-dgnp76arzxfnmtjo Passport startDate = 2000-01-01 <- 1 Jan 2000 [4 idList/id/Passport]
ofac-dgnp76arzxfnmtjo Passport endDate = 2010-01-01 <- 1 Jan 2010 [4 idList/id/Passport]
ofac-7 Person gender = female <- Female [4 idList/id/Gender]
ofac-8 Organization id = ofac-8 [15]
ofac-8 Organization name = HARBOUR TRUST S.A. [15 lastName]
ofac-y4ugn22gvwmh6lyi UnknownLink id = ofac-y4ugn22gvwmh6lyi [4]
ofac-y4ugn22gvwmh6lyi UnknownLink subject = ofac-7 [4 Remarks/Linked To]
ofac-y4ugn22gvwmh6lyi UnknownLink object = ofac-8 <- HARBOUR TRUST S.A. [4 Remarks/Linked To]
ofac-y4ugn22gvwmh6lyi UnknownLink role = Linked To [4 Remarks/Linked To]
not mapped dateOfBirthList/dateOfBirthItem/mainEntry = true (1)
not mapped sdnEntry/shoeSize = 42 (1)
note published_on = 2025-03-28
note publisher = Office of Foreign Assets Control
)");
}

TEST_CASE("A vessel's data find their properties") {
  const std::string text = text_of(kBegin + R"(<sdnEntry><uid>5</uid><lastName>BLUE STAR</lastName>
<sdnType>Vessel</sdnType><idList><id><uid>1</uid><idType>Vessel Registration Identification</idType>
<idNumber>IMO 7654321</idNumber></id></idList><vesselInfo><callSign>T2EU4</callSign><vesselType>Tanker</vesselType>
<vesselFlag>Malta</vesselFlag><vesselOwner>NOBODY LINES</vesselOwner><tonnage>99144</tonnage></vesselInfo></sdnEntry>
<sdnEntry><uid>6</uid><lastName>X</lastName><sdnType>Spaceship</sdnType></sdnEntry></sdnList>)");
  for (const char* line :
       {"ofac-5 Vessel callSign = T2EU4", "ofac-5 Vessel type = Tanker", "ofac-5 Vessel flag = Malta",
        "ofac-5 Vessel tonnage = 99144", "ofac-5 Vessel imoNumber = 7654321 <- IMO 7654321",
        "Ownership asset = ofac-5", "LegalEntity name = NOBODY LINES", "issue unknown-type"}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("A count that does not agree, damage and a cut file are said") {
  const std::string one = "<sdnEntry><uid>7</uid><lastName>A</lastName><sdnType>Entity</sdnType></sdnEntry>";
  CHECK(text_of(kBegin + one + "</sdnList>").find("issue record-count") != std::string::npos);
  const std::string damaged =
      text_of(kBegin + "<sdnEntry><uid>1</uid><lastName>B</oops></sdnEntry>\n" + one + "</sdnList>");
  CHECK(damaged.find("issue malformed-xml") != std::string::npos);
  CHECK(damaged.find("ofac-7 Organization name = A") != std::string::npos);
  const std::string cut = text_of(kBegin + one + "<sdnEntry><uid>8</uid>");
  CHECK(cut.find("ofac-7 Organization name = A") != std::string::npos);
  CHECK(cut.find("error\n") != std::string::npos);
}

// Counts made from the same file by a Python script with its own XML parser: distinct pairs of entry and
// value.
TEST_CASE("The non-SDN list of March 2025 is read whole") {
  const std::string path = test_data("sanctions/ofac/2025-03-nonsdn-xml/consolidated.xml");
  if (path.empty()) return;
  Peeked peeked(open_input({path, {}, 0}).value());
  const Format* format = recognise(peeked.head());
  REQUIRE(format != nullptr);
  CHECK(format->name == "ofac-xml-cons");
  RecordingSink sink;
  REQUIRE(format->read(peeked, sink, {}));
  CHECK(sink.issues.empty());
  CHECK(sink.notes.at("published_on") == "2025-03-28");
  const Counts entities = sink.entities_by_schema();
  CHECK(entities == Counts{{"Person", 80},
                           {"Organization", 363},
                           {"Sanction", 443},
                           {"Address", 520},
                           {"UnknownLink", 282},
                           {"Identification", 691},
                           {"Passport", 1}});
  const Counts properties = sink.statements_by_property();
  for (const auto& [property, count] : Counts{{"program", 525},
                                              {"birthDate", 75},
                                              {"birthPlace", 21},
                                              {"citizenship", 1},
                                              {"city", 500},
                                              {"postalCode", 434},
                                              {"street", 483},
                                              {"state", 151},
                                              {"street2", 90 + 42},
                                              {"previousName", 144},
                                              {"website", 176},
                                              {"email", 125},
                                              {"swiftBic", 33},
                                              {"ticker", 69},
                                              {"bikCode", 6},
                                              {"authorityId", 443}}) {
    CAPTURE(property);
    CHECK(properties.at(property) == count);
  }
  CHECK(sink.not_mapped_fields.size() == 6);
}

}  // namespace
}  // namespace clew::read
