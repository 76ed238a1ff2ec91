# FTP as it should be: allowed by policy, or within the house, or the public server at work.

take__partner_ftp() {
  take_begin partner-ftp full <<'Y'
title: Orders for the partner
what: The transfer server stores the day's orders on the approved partner's FTP server.
kind: benign
client: { program: lftp, package: lftp }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'srv-mft:fixed', server: 'x-partner:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: partner-ex, login: success, transfers: [{ name: orders-daily.zip, direction: upload, bytes: 41800 }] }
Y
  file orders-daily.zip 41800 zip >/dev/null
  on srv-mft lftp -u partner-ex,Accord-5512 -e "set dns:order inet; set ftp:ssl-allow no; put $work/files/orders-daily.zip; bye" "$(dns_name x-partner)"
  take_end
}

take__internal_dump() {
  take_begin internal-dump full <<'Y'
title: Database dump to the file server
what: The database server stores its nightly dump on the file server, inside the house.
kind: benign
client: { program: ncftpput, package: ncftp }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'srv-db:fixed', server: 'srv-file:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: dbdump, login: success, transfers: [{ name: crm-nightly.sql.gz, direction: upload, bytes: 93000 }] }
Y
  file crm-nightly.sql.gz 93000 gz >/dev/null
  on srv-db ncftpput -V -u dbdump -p dbdump-In-2026 "$(address srv-file)" . "$work/files/crm-nightly.sql.gz" >/dev/null
  take_end
}

take__printer_scan() {
  take_begin printer-scan full <<'Y'
title: A scan from the printer
what: The printer of the finance department stores two scanned pages on the file server.
kind: benign
client: { program: curl, package: curl }
standIn: curl in place of the printer's firmware
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'printer:fixed', server: 'srv-file:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: scanner, login: success, transfers: [{ name: scan_0001.pdf, direction: upload, bytes: 31000 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: scanner, login: success, transfers: [{ name: scan_0002.pdf, direction: upload, bytes: 28500 }] }
Y
  file scan_0001.pdf 31000 pdf >/dev/null
  file scan_0002.pdf 28500 pdf >/dev/null
  local number
  for number in 1 2; do
    on printer curl -4 -sS --disable-epsv -T "$work/files/scan_000$number.pdf" "ftp://scanner:scanner-In-2026@$(address srv-file)/"
    sleep 2
  done
  take_end
}

take__build_drop() {
  take_begin build-drop full <<'Y'
title: A build goes to the file server
what: An engineer stores an installer on the file server, inside the house.
kind: benign
client: { program: lftp, package: lftp }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'ws-eng:engineering', server: 'srv-file:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: build, login: success, transfers: [{ name: setup-nightly.exe, direction: upload, bytes: 76000 }] }
Y
  file setup-nightly.exe 76000 exe >/dev/null
  on ws-eng lftp -u build,build-In-2026 -e "set dns:order inet; set ftp:ssl-allow no; put $work/files/setup-nightly.exe; bye" "$(dns_name srv-file)"
  take_end
}

take__active_download() {
  take_begin active-download full <<'Y'
title: Download in active mode from an old server
what: An engineer fetches a price table from a server that only knows active mode.
kind: benign
client: { program: inetutils ftp, package: inetutils-ftp }
server: { program: inetutils ftpd, package: inetutils-ftpd }
roles: { client: 'ws-eng:engineering', server: 'srv-old:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: legacy, login: success, transfers: [{ name: PRICES.DAT, direction: download, bytes: 33300 }] }
Y
  lives srv-old legacy PRICES.DAT 33300
  netrc ws-eng srv-old legacy Legacy-1
  (cd "$work/files" && on ws-eng inetutils-ftp -4 "$(dns_name srv-old)" >/dev/null) <<'END'
binary
get PRICES.DAT PRICES.got
quit
END
  take_end
}

take__ftp_mistyped() {
  take_begin ftp-mistyped full <<'Y'
title: A password mistyped once
what: An engineer gets the password of the build account wrong once, then logs in and looks around.
kind: benign
client: { program: curl, package: curl }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'ws-eng:engineering', server: 'srv-file:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: build, login: failure }
  - { client: client, server: server, port: 21, protocol: ftp, user: build, login: success }
Y
  on ws-eng curl -4 -s "ftp://build:wrong@$(address srv-file)/" >/dev/null || true
  sleep 3
  on ws-eng curl -4 -s "ftp://build:build-In-2026@$(address srv-file)/" >/dev/null
  take_end
}

take__public_download() {
  take_begin public-download full <<'Y'
title: Somebody fetches the public catalogue
what: An anonymous visitor from the Internet downloads from the public FTP server.
kind: benign
client: { program: wget, package: wget }
server: { program: vsftpd, package: vsftpd }
roles: { client: 'x-cust:internet', server: 'dmz-ftp:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: anonymous, login: anonymous, transfers: [{ name: catalogue.pdf, direction: download, bytes: 64000 }] }
Y
  cp "$(file catalogue.pdf 64000 pdf)" "$lab/home/dmz-ftp/ftp/pub/catalogue.pdf"
  on x-cust wget -q -O /dev/null "ftp://$(address dmz-ftp)/pub/catalogue.pdf"
  take_end
}

take__customer_pickup() {
  take_begin customer-pickup full <<'Y'
title: A customer collects a report
what: A customer logs in to the public FTP server with the account made for it and downloads a report.
kind: benign
client: { program: curl, package: curl }
server: { program: vsftpd, package: vsftpd }
roles: { client: 'x-cust:internet', server: 'dmz-ftp:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: customer-a, login: success, transfers: [{ name: report-a.zip, direction: download, bytes: 52700 }] }
Y
  lives dmz-ftp customer-a report-a.zip 52700 zip
  on x-cust curl -4 -sS -o /dev/null "ftp://customer-a:Pickup-7741@$(address dmz-ftp)/report-a.zip"
  take_end
}
