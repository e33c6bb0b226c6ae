#!/usr/bin/env bash
# What the ledger and packs cost; CLEW_BENCH_ENTRIES entries (200,000 unless told; five times as many in the case that is
# opened), CLEW_BENCH_MEGABYTES of originals in the pack that is tested (1,000 unless told).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/common.bash
need_built bench/clew_prove_bench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "Published figures of others, on other machines and for other work, so without a ratio: Tessera about 10,000 entries a"
echo "second (POSIX, NVMe, up to 7 cores, with duplicates found); Trillian 400 to 500 (MySQL); immudb 1.2 to 1.8 million"
echo "(embedded, 20 to 100 workers, small values)."
"$BUILD/bench/clew_prove_bench" "$folder/bench.desk" "${CLEW_BENCH_ENTRIES:-200000}" "${CLEW_BENCH_MEGABYTES:-1000}"
