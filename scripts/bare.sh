#!/usr/bin/env bash
# Runs demo and test on a fresh Debian 12 with nothing on it but git, as on the reader's first day.
#
#   bare.sh ROOT        ROOT is emptied and made anew; build/bare/debian-*.tar.zst spares the download next time
#
# Where packages come from is what apt of this machine says (sources, proxies, keys, certificates); so it
# works behind a mirror. CLEW_BARE_SUITE and CLEW_BARE_MIRROR name others.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly SUITE=${CLEW_BARE_SUITE:-bookworm}
ROOT=$(realpath -m "$1")
readonly ROOT
readonly PLACE=/srv/clew  # Where the project lies inside.
readonly MARK=.made-by-clew-bare

main() {
  [[ $(id -u) -eq 0 ]] || exec sudo --preserve-env=http_proxy,https_proxy,no_proxy,CLEW_BARE_SUITE,CLEW_BARE_MIRROR \
    bash scripts/bare.sh "$ROOT"
  unshare --mount true || die "this machine does not let root make mounts of its own (unshare --mount)"
  empty_root
  step "fresh Debian ($SUITE)" make_root
  step "apt as on this machine" copy_settings
  step "git" inside "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends git >/dev/null"
  step "the project, $(git rev-parse --short HEAD)" copy_project
  step "./dev demo" inside "cd $PLACE && ./dev demo"
  step "./dev test" inside "cd $PLACE && ./dev test"
}

# Runs a step and tells how long it took; the first step that fails ends the run.
step() {
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  "$@"
  echo "== $name: $((SECONDS - start)) s"
}

# Deletes only what an earlier run made: mounts live in a namespace of their own and cannot be left over.
empty_root() {
  if [[ -e $ROOT && -n $(ls -A "$ROOT") ]]; then
    [[ -f $ROOT/$MARK ]] || die "$ROOT is not empty and was not made by this script; name another folder"
    rm -rf --one-file-system "$ROOT"
  fi
  mkdir -p "$ROOT"
  touch "$ROOT/$MARK"
}

make_root() {
  local pack=build/bare/debian-$SUITE.tar.zst
  mkdir -p build/bare
  if [[ ! -f $pack ]]; then
    fetch_debian build/bare/fresh
    tar -C build/bare/fresh --numeric-owner -cf - . | zstd -q -T0 -o "$pack.part"
    mv "$pack.part" "$pack"
    rm -rf --one-file-system build/bare/fresh
  fi
  zstd -dc "$pack" | tar -C "$ROOT" --numeric-owner -xpf -
}

fetch_debian() {
  local folder=$1 mirror
  mirror=$(mirror_of_apt)
  rm -rf --one-file-system "$folder" "$folder.log"
  use_proxy_of_apt
  debootstrap --variant=minbase "$SUITE" "$folder" "$mirror" >"$folder.log" 2>&1 ||
    { tail -n 20 "$folder.log" "$folder/debootstrap/debootstrap.log"; die "debootstrap failed; see build/bare/fresh.log"; }
}

# The first repository of the suite that apt uses here.
mirror_of_apt() {
  local mirror=${CLEW_BARE_MIRROR:-}
  [[ -n $mirror ]] || mirror=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    sed -n "s/^$SUITE main //p" | head -n 1)
  [[ -n $mirror ]] || die "apt of this machine knows no $SUITE; run 'apt-get update' or name CLEW_BARE_MIRROR"
  echo "$mirror"
}

# Debootstrap fetches with wget, which takes its proxy from the environment.
use_proxy_of_apt() {
  local proxy_http='' proxy_https=''
  eval "$(apt-config shell proxy_http Acquire::http::Proxy proxy_https Acquire::https::Proxy)"
  [[ -z $proxy_http ]] || export http_proxy=$proxy_http
  [[ -z $proxy_https ]] || export https_proxy=$proxy_https
}

# What a person at this machine would set up before the first apt-get: sources, keys, names, certificates.
copy_settings() {
  copy_inside /etc/apt /usr/share/keyrings /usr/local/share/ca-certificates /etc/ssl/certs /etc/pip.conf
  cp -L /etc/hosts /etc/resolv.conf "$ROOT/etc/"
  # Debootstrap's own list would name the mirror twice.
  [[ -f /etc/apt/sources.list ]] || rm -f "$ROOT/etc/apt/sources.list"
}

copy_inside() {
  local path there=()
  for path in "$@"; do
    [[ ! -e $path ]] || there+=("${path#/}")
  done
  tar -C / -cf - "${there[@]}" | tar -C "$ROOT" -xpf -
}

# What is committed, with its history, and without this machine's remote.
copy_project() {
  git clone --quiet --no-local --no-hardlinks . "$ROOT$PLACE"
  git -C "$ROOT$PLACE" remote remove origin
  chown -R 0:0 "$ROOT$PLACE"
}

# Runs a command inside, with /proc, /sys and /dev that vanish with it and almost nothing of this environment.
inside() {
  unshare --mount --pid --fork --kill-child bash -euc '
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    mount --rbind /sys "$0/sys"
    exec chroot "$0" "$@"' "$ROOT" \
    env -i HOME=/srv LANG=C.UTF-8 TERM="${TERM:-dumb}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
    bash -euc "$1"
}

die() {
  echo "bare: $1" >&2
  exit 1
}

main
