"""Completes take.yaml: resolves hosts, adds versions, checks the events against what was expected."""
import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys

import yaml

parser = argparse.ArgumentParser()
for name in ("hosts", "work", "capture", "id", "out", "lab"):
    parser.add_argument("--" + name, required=True)
args = parser.parse_args()

hosts = {}
for line in open(args.hosts):
    if line.startswith("#") or not line.strip():
        continue
    key, v4, v6, host_name, dns = line.rstrip("\n").split("\t")
    hosts[key] = {"address": v4, "address6": v6, "hostName": host_name, "dnsName": dns}

UNPACKED = {"vsftpd", "proftpd-core", "pure-ftpd", "inetutils-ftpd"}


def version(package):
    if package in UNPACKED:
        for deb in os.listdir(args.lab + "/deb"):
            if deb.startswith(package + "_"):
                return deb.split("_")[1].replace("%3a", ":")
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True
    )
    return shown.stdout or sys.exit(f"{args.id}: package {package} is not installed")


meta = yaml.safe_load(open(args.work + "/meta.yaml"))
take = {"id": args.id, "title": meta["title"], "what": meta["what"].strip(), "kind": meta["kind"]}
for side in ("client", "server"):
    take[side] = {"program": meta[side]["program"], "package": meta[side]["package"]}
    take[side]["version"] = version(meta[side]["package"])
if "standIn" in meta:
    take["standIn"] = meta["standIn"]
take["capture"] = args.capture
if args.capture == "none":
    take["captureNote"] = "no capture is kept: the payload is bulk random data; the events are from the whole capture"

roles = {}
for role, text in meta["roles"].items():
    key, place = text.split(":")
    host = hosts[key]
    roles[role] = {"address": host["address"], "place": place}
    if host["address6"] != "-":
        roles[role]["address6"] = host["address6"]
    roles[role].update(hostName=host["hostName"], dnsName=host["dnsName"])
take["roles"] = roles

events = [json.loads(line) for line in open(args.work + "/eve.json")]
events.sort(key=lambda event: event["timestamp"])
known = {}
for host in hosts.values():
    known[host["address"]] = True
seen = {event[key] for event in events for key in ("src_ip", "dest_ip") if key in event}
used = {role["address"] for role in roles.values()}
extra = sorted(a for a in seen if a in known and a not in used)
if extra:
    sys.exit(f"{args.id}: addresses without a role: {extra}")

flows = [event for event in events if event["event_type"] == "flow"]
start = min(event["flow"]["start"] for event in flows)
end = max(event["flow"]["end"] for event in flows)
take["recorded"] = {"start": start, "end": end, "events": len(events)}


def expand(address):
    import ipaddress

    return str(ipaddress.ip_address(address))


sessions = []
for session in meta.get("sessions", []):
    session = dict(session)
    for transfer in session.get("transfers", []):
        match = re.fullmatch(r"@(\d+)", str(transfer["name"]))
        if match:  # names that only the client knew: line N of what it printed
            line = open(args.work + "/printed").read().splitlines()[int(match[1]) - 1]
            transfer["name"], size = line.split("\t")
            transfer["bytes"] = int(size)
    sessions.append(session)
take["sessions"] = sessions

# The check: every control connection and every transfer that was made is in the events, no more.
problems = []
groups = {}
for session in sessions:
    family = "address6" if session.get("ipv6") else "address"
    key = (roles[session["client"]][family], roles[session["server"]][family], session["port"])
    groups.setdefault(key, []).append(session)
for (client, server, port), wanted in groups.items():
    found = [
        flow
        for flow in flows
        if flow["proto"] == "TCP"
        and expand(flow["src_ip"]) == client
        and expand(flow["dest_ip"]) == server
        and flow["dest_port"] == port
    ]
    found.sort(key=lambda flow: flow["flow"]["start"])
    some = [session for session in wanted if session.get("times") == "some"]
    fixed = len(wanted) - len(some)
    if len(found) < fixed + len(some) or (not some and len(found) != fixed):
        problems.append(f"{client} to {server}:{port}: {len(found)} connections, expected {fixed}")
    for flow in found:
        protocol = wanted[0]["protocol"]
        app = flow.get("app_proto")
        if wanted[0].get("seen") is False:
            if app != "failed":
                problems.append(f"{client} to {server}:{port}: the sensor does see {app}")
            continue
        expected = {"ftp": {"ftp"}, "ssh": {"ssh"}, "ftps": {"ftp", "tls"}}[protocol]
        if app not in expected:
            problems.append(f"{client} to {server}:{port}: app_proto {app}, expected {protocol}")
# What is encrypted shows by its volume only.
for (client, server, port), wanted in groups.items():
    for direction, counter in (("upload", "bytes_toserver"), ("download", "bytes_toclient")):
        moved = sum(
            transfer["bytes"]
            for session in wanted
            for transfer in session.get("transfers", [])
            if session["protocol"] != "ftp" and transfer["direction"] == direction
        )
        carried = sum(
            flow["flow"][counter]
            for flow in flows
            if flow["proto"] == "TCP" and expand(flow["src_ip"]) == client and expand(flow["dest_ip"]) == server
        )
        if carried < moved:
            problems.append(f"{client} to {server}: {carried} B of {direction}, expected {moved}")
files = [event for event in events if event["event_type"] == "fileinfo" and event.get("app_proto") == "ftp-data"]
names = [event["fileinfo"]["filename"].split("/")[-1] for event in files]
data = [event["ftp_data"] for event in events if event["event_type"] == "ftp_data"]
for session in sessions:
    for transfer in session.get("transfers", []):
        if session["protocol"] != "ftp":
            continue
        verb = {"upload": {"STOR", "STOU", "APPE"}, "download": {"RETR"}}[transfer["direction"]]
        name = transfer["name"]
        sees = transfer.get("sees", "name")
        if sees == "nothing":
            continue
        if sees == "command":
            shown = [e["ftp"] for e in events if e["event_type"] == "ftp" and e["ftp"].get("command") in verb]
            if not any(name in str(f) for f in shown):
                problems.append(f"no command for {name}: {shown}")
            continue
        if not any(d["command"] in verb and d.get("filename", "").split("/")[-1] == name for d in data):
            problems.append(f"no ftp_data {transfer['direction']} of {name}: {data}")
        sizes = [e["fileinfo"]["size"] for e, n in zip(files, names) if n == name]
        if transfer["bytes"] not in sizes:
            problems.append(f"{name}: fileinfo sizes {sizes}, expected {transfer['bytes']}")
for problem in problems:
    print(f"  PROBLEM {args.id}: {problem}", file=sys.stderr)

counts = {}
for event in events:
    counts[event["event_type"]] = counts.get(event["event_type"], 0) + 1
take["recorded"]["types"] = dict(sorted(counts.items()))

shutil.rmtree(args.out, ignore_errors=True)
os.makedirs(args.out)
with open(args.out + "/eve.json.gz", "wb") as raw, gzip.GzipFile(
    filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0
) as packed:
    for event in events:
        packed.write(json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
if args.capture == "full":
    with open(args.work + "/capture.pcap", "rb") as source, open(
        args.out + "/capture.pcap.gz", "wb"
    ) as raw, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
        shutil.copyfileobj(source, packed)
with open(args.out + "/take.yaml", "w") as out:
    yaml.safe_dump(take, out, sort_keys=False, allow_unicode=True, width=100)
print(f"  {len(events)} events {take['recorded']['types']}")
sys.exit(1 if problems else 0)
