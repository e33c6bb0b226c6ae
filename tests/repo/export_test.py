#!/usr/bin/env python3
"""What is exported as FollowTheMoney and loaded again says the same: every statement, by its id.

Holds also each statement's id against Python's own SHA-1, and the CSV against Python's own reader.
"""

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

LIST = repo.ROOT / "data" / "lists" / "us_ofac_sdn"
COLUMNS = ["canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
           "external", "first_seen", "last_seen", "id"]


def clew(*arguments):
    done = subprocess.run([console.program(), *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
                          timeout=120)
    if done.returncode not in (0, 1):  # 1: some of the input could not be read.
        sys.exit(f"clew {' '.join(map(str, arguments))} failed:\n{done.stderr}")
    return done.stdout


def exported(store, folder):
    path = Path(folder) / "statements.csv"
    clew("export", store, "--format", "statements", "--output", path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            sys.exit(f"the columns are {rows.fieldnames}")
        return list(rows)


def id_of(row):
    key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}" + (f"@{row['lang']}" if row["lang"] else "")
    return hashlib.sha1(key.encode("utf-8")).hexdigest()


def main():
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        first, second, lines = (Path(folder) / name for name in ("first.clew", "second.clew", "list.ftm.json"))
        clew("load", LIST, "--into", first, "--dataset", "us_ofac_sdn")
        clew("export", first, "--format", "ftm", "--output", lines)
        clew("load", lines, "--into", second, "--dataset", "us_ofac_sdn")
        before, after = exported(first, folder), exported(second, folder)
        third = Path(folder) / "third.clew"
        clew("load", Path(folder) / "statements.csv", "--into", third, "--dataset", "us_ofac_sdn")
        again = exported(third, folder)
        entities = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    complaints += [f"{row['entity_id']}: the id of {row['prop']} is {row['id']}, not {id_of(row)}"
                   for row in before if row["id"] != id_of(row)][:5]
    lost, made = ({row["id"] for row in a} - {row["id"] for row in b} for a, b in ((before, after), (after, before)))
    complaints += [f"lost on the way: {row}" for row in before if row["id"] in lost][:5]
    complaints += [f"made on the way: {row}" for row in after if row["id"] in made][:5]
    if differing := {row["id"] for row in after} ^ {row["id"] for row in again}:
        complaints.append(f"statements as CSV, loaded again, differ in {len(differing)}")
    values = sum(len(v) for entity in entities for v in entity["properties"].values())
    # Beside its values each entity has one statement that says it exists.
    if values + len(entities) != len(before) or len({entity["id"] for entity in entities}) != len(entities):
        complaints.append(f"{values} values of {len(entities)} entities, but {len(before)} statements")
    repo.finish(complaints, f"{len(before)} exported statements")


main()
