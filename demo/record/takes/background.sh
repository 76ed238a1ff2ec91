# What else a network does all day. Nothing here is a session or a transfer.

page() { # page HOST URL…: fetches as a browser would, one connection per server
  local key=$1
  shift
  on "$key" curl -4 -sS -k -A "$agent" -o /dev/null "$@" >/dev/null
}

agent='Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'

background_begin() { # background_begin ID TITLE ROLES
  take_begin "$1" full <<Y
title: $2
what: $2. Background.
kind: background
client: { program: $3, package: $4 }
server: { program: $5, package: $6 }
roles: { $7 }
sessions: []
Y
}

take__browse_news() {
  background_begin browse-news 'Reading the news' curl curl nginx nginx-light \
    "client: 'ws-sal:workstation', dns: 'srv-dns:fixed', web: 'x-web1:fixed', static: 'x-web2:fixed'"
  local number
  page ws-sal https://www.news.example/index.html
  page ws-sal https://fonts.static.example/style.css
  for number in 1 2 3; do
    page ws-sal "https://images.news.example/image$number.jpg"
    page ws-sal "https://news.example/page$number.html"
    page ws-sal "https://telemetry.vendor-os.example/api/v1/beat?n=$number"
    sleep 2
  done
  take_end
}

take__browse_plain() {
  background_begin browse-plain 'Pages without encryption' curl curl nginx nginx-light \
    "client: 'ws-fin:workstation', dns: 'srv-dns:fixed', web: 'x-web1:fixed', static: 'x-web2:fixed'"
  local number
  for number in 1 2 3 4; do
    page ws-fin "http://www.news.example/page$number.html" "http://www.news.example/image$number.jpg"
    page ws-fin "http://cdn.static.example/app.js"
    sleep 1
  done
  page ws-fin http://www.news.example/missing.html
  take_end
}

take__browse_crm() {
  background_begin browse-crm 'Work in the customer database' curl curl nginx nginx-light \
    "client: 'ws-sal:workstation', dns: 'srv-dns:fixed', web: 'x-web3:fixed', static: 'x-web2:fixed'"
  local number
  page ws-sal https://login.crm-cloud.example/api/session
  page ws-sal https://fonts.static.example/style.css
  for number in 1 2 3 4; do
    page ws-sal "https://app.crm-cloud.example/api/records/$number" "https://app.crm-cloud.example/page$number.html"
    page ws-sal -d "field=value$number" "https://app.crm-cloud.example/api/save"
    sleep 2
  done
  page ws-sal https://drive.crm-cloud.example/image2.jpg
  page ws-sal https://mail.crm-cloud.example/api/inbox
  take_end
}

take__browse_intranet() {
  background_begin browse-intranet 'The intranet' curl curl nginx nginx-light \
    "client: 'ws-eng:workstation', dns: 'srv-dns:fixed', web: 'dmz-web:fixed'"
  local number
  for number in 1 2 3; do
    page ws-eng "http://intranet.corp.example/page$number.html" http://intranet.corp.example/style.css
    page ws-eng "https://wiki.corp.example/page$number.html"
    sleep 1
  done
  take_end
}

take__software_update() {
  background_begin software-update 'Software updates' wget wget nginx nginx-light \
    "client: 'ws-eng:workstation', dns: 'srv-dns:fixed', web: 'x-mirror:fixed', static: 'x-web2:fixed'"
  on ws-eng wget -4 -q -O /dev/null http://mirror.software.example/package_1.4.2.tar.gz
  page ws-eng https://updates.vendor-os.example/api/check
  page ws-eng https://api.static.example/api/version
  take_end
}

take__dns_lookups() {
  background_begin dns-lookups 'Name lookups' dig bind9-dnsutils dnsmasq dnsmasq-base \
    "client: 'ws-fin:workstation', dns: 'srv-dns:fixed', web: 'x-web1:other'"
  local name
  for name in www.news.example app.crm-cloud.example intranet.corp.example files.corp.example \
    printer.corp.example wpad.corp.example; do
    on ws-fin dig +short "@$(address srv-dns)" "$name" A >/dev/null
    on ws-fin dig +short "@$(address srv-dns)" "$name" AAAA >/dev/null
  done
  on ws-fin dig +short "@$(address srv-dns)" corp.example TXT >/dev/null
  on ws-fin dig +short "@$(address srv-dns)" mail.example MX >/dev/null
  on ws-fin dig +short "@$(address srv-dns)" -x "$(address srv-file)" >/dev/null
  take_end
}

take__mail_out() {
  background_begin mail-out 'Mail to the outside' swaks swaks 'a sink in Python' python3 \
    "client: 'srv-mft:fixed', dns: 'srv-dns:fixed', mail: 'x-mail:fixed'"
  printf 'Hello,\nthe figures are attached.\n' >"$work/files/body.txt"
  file figures.csv 2400 >/dev/null
  on srv-mft swaks --silent --server mx.mail.example --helo mft.corp.example --from anna@corp.example \
    --to office@mail.example --header 'Subject: figures' --body "@$work/files/body.txt" \
    --attach "@$work/files/figures.csv" >/dev/null
  take_end
}

take__printer_status() {
  background_begin printer-status 'Looking after the printer and the network' snmpget snmp snmpd snmpd \
    "client: 'srv-app:fixed', server: 'printer:fixed'"
  printf 'rocommunity public\nsysLocation finance\nagentAddress udp:%s:161\n' "$(address printer)" >"$lab/run/snmpd.conf"
  serve printer /usr/sbin/snmpd -f -Lo -C -c "$lab/run/snmpd.conf" -p "$lab/run/snmpd.pid" -I -smux
  sleep 1
  on srv-app snmpget -v2c -c public -On "$(address printer)" .1.3.6.1.2.1.1.1.0 .1.3.6.1.2.1.1.3.0 >/dev/null
  on srv-app snmpget -v2c -c public -On "$(address printer)" .1.3.6.1.2.1.1.5.0 >/dev/null
  on srv-app ping -q -c 2 -i 0.3 "$(address printer)" >/dev/null
  take_end
}

take__switch_config() {
  background_begin switch-config 'A boot file over TFTP' atftp atftp tftpd-hpa tftpd-hpa \
    "client: 'printer:fixed', server: 'srv-old:fixed'"
  mkdir -p "$lab/tftp"
  cp "$(file printer.cfg 5000)" "$lab/tftp/printer.cfg"
  chmod -R a+rX "$lab/tftp"
  serve srv-old /usr/sbin/in.tftpd -L -4 -u nobody -a "$(address srv-old):69" -s "$lab/tftp"
  sleep 1
  on printer atftp -g -r printer.cfg -l "$work/files/got.cfg" "$(address srv-old)" 2>/dev/null
  take_end
}
