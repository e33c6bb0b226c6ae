#!/usr/bin/env bash
# How well names are matched: labelled pairs beside PyPI's matchers, real lists, invented people, twelve scripts.
#   ./dev bench quality [--all] [ROW ...]      without --all samples; the failures lie in build/bench/quality
# CLEW_TEST_DATA holds the data; CLEW_BUILD the build folder (default build/release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash
export BUILD CLEW_TEST_DATA=${CLEW_TEST_DATA:-../shared/data}
peers rapidfuzz jellyfish nomenklatura
exec "$(python_with_peers)" -B bench/quality/main.py "$@"
