#!/usr/bin/env bash
# Reading news pages: main text beside trafilatura, people and organisations named, and a list's names in text.
#
#   ./dev bench press
#   CLEW_BENCH_PYTHON=venv/bin/python ./dev bench press    a Python that already has trafilatura
#
# CLEW_TEST_DATA holds the pages and marked texts; trafilatura comes from PyPI into a folder of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly DATA=${CLEW_TEST_DATA:-../shared/data}
readonly BUILD=${CLEW_BUILD:-build/release}
readonly PROGRAM=$BUILD/bench/clew_press_bench
readonly VENV=build/bench/press_python
work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT
export CLEW_DATA=${CLEW_DATA:-$PWD/data}

[[ -x $PROGRAM ]] || { echo "bench press: $PROGRAM is not built; run ./dev bench press" >&2; exit 1; }

python=${CLEW_BENCH_PYTHON:-}
if [[ -z $python ]]; then
  python=$VENV/bin/python
  if ! "$python" -c 'import trafilatura' 2> "$work/log"; then
    python3 -m venv "$VENV" && "$VENV/bin/pip" install --quiet trafilatura lxml_html_clean > "$work/log" 2>&1 || python=
  fi
fi
python3 -B bench/press.py "$PROGRAM" "$DATA" "$work" ${python:+"$python"}

echo "== Names of a list of 50,000 in releases of the Treasury"
if [[ -f $DATA/news/us-treasury-press-releases/treasury-news.tar.zst ]]; then
  mkdir "$work/releases"
  tar --zstd -xf "$DATA/news/us-treasury-press-releases/treasury-news.tar.zst" -C "$work/releases"
  # Sed, not the shell, reads what stands in these quotes.
  # shellcheck disable=SC2016
  find "$work/releases" -name '201*.md' -print0 | sort -z | xargs -0 sed -s '$a\\f' > "$work/all.txt"
else
  for _ in {1..100}; do cat tests/data/treasury/*.md; printf '\f'; done > "$work/all.txt"
fi
"$PROGRAM" names data/lists/us_ofac_sdn "$work/all.txt" 50000
echo "recall and precision on 60 marked releases: build/dev/press_test -s -tc='nineteen*'"
