#!/usr/bin/env python3
"""Runs every command that a document shows in a ```console block and compares what it prints.

A block ```cpp FILE quotes that file: its lines must stand there, one after the other.

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


def quote_complaints(path, text):
    """What is quoted from a file and does not stand in it."""
    complaints = []
    for found in re.finditer(r"^```cpp (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        source, quoted = found.groups()
        if not (repo.ROOT / source).is_file() or quoted not in repo.text_of(source):
            line = text[:found.start()].count("\n") + 1
            complaints.append(f"{path}:{line}: the lines quoted from {source} do not stand there")
    return complaints


def link_complaints(path, text):
    """Links to files of the project that are not there."""
    complaints = []
    for found in re.finditer(r"\]\((?![a-z]+:|#)([^)#\s]+)(#[^)]*)?\)", text):
        if not (repo.ROOT / path.parent / found.group(1)).exists():
            line = text[:found.start()].count("\n") + 1
            complaints.append(f"{path}:{line}: the link leads to no file: {found.group(1)}")
    return complaints


def main():
    complaints, count = [], 0
    for path in documents():
        text = repo.text_of(path)
        complaints += quote_complaints(path, text) + link_complaints(path, text)
        steps = shown_steps(text)
        count += len(steps)
        with console.room_to_run(examples=True) as folder:
            for step in steps:
                said = console.complaint(path, step, *console.run(step, folder))
                complaints += [said] if said else []
    repo.finish(complaints, f"{count} commands in {len(documents())} documents")


if __name__ == "__main__":
    main()
