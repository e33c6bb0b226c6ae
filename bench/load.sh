#!/usr/bin/env bash
# How fast files become a store: leak data and FollowTheMoney, beside the floor and beside other databases.
#
#   ./dev bench load                 1 M FollowTheMoney entities; CLEW_BENCH_FULL=1: 5 M
#   CLEW_BENCH_NODES=200k CLEW_BENCH_LINKS=330k CLEW_BENCH_ENTITIES=100k ./dev bench load    a quick look
#   CLEW_BENCH_PEERS=0 ./dev bench load                                        without the other databases
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly BUILD=${CLEW_BUILD:-build/release}
readonly NODES=${CLEW_BENCH_NODES:-2016523}
readonly LINKS=${CLEW_BENCH_LINKS:-3339267}
readonly ENTITIES=${CLEW_BENCH_ENTITIES:-$([[ ${CLEW_BENCH_FULL:-} == 1 ]] && echo 5M || echo 1M)}
readonly DATA=build/bench-data
readonly VENV=build/bench-venv

# Made once and kept. Written beside and renamed, so that an interrupted run leaves no half a file behind.
generate() {
  local folder=$1
  shift
  [[ ! -f $folder/truth.json ]] || return 0
  rm -rf "$folder.part"
  "$BUILD/bench/clew_generate" "$1" "$folder.part" "${@:2}"
  rm -rf "$folder"
  mv "$folder.part" "$folder"
}

# A Python of its own with DuckDB; without a network the peer is reported as absent.
make_venv() {
  [[ ! -x $VENV/bin/python ]] || return 0
  python3 -m venv "$VENV" && "$VENV/bin/pip" install --quiet --disable-pip-version-check duckdb ||
    echo "bench load: DuckDB could not be installed in $VENV; it will be shown as absent" >&2
}

mkdir -p "$DATA" build/bench
for program in "$BUILD/clew" "$BUILD/bench/clew_generate" "$BUILD/bench/clew_floor"; do
  [[ -x $program ]] || { echo "bench load: $program is not built; run ./dev bench load" >&2; exit 1; }
done
icij=$DATA/icij-$NODES-$LINKS
ftm=$DATA/ftm-$ENTITIES
generate "$icij" icij --nodes "$NODES" --links "$LINKS"
generate "$ftm" ftm --entities "$ENTITIES"
[[ ${CLEW_BENCH_PEERS:-1} == 0 ]] || make_venv
exec python3 bench/load.py --build "$BUILD" --icij "$icij" --ftm "$ftm" --venv "$VENV" --out build/bench \
  --peers "${CLEW_BENCH_PEERS:-1}"
