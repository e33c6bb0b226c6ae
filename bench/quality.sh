#!/usr/bin/env bash
# How well names are matched: labelled pairs beside PyPI's matchers, real lists, invented people, twelve scripts.
#   ./dev bench quality [--all] [ROW ...]      without --all samples; the failures lie in build/bench/quality
# CLEW_TEST_DATA holds the data; BUILD the build folder with CLEW_BENCH (default build/release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CLEW_TEST_DATA=${CLEW_TEST_DATA:-../shared/data}
export BUILD=${BUILD:-build/release}
readonly PEERS=build/bench/peers

# The peers live in an environment of their own; each that does not install is printed as absent.
if [[ ! -x $PEERS/bin/python ]]; then
  python3 -m venv "$PEERS" || true
  for package in rapidfuzz jellyfish nomenklatura; do
    "$PEERS/bin/pip" install --quiet "$package" >&2 || echo "$package does not install here" >&2
  done
fi
python=$PEERS/bin/python
[[ -x $python ]] || python=python3
exec "$python" -B bench/quality/main.py "$@"
