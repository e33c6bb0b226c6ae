// The ship register of Examplia, an invented format: the reader that CONTRIBUTING.md walks through.
//
//   Reg No,Vessel,Flag,Keel Laid,Owner,Owner Since,Berth
//   E-104,MV Example Star,Examplia,12 Mar 2004,Acme Shipping,2015,North 4
//
// A row is a Vessel, its owner a LegalEntity known by name only, and an Ownership between the two. The
// berth has no place in the model and is reported as not mapped.
#pragma once

#include "read/format.h"

namespace clew::read {

extern const Format kShipRegister;

}  // namespace clew::read
