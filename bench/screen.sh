#!/usr/bin/env bash
# Quality and speed of screening: name_bench beside its publisher's frozen scores, then customers against real lists.
# CLEW_TEST_DATA holds the data; BUILD the build folder with CLEW_BENCH (default build/release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly DATA=${CLEW_TEST_DATA:-../shared/data}
readonly BUILD=${BUILD:-build/release}
readonly WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
python3 -B bench/screen_quality.py "$BUILD/bench/clew_screen_pairs" "$DATA/screening/name_bench"
"$BUILD/clew" load data/lists/us_ofac_sdn --into "$WORK/lists.clew" --published-on 2021-07-07 --obtained open > "$WORK/log"
"$BUILD/clew" load "$DATA/sanctions/un/2026-02-27" --into "$WORK/lists.clew" --obtained open > "$WORK/log"
head -10001 "$DATA/screening/yente_screening_fixtures/negatives_us.csv" > "$WORK/invented.csv"
cut -d, -f1 "$WORK/invented.csv" > "$WORK/invented_names.csv"
for file in "$WORK/invented_names.csv" "$WORK/invented.csv" "$DATA/screening/yente_screening_fixtures/positives_un_untreated.csv"; do
  echo "== $(basename "$file")"
  "$BUILD/clew" screen "$WORK/lists.clew" "$file" --json --limit 5 2>&1 > "$WORK/hits.jsonl" | tail -1
done
