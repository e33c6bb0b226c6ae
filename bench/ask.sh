#!/usr/bin/env bash
# How fast the rules answer: one request, and 10,000 requests held against a changed rule.
#
#   ./dev bench ask
#   CLEW_BENCH_REQUESTS=1000 ./dev bench ask    a quick look
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash

readonly COUNT=${CLEW_BENCH_REQUESTS:-10000}
readonly PROGRAM=$BUILD/bench/clew_ask_bench

need_built bench/clew_ask_bench
exec "$PROGRAM" data examples/requests/arvenia-to-belmora.yaml "$COUNT"
