#!/usr/bin/env python3
"""The demo tells its story from beginning to end, says what must be said, and can be told again."""

import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import console
import pack_verifier

# What a reader must find, in this order.
SAID = [
    "== 1. Public lists",
    "us_ofac_sdn",
    "un_sc_sanctions",
    "us_congress",
    "== 2. One organization in two lists",
    "ofac-9345 ",
    "un-KPe.001 ",
    "A shared name is a candidate, not an identification.",
    "sdn.csv.gz:1256",
    "listed on 2009-04-24 by United Nations Security Council, may since be lifted",
    "== 3. One company",
    "Gasgrid Finland Oy",
    "Suomen Kaasuverkko Oy",
    "share 76.5 %",
    "== 4. An invented case",
    "Minister Teodor Vasquine",
    "Press alone carries no element of an offence.",
    "xa-AO-0004 ",
    "xa-AO-0004  Person  Teodor Vasquine",
    "xa-AO-0023  Person  Teodor Vaskine",
    "another year",
    "what would flip it:",
    "decided different by A. Reader",
    "set aside:",
    "xa-AO-0023  Teodor Vaskine",
    "xa_declarations",
    "sister",
    "Negative statements",
    "Interests of close relatives abroad",
    "== 5. His sister",
    '"relationship": ["sister"]',
    "share more than 25, at most 50 %",
    "Negative statements",
    "Nomination agreement of 5 March 2018",
    "share 55 %",
    "Villa Tern",
    "== Who is really behind it",
    "more than 62.5 %, at most 70 %",
    "150 bearer shares",
    "OFAC 50 percent rule",
    "It falls if 1 statement is set aside",
    "Ask next for the register of holders of",
    "What changed in the world from 2018-03-01",
    "What changed in what was known",
    "Innocent reading:",
    "harbour_lantern.svg",
    "== A request: Arvenia asks Belmora",
    "Not ready to be granted: 4 things stand in the way.",
    "What paper cannot complete",
    "What may not be used to refuse",
    "findings are for a lawyer to judge",
    "[missing: the reasonable basis",
    "== A case: every sentence rests on a source",
    "arvenia.example/desk+",
    "statement s-courier",
    "s-courier is graded C3",
    "contest by counsel of Marrowgate Dredging Ltd",
    "== The request, from the case",
    "5 statements of xa-2026-14",
    "== A pack that a court tests",
    "Nothing was changed, added or left out since",
    "WRONG    dossier.html",
    "Do not rely on this pack",
    "as written",
    "== The same in a browser",
    "GET /v1/entities/bods-C-30417/trace: HTTP/1.1 200 OK, { \"id\": \"bods-C-30417\"",
    "GET /healthz: HTTP/1.1 200 OK, {",
    "http://127.0.0.1:8080/#/behind/bods-C-30417",
    "== Where to go from here",
]
SECONDS_MAX = 600  # With sanitizers on a slow machine.


def tell(folder):
    environment = {**os.environ, "CLEW_PROGRAM": console.program(), "CLEW_DEMO": folder, "COLUMNS": "200"}
    done = subprocess.run(["bash", str(console.ROOT / "scripts/demo.sh")], env=environment, timeout=SECONDS_MAX,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"the demo ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def check_order(told):
    at = 0
    for words in SAID:
        found = told.find(words, at)
        if found < 0:
            sys.exit(f"the demo does not say {words!r} (any more), after what stands before it in SAID")
        at = found


def check_listings(told):
    """Whoever is shown as listed is shown with the day, the authority, and that it may be over."""
    shown = re.findall(r"^\$ clew show \S+ (?:ofac|un)-\S+\n(.*?)(?=^\$ |\Z)", told, re.MULTILINE | re.DOTALL)
    if len(shown) < 2:
        sys.exit("the demo shows no listed entity")
    for text in shown:
        if not re.search(r"^listed on .+ by .+, may since be lifted$", text, re.MULTILINE):
            sys.exit(f"a listed entity is shown without the day and the authority:\n{text[:800]}")


def without_times(told):
    # Keys, salts and logs' names are random, and so is every hash of them; a pack is dated.
    told = re.sub(r"arvenia\.example/desk\+\S+", "KEY", told)
    told = re.sub(r"desk/case/\w+", "desk/case/...", told)
    told = re.sub(r"\b[0-9a-f]{64}\b", "SHA256", told)
    told = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME", told)
    told = re.sub(r"(\d+ files), [\d.]+ kB", r"\1, ...", told)
    told = re.sub(r"seek=\d+", "seek=...", told)
    told = re.sub(r" in \d+\.\d+ s, .*", " in ...", told)
    return re.sub(r"(ready in|;) \d+\.\d+ seconds.*", r"\1 ... seconds", told)


def check_pack(folder):
    """The pack holds the chart that was attached, and the twin of clew-verify takes it."""
    path = os.path.join(folder, "harbour_lantern.zip")
    with open(path, "rb") as file:
        wrong = pack_verifier.judge(file.read())
    if wrong:
        sys.exit(f"the twin of clew-verify says of the pack: {wrong}")
    with zipfile.ZipFile(path) as zipped, open(os.path.join(folder, "harbour_lantern.svg"), "rb") as chart:
        if zipped.read("attachments/harbour_lantern.svg") != chart.read():
            sys.exit("the chart in the pack is not the one that was attached")


def main():
    with tempfile.TemporaryDirectory() as folder:
        told = tell(folder)
        check_order(told)
        check_listings(told)
        check_pack(folder)
        if without_times(tell(folder)) != without_times(told):
            sys.exit("told a second time, the story is another one")
    print("the demo tells its story, twice")


if __name__ == "__main__":
    main()
