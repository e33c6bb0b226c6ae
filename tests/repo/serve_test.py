#!/usr/bin/env python3
"""clew serve, asked by a client: every route of docs/api/openapi.json and nothing else, yente's shapes and errors, the
Reconciliation API, the command line's JSON, hostile clients, keys, a new version while it serves."""

import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

complaints = []
checked = 0


def expect(what, yes):
    global checked
    checked += 1
    if not yes:
        complaints.append(what)


class Server:
    def __init__(self, store, *flags, log):
        self.log = open(log, "ab")
        self.process = subprocess.Popen([console.program(), "serve", str(store), "--port", "0", *map(str, flags)],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"://[^ ]*:(\d+)$", line.strip())
        if found is None:
            sys.exit(f"clew serve said {line!r} {Path(log).read_text()}")
        self.port = int(found.group(1))

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        kind = answer.getheader("Content-Type") or ""
        return answer.status, json.loads(text) if kind == "application/json" and text else text.decode(), answer

    def get(self, path, **parameters):
        query = urllib.parse.urlencode(parameters, doseq=True)
        status, body, _ = self.ask("GET", path + ("?" + query if query else ""))
        return status, body

    def raw(self, data, wait=8):
        """What comes back on a socket that sent these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as link:
            received = b""
            try:
                link.sendall(data)
                while piece := link.recv(65536):
                    received += piece
            except (TimeoutError, ConnectionError):
                pass
            return received

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        said = self.process.stdout.read()
        self.log.close()
        return code, said


def clew(*words):
    done = subprocess.run([console.program(), *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def load(store, *words):
    code, said = clew("load", *words, "--into", store, "--obtained", "open")
    if code > 1:
        sys.exit(f"clew load {words} ended with {code}: {said}")


def example(schema="Person", **properties):
    return {"queries": {"q1": {"id": "mine", "schema": schema, "properties": properties}}}


def some_listed(server):
    """A listed person with a name, from the store itself."""
    _, found = server.get("/search/un_sc_sanctions", schema="Person", limit=50, topics="sanction")
    return next(one for one in found["results"] if one["properties"].get("birthDate"))


def check_matching(server, store, person):
    name = person["properties"]["name"][0]
    status, body, answer = server.ask("POST", "/match/default?limit=3", example(name=name))
    result = body["responses"]["q1"]
    first = result["results"][0]
    expect("match: 200 and its batch size", status == 200 and answer.getheader("x-batch-size") == "1")
    expect("match: shape of a response", set(result) == {"status", "results", "total", "query"} and body["limit"] == 3)
    expect("match: shape of a result", {"id", "caption", "schema", "properties", "datasets", "referents", "target",
                                        "first_seen", "last_seen", "last_change", "score", "explanations",
                                        "match"} == set(first))
    expect("match: the listed is found and is a match", any(one["id"] == person["id"] for one in result["results"])
           and first["match"] is True and first["target"] is True)
    expect("match: days without zone", re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00", first["first_seen"]) is not None)
    expect("match: the query is repeated", result["query"] == {"id": "mine", "schema": "Person",
                                                                "properties": {"name": [name]}})
    expect("match: explanation is data", set(first["explanations"]["name_match"]) ==
           {"detail", "score", "query", "candidate"})
    _, said = clew("screen", store, "--name", name, "--limit", "3", "--json")
    screened = [(one["id"], one["score"]) for one in json.loads(said)["results"]]
    expect("match: ids and scores of clew screen", screened == [(one["id"], one["score"]) for one in
                                                                 result["results"]])
    score = first["score"]
    _, body, _ = server.ask("POST", f"/match/default?threshold={score!r}&cutoff={score!r}", example(name=name))
    again = body["responses"]["q1"]["results"]
    expect("match: exactly the threshold is a match", again and again[0]["score"] == score and again[0]["match"])
    for path in ("/match/default?exclude_dataset=un_sc_sanctions", "/match/default?exclude_schema=Person",
                 f"/match/default?exclude_entity_ids={person['id']}", "/match/default?topics=poi",
                 "/match/default?changed_since=2999-01-01"):
        status, body, _ = server.ask("POST", path, example(name=name))
        ids = [one["id"] for one in body["responses"]["q1"]["results"]]
        expect(f"{path}: leaves it out", status == 200 and person["id"] not in ids)
    for algorithm in ("best", "logic-v2", "logic-v1", "ofac", "name-based", "name-qualified", "regression-v1"):
        status, _, _ = server.ask("POST", f"/match/default?algorithm={algorithm}", example(name=name))
        expect(f"algorithm {algorithm}", status == 200)


def check_match_errors(server):
    fine = example(name="Somebody Unknown")
    many = {"queries": {f"q{i}": fine["queries"]["q1"] for i in range(101)}}
    for path, body, status, detail in (
            ("/match/nowhere", fine, 404, "No such dataset."),
            ("/match/default?algorithm=x", fine, 400, "Invalid algorithm: x"),
            ("/match/default", many, 400, "Too many queries"),
            ("/match/default", {"queries": {}}, 400, "No queries provided."),
            ("/match/default", {"queries": {"a": None}}, 400, "No queries provided."),
            ("/match/default", example("Nothing", name="x"), 400, "Cannot parse example entity"),
            ("/match/default", example("Ownership", name="x"), 400, "Cannot parse example entity")):
        got, said, _ = server.ask("POST", path, body)
        expect(f"{path} {detail}: {got} {said}", got == status and said["detail"].startswith(detail))
    for path, body in (("/match/default", {"queries": {"a": {"properties": {}}}}), ("/match/default", {}),
                       ("/match/default?limit=501", fine), ("/match/default?limit=x", fine),
                       ("/match/default?threshold=2", fine), ("/match/default?changed_since=monday", fine),
                       ("/match/default?" + "&".join(["exclude_entity_ids=a"] * 51), fine),
                       ("/match/default", "{"), ("/match/default", "[" * 5000), ("/match/default", "[]")):
        got, said, _ = server.ask("POST", path, body)
        expect(f"{path}: {got}, needs 422", got == 422 and {"type", "loc", "msg"} <= set(said["detail"][0]))
    status, body, _ = server.ask("POST", "/match/default?fuzzy=false",
                                 example(name=["Somebody Unknown"], birthDate=1975, colour="red"))
    expect("unknown parameters and properties are ignored, numbers are values", status == 200 and
           body["responses"]["q1"]["query"]["properties"]["birthDate"] == ["1975"])


def check_search(server, person):
    word = person["properties"]["name"][0].split()[0]
    status, body = server.get("/search/default", q=word, limit=2, facets=["countries", "schema"])
    expect("search: shape", status == 200 and {"limit", "offset", "total", "results", "facets"} == set(body)
           and body["limit"] == 2 and body["total"]["relation"] == "eq" and len(body["results"]) <= 2)
    expect("search: facets as asked", set(body["facets"]) == {"countries", "schema"} and
           all({"name", "label", "count"} == set(one) for one in body["facets"]["schema"]["values"]))
    _, default = server.get("/search/default", q=word)
    expect("search: facets of yente by default", set(default["facets"]) == {"countries", "topics", "datasets"})
    _, page = server.get("/search/default", q=word, limit=1, offset=1)
    expect("search: offset", len(default["results"]) < 2 or page["results"][0] == default["results"][1])
    _, other = server.get("/search/default", q=word, schema="Vessel")
    expect("search: schema", all(one["schema"] == "Vessel" for one in other["results"]))
    year = person["properties"]["birthDate"][0][:4]
    _, born = server.get("/search/default", q=word, filter=f"properties.birthDate:{year}", limit=100)
    expect("search: a filter on a year", person["id"] in [one["id"] for one in born["results"]] and
           all(any(day.startswith(year) for day in one["properties"]["birthDate"]) for one in born["results"]))
    _, none = server.get("/search/default", q=word, filter=[f"properties.birthDate:{year}",
                                                             "properties.birthDate:1066"], filter_op="AND")
    expect("search: AND needs each", none["total"]["value"] == 0)
    for parameters, needed in (({"limit": 501}, 422), ({"offset": 9500}, 422), ({"facets": "colour"}, 422),
                               ({"filter_op": "XOR"}, 422), ({"schema": "Nothing"}, 400), ({"fuzzy": "maybe"}, 422),
                               ({"filter": "nocolon"}, 400)):
        status, _ = server.get("/search/default", q="a", **parameters)
        expect(f"search {parameters}: {status}", status == needed)
    expect("search: no such dataset", server.get("/search/nowhere")[0] == 404)


def check_entities(server, person, company):
    status, body = server.get(f"/entities/{person['id']}")
    sanctions = body["properties"].get("sanctions", [])
    expect("entity: nested listing", status == 200 and sanctions and sanctions[0]["schema"] == "Sanction")
    status, flat = server.get(f"/entities/{person['id']}", nested="false")
    expect("entity: flat", status == 200 and all(isinstance(one, str) for values in flat["properties"].values()
                                                 for one in values))
    expect("entity: 404", server.get("/entities/nobody-1")[0] == 404)
    status, body = server.get(f"/entities/{person['id']}/adjacent")
    expect("adjacent: shape", set(body) == {"entity", "adjacent"} and
           {"results", "total", "limit", "offset"} == set(body["adjacent"]["sanctions"]))
    status, page = server.get(f"/entities/{person['id']}/adjacent/sanctions", limit=1)
    expect("adjacent: one property", status == 200 and len(page["results"]) == 1)
    expect("adjacent: no such property", server.get(f"/entities/{person['id']}/adjacent/colour")[0] == 404)
    _, owned = server.get(f"/entities/{company}")
    links = owned["properties"].get("ownershipAsset", [])
    expect("entity: an owner at the other end of a link", any(isinstance(end, dict) for link in links
                                                              for end in link["properties"].get("owner", [])))


def check_reconcile(server, person):
    status, manifest = server.get("/reconcile/default")
    expect("reconcile: manifest", status == 200 and manifest["versions"] == ["0.2"] and
           {"entity", "property", "type"} == set(manifest["suggest"]) and manifest["view"]["url"].count("{{id}}") == 1)
    name = person["properties"]["name"][0]
    form = urllib.parse.urlencode({"queries": json.dumps({"q0": {"query": name, "type": ["Person"], "limit": 2,
                                                                 "properties": [{"pid": "Person:country",
                                                                                 "v": "xx"}]}})})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    status, body, _ = server.ask("POST", "/reconcile/default", form, kind)
    first = body["q0"]["result"][0]
    expect("reconcile: a batch", status == 200 and {"id", "name", "description", "type", "score", "match"} == set(first))
    form = urllib.parse.urlencode({"extend": json.dumps({"ids": [person["id"], "nobody"], "properties":
                                                         [{"id": "birthDate", "settings": {"limit": "1"}}]})})
    status, body, _ = server.ask("POST", "/reconcile/default", form, kind)
    expect("reconcile: extend", status == 200 and body["rows"][person["id"]]["birthDate"][0]["str"] ==
           person["properties"]["birthDate"][0] and body["rows"]["nobody"] == {})
    expect("reconcile: neither", server.ask("POST", "/reconcile/default", "a=b", kind)[0] == 400)
    expect("reconcile: no JSON", server.ask("POST", "/reconcile/default", "queries=%7B", kind)[0] == 400)
    expect("reconcile: nowhere", server.get("/reconcile/nowhere")[0] == 404)
    _, found = server.get("/reconcile/default/suggest/entity", prefix=name)
    expect("suggest: entity", person["id"] in [one["id"] for one in found["result"]])
    _, found = server.get("/reconcile/default/suggest/property", prefix="birthD")
    expect("suggest: property", "Person:birthDate" in [one["id"] for one in found["result"]])
    _, found = server.get("/reconcile/default/suggest/type", prefix="Pers")
    expect("suggest: type", [one["id"] for one in found["result"]] == ["Person"])
    _, found = server.get("/reconcile/default/extend/property", type="Person", limit=3)
    expect("extend: properties", len(found["properties"]) == 3)
    status, page = server.get("/reconcile/default/preview", id=person["id"])
    expect("preview: HTML", status == 200 and "<h1>" in page)


def check_v1(server, store, company, person):
    owner = "--json"
    for path, words in ((f"/v1/entities/{company}", ("show", store, company)),
                        (f"/v1/entities/{company}/trace?rule=all", ("trace", store, company, "--rule", "all")),
                        (f"/v1/entities/{company}/holdings", ("holdings", store, company)),
                        (f"/v1/entities/{company}/links", ("links", store, company)),
                        (f"/v1/entities/{company}/flags", ("flags", store, "--about", company)),
                        (f"/v1/entities/{company}/source?field=name", ("source", store, company, "name")),
                        (f"/v1/find?q={urllib.parse.quote(person['caption'])}", ("find", store, person["caption"])),
                        ("/v1/info", ("info", store)), ("/v1/flags", ("flags", store)),
                        (f"/v1/paths?from={company}&to={company}x", None)):
        status, body, _ = server.ask("GET", path)
        if words is None:
            expect(f"{path}: {status}", status in (400, 404) and "detail" in body)
            continue
        _, said = clew(*words, owner)
        expect(f"{path}: {status}, as clew {words[0]} --json says", status == 200 and body == json.loads(said))
    status, posted, _ = server.ask("POST", "/v1/find", {"q": person["caption"]})
    expect("find: posted", status == 200 and posted == server.get("/v1/find", q=person["caption"])[1])
    status, drawing, _ = server.ask("GET", f"/v1/entities/{company}/chart.svg")
    expect("chart: SVG", status == 200 and "<svg" in drawing)
    expect("v1: 422 where something is missing", server.get("/v1/paths")[0] == 422)
    expect("v1: 400 for no day", server.get(f"/v1/entities/{company}", valid_on="monday")[0] == 400)
    expect("v1: 404", server.get("/v1/entities/nobody-1")[0] == 404)
    lines = "".join(json.dumps(one) + "\n" for one in ({"id": "c1", "name": person["caption"]}, {"id": "c2"},
                                                       {"id": "c3", "name": "Somebody Quite Unknown"}))
    status, answers, _ = server.ask("POST", "/v1/screen", lines + "{broken\n")
    answers = [json.loads(line) for line in answers.splitlines()]
    expect("screen: an answer for each line", status == 200 and len(answers) == 4 and answers[0]["results"] and
           answers[0]["query"]["id"] == "c1" and "error" in answers[1] and "error" in answers[3])
    page = "<html><title>A page</title><article><p>" + person["caption"] + " was seen.</p></article></html>"
    status, read, _ = server.ask("POST", "/v1/pages", {"html": page})
    expect(f"a page: {status}", status == 200 and "named" in read)
    expect("a page: 422", server.ask("POST", "/v1/pages", {})[0] == 422)
    expect("events: figures", server_sent(server)["screened"] > 0)


def check_requests(server, folder):
    """A request in the body is answered as clew ask does, and nothing of it stays on the disk or in a log."""
    path = repo.ROOT / "examples/requests/arvenia-to-belmora.yaml"
    body = path.read_bytes()

    def posted(what, body=body):
        status, said, answer = server.ask("POST", "/v1/requests/" + what, body, {"Content-Type": "application/yaml"})
        return status, said, answer.getheader("Content-Type")

    def without_file(sheet):
        return {key: value for key, value in sheet.items() if key != "file"}

    for side in ("sender", "receiver"):
        status, sheet, _ = posted(f"check?as={side}")
        told = json.loads(clew("ask", "check", path, "--as", side, "--format", "json")[1])
        expect(f"requests: the sheet of the {side}", status == 200 and without_file(sheet) == without_file(told))
        status, text, kind = posted(f"check?as={side}&format=text")
        expect(f"requests: the sheet of the {side} as text", status == 200 and kind.startswith("text/plain") and
               text == clew("ask", "check", path, "--as", side)[1])
    status, page, kind = posted("check?format=html")
    expect("requests: HTML", status == 200 and kind.startswith("text/html") and "<html" in page)
    status, days, _ = posted("timeline")
    expect("requests: days", status == 200 and days == json.loads(clew("ask", "timeline", path, "--json")[1]))
    status, letter, _ = posted("draft")
    expect("requests: the letter", status == 200 and letter["draft"] == clew("ask", "draft", path)[1] and
           all(isinstance(one, str) for one in letter["notes"]))
    for what, wrong, words in (("check?as=nobody", body, "one of sender, receiver"), ("check?format=doc", body, "one of"),
                               ("check?on=monday", body, "no date that can be"), ("check", b"", "is empty"),
                               ("check", b"type: [", "request:1: "), ("check", b"type: nothing\n", "request"),
                               ("check", b"start_from: /etc/passwd\n", "send the whole request"),
                               ("draft", b"[]", "request"), ("timeline", b"\xff\xfe", "request")):
        status, said, _ = posted(what, wrong)
        expect(f"requests: {what} {wrong[:20]}: {status} {said}", status == 422 and words in said["detail"][0]["msg"])
    expect("requests: 413", posted("check", b"#" * (1 << 20) + b"\n")[0] == 413)
    secret = b"type: extradition\nfacts: {asylum_granted: {value: true, sources: [Secretive Witness]}}\nodd: [Secretive"
    expect("requests: a broken one", posted("check", secret)[0] == 422)
    logs = (folder / "server.log").read_text() + (folder / "requests.log").read_text()
    expect("requests: no log holds any of it", "Secretive" not in logs and "Vasquine" not in logs and
           "/v1/requests/check" in logs)
    expect("requests: nothing stays on the disk", not list((folder / "tmp").iterdir()))


def server_sent(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as link:
        link.sendall(b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        received = b""
        while b"\n\n" not in received.partition(b"data: ")[2]:
            received += link.recv(65536)
        return json.loads(received.partition(b"data: ")[2].partition(b"\n")[0])


def check_openapi(server):
    described = json.loads(repo.text_of("docs/api/openapi.json"))["paths"]
    told = {(one["method"].lower(), one["path"]) for one in server.get("/v1")[1]["routes"]}
    for method, path in sorted({(method, path) for path, methods in described.items() for method in methods} ^ told):
        expect(f"{method} {path} is in docs/api/openapi.json or in the server, not in both", False)
    for path, methods in described.items():
        named = set(re.findall(r"\{(\w+)\}", path))
        for method, operation in methods.items():
            given = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
            expect(f"{method} {path}: parameters of the path", given == named)


def check_plain(server, person):
    for path in ("/healthz", "/readyz"):
        expect(path, server.get(path) == (200, {"status": "ok"}))
    status, catalog, answer = server.ask("GET", "/catalog")
    expect("catalog", status == 200 and {"datasets", "current", "outdated", "index_stale"} == set(catalog))
    status, _, _ = server.ask("GET", "/catalog", headers={"If-None-Match": answer.getheader("ETag")})
    expect("catalog: 304", status == 304)
    status, algorithms = server.get("/algorithms")
    expect("algorithms", status == 200 and algorithms["best"] == algorithms["algorithms"][0]["name"])
    expect("405", server.ask("DELETE", "/catalog")[0] == 405)
    expect("404", server.get("/nothing")[0] == 404)
    for header, needed in (("Content-Security-Policy", "frame-ancestors 'none'"), ("X-Content-Type-Options", "nosniff"),
                           ("Cache-Control", "no-store")):
        expect(f"header {header}", needed in (server.ask("GET", "/algorithms")[2].getheader(header) or ""))
    _, figures = server.get("/metrics")
    expect("metrics", 'clew_requests_total{route="/match/{dataset}",status="200"}' in figures)
    expect("metrics and events hold no name", person["caption"] not in figures + json.dumps(server.get("/v1/figures")[1])
           and person["id"] not in figures)
    status, _, _ = server.ask("GET", "/catalog", headers={"Host": "evil.example"})
    expect("another host is refused", status == 421)
    status, _, _ = server.ask("POST", "/updatez", headers={"Origin": "http://evil.example"})
    expect("a page of another site is refused", status == 403)


def check_files(server):
    expect("desk: index", server.ask("GET", "/")[1] == "<p>desk</p>")
    for path in ("/../secret", "/..%2fsecret", "/%2e%2e/secret", "/./../secret", "//etc/passwd", "/.hidden", "/link",
                 "/%00", "/assets/../../secret"):
        received = server.raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        expect(f"{path}: {received[:40]!r}", received.split(b" ")[1] in (b"404", b"400") and b"secret!" not in received)


def check_hostile(server):
    host = b"Host: localhost\r\n"
    for what, data, status in (
            ("no HTTP", b"\x16\x03\x01\x00\xff\r\n\r\n", b"400"),
            ("no Host", b"GET /healthz HTTP/1.1\r\n\r\n", b"400"),
            ("two Hosts", b"GET /healthz HTTP/1.1\r\n" + host + host + b"\r\n", b"400"),
            ("length and chunks", b"POST /match/default HTTP/1.1\r\n" + host +
             b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
            ("two lengths", b"POST /match/default HTTP/1.1\r\n" + host +
             b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456", b"400"),
            ("header flood", b"GET /healthz HTTP/1.1\r\n" + host + b"".join(b"a%d: b\r\n" % i for i in range(500)) +
             b"\r\n", b"431"),
            ("a header without end", b"GET /healthz HTTP/1.1\r\n" + host + b"a: " + b"x" * 200_000, b"431"),
            ("a long address", b"GET /" + b"x" * 60_001 + b" HTTP/1.1\r\n" + host + b"\r\n", b"414"),
            ("a huge body", b"POST /match/default HTTP/1.1\r\n" + host + b"Content-Length: 99999999999\r\n\r\n", b"413"),
            ("a broken escape", b"GET /%zz HTTP/1.1\r\n" + host + b"\r\n", b"400")):
        received = server.raw(data)
        expect(f"{what}: {received[:60]!r}", received.startswith(b"HTTP/1.1 " + status))
        expect(f"after {what} others are served", server.get("/healthz")[0] == 200)
    chunks = b"POST /match/default HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\n"
    received = server.raw(chunks + b"10000\r\n" + b"x" * 65536 + b"\r\n" + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 300)
    expect(f"chunks without end: {received[:40]!r}", received == b"" or received.startswith(b"HTTP/1.1 413"))
    status, body, _ = server.ask("POST", "/match/default", example(name="<script>alert(1)</script>" * 100))
    expect("a script as a name is data", status == 200 and body["responses"]["q1"]["status"] == 200)
    begun = time.monotonic()
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    for link in slow:
        link.sendall(b"GET /healthz HTTP/1.1\r\nHost: loc")
    expect("others are served beside slow clients", server.get("/healthz")[0] == 200)
    slow[0].settimeout(40)
    received = slow[0].recv(1000)
    expect(f"slow heads are cut off: {received[:40]!r}", received.startswith(b"HTTP/1.1 408") or received == b"")
    expect("within 30 s", time.monotonic() - begun < 30)
    for link in slow:
        link.close()
    many = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(500)]
    expect("others are served beside 500 silent connections", server.get("/healthz")[0] == 200)
    for link in many:
        link.close()


def check_swap(server, store):
    before = server.get("/v1/figures")[1]["generation"]
    load(store, repo.ROOT / "data/lists/us_ofac_cons", "--published-on", "2025-12-19")
    expect("updatez", server.ask("POST", "/updatez?sync=true")[0] == 200)
    after = server.get("/v1/figures")[1]["generation"]
    expect(f"a new version is served: {before}, {after}", after > before and
           "us_ofac_cons" in server.get("/catalog")[1]["current"])


def check_keys(folder, store):
    _, said = clew("serve-key", "reader1")
    key, line = re.search(r"once:\s+(\S+)\n.*\n(.+)\n", said).groups()
    keys = folder / "keys.txt"
    keys.write_text(line + "\n", encoding="utf-8")
    expect("the file of keys holds no key", key not in line and "$argon2id$" in line)
    server = Server(store, "--keys", keys, "--access-log", folder / "access.log", log=folder / "server.log")
    expect("no key: 401", server.get("/catalog")[0] == 401)
    expect("health needs none", server.get("/healthz")[0] == 200)
    expect("a wrong key: 401", server.ask("GET", "/catalog", headers={"Authorization": "ApiKey reader1.00"})[0] == 401)
    time.sleep(1.2)
    right = {"Authorization": f"ApiKey {key}", "X-Clew-Purpose": "case 7"}
    expect("the right key", server.ask("GET", "/catalog", headers=right)[0] == 200)
    expect("a reader may not update", server.ask("POST", "/updatez", headers=right)[0] == 403)
    server.ask("GET", "/search/default?q=Somebody", headers=right)
    server.stop()
    log = (folder / "access.log").read_text(encoding="utf-8")
    expect("access log: key and purpose, no words of a search, no key", 'reader1 "case 7" GET' in log and
           "Somebody" not in log and key not in log)
    for flags in (("--address", "0.0.0.0"), ("--tls-cert", "x"), ("--keys", folder / "none")):
        code, _ = clew("serve", store, "--port", "0", *flags)
        expect(f"{flags} is refused", code in (2, 3, 4))


def check_tls_and_rate(folder, store):
    """TLS is spoken where there is a certificate, and nothing else; who asks too often is told to wait."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
                    certificate], check=True, capture_output=True)
    server = Server(store, "--tls-cert", certificate, "--tls-key", key, "--rate", "5", log=folder / "server.log")
    context = ssl.create_default_context(cafile=certificate)
    connection = http.client.HTTPSConnection("localhost", server.port, timeout=60, context=context)
    statuses = []
    for _ in range(12):
        connection.request("GET", "/algorithms")
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    expect(f"TLS, and the rate: {statuses}", statuses[0] == 200 and 429 in statuses)
    plain = server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    expect(f"without TLS nothing is said: {plain[:30]!r}", not plain.startswith(b"HTTP/1.1 200"))
    server.stop()


def main():
    with tempfile.TemporaryDirectory(prefix="clew-serve-") as name:
        folder = Path(name)
        store = folder / "lists.clew"
        load(store, repo.ROOT / "data/lists/un_sc_sanctions")
        load(store, repo.ROOT / "examples/story/corvane_register.bods.json")
        web = folder / "web"
        (web / "assets").mkdir(parents=True)
        (web / "index.html").write_text("<p>desk</p>")
        (web / ".hidden").write_text("secret!")
        (folder / "secret").write_text("secret!")
        os.symlink(folder / "secret", web / "link")
        (folder / "tmp").mkdir()
        os.environ["TMPDIR"] = str(folder / "tmp")
        server = Server(store, "--web", web, "--access-log", folder / "requests.log", log=folder / "server.log")
        person = some_listed(server)
        _, companies = server.get("/search/corvane_register", schema="Company", limit=100)
        company = next(one["id"] for one in companies["results"]
                       if server.get(f"/entities/{one['id']}/adjacent")[1]["adjacent"].get("ownershipAsset"))
        check_matching(server, store, person)
        check_match_errors(server)
        check_search(server, person)
        check_entities(server, person, company)
        check_reconcile(server, person)
        check_v1(server, store, company, person)
        check_requests(server, folder)
        check_openapi(server)
        check_plain(server, person)
        check_files(server)
        check_hostile(server)
        expect(f"the server runs: {server.process.poll()}", server.process.poll() is None)
        check_swap(server, store)
        code, said = server.stop()
        expect(f"a graceful stop: {code}", code == 0)
        expect("the server's own words hold no name", person["caption"] not in said + (folder / "server.log").read_text())
        check_keys(folder, store)
        check_tls_and_rate(folder, store)
    repo.finish(complaints, f"clew serve, {checked} expectations")


main()
