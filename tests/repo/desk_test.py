#!/usr/bin/env python3
"""A desk survives kill -9 at random moments: what was accepted is there, nothing is half there; two officers who write at
once lose nothing; and the desk's folder is for its owner alone."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

KILLS = 60 if os.environ.get("CLEW_TEST_ALL") else 12
CASE = "xa-1"
PURPOSE = ("--purpose", "investigation")


class Desk:
    def __init__(self, folder):
        self.path = Path(folder) / "arvenia.desk"
        passphrase = Path(folder) / "passphrase"
        passphrase.write_text("a long passphrase\n", encoding="utf-8")
        self.environment = {**os.environ, "CLEW_PASSPHRASE_FILE": str(passphrase), "CLEW_OFFICER": "mona"}

    def words(self, *words):
        return [console.program(), *(str(self.path) if word == "DESK" else str(word) for word in words)]

    def clew(self, *words, code=0):
        done = subprocess.run(self.words(*words), env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != code:
            sys.exit(f"clew {' '.join(map(str, words))} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, *words):
        return subprocess.Popen(self.words(*words), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True)

    def statements(self):
        shown = json.loads(self.clew("case", "show", "DESK", CASE, *PURPOSE, "--json"))
        return {one["says"] for one in shown["statements"]}


def state(number):
    return ("case", "state", "DESK", CASE, "--source", "src-1", "--says", f"fact {number}", *PURPOSE)


def prepare(folder):
    desk = Desk(folder)
    desk.clew("desk", "new", "DESK", "--node", "arvenia.example/desk")
    for name, role in (("mona", "officer"), ("oren", "second_officer")):
        desk.clew("desk", "officer", "DESK", "--name", name, "--role", role)
    desk.clew("case", "new", "DESK", "--id", CASE, "--title", "A case", *PURPOSE)
    desk.clew("case", "admit", "DESK", CASE, "oren", *PURPOSE)
    source = Path(folder) / "source.txt"
    source.write_text("words", encoding="utf-8")
    desk.clew("case", "add-source", "DESK", CASE, source, "--from", "x", "--how", "x", "--obtained", "open", *PURPOSE)
    return desk


def judge_kills(desk):
    accepted, chance = set(), random.Random()
    begin = time.monotonic()
    desk.clew(*state("first"))
    whole = time.monotonic() - begin
    for number in range(KILLS):
        writer = desk.start(*state(number))
        time.sleep(chance.uniform(0.3, 1.2) * whole)
        writer.send_signal(signal.SIGKILL)
        said, _ = writer.communicate()
        if re.match(r"Entry \d+: statement", said):
            accepted.add(f"fact {number}")
    lost = accepted - desk.statements()
    audit = desk.clew("log", "audit", "DESK")
    complaints = [f"accepted and lost: {sorted(lost)}"] if lost else []
    return complaints + ([audit] if "WRONG" in audit else [])


def judge_two_at_once(desk):
    writers = [desk.start(*state(f"{name} {number}"), "--as", name) for number in range(3) for name in ("mona", "oren")]
    complaints = []
    for writer in writers:
        said, errors = writer.communicate()
        if writer.returncode != 0:
            complaints.append(f"two at once: {said}{errors}")
    missing = {f"fact {name} {number}" for number in range(3) for name in ("mona", "oren")} - desk.statements()
    return complaints + ([f"two at once lost {sorted(missing)}"] if missing else [])


def judge_rights(desk):
    open_to_others = [str(path) for path in (desk.path, *desk.path.rglob("*")) if path.stat().st_mode & 0o077
                      and path.parent == desk.path.parent]
    files = [str(path) for path in desk.path.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    return [f"others may read {name}" for name in open_to_others + files]


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = prepare(folder)
        complaints = judge_kills(desk) + judge_two_at_once(desk) + judge_rights(desk)
    repo.finish(complaints, f"{KILLS} kills")


if __name__ == "__main__":
    main()
