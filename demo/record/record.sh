#!/usr/bin/env bash
# Records the office: network namespaces, real servers, real clients, tcpdump, Suricata.
#
#   record.sh            all takes
#   record.sh NAME…      these takes only
#   record.sh --list     what there is
#
# Needs root and what install.sh installs. Everything that it starts lives in namespaces named
# sp-*, which are removed at the end.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
lab=${SPOOR_LAB:-/var/tmp/spoor-lab}
recordings=$here/../recordings
sensor=$here/../../sensor
umask 022

. "$here/lib/network.sh"
. "$here/lib/servers.sh"
. "$here/lib/take.sh"
. "$here/lib/office.sh"
for part in "$here"/takes/*.sh; do . "$part"; done

all_takes() {
  declare -F | awk '$3 ~ /^take__/ { sub(/^take__/, "", $3); gsub(/_/, "-", $3); print $3 }'
}

if [ "${1:-}" = --list ]; then
  all_takes
  exit
fi
[ "$(id -u)" = 0 ] || { echo "record.sh: must run as root" >&2; exit 1; }
[ -x "$lab/root/usr/sbin/vsftpd" ] || { echo "record.sh: run install.sh first" >&2; exit 1; }

trap network_down EXIT
rm -rf "${lab:?}"/{home,client,run,log,take,www}
mkdir -p "$lab"/{home,client,run,log,take,www} "$recordings"
network_up
office_open

failed=0
for name in ${*:-$(all_takes)}; do
  "take__${name//-/_}" || { echo "  FAILED $name" >&2; failed=$((failed + 1)); }
done
du -sh "$recordings"
exit $((failed > 0))
