#!/usr/bin/env python3
"""A segment that fails under a running reader ends it with a message that names file and byte, and exit code 10.

The reader is made to wait by a full pipe; then the file is cut short under its mapping, as a failing disk
would, and the reader goes on.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

MAPPING_FAILED = 10
PEOPLE = 60_000  # More text than fits into the pipe and the program's own buffers.


def main():
    complaints = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "list.json").open("w") as file:
            for number in range(PEOPLE):
                properties = {"name": [f"Invented Person {number}"], "notes": [f"{number * 7919 % 100003:x} " * 9]}
                file.write(json.dumps({"id": f"p-{number}", "schema": "Person", "properties": properties}) + "\n")
        store = folder / "s.clew"
        subprocess.run([console.program(), "load", folder / "list.json", "--into", store], check=True, stdout=subprocess.DEVNULL)
        segment, = (store / "segments").iterdir()
        reader = subprocess.Popen([console.program(), "export", store, "--format", "ftm"], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
        reader.stdout.read(1)  # It has begun, and stands still soon, for nobody reads on.
        with segment.open("r+b") as file:
            file.truncate(4096)
        _, errors = reader.communicate(timeout=60)
        said = errors.decode()
        if reader.returncode != MAPPING_FAILED:
            complaints.append(f"the exit code is {reader.returncode}, not {MAPPING_FAILED}")
        if not re.search(re.escape(str(segment)) + r" at byte \d+", said) or "clew check" not in said:
            complaints.append(f"the message names no file and byte, or not what to do: {said!r}")
        again = subprocess.run([console.program(), "show", store, "p-1"], capture_output=True, text=True, timeout=60)
        if again.returncode != 7 or str(segment) not in again.stderr:
            complaints.append(f"the next reader gets {again.returncode}: {again.stderr!r}")
    repo.finish(complaints, "a segment cut short under a reader")


main()
