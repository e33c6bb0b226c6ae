#!/usr/bin/env bash
# How fast names are screened: real lists, invented entities in ten scripts, one pair, the worst inputs, and PyPI's
# matchers on the same pairs. See bench/README.md.
#   ./dev bench screen
#   CLEW_BENCH_INVENTED=1000000 ./dev bench screen    as many invented entities (default 100,000)
#   CLEW_BENCH_PEERS=0 ./dev bench screen             without the peers
# CLEW_TEST_DATA holds the data; CLEW_BUILD the build folder (default build/release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash
export BUILD CLEW_TEST_DATA=${CLEW_TEST_DATA:-../shared/data}
peers rapidfuzz jellyfish nomenklatura
exec "$(python_with_peers)" -B bench/screen.py
