#!/usr/bin/env bash
# Reading news pages: main text beside trafilatura, people and organisations named, and a list's names in text.
#
#   ./dev bench press
#   CLEW_BENCH_PEERS=0 ./dev bench press                      without trafilatura
#
# CLEW_TEST_DATA holds the pages and marked texts; trafilatura comes from PyPI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash
readonly DATA=${CLEW_TEST_DATA:-../shared/data}
readonly PROGRAM=$BUILD/bench/clew_press_bench
work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT
export CLEW_DATA=${CLEW_DATA:-$PWD/data}

need_built bench/clew_press_bench

peers trafilatura lxml_html_clean
python3 -B bench/press.py "$PROGRAM" "$DATA" "$work" "$(python_with_peers)"

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
