// What the commands that follow links share: the graph, the day, names fit to be shown, places of sources.
#pragma once

#include <string>

#include "cli/json.h"
#include "cli/minors.h"
#include "cli/view_flags.h"
#include "graph/ownership_graph.h"
#include "trace/structure.h"

namespace clew::cli {

// A store opened for tracing. The day is the one asked for, else that of newest_publication().
struct TraceView {
  store::Store store;
  graph::OwnershipGraph graph;
  graph::LinkView links;
  std::string day;
  bool day_was_asked = false;

  // Nobody who was, or may have been, under 18 on the day, or is today, is named.
  bool is_minor(graph::NodeNumber node) const;
  std::string name(graph::NodeNumber node) const;
  std::string id(graph::NodeNumber node) const;
  // A source says that it does not know, or does not tell, who this is.
  bool is_said_unknown(graph::NodeNumber node) const;
  // "corvane_register.bods.json:812".
  std::string place(graph::LinkNumber link) const;
  std::string place_of(const model::Record& record) const;
  // "as of 2024-02-28, the newest publication in this store".
  std::string day_text() const;
};

base::Result<TraceView> open_for_tracing(const ViewFlags& flags);
// The node that `id` means; an error lists the candidates.
base::Result<graph::NodeNumber> node_meant(const TraceView& view, std::string_view id);

// An error where names that were printed could not be read from the store. To be asked after printing.
base::Result<void> names_found(const TraceView& view);

// "62.5 %", "more than 62.5 %, at most 70 %"; "≤"-like words where the bounds are not tight.
std::string bounds_text(const trace::Bounds& bounds);
// What a link says, in words: "(25,50]" of the shares, nominator since 2018-03-05.
std::string link_text(const graph::OwnershipGraph& graph, const graph::Link& link);
std::string_view right_text(const graph::Link& link);
std::string_view kind_text(graph::NodeKind kind);
std::string date_text(int32_t day);

void write_bounds(Json& json, std::string_view key, const trace::Bounds& bounds);
void write_link(Json& json, const TraceView& view, graph::LinkNumber number);
void write_node(Json& json, const TraceView& view, graph::NodeNumber node);

}  // namespace clew::cli
