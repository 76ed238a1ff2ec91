"""Puts or gets files over SFTP with paramiko, under a banner of one's choice.

Usage: sftp-put.py [--banner TEXT] [--get] [--rate BYTES_PER_SECOND] USER PASSWORD SERVER PORT FILE...
Each FILE moves in a connection of its own, all at the same time.
"""
import argparse
import os
import threading
import time

import paramiko


def move(options, path):
    transport = paramiko.Transport((options.server, options.port))
    if options.banner:
        transport.local_version = options.banner
    transport.connect(username=options.user, password=options.password)
    sftp = paramiko.SFTPClient.from_transport(transport)
    name = os.path.basename(path)
    started = time.monotonic()

    def pace(done, _total):
        if options.rate:
            ahead = done / options.rate - (time.monotonic() - started)
            if ahead > 0:
                time.sleep(ahead)

    if options.get:
        sftp.get(name, path, callback=pace)
    else:
        sftp.put(path, name, callback=pace)
    sftp.close()
    transport.close()


parser = argparse.ArgumentParser()
parser.add_argument("--banner")
parser.add_argument("--get", action="store_true")
parser.add_argument("--rate", type=float)
parser.add_argument("user")
parser.add_argument("password")
parser.add_argument("server")
parser.add_argument("port", type=int)
parser.add_argument("files", nargs="+")
chosen = parser.parse_args()
threads = [threading.Thread(target=move, args=(chosen, path)) for path in chosen.files]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
