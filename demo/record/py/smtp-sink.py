"""A mail server that takes every message and keeps none. Usage: smtp-sink.py ADDRESS PORT"""
import socketserver
import sys


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say("220 mx.mail.example ESMTP")
        in_data = False
        for raw in self.rfile:
            line = raw.rstrip(b"\r\n")
            if in_data:
                if line == b".":
                    in_data = False
                    self.say("250 2.0.0 Ok: queued")
                continue
            verb = line[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self.say("250-mx.mail.example")
                self.say("250 SIZE 10240000")
            elif verb == b"DATA":
                in_data = True
                self.say("354 End data with <CR><LF>.<CR><LF>")
            elif verb == b"QUIT":
                self.say("221 2.0.0 Bye")
                return
            else:
                self.say("250 2.1.0 Ok")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server((sys.argv[1], int(sys.argv[2])), Session).serve_forever()
