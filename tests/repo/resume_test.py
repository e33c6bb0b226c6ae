#!/usr/bin/env python3
"""kill -9 at random moments of a screening leaves what --resume completes to the answers of an undisturbed run.

6 runs, each killed until it is done; 60 with CLEW_TEST_ALL=1. CLEW_TEST_SEED repeats a run. Also with an end that a
crash of the machine could leave: a torn line, a block of zeros.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console

SEED = int(os.environ.get("CLEW_TEST_SEED") or time.time_ns() % 1_000_000)
TIMES = 60 if os.environ.get("CLEW_TEST_ALL") else 6
CUSTOMERS = 3000
WORDS = ["Dorsan", "Karvelin", "Imrek", "Ilsa", "Vasquine", "Teodor", "Lumen", "Quay", "Harbour", "Marrowgate", "Selm",
         "Orle", "Tern", "Brackwater", "Savrenne", "Dray"]


def write_customers(path, dice):
    with path.open("w", encoding="utf-8") as file:
        file.write("id,full_name,date_of_birth\n")
        for number in range(CUSTOMERS):
            name = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(1, 4)))
            file.write(f'c-{number},"{name}",{dice.randrange(1930, 2000)}\n')


def start(store, customers, out, *more):
    return subprocess.Popen([console.program(), "screen", store, customers, "--out", out, "--score-min", "0.4", *more],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def whole(store, customers, out, *more):
    begin = time.monotonic()
    process = start(store, customers, out, *more)
    _, errors = process.communicate(timeout=120)
    if process.returncode != 0:
        sys.exit(f"screening failed: {errors.decode()}")
    return time.monotonic() - begin


def spoil(partial, dice):
    """What a machine that lost its power could leave at the end of the file."""
    size = partial.stat().st_size
    with partial.open("r+b") as file:
        if dice.random() < 0.5:
            file.truncate(max(0, size - dice.randrange(300)))
        else:
            file.seek(size)
            file.write(bytes(dice.randrange(1, 3000)))


def killed_until_done(store, customers, out, seconds, dice):
    """How often the run was killed."""
    partial = out.with_name(out.name + ".partial")
    for kills in range(200):
        process = start(store, customers, out, "--resume", "--threads", "2")
        try:
            process.communicate(timeout=dice.uniform(0.1, 1.1) * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            if partial.exists() and dice.random() < 0.5:
                spoil(partial, dice)
            continue
        if process.returncode != 0:
            sys.exit(f"a resumed run gives {process.returncode}")
        return kills
    sys.exit("the run never came to its end")


def main():
    dice = random.Random(SEED)
    kills = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, customers = folder / "lists.clew", folder / "customers.csv"
        subprocess.run([console.program(), "load", console.ROOT / "tests/data/uk/UK-Sanctions-List.csv", "--into", store],
                       check=True, stdout=subprocess.DEVNULL)
        write_customers(customers, dice)
        for kind in ("jsonl", "csv"):
            undisturbed = folder / f"undisturbed.{kind}"
            seconds = whole(store, customers, undisturbed)
            for turn in range(TIMES // 2):
                out = folder / f"hits-{turn}.{kind}"
                kills += killed_until_done(store, customers, out, seconds, dice)
                if out.read_bytes() != undisturbed.read_bytes():
                    sys.exit(f"CLEW_TEST_SEED={SEED}: {out.name} is not what an undisturbed run gives")
                left = sorted(p.name for p in folder.glob(f"{out.name}.*"))
                if left:
                    sys.exit(f"a run that is done left {left}")
    print(f"seed {SEED}: {TIMES} runs, killed {kills} times, gave the answers of undisturbed ones")


if __name__ == "__main__":
    main()
