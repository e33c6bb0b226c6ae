#include "ship_register.h"

#include <doctest/doctest.h>

#include "base/hash.h"
#include "read/testing.h"

namespace clew::read {
namespace {

std::string read_text(std::string_view bytes) {
  const auto stream = memory_stream(bytes);
  RecordingSink sink;
  const auto done = kShipRegister.read(*stream, sink, {});
  REQUIRE(done);
  return sink.text();
}

TEST_CASE("the ship register is recognised by its header and by nothing less") {
  CHECK(kShipRegister.recognise("Reg No,Vessel,Flag,Keel Laid,Owner,Owner Since,Berth\r\n") == 90);
  CHECK(kShipRegister.recognise("Reg No,Vessel\n") == 0);
}

TEST_CASE("a vessel, its owner and the ownership are stated word for word") {
  const std::string owner = "exs-owner-" + base::hash_name("Acme Shipping");
  const std::string link = model::link_id("exs-", "Ownership", owner, "exs-E-104", {}, "2015");
  CHECK(read_text("Reg No,Vessel,Flag,Keel Laid,Owner,Owner Since,Berth\n"
                  "E-104,MV Example Star,Examplia,12 Mar 2004,Acme Shipping,2015,North 4\n") ==
        R"(
exs-E-104 Vessel id = exs-E-104 [2]
exs-E-104 Vessel registrationNumber = E-104 [2 Reg No]
exs-E-104 Vessel name = MV Example Star [2 Vessel]
exs-E-104 Vessel flag = Examplia [2 Flag]
exs-E-104 Vessel buildDate = 2004-03-12 <- 12 Mar 2004 [2 Keel Laid]
)" + owner + " LegalEntity id = " +
            owner + " [2]\n" + owner + " LegalEntity name = Acme Shipping [2 Owner]\n" + link +
            " Ownership id = " + link + " [2]\n" + link + " Ownership owner = " + owner + " [2 Owner]\n" +
            link + " Ownership asset = exs-E-104 [2 Reg No]\n" + link +
            " Ownership startDate = 2015 [2 Owner Since]\n"
            "not mapped Berth = North 4 (1)\n");
}

TEST_CASE("an odd row is an issue, is read as far as it goes, and does not harm the next") {
  CHECK(read_text("Reg No,Vessel,Flag,Keel Laid,Owner,Owner Since,Berth\n"
                  "E-105,cut off\n"
                  ",nameless,,,,,\n"
                  "E-106,,,31 Feb 2001,,,\n") == R"(
exs-E-105 Vessel id = exs-E-105 [2]
exs-E-105 Vessel registrationNumber = E-105 [2 Reg No]
exs-E-105 Vessel name = cut off [2 Vessel]
exs-E-106 Vessel id = exs-E-106 [4]
exs-E-106 Vessel registrationNumber = E-106 [4 Reg No]
exs-E-106 Vessel buildDate = 31 Feb 2001 [4 Keel Laid]
issue malformed-row: the row has not the seven cells of the ship register [2]
issue no-id: the row has no Reg No and cannot be read [3]
issue bad-date: Keel Laid: "31 Feb 2001" is no date we can read [4]
)");
}

}  // namespace
}  // namespace clew::read
