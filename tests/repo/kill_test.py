#!/usr/bin/env python3
"""kill -9 at random moments of a load leaves the old or the new store, sound, and the load can be repeated.

20 times; 200 with CLEW_TEST_ALL=1. CLEW_TEST_SEED repeats a run.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

SEED = int(os.environ.get("CLEW_TEST_SEED") or time.time_ns() % 1_000_000)
TIMES = 200 if os.environ.get("CLEW_TEST_ALL") else 20
PEOPLE = 12_000  # About 3 MB a version.
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def write_version(path, dice):
    with path.open("w", encoding="utf-8") as file:
        for number in range(PEOPLE):
            if dice.random() < 0.1:
                continue
            properties = {"name": [f"Invented Person {dice.randrange(PEOPLE)}", f"Выдуманное Лицо {dice.randrange(PEOPLE)}"],
                          "birthDate": [str(dice.randrange(1930, 2000))], "country": [dice.choice(["xa", "xb", "xc"])]}
            file.write(json.dumps({"id": f"p-{number}", "schema": "Person", "properties": properties}, ensure_ascii=False) + "\n")


def load(store, path, day):
    return subprocess.Popen([console.program(), "load", path, "--into", store, "--dataset", "list", "--published-on", day],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def loaded_in(store, path, day):
    start = time.monotonic()
    process = load(store, path, day)
    _, errors = process.communicate(timeout=120)
    if process.returncode != 0:
        sys.exit(f"loading failed: {errors.decode()}")
    return time.monotonic() - start


def content(store):
    done = subprocess.run([console.program(), "export", store, "--format", "statements"], capture_output=True, timeout=120)
    return hashlib.sha256(done.stdout).hexdigest() if done.returncode == 0 else done.stderr.decode()


def check(store):
    done = subprocess.run([console.program(), "check", store], capture_output=True, text=True, timeout=120)
    return [] if done.returncode == 0 else [f"clew check gives {done.returncode}: {done.stdout}{done.stderr}"]


def main():
    dice = random.Random(SEED)
    complaints = []
    ended = {"killed, old": 0, "killed, new": 0, "done, new": 0}
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
        folder = Path(name)
        first, second, before, store = (folder / n for n in ("v1.json", "v2.json", "before.clew", "store.clew"))
        write_version(first, dice)
        write_version(second, dice)
        loaded_in(before, first, "2024-01-01")
        shutil.copytree(before, store)
        seconds = loaded_in(store, second, "2024-02-01")
        old, new = content(before), content(store)
        for turn in range(TIMES):
            shutil.rmtree(store)
            shutil.copytree(before, store)
            process = load(store, second, "2024-02-01")
            time.sleep(dice.uniform(0, seconds))
            process.kill()
            process.communicate()
            was_killed = process.returncode < 0
            if not was_killed:
                seconds *= 0.8  # The machine was busier when the time was taken.
            now = content(store)
            if now not in (old, new) or (now == old and not was_killed):
                complaints.append(f"turn {turn}: neither the old nor the new store: {now}")
                continue
            ended[f"{'killed' if was_killed else 'done'}, {'old' if now == old else 'new'}"] += 1
            complaints += [f"turn {turn}: {said}" for said in check(store)]
            loaded_in(store, second, "2024-02-01")
            if content(store) != new:
                complaints.append(f"turn {turn}: loading again does not give the new store")
    if ended["killed, old"] + ended["killed, new"] < TIMES // 4:
        complaints.append(f"hardly any load was killed in time: {ended}")
    repo.finish(complaints, f"{TIMES} kills with seed {SEED} ({', '.join(f'{k}: {v}' for k, v in ended.items())})")


main()
