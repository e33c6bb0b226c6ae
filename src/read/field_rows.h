// The rows of a CSV under a header, and the items of a JSON text, each as a tree of fields by their names.
#pragma once

#include <functional>
#include <initializer_list>
#include <string_view>

#include "base/error.h"
#include "read/csv.h"
#include "read/field_tree.h"
#include "read/format.h"

namespace clew::read {

struct FieldRowsOptions {
  char separator = ',';
  bool dotted = false;     // "A.B.2" is a tree of names, see field_tree.h.
  size_t lines_above = 0;  // Lines before the header.
};

// Whether the first row of `head`, `above` lines down, is a header that has all these columns.
bool has_columns(std::string_view head, std::initializer_list<std::string_view> columns, size_t above = 0,
                 char separator = ',');

// Hands over each row. A row of the wrong length is an issue and is not read: cells that slipped by one
// column would say other things. A row that is not UTF-8 is read in the encoding of the options, with an
// issue.
base::Result<void> read_field_rows(Stream& stream, Sink& sink, const ReadOptions& options,
                                   const FieldRowsOptions& shape,
                                   const std::function<void(const FieldNode&, const model::Record&)>& on_row);

// Hands over each item of a JSON text.
base::Result<void> read_field_items(
    Stream& stream, Sink& sink, const ReadOptions& options,
    const std::function<void(const FieldNode&, const model::Record&)>& on_item);

}  // namespace clew::read
