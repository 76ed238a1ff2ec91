# Who works here, and what runs where. All passwords are invented.

office_open() {
  start_dnsmasq srv-dns

  add_user dmz-ftp customer-a Pickup-7741
  add_user dmz-ftp webadmin summer2024
  start_vsftpd dmz-ftp YES
  start_sshd dmz-ftp 22
  start_nginx dmz-web intranet.corp.example wiki.corp.example

  local user
  for user in scanner build dbdump; do add_user srv-file "$user" "$user-In-2026"; done
  add_user srv-file jonas Kiefer-88
  start_proftpd srv-file
  start_sshd srv-file 22
  add_user srv-old legacy Legacy-1
  start_inetutils_ftpd srv-old
  add_user srv-app jonas Kiefer-88
  start_sshd srv-app 22
  add_user srv-bak backup unused-by-key
  start_sshd srv-bak 22

  add_user x-partner partner-ex Accord-5512
  start_proftpd x-partner
  start_sshd x-partner 22
  add_user x-offsite backup unused-by-key
  start_sshd x-offsite 22
  add_user x-mirror git unused-git
  start_vsftpd x-mirror YES
  start_nginx x-mirror
  start_dropbear x-mirror
  add_user x-vendor acme-corp Gravel-309
  start_sshd x-vendor 22
  start_mail x-mail

  add_user x-drop1 logs@mailer.example Zx9-reports
  add_user x-drop1 upl7 Qw-7781
  start_pure_ftpd x-drop1
  add_user x-drop2 drop Drop-it-4
  start_proftpd x-drop2
  start_pyftpdlib x-drop2 2121 courier Night-21
  add_user x-vps ops Ops-6633
  add_user x-vps stark Winter-90
  start_sshd x-vps 22 443

  start_nginx x-web1 news.example images.news.example telemetry.vendor-os.example
  start_nginx x-web2 fonts.static.example api.static.example updates.vendor-os.example
  start_nginx x-web3 login.crm-cloud.example mail.crm-cloud.example drive.crm-cloud.example \
    ip.whereami.example
  web_content

  # Backups log in by key.
  mkdir -p "$lab/client/authorized" "$lab/client/srv-app"
  ssh-keygen -q -t ed25519 -N '' -C backup -f "$lab/client/srv-app/backup-key"
  cp "$lab/client/srv-app/backup-key.pub" "$lab/client/authorized/backup"
  chmod -R a+rX "$lab/client/authorized"
}

web_content() {
  local site number
  for site in x-web1 x-web2 x-web3 x-mirror dmz-web; do
    for number in 1 2 3 4; do
      seq "$((number * 150))" | sed 's/^/<p>paragraph /' >"$lab/www/$site/page$number.html"
      head -c $((number * 7000)) /dev/urandom >"$lab/www/$site/image$number.jpg"
    done
    cp "$lab/www/$site/page1.html" "$lab/www/$site/index.html"
    echo 'body { margin: 0 }' >"$lab/www/$site/style.css"
    echo 'console.log(1)' >"$lab/www/$site/app.js"
  done
  head -c 60000 /dev/urandom | gzip >"$lab/www/x-mirror/package_1.4.2.tar.gz"
}
