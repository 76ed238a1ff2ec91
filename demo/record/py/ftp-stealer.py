"""Behaves on the wire as an information stealer that reports over FTP: one short session per file,
in the order of commands that such programs use. The content is filler.

Usage: ftp-stealer.py USER PASSWORD SERVER HOSTNAME KIND...
"""
import ftplib
import io
import sys
import time

user, password, server, host = sys.argv[1:5]
for number, kind in enumerate(sys.argv[5:]):
    if number:
        time.sleep(4 + number % 3)
    stamp = time.strftime("%Y_%m_%d_%H_%M_%S", time.gmtime())
    ending = "jpeg" if kind == "SC" else "html"
    name = f"{kind}_user-{host}_{stamp}.{ending}"
    body = f"<html>Time: {time.strftime('%m/%d/%Y %H:%M:%S', time.gmtime())}<br>Computer Name: {host}<br>"
    body += f"entry {number}<br>" * (30 + 17 * number)
    ftp = ftplib.FTP()
    ftp.connect(server, 21, timeout=10)
    ftp.login(user, password)
    try:
        ftp.sendcmd("OPTS utf8 on")
    except ftplib.Error:
        pass
    ftp.pwd()
    ftp.storbinary(f"STOR {name}", io.BytesIO(body.encode()))
    ftp.quit()
    print(f"{name}\t{len(body)}")
