#!/usr/bin/env python3
"""Holds the code to the few rules of style that a program can see; clang-format and people see the rest."""

import re

import repo

LINES_MAX = 700
CODE = {".h", ".cc", ".py", ".sh", ".cmake"}
PROSE = {".md", ".txt", ".json", ".yaml", ".yml"}
UNFINISHED = re.compile(r"(//|#|\*|<!--).*\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.$}/])/(work|root|home/\w+)/")
FIRST_LINE = re.compile(r"// \S+ \S+")


def is_ours_to_judge(path):
    return path.parts[0] not in ("data", "examples", "schema") and path.parts[:2] not in (("tests", "data"), ("fuzz", "corpus"))


def file_complaints(path, lines):
    complaints = []
    if is_code(path) and len(lines) > LINES_MAX:
        complaints.append(f"{path}: {len(lines)} lines; a file has at most {LINES_MAX}: what are its two halves?")
    for number, line in enumerate(lines, 1):
        if is_code(path) and UNFINISHED.search(line):
            complaints.append(f"{path}:{number}: unfinished work is done or deleted, not marked")
        if MACHINE_PATH.search(line):
            complaints.append(f"{path}:{number}: a path of one machine")
    return complaints


def is_code(path):
    return path.suffix in CODE or path.name in ("dev", "CMakeLists.txt") or path.parts[0] == ".ci"


def header_complaints(path, lines):
    complaints = []
    if not lines or not FIRST_LINE.match(lines[0]):
        complaints.append(f"{path}:1: a header begins with a comment whose first line says what it is")
    if "#pragma once" not in lines:
        complaints.append(f"{path}: #pragma once is missing")
    return complaints


def namespace_complaints(path, text):
    if path.parts[0] != "src" or path.name == "main.cc" or path.name.endswith("_test.cc"):
        return []
    wanted = f"clew::{path.parts[1]}"
    if re.search(rf"^namespace {wanted}\b", text, re.MULTILINE):
        return []
    return [f"{path}: what is in {path.parts[1]}/ lives in namespace {wanted}"]


def main():
    complaints, count = [], 0
    for path in filter(is_ours_to_judge, repo.files()):
        if not is_code(path) and path.suffix not in PROSE:
            continue
        count += 1
        text = repo.text_of(path)
        lines = text.splitlines()
        complaints += file_complaints(path, lines)
        if path.suffix == ".h":
            complaints += header_complaints(path, lines)
        if path.suffix in (".h", ".cc"):
            complaints += namespace_complaints(path, text)
    if not count:
        complaints.append("no file was found: this test does not see the code")
    repo.finish(complaints, f"{count} files")


if __name__ == "__main__":
    main()
