#!/usr/bin/env bash
# How fast files become a store: leak data and FollowTheMoney, beside the floor and beside other databases.
#
#   ./dev bench load                 1 M FollowTheMoney entities; CLEW_BENCH_FULL=1: 5 M
#   CLEW_BENCH_NODES=200k CLEW_BENCH_LINKS=330k CLEW_BENCH_ENTITIES=100k ./dev bench load    a quick look
#   CLEW_BENCH_PEERS=0 ./dev bench load                                        without the other databases
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash

readonly NODES=${CLEW_BENCH_NODES:-2016523}
readonly LINKS=${CLEW_BENCH_LINKS:-3339267}
readonly ENTITIES=${CLEW_BENCH_ENTITIES:-$([[ ${CLEW_BENCH_FULL:-} == 1 ]] && echo 5M || echo 1M)}

mkdir -p "$GENERATED" build/bench
need_built clew bench/clew_generate bench/clew_floor
icij=$GENERATED/icij-$NODES-$LINKS
ftm=$GENERATED/ftm-$ENTITIES
generate "$icij" icij --nodes "$NODES" --links "$LINKS"
generate "$ftm" ftm --entities "$ENTITIES"
peers duckdb
exec python3 bench/load.py --build "$BUILD" --icij "$icij" --ftm "$ftm" --venv "$PEERS" --out build/bench \
  --peers "${CLEW_BENCH_PEERS:-1}"
