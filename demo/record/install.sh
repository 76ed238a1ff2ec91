#!/usr/bin/env bash
# Installs what the recording of the office needs: real servers, real clients, Suricata 7.
# The daemons are never started by the system here; record.sh starts them in network namespaces.
#
#   install.sh [LAB]     LAB: where the FTP servers are unpacked (default /var/tmp/spoor-lab)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
lab=${1:-/var/tmp/spoor-lab}
[ "$(id -u)" = 0 ] || { echo "install.sh: must run as root" >&2; exit 1; }

# Debian's FTP servers exclude one another, so they are unpacked and not installed.
unpacked=(vsftpd proftpd-core proftpd-mod-crypto pure-ftpd inetutils-ftpd)
server_libraries=(libcap2 libpam0g libwrap0 libssl3 libsodium23 libhiredis0.14 libmemcached11
  libmemcachedutil2 libpcre2-8-0 libpcre2-posix3 libidn2-0)
servers=(openssh-server dropbear-bin python3-pyftpdlib nginx-light dnsmasq-base snmpd tftpd-hpa)
clients=(lftp curl ncftp tnftp inetutils-ftp openssh-client rclone putty-tools python3-paramiko
  hydra sshpass rsync wget wput bind9-dnsutils swaks snmp atftp expect)
tools=(iproute2 ethtool iputils-ping tcpdump openssl zip p7zip-full xz-utils python3-yaml python3)

# A package that brings a daemon must not start it on the machine that records.
policy=/usr/sbin/policy-rc.d
made_policy=
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  made_policy=yes
fi
trap '[ -z "$made_policy" ] || rm -f "$policy"' EXIT

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  "${server_libraries[@]}" "${servers[@]}" "${clients[@]}" "${tools[@]}"

mkdir -p "$lab/deb" "$lab/root"
(cd "$lab/deb" && apt-get download -qq "${unpacked[@]}")
for package in "$lab"/deb/*.deb; do
  dpkg-deb -x "$package" "$lab/root"
done

"$here/../../sensor/install-suricata.sh"
