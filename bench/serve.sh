#!/usr/bin/env bash
# How many requests clew serve answers: wrk asks /match for one name after the other over the lists at hand.
#
#   ./dev bench serve
#   CLEW_BENCH_SECONDS=3 ./dev bench serve    a quick look
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash

need_built clew
exec env CLEW_PROGRAM="$BUILD/clew" python3 bench/serve.py
