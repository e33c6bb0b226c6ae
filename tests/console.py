"""Runs console commands as a reader would type them and compares what they print.

    $ clew count tiny.csv        a command; lines that begin with "> " continue it
    ! 1                          the exit code that is expected, where it is not 0
    12 statements                what is expected, standard output and errors together
    ...                          any number of lines
    took ... s                   any characters within a line

Commands run with bash in one temporary folder per document or case, with the built clew first in PATH.
Paths of the machine are shown by their names: $DATA (tests/data), $LISTS (data), $HOME (the temporary folder).
"""

import contextlib
import difflib
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_MAX = 120
COMMENT_TAIL = re.compile(r"^(#.*)?$")


@dataclass
class Step:
    command: str  # May be several lines.
    line: int  # Where it stands in its file, from 1.
    expected: list = field(default_factory=list)
    exit_code: int = 0
    lead: list = field(default_factory=list)  # Blank lines and comments before it, as written.


def parse(lines, first_line=1):
    """The steps written in `lines`, and the lines before the first and after the last of them."""
    steps, head = [], []
    for number, text in enumerate(lines, first_line):
        if text.startswith("$ "):
            lead = take_lead(steps[-1].expected) if steps else []
            steps.append(Step(text[2:], number, lead=lead))
        elif not steps:
            head.append(text)
        elif text.startswith("> ") and not steps[-1].expected:
            steps[-1].command += "\n" + text[2:]
        elif re.fullmatch(r"! \d+", text) and not steps[-1].expected:
            steps[-1].exit_code = int(text[2:])
        else:
            steps[-1].expected.append(text)
    tail = take_lead(steps[-1].expected) if steps else []
    return head, steps, tail


def take_lead(expected):
    """Takes from the end of an output what belongs to the next command: a blank line and comments after it."""
    start = len(expected)
    while start > 0 and COMMENT_TAIL.match(expected[start - 1]):
        start -= 1
    # A line that looks like a comment but has no blank line before it is output.
    while start < len(expected) and expected[start] != "":
        start += 1
    lead = expected[start:]
    del expected[start:]
    return lead


def program():
    path = Path(os.environ.get("CLEW_PROGRAM", ROOT / "build" / "dev" / "clew")).resolve()
    if not path.is_file():
        sys.exit(f"{path} is absent; './dev build' makes it, CLEW_PROGRAM names another")
    return path


@contextlib.contextmanager
def room_to_run(examples=False):
    """A temporary folder; with `examples` the project's examples/ and data/ are linked into it."""
    with tempfile.TemporaryDirectory(prefix="clew-") as name:
        folder = Path(os.path.realpath(name))
        if examples:
            for shown in ("examples", "data"):
                if (ROOT / shown).is_dir():
                    (folder / shown).symlink_to(ROOT / shown)
        yield folder


def run(step, folder):
    """Runs a step in `folder`; returns what it printed as lines, and its exit code."""
    keep = {k: v for k, v in os.environ.items() if k.startswith(("CLEW_", "ASAN_", "UBSAN_", "LSAN_", "TSAN_"))}
    places = {"DATA": str(ROOT / "tests" / "data"), "LISTS": str(ROOT / "data"), "HOME": str(folder)}
    environment = keep | places | {
        "PATH": f"{program().parent}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb",
    }
    try:
        done = subprocess.run(["bash", "-c", step.command], cwd=folder, env=environment, timeout=SECONDS_MAX,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired as late:
        return [f"(no end after {SECONDS_MAX} s)", *(late.stdout or b"").decode("utf-8", "replace").splitlines()], -1
    text = done.stdout.decode("utf-8", "backslashreplace")
    for name, path in places.items():
        text = text.replace(path, "$" + name)
    return without_blank_end(text.split("\n")), done.returncode


def without_blank_end(lines):
    lines = list(lines)
    while lines and lines[-1] == "":
        lines.pop()
    return lines


def line_matches(expected, actual):
    pattern = ".*".join(re.escape(piece) for piece in expected.split("..."))
    return re.fullmatch(pattern, actual) is not None


def matches(expected, actual):
    """Whether lines match, a line `...` standing for any number of lines."""
    expected, actual = without_blank_end(expected), without_blank_end(actual)
    reached = {0}  # How many actual lines may be used up by the expected lines read so far.
    for wanted in expected:
        if wanted == "...":
            reached = set(range(min(reached), len(actual) + 1))
        else:
            reached = {n + 1 for n in reached if n < len(actual) and line_matches(wanted, actual[n])}
        if not reached:
            return False
    return len(actual) in reached


def complaint(path, step, actual, exit_code):
    """What a person needs to see of a step that went otherwise than written; empty when it went well."""
    said = []
    if exit_code != step.exit_code:
        said.append(f"exit code {exit_code}, expected {step.exit_code}")
    if not matches(step.expected, actual):
        said += difflib.unified_diff(without_blank_end(step.expected), actual, "expected", "printed", lineterm="")
    elif said:
        said += actual
    if not said:
        return ""
    return "\n".join([f"{path}:{step.line}: $ {step.command}", *("    " + line for line in said)])
