#!/usr/bin/env bash
# How fast names are screened: real lists, invented entities in ten scripts, one pair, the worst inputs, and PyPI's
# matchers on the same pairs. See bench/README.md.
#   ./dev bench screen
#   CLEW_BENCH_INVENTED=1000000 ./dev bench screen    as many invented entities (default 100,000)
#   CLEW_BENCH_PEERS=0 ./dev bench screen             without the peers
# CLEW_TEST_DATA holds the data; BUILD the build folder with CLEW_BENCH (default build/release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CLEW_TEST_DATA=${CLEW_TEST_DATA:-../shared/data}
export BUILD=${BUILD:-build/release}
readonly PEERS=build/bench/peers

# The peers live in an environment of their own; each that does not install is printed as absent.
if [[ ${CLEW_BENCH_PEERS:-1} != 0 && ! -x $PEERS/bin/python ]]; then
  python3 -m venv "$PEERS" || true
  for package in rapidfuzz jellyfish nomenklatura; do
    "$PEERS/bin/pip" install --quiet "$package" >&2 || echo "$package does not install here" >&2
  done
fi
python=$PEERS/bin/python
[[ -x $python ]] || python=python3
exec "$python" -B bench/screen.py
