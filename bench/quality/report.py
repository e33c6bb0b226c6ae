"""What is printed, and what each row failed at: one file a row in build/bench/quality/failures."""
import collections
import os

from program import WORK

FOLDER = f"{WORK}/failures"


def title(text):
    print(f"\n== {text}", flush=True)


def absent(what, why):
    print(f"  absent: {what}: {why}", flush=True)


def share(part, whole):
    return part / whole if whole else 0.0


def percent(part, whole):
    return f"{100 * share(part, whole):.2f} % ({part} of {whole})"


def row(name, value, wanted="", holds=None):
    mark = "" if holds is None else ("  holds" if holds else "  FALLS SHORT")
    print(f"  {name:<58}{value:<28}{('wanted ' + wanted) if wanted else ''}{mark}", flush=True)


def write_failures(name, failures, note=""):
    """failures: (category, text ...). Counts each category, keeps every line."""
    os.makedirs(FOLDER, exist_ok=True)
    path = f"{FOLDER}/{name}.tsv"
    with open(path, "w", encoding="utf-8") as file:
        if note:
            file.write(f"# {note}\n")
        for failure in sorted(failures, key=lambda f: f[0]):
            file.write("\t".join(str(part) for part in failure) + "\n")
    counts = collections.Counter(failure[0] for failure in failures)
    for category, count in counts.most_common(8):
        print(f"      {count:>6}  {category}")
    if failures:
        print(f"      each named in {path}")
