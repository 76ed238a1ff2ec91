# One network namespace per host, joined by a bridge in the namespace sp-sw where the sensor listens.
# Every host has a /32 address and reaches the others on the link, so that any address can be used
# without routers. Names of namespaces start with "sp-".

host_field() { # host_field KEY COLUMN
  awk -F'\t' -v key="$1" -v column="$2" '$1 == key { print $column }' "$here/hosts.tsv"
}

host_keys() {
  awk -F'\t' '!/^#/ && NF { print $1 }' "$here/hosts.tsv"
}

address() { host_field "$1" 2; }
address6() { host_field "$1" 3; }
host_name() { host_field "$1" 4; }
dns_name() { host_field "$1" 5; }

network_up() {
  ip netns add sp-sw
  ip -n sp-sw link add br0 type bridge stp_state 0 mcast_snooping 0
  ip netns exec sp-sw sysctl -qw net.ipv6.conf.all.disable_ipv6=1
  ip -n sp-sw link set br0 up promisc on
  local key index=0
  for key in $(host_keys); do
    index=$((index + 1))
    host_up "$key" "$index"
  done
}

host_up() {
  local key=$1 index=$2 ns=sp-$1 v6
  ip netns add "$ns"
  ip netns exec "$ns" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 \
    net.ipv6.conf.all.router_solicitations=0 net.ipv4.ip_unprivileged_port_start=0 \
    net.ipv4.ip_local_port_range='44000 60999'
  ip link add "spv$index" type veth peer name eth0 netns "$ns"
  ip link set "spv$index" netns sp-sw
  # Without this, captures hold segments larger than any wire carries.
  ip netns exec "$ns" ethtool -K eth0 tso off gso off gro off tx off >/dev/null 2>&1
  ip netns exec sp-sw ethtool -K "spv$index" tso off gso off gro off tx off >/dev/null 2>&1
  ip -n sp-sw link set "spv$index" master br0 up
  ip -n "$ns" link set lo up
  ip -n "$ns" link set eth0 up
  ip -n "$ns" address add "$(address "$key")/32" dev eth0
  ip -n "$ns" route add default dev eth0 scope link
  v6=$(address6 "$key")
  if [ "$v6" != - ]; then
    ip -n "$ns" address add "$v6/128" dev eth0 nodad
    ip -n "$ns" -6 route add default dev eth0
  fi
  mkdir -p "/etc/netns/$ns/pam.d"
  printf 'nameserver %s\noptions timeout:2 attempts:1\n' "$(address srv-dns)" >"/etc/netns/$ns/resolv.conf"
  printf '127.0.0.1 localhost %s\n' "$(host_name "$key")" >"/etc/netns/$ns/hosts"
  cp /etc/passwd /etc/group /etc/shadow "/etc/netns/$ns/"
  local service
  for service in vsftpd sshd ftp pure-ftpd proftpd other; do
    printf 'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n' \
      >"/etc/netns/$ns/pam.d/$service"
  done
}

network_down() {
  local key pid
  for key in $(host_keys) sw; do
    if ip netns list | grep -qw "sp-$key"; then
      for pid in $(ip netns pids "sp-$key"); do kill "$pid" 2>/dev/null || true; done
    fi
  done
  sleep 0.5
  for key in $(host_keys) sw; do
    if ip netns list | grep -qw "sp-$key"; then
      for pid in $(ip netns pids "sp-$key"); do kill -9 "$pid" 2>/dev/null || true; done
      ip netns delete "sp-$key"
    fi
    rm -rf "/etc/netns/sp-$key"
  done
  rmdir /etc/netns 2>/dev/null || true
}

# add_user HOST NAME PASSWORD: an account that exists on that host only. Its home is $lab/home/HOST/NAME.
next_uid=3000
add_user() {
  local etc=/etc/netns/sp-$1 home=$lab/home/$1/$2 hash
  next_uid=$((next_uid + 1))
  hash=$(openssl passwd -6 -salt spoorsalt "$3")
  mkdir -p "$home"
  sed -i "/^$2:/d" "$etc/passwd" "$etc/shadow" "$etc/group"
  echo "$2:x:$next_uid:$next_uid:$2:$home:/bin/bash" >>"$etc/passwd"
  echo "$2:$hash:19000:0:99999:7:::" >>"$etc/shadow"
  echo "$2:x:$next_uid:" >>"$etc/group"
  chown "$next_uid:$next_uid" "$home"
  chmod 755 "$home"
}

# on HOST COMMAND…: runs the command on that host, with its host name and a home of its own.
on() {
  local key=$1 name
  shift
  name=$(host_name "$key")
  mkdir -p "$lab/client/$key"
  HOME=$lab/client/$key ip netns exec "sp-$key" unshare --uts \
    sh -c 'hostname "$0"; exec "$@"' "$name" "$@"
}

# netrc HOST SERVER USER PASSWORD: what ftp(1) logs in with.
netrc() {
  mkdir -p "$lab/client/$1"
  echo "machine $(dns_name "$2") login $3 password $4" >"$lab/client/$1/.netrc"
  chmod 600 "$lab/client/$1/.netrc"
}
