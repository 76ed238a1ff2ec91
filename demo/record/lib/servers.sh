# The servers of the office. Each start_* function returns when the port answers.

wait_port() { # wait_port HOST PORT
  local try
  for try in $(seq 50); do
    if ip netns exec "sp-$1" ss -Hltn "sport = :$2" | grep -q .; then return; fi
    sleep 0.1
  done
  echo "no server on $1 port $2" >&2
  return 1
}

serve() { # serve HOST COMMAND…: in the background, output to a log
  local key=$1
  on "$@" </dev/null >>"$lab/log/$key-$(basename "$2").log" 2>&1 &
}

start_vsftpd() { # start_vsftpd HOST ANONYMOUS(YES|NO)
  local conf=$lab/run/vsftpd-$1.conf
  add_user "$1" ftp no-password
  mkdir -p "$lab/empty" "$lab/home/$1/ftp/pub"
  chown root:root "$lab/home/$1/ftp"
  cat >"$conf" <<END
listen=YES
background=NO
anonymous_enable=$2
local_enable=YES
write_enable=YES
pam_service_name=vsftpd
secure_chroot_dir=$lab/empty
pasv_min_port=40000
pasv_max_port=40999
seccomp_sandbox=NO
xferlog_enable=NO
END
  serve "$1" "$lab/root/usr/sbin/vsftpd" "$conf"
  wait_port "$1" 21
}

start_proftpd() { # start_proftpd HOST
  local conf=$lab/run/proftpd-$1.conf run=$lab/run/proftpd-$1
  mkdir -p "$run"
  make_certificate "$1"
  cat >"$conf" <<END
ModulePath $lab/root/usr/lib/proftpd
LoadModule mod_tls.c
ServerName "File service"
ServerType standalone
Port 21
DefaultServer on
UseIPv6 on
User nobody
Group nogroup
PidFile $run/pid
ScoreboardFile $run/scoreboard
DelayTable none
SystemLog $lab/log/proftpd-$1.log
WtmpLog off
RequireValidShell off
AuthOrder mod_auth_unix.c
PassivePorts 41000 41999
AllowOverwrite on
AllowStoreRestart on
DefaultRoot ~
UseReverseDNS off
TLSEngine on
TLSRequired off
TLSRSACertificateFile $lab/run/$1.crt
TLSRSACertificateKeyFile $lab/run/$1.key
TLSOptions NoSessionReuseRequired
END
  chmod 600 "$lab/run/$1.key"
  serve "$1" "$lab/root/usr/sbin/proftpd" -n -c "$conf"
  wait_port "$1" 21
}

start_pure_ftpd() { # start_pure_ftpd HOST
  serve "$1" "$lab/root/usr/sbin/pure-ftpd" -S "$(address "$1"),21" -l unix -p 42000:42999 -E -H -A
  wait_port "$1" 21
}

start_inetutils_ftpd() { # start_inetutils_ftpd HOST
  serve "$1" "$lab/root/usr/sbin/ftpd" -D -4
  wait_port "$1" 21
}

start_pyftpdlib() { # start_pyftpdlib HOST PORT USER PASSWORD
  mkdir -p "$lab/home/$1/py-$3"
  serve "$1" /usr/bin/python3 -m pyftpdlib -i "$(address "$1")" -p "$2" -u "$3" -P "$4" \
    -w -d "$lab/home/$1/py-$3" -r 43000-43999
  wait_port "$1" "$2"
}

start_sshd() { # start_sshd HOST PORT…
  local key=$1 conf=$lab/run/sshd-$1.conf port
  shift
  mkdir -p /run/sshd
  rm -f "$lab/run/$key-hostkey" "$lab/run/$key-hostkey.pub"
  ssh-keygen -q -t ed25519 -N '' -C "$key" -f "$lab/run/$key-hostkey"
  {
    for port in "$@"; do echo "Port $port"; done
    cat <<END
AddressFamily inet
HostKey $lab/run/$key-hostkey
PidFile none
UsePAM yes
PasswordAuthentication yes
KbdInteractiveAuthentication no
AuthorizedKeysFile $lab/client/authorized/%u
StrictModes no
MaxStartups 60
PrintMotd no
PrintLastLog no
Subsystem sftp internal-sftp
END
  } >"$conf"
  serve "$key" /usr/sbin/sshd -D -e -f "$conf"
  for port in "$@"; do wait_port "$key" "$port"; done
}

start_dropbear() { # start_dropbear HOST
  rm -f "$lab/run/$1-dropbear"
  dropbearkey -t ed25519 -f "$lab/run/$1-dropbear" >/dev/null 2>&1
  serve "$1" /usr/sbin/dropbear -F -E -r "$lab/run/$1-dropbear" -p "$(address "$1"):22" -P "$lab/run/$1-dropbear.pid"
  wait_port "$1" 22
}

make_certificate() { # make_certificate HOST [NAME…]
  local name names=
  for name in "$(dns_name "$1")" "${@:2}"; do names+="${names:+,}DNS:$name"; done
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 397 \
    -subj "/O=Example/CN=$(dns_name "$1")" -addext "subjectAltName=$names" \
    -keyout "$lab/run/$1.key" -out "$lab/run/$1.crt" 2>/dev/null
}

start_nginx() { # start_nginx HOST [NAME…]: plain on 80, TLS on 443
  local conf=$lab/run/nginx-$1.conf root=$lab/www/$1
  make_certificate "$@"
  mkdir -p "$root" "$lab/run/nginx-$1"
  cat >"$conf" <<END
daemon off;
worker_processes 1;
user root;
pid $lab/run/nginx-$1/pid;
error_log $lab/log/nginx-$1.log;
events { worker_connections 64; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path $lab/run/nginx-$1/body;
  proxy_temp_path $lab/run/nginx-$1/proxy;
  fastcgi_temp_path $lab/run/nginx-$1/fastcgi;
  uwsgi_temp_path $lab/run/nginx-$1/uwsgi;
  scgi_temp_path $lab/run/nginx-$1/scgi;
  server {
    listen 80;
    listen 443 ssl http2;
    ssl_certificate $lab/run/$1.crt;
    ssl_certificate_key $lab/run/$1.key;
    root $root;
    location = /ip { default_type text/plain; return 200 "\$remote_addr\n"; }
    location /api/ { default_type application/json; return 200 '{"ok":true}'; }
    location / { autoindex on; }
  }
}
END
  serve "$1" /usr/sbin/nginx -c "$conf"
  wait_port "$1" 443
}

start_dnsmasq() { # start_dnsmasq HOST
  local key list=$lab/run/dns.hosts
  : >"$list"
  for key in $(host_keys); do
    echo "$(address "$key") $(dns_name "$key")" >>"$list"
    if [ "$(address6 "$key")" != - ]; then echo "$(address6 "$key") $(dns_name "$key")" >>"$list"; fi
  done
  {
    echo "$(address x-web1) news.example images.news.example telemetry.vendor-os.example"
    echo "$(address x-web2) fonts.static.example api.static.example updates.vendor-os.example"
    echo "$(address x-web3) login.crm-cloud.example mail.crm-cloud.example drive.crm-cloud.example"
    echo "$(address x-web3) ip.whereami.example"
    echo "$(address dmz-web) intranet.corp.example wiki.corp.example"
  } >>"$list"
  serve "$1" /usr/sbin/dnsmasq -k -C /dev/null --no-resolv --no-hosts --no-poll --addn-hosts="$list" \
    --user=root --listen-address="$(address "$1")" --bind-interfaces --local-ttl=300 \
    --txt-record=corp.example,"v=spf1 mx -all" --mx-host=mail.example,mx.mail.example,10 \
    --pid-file="$lab/run/dnsmasq.pid"
  wait_port "$1" 53
}

start_mail() { # start_mail HOST
  serve "$1" /usr/bin/python3 "$here/py/smtp-sink.py" "$(address "$1")" 25
  wait_port "$1" 25
}
