#!/usr/bin/env bash
# Paths and ownership on large graphs, beside a bare search on raw arrays and beside other programs.
#
#   ./dev bench trace                                                the real edge list of 2016, the full leaks' and a register's shape
#   CLEW_BENCH_NODES=200k CLEW_BENCH_LINKS=330k CLEW_BENCH_REGISTER_NODES=200k CLEW_BENCH_REGISTER_LINKS=120k ./dev bench trace
#   CLEW_BENCH_PEERS=0 ./dev bench trace                             without the other programs
#   CLEW_TEST_DATA=FOLDER                                            where icij/edges-2016 lies; without it that part is left out
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash

readonly NODES=${CLEW_BENCH_NODES:-2016523}
readonly LINKS=${CLEW_BENCH_LINKS:-3339267}
readonly REGISTER_NODES=${CLEW_BENCH_REGISTER_NODES:-11M}
readonly REGISTER_LINKS=${CLEW_BENCH_REGISTER_LINKS:-6.5M}
readonly PAIRS=${CLEW_BENCH_PAIRS:-2000}
readonly OUT=build/bench/trace
readonly EDGES=${CLEW_TEST_DATA:-../shared/data}/icij/edges-2016/icij2016_edges.csv.gz

load() {
  local store=$1
  shift
  [[ ! -f $store/manifest ]] || return 0
  rm -rf "$store"
  "$BUILD/clew" load "$@" --into "$store" --sources reference > "$OUT/load.txt"
}

mkdir -p "$GENERATED" "$OUT"
need_built clew bench/clew_generate bench/clew_trace_bench
if [[ -f $EDGES ]]; then
  echo "== The edge list of 2016 (ICIJ Offshore Leaks Database, ODbL 1.0) =="
  load "$OUT/edges-2016.clew" "$EDGES"
  "$BUILD/bench/clew_trace_bench" paths "$OUT/edges-2016.clew" --pairs "$PAIRS" --export "$OUT"
  if [[ ${CLEW_BENCH_PEERS:-1} != 0 ]]; then
    peers python-igraph networkx duckdb kuzu
    "$(python_with_peers)" bench/peers_trace.py "$OUT/edges.csv" "$OUT/pairs.csv" || true
  fi
else
  echo "== The edge list of 2016 is not there (CLEW_TEST_DATA); left out =="
fi
echo "== A graph shaped like the full leaks, everybody invented =="
leaks=$GENERATED/icij-$NODES-$LINKS
generate "$leaks" icij --nodes "$NODES" --links "$LINKS"
load "$OUT/leaks-$NODES-$LINKS.clew" "$leaks"/*.csv
"$BUILD/bench/clew_trace_bench" paths "$OUT/leaks-$NODES-$LINKS.clew" --pairs "$PAIRS"
echo "== A register shaped like the United Kingdom's, everybody invented =="
register=$GENERATED/register-$REGISTER_NODES-$REGISTER_LINKS
generate "$register" register --nodes "$REGISTER_NODES" --links "$REGISTER_LINKS"
"$BUILD/bench/clew_trace_bench" holdings "$register/holdings.csv"
