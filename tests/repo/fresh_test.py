#!/usr/bin/env python3
"""Files that clew itself prints (manual page, completions) lie in the tree as clew prints them now.

    fresh_test.py [--rewrite]
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

# What is run (after `clew`), and the file that must equal it.
PRINTED = [
    (["man"], "docs/man/clew.1"),
    (["completions", "--shell", "bash"], "completions/clew.bash"),
    (["completions", "--shell", "zsh"], "completions/clew.zsh"),
    (["completions", "--shell", "fish"], "completions/clew.fish"),
]


# Where such files lie; one that is not in PRINTED is held against nothing.
PRINTED_FOLDERS = ("docs/man", "completions")


def printed_by(arguments):
    done = subprocess.run([console.program(), *arguments], capture_output=True, timeout=console.SECONDS_MAX,
                          env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100"})
    return done.stdout if done.returncode == 0 else None


def one_file(arguments, name, rewrite):
    command = " ".join(["clew", *arguments])
    text = printed_by(arguments)
    if text is None:
        return [f"{name}: '{command}' failed"]
    path = repo.ROOT / name
    if path.is_file() and path.read_bytes() == text:
        return []
    if rewrite:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        return []
    return [f"{name} differs from what '{command}' prints; tests/repo/fresh_test.py --rewrite refreshes it"]


def main():
    rewrite = "--rewrite" in sys.argv[1:]
    complaints = []
    for arguments, name in PRINTED:
        complaints += one_file(arguments, name, rewrite)
    known = {name for _, name in PRINTED}
    complaints += [f"{path} is printed by no command in fresh_test.py"
                   for path in repo.files(*PRINTED_FOLDERS) if str(path) not in known]
    repo.finish(complaints, f"{len(PRINTED)} printed files")


if __name__ == "__main__":
    main()
