#!/usr/bin/env python3
"""Serves the desk's files, and answers v1/ by running the program once for each question, with what it prints.

    bridge.py PROGRAM STORE FOLDER PORT      on the loopback address
"""

import json
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PROGRAM, STORE, FOLDER, PORT = sys.argv[1:5]
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
ENTITY_VERBS = {"": "show", "source": "source", "links": "links", "trace": "trace"}


def clew(*arguments, expect=(0,)):
    ran = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    if ran.returncode not in expect:
        raise LookupError(ran.stderr.strip() or ran.stdout.strip())
    return ran.stdout


def written(suffix, text):
    file = tempfile.NamedTemporaryFile("w", suffix=suffix, encoding="utf-8")
    file.write(text)
    file.flush()
    return file


def screen(body, query):
    flags = ["--schema", query.get("schema", "Person"), "--limit", query.get("limit", "10"), "--stream"]
    ran = subprocess.run([PROGRAM, "screen", STORE, *flags], input=body, capture_output=True, text=True)
    if ran.returncode not in (0, 10):
        raise LookupError(ran.stderr.strip())
    return ran.stdout


def about_entity(entity, what, query):
    view = ["--valid-on", query["valid_on"]] if "valid_on" in query else []
    if what == "chart.svg":
        with tempfile.TemporaryDirectory() as folder:
            clew("chart", STORE, entity, *view, "--rule", query["rule"], "--output", folder + "/chart.svg")
            return Path(folder, "chart.svg").read_text(encoding="utf-8")
    more = [query["field"]] if what == "source" else ["--rule", query["rule"]] if what == "trace" else []
    return clew(ENTITY_VERBS[what], STORE, entity, *more, *view, "--json")


def answer(method, path, query, body):
    parts = [unquote(part) for part in path.split("/")]
    if (method, path) == ("GET", "info"):
        return clew("info", STORE, "--json")
    if (method, path) == ("GET", "find"):
        return clew("find", STORE, query["q"], "--limit", query["limit"], "--json")
    if method == "GET" and parts[0] == "entities" and len(parts) in (2, 3):
        return about_entity(parts[1], parts[2] if len(parts) == 3 else "", query)
    if (method, path) == ("POST", "screen"):
        return screen(body, query)
    if (method, path) == ("POST", "pages"):
        with written(".html", json.loads(body)["html"]) as file:
            return clew("read-page", file.name, "--store", STORE, "--json")
    if (method, path) == ("POST", "requests/check"):
        asked = json.loads(body)
        with written(".yaml", asked["request"]) as file:
            return json.dumps({"sheet": clew("ask", "check", file.name, "--as", asked["as"], expect=(0, 11))})
    return None


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def send(self, status, kind, text):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        try:
            self.write(status, kind, data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # The page was left before the answer came.

    def write(self, status, kind, data):
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(data))),
                            ("Content-Security-Policy", POLICY), ("X-Content-Type-Options", "nosniff")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def ask(self):
        address = urlsplit(self.path)
        if not address.path.startswith("/v1/"):
            return self.file(address.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8")
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        try:
            text = answer(self.command, address.path[4:], query, body)
        except LookupError as reason:
            return self.send(400, "application/json", json.dumps({"detail": str(reason)}))
        if text is None:
            return self.send(404, "application/json", '{"detail": "Not Found"}')
        self.send(200, "image/svg+xml" if address.path.endswith(".svg") else "application/json", text)

    do_GET = do_POST = ask

    def file(self, path):
        file = Path(FOLDER, "index.html" if path == "/" else path[1:])
        if "/" in path[1:] or not file.is_file():
            return self.send(404, "text/plain", "Not Found")
        self.send(200, TYPES[file.suffix], file.read_bytes())


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(PORT)), Handler).serve_forever()
