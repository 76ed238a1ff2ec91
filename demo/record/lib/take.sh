# A take: what one capture holds, and what somebody who was there knows about it.

# take_begin ID CAPTURE(full|none) CLIENT-PACKAGE… then the description on standard input.
take_begin() {
  take=$1 take_capture=$2
  work=$lab/take/$take
  rm -rf "$work"
  mkdir -p "$work/files"
  chmod 755 "$work" "$work/files"
  cat >"$work/meta.yaml"
  ip netns exec sp-sw tcpdump -i br0 -p -U -w "$work/capture.pcap" -s 0 \
    '(tcp or udp or icmp) and not port 5353' 2>"$work/tcpdump.log" &
  dump=$!
  local try
  for try in $(seq 50); do
    grep -q listening "$work/tcpdump.log" && break
    sleep 0.1
  done
  echo "take $take"
}

take_end() {
  sleep 1
  kill -INT "$dump"
  wait "$dump" || true
  rm -f "$work/eve.json"
  suricata -c "$sensor/suricata.yaml" -S "$sensor/spoor.rules" -r "$work/capture.pcap" -l "$work" \
    --set sensor-name=office-sensor-1 --runmode single -k none
  /usr/bin/python3 "$here/py/finish-take.py" --hosts "$here/hosts.tsv" --work "$work" \
    --capture "$take_capture" --id "$take" --out "$recordings/$take" --lab "$lab"
}

# file NAME BYTES [text|random|exe|pdf|zip|gz|7z|rar]: makes a file of exactly that size; prints its path.
file() {
  local path=$work/files/$1 bytes=$2
  case ${3:-text} in
    # The first bytes keep file(1) from seeing a format where there is none.
    random) { printf '\001\002DATA\001\002'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
    text) awk -v n="$bytes" 'BEGIN { while (s < n) { l = "Line " ++i " of a document that means nothing.\n"; printf "%s", l; s += length(l) } }' | head -c "$bytes" >"$path" ;;
    exe) { printf 'MZ\220\0\003\0\0\0\004\0\0\0\377\377\0\0\270\0\0\0\0\0\0\0\100\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\200\0\0\0'
      head -c 64 /dev/zero; printf 'PE\0\0\144\206\003\0'; head -c 12 /dev/zero; printf '\360\0\042\0\013\002'
      head -c 66 /dev/zero; printf '\003\0'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
    pdf) { printf '%%PDF-1.7\n'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
    zip) { printf 'PK\003\004\024\0\0\0\010\0'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
    gz) { printf '\037\213\010\0\0\0\0\0\0\003'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
    7z) { printf '7z\274\257\047\034\0\004'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
    rar) { printf 'Rar!\032\007\001\0'; head -c "$bytes" /dev/urandom; } | head -c "$bytes" >"$path" ;;
  esac
  echo "$path"
}

# lives HOST USER NAME BYTES [KIND]: the same, in the home of an account.
lives() {
  local path
  path=$(file "$3" "$4" "${5:-text}")
  cp "$path" "$lab/home/$1/$2/$3"
  chmod 644 "$lab/home/$1/$2/$3"
}

ssh_options=(-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR
  -o PreferredAuthentications=password)

# The password comes from sshpass or the client's own option.
put_over_ssh() { # put_over_ssh PROGRAM HOST USER PASSWORD SERVER PORT FILE
  local program=$1 key=$2 user=$3 password=$4 server=$5 port=$6 path=$7
  case $program in
    scp) on "$key" sshpass -p "$password" scp -q "${ssh_options[@]}" -P "$port" "$path" "$user@$server:" ;;
    sftp) echo "put $path" | on "$key" sshpass -p "$password" sftp -q "${ssh_options[@]}" -o BatchMode=no -P "$port" -b - "$user@$server" >/dev/null ;;
    curl) on "$key" curl -4 -sS -k -T "$path" "sftp://$user:$password@$server:$port/~/" ;;
    rclone) on "$key" rclone -q copy "$path" ":sftp,host=$server,port=$port,user=$user,pass=$(rclone obscure "$password"):" 2>/dev/null ;;
    psftp) echo "put $path" | on "$key" psftp -P "$port" -pw "$password" -batch \
      -hostkey "$(ssh-keygen -lf "$lab/run/x-vps-hostkey.pub" | awk '{ print $2 }')" -b /dev/stdin "$user@$server" >/dev/null ;;
  esac
}
