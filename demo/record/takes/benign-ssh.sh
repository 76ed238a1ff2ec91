# SSH as it should be.

take__partner_sftp() {
  take_begin partner-sftp none <<'Y'
title: Invoices for the partner
what: The transfer server stores 1.5 MB of invoices on the approved partner's SFTP server.
kind: benign
client: { program: sftp, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'srv-mft:fixed', server: 'x-partner:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: partner-ex, login: success, transfers: [{ name: invoices.zip, direction: upload, bytes: 1500000 }] }
Y
  put_over_ssh sftp srv-mft partner-ex Accord-5512 "$(dns_name x-partner)" 22 "$(file invoices.zip 1500000 zip)"
  take_end
}

backup_ssh() {
  echo "ssh -i $lab/client/srv-app/backup-key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
}

take__nightly_backup() {
  take_begin nightly-backup none <<'Y'
title: Nightly backup inside the house
what: The application server copies 2.5 MB to the backup server with rsync over SSH.
kind: benign
client: { program: rsync over ssh, package: rsync }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'srv-app:fixed', server: 'srv-bak:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: backup, login: success, transfers: [{ name: app-data.tar, direction: upload, bytes: 2500000 }] }
Y
  on srv-app rsync -a -e "$(backup_ssh)" "$(file app-data.tar 2500000 random)" "backup@$(dns_name srv-bak):"
  take_end
}

take__offsite_backup() {
  take_begin offsite-backup none <<'Y'
title: Nightly backup to the vault outside
what: The application server stores an archive of 2.2 MB on the contracted vault with sftp.
kind: benign
client: { program: sftp, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'srv-app:fixed', server: 'x-offsite:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: backup, login: success, transfers: [{ name: app-data.7z, direction: upload, bytes: 2200000 }] }
Y
  local batch=$work/batch
  echo "put $(file app-data.7z 2200000 7z)" >"$batch"
  on srv-app sftp -q -i "$lab/client/srv-app/backup-key" -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -b "$batch" \
    "backup@$(dns_name x-offsite)" >/dev/null
  take_end
}

take__ssh_shell() {
  take_begin ssh-shell full <<'Y'
title: A person at a shell
what: An engineer logs in to the application server and types commands for a quarter of a minute.
kind: benign
client: { program: ssh, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:engineering', server: 'srv-app:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: jonas, login: success }
Y
  on ws-eng expect -f - "$(dns_name srv-app)" >/dev/null <<'END'
set timeout 10
set send_human {.12 .25 2 .05 .6}
spawn ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR jonas@[lindex $argv 0]
expect "assword:"
send "Kiefer-88\r"
expect "\\$"
foreach line {"uptime" "ls -l /usr/share" "df -h" "cat /etc/os-release" "ps aux | head -20"} {
  send -h "$line\r"
  expect "\\$"
  sleep 1
}
send -h "exit\r"
expect eof
END
  take_end
}

take__ssh_mistyped() {
  take_begin ssh-mistyped full <<'Y'
title: SSH password mistyped twice
what: An engineer gets the password wrong in two connections and right in the third.
kind: benign
client: { program: ssh, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:engineering', server: 'srv-app:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: jonas, login: failure }
  - { client: client, server: server, port: 22, protocol: ssh, user: jonas, login: failure }
  - { client: client, server: server, port: 22, protocol: ssh, user: jonas, login: success }
Y
  local password
  for password in kiefer-88 Kiefer88 Kiefer-88; do
    on ws-eng sshpass -p "$password" ssh "${ssh_options[@]}" -o NumberOfPasswordPrompts=1 \
      "jonas@$(address srv-app)" uptime >/dev/null || true
    sleep 2
  done
  take_end
}

take__scp_download() {
  take_begin scp-download none <<'Y'
title: scp download inside the house
what: An engineer copies 1.5 MB from the file server.
kind: benign
client: { program: scp, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:engineering', server: 'srv-file:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: jonas, login: success, transfers: [{ name: dataset.bin, direction: download, bytes: 1500000 }] }
Y
  lives srv-file jonas dataset.bin 1500000 random
  on ws-eng sshpass -p Kiefer-88 scp -q "${ssh_options[@]}" "jonas@$(dns_name srv-file):dataset.bin" "$work/files/dataset.got"
  take_end
}

take__vendor_download() {
  take_begin vendor-download none <<'Y'
title: Download from a vendor outside
what: An engineer fetches 1.3 MB from a vendor's SFTP server with sftp.
kind: benign
client: { program: sftp, package: openssh-client }
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:engineering', server: 'x-vendor:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: acme-corp, login: success, transfers: [{ name: firmware.img, direction: download, bytes: 1300000 }] }
Y
  lives x-vendor acme-corp firmware.img 1300000 random
  echo "get firmware.img $work/files/firmware.got" >"$work/batch"
  on ws-eng sshpass -p Gravel-309 sftp -q "${ssh_options[@]}" -o BatchMode=no -b "$work/batch" \
    "acme-corp@$(dns_name x-vendor)" >/dev/null
  take_end
}

take__filezilla_internal() {
  take_begin filezilla-internal none <<'Y'
title: A transfer client used inside the house
what: An engineer stores 1.2 MB on the file server with a client made for file transfer; policy allows it.
kind: benign
client: { program: paramiko, package: python3-paramiko }
standIn: paramiko under the public banner of FileZilla 3.68.1 (FileZilla itself needs a desktop)
server: { program: OpenSSH, package: openssh-server }
roles: { client: 'ws-eng:engineering', server: 'srv-file:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: jonas, login: success, transfers: [{ name: release.tar, direction: upload, bytes: 1200000 }] }
Y
  file release.tar 1200000 random >/dev/null
  on ws-eng /usr/bin/python3 "$here/py/sftp-put.py" --banner SSH-2.0-FileZilla_3.68.1 jonas Kiefer-88 \
    "$(dns_name srv-file)" 22 "$work/files/release.tar"
  take_end
}

take__ssh_command_outside() {
  take_begin ssh-command-outside full <<'Y'
title: A short command on a server outside
what: An engineer runs one command over SSH on a software mirror, as version control does; a few kB each way.
kind: benign
client: { program: ssh, package: openssh-client }
server: { program: Dropbear, package: dropbear-bin }
roles: { client: 'ws-eng:engineering', server: 'x-mirror:fixed', dns: 'srv-dns:fixed' }
sessions:
  - { client: client, server: server, port: 22, protocol: ssh, user: git, login: success }
Y
  on ws-eng sshpass -p unused-git ssh "${ssh_options[@]}" "git@$(dns_name x-mirror)" 'ls -l /usr/share' >/dev/null
  take_end
}
