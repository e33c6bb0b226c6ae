#!/usr/bin/env python3
"""Runs the promises to users in tests/cases/VERB/NAME.case.

    casetest.py [--rewrite] [VERB | FILE ...]

A case begins with a sentence (# ...) and holds commands and what they print; tests/console.py tells the form.
--rewrite writes what is printed now into the cases, keeping wildcards where they still fit; judge it by git diff.
"""

import argparse
import sys
from pathlib import Path

import console

CASES = console.ROOT / "tests" / "cases"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rewrite", action="store_true")
    options.add_argument("what", nargs="*")
    arguments = options.parse_args()
    files = find_cases(arguments.what)
    if not files:
        sys.exit("no case to run")
    bad = [name for name in files if not run_case(name, arguments.rewrite)]
    print(f"{len(files) - len(bad)} of {len(files)} cases {'are as they were' if arguments.rewrite else 'hold'}")
    sys.exit(1 if bad and not arguments.rewrite else 0)


def find_cases(what):
    files = []
    for name in what or ["."]:
        path = Path(name) if Path(name).is_file() else CASES / name
        if not path.exists():
            sys.exit(f"there is no {path}")
        files += [path] if path.is_file() else sorted(path.rglob("*.case"))
    return files


def run_case(path, rewrite):
    """Whether the case holds."""
    shown = path.resolve().relative_to(console.ROOT)
    head, steps, tail = console.parse(path.read_text(encoding="utf-8").splitlines())
    complaints = form_complaints(shown, head, steps)
    with console.room_to_run() as folder:
        for step in steps:
            actual, exit_code = console.run(step, folder)
            said = console.complaint(shown, step, actual, exit_code)
            if said:
                complaints.append(said)
                step.exit_code = exit_code
                step.expected = with_wildcards(step.expected, actual)
    if rewrite and steps:
        path.write_text(show(head, steps, tail), encoding="utf-8")
    for said in complaints:
        print(said if not rewrite else f"rewritten: {said.splitlines()[0]}")
    return not complaints


def form_complaints(shown, head, steps):
    if not head or not head[0].startswith("# ") or not head[0].endswith("."):
        return [f"{shown}:1: a case begins with a sentence: # What is promised."]
    if not steps:
        return [f"{shown}: there is no command ($ clew ...) in this case"]
    return []


def with_wildcards(old, actual):
    """The lines of `actual`, written as in `old` where an old line with a wildcard still fits."""
    if console.matches(old, actual):
        return old
    if "..." in old:
        first, last = old.index("..."), len(old) - 1 - old[::-1].index("...")
        before, after = first, len(console.without_blank_end(old)) - last - 1
        if before + after < len(actual):
            end = len(actual) - after
            return with_wildcards(old[:first], actual[:before]) + ["..."] + with_wildcards(old[last + 1:], actual[end:])
    patterns = [line for line in old if "..." in line and line != "..."]
    return [next((p for p in patterns if console.line_matches(p, line)), line) for line in actual]


def show(head, steps, tail):
    lines = list(head)
    for step in steps:
        lines += step.lead
        first, *more = step.command.split("\n")
        lines += ["$ " + first, *("> " + line for line in more)]
        lines += [f"! {step.exit_code}"] if step.exit_code else []
        lines += step.expected
    return "\n".join(lines + tail) + "\n"


if __name__ == "__main__":
    main()
