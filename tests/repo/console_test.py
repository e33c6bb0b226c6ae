#!/usr/bin/env python3
"""The runner of documents and cases notices what it must notice: it is itself held to a table."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import casetest
import console
import repo

MATCHES = [  # expected, printed, whether they match
    ("a\nb", "a\nb", True),
    ("a\nb", "a", False),
    ("a", "a\nb", False),
    ("took ... s", "took 0.12 s", True),
    ("took ... s", "took 0.12 ms!", False),
    ("a.c", "abc", False),
    ("...\nend", "1\n2\nend", True),
    ("...\nend", "end", True),
    ("begin\n...\nend", "begin\n1\nend\n2", False),
    ("...\n3\n...\n5", "1\n3\n4\n3\n5", True),
    ("...", "", True),
    ("a\n\n", "a", True),
]

RUNS = [  # the text of a case, whether it holds
    ("$ echo one\none", True),
    ("$ echo one\ntwo", False),
    ("$ echo bad >&2; exit 3\n! 3\nbad", True),
    ("$ echo bad; exit 3\nbad", False),
    ("$ exit 0\n! 1", False),
    ("$ cat <<END\n> two\n> lines\n> END\ntwo\nlines", True),
    ("$ echo made > file\n\n# The next command finds it.\n$ cat file\nmade", True),
    ("$ printf '# heading\\n'\n# heading", True),
    ("$ echo $DATA/a.csv\n$DATA/a.csv", True),
    ("$ no-such-program\n! 127\n...not found", True),
]

REWRITES = [  # expected before, printed, expected after
    ("took ... s\nold", "took 1 s\nnew", "took ... s\nnew"),
    ("first\n...\nold", "first\n1\n2\nnew", "first\n...\nnew"),
    ("...", "anything", "..."),
]


def holds(text):
    _, steps, _ = console.parse(text.split("\n"))
    with console.room_to_run() as folder:
        return all(not console.complaint("case", step, *console.run(step, folder)) for step in steps)


def main():
    complaints = []
    for expected, printed, wanted in MATCHES:
        if console.matches(expected.split("\n"), printed.split("\n")) != wanted:
            complaints.append(f"matches({expected!r}, {printed!r}) should be {wanted}")
    for text, wanted in RUNS:
        if holds(text) != wanted:
            complaints.append(f"the case {text!r} should {'hold' if wanted else 'fail'}")
        if casetest.show(*console.parse(text.split("\n"))) != text + "\n":
            complaints.append(f"the case {text!r} is not written back as it was read")
    for old, printed, wanted in REWRITES:
        found = casetest.with_wildcards(old.split("\n"), printed.split("\n"))
        if found != wanted.split("\n"):
            complaints.append(f"rewriting {old!r} to {printed!r} gives {found!r}")
    repo.finish(complaints, f"{len(MATCHES) + len(RUNS) + len(REWRITES)} rows")


if __name__ == "__main__":
    main()
