#!/usr/bin/env python3
"""Runs every command that a document shows in a ```console block and compares what it prints.

The blocks of one document run in order in one temporary folder, into which examples/ and data/ are linked.
A block that begins ```console no-run is skipped; tests/console.py tells how commands and output are written.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo


def documents():
    return [path for path in repo.files() if path.suffix == ".md" and
            (len(path.parts) == 1 or path.parts[0] in ("docs", "examples"))]


def shown_steps(text):
    """The steps of all blocks that are to be run, in order."""
    steps, block, first = [], None, 0
    for number, line in enumerate(text.splitlines(), 1):
        if block is None:
            opened = re.fullmatch(r"```console( no-run)?\s*", line)
            if opened:
                block, first, skipped = [], number + 1, bool(opened.group(1))
        elif line.startswith("```"):
            if not skipped:
                steps += console.parse(block, first)[1]
            block = None
        else:
            block.append(line)
    return steps


def main():
    complaints, count = [], 0
    for path in documents():
        steps = shown_steps(repo.text_of(path))
        count += len(steps)
        with console.room_to_run(examples=True) as folder:
            for step in steps:
                said = console.complaint(path, step, *console.run(step, folder))
                complaints += [said] if said else []
    repo.finish(complaints, f"{count} commands in {len(documents())} documents")


if __name__ == "__main__":
    main()
