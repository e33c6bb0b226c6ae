# What the benchmarks share: where things are built, generated data, and a Python with the programs compared with.
# Sourced by bench/NAME.sh in the project's folder.

readonly BUILD=${CLEW_BUILD:-build/release}
# shellcheck disable=SC2034  # For those who source this.
readonly GENERATED=build/bench-data
readonly PEERS=build/bench/peers
NAME=$(basename "$0" .sh)
readonly NAME

# Ends the run where a program that it needs is not built.
need_built() {
  local program
  for program in "$@"; do
    [[ -x $BUILD/$program ]] || { echo "bench $NAME: $BUILD/$program is not built; run ./dev bench $NAME" >&2; exit 1; }
  done
}

# generate FOLDER KIND OPTIONS...: made once and kept. Written beside and renamed, so that an interrupted run leaves no
# half a file behind.
generate() {
  local folder=$1
  shift
  [[ ! -f $folder/truth.json ]] || return 0
  rm -rf "$folder.part"
  "$BUILD/bench/clew_generate" "$1" "$folder.part" "${@:2}"
  rm -rf "$folder"
  mv "$folder.part" "$folder"
}

# peers PACKAGE...: tries once to install each from PyPI, in a Python of its own; what is not there is shown as absent.
# CLEW_BENCH_PEERS=0 leaves them out.
peers() {
  [[ ${CLEW_BENCH_PEERS:-1} != 0 ]] || return 0
  [[ -x $PEERS/bin/python ]] || python3 -m venv "$PEERS" || return 0
  local package
  for package in "$@"; do
    [[ ! -e $PEERS/tried-$package ]] || continue
    "$PEERS/bin/pip" install --quiet --disable-pip-version-check "$package" >&2 ||
      echo "bench $NAME: $package could not be installed in $PEERS; it will be shown as absent" >&2
    touch "$PEERS/tried-$package"
  done
}

# The Python with the peers, or this machine's.
python_with_peers() {
  [[ -x $PEERS/bin/python ]] && echo "$PEERS/bin/python" || echo python3
}
