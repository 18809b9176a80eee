"""A web site of this very machine with calendars on it, and recorded feeds to put there."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FEEDS = Path(__file__).parent / "feeds"


def recorded(name):
    """A file in the shape that a program wrote it; nobody in it exists."""
    raw = (FEEDS / name).read_bytes()
    return raw.replace(b"\n", b"\r\n") if name.endswith(".ics") else raw


def ics(*events):
    """A calendar of events, each a dict or lines; days are in 2035."""
    body = []
    for event in events:
        lines = [f"{name}:{value}" for name, value in event.items()]
        body += ["BEGIN:VEVENT", *lines, "END:VEVENT"]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//FI", *body, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(uid, name="Retki", day=5, hour=18, **more):
    """An event of March 2035."""
    return {
        "UID": uid,
        "SUMMARY": name,
        "DTSTART": f"203503{day:02}T{hour:02}0000",
        "DTEND": f"203503{day:02}T{hour + 1:02}0000",
        "LOCATION": "Seurantalo\\, Seuratie 3\\, 73300 Nilsiä",
        **more,
    }


class Answers(BaseHTTPRequestHandler):
    """What is at `server.pages` by path: bytes, or a status; with an ETag when `server.tag`."""

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        found = self.server.pages.get(self.path, 404)
        if callable(found):
            found = found(self.command, self.headers, body)
        status = found if isinstance(found, int) else 207 if self.command != "GET" else 200
        if self.server.tag and self.headers.get("If-None-Match") == self.server.tag:
            status, found = 304, b""
        self.send_response(status)
        if self.server.tag:
            self.send_header("ETag", self.server.tag)
        self.end_headers()
        if not isinstance(found, int) and status != 304:
            self.wfile.write(found)

    do_PROPFIND = do_REPORT = do_GET

    def log_message(self, *args):
        pass


def serve():
    """A running server; the caller shuts it down."""
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.daemon_threads = True
    found.pages, found.asked, found.tag = {}, [], ""
    found.at = f"http://127.0.0.1:{found.server_port}"
    threading.Thread(target=found.serve_forever, daemon=True).start()
    return found
