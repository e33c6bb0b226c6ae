#include "ship_register.h"

#include <array>

#include "base/hash.h"
#include "read/csv.h"
#include "read/emit.h"

namespace clew::read {
namespace {

constexpr std::string_view kHeader = "Reg No,Vessel,Flag,Keel Laid,Owner,Owner Since,Berth";
constexpr std::string_view kPrefix = "exs-";

// In the order of the columns.
enum Column { reg_no, vessel, flag, keel_laid, owner, owner_since, berth, column_count };

// The header is peculiar enough: no other format begins with these words.
int recognise_ship_register(std::string_view head) { return head.starts_with(kHeader) ? 90 : 0; }

// The register gives owners no number, so the written name is all that tells them apart: here the one name
// is one owner. Two owners of one name become one entity; whoever resolves sees it in the source's words.
std::string owner_id(std::string_view name) {
  return std::string(kPrefix) + "owner-" + base::hash_name(name);
}

// Cells that a short row lacks are empty.
std::string_view cell(const CsvRow& row, Column column) {
  return column < row.cells.size() ? row.cells[column] : std::string_view();
}

void read_vessel(Emit& emit, const CsvRow& row) {
  emit.begin(std::string(kPrefix) + std::string(cell(row, reg_no)), "Vessel", row.record);
  emit.add("registrationNumber", cell(row, reg_no), "Reg No");
  emit.add("name", cell(row, vessel), "Vessel");
  emit.add("flag", cell(row, flag), "Flag");
  emit.add_date("buildDate", cell(row, keel_laid), "Keel Laid");
  if (!cell(row, berth).empty()) emit.not_mapped("Berth", cell(row, berth));
}

void read_owner(Emit& emit, const CsvRow& row) {
  const std::string vessel_id = emit.id();
  const std::string owner_of_it = owner_id(cell(row, owner));
  const std::string_view since = cell(row, owner_since);
  emit.begin(owner_of_it, "LegalEntity", row.record);
  emit.add("name", cell(row, owner), "Owner");

  emit.begin(model::link_id(kPrefix, "Ownership", owner_of_it, vessel_id, {}, since), "Ownership",
             row.record);
  emit.add("owner", owner_of_it, "Owner");
  emit.add("asset", vessel_id, "Reg No");
  emit.add_date("startDate", since, "Owner Since");
}

// A row of the wrong length is said, and read as far as it goes; without a number there is no vessel.
void read_row(Emit& emit, const CsvRow& row) {
  if (row.damaged || row.cells.size() != column_count) {
    emit.sink().issue("malformed-row", "the row has not the seven cells of the ship register", row.record);
  }
  if (cell(row, reg_no).empty()) {
    return emit.sink().issue("no-id", "the row has no Reg No and cannot be read", row.record);
  }
  read_vessel(emit, row);
  if (!cell(row, owner).empty()) read_owner(emit, row);
}

base::Result<void> read_ship_register(Stream& stream, Sink& sink, const ReadOptions& options) {
  CsvReader rows(stream, options.part);
  Emit emit(sink);
  CsvRow row;
  bool at_header = true;
  while (true) {
    const base::Result<bool> found = rows.next(row);
    if (!found) return std::unexpected(found.error());
    if (!*found) return {};
    if (!at_header) read_row(emit, row);
    at_header = false;
  }
}

}  // namespace

const Format kShipRegister = {
    .name = "examplia-ships",
    .title = "Ship register of Examplia, CSV",
    .dataset = "ex_ships",
    .prefix = kPrefix,
    .publisher = "Harbour Office of Examplia",
    .recognise = recognise_ship_register,
    .read = read_ship_register,
};

}  // namespace clew::read
