#!/usr/bin/env bash
# Installs Suricata 7 from Debian's bookworm-backports.
#
# The archive is taken from the apt sources that the machine already has, so that a mirror or a
# proxy that somebody set up stays in use. Running it again changes nothing.
set -euo pipefail

SUITE=bookworm-backports
LIST=/etc/apt/sources.list.d/spoor-backports.sources
MINIMUM=7.0

die() {
  echo "install-suricata: $*" >&2
  exit 1
}

installed_version() {
  dpkg-query -W -f='${Version}' suricata 2>/dev/null || true
}

is_new_enough() {
  [ -n "$1" ] && dpkg --compare-versions "$1" ge "$MINIMUM"
}

# Prints "URI<TAB>keyring" of the first source that carries the plain bookworm suite.
find_archive() {
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    # deb822: stanzas end at an empty line; the keyring may be missing (apt's default then holds).
    awk '
      function flush() {
        if (uri != "" && suites ~ /(^| )bookworm( |$)/ && enabled != "no") {
          print uri "\t" key; done = 1; exit
        }
        uri = ""; suites = ""; key = ""; enabled = "yes"
      }
      /^#/ { next }
      /^[[:space:]]*$/ { flush(); next }
      { name = tolower($1); $1 = ""; sub(/^ +/, "") }
      name == "uris:" { split($0, u, " "); uri = u[1] }
      name == "suites:" { suites = $0 }
      name == "signed-by:" { key = $0 }
      name == "enabled:" { enabled = tolower($0) }
      END { if (!done) flush() }
    ' "$file" | head -n 1
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -e "$file" ] || continue
    awk '
      $1 != "deb" { next }
      {
        key = ""; first = 2
        if ($2 ~ /^\[/) {
          for (i = 2; i <= NF; i++) {
            part = $i; gsub(/[][]/, "", part)
            if (part ~ /^signed-by=/) { sub(/^signed-by=/, "", part); key = part }
            if ($i ~ /\]$/) { first = i + 1; break }
          }
        }
        if ($(first + 1) == "bookworm") { print $first "\t" key; exit }
      }
    ' "$file"
  done
}

suite_is_known() {
  apt-cache policy 2>/dev/null | grep -q "n=$SUITE"
}

main() {
  local version archive uri keyring
  version=$(installed_version)
  if is_new_enough "$version"; then
    echo "Suricata $version is installed."
    return
  fi
  [ "$(id -u)" = 0 ] || die "must run as root (try: sudo $0)"
  if grep -qi '^ID=ubuntu' /etc/os-release; then
    die "on Ubuntu install Suricata 7 from the OISF archive or from universe: apt-get install suricata"
  fi
  . /etc/os-release
  if [ "${VERSION_CODENAME:-}" != bookworm ]; then
    # Debian 13 and later carry Suricata 7 or newer themselves.
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq suricata
    echo "Suricata $(installed_version) is installed."
    return
  fi
  if ! suite_is_known; then
    archive=$(find_archive | head -n 1)
    [ -n "$archive" ] || die "no apt source for bookworm found in /etc/apt"
    uri=${archive%%$'\t'*}
    keyring=${archive#*$'\t'}
    {
      echo "Types: deb"
      echo "URIs: $uri"
      echo "Suites: $SUITE"
      echo "Components: main"
      if [ -n "$keyring" ]; then echo "Signed-By: $keyring"; fi
    } >"$LIST"
    apt-get update -qq
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -t "$SUITE" suricata
  version=$(installed_version)
  is_new_enough "$version" || die "Suricata $version is older than $MINIMUM"
  echo "Suricata $version is installed."
}

main "$@"
